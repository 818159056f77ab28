/** What Send Once costs beside the sending itself, in virtual time, and what it never forgets. */
import type { OnceStore } from '../../nodes/ItnioWhatsApp/sending/onceStore';
import { Once } from '../../nodes/ItnioWhatsApp/sending/once';
import { sendAll } from '../../nodes/ItnioWhatsApp/sending';
import { ACCEPTED, OPTIONS, toolsIn } from './tools';
import { seededRandom, VirtualTime } from './virtualTime';

/** n8n's table of one node, in which each access takes the same time and nothing else goes on meanwhile. */
class BusyTable {
	private value: string[] = [];

	calls = 0;

	constructor(
		private readonly time: VirtualTime,
		private readonly accessMs: number,
	) {}

	private async access<T>(change: () => T): Promise<T> {
		this.calls += 1;
		await this.time.sleep(0);
		const result = change();
		// n8n reads, parses, changes and writes one JSON value: work of its only thread.
		this.time.stall(this.accessMs);
		await this.time.sleep(0);
		return result;
	}

	readonly store: OnceStore = {
		record: async (entries, most) =>
			await this.access(() => {
				const before = new Set(this.value);
				const fresh = entries.filter((entry) => !before.has(entry));
				this.value.push(...fresh);
				if (most !== undefined) this.value.splice(0, Math.max(0, this.value.length - most));
				return fresh;
			}),
		remove: async (entries) =>
			await this.access(() => {
				const gone = new Set(entries);
				this.value = this.value.filter((entry) => !gone.has(entry));
			}),
	};

	get entries(): readonly string[] {
		return this.value;
	}
}

const onceIn = (time: VirtualTime) =>
	new Once({ now: time.now, sleep: time.sleep, after: time.after, random: seededRandom(1) });

/** @returns milliseconds that so many messages take at 80 a second, 200 ms away */
async function timeOf(messages: number, time: VirtualTime, table?: BusyTable): Promise<number> {
	const once = onceIn(time);
	const results = await time.run(
		sendAll(
			Array.from({ length: messages }, (_, itemIndex) => ({
				itemIndex,
				path: '/wa/custom/sendMsg',
				body: { recipient: `62812${itemIndex}`, text: 'Hi' },
				timeoutMs: 1_000,
				resendUnknown: false,
				...(table && { onceKey: `order ${itemIndex}` }),
			})),
			OPTIONS,
			toolsIn(time, {
				call: async () => {
					await time.sleep(200);
					return ACCEPTED;
				},
				...(table && {
					once: {
						claim: async (key) =>
							await once.claim({ node: 'node', key }, table.store, { remember: 1_000_000 }),
						look: async (key) => await once.look({ node: 'node', key }),
						settle: async (key, settlement) => await once.settle({ node: 'node', key }, settlement),
					},
				}),
			}),
		),
	);
	expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
	return time.now();
}

it('one message: four accesses until it has ended, three more later, and nothing but its key is left', async () => {
	const time = new VirtualTime();
	const table = new BusyTable(time, 15);
	await timeOf(1, time, table);
	expect(table.calls).toBe(4);
	await time.run(time.sleep(60_000));
	expect(table.calls).toBe(7);
	expect(table.entries).toEqual(['known:order 0']);
});

// 117 ms with 100,000 keys in its store: with 200,000, or a database that is far away, each one takes twice as long.
it.each([100, 160, 234, 400])(
	'one message, and each access takes %d ms: it goes within some seconds, and so does each later one',
	async (accessMs) => {
		const time = new VirtualTime();
		const table = new BusyTable(time, accessMs);
		const once = onceIn(time);
		for (const onceKey of ['order 1', 'order 2', 'order 3']) {
			const begin = time.now();
			const run = sendAll(
				[
					{
						itemIndex: 0,
						path: '/wa/custom/sendMsg',
						body: {},
						timeoutMs: 1_000,
						resendUnknown: false,
						onceKey,
					},
				],
				OPTIONS,
				toolsIn(time, {
					call: async () => ACCEPTED,
					once: {
						claim: async (key) => await once.claim({ node: 'node', key }, table.store, { remember: 200_000 }),
						look: async (key) => await once.look({ node: 'node', key }),
						settle: async (key, settlement) => await once.settle({ node: 'node', key }, settlement),
					},
				}),
			);
			// For ever, otherwise.
			const sent = await time.run(Promise.race([run, time.sleep(300_000)]));
			expect([onceKey, sent?.map(({ kind }) => kind)]).toEqual([onceKey, ['accepted']]);
			expect(time.now() - begin).toBeLessThan(15_000);
			// As the next form comes in.
			await time.run(time.sleep(60_000));
		}
	},
);

// As long as n8n takes for an access with so many keys in its store (measured, its table `processed_data`).
it.each([
	{ keys: 10_000, accessMs: 15, messages: 400, most: 1.1 },
	{ keys: 100_000, accessMs: 117, messages: 400, most: 1.3 },
	{ keys: 100_000, accessMs: 117, messages: 2_000, most: 1.15 },
])(
	'$messages messages beside $keys keys: at most $most times as long as without, with as many claims in one access as it takes',
	async ({ accessMs, messages, most }) => {
		const without = await timeOf(messages, new VirtualTime());
		const time = new VirtualTime();
		const table = new BusyTable(time, accessMs);
		expect((await timeOf(messages, time, table)) / without).toBeLessThanOrEqual(most);
		expect(table.calls).toBeLessThan(messages / 2);
	},
);

it.each([1, 2, 10])(
	'what is under way stays where %d keys are remembered, however long ITNIO takes to answer',
	async (remember) => {
		const time = new VirtualTime();
		const table = new BusyTable(time, 2);
		const once = onceIn(time);
		expect(await time.run(once.claim({ node: 'node', key: 'slow' }, table.store, { remember }))).toBe('ours');
		// Timeout is 30 s unless it is changed, and 10 minutes at most.
		for (let seconds = 1; seconds <= (remember === 10 ? 600 : 30); seconds += 1) {
			await time.run(time.sleep(1_000));
			expect([seconds, ...table.entries]).toEqual(expect.arrayContaining(['known:slow', 'pending:slow']));
		}
	},
);

it('what is under way is never among the oldest that are dropped, however many come meanwhile', async () => {
	const time = new VirtualTime();
	const table = new BusyTable(time, 2);
	const once = onceIn(time);
	const remember = 10;
	const claim = async (key: string, by = once) =>
		await time.run(by.claim({ node: 'node', key }, table.store, { remember }));
	const slow = ['slow', 'never settled'];
	for (const key of slow) expect(await claim(key)).toBe('ours');
	for (let index = 0; index < 100; index += 1) {
		const key = `order ${index}`;
		expect(await claim(key)).toBe('ours');
		await time.run(once.settle({ node: 'node', key }, 'accepted'));
	}
	await time.run(once.settle({ node: 'node', key: 'slow' }, 'accepted'));
	expect(table.entries).toContain('known:slow');
	expect(table.entries).not.toContain('pending:slow');
	// n8n was killed: nothing is known but what is in the store.
	expect(await claim('never settled', onceIn(time))).toBe('claimed');
});
