/** What one process heard is told until the database has it for certain, in virtual time. */
import {
	DeliverySharing,
	type Shared,
	type Telling,
} from '../../nodes/ItnioWhatsApp/conversation/deliverySharing';
import { Unsettled } from '../../nodes/ItnioWhatsApp/conversation/unsettled';

/** The database has all of it, or nothing. */
const STORED: Telling = new Set();
const nothingOf = (lines: string): Telling => new Set(lines.split(','));

/** Seconds pass as soon as somebody sleeps. */
function world(answer: (told: number, lines: string) => Telling) {
	let now = 1_790_000_000_000;
	const begin = now;
	const told: Array<readonly [atS: number, lines: string]> = [];
	const atS = () => (now - begin) / 1000;
	const events: Array<readonly [atS: number, note: string]> = [];
	const list = { unsettled: new Unsettled(), linesOf: (names: Iterable<string>) => [...names].join() };
	const sharing = new DeliverySharing({
		now: () => now,
		sleep: async (milliseconds) => {
			now += milliseconds;
			for (const [, note] of events.filter(([at]) => at * 1000 <= now - begin))
				list.unsettled.note(note, now);
			events.splice(0, events.length, ...events.filter(([at]) => at * 1000 > now - begin));
			await Promise.resolve();
		},
	});
	const share = async () =>
		await sharing.over(list, async (lines) => {
			told.push([atS(), lines]);
			return answer(told.length, lines);
		});
	return { note: (name: string) => list.unsettled.note(name, now), later: events, share, told, list, atS };
}

it('looks at once, and once more when nobody can undo it any longer', async () => {
	const { note, share, told, list } = world(() => STORED);
	note('a');
	await share();
	expect(told).toEqual([
		[0.05, 'a'],
		[30.05, 'a'],
	]);
	expect(list.unsettled.isEmpty).toBe(true);
});

it('what was undone is told again', async () => {
	const { note, share, told } = world((times, lines) =>
		times === 1 || times === 3 ? nothingOf(lines) : STORED,
	);
	note('a');
	await share();
	expect(told.map(([at]) => at)).toEqual([0.05, 0.15, 30.15, 30.55]);
});

it('what comes in a row is told together, and what was found is not told beside it', async () => {
	const { note, later, share, told } = world(() => STORED);
	note('a');
	note('b');
	later.push([5, 'c']);
	await share();
	expect(told).toEqual([
		[0.05, 'a,b'],
		[5.05, 'c'],
		[30.05, 'a,b'],
		[35.05, 'c'],
	]);
});

it('very much is told in parts', async () => {
	const { note, share, told } = world(() => STORED);
	for (let index = 0; index < 450; index++) note(`m${index}`);
	await share();
	expect(told.map(([, lines]) => lines.split(',').length).slice(0, 3)).toEqual([200, 200, 50]);
	expect(new Set(told.slice(3).flatMap(([, lines]) => lines.split(','))).size).toBe(450);
});

it('what changes while it is told is told again', async () => {
	const { note, share, told } = world((times) => {
		if (times === 1) note('a');
		return STORED;
	});
	note('a');
	await share();
	expect(told.map(([at]) => at)).toEqual([0.05, 0.25, 30.05]);
});

it('who waits hears when it is found, or that nobody can look', async () => {
	const heard: string[] = [];
	const hear = (list: Shared, name: string) => {
		list.unsettled.note(name, 1_790_000_000_000);
		void list.unsettled.whenFound(name)?.then((isFound) => heard.push(isFound ? name : `no ${name}`));
	};
	const answers: Telling[] = [nothingOf('a'), nothingOf('a'), 'unreachable'];
	const { list, share } = world((times, lines) => {
		heard.push(`${times} ${lines}`);
		return answers[times - 1] ?? STORED;
	});
	hear(list, 'a');
	await share();
	expect(heard.slice(0, 5)).toEqual(['1 a', '2 a', '3 a', 'no a', '4 a']);
	hear(list, 'b');
	// What is noted once more is waited for once more, by all.
	hear(list, 'b');
	await share();
	expect(heard.slice(-3)).toEqual(['6 b', 'b', 'b']);
	await list.unsettled.whenFound('unheard of');
});

it('what came a moment ago holds up nothing that is there already', async () => {
	let count = 0;
	const { note, share, list, told } = world((_, lines) => {
		// Each time another one has just come, and is not written yet.
		if (count < 40) note(`m${++count}`);
		return new Set(lines.split(',').slice(-1));
	});
	note('a');
	note('b');
	let looks = 0;
	void list.unsettled.whenFound('a')?.then(() => (looks = told.length));
	await share();
	expect(looks).toBe(1);
});

it('what the database never takes holds up nobody', async () => {
	const isBad = (name: string) => name.startsWith('bad');
	const { note, share, list, told } = world((_, lines) => new Set(lines.split(',').filter(isBad)));
	for (let index = 0; index < 450; index++) note(`bad${index}`);
	note('a');
	let looks = 0;
	void list.unsettled.whenFound('a')?.then(() => (looks = told.length));
	await share();
	expect(looks).toBe(3);
});

it('what comes while it is told in vain is told before the service has waited for too long', async () => {
	const { note, later, share, told } = world((times, lines) => (times < 20 ? nothingOf(lines) : STORED));
	note('a');
	later.push([13, 'b']);
	await share();
	const [first = Infinity] = told.find(([, lines]) => lines.includes('b')) ?? [];
	expect(first - 13).toBeLessThan(5);
});

it('whatever throws, the next one tells again', async () => {
	const { note, share, told } = world((times) => {
		if (times === 1) throw new Error('no memory');
		return STORED;
	});
	note('a');
	await expect(share()).rejects.toThrow('no memory');
	await share();
	expect(told.map(([, lines]) => lines)).toEqual(['a', 'a', 'a']);
});

it('has an end where the database never has it', async () => {
	const { note, share, atS, list } = world((_, lines) => nothingOf(lines));
	note('a');
	await share();
	expect(list.unsettled.isEmpty).toBe(true);
	expect(atS()).toBeLessThan(20 * 60);
});
