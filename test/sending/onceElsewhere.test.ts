/** Send Once where another process has claimed the same keys: alive, held up, or killed. Whole runs, in virtual time. */
import { Once } from '../../nodes/ItnioWhatsApp/sending/once';
import { sendAll, type Message, type Sent } from '../../nodes/ItnioWhatsApp/sending';
import { Numbers } from '../../nodes/ItnioWhatsApp/sending/numbers';
import type { Answer } from '../../nodes/ItnioWhatsApp/service/answer';
import { Table } from './table';
import { ACCEPTED, OPTIONS, toolsIn } from './tools';
import { seededRandom, VirtualTime } from './virtualTime';

const TOO_MANY: Answer = { kind: 'unreadable', http: 429, why: 'too many' };
const TIMEOUT_MS = 30_000;
/** What the guide says of a claim that a killed execution left: a minute longer than Timeout, and the last look. */
const PATIENCE_MS = 60_000 + TIMEOUT_MS + 10_000;

interface Worker {
	/** Of a message with this key, from the number of its try, counted from 0. */
	readonly answer?: (key: string, tries: number) => Answer | Promise<Answer>;
	readonly resendUnknown?: boolean;
	readonly maxPerSecond?: number;
	/** The whole process stands still, between these times. */
	readonly stands?: ReadonlyArray<readonly [from: number, to: number]>;
}

/** Processes that share n8n's table, and a service that counts what it takes. */
class Workers {
	readonly time = new VirtualTime();

	readonly table: Table;

	readonly taken = new Map<string, number>();

	private readonly random: () => number;

	constructor(seed = 1, accessMs = 10) {
		this.random = seededRandom(seed);
		this.table = new Table(this.time, seededRandom(seed + 2), accessMs);
	}

	/** A run of a new process. */
	worker({ answer, resendUnknown = false, maxPerSecond = 80, stands = [] }: Worker = {}) {
		const { table } = this;
		const sleep = async (milliseconds: number) => {
			await this.time.sleep(milliseconds);
			const now = this.time.now();
			const stand = stands.find(([from, to]) => now >= from && now < to);
			if (stand) await this.time.sleep(stand[1] - now);
		};
		const time = { now: this.time.now, sleep };
		const after = (milliseconds: number, ring: () => void) => void sleep(milliseconds).then(ring);
		const once = new Once({ ...time, after, random: this.random });
		let [isDead, isCanceled] = [false, false];
		const store = table.store(() => isDead, sleep);
		let cancel: () => void = () => undefined;
		const cancellation = new Promise<void>((resolve) => (cancel = resolve));
		const tries = new Map<string, number>();
		const finishedAt = new Map<string, number>();
		const run = async (keys: readonly string[]): Promise<Sent[]> =>
			await sendAll(
				keys.map((onceKey, itemIndex): Message => ({
					...{ itemIndex, onceKey, resendUnknown, timeoutMs: TIMEOUT_MS },
					...{ path: '/wa/custom/sendMsg', body: { recipient: `62812${itemIndex}`, text: 'Hi' } },
				})),
				{ ...OPTIONS, maxPerSecond },
				toolsIn(this.time, {
					...time,
					numbers: new Numbers(time),
					call: async ({ onceKey = '' }) => {
						const count = tries.get(onceKey) ?? 0;
						tries.set(onceKey, count + 1);
						const reply = (await answer?.(onceKey, count)) ?? ACCEPTED;
						if (isDead) return await new Promise<never>(() => undefined);
						if (reply === ACCEPTED) this.taken.set(onceKey, (this.taken.get(onceKey) ?? 0) + 1);
						await time.sleep(100);
						finishedAt.set(onceKey, time.now());
						return reply;
					},
					canceled: () => isCanceled,
					cancellation,
					once: {
						claim: async (key) => await once.claim({ node: 'node', key }, store, { remember: 100_000 }),
						look: async (key) => await once.look({ node: 'node', key }),
						settle: async (key, settlement) => await once.settle({ node: 'node', key }, settlement),
					},
				}),
			);
		return {
			run,
			finishedAt,
			kill: () => (isDead = true),
			cancel: () => {
				isCanceled = true;
				cancel();
			},
		};
	}

