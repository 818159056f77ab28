/** A run at one business number: what it has to start there, and what came of it. */

/** What one try of a job came to: a result, or another try after some milliseconds. */
export type TurnStep<R> = { readonly done: R } | { readonly againIn: number };

/** What one run of a node has under way, at all its business numbers together. */
export class InFlight {
	private underWay = 0;

	private readonly waiting = new Set<() => void>();

	/** @param most set by the person; undefined: as many as the pace needs */
	constructor(readonly most?: number) {}

	get isFull(): boolean {
		return this.most !== undefined && this.underWay >= this.most;
	}

	begin(): void {
		this.underWay += 1;
	}

	end(): void {
		this.underWay -= 1;
		for (const goOn of this.waiting) goOn();
	}

	/** Calls `goOn` whenever there may be room again, until the returned function is called. */
	onRoom(goOn: () => void): () => void {
		this.waiting.add(goOn);
		return () => this.waiting.delete(goOn);
	}
}

/** The messages that a run has for this number. */
export interface Work<J, R> {
	readonly jobs: readonly J[];
	/** Starts per second that this run allows; the smallest of all runs holds. */
	readonly maxPerSecond: number;
	readonly inFlight: InFlight;
	/** Jobs of the same lane keep their order and never overlap, also between runs. */
	laneOf(job: J): string;
	/**
	 * Asked before the first try of a job that is the first of its lane: whether it goes, is asked about again, or what it
	 * comes to without a try. Asked ahead of the pace by a fraction of a second; whoever was asked about and is not tried in
	 * the end is given to `abandon`.
	 */
	admit?(job: J): Promise<'go' | TurnStep<R>>;
	abandon?(job: J): void;
	/** One try, `attempt` counted from 0. */
	run(job: J, attempt: number): Promise<TurnStep<R>>;
	/** What a job came to whose `admit` or `run` threw. Must not throw. */
	broken(job: J, error: unknown): R;
	/** True: nothing more is started. */
	stopped(): boolean;
	/** Resolves when `stopped` may have changed from outside; for canceling in the middle of a wait. */
	readonly interrupted: Promise<unknown>;
	/** Told how many milliseconds a start was held up by the pace. */
	waited?(milliseconds: number): void;
}

/** A job in its place: one of a run, one of a lane. */
export interface QueuedMessage {
	readonly turn: Turn;
	readonly index: number;
	readonly lane: string;
	attempt: number;
	isAdmitted: boolean;
	/** The next one of its lane. */
	following?: QueuedMessage;
}

/** Puts an entry among others, the lowest index last. */
export function insert(entries: QueuedMessage[], entry: QueuedMessage): void {
	let [from, to] = [0, entries.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if ((entries[middle] as QueuedMessage).index > entry.index) from = middle + 1;
		else to = middle;
	}
	entries.splice(from, 0, entry);
}

/** Jobs are admitted this many seconds ahead of the pace, so that asking does not hold it up. */
const AHEAD_SECONDS = 0.25;
const MIN_AHEAD = 2;
/** Asking may take this many times as long as usual. */
const AHEAD_FACTOR = 2;
/** What was admitted and has not left when n8n is killed is in doubt: a slow database must not make that hundreds. */
const MAX_AHEAD_SECONDS = 2;
/** Weight of the latest asking. */
const WEIGHT = 0.2;

export class Turn<J = unknown, R = unknown> {
	/** In the order of the jobs; `undefined` for those that came to nothing. */
	readonly results: Array<R | undefined>;

	/** Entries that are the first of their lane and have to be admitted, the lowest index last. */
	readonly unadmitted: QueuedMessage[] = [];

	/** Entries that may start, the lowest index last. */
	readonly ready: QueuedMessage[] = [];

	/** Entries that wait for their next try. */
	readonly waiting = new Set<QueuedMessage>();

	/** Since when it stands among those that wait for their turn. */
	queuedAt: number | undefined;

	/** Nothing more of it starts. */
	isClosed = false;

	/** How many of those to be admitted are being asked about. */
	private admitting = 0;

	/** Milliseconds that asking takes. */
	private askingMs = 0;

	private unfinished: number;

	private underWay = 0;

	private settle: () => void = () => undefined;

	/** Resolves when it is closed and nothing of it is under way. */
	readonly over = new Promise<void>((resolve) => {
		this.settle = resolve;
	});

	constructor(
		readonly work: Work<J, R>,
		private readonly now: () => number,
	) {
		this.results = new Array<R | undefined>(work.jobs.length).fill(undefined);
		this.unfinished = work.jobs.length;
	}

	/** Its jobs, as they stand at the number. */
	entries(): QueuedMessage[] {
		const isAdmitted = this.work.admit === undefined;
		return this.work.jobs.map((job, index): QueuedMessage => ({
			turn: this,
			index,
			lane: this.work.laneOf(job),
			attempt: 0,
			isAdmitted,
		}));
	}

	/** It has nothing left to start. */
	get isDone(): boolean {
		return this.unfinished === 0 || this.work.stopped();
	}

	settleIfQuiet(): void {
		if (this.isClosed && this.underWay === 0) this.settle();
	}

	/** @param perSecond the present pace: as much is asked ahead as starts while one is asked about */
	mayAdmitMore(perSecond: number): boolean {
		if (this.isClosed || this.unadmitted.length === 0) return false;
		const wanted = Math.max(AHEAD_SECONDS, (AHEAD_FACTOR * this.askingMs) / 1000);
		const seconds = Math.min(wanted, MAX_AHEAD_SECONDS);
		return this.admitting + this.ready.length < Math.max(MIN_AHEAD, Math.ceil(perSecond * seconds));
	}

	/** @returns whether it goes, is finished, or is asked about again after so many milliseconds */
	async admit(entry: QueuedMessage): Promise<boolean | number> {
		this.admitting += 1;
		const startedAt = this.now();
		const job = this.jobOf(entry);
		try {
			const admission = (await this.work.admit?.(job)) ?? 'go';
			if (admission !== 'go')
				return 'againIn' in admission ? admission.againIn : this.finish(entry, admission.done);
			entry.isAdmitted = true;
			return true;
		} catch (error) {
			return this.finish(entry, this.work.broken(job, error));
		} finally {
			this.admitting -= 1;
			this.askingMs += WEIGHT * (this.now() - startedAt - this.askingMs);
		}
	}

	abandon(entry: QueuedMessage): void {
		this.work.abandon?.(this.jobOf(entry));
	}

	/** One try of an entry: the wall behind which nothing is thrown. @returns after how many milliseconds it goes again */
	async start(entry: QueuedMessage): Promise<number | undefined> {
		const job = this.jobOf(entry);
		this.underWay += 1;
		try {
			const step = await this.work.run(job, entry.attempt);
			if ('againIn' in step) return step.againIn;
			this.finish(entry, step.done);
		} catch (error) {
			this.finish(entry, this.work.broken(job, error));
		} finally {
			this.underWay -= 1;
		}
		return undefined;
	}

	private finish(entry: QueuedMessage, result: R): false {
		this.results[entry.index] = result;
		this.unfinished -= 1;
		return false;
	}

	private jobOf({ index }: QueuedMessage): J {
		return this.work.jobs[index] as J;
	}
}
