/**
 * What may be known to this process alone. All processes of n8n write the same text in the database as a whole, each as it
 * read it a moment before, so one may undo what another one has just written.
 */

/** Whoever undoes it read the text before it was written: longer takes no call of the trigger. */
const SURE_MS = 30_000;
/** By then somebody would have to be there. */
const GIVEN_UP_MS = 15 * 60_000;

/** The rest comes next. With the longest reasons it is below a megabyte, which proxies let through. */
const MAX_AT_ONCE = 200;

type Waiting = Array<(isFound: boolean) => void>;

interface Entry {
	readonly notedAt: number;
	/** It was found in the database once. */
	isFound: boolean;
	/** Called when it was found, or when nobody can look for it any more. */
	readonly waiting: Waiting;
}

/** Times are milliseconds since 1970. */
export class Unsettled {
	private readonly entries = new Map<string, Entry>();

	/** As nobody could do the last time: then each that comes would be waited for in vain. */
	private canLook = true;

	/** This process has just heard of it. */
	note(name: string, now: number): void {
		const waiting = this.entries.get(name)?.waiting.splice(0) ?? [];
		this.entries.set(name, { notedAt: now, isFound: false, waiting });
	}

	/** Whether it has not been found in the database yet. */
	has(name: string): boolean {
		return this.entries.get(name)?.isFound === false;
	}

	get isEmpty(): boolean {
		return this.entries.size === 0;
	}

	/**
	 * When it was found in the database.
	 *
	 * @returns undefined: nobody could look for it the last time; false: n8n does not get through to itself any more,
	 * perhaps because it ends
	 */
	whenFound(name: string): Promise<boolean> | undefined {
		if (!this.canLook) return undefined;
		const entry = this.entries.get(name);
		if (entry === undefined || entry.isFound) return Promise.resolve(true);
		return new Promise((resolve) => entry.waiting.push(resolve));
	}

	/** It is not to be in the database. */
	forget(name: string): void {
		const entry = this.entries.get(name);
		if (entry === undefined) return;
		this.entries.delete(name);
		release(entry.waiting, true);
	}

	/** What has to be looked for in the database: at once, and once more when nobody can undo it any longer. */
	due(now: number): ReadonlyMap<string, unknown> {
		for (const [name, { notedAt }] of this.entries) {
			if (Math.abs(now - notedAt) > GIVEN_UP_MS) this.forget(name);
		}
		const entries = [...this.entries];
		// Somebody may wait for these.
		const sought = entries.filter(([, { isFound }]) => !isFound);
		const again = entries.filter(([, { isFound, notedAt }]) => isFound && now - notedAt >= SURE_MS);
		return new Map([...sought, ...again].slice(0, MAX_AT_ONCE));
	}

	/**
	 * It was looked for in the database, but for what was noted once more since.
	 *
	 * @param missing what was not there
	 */
	looked(due: ReadonlyMap<string, unknown>, missing: ReadonlySet<string>, now: number): void {
		this.canLook = true;
		for (const [name, looked] of due) {
			const entry = this.entries.get(name);
			if (entry === undefined || entry !== looked) continue;
			if (missing.has(name)) {
				// Others come first the next time.
				this.entries.delete(name);
				this.entries.set(name, entry);
				continue;
			}
			entry.isFound = true;
			release(entry.waiting, true);
			if (now - entry.notedAt >= SURE_MS) this.entries.delete(name);
		}
	}

	/** Nobody can look for it: who waits for that has waited long enough, and does not know. */
	giveUpWaiting(): void {
		this.canLook = false;
		for (const { waiting } of this.entries.values()) release(waiting, false);
	}
}

function release(waiting: Waiting, isFound: boolean): void {
	for (const resolve of waiting.splice(0)) resolve(isFound);
}
