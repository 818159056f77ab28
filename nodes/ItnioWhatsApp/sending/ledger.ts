/**
 * What was accepted in this run, kept in the node's execution context: n8n's "Retry On Fail" and the "Retry" of a
 * failed execution run the node again for all items, and no message may go twice.
 */
import { createHash } from 'crypto';
import { personOf } from '../core/phone';
import type { Accepted } from '../service/classify';

/** Stored with the execution, so it is small: one text of about 65 characters an item. */
type Entries = Record<string, string>;

/** The part of n8n's execution context that belongs to this node. */
export interface Store {
	[key: string]: unknown;
}

const KEY = 'itnioLedger';
const UNKNOWN = '?';
/** 96 bits: no two messages of a run have the same by chance. */
const HASH_LENGTH = 16;
const isUnknown = (entry: string): boolean => entry.slice(HASH_LENGTH) === UNKNOWN;

/**
 * Identifies a message: the same request to the same person has the same hash, whichever way the number is written, and
 * any change of it another one.
 */
export function hashOf(path: string, body: Readonly<Record<string, unknown>>): string {
	const { recipient } = body;
	const same = typeof recipient === 'string' ? { ...body, recipient: personOf(recipient) } : body;
	return createHash('sha256')
		.update(path)
		.update(JSON.stringify(same))
		.digest('base64url')
		.slice(0, HASH_LENGTH);
}

/** Timestamp, length of the message ID, message ID and reason: short, and right whatever the texts hold. */
function writeAccepted({ messageId, timestamp, reason }: Accepted): string {
	return `${timestamp.toString(36)}.${messageId.length.toString(36)}.${messageId}${reason}`;
}

function readAccepted(text: string): Accepted {
	const [timestamp = '', length = ''] = text.split('.', 2);
	const rest = text.slice(timestamp.length + length.length + 2);
	const end = parseInt(length, 36);
	return {
		kind: 'accepted',
		messageId: rest.slice(0, end),
		timestamp: parseInt(timestamp, 36),
		reason: rest.slice(end),
	};
}

/** Names a message within its run: the item, and which one of the item's messages. */
export type LedgerKey = number | string;

/** The first message of an item has the item's number, as all messages of the executions that are stored. */
export const keyOf = (itemIndex: number, part = 0): LedgerKey =>
	part === 0 ? itemIndex : `${itemIndex}/${part}`;

/** What the ledger knows of a message from an earlier try of this run. */
export type RunMemory = Accepted | 'unknown' | undefined;

/** Whether a message goes now: not where an earlier try of this run sent it, or may have. */
export const goesNow = (memory: RunMemory, resendsUnknown: boolean): boolean =>
	memory === undefined || (memory === 'unknown' && resendsUnknown);

/** Whether this or an earlier try of a run sent something, or may have. */
export const hasEntries = (store: Store, runIndex: number): boolean =>
	Object.keys(((store[KEY] ?? {}) as Record<string, Entries>)[runIndex] ?? {}).length > 0;

export class Ledger {
	private readonly entries: Entries;

	/**
	 * @param store the node's execution context
	 * @param runIndex how many times the node ran before in this execution, so that loops are kept apart
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
	recall(key: LedgerKey, hash: string): RunMemory {
		const entry = this.entries[key];
		if (entry === undefined || !entry.startsWith(hash)) return undefined;
		if (isUnknown(entry)) return 'unknown';
		return readAccepted(entry.slice(HASH_LENGTH));
	}

	/** Before a message leaves: until its answer is here, its outcome is unknown. */
	leaves(key: LedgerKey, hash: string): void {
		this.entries[key] = hash + UNKNOWN;
	}

	accepted(key: LedgerKey, hash: string, accepted: Accepted): void {
		this.entries[key] = hash + writeAccepted(accepted);
	}

	/** The message surely was not taken: it may go again. */
	notTaken(key: LedgerKey): void {
		delete this.entries[key];
	}

	/** The items of this run whose messages were accepted so far, once for each message. */
	get acceptedItems(): number[] {
		return Object.entries(this.entries)
			.filter(([, entry]) => !isUnknown(entry))
			.map(([key]) => parseInt(key, 10));
	}

	/** The run is over and no try of it will follow: everything is forgotten. */
	forget(): void {
		const runs = this.store[KEY] as Record<string, Entries>;
		delete runs[this.runIndex];
		if (Object.keys(runs).length === 0) delete this.store[KEY];
	}
}
