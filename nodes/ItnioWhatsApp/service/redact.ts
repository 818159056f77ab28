/** The service may quote a request in its answer; what it quotes of key, secret and signature is not shown. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { CREDENTIAL } from './credential';
import { sign } from './sign';

export interface Secrets {
	readonly apiKey: string;
	readonly apiSecret: string;
	readonly appId?: string;
}

const HIDDEN = '••••••••';
/** Shorter ones would be found inside ordinary words. */
const SHORTEST = 4;

const known = new WeakMap<object, Promise<Secrets>>();

/** Key and secret of the credential, asked for once for each run of a node. */
export async function secretsOf(context: Pick<IExecuteFunctions, 'getCredentials'>): Promise<Secrets> {
	const found = known.get(context) ?? readSecrets(context);
	known.set(context, found);
	return await found;
}

async function readSecrets(context: Pick<IExecuteFunctions, 'getCredentials'>): Promise<Secrets> {
	try {
		const { apiKey, apiSecret, appId } = await context.getCredentials(CREDENTIAL);
		return { apiKey: String(apiKey ?? ''), apiSecret: String(apiSecret ?? ''), appId: String(appId ?? '') };
	} catch {
		// No request can have been signed with it.
		return { apiKey: '', apiSecret: '' };
	}
}

/**
 * A text of the service without key, secret and the signatures of the requests of that time.
 *
 * @param from when the request started, in milliseconds
 * @param to when its answer was there
 */
export function redact(text: string, { apiKey, apiSecret }: Secrets, from: number, to: number): string {
	let result = text;
	for (const secret of [apiSecret, apiKey]) {
		if (secret.length >= SHORTEST) result = result.replaceAll(secret, HIDDEN);
	}
	if (!/[0-9a-f]{32}/i.test(result)) return result;
	for (let second = Math.floor(from / 1000) - 1; second <= Math.floor(to / 1000) + 1; second++) {
		const signature = sign(apiKey, apiSecret, String(second));
		result = result.replaceAll(signature, HIDDEN).replaceAll(signature.toUpperCase(), HIDDEN);
	}
	return result;
}
