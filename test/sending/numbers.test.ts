/** Many executions at one business number, in a time of their own. */
import fc from 'fast-check';
import type { Answer } from '../../nodes/ItnioWhatsApp/service/answer';
import { sendAll, type Message, type SendingOptions, type Sent } from '../../nodes/ItnioWhatsApp/sending';
import { Numbers } from '../../nodes/ItnioWhatsApp/sending/numbers';
import { FixedWindow, SlidingWindow, TokenBucket, type Limiter } from './limiters';
import { ACCEPTED as accepted, OPTIONS, toolsIn } from './tools';
import { mostInOneSecond, seededRandom, VirtualTime } from './virtualTime';

const NUMBER = '6282299953162';

const tooMany: Answer = { kind: 'unreadable', http: 429, why: 'no JSON', retryAfter: '1' };
const noAnswer: Answer = { kind: 'noAnswer', why: 'no answer came in time' };

interface Execution extends Partial<SendingOptions> {
	/** Milliseconds. */
	at?: number;
	/** One message each. */
	recipients: readonly string[];
	businessPhone?: string;
	/** One for each message, in place of the one for all. */
	businessPhones?: readonly string[];
	/** It is canceled so many milliseconds after its start. */
	cancelAfter?: number;
	/** What goes wrong in it. */
	call?: () => Promise<Answer>;
}

interface Call {
	execution: number;
	itemIndex: number;
	recipient: string;
	at: number;
	endedAt: number;
}

/** A process, or several that share nothing, in which executions begin at their times. */
class World {
	readonly time = new VirtualTime();

	readonly calls: Call[] = [];

	refused = 0;

	/** When the answer to it came. */
	lastRefusedAt = -Infinity;

	underWay = 0;

	mostUnderWay = 0;

	readonly processes: Numbers[];

	private readonly random = seededRandom(7);

	constructor(
		private readonly service: {
			limiter?: Limiter;
			latency?: number;
			answer?: (call: Call) => Answer;
			/** What would arrive within these milliseconds arrives at their end, all at once. */
			stall?: { at: number; ms: number };
		} = {},
		processes = 1,
	) {
		this.processes = Array.from({ length: processes }, () => new Numbers(this.time));
	}

	async run(executions: readonly Execution[]): Promise<Array<Sent[] | Error>> {
		return await this.time.run(
			Promise.all(
				executions.map(
					async (execution, index) => await this.execute(execution, index).catch((e: Error) => e),
				),
			),
		);
	}

	private async execute(
		{ at = 0, recipients, businessPhone = NUMBER, businessPhones, cancelAfter, call, ...options }: Execution,
		index: number,
	): Promise<Sent[]> {
		const { time } = this;
		if (at > 0) await time.sleep(at);
		let isCanceled = false;
		const cancellation =
			cancelAfter === undefined
				? new Promise<never>(() => undefined)
				: time.sleep(cancelAfter).then(() => {
						isCanceled = true;
					});
		const messages = recipients.map((recipient, itemIndex): Message => ({
			itemIndex,
			path: '/wa/custom/sendMsg',
			body: {
				businessPhone: businessPhones?.[itemIndex] ?? businessPhone,
				recipient,
				text: `${index} ${itemIndex}`,
			},
			timeoutMs: 30_000,
			resendUnknown: false,
		}));
		return await sendAll(
			messages,
			{ ...OPTIONS, ...options },
			toolsIn(time, {
				call: async ({ itemIndex, body }) =>
					call
						? await call()
						: await this.serve({ execution: index, itemIndex, recipient: String(body.recipient) }),
				numbers: this.processes[index % this.processes.length] as Numbers,
				canceled: () => isCanceled,
				cancellation,
				random: this.random,
			}),
		);
	}

