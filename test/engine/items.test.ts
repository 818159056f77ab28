/** Many items: expressions, failures in each of n8n's three ways to go on, item linking, configuration errors. */
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { recipientFor } from '../../sandbox';
import { runInEngine } from './engine';
import { serviceForTests } from './service';

const service = serviceForTests();

const GOOD = '6281234567890';
const OTHER = '6281234567891';
const TOO_SHORT = '12';
const TOO_SHORT_SAYS = 'Recipient has only 2 digits, a number with its country code has 7 to 14: "12"';
const NO_BALANCE = recipientFor(-68);
const NO_BALANCE_SAYS =
	'The ITNIO account has too little balance (status -68). Top up the account in the ITNIO console, then send this message again.';

const NO_PHONE = 'is empty: enter a phone number with its country code';
const TO_SEND_THE_OTHERS =
	'To send the others now: first add Options › Send Once, then Settings › On Error › Continue (using error output). Connect the error output, too: n8n lists such an execution as succeeded.';
const RETRY = 'Executions › Retry sends the rest with the old data.';
const TAKE_OUT =
	'Executing again sends all again, so take out what was accepted: Send Once, added now, does not know it.';

const parameters: INodeParameters = {
	resource: 'message',
	operation: 'sendText',
	businessPhone: '+62 822 9995 3162',
	recipient: '={{ $json.phone }}',
	text: '=Hello {{ $json.name }}',
};

const run = async (items: IDataObject[], settings: Partial<INode> = {}, changes: INodeParameters = {}) =>
	await runInEngine({
		credential: service.credential(),
		items,
		settings,
		parameters: { ...parameters, ...changes },
	});

const accepted = (recipient: string) => ({
	messageId: expect.stringMatching(/^[0-9a-f]{32}$/),
	recipient,
	businessPhone: '6282299953162',
	messageType: 'text',
	channelType: 0,
	timestamp: expect.any(Number),
	status: '0',
	reason: 'success',
});

const mixed = [
	{ phone: GOOD, name: 'Ana' },
	{ phone: TOO_SHORT, name: 'Budi' },
	{ phone: `+${NO_BALANCE}`, name: 'Citra' },
	{ phone: OTHER, name: 'Dewi' },
];

const failures = [
	{
		json: {
			error: `${TOO_SHORT_SAYS}. This message was not sent.`,
			details: {
				itemIndex: 1,
				recipient: TOO_SHORT,
				field: 'Recipient',
				problems: [TOO_SHORT_SAYS],
				outcome: 'notSent',
			},
		},
		pairedItem: { item: 1 },
	},
	{
		json: {
			error: NO_BALANCE_SAYS,
			details: { itemIndex: 2, recipient: NO_BALANCE, status: '-68', outcome: 'rejected' },
		},
		pairedItem: { item: 2 },
	},
];

it('fills each message from its own item and links each result to it', async () => {
	const { outputs } = await run([
		{ phone: '+62 812-3456-7890', name: 'Ana' },
		{ phone: 6281234567891, name: 'Budi' },
	]);
	expect(outputs).toEqual([
		[
			{ json: accepted(GOOD), pairedItem: { item: 0 } },
			{ json: accepted(OTHER), pairedItem: { item: 1 } },
		],
	]);
	expect(service.received().map(({ text }) => text)).toEqual([{ body: 'Hello Ana' }, { body: 'Hello Budi' }]);
});

describe('set to continue', () => {
	it('puts failed items in their places', async () => {
		const { outputs, hints } = await run(mixed, { onError: 'continueRegularOutput' });
		expect(outputs).toEqual([
			[
				{ json: accepted(GOOD), pairedItem: { item: 0 } },
				...failures,
				{ json: accepted(OTHER), pairedItem: { item: 3 } },
			],
		]);
		expect(hints).toEqual([
			'2 accepted, 1 not sent (2nd: 12), 1 refused (3rd: +19990000068). Executing again sends all again, so take out what was accepted: Send Once, added now, does not know it.',
		]);
	});

	it('puts failed items on the error output, with the fields of their input', async () => {
		const { outputs } = await run(mixed, { onError: 'continueErrorOutput' });
		expect(outputs).toEqual([
			[
				{ json: accepted(GOOD), pairedItem: { item: 0 } },
				{ json: accepted(OTHER), pairedItem: { item: 3 } },
			],
			failures.map((item, index) => ({ ...item, json: { ...mixed[index + 1], ...item.json } })),
		]);
	});

	it('gives every item an error when the credential cannot be used', async () => {
		const { outputs } = await runInEngine({
			credential: service.credential({ baseUrl: 'http://api.itniotech.com' }),
			items: [{}, {}],
			settings: { onError: 'continueRegularOutput' },
			parameters: { ...parameters, recipient: GOOD },
		});
		expect(outputs[0]?.map(({ json }) => json)).toEqual(
			[0, 1].map((itemIndex) => ({
				error: expect.stringContaining('must start with https://'),
				details: { itemIndex, recipient: '', outcome: 'notSent' },
			})),
		);
	});
});