	/** What a killed run left of these keys, all of them claimed. */
	async leave(keys: readonly string[]): Promise<void> {
		const entries = keys.flatMap((key) => [`known:${key}`, `pending:${key}`]);
		await this.time.run(this.table.store().record(entries));
	}

	/** A run that is killed when its claims are in the table, and before anything is taken. */
	async killedWith(keys: readonly string[]): Promise<void> {
		const dead = this.worker({ answer: async () => await new Promise<never>(() => undefined) });
		void dead.run(keys);
		await this.time.run(this.time.sleep(20_000));
		dead.kill();
	}
}

const keysOf = (count: number, of: string) => Array.from({ length: count }, (_, index) => `${of} ${index}`);
const kindsOf = (sent: readonly Sent[]) => sent.map(({ kind }) => kind).sort();

it.each([
	['a slow answer', 6_000, []],
	['an answer as slow as Timeout lets it be', 29_000, []],
	['a Retry-After of 5 s', 200, [5]],
	['a Retry-After of 2 minutes', 200, [120]],
	['"too many" for minutes, and then a slow answer', 25_000, [100, 100, 20]],
	['"too many" again and again as soon as its claim is too old', 200, [31, 31, 31, 31]],
	['"too many" again and again just before that, and a slow answer', 20_000, [29, 29, 29, 29]],
] as const)(
	'two workers with the same order, %s: it goes once, and neither is in doubt',
	async (_, takesMs, pauses) => {
		for (const resendUnknown of [false, true]) {
			for (const headStartMs of [0, 1_000, 40_000]) {
				const workers = new Workers();
				const { time } = workers;
				const answer = async (_key: string, tries: number) => {
					const pause = pauses[tries];
					if (pause !== undefined) return { ...TOO_MANY, retryAfter: String(pause) };
					await time.sleep(takesMs);
					return ACCEPTED;
				};
				const first = workers.worker({ answer, resendUnknown }).run(['order 7']);
				await time.run(time.sleep(headStartMs));
				const second = workers.worker({ answer, resendUnknown }).run(['order 7']);
				const sent = (await time.run(Promise.all([first, second]))).flat();
				expect([headStartMs, resendUnknown, ...kindsOf(sent)]).toEqual([
					...[headStartMs, resendUnknown, 'accepted', 'alreadySent'],
				]);
				expect(workers.taken.get('order 7')).toBe(1);
			}
		}
	},
);

it.each([false, true])(
	'a worker that stood still for a minute, and could not look meanwhile, takes nobody for dead (Send Again: %s)',
	async (resendUnknown) => {
		for (let from = 15_000; from <= 45_000; from += 1_000) {
			const workers = new Workers();
			const { time } = workers;
			const answer = async () => {
				if (time.now() < 150_000) return { ...TOO_MANY, retryAfter: '31' };
				await time.sleep(10_000);
				return ACCEPTED;
			};
			const first = workers.worker({ answer, resendUnknown }).run(['order 7']);
			await time.run(time.sleep(1_000));
			const stands = [[from, from + 60_000]] as const;
			const second = workers.worker({ answer, resendUnknown, stands }).run(['order 7']);
			const sent = (await time.run(Promise.all([first, second]))).flat();
			expect([from, ...kindsOf(sent)]).toEqual([from, 'accepted', 'alreadySent']);
			expect(workers.taken.get('order 7')).toBe(1);
		}
	},
);

it('what waits for its turn for minutes goes once, whoever sends it', async () => {
	const workers = new Workers();
	const keys = keysOf(200, 'order');
	const slow = workers.worker({ maxPerSecond: 1 });
	const sent = await workers.time.run(
		Promise.all([slow.run(keys), workers.worker({ resendUnknown: true }).run([...keys].reverse())]),
	);
	expect([...workers.taken.values()]).toEqual(keys.map(() => 1));
	expect(kindsOf(sent.flat()).filter((kind) => kind === 'accepted')).toHaveLength(200);
	expect(kindsOf(sent.flat()).filter((kind) => kind === 'alreadySent')).toHaveLength(200);
});

