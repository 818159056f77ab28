/**
 * Who starts next at one business number: the runs of all executions of this process take turns, the messages to one
 * person go one after the other in the order in which they came, and the pace and the number in flight are one for all.
 */
import type { Clock } from '../core/time';
import { Flight } from './flight';
import { Latency } from './latency';
import { Pace } from './pace';
import { insert, Turn, type QueuedMessage, type Work } from './turn';

/** Longer waits go in steps, because a sleep cannot be ended and would outlive a canceled execution. */
const MAX_SLEEP_MS = 1_000;

export class Dispatcher {
	/** Runs that have a message to start, the next one first. */
	private readonly queue: Turn[] = [];

	private readonly turns = new Set<Turn>();

	/** The last entry of each lane that has any. */
	private readonly lanes = new Map<string, QueuedMessage>();

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
	 */
	async send<J, R>(work: Work<J, R>): Promise<ReadonlyArray<R | undefined>> {
		const turn = new Turn(work, this.clock.now);
		const ignoreRoom = work.inFlight.onRoom(() => this.offer(turn));
		try {
			this.turns.add(turn);
			this.applyLimits();
			this.enter(turn);
			void work.interrupted.then(() => this.closeIfDone(turn));
			this.closeIfDone(turn);
			this.offer(turn);
			await turn.over;
		} finally {
			ignoreRoom();
			this.close(turn);
		}
		return turn.results;
	}

	/** An answer came after this many milliseconds, whatever it says. */
	answered(latencyMs: number): void {
		this.latency.note(latencyMs);
		this.pace.uneven(this.latency.jitterMs as number);
		this.flight.answered(this.pace.perSecond, this.latency.typicalMs as number);
	}

	/** A request ended without an answer. */
	unanswered(): void {
		this.flight.unanswered(this.pace.perSecond);
	}

	private enter(turn: Turn): void {
		for (const entry of turn.entries()) {
			const last = this.lanes.get(entry.lane);
			this.lanes.set(entry.lane, entry);
			if (last) last.following = entry;
			else (entry.isAdmitted ? turn.ready : turn.unadmitted).push(entry);
		}
		// The lowest index last.
		turn.ready.reverse();
		turn.unadmitted.reverse();
		this.admitMore(turn);
	}

	/** It is the first of its lane. */
	private makeReady(entry: QueuedMessage): void {
		insert(entry.isAdmitted ? entry.turn.ready : entry.turn.unadmitted, entry);
		this.admitMore(entry.turn);
		this.offer(entry.turn);
	}

	private admitMore(turn: Turn): void {
		while (turn.mayAdmitMore(this.pace.perSecond))
			void this.admit(turn, turn.unadmitted.pop() as QueuedMessage);
	}

	private async admit(turn: Turn, entry: QueuedMessage): Promise<void> {
		const admission = await turn.admit(entry);
		if (admission === false) this.leaveLane(entry);
		else if (turn.isClosed) this.drop(entry);
		else if (admission === true) this.makeReady(entry);
		// Its lane waits with it, and nobody else: it takes no place among those that are asked about.
		else void this.later(entry, admission, () => void this.admit(turn, entry));
		this.closeIfDone(turn);
		this.admitMore(turn);
	}

	/** The next one of the lane may go; those of runs that are over are passed by. */
	private leaveLane({ lane, following }: QueuedMessage): void {
		let next = following;
		while (next?.turn.isClosed) next = next.following;
		if (next) this.makeReady(next);
		else this.lanes.delete(lane);
	}

	/** Of a run that is over. */
	private drop(entry: QueuedMessage): void {
		entry.turn.abandon(entry);
		this.leaveLane(entry);
	}

	/** Another try, before all later jobs of its lane. */
	private async again(entry: QueuedMessage, milliseconds: number): Promise<void> {
		entry.attempt += 1;
		if (entry.turn.isClosed) return this.drop(entry);
		await this.later(entry, milliseconds, () => this.makeReady(entry));
	}

	/** After so many milliseconds, unless its run is over by then. */
	private async later(entry: QueuedMessage, milliseconds: number, goOn: () => void): Promise<void> {
		const { turn } = entry;
		turn.waiting.add(entry);
		for (let left = milliseconds; left > 0 && !turn.isClosed; left -= MAX_SLEEP_MS) {
			await this.clock.sleep(Math.min(left, MAX_SLEEP_MS));
		}
		// A run that is over has dropped it.
		if (turn.waiting.delete(entry)) goOn();
	}

	private closeIfDone(turn: Turn): void {
		if (turn.isDone) this.close(turn);
		turn.settleIfQuiet();
	}

	/** Nothing more of a run starts: it gives back its place. What is under way goes on. */
	private close(turn: Turn): void {
		if (turn.isClosed) return;
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
		for (const { work } of this.turns) {
			smallest = Math.min(smallest, work.maxPerSecond);
			this.mostSet = Math.max(this.mostSet, work.inFlight.most ?? 0);
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
			this.closeIfDone(turn);
			if (this.queue[0] !== turn) continue;
			if (turn.isClosed || turn.ready.length === 0 || turn.work.inFlight.isFull) {
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
			turn.work.waited?.(this.clock.now() - Math.max(turn.queuedAt as number, this.fullAt));
			this.dequeue(turn);
			this.pace.take();
			void this.start(turn, turn.ready.pop() as QueuedMessage);
			this.admitMore(turn);
			this.enqueue(turn);
		}
	}

	private dequeue(turn: Turn): void {
		this.queue.shift();
		turn.queuedAt = undefined;
	}

	private async start(turn: Turn, entry: QueuedMessage): Promise<void> {
		this.underWay += 1;
		turn.work.inFlight.begin();
		const againIn = await turn.start(entry);
		if (againIn === undefined) this.leaveLane(entry);
		else void this.again(entry, againIn);
		this.closeIfDone(turn);
		this.underWay -= 1;
		turn.work.inFlight.end();
		this.pump();
	}

	private wakeIn(milliseconds: number): void {
		// Timers end up to a millisecond early where the time is no whole number.
		const wait = Math.min(Math.ceil(milliseconds), MAX_SLEEP_MS);
		const at = this.clock.now() + wait;
		if (at >= this.wakesAt) return;
		this.wakesAt = at;
		void this.clock.sleep(wait).then(() => {
			if (this.wakesAt === at) this.wakesAt = Infinity;
			this.pump();
		});
	}
}
