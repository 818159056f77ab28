/** When another try is safe, and after how long (docs/api.md, section 3). */

export const MAX_RETRIES = 3;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
/** A service that asks for more than this is not waited for any longer. */
const LONGEST_PAUSE_MS = 120_000;

/**
 * Milliseconds that a `Retry-After` header asks to wait: seconds or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param now current time in milliseconds
 * @returns undefined if there is no header that can be read; never more than two minutes
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
	const value = header?.trim() ?? '';
	if (value === '') return undefined;
	const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
	if (Number.isNaN(wait)) return undefined;
	return Math.min(Math.max(0, wait), LONGEST_PAUSE_MS);
}

/**
 * Milliseconds before the next try: doubling from half a second, up to eight seconds, and of that a random part
 * between half and all, so that many senders do not come back at the same moment.
 *
 * @param attempt tries so far, counted from 0
 * @param random a number from 0 up to 1
 */
export function backoffMs(attempt: number, random: number): number {
	const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
	return Math.round(full * (0.5 + random / 2));
}