it.each([10, 40])(
	'two workers with the same 12 orders, an access of up to %d ms, nobody is held up: each goes once, and none is in doubt',
	async (accessMs) => {
		const keys = keysOf(12, 'order');
		for (const resendUnknown of [true, false]) {
			for (let seed = 1; seed <= 100; seed++) {
				const workers = new Workers(seed, accessMs);
				const { time } = workers;
				const random = seededRandom(seed * 77);
				const run = async (own: readonly string[]) => {
					await time.sleep(1_000 * random());
					return await workers.worker({ resendUnknown }).run(own);
				};
				const sent = (await time.run(Promise.all([run(keys), run([...keys].reverse())]))).flat();
				expect([resendUnknown, seed, ...workers.taken.values()]).toEqual([
					...[resendUnknown, seed],
					...keys.map(() => 1),
				]);
				expect([resendUnknown, seed, ...kindsOf(sent)]).toEqual([
					...[resendUnknown, seed],
					...keys.map(() => 'accepted'),
					...keys.map(() => 'alreadySent'),
				]);
			}
		}
	},
);

describe('a worker that stands still just between reading and writing n8n’s store', () => {
	const durations = [60, 80, 150, 250, 400, 1_200, 4_000];
	it.each([
		['at first', 200, 25],
		['at first, and an answer takes seconds', 8_000, 25],
		['at any time', 200, 600],
	])('%s: each order goes once, and all are known afterwards', async (_, answerMs, atMost) => {
		for (let seed = 1; seed <= 120; seed++) {
			const workers = new Workers(seed);
			const { time, table } = workers;
			table.value = ['known:an order of yesterday'];
			const random = seededRandom(seed * 77);
			const answer = async () => {
				await time.sleep(20 + answerMs * random());
				return ACCEPTED;
			};
			const keys = keysOf(8, 'order');
			const run = async (stands: Worker['stands']) => {
				await time.sleep(10 * random());
				return await workers.worker({ stands, answer }).run(keys);
			};
			const from = atMost * random();
			const to = from + (durations[seed % durations.length] ?? 0);
			const sent = (await time.run(Promise.all([run([[from, to]]), run([])]))).flat();
			expect([seed, ...workers.taken.values()]).toEqual([seed, ...keys.map(() => 1)]);
			expect(kindsOf(sent)).toEqual([...keys.map(() => 'accepted'), ...keys.map(() => 'alreadySent')]);
			await time.run(time.sleep(10_000));
			expect(table.value).toEqual(expect.arrayContaining(keys.map((key) => `known:${key}`)));
			expect(table.value?.filter((entry) => entry.startsWith('pending:'))).toEqual([]);
		}
	});

	it('is some seconds late itself, and no later where it is alone', async () => {
		const workers = new Workers();
		const { time, table } = workers;
		table.value = ['known:an order of yesterday'];
		const sent = await time.run(workers.worker({ stands: [[1, 800]] }).run(keysOf(8, 'order')));
		expect(kindsOf(sent)).toEqual(keysOf(8, 'order').map(() => 'accepted'));
		expect(time.now()).toBeGreaterThan(5_000);
		expect(time.now()).toBeLessThan(10_000);
	});
});

