/** n8n's store of what a node has done, as it is reached: some accesses fail, and some take long. */
import type { Clock } from '../core/time';
import { Latency } from './latency';

/** n8n's store of one node: a set of texts that it can only be asked about by adding to it. */
export interface OnceStore {
	/**
	 * @param entries to be added
	 * @param most the oldest entries beyond this number are dropped
	 * @returns those that were not there before
	 */
	readonly record: (entries: readonly string[], most?: number) => Promise<readonly string[]>;
	readonly remove: (entries: readonly string[]) => Promise<void>;
}

/**
 * `ours`: the message may go. `sent`: it went before. `unknown`: it may have been sent before, and nobody else is at it.
 * `claimed`: by another process, which may be sending it, or was killed. `busy`: by another execution of this process.
 * `late`: this process may have written over what others had claimed or sent. All but `sent`, `busy` and `late` have to be
 * settled.
 */
export type Claim = 'ours' | 'sent' | 'unknown' | 'claimed' | 'busy' | 'late';

/**
 * How a claim ends. `unknown`: the message may have been sent. `leftAlone`: it is for whoever has claimed it to say.
 * `acceptedLate`: another process may have taken it for one that nobody is at.
 */
export type Settlement = 'accepted' | 'acceptedLate' | 'notTaken' | 'unknown' | 'leftAlone';

/**
 * Entries of a key, both while it is claimed. The first one alone: the message was accepted; the second one alone: nobody
 * knows whether it was.
 */
export const known = (key: string) => `known:${key}`;
export const pending = (key: string) => `pending:${key}`;
export const markOf = (name: string) => `mark:${name}`;

/** What entries say of a key: `fresh` are those that were not there before. */
export function stateOf(key: string, fresh: ReadonlySet<string>): Claim {
	const isKnown = !fresh.has(known(key));
	if (fresh.has(pending(key))) return isKnown ? 'sent' : 'ours';
	return isKnown ? 'claimed' : 'unknown';
}

interface Ending {
	/** What is put in before anything is taken away: at no moment must it seem that the message was never sent. */
	readonly first: readonly string[];
	readonly away: readonly string[];
	/** What has to be there afterwards, also where another process took the claim over. */
	readonly kept: readonly string[];
}

/** How a claim ends about which there is something to write. */
export type WrittenSettlement = Exclude<Settlement, 'leftAlone'>;

/** What becomes of the entries of a claim when it ends. */
const endings = (key: string): Readonly<Record<WrittenSettlement, Ending>> => ({
	accepted: { first: [], away: [pending(key)], kept: [known(key)] },
	acceptedLate: { first: [known(key)], away: [pending(key)], kept: [known(key)] },
	notTaken: { first: [], away: [known(key), pending(key)], kept: [] },
	unknown: { first: [], away: [known(key)], kept: [] },
});

/** The entries of claims that end, of one part of what is done with them. */
export const endingEntries = (
	ended: ReadonlyArray<{ readonly key: string; readonly settlement: WrittenSettlement }>,
	part: keyof Ending,
): string[] => ended.flatMap(({ key, settlement }) => endings(key)[settlement][part]);

/**
 * n8n's store reads, changes and writes: another process may have read before we wrote, and write over it. It is given so
 * long to do so; then we look whether our mark is as we left it, because what it wrote over it wrote over as a whole.
 */
const RACE_MS = 150;
/** So many times the duration of our own access, where that takes longer. */
const RACE_FACTOR = 3;
/**
 * Whoever wrote later than others wait for may have written over all that they claimed and sent. Each process says anew what
 * is its own, after so long and once more, and is given the time to do so.
 */
export const SAID_AGAIN_MS = 3_000;
export const LATE_MS = SAID_AGAIN_MS + 2_000;
/** One access that took long says little of the next ones. */
const MAX_RACE_MS = 2_000;
const FORGETTING = 0.9;
/** A store that takes longer than this to fail is asked only once more. */
const MAX_PATIENCE_MS = 10_000;
/** Accesses that fail, and claims that were written over, are tried again so often. */
export const MAX_TRIES = 5;
const RETRY_MS = 100;
/** What became of a message is in the store after so long at most, also where that is away or n8n stands still. */
export const SETTLES_WITHIN_MS = 30_000;
const MAX_RETRY_MS = 2_000;

/** The accesses to the store of one node. */
export class StoreAccess {
	/** Milliseconds that an access takes at most, as far as it was seen lately. */
	private lastingMs = 0;

	private readonly duration = new Latency();

	private wroteLateAt = -Infinity;

	/** The latest one that an execution gave: they are all the same, but some executions have ended. */
	private store: OnceStore | undefined;

	constructor(private readonly clock: Clock) {}

	through(store: OnceStore): void {
		this.store = store;
	}

	/** Waits until nobody can write over what was written. */
	async waitForOthers(): Promise<void> {
		await this.clock.sleep(Math.max(RACE_MS, RACE_FACTOR * this.lastingMs));
	}

	/** Whether others may have been written over lately, and had no time yet to notice. */
	get isLate(): boolean {
		return this.clock.now() - this.wroteLateAt < LATE_MS;
	}

	async use<T>(access: (store: OnceStore) => Promise<T>): Promise<T> {
		for (let tries = 1; tries < MAX_TRIES; tries += 1) {
			const startedAt = this.clock.now();
			try {
				return await this.timed(access);
			} catch {
				if (this.clock.now() - startedAt > MAX_PATIENCE_MS) break;
				await this.clock.sleep(RETRY_MS * tries);
			}
		}
		return await this.timed(access);
	}

	/** The same for what has happened: it is tried for as long as others wait for it. */
	async settle<T>(access: (store: OnceStore) => Promise<T>): Promise<T> {
		const startedAt = this.clock.now();
		let pause = RETRY_MS;
		while (this.clock.now() - startedAt < SETTLES_WITHIN_MS) {
			try {
				return await this.timed(access);
			} catch {
				await this.clock.sleep(pause);
				pause = Math.min(2 * pause, MAX_RETRY_MS);
			}
		}
		return await this.timed(access);
	}

	private async timed<T>(access: (store: OnceStore) => Promise<T>): Promise<T> {
		const startedAt = this.clock.now();
		try {
			const result = await access(this.store as OnceStore);
			this.lastingMs = Math.max(FORGETTING * this.lastingMs, this.countedSince(startedAt));
			return result;
		} finally {
			// One that failed may have written, or will.
			const lasted = this.clock.now() - startedAt;
			if (lasted > Math.max(RACE_MS, RACE_FACTOR * (this.duration.typicalMs ?? 0)))
				this.wroteLateAt = this.clock.now();
			this.duration.note(this.countedSince(startedAt));
		}
	}

	private countedSince(startedAt: number): number {
		return Math.min(this.clock.now() - startedAt, MAX_RACE_MS / RACE_FACTOR);
	}
}
