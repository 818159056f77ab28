/** The keys that executions of this process have claimed at the store of one node, and what may be dropped there meanwhile. */

interface Held {
	/** How many entries had been recorded before it; undefined: it is not in the store yet. */
	recordedAt?: number;
	/** It was in the store before, perhaps among the oldest. */
	isFound?: true;
}

/** Marks that are in the store at the same time, at most as a rule. */
const MARKS = 6;

export class HeldKeys {
	private readonly held = new Map<string, Held>();

	/** Entries that were recorded so far. */
	private recorded = 0;

	/** How many keys are remembered. */
	remember = 0;

	get size(): number {
		return this.held.size;
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
