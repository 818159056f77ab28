/** Send Once beside all that exists: n8n's retries, duplicates, unknown outcomes, canceling, the preview. */
import type { IDataObject, INode } from 'n8n-workflow';
import { once } from '../../nodes/ItnioWhatsApp/sending/once';
import { recipientFor, type Fault } from '../../sandbox';
import { resumable, runInEngine, type EngineOptions, type EngineRun } from './engine';
import { processedDataForTests } from './processed';
import { serviceForTests } from './service';

const service = serviceForTests();
const processed = processedDataForTests();

const NO_BALANCE = recipientFor(-68);
const person = (index: number) => `62812${String(index).padStart(6, '0')}`;
const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ phone: person(index), key: `order ${index}` }));

interface Changes extends Partial<EngineOptions> {
	options?: IDataObject;
	text?: string;
}

const run = async (items: readonly IDataObject[], { options = {}, text = 'Hi', ...changes }: Changes = {}) =>
	await runInEngine({
		credential: service.credential(),
		items,
		parameters: {
			resource: 'message',
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '={{ $json.phone }}',
			text,
			options: { sendOnceBy: 'message', maxPerSecond: 5_000, ...options } as never,
		},
		...changes,
	});

const continuing: Partial<INode> = { onError: 'continueRegularOutput' };
const kindsOf = ({ outputs }: EngineRun) =>
	(outputs[0] ?? []).map(({ json }) => {
		if (json.alreadySent === true) return 'already sent';
		return (json.details as IDataObject | undefined)?.outcome ?? 'accepted';
	});
const sentTo = () => service.received().map(({ recipient }) => recipient);
/** What is remembered of keys: `known` alone, or with `pending` where an outcome is open. */
const remembered = () => processed.entries().filter((entry) => !entry.startsWith('mark:'));

afterEach(async () => {
	await once.rest('test node');
	expect(once.size).toBe(0);
	expect(processed.entries().filter((entry) => entry.startsWith('mark:'))).toEqual([]);
});

it('what was sent before comes out as that, with its recipient, type and key, linked to its item', async () => {
	const options = { sendOnceBy: 'key', sendOnceKey: '={{ $json.key }}' };
	await run(people(2), { options });
	const second = await run(people(3), { options, text: 'Another text' });
	expect(second.outputs[0]?.slice(0, 2)).toEqual(
		[0, 1].map((index) => ({
			json: {
				skipped: true,
				alreadySent: true,
				key: `order ${index}`,
				recipient: person(index),
				messageType: 'text',
			},
			pairedItem: { item: index },
		})),
	);
	expect(kindsOf(second)).toEqual(['already sent', 'already sent', 'accepted']);
	expect(second.hints[0]).toMatch(/\b1 accepted\b/);
	expect(second.hints[0]).toMatch(/2 already sent before \(1st–2nd: \+62812000000, \+62812000001\)/);
	expect(sentTo()).toEqual([person(0), person(1), person(2)]);
});

it('by message: another text or another person is another message', async () => {
	await run(people(1));
	expect(kindsOf(await run(people(2)))).toEqual(['already sent', 'accepted']);
	expect(kindsOf(await run(people(1), { text: 'Hello' }))).toEqual(['accepted']);
});

it.each([
	['Brazil', ['5511987654321', '551187654321']],
	['Mexico', ['5215512345678', '525512345678']],
])('one person is one person, whichever way the number is written: %s', async (_, phones) => {
	const items = phones.map((phone) => ({ phone }));
	const once = await run(items);
	expect(kindsOf(once)).toEqual(['accepted', 'already sent']);
	const { outputs } = await run(items, {
		options: { sendOnceBy: undefined as never, skipDuplicates: true },
		text: 'Hello',
	});
	expect(outputs[0]?.map(({ json }) => json.skipped ?? json.status)).toEqual(['0', true]);
	expect(sentTo()).toEqual([phones[0], phones[0]]);
});

