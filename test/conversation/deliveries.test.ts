/** What one process knows of reports, what it tells another one, and how long it looks after those who wait. */
import {
	Deliveries,
	MAX_EARLY,
	missingIn,
	WHY_FULL,
} from '../../nodes/ItnioWhatsApp/conversation/deliveries';
import { DeliveryWatch } from '../../nodes/ItnioWhatsApp/conversation/deliveryWatch';
import type { Registration } from '../../nodes/ItnioWhatsApp/conversation/registration';
import { Unsettled } from '../../nodes/ItnioWhatsApp/conversation/unsettled';

const NOW = 1_790_000_000_000;
const NONE: ReadonlySet<string> = new Set();
const HOUR_MS = 60 * 60_000;
const delivered = { status: 'delivered', at: NOW / 1000 } as const;
const wait: Registration = {
	...{
		executionId: '7',
		nodeId: 'node',
		nonce: 'nonce',
		signature: 'signature',
		recipient: '',
		businessPhone: '',
	},
	...{ until: NOW + HOUR_MS, awaited: { goal: 'delivered', names: ['awaited'] } },
};

it('a report that is pushed once more is confirmed when it is stored, as the first time', () => {
	const deliveries = new Deliveries();
	deliveries.add(wait, NOW, NOW);
	expect(deliveries.report('awaited', delivered, NOW).isNews).toBe(true);
	expect(deliveries.report('awaited', delivered, NOW).isNews).toBe(true);
	deliveries.unsettled.looked(deliveries.unsettled.due(NOW), NONE, NOW);
	expect(deliveries.report('awaited', delivered, NOW).isNews).toBe(false);
});

it('who is told that somebody waits stores from then on what nobody waits for yet', () => {
	const [one, other] = [new Deliveries(), new Deliveries()];
	one.add(wait, NOW, NOW);
	other.merge(one.linesOf(one.unsettled.due(NOW).keys()), NOW);
	expect(other.report('early', delivered, NOW).isNews).toBe(true);
	expect(other.stored(NOW)).toContain('early');
});

it('an hour after the last one began to wait, a campaign stores nothing that nobody waits for', () => {
	const deliveries = new Deliveries();
	deliveries.add({ ...wait, until: NOW + 24 * HOUR_MS }, NOW, NOW);
	for (let index = 0; index < 1_000; index++) deliveries.report(`before ${index}`, delivered, NOW);
	expect(deliveries.stored(NOW).length).toBeGreaterThan(20_000);
	const later = NOW + HOUR_MS;
	for (let index = 0; index < 1_000; index++) {
		expect(deliveries.report(`later ${index}`, delivered, later).isNews).toBe(false);
	}
	expect(deliveries.report('awaited', delivered, later).isNews).toBe(true);
	expect(deliveries.stored(later).length).toBeLessThan(200);
});

describe('of the reports that nobody waits for', () => {
	const countOf = (text: string) => text.split('\n').filter((line) => line.startsWith('r ')).length;
	/** One of which somebody waits for another message, and so many reports after that. */
	const after = (count: number) => {
		const deliveries = new Deliveries();
		deliveries.add(wait, NOW, NOW);
		for (let index = 0; index < count; index++) deliveries.report(`early${index}`, delivered, NOW);
		return deliveries;
	};

	it('the newest 500 are stored, however many there are', () => {
		expect([400, 500, 3_000, 6_000].map((count) => countOf(after(count).stored(NOW)))).toEqual([
			400, 500, 500, 500,
		]);
		const stored = after(3_000).stored(NOW);
		expect([stored.includes('early2500 '), stored.includes('early2499 ')]).toEqual([true, false]);
	});

	it('nobody looks for those in the database that are not to be there', async () => {
		const deliveries = after(0);
		deliveries.report('early', delivered, NOW);
		const whenStored = deliveries.whenStored('early');
		for (let index = 0; index < 1_000; index++) deliveries.report(`later${index}`, delivered, NOW);
		expect(await whenStored).toBe(true);
		expect(deliveries.unsettled.has('r early')).toBe(false);
		expect(deliveries.unsettled.has('r later999')).toBe(true);
		expect(deliveries.linesOf(['r awaited', 'r early'])).toContain('r early delivered');
	});

	it.each(['here', 'elsewhere'])(
		'one that somebody waits for now is stored, and looked for: said %s',
		(where) => {
			const deliveries = after(3_000);
			const names = ['early7', 'early2999'];
			const later = { ...wait, nonce: 'later', awaited: { goal: 'delivered', names } as const };
			if (where === 'here') expect(deliveries.add(later, NOW, NOW)).toBe('added');
			else {
				const other = new Deliveries();
				other.add(later, NOW, NOW);
				deliveries.merge(other.stored(NOW), NOW);
			}
			expect(deliveries.due(NOW)).toEqual([later]);
			expect(deliveries.unsettled.has('r early7')).toBe(true);
			expect(countOf(deliveries.stored(NOW))).toBe(501);
			// Also by who begins with what is stored, and whatever comes after it.
			const next = new Deliveries();
			next.merge(deliveries.stored(NOW), NOW);
			for (let index = 0; index < 1_000; index++) next.report(`later${index}`, delivered, NOW);
			expect(next.stored(NOW)).toContain('r early7 ');
			expect(next.due(NOW)).toEqual([later]);
		},
	);
});

