/** Time as this process knows it, and work that gives way to others. */
import { ringAfter } from './alarms';
import { momentOf } from './moment';

/** Tests bring their own. */
export interface Clock {
	/** Milliseconds, never running backwards. */
	readonly now: () => number;
	/** Rejects once the signal is aborted, where one is given. */
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
}

/** No second of Unix time is as large before the year 5138: it is one of milliseconds. */
const FIRST_IN_MS = 1e11;

/** Unix time in seconds, whatever a service counts in, or of a date with its time zone; 0: it does not say. */
export function unixSeconds(value: unknown): number {
	const written = Number(value);
	if (Number.isNaN(written)) return Math.max(0, Math.floor((momentOf(value) ?? 0) / 1000));
	if (!Number.isFinite(written) || written <= 0) return 0;
	return written >= FIRST_IN_MS ? Math.floor(written / 1000) : written;
}

/** n8n does all its work in one thread: longer than this nothing else would go on. */
const SLICE_MS = 50;

/** Work in slices of 50 milliseconds. */
export class Slices {
	private startedAt: number;

	/** @param isOver nobody wants the rest any more */
	constructor(
		private readonly clock: Clock,
		private readonly isOver: () => boolean = () => false,
	) {
		this.startedAt = clock.now();
	}

	/** Between two pieces of work: lets others go on where the slice is over. */
	async giveWay(): Promise<void> {
		if (this.clock.now() - this.startedAt < SLICE_MS) return;
		await this.clock.sleep(0);
		this.startedAt = this.clock.now();
	}

	/** `list.map(make)`, one entry after the other, in slices; only the first ones once it is over. */
	async map<T, R>(list: readonly T[], make: (entry: T, index: number) => R | Promise<R>): Promise<R[]> {
		const made: R[] = [];
		this.startedAt = this.clock.now();
		for (const [index, entry] of list.entries()) {
			// Not behind the last one: others would overtake a run of a single message.
			if (index > 0) await this.giveWay();
			if (this.isOver()) break;
			made.push(await make(entry, index));
		}
		return made;
	}
}

/**
 * What comes of work that may never end.
 *
 * @throws Error with these words where it takes longer, in milliseconds
 */
export async function within<T>(milliseconds: number, work: Promise<T>, words: string): Promise<T> {
	return await new Promise<T>((resolve, reject) => {
		const takeBack = ringAfter(milliseconds, () => reject(new Error(words)));
		work.then(resolve, reject).finally(takeBack);
	});
}
