/** A choice by an expression that gives none of the values: it is said, and nothing is chosen in its place. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runInEngine } from './engine';
import { processedDataForTests } from './processed';
import { serviceForTests } from './service';

const service = serviceForTests();
processedDataForTests();

const run = async (value: unknown, parameters: INodeParameters, item: IDataObject = {}) =>
	await runInEngine({
		credential: service.credential(),
		items: [{ phone: '6281234567890', value, ...item } as IDataObject],
		parameters: {
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '=+{{ $json.phone }}',
			text: 'Hi',
			...parameters,
		},
	});

const CHOICE = '={{ $json.value }}';
const rows = Array.from({ length: 12 }, (_, index) => ({ title: `Row ${index}` }));
const list: INodeParameters = {
	operation: 'sendList',
	bodyText: 'x',
	listButtonText: 'See',
	inputMode: 'repeat',
	repeatFor: '={{ $json.rows }}',
	row: { entry: { sectionTitle: 'S', title: '={{ $json.rows[0].title }}' } },
	whenTooMany: CHOICE,
};
const card: INodeParameters = {
	headerType: CHOICE,
	headerLink: 'https://images.example.com/p.jpg',
	urlText: 'Buy',
	url: 'https://shop.example.com/p',
};

describe('When There Are Too Many', () => {
	it.each(['Split', 'Stop', 'Send Several Messages', true])('%j is none', async (value) => {
		const { error } = await run(value, list, { rows });
		expect(error?.message).toContain(
			`When There Are Too Many is "${String(value)}", it must be one of: stop (Report a Problem), first (Take the First Ones), split (Send Several Messages)`,
		);
		expect(service.sandbox.requests).toBe(0);
	});

	it.each(['', null, undefined])('%j cuts nothing', async (value) => {
		const { error } = await run(value, list, { rows });
		expect(error?.message).toContain('choose in When There Are Too Many what to do');
		expect(service.sandbox.requests).toBe(0);
	});

	it.each([
		['first', 1],
		['split', 2],
	])('%s is one', async (value, messages) => {
		const { error } = await run(value, list, { rows });
		expect(error).toBeUndefined();
		expect(service.received()).toHaveLength(messages);
	});

	it('a question is one message', async () => {
		const question = { operation: 'sendAndWait', message: 'Which?', answerBy: 'list' };
		const { error } = await run('split', { ...list, ...question }, { rows });
		expect(error?.message).toContain('When There Are Too Many is "split", it must be one of: stop (');
	});
});

const longText = { text: 'a word '.repeat(700), options: { longText: CHOICE } };
it.each(['Stop', 'Send Nothing', false])('Long Text %j does not split', async (value) => {
	const { error } = await run(value, longText);
	expect(error?.message).toContain('Long Text is');
	expect(service.sandbox.requests).toBe(0);
});

describe.each(['', null, undefined])('Long Text %j', (value) => {
	it('is off: nothing is split', async () => {
		const { error } = await run(value, longText);
		expect(error?.message).toContain('Text is 4900 characters long, the limit is 4096');
		expect(service.sandbox.requests).toBe(0);
	});

	it('lets a short text go', async () => {
		const { error } = await run(value, { options: { longText: CHOICE } });
		expect(error).toBeUndefined();
		expect(service.received()).toHaveLength(1);
	});
});

it.each(['Message', '', null, undefined, true])('Send Once %j is not off', async (value) => {
	const { error } = await run(value, { options: { sendOnceBy: CHOICE } });
	const what = typeof value === 'boolean' || value ? `"${String(value)}"` : 'empty';
	expect(error?.message).toContain(
		`Send Once is ${what}, it must be one of: key (By Key), message (By Message)`,
	);
	expect(service.sandbox.requests).toBe(0);
});

it.each<[string, INodeParameters]>([
	['When Outcome Is Unknown', { options: { whenOutcomeUnknown: CHOICE } }],
	[
		'File Source',
		{ operation: 'sendImage', mediaSource: CHOICE, mediaLink: 'https://images.example.com/p.jpg' },
	],
	['Card 1 › Image or Video', { operation: 'sendCarousel', bodyText: 'x', cards: { card: [card, card] } }],
	[
		'Phone 1 › Type',
		{
			operation: 'sendContacts',
			contacts: {
				contact: [{ formattedName: 'Sari', phones: { phone: [{ phone: '+6281234567890', type: CHOICE }] } }],
			},
		},
	],
])('%s is said in its own words', async (field, parameters) => {
	const { error } = await run('Another', parameters);
	expect(`${error?.message} ${error?.description}`).toContain(`${field} is "Another", it must be one of: `);
	expect(service.sandbox.requests).toBe(0);
});
