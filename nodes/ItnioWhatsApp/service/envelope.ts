import { isRecord } from '../core/members';
import type { Envelope } from './answer';

/** The JSON that the service wraps every answer in (docs/api.md, section 3); undefined where a text is not JSON. */
export function parseEnvelope(text: string): Envelope | undefined {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!isRecord(json)) return undefined;
	const { status, reason } = json;
	if (typeof status !== 'string' && typeof status !== 'number') return undefined;
	return { status: String(status).trim(), reason: typeof reason === 'string' ? reason : '', json };
}
