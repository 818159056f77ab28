/** Claims at a store that reads, changes and writes, as n8n's does: in one process and in two, with a kill in between. */
import fc from 'fast-check';
import { Once } from '../../nodes/ItnioWhatsApp/sending/once';
import { RunClaims, type Admission } from '../../nodes/ItnioWhatsApp/sending/runClaims';
import { Table } from './table';
import { seededRandom, VirtualTime } from './virtualTime';

/** Processes that share a table and send to a service that counts. */
class World {
	readonly time = new VirtualTime();

	readonly table: Table;

	readonly processes: Once[];

	readonly sent = new Map<string, number>();

	private readonly dead = new Set<number>();

	private readonly random: () => number;

	constructor({ seed = 1, processes = 1, accessMs = 10 } = {}) {
		this.random = seededRandom(seed);
		this.table = new Table(this.time, this.random, accessMs);
		this.processes = Array.from({ length: processes }, () => this.newProcess());
	}

	newProcess(): Once {
		return new Once({
			...{ now: this.time.now, sleep: this.time.sleep },
			...{ after: this.time.after, random: this.random },
		});
	}

	kill(process: number): void {
		this.dead.add(process);
	}

	/** One message with a key, as an execution sends it. */
	async send(
		key: string,
		{ process = 0, remember = 10_000, takes = true } = {},
	): Promise<Admission | 'dead'> {
		const once = this.processes[process] as Once;
		const isDead = () => this.dead.has(process);
		const request = { node: 'node', key };
		const store = this.table.store(isDead);
		const claims = new RunClaims(
			{
				claim: async () => await once.claim(request, store, { remember }),
				look: async () => await once.look(request),
				settle: async (_, settlement) => await once.settle(request, settlement),
			},
			this.time,
		);
		const message = { onceKey: key, resendUnknown: false, timeoutMs: 30_000 };
		let claim = await claims.admit(message);
		while (typeof claim === 'object' && !isDead()) {
			await this.time.sleep(claim.againIn);
			claim = await claims.admit(message);
		}
		if (isDead()) return 'dead';
		if (claim === 'sent') return claim;
		if (claim === 'unknown') {
			claims.settle(message, 'unknown');
			await claims.settled();
			return claim;
		}
		await this.time.sleep(100 * this.random());
		if (isDead()) return 'dead';
		if (takes) this.sent.set(key, (this.sent.get(key) ?? 0) + 1);
		await this.time.sleep(100 * this.random());
		if (isDead()) return 'dead';
		claims.settle(message, takes ? 'accepted' : 'notTaken');
		await claims.settled();
		return claim;
	}

	/** Each key is there once, confirmed, after all has been written. */
	async expectConfirmed(keys: readonly string[]): Promise<void> {
		await this.time.run(this.time.sleep(2_000));
		const value = (this.table.value ?? []).filter((entry) => !entry.startsWith('mark:'));
		expect(value.sort()).toEqual([...keys].map((key) => `known:${key}`).sort());
	}
}

const keysOf = (count: number) => Array.from({ length: count }, (_, index) => `order ${index}`);

describe('in one process', () => {
	it('40 at once with 20 keys, 10 with the same key, first use by all: each key once, none forgotten, none fails', async () => {
		for (let seed = 1; seed <= 100; seed++) {
			const world = new World({ seed });
			const keys = [...keysOf(20), ...keysOf(10), ...new Array<string>(10).fill('the same')];
			const claims = await world.time.run(Promise.all(keys.map(async (key) => await world.send(key))));
			const distinct = [...new Set(keys)];
			expect([...world.sent.values()]).toEqual(distinct.map(() => 1));
			expect(claims.filter((claim) => claim === 'ours')).toHaveLength(distinct.length);
			expect(claims.filter((claim) => claim === 'sent')).toHaveLength(keys.length - distinct.length);
			await world.expectConfirmed(distinct);
			await world.time.run(world.time.sleep(10_000));
			expect(world.processes[0]?.size).toBe(0);
		}
	});

	it('sends the next day what was not taken, and nothing else', async () => {
		const world = new World();
		const first = await world.time.run(
			Promise.all(keysOf(30).map(async (key, index) => await world.send(key, { takes: index >= 7 }))),
		);
		expect(new Set(first)).toEqual(new Set(['ours']));
		const second = await world.time.run(Promise.all(keysOf(30).map(async (key) => await world.send(key))));
		expect(second).toEqual(keysOf(30).map((_, index) => (index < 7 ? 'ours' : 'sent')));
		expect([...world.sent.values()]).toEqual(new Array(30).fill(1));
		await world.expectConfirmed(keysOf(30));
	});

	it('remembers as many keys as it is told to, the latest ones', async () => {
		const world = new World();
		for (const key of keysOf(30)) await world.time.run(world.send(key, { remember: 10 }));
		const known = keysOf(30).filter((key) => world.table.value?.includes(`known:${key}`));
		expect(known.slice(-10)).toEqual(keysOf(30).slice(-10));
		expect(known.length).toBeLessThanOrEqual(20);
		expect(world.table.value?.length).toBeLessThanOrEqual(20);
		await world.time.run(world.time.sleep(10_000));
		expect(world.table.value?.filter((entry) => entry.startsWith('mark:'))).toEqual([]);
	});

	it('copes with a store that fails now and then, and says so when it fails for good', async () => {
		const world = new World();
		world.table.failures = 4;
		expect(await world.time.run(world.send('a'))).toBe('ours');
		world.table.failures = Infinity;
		await expect(world.time.run(world.send('b'))).rejects.toThrow('SQLITE_BUSY');
		world.table.failures = 0;
		expect(await world.time.run(world.send('b'))).toBe('ours');
		expect([...world.sent]).toEqual([
			['a', 1],
			['b', 1],
		]);
	});
});

