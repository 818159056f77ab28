/** What one process heard is told until the database has it for certain, in virtual time. */
import {
	DeliverySharing,
	type Shared,
	type Telling,
} from '../../nodes/ItnioWhatsApp/conversation/deliverySharing';
import { Unsettled } from '../../nodes/ItnioWhatsApp/conversation/unsettled';

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
	const { note, share, told, list } = world(() => 'stored');
	note('a');
	await share();
	expect(told).toEqual([
		[0.05, 'a'],
		[30.05, 'a'],
	]);
	expect(list.unsettled.isEmpty).toBe(true);
});

it('what was undone is told again', async () => {
	const { note, share, told } = world((times) => (times === 1 || times === 3 ? 'told' : 'stored'));
	note('a');
	await share();
	expect(told.map(([at]) => at)).toEqual([0.05, 0.15, 30.15, 30.55]);
});

it('what comes in a row is told together, and what was found is not told beside it', async () => {
	const { note, later, share, told } = world(() => 'stored');
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
	const { note, share, told } = world(() => 'stored');
	for (let index = 0; index < 450; index++) note(`m${index}`);
	await share();
	expect(told.map(([, lines]) => lines.split(',').length).slice(0, 3)).toEqual([200, 200, 50]);
	expect(new Set(told.slice(3).flatMap(([, lines]) => lines.split(','))).size).toBe(450);
});

it('what changes while it is told is told again', async () => {
	const { note, share, told } = world((times) => {
		if (times === 1) note('a');
		return 'stored';
	});
	note('a');
	await share();
	expect(told.map(([at]) => at)).toEqual([0.05, 0.25, 30.05]);
});

it('stops where nobody is there, and goes on with what comes next', async () => {
	const { note, share, told } = world((times) => (times === 1 ? 'refused' : 'stored'));
	note('a');
	await share();
	note('b');
	await share();
	expect(told.map(([, lines]) => lines)).toEqual(['a', 'a,b', 'a,b']);
});

it('who waits hears when it is found, or that nobody can look', async () => {
	const heard: string[] = [];
	const hear = (list: Shared, name: string) => {
		list.unsettled.note(name, 1_790_000_000_000);
		void list.unsettled.whenFound(name)?.then((isFound) => heard.push(isFound ? name : `no ${name}`));
	};
	const answers: Telling[] = ['told', 'told', 'unreachable', 'stored'];
	const { list, share } = world((times, lines) => {
		heard.push(`${times} ${lines}`);
		return answers[times - 1] ?? 'stored';
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

it('has an end where the database never has it', async () => {
	const { note, share, atS, list } = world(() => 'told');
	note('a');
	await share();
	expect(list.unsettled.isEmpty).toBe(true);
	expect(atS()).toBeLessThan(20 * 60);
});
