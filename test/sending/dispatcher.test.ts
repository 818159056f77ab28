import fc from 'fast-check';
import { Pace } from '../../nodes/ItnioWhatsApp/sending/pace';
import { Dispatcher } from '../../nodes/ItnioWhatsApp/sending/dispatcher';
import { InFlight, type TurnStep, type Work } from '../../nodes/ItnioWhatsApp/sending/turn';
import { VirtualTime } from './virtualTime';

interface Job {
	readonly index: number;
	readonly lane: string;
	/** Milliseconds of each try; the last one succeeds. */
	readonly tries: readonly number[];
	/** Milliseconds before another try. */
	readonly pause: number;
}

type Event = { kind: 'start' | 'end'; index: number; attempt: number; at: number };

/** A pace that nothing has to wait for. */
class Unhurried extends Pace {
	override delay(): number {
		return 0;
	}

	override take(): void {}
}

const unhurried = (time: VirtualTime): Pace => new Unhurried({ maxPerSecond: 1, now: time.now });
const never = new Promise<never>(() => undefined);

function jobOf(index: number, lane: string, tries: readonly number[] = [10], pause = 0): Job {
	return { index, lane, tries, pause };
}

interface Setting extends Partial<Omit<Work<Job, number>, 'broken'>> {
	time?: VirtualTime;
	pace?: Pace;
	/** Set by the person. */
	parallel?: number;
}

async function runJobs(jobs: readonly Job[], setting: Setting = {}) {
	const { time = new VirtualTime(), pace = unhurried(time), parallel = 20, ...others } = setting;
	const events: Event[] = [];
	let finishedAt = 0;
	const dispatcher = new Dispatcher(time, pace);
	const sending = dispatcher
		.send<Job, number>({
			jobs,
			maxPerSecond: 80,
			inFlight: new InFlight(parallel),
			laneOf: ({ lane }) => lane,
			run: async ({ index, tries, pause }, attempt): Promise<TurnStep<number>> => {
				events.push({ kind: 'start', index, attempt, at: time.now() });
				await time.sleep(tries[attempt] as number);
				events.push({ kind: 'end', index, attempt, at: time.now() });
				return attempt === tries.length - 1 ? { done: index } : { againIn: pause };
			},
			broken: () => -1,
			stopped: () => false,
			interrupted: never,
			...others,
		})
		.finally(() => {
			finishedAt = time.now();
		});
	const results = await time.run(sending);
	return { results, events, finishedAt, starts: events.filter(({ kind }) => kind === 'start') };
}

const jobLists = fc
	.array(
		fc.record({
			lane: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
			tries: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 4 }),
			pause: fc.integer({ min: 0, max: 80 }),
		}),
		{ maxLength: 40 },
	)
	.map((list) => list.map((job, index): Job => ({ ...job, index })));

it('gives every result in the order of the jobs, with at most so many under way', async () => {
	await fc.assert(
		fc.asyncProperty(jobLists, fc.integer({ min: 1, max: 8 }), async (jobs, parallel) => {
			const { results, events } = await runJobs(jobs, { parallel });
			expect(results).toEqual(jobs.map(({ index }) => index));
			let underWay = 0;
			for (const { kind } of events) {
				underWay += kind === 'start' ? 1 : -1;
				expect(underWay).toBeLessThanOrEqual(parallel);
			}
		}),
		{ numRuns: 100 },
	);
});

it('keeps the order of a lane through all retries, and never two of it at a time', async () => {
	await fc.assert(
		fc.asyncProperty(jobLists, fc.integer({ min: 1, max: 8 }), async (jobs, parallel) => {
			const { events } = await runJobs(jobs, { parallel });
			for (const lane of 'abcdef') {
				const ofLane = events.filter(({ index }) => jobs[index]?.lane === lane);
				const expected = jobs
					.filter((job) => job.lane === lane)
					.flatMap(({ index, tries }) =>
						tries.flatMap((_, attempt) => [
							['start', index, attempt],
							['end', index, attempt],
						]),
					);
				expect(ofLane.map(({ kind, index, attempt }) => [kind, index, attempt])).toEqual(expected);
			}
		}),
		{ numRuns: 100 },
	);
});

it('a slow lane holds up nobody else while slots are free', async () => {
	const slow = Array.from({ length: 10 }, (_, index) => jobOf(index, 'slow', [1_000]));
	const quick = Array.from({ length: 40 }, (_, index) => jobOf(index + 10, `quick ${index}`, [10]));
	const { events } = await runJobs([...slow, ...quick], { parallel: 5 });
	const quickEnds = events.filter(({ kind, index }) => kind === 'end' && index >= 10).map(({ at }) => at);
	// Four slots for forty jobs of 10 ms, beside the slow lane.
	expect(Math.max(...quickEnds)).toBe(100);
});

it('a lane that waits for another try holds no slot', async () => {
	const { events } = await runJobs([jobOf(0, 'a', [10, 10], 1_000), jobOf(1, 'b'), jobOf(2, 'c')], {
		parallel: 1,
	});
	expect(events.filter(({ kind }) => kind === 'end').map(({ index, at }) => [index, at])).toEqual([
		[0, 10],
		[1, 20],
		[2, 30],
		[0, 1_020],
	]);
});

it('starts the lowest index that may go', async () => {
	await fc.assert(
		fc.asyncProperty(jobLists, fc.integer({ min: 1, max: 4 }), async (jobs, parallel) => {
			const once = jobs.map((job) => ({ ...job, tries: job.tries.slice(0, 1) }));
			const { events } = await runJobs(once, { parallel });
			const waiting = new Set(once.map(({ index }) => index));
			const busy = new Set<string>();
			for (const { kind, index } of events) {
				const { lane } = once[index] as Job;
				if (kind === 'end') {
					busy.delete(lane);
					continue;
				}
				const possible = [...waiting].filter((other) => !busy.has((once[other] as Job).lane));
				expect(index).toBe(Math.min(...possible));
				waiting.delete(index);
				busy.add(lane);
			}
		}),
		{ numRuns: 100 },
	);
});