describe('one access to n8n’s database takes 400 ms in the middle of a campaign', () => {
	const keys = keysOf(6_000, 'order');
	const begun = async () => {
		const workers = new Workers();
		const worker = workers.worker();
		const run = worker.run(keys);
		await workers.time.run(workers.time.sleep(3_000));
		workers.table.slowOnceMs = 400;
		return { workers, worker, run };
	};

	it('it takes some seconds longer, and no more', async () => {
		const { workers, run } = await begun();
		expect(new Set(kindsOf(await workers.time.run(run)))).toEqual(new Set(['accepted']));
		expect(workers.time.now()).toBeLessThan(75_000 + 15_000);
	});

	// As where n8n's one thread is busy with another workflow for a moment.
	it.each([2, 4, 6, 10])(
		'one of 300 ms every %d seconds: it takes three times as long at most',
		async (seconds) => {
			const workers = new Workers();
			const { time, table } = workers;
			let isOver = false;
			const hiccups = async () => {
				while (!isOver) {
					await time.sleep(1_000 * seconds);
					table.slowOnceMs = 300;
				}
			};
			void hiccups();
			const sent = await time.run(workers.worker().run(keysOf(2_000, 'order')));
			isOver = true;
			expect(new Set(kindsOf(sent))).toEqual(new Set(['accepted']));
			expect(time.now()).toBeLessThan(3 * 25_000);
		},
	);

	it('killed afterwards: in doubt are two seconds of its pace at most, and what was under way', async () => {
		const { workers, worker } = await begun();
		const { time, table } = workers;
		await time.run(time.sleep(12_000));
		worker.kill();
		const inDoubt = table.value?.filter((entry) => entry.startsWith('pending:')) ?? [];
		expect(inDoubt.length).toBeLessThanOrEqual(160 + 40);
		// Those that nobody had sent.
		const before = new Set(workers.taken.keys());
		const sent = await time.run(workers.worker().run(keys));
		const neverSent = keys.filter((key, index) => !before.has(key) && sent[index]?.kind === 'unknown');
		expect(neverSent.length).toBeLessThanOrEqual(160 + 40);
	});
});

it('a worker that is busy all the time says again what it sent: another one that was held up for two seconds sends none of it', async () => {
	const twice: Array<[seed: number, orders: number]> = [];
	for (let seed = 1; seed <= 100; seed++) {
		const workers = new Workers(seed);
		const { time } = workers;
		const random = seededRandom(seed * 77);
		const answer = async () => {
			await time.sleep(1_000 * random());
			return ACCEPTED;
		};
		const keys = keysOf(60, 'order');
		const busy = workers.worker({ answer, maxPerSecond: 5 }).run(keys);
		await time.run(time.sleep(500 + 2_500 * random()));
		// In the middle of its first access.
		const from = time.now() + 2 + 8 * random();
		const stands = [[from, from + 2_000]] as const;
		const other = workers.worker({ answer, maxPerSecond: 5, stands }).run([...keys].reverse());
		await time.run(Promise.all([busy, other]));
		const orders = [...workers.taken.values()].filter((times) => times > 1).length;
		if (orders > 0) twice.push([seed, orders]);
	}
	expect(twice).toEqual([]);
}, 60_000);

it('two workers with the same campaign at 80 a second, one is held up for less than three seconds: each order goes once', async () => {
	const twice: Array<[seed: number, orders: number]> = [];
	for (let seed = 1; seed <= 30; seed++) {
		const workers = new Workers(seed);
		const { time } = workers;
		const random = seededRandom(seed * 77);
		const keys = keysOf(500, 'order');
		const first = workers.worker().run(keys);
		await time.run(time.sleep(200 + 2_000 * random()));
		// In the middle of its first access.
		const from = time.now() + 2 + 8 * random();
		const stands = [[from, from + 1_000 + 1_500 * random()]] as const;
		await time.run(Promise.all([first, workers.worker({ stands }).run(keys)]));
		const orders = [...workers.taken.values()].filter((times) => times > 1).length;
		if (orders > 0) twice.push([seed, orders]);
	}
	expect(twice).toEqual([]);
}, 60_000);