it('what the database does not have is named one by one, and what it knows better is no such thing', () => {
	const deliveries = new Deliveries();
	deliveries.add(wait, NOW, NOW);
	for (const name of ['same', 'better', 'none']) deliveries.report(name, delivered, NOW);
	const lines = deliveries.linesOf(deliveries.unsettled.due(NOW).keys());
	const stored = lines.replace(/^r none.*\n?/m, '').replace('better delivered', 'better read');
	expect(missingIn(stored, lines, NOW)).toEqual(['r none']);
	expect(missingIn('', lines, NOW)).toEqual([...deliveries.unsettled.due(NOW).keys()]);
	expect(missingIn(lines, lines, NOW)).toEqual([]);
});

it.each([
	[1, 2_000],
	[500, 40],
])(
	'with %i messages in each, %i executions can wait, and the next one is told both limits',
	(messages, most) => {
		const deliveries = new Deliveries();
		const added = (execution: number) => {
			const names = Array.from({ length: messages }, (_, index) => `m${execution}-${index}`);
			const awaited = { goal: 'delivered', names } as const;
			return deliveries.add({ ...wait, nonce: `nonce${execution}`, awaited }, NOW, NOW);
		};
		expect(new Set(Array.from({ length: most }, (_, execution) => added(execution)))).toEqual(
			new Set(['added']),
		);
		expect(added(most)).toBe('full');
		expect(WHY_FULL).toContain('at most 20000 messages in 2000 executions');
	},
);

it('while nobody can look into the database, no report is held', async () => {
	const unsettled = new Unsettled();
	unsettled.note('a', NOW);
	const first = unsettled.whenFound('a');
	unsettled.giveUpWaiting();
	// n8n may be about to end: the service has to push it again.
	expect(await first).toBe(false);
	unsettled.note('b', NOW);
	expect(unsettled.whenFound('b')).toBeUndefined();
	unsettled.looked(unsettled.due(NOW), NONE, NOW);
	unsettled.note('c', NOW);
	let isHeld = true;
	const held = unsettled.whenFound('c')?.then(() => (isHeld = false));
	await Promise.resolve();
	expect(isHeld).toBe(true);
	unsettled.looked(unsettled.due(NOW), NONE, NOW);
	await held;
});

it('a report that the service waits for is looked for before those that were found already', () => {
	const unsettled = new Unsettled();
	for (let index = 0; index < 5_000; index++) unsettled.note(`found${index}`, NOW);
	for (let looks = 0; looks < 25; looks++) unsettled.looked(unsettled.due(NOW), NONE, NOW);
	const later = NOW + 30_000;
	unsettled.note('new', later);
	expect(unsettled.due(later).has('new')).toBe(true);
});

it('looks on where the clock was set back for hours', async () => {
	let now = NOW;
	let slept = 0;
	const looked: number[] = [];
	const watch = new DeliveryWatch({
		now: () => now,
		sleep: async (milliseconds) => {
			slept += 1;
			now += slept === 10 ? -3 * HOUR_MS : milliseconds;
			await Promise.resolve();
		},
	});
	const list = { ends: () => ({ isWaiting: slept < 200, hasEnded: false }) };
	await watch.over(list, async () => looked.push(slept));
	expect(looked).toEqual([10, 70, 130, 190]);
});

it('looks on for as long as somebody waits, whatever became of one look', async () => {
	let now = NOW;
	let looks = 0;
	const watch = new DeliveryWatch({
		now: () => now,
		sleep: async (milliseconds) => {
			now += milliseconds;
			await Promise.resolve();
		},
	});
	const list = { ends: () => ({ isWaiting: now < NOW + HOUR_MS, hasEnded: false }) };
	await watch.over(list, async () => {
		looks += 1;
		// As a proxy before n8n that lets nobody through for a moment.
		return false;
	});
	expect(looks).toBe(59);
});

it.each([10_000, 40_000])(
	'%d reports that nobody waits for, at a trigger that stores nothing: what is older than an hour or among more than 5,000 is not kept',
	(count) => {
		const deliveries = new Deliveries();
		const names = Array.from({ length: count }, (_, index) => `early ${index}`);
		// A campaign of some hours, and nobody writes to the business meanwhile.
		for (const [index, name] of names.entries()) deliveries.report(name, delivered, NOW + index * 1_000);
		const kept = deliveries.reportsFor({ ...wait, awaited: { goal: 'delivered', names } });
		expect(Object.keys(kept).length).toBeLessThanOrEqual(MAX_EARLY + 500);
	},
);
