import { createHash, timingSafeEqual } from 'crypto';

const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();

/**
 * Compares in a time that tells nothing about the expected token: hashes have one length, whatever was given.
 *
 * @param given the value of `?token=` as the query parser read it: a text, or anything else for odd queries
 */
export function tokenMatches(expected: string, given: unknown): boolean {
	const equal = timingSafeEqual(digest(expected), digest(typeof given === 'string' ? given : ''));
	return equal && typeof given === 'string';
}
