/** n8n's store of what a node has done, as it is reached: some accesses fail, and some take long. */
import type { Clock } from '../core/time';

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
 * All but `sent` and `busy` have to be settled.
 */
export type Claim = 'ours' | 'sent' | 'unknown' | 'claimed' | 'busy';

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
/** So many times the usual duration of an access, where that takes longer. */
const RACE_FACTOR = 3;
/**
 * Whoever wrote later than others wait for may have written over all that they claimed and sent. Each process says anew what
 * is its own, after so long and once more, and is given the time to do so.
 */
export const SAID_AGAIN_MS = 3_000;
const LATE_MS = SAID_AGAIN_MS + 2_000;
/** Of the latest accesses, so many say what is usual, and none counts for more than this. */
const COUNTED = 9;
const MAX_COUNTED_MS = 700;
/** A store that takes longer than this to fail is asked only once more. */
const MAX_PATIENCE_MS = 10_000;
/** Accesses that fail, and what was written over, are tried again so often. */
export const MAX_TRIES = 5;
/** The same for claims: with six workers every other one is written over. */
export const MAX_CLAIM_TRIES = 20;
const RETRY_MS = 100;
/** What became of a message is in the store after so long at most, also where that is away or n8n stands still. */
export const SETTLES_WITHIN_MS = 30_000;
const MAX_RETRY_MS = 2_000;

/** The accesses to the store of one node. */
export class StoreAccess {
	/** How long the latest accesses took. */
	private readonly durations: number[] = [];

	/** Until when nothing is claimed, because others may have been written over. */
	private lateUntil = -Infinity;

	/** The latest one that an execution gave: they are all the same, but some executions have ended. */
	private store: OnceStore | undefined;

	constructor(private readonly clock: Clock) {}

	through(store: OnceStore): void {
		this.store = store;
	}

	/** So long others are waited for, and whoever takes longer may have written over what they did. */
	private get raceMs(): number {
		const sorted = [...this.durations].sort((one, other) => one - other);
		// The median: one that took long says nothing of the next ones.
		return Math.max(RACE_MS, RACE_FACTOR * (sorted[Math.floor((sorted.length - 1) / 2)] ?? 0));
	}

	/** Waits until nobody can write over what was written, who is not held up. */
	async waitForOthers(): Promise<void> {
		await this.clock.sleep(this.raceMs);
	}

	/** Something was written that others could not wait for. */
	wasLate(): void {
		const now = this.clock.now();
		// On a machine that is busy all the time something goes on, too: half of it.
		const isPause = now > this.lateUntil && now < this.lateUntil + LATE_MS;
		if (!isPause) this.lateUntil = now + LATE_MS;
	}

	/** Others may have been written over lately: so many milliseconds they still need to notice. */
	get lateMs(): number {
		return Math.max(0, this.lateUntil - this.clock.now());
	}

	/** Nothing of an execution is held; how long accesses take is known for the next one. */
	rest(): void {
		this.store = undefined;
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
			return await access(this.store as OnceStore);
		} finally {
			// One that failed may have written, or will.
			const lasted = this.clock.now() - startedAt;
			if (lasted > this.raceMs) this.wasLate();
			this.durations.push(Math.min(lasted, MAX_COUNTED_MS));
			if (this.durations.length > COUNTED) this.durations.shift();
		}
	}
}
