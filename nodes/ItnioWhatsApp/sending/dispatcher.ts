/**
 * Who starts next at one business number: the runs of all executions of this process take turns, the messages to one
 * person go one after the other in the order in which they came, and the pace and the number in flight are one for all.
 */
import { Flight } from './flight';
import { Latency } from './latency';
import { Pace } from './pace';

/** What one try of a job came to: a result, or another try after some milliseconds. */
export type Step<R> = { readonly done: R } | { readonly againIn: number };

/** Time as this process knows it; tests bring their own. */
export interface Clock {
	/** Milliseconds, never running backwards. */
	readonly now: () => number;
	readonly sleep: (milliseconds: number) => Promise<unknown>;
}

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
	readonly laneOf: (job: J) => string;
	/**
	 * Asked before the first try of a job that is the first of its lane: whether it goes, or what it comes to without a try.
	 * Asked ahead of the pace by a fraction of a second; whoever may go and then does not is given to `abandon`.
	 */
	readonly admit?: (job: J) => Promise<'go' | { readonly done: R }>;
	readonly abandon?: (job: J) => void;
	/** One try, `attempt` counted from 0. */
	readonly run: (job: J, attempt: number) => Promise<Step<R>>;
	/** True: nothing more is started. */
	readonly stopped: () => boolean;
	/** Resolves when `stopped` may have changed from outside; for canceling in the middle of a wait. */
	readonly interrupted: Promise<unknown>;
	/** Told how many milliseconds a start was held up by the pace. */
	readonly waited?: (milliseconds: number) => void;
}

/** Longer waits go in steps, because a sleep cannot be ended and would outlive a canceled execution. */
const LONGEST_SLEEP_MS = 1_000;
/** Jobs are admitted ahead of the pace by so many seconds, so that asking does not hold it up. */
const AHEAD_SECONDS = 0.25;
const LEAST_AHEAD = 2;

interface Entry {
	readonly turn: Turn;
	readonly index: number;
	readonly lane: string;
	attempt: number;
	isAdmitted: boolean;
	/** The next one of its lane. */
	following?: Entry;
}

/** A run at this number, as far as the dispatcher needs it. */
interface Turn {
	readonly maxPerSecond: number;
	readonly inFlight: InFlight;
	readonly waited?: (milliseconds: number) => void;
	/** Entries that are the first of their lane and have to be admitted, the lowest index last. */
	readonly unadmitted: Entry[];
	/** Of these, so many are being asked about. */
	admitting: number;
	/** Entries that may start, the lowest index last. */
	readonly ready: Entry[];
	/** Entries that wait for their next try. */
	readonly waiting: Set<Entry>;
	/** Since when it stands among those that wait for their turn. */
	queuedAt: number | undefined;
	/** Nothing more of it starts. */
	isClosed: boolean;
	/** Closes it where it has nothing left to start. */
	readonly settleIfOver: () => void;
	readonly admit: (entry: Entry) => Promise<void>;
	readonly abandon: (entry: Entry) => void;
	/** One try of an entry. */
	readonly start: (entry: Entry) => Promise<void>;
}

function insert(ready: Entry[], entry: Entry): void {
	let [from, to] = [0, ready.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if ((ready[middle] as Entry).index > entry.index) from = middle + 1;
		else to = middle;
	}
	ready.splice(from, 0, entry);
}

export class Dispatcher {
	/** Runs that have a message to start, the next one first. */
	private readonly queue: Turn[] = [];

	private readonly turns = new Set<Turn>();

	/** The last entry of each lane that has any. */
	private readonly lanes = new Map<string, Entry>();

	private underWay = 0;

	/** The most in flight of the runs whose person set it. */
	private mostSet = 0;

	/** When it was last the number in flight that held up a start. */
	private fullAt = -Infinity;

	private wakesAt = Infinity;

	readonly pace: Pace;

	private readonly flight = new Flight();

	private readonly latency = new Latency();

	constructor(
		private readonly clock: Clock,
		pace?: Pace,
	) {
		this.pace = pace ?? new Pace({ maxPerSecond: 1, now: clock.now });
	}

	/** Whether nobody uses it and it knows nothing that a new one would not. */
	get isIdle(): boolean {
		return this.turns.size === 0 && this.underWay === 0 && this.lanes.size === 0 && this.pace.isRested;
	}

