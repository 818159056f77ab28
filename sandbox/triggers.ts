import { WA_STATUSES } from './statuses';
import type { Fault } from './types';

/**
 * Numbers that make the sandbox say no, so that a person can see every refusal without breaking anything:
 * recipient `1999000NNNN` and business number `1888000NNNN` answer status -NNNN.
 */
export const RECIPIENT_TRIGGER = '1999000';
export const BUSINESS_TRIGGER = '1888000';

/** The number that provokes a status, e.g. (-68) → 19990000068. */
export const recipientFor = (status: number) => RECIPIENT_TRIGGER + String(-status).padStart(4, '0');
export const businessPhoneFor = (status: number) => BUSINESS_TRIGGER + String(-status).padStart(4, '0');

/**
 * The status that a number asks for.
 * @returns undefined for an ordinary number, and for one whose last four digits are no documented code
 */
export function triggeredStatus(businessPhone: string, recipient: string): number | undefined {
	for (const [number, prefix] of [
		[businessPhone, BUSINESS_TRIGGER],
		[recipient, RECIPIENT_TRIGGER],
	] as const) {
		if (number.length !== 11 || !number.startsWith(prefix)) continue;
		const status = -Number(number.slice(7));
		if (status in WA_STATUSES) return status;
	}
	return undefined;
}

/** Recipients that make the network misbehave, for trying by hand what `faults` do in tests. */
export const TRIGGERED_FAULTS: Readonly<Record<string, { fault: Fault; about: string }>> = {
	'19990010429': { fault: { kind: 'http429', retryAfter: 1 }, about: 'HTTP 429, Retry-After 1' },
	'19990010500': { fault: { kind: 'http500' }, about: 'HTTP 500, not accepted' },
	'19990010502': { fault: { kind: 'http502', accepted: true }, about: 'HTTP 502, yet accepted' },
	'19990010503': { fault: { kind: 'http503', retryAfter: 1 }, about: 'HTTP 503, Retry-After 1' },
	'19990018001': { fault: { kind: 'resetAfterRead' }, about: 'accepted, then the connection is reset' },
	'19990018002': { fault: { kind: 'timeoutAfterAccept' }, about: 'accepted, but never answered' },
	'19990018003': { fault: { kind: 'halfAnswer' }, about: 'accepted, half an answer' },
	'19990018004': { fault: { kind: 'wrongContentType' }, about: 'accepted, an HTML page for an answer' },
	'19990018005': { fault: { kind: 'latency', ms: 5_000 }, about: 'accepted, answered after 5 seconds' },
};
