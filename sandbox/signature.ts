import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { refuse } from './rules/refusal';
import type { Account } from './types';

/** How far a Timestamp may be from the service's clock, either way. */
export const CLOCK_WINDOW_SECONDS = 300;

/**
 * The Sign header (docs/api.md, section 1).
 * @param timestamp Unix time in seconds, exactly as in the Timestamp header
 * @returns lowercase hex MD5
 */
export function sign(apiKey: string, apiSecret: string, timestamp: string): string {
	return createHash('md5')
		.update(apiKey + apiSecret + timestamp)
		.digest('hex');
}

/**
 * Which account is calling.
 * @param nowMs the service's clock
 * @param expired status of a stale Timestamp: -4 on `/wa/`, -16 on `/sms/`
 * @throws Refusal -1 for anything that does not fit, `expired` for a Timestamp outside the window
 */
export function authenticate(
	headers: IncomingHttpHeaders,
	accounts: ReadonlyMap<string, Account>,
	nowMs: number,
	expired: -4 | -16,
): Account {
	const { 'api-key': apiKey, timestamp, sign: given } = headers;
	if (typeof apiKey !== 'string' || !apiKey) refuse(-1, 'header Api-Key is missing');
	if (typeof timestamp !== 'string' || !timestamp) refuse(-1, 'header Timestamp is missing');
	if (typeof given !== 'string' || !given) refuse(-1, 'header Sign is missing');

	const account = accounts.get(apiKey);
	if (!account) refuse(-1, 'Api-Key is not known');
	if (!/^\d+$/.test(timestamp) || Math.abs(nowMs / 1000 - Number(timestamp)) > CLOCK_WINDOW_SECONDS) {
		refuse(expired, 'Timestamp is not the present Unix time in seconds');
	}
	if (given.toLowerCase() !== sign(apiKey, account.apiSecret, timestamp)) {
		refuse(-1, 'Sign does not belong to this Api-Key and Timestamp');
	}
	return account;
}
