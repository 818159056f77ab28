/**
 * What was accepted in this run, kept in the node's execution context: n8n's "Retry On Fail" and the "Retry" of a
 * failed execution run the node again for all items, and no message may go twice.
 */
import { createHash } from 'crypto';
import type { Accepted } from './outcome';

/** Stored with the execution, so it is small: one short text an item. */
type Entries = Record<string, string>;

/** The part of n8n's execution context that belongs to this node. */
export interface Store {
	[key: string]: unknown;
}

const KEY = 'itnioLedger';
const UNKNOWN = '?';
const HASH_LENGTH = 22;
const isUnknown = (entry: string): boolean => entry.slice(HASH_LENGTH) === UNKNOWN;

/** Identifies a message: the same request has the same hash, any change of it another one. */
export function hashOf(path: string, body: object): string {
	return createHash('sha256')
		.update(path)
		.update(JSON.stringify(body))
		.digest('base64url')
		.slice(0, HASH_LENGTH);
}

/** What the ledger knows of a message from an earlier try of this run. */
export type Memory = Accepted | 'unknown' | undefined;

export class Ledger {
	private readonly entries: Entries;

	/**
	 * @param store the node's execution context
	 * @param runIndex the how-manieth time the node runs in this execution: loops keep apart
	 */
	constructor(
		private readonly store: Store,
		private readonly runIndex: number,
	) {
		const runs = (store[KEY] ?? {}) as Record<string, Entries>;
		this.entries = runs[runIndex] ?? {};
		runs[runIndex] = this.entries;
		store[KEY] = runs;
	}

	/** What an earlier try of this run did with this very message. */
	recall(itemIndex: number, hash: string): Memory {
		const entry = this.entries[itemIndex];
		if (entry === undefined || !entry.startsWith(hash)) return undefined;
		if (isUnknown(entry)) return 'unknown';
		const [messageId = '', timestamp, ...reason] = entry.slice(HASH_LENGTH).split('|');
		return { kind: 'accepted', messageId, timestamp: Number(timestamp), reason: reason.join('|') };
	}

	/** Before a message leaves: until its answer is here, its outcome is unknown. */
	leaves(itemIndex: number, hash: string): void {
		this.entries[itemIndex] = hash + UNKNOWN;
	}

	accepted(itemIndex: number, hash: string, { messageId, timestamp, reason }: Accepted): void {
		this.entries[itemIndex] = `${hash}${messageId}|${timestamp}|${reason}`;
	}

	/** The message surely was not taken: it may go again. */
	notTaken(itemIndex: number): void {
		delete this.entries[itemIndex];
	}

	/** The items of this run whose messages were accepted so far. */
	get acceptedItems(): number[] {
		return Object.entries(this.entries)
			.filter(([, entry]) => !isUnknown(entry))
			.map(([itemIndex]) => Number(itemIndex));
	}

	/** The run is over and no try of it will follow: everything is forgotten. */
	forget(): void {
		const runs = this.store[KEY] as Record<string, Entries>;
		delete runs[this.runIndex];
		if (Object.keys(runs).length === 0) delete this.store[KEY];
	}
}