it('twice in one run: the second one comes out as sent before', async () => {
	const same = [...people(1), ...people(1)];
	expect(kindsOf(await run(same))).toEqual(['accepted', 'already sent']);
	expect(
		kindsOf(await run([{ phone: person(9) }, { phone: person(9) }], { options: { skipDuplicates: true } })),
	).toEqual(['accepted', 'accepted']);
	expect(sentTo()).toEqual([person(0), person(9)]);
});

it('23 of 30 accepted, 7 not sent: corrected and executed again, only these go', async () => {
	const wrong = people(30).map((item, index) => (index < 7 ? { ...item, phone: 'by fax' } : item));
	const first = await run(wrong, { settings: continuing });
	expect(kindsOf(first).filter((kind) => kind === 'accepted')).toHaveLength(23);
	const second = await run(people(30), { settings: continuing });
	expect(kindsOf(second)).toEqual(people(30).map((_, index) => (index < 7 ? 'accepted' : 'already sent')));
	expect(new Set(sentTo()).size).toBe(30);
	expect(sentTo()).toHaveLength(30);
});

it.each<[string, Partial<INode>]>([
	['stop', {}],
	['continue', continuing],
])('%s: what the service refused goes the next time', async (_, settings) => {
	const items = [...people(2), { phone: `+${NO_BALANCE}` }];
	await run(items, { settings });
	expect(remembered().filter((entry) => entry.startsWith('pending'))).toEqual([]);
	const again = await run([...people(2), { phone: person(7) }, { phone: `+${NO_BALANCE}` }], {
		settings: continuing,
	});
	expect(kindsOf(again)).toEqual(['already sent', 'already sent', 'accepted', 'rejected']);
});

describe('an outcome that nobody knows', () => {
	const lost: Fault = { kind: 'timeoutAfterAccept', times: 1, match: { recipient: person(1) } };

	it('is named the next time, stops nothing else, and is not sent again', async () => {
		service.sandbox.configure({ faults: [lost] });
		const first = await run(people(3), { settings: continuing, options: { timeout: 1_000 } });
		expect(kindsOf(first)).toEqual(['accepted', 'unknown', 'accepted']);
		const second = await run(people(4), { settings: continuing });
		expect(kindsOf(second)).toEqual(['already sent', 'unknown', 'already sent', 'accepted']);
		expect(second.outputs[0]?.[1]?.json.error).toMatch(
			/An earlier execution.*may have been sent.*When Outcome Is Unknown/s,
		);
		const stopping = await run(people(5));
		expect(stopping.error?.message).toMatch(/An earlier execution/);
		expect(sentTo()).toEqual([person(0), person(1), person(2), person(3), person(4)]);
	});

	it('is sent again where the person says so, and is then known', async () => {
		service.sandbox.configure({ faults: [lost] });
		await run(people(3), { settings: continuing, options: { timeout: 1_000 } });
		const options = { whenOutcomeUnknown: 'resend' };
		expect(kindsOf(await run(people(3), { options }))).toEqual(['already sent', 'accepted', 'already sent']);
		expect(kindsOf(await run(people(3)))).toEqual(['already sent', 'already sent', 'already sent']);
	});
});

it('Retry On Fail and the "Retry" of an execution go by the ledger: accepted items keep their results', async () => {
	const fault: Fault = { kind: 'status', status: -5, match: { recipient: person(1) }, times: 2 };
	service.sandbox.configure({ faults: [fault] });
	const settings = { retryOnFail: true, maxTries: 2 };
	const options = { parallel: 1 };
	const first = await run(people(3), { settings, options });
	expect(first.error).toBeDefined();
	const again = await run(people(3), { settings, options, resume: resumable(first.run) });
	expect(kindsOf(again)).toEqual(['accepted', 'accepted', 'accepted']);
	expect(sentTo()).toEqual([person(0), person(1), person(2)]);
	expect(kindsOf(await run(people(3)))).toEqual(['already sent', 'already sent', 'already sent']);
});