	private async serve(request: Omit<Call, 'at' | 'endedAt'>): Promise<Answer> {
		const { limiter, latency = 200, answer = () => accepted } = this.service;
		const call: Call = { ...request, at: this.time.now(), endedAt: Infinity };
		this.calls.push(call);
		this.underWay += 1;
		this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
		await this.time.sleep(latency / 2);
		const { at, ms } = this.service.stall ?? { at: 0, ms: 0 };
		const left = at + ms - this.time.now();
		if (left > 0 && left <= ms) await this.time.sleep(left);
		const isTaken = limiter?.take(this.time.now()) ?? true;
		if (!isTaken) this.refused += 1;
		await this.time.sleep(latency / 2);
		this.underWay -= 1;
		call.endedAt = this.time.now();
		if (!isTaken) this.lastRefusedAt = call.endedAt;
		return isTaken ? answer(call) : tooMany;
	}
}

const person = (index: number) => `62812${String(index).padStart(6, '0')}`;
const people = (count: number, from = 0) => Array.from({ length: count }, (_, index) => person(from + index));
const single = (index: number): Execution => ({ recipients: [person(index)] });
const kindsOf = (results: ReadonlyArray<Sent[] | Error>) =>
	results.flatMap((result) => (result instanceof Error ? ['error'] : result.map(({ kind }) => kind)));
const startsOf = ({ calls }: World) => calls.map(({ at }) => at).sort((a, b) => a - b);
const even = (messages: number, perSecond: number, latency: number) =>
	((messages - 1) / perSecond) * 1000 + latency;

/** Once all pauses and the last second are over, nothing is left in any process. */
async function expectAllGivenBack({ time, processes }: World): Promise<void> {
	await time.run(time.sleep(400_000));
	expect(processes.map(({ size }) => size)).toEqual(processes.map(() => 0));
}

describe.each([
	['a bucket of one second', TokenBucket],
	['a sliding window', SlidingWindow],
	['a fixed window', FixedWindow],
])('a service that counts by %s', (_, Counting) => {
	it.each([
		[300, 20, 1],
		[100, 5, 1],
		[600, 20, 2],
	])(
		'%d executions of one message, %d a second, not known to them, %d processes: all accepted, at most 1.3 × the time',
		async (count, perSecond, processes) => {
			const world = new World({ limiter: new Counting(perSecond) }, processes);
			const results = await world.run(Array.from({ length: count }, (__, index) => single(index)));
			expect(kindsOf(results)).toEqual(new Array(count).fill('accepted'));
			expect(world.calls.length - world.refused).toBe(count);
			expect(world.time.now()).toBeLessThan(1.3 * even(count, perSecond, 200));
			// What is learned once is known to all: each process meets the limit now and then, not each message.
			expect(world.refused).toBeLessThan(count / 4);
			await expectAllGivenBack(world);
		},
	);

	it.each([30, 60, 100])(
		'400 messages and a stall of %d ms on the way: at most 1.1 × the time, unless what was refused ends the run',
		async (ms) => {
			for (const latency of [50, 200, 800]) {
				for (let at = 400; at < 4_800; at += 370) {
					const world = new World({ limiter: new Counting(80), latency, stall: { at, ms } });
					const results = await world.run([{ recipients: people(400) }]);
					expect(kindsOf(results)).toEqual(new Array(400).fill('accepted'));
					const lastAccepted = world.lastRefusedAt + 1_000 + latency + 100;
					expect(world.time.now()).toBeLessThan(Math.max(1.1 * even(400, 80, latency), lastAccepted));
					expect(world.refused).toBeLessThanOrEqual(400 / 50);
				}
			}
		},
	);

	it.each([77, 75, 70, 60, 40])(
		'4,000 messages and a service that takes %d a second where 80 are set: at most 1.1 × its time, few are refused',
		async (perSecond) => {
			for (const latency of [200, 800]) {
				const world = new World({ limiter: new Counting(perSecond), latency });
				const results = await world.run([{ recipients: people(4_000) }]);
				expect(kindsOf(results)).toEqual(new Array(4_000).fill('accepted'));
				expect(world.calls.length - world.refused).toBe(4_000);
				expect(world.time.now()).toBeLessThan(1.1 * even(4_000, perSecond, latency));
				expect(world.refused).toBeLessThan(4_000 / 20);
			}
		},
	);

	it('400 executions of one message at the limit of the setting: nothing is refused', async () => {
		const world = new World({ limiter: new Counting(80) });
		const results = await world.run(Array.from({ length: 400 }, (__, index) => single(index)));
		expect(kindsOf(results)).toEqual(new Array(400).fill('accepted'));
		expect(world.refused).toBe(0);
		expect(world.time.now()).toBeLessThan(1.06 * even(400, 80, 200));
	});
});

