/**
 * What was accepted in this run, kept in the node's execution context: n8n's "Retry On Fail" and the "Retry" of a
 * failed execution run the node again for all items, a model calls a tool again that failed, and no message may go twice.
 */
import { createHash } from 'crypto';
import { isRecord } from '../core/members';
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
/** Later, a model that writes the same means another message: a reminder of the next day. Milliseconds. */
const TOOL_MS = 15 * 60_000;
/** 96 bits: no two messages of a run have the same by chance. */
const HASH_LENGTH = 16;
const isUnknown = (entry: string): boolean => entry.startsWith(UNKNOWN, HASH_LENGTH);

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

/**
 * The tries that belong together: a run by its number, so that loops are kept apart. Of a tool n8n counts each try as a
 * run of its own, and two calls at once as the same one, so all calls of a tool are one.
 */
export type RunName = number | 'tool';

type Runs = Record<RunName, Entries>;
const runsIn = (store: Store): Partial<Runs> => (isRecord(store[KEY]) ? (store[KEY] as Partial<Runs>) : {});

/** Whether this or an earlier try of a run sent something, or may have. */
export const hasEntries = (store: Store, run: RunName): boolean =>
	Object.keys(runsIn(store)[run] ?? {}).length > 0;

export class Ledger {
	/** The names of what this try has to do with. */
	private readonly own = new Set<string>();

	/**
	 * @param store the node's execution context
	 * @param now Unix time in milliseconds
	 */
	constructor(
		private readonly store: Store,
		private readonly run: RunName,
		private readonly now = Date.now,
	) {}

	/** Looked up each time: another call of a tool may have forgotten its own. */
	private get entries(): Entries {
		const runs = runsIn(this.store);
		const entries = runs[this.run] ?? {};
		runs[this.run] = entries;
		this.store[KEY] = runs;
		return entries;
	}

	private nameOf(key: LedgerKey, hash: string): string {
		const name = this.run === 'tool' ? `${key} ${hash}` : String(key);
		this.own.add(name);
		return name;
	}

	/** What an earlier try of this run did with this very message. */
	recall(key: LedgerKey, hash: string): RunMemory {
		const entry = this.entries[this.nameOf(key, hash)];
		if (entry === undefined || !entry.startsWith(hash)) return undefined;
		const written = entry.slice(HASH_LENGTH);
		// Of a tool, `?` and when it left, in seconds.
		const memory = isUnknown(entry) ? 'unknown' : readAccepted(written);
		const at = memory === 'unknown' ? parseInt(written.slice(1), 36) : memory.timestamp;
		return this.run === 'tool' && this.now() - at * 1000 > TOOL_MS ? undefined : memory;
	}

	/** Before a message leaves: until its answer is here, its outcome is unknown. */
	leaves(key: LedgerKey, hash: string): void {
		const at = this.run === 'tool' ? Math.floor(this.now() / 1000).toString(36) : '';
		this.entries[this.nameOf(key, hash)] = hash + UNKNOWN + at;
	}

	accepted(key: LedgerKey, hash: string, accepted: Accepted): void {
		this.entries[this.nameOf(key, hash)] = hash + writeAccepted(accepted);
	}

	/** The message surely was not taken: it may go again. */
	notTaken(key: LedgerKey, hash: string): void {
		delete this.entries[this.nameOf(key, hash)];
	}

	/** The items of this run whose messages were accepted so far, once for each message. */
	get acceptedItems(): number[] {
		return Object.entries(this.entries)
			.filter(([name, entry]) => this.isOwn(name) && !isUnknown(entry))
			.map(([name]) => parseInt(name, 10));
	}

	private isOwn(name: string): boolean {
		return this.run !== 'tool' || this.own.has(name);
	}

	/** The run is over and no try of it will follow: everything of it is forgotten. */
	forget(): void {
		const { entries } = this;
		for (const name of Object.keys(entries)) if (this.isOwn(name)) delete entries[name];
		if (Object.keys(entries).length > 0) return;
		const runs = runsIn(this.store);
		delete runs[this.run];
		if (Object.keys(runs).length === 0) delete this.store[KEY];
	}
}
