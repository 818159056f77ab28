/**
 * Who goes next: at most `parallel` jobs at a time, the jobs of one lane one after the other and in their order,
 * jobs of other lanes never held up by them.
 */
import type { Pace } from './pace';

/** What one try of a job came to: a result, or another try after some milliseconds. */
export type Step<R> = { readonly done: R } | { readonly againIn: number };

export interface PoolOptions<J, R> {
	/** Jobs that are under way at the same time. */
	readonly parallel: number;
	/** When the next try may start. */
	readonly pace: Pick<Pace, 'delay' | 'take'>;
	/** Jobs of the same lane keep their order and never overlap. */
	readonly laneOf: (job: J) => string;
	/** One try, `attempt` counted from 0. Must not throw. */
	readonly run: (job: J, attempt: number) => Promise<Step<R>>;
	/** True: nothing more is started. */
	readonly stopped: () => boolean;
	/** Resolves when `stopped` may have changed from outside; for cancelling in the middle of a wait. */
	readonly interrupted: Promise<unknown>;
	readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** Longer waits go in steps, because a sleep cannot be ended and would outlive a canceled execution. */
const LONGEST_SLEEP = 1_000;

interface Entry<J> {
	readonly job: J;
	readonly index: number;
	readonly lane: string;
	attempt: number;
	/** The next job of its lane, as far as it was seen. */
	following?: Entry<J>;
}

/**
 * Runs all jobs. The lowest index that may go goes first.
 *
 * @returns the results in the order of the jobs; `undefined` for those that were not started, or not tried again,
 * because of `stopped`
 */
export async function runPool<J, R>(
	jobs: readonly J[],
	options: PoolOptions<J, R>,
): Promise<Array<R | undefined>> {
	const { parallel, pace, laneOf, run, stopped, interrupted, sleep } = options;
	const results = new Array<R | undefined>(jobs.length).fill(undefined);
	/** The lanes with a job under way, each with the last of its jobs seen so far. */
	const lanes = new Map<string, Entry<J>>();
	/** Jobs whose lane is theirs: next in a lane that became free, or waiting for another try to start. */
	const ready: Array<Entry<J>> = [];
	let upcoming = 0;
	let underWay = 0;
	let unfinished = jobs.length;
	let wake: () => void = () => undefined;
	void interrupted.then(() => wake());

	/** Until something changes, or at most so many milliseconds. */
	function change(atMost?: number): Promise<void> {
		return new Promise((resolve) => {
			wake = resolve;
			// Timers end up to a millisecond early where the time is no whole number.
			if (atMost !== undefined) void sleep(Math.min(Math.ceil(atMost), LONGEST_SLEEP)).then(() => resolve());
		});
	}

	async function pause(milliseconds: number): Promise<void> {
		for (let left = milliseconds; left > 0 && !stopped(); left -= LONGEST_SLEEP) {
			await sleep(Math.min(left, LONGEST_SLEEP));
		}
	}

	/** The next job that may go: from `ready`, or the first unseen one whose lane is free. */
	function next(): Entry<J> | undefined {
		while (upcoming < jobs.length && (ready[0] === undefined || ready[0].index > upcoming)) {
			const index = upcoming;
			upcoming += 1;
			const job = jobs[index] as J;
			const entry: Entry<J> = { job, index, lane: laneOf(job), attempt: 0 };
			const last = lanes.get(entry.lane);
			lanes.set(entry.lane, entry);
			if (last === undefined) return entry;
			last.following = entry;
		}
		return ready.shift();
	}

	function makeReady(entry: Entry<J>): void {
		// Short by nature: each entry here owns a lane.
		const at = ready.findIndex(({ index }) => index > entry.index);
		ready.splice(at === -1 ? ready.length : at, 0, entry);
	}

	function freeLane({ lane, following }: Entry<J>): void {
		if (following) makeReady(following);
		else lanes.delete(lane);
	}

	async function start(entry: Entry<J>): Promise<void> {
		underWay += 1;
		const step = await run(entry.job, entry.attempt);
		underWay -= 1;
		if ('done' in step) {
			results[entry.index] = step.done;
			unfinished -= 1;
			freeLane(entry);
		} else {
			entry.attempt += 1;
			if (step.againIn > 0) {
				// Its slot is free for others meanwhile.
				wake();
				await pause(step.againIn);
			}
			makeReady(entry);
		}
		wake();
	}

	while (unfinished > 0 && !stopped()) {
		const entry = underWay < parallel ? next() : undefined;
		const delay = entry ? pace.delay() : 0;
		if (entry && delay === 0) {
			pace.take();
			void start(entry);
			continue;
		}
		if (entry) makeReady(entry);
		await change(entry ? delay : undefined);
	}
	while (underWay > 0) await change();
	return results;
}