it.each([50, 200, 800, 1_500])(
	'400 messages, answered after %d ms: as fast as even sending',
	async (latency) => {
		const world = new World({ latency });
		await world.run([{ recipients: people(400) }]);
		expect(world.time.now()).toBeLessThan(1.06 * even(400, 80, latency));
		expect(world.mostUnderWay).toBeLessThanOrEqual(200);
	},
);

it('4,000 messages that are answered evenly need the larger margin only at the beginning', async () => {
	const world = new World();
	await world.run([{ recipients: people(4_000) }]);
	expect(world.time.now()).toBeLessThan(1.025 * even(4_000, 80, 200));
	expect(mostInOneSecond(startsOf(world))).toBeLessThanOrEqual(80);
});

it('a service that stops answering collects no open requests', async () => {
	const world = new World({ latency: 60_000, answer: () => noAnswer });
	await world.run([{ recipients: people(700), maxPerSecond: 500, cancelAfter: 590_000 }]);
	expect(world.mostUnderWay).toBe(200);
	const late = world.calls.filter(({ at }) => at >= 180_000);
	// Fewer with each that is not answered.
	expect(late.length).toBeLessThanOrEqual(200);
	const healthy = new World({ latency: 400 });
	await healthy.run([{ recipients: people(700) }]);
	expect(healthy.mostUnderWay).toBeLessThan(80);
});

it('a number in flight that the person sets holds for the run', async () => {
	for (const parallel of [1, 7, 100]) {
		const world = new World({ latency: 2_000 });
		await world.run([{ recipients: people(200), parallel }]);
		expect(world.mostUnderWay).toBe(parallel);
	}
});

it('a number in flight that the person sets holds for each execution, not for all of them together', async () => {
	const timeWith = async (parallel?: number) => {
		const world = new World({ latency: 800 });
		await world.run(Array.from({ length: 100 }, (_, index) => ({ ...single(index), parallel })));
		return world.time.now();
	};
	expect(await timeWith(1)).toBe(await timeWith());
});

it('a message without patience tells the others when the service takes messages again', async () => {
	let isShut = true;
	const world = new World({ answer: () => (isShut ? { ...tooMany, retryAfter: '30' } : accepted) });
	void world.time.sleep(30_000).then(() => (isShut = false));
	const others = Array.from({ length: 40 }, (_, index) => ({ ...single(index + 1), at: 1_000 }));
	const results = await world.run([{ ...single(0), waitAtMostMs: 0 }, ...others]);
	expect(kindsOf(results)).toEqual(['rejected', ...new Array<string>(40).fill('accepted')]);
	// None of them had to find out by itself.
	expect(world.calls).toHaveLength(41);
});

it('where nothing is accepted, those without patience do not wait for one another', async () => {
	const world = new World({ answer: () => ({ ...tooMany, retryAfter: '60' }) });
	const results = await world.run([{ recipients: people(500), waitAtMostMs: 0 }]);
	expect(kindsOf(results)).toEqual(new Array(500).fill('rejected'));
	expect(world.calls).toHaveLength(500);
	// 500 at the slowest pace, and the one pause.
	expect(world.time.now()).toBeLessThan((500 / 0.8) * 1_000 + 61_000);
});