it.each([[[]], [['left']]])(
	'what a held up worker wrote over is put right, also by one that looks at claims of a killed execution meanwhile: %j',
	async (left) => {
		for (let offsetMs = 0; offsetMs < 12; offsetMs++) {
			const workers = new Workers(offsetMs);
			const { time, table } = workers;
			await workers.leave(left);
			const first = workers.worker().run(['order 7', ...left]);
			while (!table.value?.includes('pending:order 7')) await time.run(time.sleep(1));
			const from = time.now() + offsetMs;
			const other = workers.worker({ stands: [[from, from + 1_500]] }).run(['order 8']);
			await time.run(Promise.all([first, other]));
			await time.run(time.sleep(10_000));
			expect(table.value).toContain('known:order 7');
			const next = workers.worker({ resendUnknown: offsetMs % 2 === 0 });
			expect(kindsOf(await time.run(next.run(['order 7'])))).toEqual(['alreadySent']);
			expect(workers.taken.get('order 7')).toBe(1);
		}
	},
);

it('a worker that was held up still knows it when its next execution asks, two seconds later', async () => {
	const twice: number[] = [];
	for (let seed = 1; seed <= 400; seed++) {
		const workers = new Workers(seed);
		const { time, table } = workers;
		table.value = ['known:order 1'];
		const random = seededRandom(seed * 77);
		// While it writes that "order 1" was sent before.
		const from = 160 + 200 * random();
		const other = workers.worker({ stands: [[from, from + 700]] });
		const first = other.run(['order 1']);
		await time.run(time.sleep(from - 80 * random()));
		const order = workers.worker().run(['order 7']);
		await time.run(time.sleep(2_650 + 400 * random()));
		await time.run(Promise.all([first, order, other.run(['order 7'])]));
		if (workers.taken.get('order 7') !== 1) twice.push(seed);
	}
	expect(twice).toEqual([]);
});

describe('n8n’s database is away for some seconds, and n8n goes on', () => {
	it.each([false, true])(
		'while messages are accepted: what was accepted is known afterwards (Send Again: %s)',
		async (resendUnknown) => {
			const workers = new Workers();
			const { time, table } = workers;
			const keys = keysOf(12, 'order');
			const answer = async () => {
				await time.sleep(500);
				return ACCEPTED;
			};
			const worker = workers.worker({ answer, resendUnknown });
			const first = worker.run(keys);
			await time.run(time.sleep(500));
			table.failures = Infinity;
			await time.run(time.sleep(20_000));
			table.failures = 0;
			expect(kindsOf(await time.run(first))).toEqual(keys.map(() => 'accepted'));
			await time.run(time.sleep(60_000));
			expect(kindsOf(await time.run(worker.run(keys)))).toEqual(keys.map(() => 'alreadySent'));
			expect([...workers.taken.values()]).toEqual(keys.map(() => 1));
		},
	);

	it('while one is claimed: what is reported as not sent goes the next time', async () => {
		const workers = new Workers();
		const { time, table } = workers;
		const worker = workers.worker();
		const first = worker.run(['order 7']);
		while (!table.value?.includes('known:order 7')) await time.run(time.sleep(1));
		table.failures = Infinity;
		await time.run(time.sleep(3_000));
		table.failures = 0;
		const sent = await time.run(first);
		await time.run(time.sleep(60_000));
		sent.push(...(await time.run(worker.run(['order 7']))));
		// It was reported as not sent, or it went at once: nothing is in doubt.
		expect(kindsOf(sent)).not.toContain('unknown');
		expect(workers.taken.get('order 7')).toBe(1);
	});
});