describe('set to stop', () => {
	it('sends nothing at all when one item has a problem', async () => {
		const { error } = await run(mixed);
		expect(error?.message).toBe(`2nd of 4 (12): ${TOO_SHORT_SAYS}. This message was not sent.`);
		expect(error?.description).toBe(
			`Nothing was sent: correct this and execute again. ${TO_SEND_THE_OTHERS}`,
		);
		// With the index n8n would write "[item 1]" behind the message.
		expect(error?.context?.itemIndex).toBeUndefined();
		expect(service.sandbox.requests).toBe(0);
	});

	it('names the first item with a problem and lists the others', async () => {
		const { error } = await run([{ phone: GOOD }, { phone: TOO_SHORT }, { phone: '' }, { phone: 'x' }]);
		expect(error?.message).toContain('2nd of 4 (12): Recipient has only 2 digits');
		expect(error?.description).toBe(
			[
				'Problems, too:<ul>',
				`<li>3rd of 4: Recipient ${NO_PHONE}. This message was not sent.</li>`,
				'<li>4th of 4 (x): Recipient contains letters: enter the number alone: &quot;x&quot;. This message was not sent.</li>',
				`</ul> Nothing was sent: correct this and execute again. ${TO_SEND_THE_OTHERS}`,
			].join(''),
		);
	});

	it('says what was accepted before the service refused, and starts nothing more', async () => {
		const { error } = await run(
			[mixed[0] ?? {}, mixed[2] ?? {}, mixed[3] ?? {}],
			{},
			{ options: { parallel: 1 } },
		);
		expect(error?.message).toBe(`2nd of 3 (+${NO_BALANCE}): ${NO_BALANCE_SAYS}`);
		expect(error?.description).toBe(
			`Messages already accepted: 1 (1st). ${RETRY} ${TO_SEND_THE_OTHERS} ${TAKE_OUT}`,
		);
		expect(service.received()).toHaveLength(1);
	});

	it('explains a Base URL that would send messages unencrypted', async () => {
		const { error } = await runInEngine({
			credential: service.credential({ baseUrl: 'http://example.com' }),
			parameters: { ...parameters, recipient: GOOD, text: 'x' },
		});
		expect(error?.message).toContain('Plain http is allowed for localhost only');
	});

	it('says which field an expression fails in', async () => {
		const { error } = await run([{ phone: GOOD }], {}, { text: '={{ $json.name.first.second }}' });
		expect(error?.message).toMatch(/^Text /);
		expect(service.sandbox.requests).toBe(0);
	});

	it('reports every problem of an item at once', async () => {
		const { error } = await run([{ phone: TOO_SHORT }], {}, { text: '={{ "" }}' });
		expect(error?.message).toBe(
			`2 problems, this message was not sent: (1) ${TOO_SHORT_SAYS}; (2) Text is empty`,
		);
	});
});

it('keeps to its words when a text looks like the name of a system error', async () => {
	const { error } = await run([{ phone: 'deeperm ENOENT 12' }]);
	expect(error?.message).toBe(
		'Recipient contains letters: enter the number alone: "deeperm ENOENT 12". This message was not sent.',
	);
});