it('a run that is set to stop does so at all its numbers, also where one waits', async () => {
	const numbers = [NUMBER, '6282299953163'];
	const isFirst = ({ recipient }: Call) => recipient === person(0);
	const refusal: Answer = {
		kind: 'answered',
		http: 200,
		envelope: { status: '-8', reason: 'no', json: {} },
	};
	const world = new World({
		answer: (call) =>
			isFirst(call) ? refusal : { kind: 'unreadable', http: 503, why: 'no JSON', retryAfter: '120' },
	});
	const [result] = await world.run([
		{ recipients: people(2), businessPhones: numbers, stopOnFailure: true, waitAtMostMs: 300_000 },
	]);
	expect(kindsOf([result as Sent[]])).toEqual(['rejected', 'notSent']);
	expect(world.time.now()).toBeLessThan(2_000);
});

it('never more than the smallest limit of the runs under way in any second, and no execution starves', async () => {
	const executions = fc.array(
		fc.record({
			at: fc.integer({ min: 0, max: 3_000 }),
			recipients: fc.array(fc.constantFrom(...people(12)), { minLength: 1, maxLength: 12 }),
			maxPerSecond: fc.constantFrom(5, 20, 80),
			parallel: fc.constantFrom(undefined, 1, 5),
		}),
		{ minLength: 1, maxLength: 12 },
	);
	await fc.assert(
		fc.asyncProperty(executions, fc.integer({ min: 0, max: 900 }), async (list, latency) => {
			const world = new World({ latency });
			const results = await world.run(list);
			expect(kindsOf(results).filter((kind) => kind !== 'accepted')).toEqual([]);
			expect(world.calls).toHaveLength(list.flatMap(({ recipients }) => recipients).length);
			expect(mostInOneSecond(startsOf(world))).toBeLessThanOrEqual(
				Math.max(...list.map(({ maxPerSecond }) => maxPerSecond)),
			);
			list.forEach(({ at, maxPerSecond }, execution) => {
				const own = world.calls.filter((call) => call.execution === execution);
				const [from, to] = [at, Math.max(...own.map((call) => call.at))];
				const during = startsOf(world).filter((start) => start >= from && start <= to);
				expect(mostInOneSecond(during)).toBeLessThanOrEqual(maxPerSecond);
			});
			await expectAllGivenBack(world);
		}),
		{ numRuns: 60 },
	);
});

it('what one person gets comes one after the other, in the order in which the executions came', async () => {
	const executions = fc.array(
		fc.array(fc.constantFrom('anna', 'budi', 'citra'), { minLength: 1, maxLength: 6 }),
		{
			minLength: 2,
			maxLength: 8,
		},
	);
	await fc.assert(
		fc.asyncProperty(executions, async (list) => {
			let refusals = 0;
			const world = new World({ answer: () => (refusals++ % 5 === 3 ? tooMany : accepted) });
			const results = await world.run(list.map((recipients, index) => ({ recipients, at: index })));
			expect(kindsOf(results).filter((kind) => kind !== 'accepted')).toEqual([]);
			for (const someone of ['anna', 'budi', 'citra']) {
				const own = world.calls.filter(({ recipient }) => recipient === someone);
				const order = own.map(({ execution, itemIndex }) => execution * 100 + itemIndex);
				expect(order).toEqual([...order].sort((a, b) => a - b));
				own.slice(1).forEach(({ at }, index) => {
					expect(at).toBeGreaterThanOrEqual((own[index] as Call).endedAt);
				});
			}
		}),
		{ numRuns: 60 },
	);
});