describe('claims that a killed execution left', () => {
	it.each([40, 400])('%d of them: all are waited for together, while the others go on', async (count) => {
		const workers = new Workers();
		const { time, table } = workers;
		const left = keysOf(count, 'left');
		await workers.killedWith(left);
		const begin = time.now();
		table.calls = 0;
		const others = keysOf(400, 'other');
		const next = workers.worker();
		const sent = await time.run(next.run([...left, ...others]));
		expect(time.now() - begin).toBeLessThan(PATIENCE_MS + 10_000);
		expect(Math.max(...others.map((key) => (next.finishedAt.get(key) ?? Infinity) - begin))).toBeLessThan(
			20_000,
		);
		const inDoubt = sent.slice(0, count).filter(({ kind }) => kind === 'unknown');
		// The rest of them was not claimed yet when it was killed.
		expect(inDoubt.length).toBeGreaterThanOrEqual(20);
		expect(kindsOf(sent.slice(count))).toEqual(others.map(() => 'accepted'));
		// As many accesses as the sending itself takes, and a few looks for all.
		expect(table.calls).toBeLessThan(count + 400);
	});

	it.each([40, 400])(
		'%d of them, where nobody else has anything to do: a few accesses in all',
		async (count) => {
			const workers = new Workers();
			const { time, table } = workers;
			const left = keysOf(count, 'left');
			// Not the ones that the pace held back.
			await workers.leave(left);
			table.calls = 0;
			const sent = await time.run(workers.worker().run(left));
			expect(new Set(kindsOf(sent))).toEqual(new Set(['unknown']));
			expect(time.now()).toBeGreaterThan(60_000 + TIMEOUT_MS);
			expect(time.now()).toBeLessThan(PATIENCE_MS + 10_000);
			expect(table.calls).toBeLessThan(60 + count / 4);
		},
	);

	it.each([10, 40])(
		'%d of them: a second execution of the same worker sends its others meanwhile, too',
		async (count) => {
			const workers = new Workers();
			const { time } = workers;
			const left = keysOf(count, 'left');
			await workers.leave(left);
			const begin = time.now();
			const next = workers.worker();
			const first = next.run(left);
			await time.run(time.sleep(2_000));
			const others = keysOf(400, 'other');
			const second = next.run([...left, ...others]);
			await time.run(Promise.all([first, second]));
			const latest = Math.max(...others.map((key) => (next.finishedAt.get(key) ?? Infinity) - begin));
			expect(latest).toBeLessThan(20_000);
		},
	);

	it('a look that waits because an access took long does not miss that the claim was given up: nobody alive is taken for dead', async () => {
		for (const [startsAt, slowAt] of [
			[1_000, 38_000],
			[2_000, 39_000],
			[3_000, 40_000],
			[4_000, 40_000],
		] as const) {
			const workers = new Workers();
			const { time, table } = workers;
			const pauses = ['31', '29'];
			const answer = async (key: string, tries: number) => {
				if (key !== 'order 7') return ACCEPTED;
				const retryAfter = pauses[tries];
				if (retryAfter !== undefined) return { ...TOO_MANY, retryAfter };
				await time.sleep(25_000);
				return ACCEPTED;
			};
			await time.run(time.sleep(startsAt));
			const first = workers.worker({ answer }).run(['order 7']);
			await time.run(time.sleep(1_000));
			const second = workers.worker({ answer, maxPerSecond: 2 }).run(['order 7', ...keysOf(200, 'other')]);
			// The first one has given its claim up and makes no access now: it is one of the second.
			await time.run(time.sleep(slowAt - time.now()));
			table.slowOnceMs = 400;
			const sent = (await time.run(Promise.all([first, second]))).map(([order]) => order?.kind).sort();
			expect([startsAt, ...sent]).toEqual([startsAt, 'accepted', 'alreadySent']);
			expect(workers.taken.get('order 7')).toBe(1);
		}
	});

	it('that were found out once are known at once the next time', async () => {
		const workers = new Workers();
		const { time } = workers;
		await workers.killedWith(['order 7']);
		await time.run(workers.worker().run(['order 7']));
		const begin = time.now();
		expect(kindsOf(await time.run(workers.worker().run(['order 7'])))).toEqual(['unknown']);
		expect(time.now() - begin).toBeLessThan(1_000);
	});

	it.each([100, 5_000, 25_000])(
		'two who may send again, an answer after %d ms: one does, and the other one says so',
		async (takesMs) => {
			const starts = [0, 20, 50, 100, 200, 500, 3_000, 7_000, 12_000, 20_000];
			for (const [index, laterMs] of Array.from({ length: 4 }, () => starts)
				.flat()
				.entries()) {
				const workers = new Workers(index);
				const { time } = workers;
				await workers.killedWith(['order 7']);
				const answer = async () => {
					await time.sleep(takesMs);
					return ACCEPTED;
				};
				const run = async () => await workers.worker({ resendUnknown: true, answer }).run(['order 7']);
				const first = run();
				await time.run(time.sleep(laterMs));
				const sent = (await time.run(Promise.all([first, run()]))).flat();
				expect([index, laterMs, ...kindsOf(sent)]).toEqual([index, laterMs, 'accepted', 'alreadySent']);
				expect(workers.taken.get('order 7')).toBe(1);
			}
		},
	);

	it('a worker that stood still and was taken for dead is believed when it says that it was accepted', async () => {
		const workers = new Workers();
		const { time } = workers;
		const frozen = workers.worker({
			answer: async () => {
				await time.sleep(300_000);
				return ACCEPTED;
			},
		});
		const first = frozen.run(['order 7']);
		await time.run(time.sleep(1_000));
		expect(kindsOf(await time.run(workers.worker().run(['order 7'])))).toEqual(['unknown']);
		expect(kindsOf(await time.run(first))).toEqual(['accepted']);
		await time.run(time.sleep(5_000));
		for (const resendUnknown of [false, true]) {
			expect(kindsOf(await time.run(workers.worker({ resendUnknown }).run(['order 7'])))).toEqual([
				'alreadySent',
			]);
		}
		expect(workers.taken.get('order 7')).toBe(1);
	});

	it('a worker that stood still is believed from the first moment on: whoever asks just then does not send again', async () => {
		for (let offsetMs = -40; offsetMs <= 300; offsetMs += 10) {
			const workers = new Workers();
			const { time } = workers;
			let answeredAt = 0;
			const frozen = workers.worker({
				answer: async () => {
					await time.sleep(200_000);
					answeredAt = time.now();
					return ACCEPTED;
				},
			});
			const first = frozen.run(['order 7']);
			await time.run(time.sleep(1_000));
			expect(kindsOf(await time.run(workers.worker().run(['order 7'])))).toEqual(['unknown']);
			while (answeredAt === 0) await time.run(time.sleep(10));
			// The answer is here 100 ms later.
			await time.run(time.sleep(Math.max(0, answeredAt + 100 + offsetMs - time.now())));
			const next = workers.worker().run(['order 7']);
			expect(kindsOf(await time.run(first))).toEqual(['accepted']);
			await time.run(next);
			expect([offsetMs, workers.taken.get('order 7')]).toEqual([offsetMs, 1]);
		}
	});

	it('a worker that stood still before it sent finds out that another one has sent meanwhile', async () => {
		const workers = new Workers();
		const { time, table } = workers;
		// "order 8" is claimed, and has its turn a second later.
		const frozen = workers.worker({ maxPerSecond: 1, resendUnknown: true, stands: [[500, 180_000]] });
		const first = frozen.run(['order 7', 'order 8']);
		await time.run(time.sleep(1_000));
		expect(table.value).toContain('pending:order 8');
		expect(kindsOf(await time.run(workers.worker({ resendUnknown: true }).run(['order 8'])))).toEqual([
			'accepted',
		]);
		expect(time.now()).toBeLessThan(180_000);
		expect(kindsOf(await time.run(first))).toEqual(['accepted', 'alreadySent']);
		expect(workers.taken.get('order 8')).toBe(1);
	});

	it('end with the execution that looks at them, and stay what they were', async () => {
		const workers = new Workers();
		const { time, table } = workers;
		await workers.killedWith(['order 7']);
		const next = workers.worker();
		const run = next.run(['order 7', 'order 8']);
		await time.run(time.sleep(3_000));
		const begin = time.now();
		next.cancel();
		expect(kindsOf(await time.run(run))).toEqual(['accepted', 'notSent']);
		expect(time.now() - begin).toBeLessThan(1_000);
		await time.run(time.sleep(5_000));
		expect(table.value).toEqual(
			expect.arrayContaining(['known:order 7', 'pending:order 7', 'known:order 8']),
		);
	});
});
