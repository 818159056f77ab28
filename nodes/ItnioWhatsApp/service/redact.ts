/** The service may quote a request in its answer; what it quotes of key, secret and signature is not shown. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { textOf } from '../core/text';
import { CREDENTIAL, type Secrets } from './secrets';
import { sign } from './sign';

const HIDDEN = '••••••••';
/** A request may take ten minutes. */
const MAX_SECONDS = 700;
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
		// As they are signed with.
		return {
			apiKey: textOf(apiKey).trim(),
			apiSecret: textOf(apiSecret).trim(),
			appId: textOf(appId).trim(),
		};
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
	for (const second of secondsBetween(from, to)) {
		const signature = sign(apiKey, apiSecret, String(second));
		result = result.replaceAll(signature, HIDDEN).replaceAll(signature.toUpperCase(), HIDDEN);
	}
	return result;
}

/** The seconds of a request; of a clock that was set meanwhile, those around its two ends. */
function secondsBetween(from: number, to: number): Set<number> {
	const [first, last] = [
		Math.floor(Math.min(from, to) / 1000) - 1,
		Math.floor(Math.max(from, to) / 1000) + 1,
	];
	const seconds = new Set<number>();
	for (let offset = 0; offset <= Math.min(last - first, MAX_SECONDS); offset++) {
		seconds.add(first + offset).add(last - offset);
	}
	return seconds;
}