it('canceled: what did not go is free, what was sent is known', async () => {
	service.sandbox.configure({ latencyMs: 50 });
	await run(people(200), {
		options: { maxPerSecond: 40 },
		onStart: ({ cancel }) => void setTimeout(cancel, 400),
	});
	const sent = new Set(sentTo());
	expect(sent.size).toBeLessThan(200);
	const second = await run(people(200), { settings: continuing });
	expect(kindsOf(second)).toEqual(
		people(200).map(({ phone }) => (sent.has(String(phone)) ? 'already sent' : 'accepted')),
	);
	expect(sentTo()).toHaveLength(200);
});

it('a preview remembers nothing', async () => {
	await run(people(2), { options: { previewOnly: true } });
	expect(remembered()).toEqual([]);
	expect(kindsOf(await run(people(2)))).toEqual(['accepted', 'accepted']);
});

it('forgets when it is told to, and sends nothing then', async () => {
	await run(people(2));
	const forgetting = await run(people(2), { options: { sendOnceForget: true } });
	expect(forgetting.outputs[0]?.map(({ json }) => json)).toEqual([{ forgotten: 2 }]);
	expect(forgetting.hints[0]).toMatch(/Nothing was sent/);
	expect(sentTo()).toHaveLength(2);
	expect(kindsOf(await run(people(2)))).toEqual(['accepted', 'accepted']);
});

it('a key that is missing, or for which nobody asked, is a problem and nothing is sent', async () => {
	const empty = await run(people(1), { options: { sendOnceBy: 'key' } });
	expect(empty.error?.message).toMatch(/Send Once Key is empty/);
	const unused = await run(people(1), { options: { sendOnceBy: 'message', sendOnceKey: '1024' } });
	expect(unused.error?.message).toMatch(/Send Once Key needs the option Send Once, set to By Key/);
	expect(sentTo()).toEqual([]);
});