it('keeps all slots busy while there is work', async () => {
	const jobs = Array.from({ length: 100 }, (_, index) => jobOf(index, String(index), [200]));
	const { finishedAt } = await runJobs(jobs, { parallel: 20 });
	expect(finishedAt).toBe(1_000);
});

it('keeps to the pace and takes no longer than it allows', async () => {
	const time = new VirtualTime();
	const jobs = Array.from({ length: 400 }, (_, index) => jobOf(index, String(index), [200]));
	const { finishedAt, starts } = await runJobs(jobs, {
		time,
		pace: new Pace({ maxPerSecond: 80, now: time.now }),
	});
	expect(starts).toHaveLength(400);
	expect(finishedAt).toBeGreaterThan((399 / 80) * 1000);
	expect(finishedAt).toBeLessThan(((399 / 80) * 1000 + 200) * 1.06);
});

describe('stopping', () => {
	it('starts nothing more once stopped, and waits for what is under way', async () => {
		await fc.assert(
			fc.asyncProperty(jobLists, fc.integer({ min: 0, max: 30 }), async (jobs, limit) => {
				let started = 0;
				const time = new VirtualTime();
				const ended: number[] = [];
				const { results } = await runJobs(jobs, {
					time,
					parallel: 4,
					run: async ({ index, tries }) => {
						started++;
						await time.sleep(tries[0] as number);
						ended.push(index);
						return { done: index };
					},
					stopped: () => started >= limit,
				});
				expect(started).toBe(Math.min(limit, jobs.length));
				expect(ended).toHaveLength(started);
				expect(results.filter((result) => result !== undefined).sort()).toEqual(ended.sort());
				expect(results).toHaveLength(jobs.length);
			}),
			{ numRuns: 100 },
		);
	});

	it('an interruption in the middle of a long wait takes effect at once', async () => {
		const time = new VirtualTime();
		let stopped = false;
		const interrupted = time.sleep(70).then(() => {
			stopped = true;
		});
		const jobs = Array.from({ length: 10 }, (_, index) => jobOf(index, String(index), [30]));
		const { results, finishedAt, starts } = await runJobs(jobs, {
			time,
			pace: new Pace({ maxPerSecond: 1, now: time.now }),
			maxPerSecond: 1,
			stopped: () => stopped,
			interrupted,
		});
		expect(starts).toHaveLength(1);
		expect(finishedAt).toBe(70);
		expect(results.slice(0, 2)).toEqual([0, undefined]);
	});

	it('does not try again what waits for another try', async () => {
		const time = new VirtualTime();
		let stopped = false;
		const interrupted = time.sleep(100).then(() => {
			stopped = true;
		});
		const { results, starts } = await runJobs([jobOf(0, 'a', [10, 10], 5_000)], {
			time,
			stopped: () => stopped,
			interrupted,
		});
		expect(starts).toHaveLength(1);
		expect(results).toEqual([undefined]);
	});

	it('releases what was admitted and waits for another try, before the run is over', async () => {
		const time = new VirtualTime();
		let stopped = false;
		const interrupted = time.sleep(100).then(() => {
			stopped = true;
		});
		const abandoned: Array<[index: number, at: number]> = [];
		const { finishedAt } = await runJobs([jobOf(0, 'a', [10, 10], 5_000)], {
			time,
			admit: async () => 'go',
			abandon: ({ index }) => abandoned.push([index, time.now()]),
			stopped: () => stopped,
			interrupted,
		});
		expect(abandoned).toEqual([[0, 100]]);
		expect(finishedAt).toBe(100);
	});
});

it.each([100, 2_000, 20_000])(
	'of jobs about which is asked for %i ms, never more than two seconds of the pace are ahead of it',
	async (askingMs) => {
		const time = new VirtualTime();
		let [ahead, most] = [0, 0];
		const { results } = await runJobs(
			Array.from({ length: 1_000 }, (_, index) => jobOf(index, String(index))),
			{
				time,
				pace: new Pace({ maxPerSecond: 80, now: time.now }),
				admit: async () => {
					ahead += 1;
					most = Math.max(most, ahead);
					await time.sleep(askingMs);
					return 'go';
				},
				run: async ({ index }) => {
					ahead -= 1;
					await time.sleep(10);
					return { done: index };
				},
			},
		);
		expect(results).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
		expect(most).toBeLessThanOrEqual(160);
	},
);

describe.each([
	['each in a lane of its own', (index: number) => String(index)],
	['all in one lane', () => 'one'],
	['in a hundred lanes', (index: number) => String(index % 100)],
])('40,000 jobs, %s', (_, laneOf) => {
	it('look at each job a fixed number of times', async () => {
		const count = 40_000;
		let looks = 0;
		const jobs = Array.from({ length: count }, (__, index) => index);
		const time = new VirtualTime();
		const results = await new Dispatcher(time, unhurried(time)).send<number, number>({
			jobs,
			maxPerSecond: 80,
			inFlight: new InFlight(20),
			laneOf: (index) => {
				looks++;
				return laneOf(index);
			},
			run: async (index) => ({ done: index }),
			broken: () => -1,
			stopped: () => false,
			interrupted: never,
		});
		expect(results).toEqual(jobs);
		expect(looks).toBe(count);
	});
});
