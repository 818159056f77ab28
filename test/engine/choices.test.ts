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
const other: INodeParameters = { ...card, headerType: 'image', url: 'https://shop.example.com/q' };
const carousel: INodeParameters = { operation: 'sendCarousel', bodyText: 'x' };
const contact = (details: INodeParameters): INodeParameters => ({
	operation: 'sendContacts',
	contacts: { contact: [{ formattedName: 'Sari', ...details }] },
});
const template: INodeParameters = {
	operation: 'sendTemplate',
	templateName: { mode: 'name', value: 'order_ready' },
	templateLanguage: 'en_US',
	inputMode: 'fields',
	templateForm: 'any',
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
	[
		'Card 1 › File Source',
		{ ...carousel, cards: { card: [{ ...card, headerType: 'image', mediaSource: CHOICE }, other] } },
	],
])('%s is said in its own words, also without checks: the form is read by it', async (field, parameters) => {
	for (const skipChecks of [false, true]) {
		const { error } = await run('Another', {
			...parameters,
			options: { ...(parameters.options as object), skipChecks },
		});
		expect(`${error?.message} ${error?.description}`).toContain(`${field} is "Another", it must be one of: `);
	}
	expect(service.sandbox.requests).toBe(0);
});

describe.each<[string, INodeParameters]>([
	['Card 1 › Image or Video', { ...carousel, cards: { card: [card, other] } }],
	['Contact 1 › Phone 1 › Type', contact({ phones: { phone: [{ phone: '+6281234567890', type: CHOICE }] } })],
	[
		'Contact 1 › Email 1 › Type',
		contact({ emails: { email: [{ email: 'sari@example.com', type: CHOICE }] } }),
	],
	[
		'Contact 1 › Website 1 › Type',
		contact({ urls: { url: [{ url: 'https://example.com', type: CHOICE }] } }),
	],
	['Contact 1 › Address 1 › Type', contact({ addresses: { address: [{ city: 'Malang', type: CHOICE }] } })],
	[
		'Button 1 › Type',
		{ ...template, templateButtons: { button: [{ type: CHOICE, value: 'A-1024', index: '0' }] } },
	],
])('%s goes into the body', (field, parameters) => {
	it('is said once', async () => {
		const { error } = await run('copy_code', parameters);
		expect(error?.message).toContain(`${field} is "copy_code", it must be one of: `);
		expect(error?.message).not.toContain('problems');
		expect(service.sandbox.requests).toBe(0);
	});

	it('Skip Checks leaves it to the service', async () => {
		await run('copy_code', { ...parameters, options: { skipChecks: true } });
		expect(service.sandbox.requests).toBe(1);
	});
});