describe('previewOnly', () => {
	it.each([true, 'true', 'TRUE', 'True ', 'yes', '1', 1])(
		'is on where an expression gives %j',
		async (test) => {
			const { outputs } = await run(
				[{ phone: GOOD, name: 'Ana', test }],
				{},
				{ options: { previewOnly: '={{ $json.test }}' } },
			);
			expect(outputs[0]?.[0]?.json.preview).toBe(true);
			expect(service.sandbox.requests).toBe(0);
		},
	);

	it.each([false, 'FALSE', 'no', '0', 0])('is off where it gives %j', async (test) => {
		await run([{ phone: GOOD, name: 'Ana', test }], {}, { options: { previewOnly: '={{ $json.test }}' } });
		expect(service.received()).toHaveLength(1);
	});

	it.each([
		['gives nothing', {}],
		['gives nothing', { test: '' }],
		['gives "maybe"', { test: 'maybe' }],
	])('sends nothing where nobody knows: its expression %s', async (what, more) => {
		const { error } = await run(
			[{ phone: GOOD, name: 'Ana', ...more }],
			{},
			{ options: { previewOnly: '={{ $json.test }}' } },
		);
		expect(error?.message).toContain(`Preview Only must be true or false, but its expression ${what}`);
		expect(service.sandbox.requests).toBe(0);
	});

	it('sends nothing and shows request, problems and picture', async () => {
		const { outputs } = await run(
			[{ phone: TOO_SHORT, name: 'Ana' }],
			{},
			{ options: { previewOnly: true } },
		);
		expect(service.sandbox.requests).toBe(0);
		const item = outputs[0]?.[0];
		expect(item?.json).toEqual({
			preview: true,
			recipient: TOO_SHORT,
			messageType: 'text',
			check: TOO_SHORT_SAYS,
			problems: [TOO_SHORT_SAYS],
			request: {
				method: 'POST',
				url: `${service.sandbox.url}/wa/custom/sendMsg`,
				headers: {
					'Content-Type': 'application/json;charset=UTF-8',
					'Api-Key': '••••••••',
					Timestamp: 'set when the message is sent',
					Sign: '••••••••',
				},
				body: {
					appId: 'sandboxApp',
					businessPhone: '6282299953162',
					recipient: TOO_SHORT,
					channelType: 0,
					type: 'text',
					text: { body: 'Hello Ana' },
				},
			},
		});
		expect(item?.binary?.preview).toMatchObject({
			mimeType: 'text/plain',
			fileType: 'html',
			fileName: 'preview 12.html',
		});
		const html = Buffer.from(item?.binary?.preview?.data ?? '', 'base64').toString();
		expect(html).toContain('Hello Ana');
		expect(Object.keys(item?.json ?? {}).slice(0, 3)).toEqual(['recipient', 'messageType', 'check']);
		expect(item?.binary?.allMessages).toBeUndefined();
	});

	it('of several items has one file with all messages beside the first, problems first', async () => {
		const { outputs } = await run(
			[
				{ phone: GOOD, name: 'Ana' },
				{ phone: TOO_SHORT, name: '<script>Budi' },
				{ phone: GOOD, name: 'Citra' },
			],
			{},
			{ options: { previewOnly: true } },
		);
		const [first, ...others] = outputs[0] ?? [];
		expect(first?.json.check).toBe('no problems');
		expect(others.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([['preview'], ['preview']]);
		const all = first?.binary?.allMessages;
		expect(all).toMatchObject({ fileType: 'html', fileName: 'preview of 3 messages.html' });
		const html = Buffer.from(all?.data ?? '', 'base64').toString();
		expect(html).toContain('3 messages, 1 with problems');
		const places = ['&lt;script&gt;Budi', 'Ana', 'Citra'].map((name) => html.indexOf(`Hello ${name}`));
		expect(places.every((place) => place > 0)).toBe(true);
		expect([...places].sort((a, b) => a - b)).toEqual(places);
		expect(html).not.toContain('<script');
	});
});

it('names the options when their expression fails, and the node that it looks for', async () => {
	const { error } = await run(
		[{ phone: GOOD }],
		{},
		{ options: { replyToMessageId: '={{ $("Nowhere").item.json.id }}' } },
	);
	expect(error?.message).toMatch(/^Options could not be computed: .*Nowhere/);
	expect(service.sandbox.requests).toBe(0);
});

it('fills what a custom JSON message leaves empty from the form', async () => {
	await run(
		[{}],
		{},
		{
			operation: 'sendJson',
			recipient: GOOD,
			messageJson: '{ "type": "text", "recipient": null, "businessPhone": "", "text": { "body": "x" } }',
		},
	);
	expect(service.received()[0]).toMatchObject({ recipient: GOOD, businessPhone: '6282299953162' });
});