describe('in turn', () => {
	it('a confirmation starts within a second while a campaign of 4,000 runs at the same number', async () => {
		const world = new World();
		const confirmations = Array.from({ length: 40 }, (_, index): Execution => ({
			...single(10_000 + index),
			at: 500 + index * 1_000,
		}));
		await world.run([{ recipients: people(4_000) }, ...confirmations]);
		confirmations.forEach(({ at }, index) => {
			const [call] = world.calls.filter(({ execution }) => execution === index + 1) as [Call];
			expect(call.at - (at as number)).toBeLessThan(100);
		});
	});

	it('forty at once beside a campaign each get their turn before the campaign gets forty', async () => {
		const world = new World();
		await world.run([
			{ recipients: people(400) },
			...Array.from({ length: 40 }, (_, index): Execution => ({ ...single(10_000 + index), at: 1_000 })),
		]);
		const between = world.calls.filter(({ at }) => at >= 1_000).slice(0, 42);
		expect(between.filter(({ execution }) => execution > 0).length).toBeGreaterThanOrEqual(40);
	});

	it('two numbers never slow each other down, even within one execution', async () => {
		const world = new World({ answer: ({ execution }) => (execution === 0 ? tooMany : accepted) });
		const results = await world.run([
			{ recipients: people(20), waitAtMostMs: 60_000 },
			{ recipients: people(160), businessPhone: '6281' },
		]);
		expect(kindsOf(results.slice(1))).toEqual(new Array(160).fill('accepted'));
		const ends = world.calls.filter(({ execution }) => execution === 1).map(({ endedAt }) => endedAt);
		expect(Math.max(...ends)).toBeLessThan(1.06 * even(160, 80, 200));
	});
});

describe('everything is given back', () => {
	const campaign: Execution = { recipients: people(200) };
	const after: Execution = { recipients: people(20), at: 1_000 };

	/**
	 * The second execution has the same people as the first, whose pace is a tenth of it: it goes on as soon as that one
	 * has ended, at its own pace.
	 */
	async function expectNextGoesOn(world: World, first: Execution, withinMs = 700): Promise<void> {
		const results = await world.run([{ maxPerSecond: 8, ...first }, after]);
		expect(kindsOf(results.slice(1))).toEqual(new Array(20).fill('accepted'));
		const [own, next] = [0, 1].map((index) => world.calls.filter(({ execution }) => execution === index));
		const released = Math.max(after.at as number, ...(own as Call[]).map(({ endedAt }) => endedAt));
		expect(Math.max(...(next as Call[]).map(({ at }) => at)) - released).toBeLessThan(withinMs);
		await expectAllGivenBack(world);
	}

	it('by an execution that ended', async () =>
		await expectNextGoesOn(new World(), { recipients: people(30) }));

	it('by one that is canceled, or ended by a time limit', async () =>
		await expectNextGoesOn(new World(), { ...campaign, cancelAfter: 1_500 }));

	it('by one that stopped at a failure', async () => {
		let calls = 0;
		const refusal: Answer = {
			kind: 'answered',
			http: 200,
			envelope: { status: '-68', reason: '', json: {} },
		};
		await expectNextGoesOn(
			new World({ answer: ({ execution }) => (execution === 0 && calls++ === 5 ? refusal : accepted) }),
			{ ...campaign, stopOnFailure: true },
		);
	});

	it('by one that is canceled while it waits for patience', async () => {
		await expectNextGoesOn(
			new World({ answer: ({ execution }) => (execution === 0 ? tooMany : accepted) }),
			{ ...campaign, cancelAfter: 1_500 },
			// What was learned of the service stays.
			10_000,
		);
	});

	it('by one in which something unforeseen is thrown', async () => {
		const world = new World();
		await expectNextGoesOn(world, {
			...campaign,
			stopOnFailure: true,
			call: async () => {
				throw new Error('unforeseen');
			},
		});
	});

	it('by a thousand numbers that were used once', async () => {
		const world = new World();
		await world.run(
			Array.from({ length: 1_000 }, (_, index): Execution => ({
				...single(index),
				businessPhone: person(index),
			})),
		);
		await expectAllGivenBack(world);
	});
});
