/** Send Once where n8n's store writes and fails all the same, or is written over: what never left goes the next time. */
import { Once } from '../../nodes/ItnioWhatsApp/sending/once';
import type { OnceStore } from '../../nodes/ItnioWhatsApp/sending/onceStore';
import { Overdue } from '../../nodes/ItnioWhatsApp/sending/overdue';
import { sendAll, type Message, type Sent } from '../../nodes/ItnioWhatsApp/sending';
import { Numbers } from '../../nodes/ItnioWhatsApp/sending/numbers';
import type { Answer } from '../../nodes/ItnioWhatsApp/service/answer';
import { Table } from './table';
import { ACCEPTED, OPTIONS, toolsIn } from './tools';
import { seededRandom, VirtualTime } from './virtualTime';

/** A process with its own claims, at a table that others may share. */
function processAt(
	time: VirtualTime,
	store: OnceStore,
	answer: () => Promise<Answer> = async () => ACCEPTED,
	seed = 1,
) {
	const { now, sleep, after } = time;
	const once = new Once({ now, sleep, after, random: seededRandom(seed) });
	const taken = new Map<string, number>();
	const run = async (keys: readonly string[], resendUnknown = false): Promise<Sent[]> =>
		await sendAll(
			keys.map((onceKey, itemIndex): Message => ({
				...{ itemIndex, onceKey, resendUnknown, timeoutMs: 30_000 },
				...{ path: '/wa/custom/sendMsg', body: { recipient: recipientOf(onceKey), text: 'Hi' } },
			})),
			OPTIONS,
			toolsIn(time, {
				numbers: new Numbers(time),
				call: async ({ onceKey = '' }) => {
					const reply = await answer();
					if (reply === ACCEPTED) taken.set(onceKey, (taken.get(onceKey) ?? 0) + 1);
					await time.sleep(100);
					return reply;
				},
				once: {
					claim: async (key) => await once.claim({ node: 'node', key }, store, { remember: 100_000 }),
					look: async (key) => await once.look({ node: 'node', key }),
					settle: async (key, settlement) => await once.settle({ node: 'node', key }, settlement),
				},
			}),
		);
	return { run, taken, once };
}

/** Another person for each order. */
const recipientOf = (key: string) => `62812${key.replace(/\D/g, '')}`;

const kindsOf = (sent: readonly Sent[]) => sent.map(({ kind }) => kind);

it('a database that hangs for 21 seconds: the access that was given up has written all the same, and the message goes', async () => {
	const time = new VirtualTime();
	const table = new Table(time, seededRandom(1));
	table.value = ['known:order of yesterday'];
	const store = table.store();
	// One access after the other, as SQLite does it.
	let before: Promise<unknown> = time.sleep(21_000);
	// As `storeOf` in run/sendOnce.ts: after 20 seconds an access is given up, and goes on.
	const overdue = new Overdue(async (answer) => {
		const late = time.sleep(20_000).then((): never => {
			throw new Error('its database did not answer');
		});
		late.catch(() => undefined);
		return await Promise.race([answer, late]);
	});
	const inTurn = async <T>(access: () => Promise<T>): Promise<T> => {
		const own = before.then(access);
		before = own.catch(() => undefined);
		return await own;
	};
	const { run, taken } = processAt(time, {
		record: async (entries, most) =>
			await overdue.ask(entries, async () => await inTurn(async () => await store.record(entries, most))),
		remove: async (entries) => await inTurn(async () => await store.remove(entries)),
	});
	const sent = await time.run(run(['order 7']));
	expect([...kindsOf(sent), taken.get('order 7')]).toEqual(['accepted', 1]);
});

describe('another worker is held up for less than three seconds between reading and writing', () => {
	/** Reads now, and writes what it read some milliseconds later, with an entry of its own. */
	const holdUp = async (time: VirtualTime, table: Table, milliseconds: number) => {
		const copy = [...(table.value ?? [])];
		await time.sleep(milliseconds);
		table.value = [...copy, 'known:an order of the other worker'];
	};

	it('what this worker itself has sent it knows, although it is no longer in the store', async () => {
		for (const laterMs of [500, 1_000, 1_500, 2_000]) {
			const time = new VirtualTime();
			const table = new Table(time, seededRandom(1));
			table.value = ['known:order of yesterday'];
			const { run, taken } = processAt(time, table.store());
			const late = holdUp(time, table, laterMs);
			expect(kindsOf(await time.run(run(['order 7'])))).toEqual(['accepted']);
			await time.run(late);
			expect(kindsOf(await time.run(run(['order 7'])))).toEqual(['alreadySent']);
			expect([laterMs, taken.get('order 7')]).toEqual([laterMs, 1]);
		}
	});

	it.each([false, true])(
		'what was sent yesterday and is asked about just then stays known as sent (Send Again: %s)',
		async (resendUnknown) => {
			for (const laterMs of [500, 1_000, 2_000]) {
				const time = new VirtualTime();
				const table = new Table(time, seededRandom(1));
				table.value = ['known:order 7'];
				const { run, taken } = processAt(time, table.store());
				const first = run(['order 7']);
				while (!table.value.includes('pending:order 7')) await time.run(time.sleep(1));
				const late = holdUp(time, table, laterMs);
				expect(kindsOf(await time.run(first))).toEqual(['alreadySent']);
				await time.run(late);
				await time.run(time.sleep(30_000));
				const sent = await time.run(run(['order 7'], resendUnknown));
				expect([...kindsOf(sent), taken.get('order 7')]).toEqual(['alreadySent', undefined]);
			}
		},
	);
});

it('four healthy workers, each with two or three messages a second: none is refused because the others write', async () => {
	const others: string[] = [];
	for (let seed = 1; seed <= 4; seed++) {
		const time = new VirtualTime();
		// An access takes 30 ms on average.
		const table = new Table(time, seededRandom(seed), 40);
		table.value = ['known:order of yesterday'];
		const random = seededRandom(seed * 77);
		const answer = async () => {
			await time.sleep(200 * random());
			return ACCEPTED;
		};
		const runs = [1, 2, 3, 4].flatMap((worker) => {
			const { run } = processAt(time, table.store(), answer, 100 * seed + worker);
			return Array.from({ length: 40 }, async (_, index) => {
				await time.sleep(16_000 * random());
				return await run([`order ${100 * worker + index}`]);
			});
		});
		for (const [sent] of await time.run(Promise.all(runs)))
			if (sent?.kind !== 'accepted') others.push(sent && 'why' in sent ? sent.why : String(sent?.kind));
	}
	expect(others).toEqual([]);
});
