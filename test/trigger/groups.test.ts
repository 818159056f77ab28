/** What one person writes in a row: one workflow, in the order in which it was written, with its last word at the top. */
import { regularPush } from '../../nodes/ItnioWhatsApp/core/regularPush';
import { groupItem, Groups, MAX_MESSAGES } from '../../nodes/ItnioWhatsApp/trigger/groups';
import { itemOf } from '../../nodes/ItnioWhatsApp/trigger/inbound';
import type { Push } from '../../nodes/ItnioWhatsApp/trigger/push';

const PAUSE_MS = 5_000;
const push = (messageId: string, message: object, timestamp = 0): Push => ({
	eventType: 'up-message-event',
	messageId,
	timestamp,
	businessPhone: '628111000111',
	from: { phone: '6281234567890' },
	message,
});
const wrote = (body: string) => ({ type: 'text', text: { body } });
const photo = { type: 'image', image: { id: '1' } };
const heart = { type: 'reaction', reaction: { emoji: '❤️' } };
const tap = { type: 'interactive', interactive: { button_reply: { id: 'y', title: 'Yes' } } };

/** A clock that moves when somebody sleeps. */
function inVirtualTime() {
	let clock = 0;
	const at = new Map<number, () => void>();
	const groups = new Groups<{ readonly push: Push }>({
		now: () => clock,
		sleep: async (milliseconds) => {
			clock += milliseconds;
			for (const [time, act] of at) {
				if (time > clock) continue;
				at.delete(time);
				act();
			}
			await Promise.resolve();
		},
	});
	const gather = async (one: Push) => await groups.gather('sari', { push: one }, PAUSE_MS);
	return { groups, gather, later: (time: number, act: () => void) => at.set(time, act), now: () => clock };
}
const idsOf = (messages: ReadonlyArray<{ readonly push: Push }> | undefined) =>
	messages?.map(({ push: { messageId } }) => messageId);

test('a group closes when the person has paused, and is in the order in which it was written', async () => {
	const { gather, later, now, groups } = inVirtualTime();
	const joined: unknown[] = [];
	const join = (one: Push) => void gather(one).then((messages) => joined.push(messages));
	later(3_000, () => join(push('third', photo, 12)));
	later(3_500, () => join(push('without a time', photo)));
	later(4_000, () => join(push('second', photo, 11)));
	later(7_000, () => join(push('last', photo, 13_000)));
	expect(idsOf(await gather(push('first', photo, 10)))).toEqual([
		'first',
		'second',
		'third',
		'without a time',
		'last',
	]);
	expect(joined).toEqual([undefined, undefined, undefined, undefined]);
	expect(now()).toBe(12_000);
	expect(groups.size).toBe(0);
});

test('a person who does not stop does not hold it up: ten pauses long, or a hundred messages', async () => {
	const { gather, later, now } = inVirtualTime();
	for (let n = 1; n < 100; n++) later(n * 1_000, () => void gather(push(`${n}`, photo)));
	expect(await gather(push('0', photo))).toHaveLength(51);
	expect(now()).toBe(50_000);

	const quick = inVirtualTime();
	quick.later(100, () => {
		for (let n = 1; n < MAX_MESSAGES + 5; n++) void quick.gather(push(`${n}`, photo));
	});
	expect(await quick.gather(push('0', photo))).toHaveLength(MAX_MESSAGES);
	// Before the first pause would have been over.
	expect(quick.now()).toBeLessThan(PAUSE_MS);
});

const itemsOf = (...messages: object[]) => messages.map((message, n) => itemOf(push(`m${n}`, message)));

test.each([
	['words, then a heart', [wrote('Are you open?'), heart], 'm0', 'Are you open?', undefined],
	['a photo, then words', [photo, wrote('this one')], 'm1', 'this one', undefined],
	['words, then a photo', [wrote('this one'), photo], 'm0', 'this one', undefined],
	['a tap, then thanks', [tap, wrote('thanks')], 'm1', 'Yes\nthanks', 'y'],
	['words, then a tap', [wrote('hm'), tap], 'm1', 'hm\nYes', 'y'],
	['a photo, then a heart', [photo, heart], 'm0', '', undefined],
	['hearts alone', [heart, heart], 'm1', '', undefined],
])('at the top of %s is the last message that says something', (_what, messages, replyTo, text, id) => {
	const items = itemsOf(...messages);
	const item = groupItem(items);
	const top = items.find((one) => one.replyTo === replyTo);
	expect(item).toEqual({
		...top,
		text,
		chatInput: text,
		...(id === undefined ? {} : { tapped: { id, title: 'Yes' } }),
		messages: items,
		messageTypes: messages.map(({ type }) => type),
	});
});

test('the type of a message that comes as the text of its JSON is known, and it comes out as it came', () => {
	const asText = push('m0', JSON.stringify(photo) as never);
	const item = groupItem([itemOf(regularPush(asText), asText)]);
	expect(item).toMatchObject({ message: JSON.stringify(photo), messageTypes: ['image'] });
});

test('a wish to be left alone counts, also where it is not the last word; of two the last one', () => {
	const [first = {}, second = {}] = itemsOf(wrote('a'), wrote('b'));
	const wish = (...items: object[]) => {
		const { optedOut, optedIn, lateAnswer } = groupItem(items as (typeof first)[]);
		return { optedOut, optedIn, lateAnswer };
	};
	const nothing = { optedOut: undefined, optedIn: undefined, lateAnswer: undefined };
	expect(wish({ ...first, optedOut: true }, second)).toEqual({ ...nothing, optedOut: true });
	expect(wish({ ...first, optedOut: true }, { ...second, optedIn: true })).toEqual({
		...nothing,
		optedIn: true,
	});
	expect(wish({ ...first, lateAnswer: true }, second)).toEqual({ ...nothing, lateAnswer: true });
});