it('where n8n cannot remember, nothing is sent and the way out is named', async () => {
	processed.break();
	const { error } = await run(people(3));
	expect(error?.message).toMatch(
		/not sent, because n8n cannot remember it \(FOREIGN KEY.*save the workflow/s,
	);
	expect(sentTo()).toEqual([]);
});

it('40 executions at once with 20 keys: each key once', async () => {
	const runs = await Promise.all(
		Array.from({ length: 40 }, async (_, index) => await run([{ phone: person(index % 20) }])),
	);
	expect(runs.flatMap(kindsOf).filter((kind) => kind === 'accepted')).toHaveLength(20);
	expect(sentTo()).toHaveLength(20);
	expect(new Set(sentTo()).size).toBe(20);
});

describe('a key that nobody means', () => {
	it.each<[string, (index: number) => unknown, string, string]>([
		[
			'the digits of a number lost',
			(index) => 576460752303423000 + index,
			'={{ $json.order }}',
			'is the number ',
		],
		['an error of a sheet', () => '#N/A', '={{ $json.order }}', 'is only "#N/A"'],
		['shortened by a sheet', () => '5.76461E+17', '={{ $json.order }}', 'was shortened by a spreadsheet'],
		['an object as text', (index) => ({ id: index }), '={{ "" + $json.order }}', 'holds "[object Object]"'],
		['an object', (index) => ({ id: index }), '={{ $json.order }}', 'must be text'],
		['a function', () => 'A-1', '={{ "" + $json.order.trim }}', 'holds the code of a function'],
		['nothing as text', () => undefined, '={{ $json.order + "" }}', 'is only "undefined"'],
		['nothing that can be seen', () => '\u200b', '={{ $json.order }}', 'is empty'],
		['an empty list', () => [], '={{ $json.order }}', 'is empty'],
		['a list of nothing', () => [null, ''], '={{ $json.order }}', 'is empty'],
		['objects in a list', (index) => [{ id: index }, { id: 0 }], '={{ $json.order }}', 'must be text'],
		['a list in a list', (index) => [[index]], '={{ $json.order }}', 'must be text'],
		['an object as text in a list', () => ({}), '={{ ["A", "" + $json.order] }}', 'holds "[object Object]"'],
		[
			'the digits of a number in a list lost',
			(index) => ['A', 576460752303423000 + index],
			'={{ $json.order }}',
			'is the number ',
		],
		[
			'a name in a list that no item has',
			() => 'A',
			'={{ [$json.order, $json.Day] }}',
			'is only "undefined"',
		],
	])('leaves out nobody without a word: %s', async (_, order, sendOnceKey, sentence) => {
		const items = people(3).map((item, index) => ({ ...item, order: order(index) }) as IDataObject);
		const { error } = await run(items, { options: { sendOnceBy: 'key', sendOnceKey } });
		expect(error?.message).toContain(`Send Once Key ${sentence}`);
		expect(error?.message).not.toContain('problems');
		expect(service.sandbox.requests).toBe(0);
	});

	it('a key that may be meant goes: a name of a thing, a date, a number', async () => {
		const keys = ['1E5', '2026-11-28T10:00:00Z', 1024, 'N/A-7'];
		const items = people(4).map((item, index) => ({ ...item, order: keys[index] }) as IDataObject);
		const { error } = await run(items, { options: { sendOnceBy: 'key', sendOnceKey: '={{ $json.order }}' } });
		expect(error).toBeUndefined();
		expect(sentTo()).toHaveLength(4);
	});

	it.each([
		['a lookup', '={{ $json.lookup }}', ['["order 0"]', '["order 1"]']],
		['a text and a number', '={{ [$json.key, 7] }}', ['["order 0",7]', '["order 1",7]']],
		['a part that is empty', '={{ [$json.key, null, ""] }}', ['["order 0",null,""]', '["order 1",null,""]']],
	])('a list is a key, the same in the next execution: %s', async (_, sendOnceKey, keys) => {
		const items = people(2).map((item) => ({ ...item, lookup: [item.key] }) as IDataObject);
		const options = { sendOnceBy: 'key', sendOnceKey };
		expect(kindsOf(await run(items, { options }))).toEqual(['accepted', 'accepted']);
		const again = await run(items, { options, text: 'Another text' });
		expect(again.outputs[0]?.map(({ json }) => json.key)).toEqual(keys);
		expect(kindsOf(again)).toEqual(['already sent', 'already sent']);
	});

	it('is the same key with a character that nobody sees, and in full-width letters', async () => {
		const orders = ['A-1024', 'A-1024\u200b', 'Ａ-1024', '\u3000Ａ－１０２４', 'A-1025'];
		const items = orders.map((order) => ({ phone: person(0), order }));
		const done = await run(items, { options: { sendOnceBy: 'key', sendOnceKey: '={{ $json.order }}' } });
		expect(kindsOf(done)).toEqual(['accepted', 'already sent', 'already sent', 'already sent', 'accepted']);
	});

	it.each([
		['Room 2³', 'Room 23'],
		['Order ①', 'Order 1'],
		['Plan Ⅱ', 'Plan II'],
		['CO₂', 'CO2'],
		[
			'🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
			'🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
		],
	])('is another key where it looks like another one: %s and %s', async (...orders) => {
		const items = orders.map((order) => ({ phone: person(0), order }));
		const done = await run(items, { options: { sendOnceBy: 'key', sendOnceKey: '={{ $json.order }}' } });
		expect(kindsOf(done)).toEqual(['accepted', 'accepted']);
	});
});

it('the ID of the message that is answered is not another one', async () => {
	const { error } = await run(people(1), { options: { replyToMessageId: '={{ 12345678901234567890 }}' } });
	expect(error?.message).toContain(
		'Reply to Message ID is the number 12345678901234567000, which has more digits',
	);
	expect(service.sandbox.requests).toBe(0);
});
