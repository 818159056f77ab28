/** The keys that executions of this process have claimed at the store of one node, and what may be dropped there meanwhile. */
import { known, pending } from './onceStore';

interface Held {
	/** How many entries had been recorded before it; undefined: it is not in the store yet. */
	recordedAt?: number;
	/** It was in the store before, perhaps among the oldest. */
	isFound?: true;
	/** Its message may go. */
	isOurs?: true;
}

/** Marks that are in the store at the same time, at most as a rule. */
const MARKS = 6;

/** Of what was accepted lately, so many keys at most are said again, each so often. */
const MAX_LATELY = 500;
const TIMES_SAID_AGAIN = 2;

export class HeldKeys {
	private readonly held = new Map<string, Held>();

	/** Keys whose messages were accepted lately, and how often each will be said again. */
	private readonly lately = new Map<string, number>();

	/** Entries that were recorded so far. */
	private recorded = 0;

	/** How many keys are remembered. */
	remember = 0;

	get size(): number {
		return this.held.size;
	}

	/** Whether there is anything to be said again. */
	get areSaid(): boolean {
		return this.lately.size > 0 || [...this.held.values()].some(({ isOurs }) => isOurs);
	}

	/** Keys whose messages were accepted lately. */
	get accepted(): string[] {
		return [...this.lately.keys()];
	}

	/** @returns whether nobody else of this process holds the key */
	hold(key: string): boolean {
		if (this.held.has(key)) return false;
		this.held.set(key, {});
		return true;
	}

	letGo(key: string): void {
		this.held.delete(key);
	}

	/** Its message may go. */
	confirm(key: string): void {
		const held = this.held.get(key);
		if (held) held.isOurs = true;
	}

	wasAccepted(key: string): void {
		this.lately.set(key, TIMES_SAID_AGAIN);
		const [oldest] = this.lately.keys();
		if (this.lately.size > Math.min(MAX_LATELY, this.remember) && oldest !== undefined)
			this.lately.delete(oldest);
	}

	/** What has to be in the store of what is ours, and of what was accepted lately. */
	sayAgain(): string[] {
		const entries = [...this.held].flatMap(([key, { isOurs }]) => (isOurs ? [known(key), pending(key)] : []));
		for (const [key, times] of this.lately) {
			entries.push(known(key));
			if (times > 1) this.lately.set(key, times - 1);
			else this.lately.delete(key);
		}
		return entries;
	}

	forgetAccepted(): void {
		this.lately.clear();
	}

	/** So many entries are recorded, those of these keys among them. */
	records(entries: number, keys: readonly string[] = []): void {
		for (const key of keys) {
			const held = this.held.get(key);
			if (held) held.recordedAt ??= this.recorded;
		}
		this.recorded += entries;
	}

	/** @param isFound whether the key was in the store before */
	looked(key: string, isFound: boolean): void {
		const held = this.held.get(key);
		if (held) held.isFound = isFound || undefined;
	}

	/**
	 * How many entries may stay: what is remembered, and whatever came since the oldest claim that is under way. Undefined:
	 * all, because one of them is older than what is known here.
	 */
	get most(): number | undefined {
		let oldest = this.recorded;
		for (const { recordedAt, isFound } of this.held.values()) {
			if (isFound) return undefined;
			oldest = Math.min(oldest, recordedAt ?? oldest);
		}
		// A claim that is not confirmed takes two entries, a mark one: they do not count.
		return Math.max(this.remember, this.recorded - oldest) + 2 * this.held.size + MARKS;
	}
}