describe('one slow access', () => {
	it.each([10_000, 60_000])('of %d ms holds up the next claims for 3 s at most', async (milliseconds) => {
		const world = new World();
		await world.time.run(world.send('before'));
		world.table.slowOnceMs = milliseconds;
		await world.time.run(world.send('slow'));
		const took: number[] = [];
		for (const key of keysOf(8)) {
			const startedAt = world.time.now();
			const store = world.table.store();
			const request = { node: 'node', key };
			const once = world.processes[0] as Once;
			expect(await world.time.run(once.claim(request, store, { remember: 100 }))).toBe('ours');
			took.push(world.time.now() - startedAt);
			await world.time.run(once.settle(request, 'accepted'));
		}
		expect(took.filter((each) => each > 3_000)).toEqual([]);
		// It is forgotten with time.
		for (const key of keysOf(60).slice(8)) await world.time.run(world.send(key));
		const startedAt = world.time.now();
		await world.time.run(world.send('last'));
		expect(world.time.now() - startedAt).toBeLessThan(1_000);
	});
});

describe('killed', () => {
	it('in the middle: what was sent or under way never goes again, what surely was not sent does', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 0, max: 400 }),
				fc.integer({ min: 1, max: 1e6 }),
				async (at, seed) => {
					const world = new World({ seed });
					const keys = keysOf(20);
					const run = Promise.all(keys.map(async (key) => await world.send(key)));
					run.catch(() => undefined);
					await world.time.run(world.time.sleep(at));
					world.kill(0);
					const sentBefore = new Set(world.sent.keys());
					await world.time.run(world.time.sleep(2_000));
					expect(new Set(world.sent.keys())).toEqual(sentBefore);

					world.processes.push(world.newProcess());
					const claims = await world.time.run(
						Promise.all(keys.map(async (key) => await world.send(key, { process: 1 }))),
					);
					expect([...world.sent.values()].every((times) => times === 1)).toBe(true);
					claims.forEach((claim, index) => {
						const key = keys[index] as string;
						if (claim === 'ours') expect(sentBefore).not.toContain(key);
						if (claim === 'sent') expect(sentBefore).toContain(key);
					});
				},
			),
			{ numRuns: 150 },
		);
	});
});

describe('two processes', () => {
	it.each([2, 10, 40])(
		'with an access of up to %d ms: each key once, none forgotten, none in doubt',
		async (accessMs) => {
			for (let seed = 1; seed <= 40; seed++) {
				const world = new World({ seed, processes: 2, accessMs });
				const keys = keysOf(12);
				const claims = await world.time.run(
					Promise.all(
						[...keys, ...keys].map(
							async (key, index) => await world.send(key, { process: index < keys.length ? 0 : 1 }),
						),
					),
				);
				expect([seed, ...world.sent.values()]).toEqual([seed, ...keys.map(() => 1)]);
				expect(claims.filter((claim) => claim === 'ours')).toHaveLength(keys.length);
				expect(claims.filter((claim) => claim === 'unknown')).toEqual([]);
				await world.expectConfirmed(keys);
			}
		},
	);
});