	/**
	 * Does all jobs of a run. Of its own jobs that may go, the lowest index goes first.
	 *
	 * @returns the results in the order of the jobs; `undefined` for those that were not started, or not tried again,
	 * because of `stopped`
	 * @throws what `run` throws; nothing more is started then
	 */
	async send<J, R>({
		jobs,
		run,
		admit,
		abandon,
		laneOf,
		stopped,
		interrupted,
		...limits
	}: Work<J, R>): Promise<Array<R | undefined>> {
		const results = new Array<R | undefined>(jobs.length).fill(undefined);
		let unfinished = jobs.length;
		let underWay = 0;
		let settle: () => void = () => undefined;
		let fail: (error: unknown) => void = () => undefined;
		const settled = new Promise<void>((resolve, reject) => {
			settle = resolve;
			fail = reject;
		});
		const settleIfOver = () => {
			if (!turn.isClosed && (unfinished === 0 || stopped())) this.close(turn);
			if (turn.isClosed && underWay === 0) settle();
		};
		const finish = (entry: Entry, result: R) => {
			results[entry.index] = result;
			unfinished -= 1;
			this.leaveLane(entry);
		};
		const breakOff = (entry: Entry, error: unknown) => {
			this.leaveLane(entry);
			this.close(turn);
			fail(error);
		};
		const start = async (entry: Entry): Promise<void> => {
			underWay += 1;
			try {
				const step = await run(jobs[entry.index] as J, entry.attempt);
				if ('done' in step) finish(entry, step.done);
				else {
					entry.attempt += 1;
					void this.again(entry, step.againIn);
				}
			} catch (error) {
				breakOff(entry, error);
			} finally {
				underWay -= 1;
				settleIfOver();
			}
		};
		const admitOne = async (entry: Entry): Promise<void> => {
			try {
				const admission = (await admit?.(jobs[entry.index] as J)) ?? 'go';
				if (admission !== 'go') return finish(entry, admission.done);
				entry.isAdmitted = true;
				if (turn.isClosed) this.drop(entry);
				else this.makeReady(entry);
			} catch (error) {
				breakOff(entry, error);
			} finally {
				settleIfOver();
			}
		};
		const turn: Turn = {
			...limits,
			unadmitted: [],
			admitting: 0,
			ready: [],
			waiting: new Set(),
			queuedAt: undefined,
			isClosed: false,
			settleIfOver,
			admit: admitOne,
			abandon: ({ index, isAdmitted }) => isAdmitted && abandon?.(jobs[index] as J),
			start,
		};
		const ignoreRoom = turn.inFlight.onRoom(() => this.offer(turn));
		this.turns.add(turn);
		this.applyLimits();
		this.enter(
			jobs.map((job, index): Entry => ({
				turn,
				index,
				lane: laneOf(job),
				attempt: 0,
				isAdmitted: admit === undefined,
			})),
		);
		void interrupted.then(settleIfOver);
		try {
			settleIfOver();
			this.offer(turn);
			await settled;
		} finally {
			ignoreRoom();
		}
		return results;
	}

	/** An answer came, after so many milliseconds and whatever it says. */
	answered(latencyMs: number): void {
		this.latency.note(latencyMs);
		this.pace.uneven(this.latency.jitterMs as number);
		this.flight.answered(this.pace.perSecond, this.latency.typicalMs as number);
	}

	/** A request ended without an answer. */
	unanswered(): void {
		this.flight.unanswered(this.pace.perSecond);
	}

	private enter(entries: readonly Entry[]): void {
		// The lowest index last.
		const first: Entry[] = [];
		for (const entry of entries) {
			const last = this.lanes.get(entry.lane);
			this.lanes.set(entry.lane, entry);
			if (last) last.following = entry;
			else first.push(entry);
		}
		const turn = entries[0]?.turn;
		if (!turn) return;
		(entries[0]?.isAdmitted ? turn.ready : turn.unadmitted).push(...first.reverse());
		this.admitMore(turn);
	}

	/** It is the first of its lane. */
	private makeReady(entry: Entry): void {
		insert(entry.isAdmitted ? entry.turn.ready : entry.turn.unadmitted, entry);
		this.admitMore(entry.turn);
		this.offer(entry.turn);
	}

