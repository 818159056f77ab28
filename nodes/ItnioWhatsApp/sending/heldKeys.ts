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

	/** Keys whose messages were accepted lately, or before and found so lately; how often each will be said again. */
	private readonly lately = new Map<string, { times: number; readonly isFound: boolean }>();

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

	/** @returns what is known of it in this process, whatever was written over in the store since; `free`: it is held now */
	hold(key: string): 'free' | 'busy' | 'sent' {
		if (this.held.has(key)) return 'busy';
		if (this.lately.has(key)) return 'sent';
		this.held.set(key, {});
		return 'free';
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
		this.lately.set(key, { times: TIMES_SAID_AGAIN, isFound: false });
		if (this.lately.size <= this.mostLately) return;
		const all = [...this.lately];
		const [oldest] = all.find(([, { isFound }]) => isFound) ?? all[0] ?? [key];
		this.lately.delete(oldest);
	}

	/** Its message was accepted before: it takes the place of none that was accepted now. */
	wasFoundAccepted(key: string): void {
		if (this.lately.has(key) || this.lately.size >= this.mostLately) return;
		this.lately.set(key, { times: TIMES_SAID_AGAIN, isFound: true });
	}

	/** What has to be in the store of what is ours, and of what was accepted lately. */
	sayAgain(): string[] {
		const entries = [...this.held].flatMap(([key, { isOurs }]) => (isOurs ? [known(key), pending(key)] : []));
		for (const [key, one] of this.lately) {
			entries.push(known(key));
			one.times -= 1;
			if (one.times === 0) this.lately.delete(key);
		}
		return entries;
	}

	forgetAccepted(): void {
		this.lately.clear();
	}

	private get mostLately(): number {
		return Math.min(MAX_LATELY, this.remember);
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
