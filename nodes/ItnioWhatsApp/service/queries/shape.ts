/** How the shape of an answer is read, and what is said where it is none that is known. */
import { isMissing, recordIn } from '../../core/members';
import type { Failed } from '../classify';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** A list that comes as the text of its JSON; anything else as it is. */
export function listInText(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*\[/.test(value)) return value;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}

/** The objects of a list, or one without a list, each also as the text of its JSON; undefined: it holds something else. */
export function recordsIn(value: unknown): JsonRecord[] | undefined {
	const list = listInText(value);
	const entries = (Array.isArray(list) ? list : [list]).filter((entry) => !isMissing(entry));
	const records = entries.map((entry) => recordIn(entry)).filter((record) => record !== undefined);
	return records.length > 0 || entries.length === 0 ? records : undefined;
}

/** @param what was asked for, in words */
export const without = (what: string): { readonly failure: Failed } => ({
	failure: {
		kind: 'unknown',
		why: `ITNIO answered, but without ${what}. Look at the Base URL of the credential; if it is right, ask ITNIO support.`,
	},
});