	private admitMore(turn: Turn): void {
		const ahead = Math.max(LEAST_AHEAD, Math.ceil(this.pace.perSecond * AHEAD_SECONDS));
		while (!turn.isClosed && turn.unadmitted.length > 0 && turn.admitting + turn.ready.length < ahead) {
			const entry = turn.unadmitted.pop() as Entry;
			turn.admitting += 1;
			void turn.admit(entry).then(() => {
				turn.admitting -= 1;
				this.admitMore(turn);
			});
		}
	}

	/** The next one of the lane may go; those of runs that are over are passed by. */
	private leaveLane({ lane, following }: Entry): void {
		let next = following;
		while (next?.turn.isClosed) next = next.following;
		if (next) this.makeReady(next);
		else this.lanes.delete(lane);
	}

	/** Of a run that is over. */
	private drop(entry: Entry): void {
		entry.turn.abandon(entry);
		this.leaveLane(entry);
	}

	/** Another try, before all later jobs of its lane. */
	private async again(entry: Entry, milliseconds: number): Promise<void> {
		const { turn } = entry;
		if (turn.isClosed) return this.drop(entry);
		turn.waiting.add(entry);
		for (let left = milliseconds; left > 0 && !turn.isClosed; left -= LONGEST_SLEEP_MS) {
			await this.clock.sleep(Math.min(left, LONGEST_SLEEP_MS));
		}
		// A run that is over has dropped it.
		if (turn.waiting.delete(entry)) this.makeReady(entry);
	}

	/** Nothing more of a run starts: it gives back its place. What is under way goes on. */
	private close(turn: Turn): void {
		turn.isClosed = true;
		this.turns.delete(turn);
		this.applyLimits();
		const left = [...turn.ready.splice(0), ...turn.unadmitted.splice(0), ...turn.waiting];
		turn.waiting.clear();
		for (const entry of left) this.drop(entry);
		this.pump();
	}

	private applyLimits(): void {
		let smallest = Infinity;
		this.mostSet = 0;
		for (const { maxPerSecond, inFlight } of this.turns) {
			smallest = Math.min(smallest, maxPerSecond);
			this.mostSet = Math.max(this.mostSet, inFlight.most ?? 0);
		}
		// Without a run, what held for the last one still holds.
		if (smallest < Infinity) this.pace.limit = smallest;
	}

	/** Of all runs together. What the person set for a run holds for that run, see `InFlight`. */
	private get mostInFlight(): number {
		return Math.max(this.mostSet, this.flight.limit(this.pace.perSecond));
	}

	/** A run may have something to start: it takes its place behind those that wait. */
	private offer(turn: Turn): void {
		this.enqueue(turn);
		this.pump();
	}

	private enqueue(turn: Turn): void {
		if (turn.queuedAt !== undefined || turn.isClosed || turn.ready.length === 0) return;
		turn.queuedAt = this.clock.now();
		this.queue.push(turn);
	}

	private pump(): void {
		for (;;) {
			const turn = this.queue[0];
			if (!turn) return;
			turn.settleIfOver();
			if (this.queue[0] !== turn) continue;
			if (turn.isClosed || turn.ready.length === 0 || turn.inFlight.isFull) {
				// It comes back as soon as it has a message or room for one.
				this.dequeue(turn);
				continue;
			}
			if (this.underWay >= this.mostInFlight) {
				this.fullAt = this.clock.now();
				return;
			}
			const delay = this.pace.delay();
			if (delay > 0) return this.wakeIn(delay);
			turn.waited?.(this.clock.now() - Math.max(turn.queuedAt as number, this.fullAt));
			this.dequeue(turn);
			this.pace.take();
			void this.start(turn, turn.ready.pop() as Entry);
			this.admitMore(turn);
			this.enqueue(turn);
		}
	}

	private dequeue(turn: Turn): void {
		this.queue.shift();
		turn.queuedAt = undefined;
	}

	private async start(turn: Turn, entry: Entry): Promise<void> {
		this.underWay += 1;
		turn.inFlight.begin();
		await turn.start(entry);
		this.underWay -= 1;
		turn.inFlight.end();
		this.pump();
	}

	private wakeIn(milliseconds: number): void {
		// Timers end up to a millisecond early where the time is no whole number.
		const wait = Math.min(Math.ceil(milliseconds), LONGEST_SLEEP_MS);
		const at = this.clock.now() + wait;
		if (at >= this.wakesAt) return;
		this.wakesAt = at;
		void this.clock.sleep(wait).then(() => {
			if (this.wakesAt === at) this.wakesAt = Infinity;
			this.pump();
		});
	}
}
