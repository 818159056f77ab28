import { createHash } from 'crypto';

/**
 * The signature of a request (docs/api.md, section 1): lowercase hex MD5 of key, secret and timestamp with
 * nothing between them. The body is no part of it.
 *
 * @param timestamp Unix time in seconds, as the `Timestamp` header carries it
 */
export function sign(apiKey: string, apiSecret: string, timestamp: string): string {
	return createHash('md5')
		.update(apiKey + apiSecret + timestamp)
		.digest('hex');
}

/**
 * The four headers of every request, signed for now. The service refuses old timestamps (status -4), so they
 * are made afresh for each try.
 *
 * @param now current time in milliseconds
 */
export function signedHeaders(apiKey: string, apiSecret: string, now: number): Record<string, string> {
	const timestamp = String(Math.floor(now / 1000));
	return {
		'Content-Type': 'application/json;charset=UTF-8',
		'Api-Key': apiKey,
		Timestamp: timestamp,
		Sign: sign(apiKey, apiSecret, timestamp),
	};
}
