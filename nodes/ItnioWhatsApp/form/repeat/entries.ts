/** The entries of a message, and what they are made of. */
import { complain, named, ROOT, type Problem } from '../../core/rules';
import type { Members } from '../../core/members';
import type { Repeated } from '../repeatFields';

/** An entry of a message, as if it had been filled in, and what it was made of. */
export interface Entry {
	readonly values: Members;
	/** Where it comes from, e.g. `products[2]` or `item 7`. */
	readonly from: string;
	/** What went wrong when it was filled in: that of the message that it is in. */
	readonly problems: readonly Problem[];
	/** The item that is in it; undefined where all entries are of one item. */
	readonly itemIndex?: number;
	/** Whether there was nothing to make it of: it is in no message, but its problem is. */
	readonly isEmpty?: true;
}

/** The entries of one recipient's message or messages. */
export interface Entries {
	readonly itemIndexes: readonly number[];
	/** The first ones, as many as were wanted. */
	readonly entries: readonly Entry[];
	/** How many there are. */
	readonly count: number;
	/** Of all messages that are made of it. */
	readonly problems: readonly Problem[];
	/** What has too many or too few, e.g. `Repeat for Each`, and what it has, e.g. `element`. */
	readonly counts: readonly [field: string, noun: string];
	/** Whether the problems make those of the entries worthless. */
	readonly isUnusable: boolean;
}

export function reportNoEntry({ entry, one }: Repeated, report: (problem: Problem) => void): void {
	complain(report, named(ROOT, entry), `is empty: choose Add ${one} and fill it in once`);
}
