/** Templates and the balance in the real engine, over real HTTP, as the service receives and answers them. */
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { runInEngine } from './engine';
import { serviceForTests } from './service';

const service = serviceForTests();

const shared = { businessPhone: '6282299953162', recipient: '6281234567890' };
const received = { ...shared, appId: 'sandboxApp', channelType: 0 };

const run = async (
	parameters: INodeParameters,
	more: { items?: IDataObject[]; settings?: Partial<INode> } = {},
) => await runInEngine({ credential: service.credential(), parameters, ...more });

const send = async (form: INodeParameters, more: { items?: IDataObject[]; settings?: Partial<INode> } = {}) =>
	await run({ resource: 'message', operation: 'sendTemplate', ...shared, ...form }, more);

const chosen = (value: string) => ({ __rl: true, mode: 'list', value });
const byName = (value: string) => ({ __rl: true, mode: 'name', value });

/** As the editor stores the values of a template: the fields it was given, and what the person filled in. */
const values = (value: Record<string, unknown>, ids = Object.keys(value)): INodeParameters =>
	({
		mappingMode: 'defineBelow',
		value,
		matchingColumns: [],
		schema: ids.map((id) => ({
			id,
			displayName: id,
			type: 'string',
			required: true,
			display: true,
			defaultMatch: false,
		})),
	}) as unknown as INodeParameters;

const text = (value: string) => ({ type: 'text', text: value });
const parcel = { type: 'image', image: { link: 'https://example.com/parcel.png' } };
const track = (suffix: string, index = '0') => ({
	type: 'button',
	sub_type: 'url',
	index,
	parameters: [text(suffix)],
});

const orderShipped = {
	template: {
		name: 'order_shipped',
		language: { code: 'en_US' },
		components: [
			{ type: 'header', parameters: [parcel] },
			{ type: 'body', parameters: [text('Maria'), text('1024')] },
			track('1024'),
			{
				type: 'button',
				sub_type: 'quick_reply',
				index: '1',
				parameters: [{ type: 'payload', payload: 'talk' }],
			},
		],
	},
};
const buttons = {
	button: [
		{ type: 'url', value: '1024' },
		{ type: 'quick_reply', value: 'talk' },
	],
};

describe('sendTemplate', () => {
	it('sends a template chosen from the list in the language of its row, with the values it asks for', async () => {
		const { outputs, error } = await send(
			{
				templateName: chosen('order_shipped/en_US'),
				templateValues: values({
					headerImageLink: 'https://example.com/parcel.png',
					body1: '={{ $json.name }}',
					body2: '={{ $json.order }}',
				}),
				templateButtons: buttons,
			},
			{ items: [{ name: 'Maria', order: 1024 }] },
		);
		expect(error).toBeUndefined();
		expect(service.received()).toEqual([{ ...received, ...orderShipped }]);
		expect(service.sandbox.received[0]).toMatchObject({ endpoint: 'template', warnings: [], notes: [] });
		expect(outputs).toEqual([
			[
				{
					json: {
						messageId: expect.stringMatching(/^[0-9a-f]{32}$/),
						...shared,
						messageType: 'template',
						channelType: 0,
						timestamp: expect.any(Number),
						status: '0',
						reason: 'success',
					},
					pairedItem: { item: 0 },
				},
			],
		]);
	});

	it('sends the same by the fields for any template, and by JSON', async () => {
		const named = { templateName: byName('order_shipped'), templateLanguage: 'en_US' };
		const results = [
			await send({
				...named,
				templateForm: 'any',
				headerType: 'image',
				headerLink: 'https://example.com/parcel.png',
				bodyValues: { value: [{ text: 'Maria' }, { text: '1024' }] },
				templateButtons: buttons,
			}),
			await send({
				...named,
				inputMode: 'json',
				componentsJson: JSON.stringify(orderShipped.template.components),
			}),
			await send(
				{
					...named,
					inputMode: 'json',
					componentsJson: '={{ $json.components }}',
				},
				{ items: [{ components: orderShipped.template.components }] },
			),
			await run({
				resource: 'message',
				operation: 'sendJson',
				messageJson: JSON.stringify({ ...shared, ...orderShipped }),
			}),
		];
		expect(results.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
		expect(service.received()).toEqual(Array(4).fill({ ...received, ...orderShipped }));
		expect(service.sandbox.received.map(({ endpoint }) => endpoint)).toEqual(Array(4).fill('template'));
	});

	it('sends each customer their language, also with a template chosen from the list', async () => {
		await send(
			{
				templateName: chosen('login_code/en_US'),
				templateLanguage: '={{ $json.language }}',
				templateValues: values({ body1: '={{ $json.code }}' }),
			},
			{
				items: [
					{ language: 'en_US', code: '11' },
					{ language: 'zh_CN', code: '22' },
				],
			},
		);
		expect(
			service
				.received()
				.map((body) => body.template)
				.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
		).toEqual([
			{
				name: 'login_code',
				language: { code: 'en_US' },
				components: [{ type: 'body', parameters: [text('11')] }],
			},
			{
				name: 'login_code',
				language: { code: 'zh_CN' },
				components: [{ type: 'body', parameters: [text('22')] }],
			},
		]);
	});

	it.each<[string, INodeParameters, object[]]>([
		['text', { templateName: byName('welcome'), headerType: 'text', headerText: 'Maria' }, [text('Maria')]],
		[
			'document',
			{
				templateName: byName('invoice'),
				templateLanguage: 'es',
				headerType: 'document',
				headerLink: ' https://example.com/f.pdf',
				headerFilename: 'F-77.pdf',
				bodyValues: { value: [{ text: 'F-77' }] },
			},
			[{ type: 'document', document: { link: 'https://example.com/f.pdf', filename: 'F-77.pdf' } }],
		],
		[
			'location',
			{
				templateName: byName('store_opening'),
				headerType: 'location',
				latitude: '22.7',
				longitude: 114.2,
				locationName: 'Lucky Shrub',
				locationAddress: 'Shenzhen',
			},
			[
				{
					type: 'location',
					location: { latitude: '22.7', longitude: '114.2', name: 'Lucky Shrub', address: 'Shenzhen' },
				},
			],
		],
	])('sends a %s header', async (_, form, parameters) => {
		const { error } = await send({ templateLanguage: 'en_US', templateForm: 'any', ...form });
		expect(error).toBeUndefined();
		const [body] = service.received() as Array<{ template: { components: object[] } }>;
		expect(body?.template.components[0]).toEqual({ type: 'header', parameters });
	});

	it('names a value of the chosen template that was left empty, and sends nothing', async () => {
		const { error } = await send({
			templateName: chosen('login_code/en_US'),
			templateValues: values({ body1: '={{ $json.nothing }}' }),
		});
		expect(error?.message).toBe('Body {{1}} is empty. This message was not sent.');
		expect(service.sandbox.requests).toBe(0);
	});

	describe('a list of values that no form shows', () => {
		const UNSHOWN =
			'Body Values are filled in, but nothing on the form shows them. Choose the template By Name and A List of Values in Values From, and use them or delete them there. This message was not sent.';
		const list = { bodyValues: { value: [{ text: 'Maria' }, { text: '1024' }] } };
		const language = { templateLanguage: 'en_US' };

		it.each<[string, INodeParameters]>([
			['a name', { templateName: byName('order_shipped'), ...language }],
			[
				'a name and the fields of the template',
				{ templateName: byName('order_shipped'), templateForm: 'chosen', ...language },
			],
			['a name that is a plain text', { templateName: 'order_shipped', ...language }],
			['a name from an expression', { templateName: '={{ "order_shipped" }}', ...language }],
			['a row of the list', { templateName: chosen('order_shipped/en_US') }],
			[
				'a row of the list and a leftover',
				{ templateName: chosen('order_shipped/en_US'), templateForm: 'any' },
			],
		])('is not dropped without a word with %s', async (_, form) => {
			const { error } = await send({ ...form, ...list });
			expect(error?.message).toContain(UNSHOWN);
			expect(service.sandbox.requests).toBe(0);
		});

		it('is of no concern once the gaps are filled in, or where it holds nothing', async () => {
			const template = { templateName: chosen('login_code/en_US') };
			await send({ ...template, ...list, templateValues: values({ body1: '1234' }) });
			await send({ ...template, bodyValues: { value: [] }, templateValues: values({ body1: '1234' }) });
			expect(service.received().map(({ template: sent }) => sent)).toEqual(
				Array.from({ length: 2 }, () => ({
					name: 'login_code',
					language: { code: 'en_US' },
					components: [{ type: 'body', parameters: [text('1234')] }],
				})),
			);
		});
	});

	it('asks for the language of a template that is given by its name', async () => {
		const { error } = await send({ templateName: byName('welcome'), templateForm: 'any' });
		expect(error?.message).toBe(
			'Template Language is "same as chosen above", but a template given by its name has no language to follow: enter its code, e.g. en_US. This message was not sent.',
		);
		const nothing = { templateLanguage: '={{ $json.nothing }}' };
		const { error: empty } = await send({ templateName: byName('welcome'), templateForm: 'any', ...nothing });
		expect(empty?.message).toBe('Template Language is empty. This message was not sent.');
	});

	it('leaves out a reply that was set for another kind, and refuses it in custom JSON', async () => {
		const template = {
			templateName: byName('login_code'),
			templateLanguage: 'en_US',
			templateForm: 'any',
			bodyValues: { value: [{ text: '1' }] },
		};
		await send({ ...template, options: { replyToMessageId: 'abc' } });
		expect(service.received()[0]).not.toHaveProperty('context');
		const { error } = await run({
			resource: 'message',
			operation: 'sendJson',
			messageJson: JSON.stringify({ ...shared, ...orderShipped }),
			options: { replyToMessageId: 'abc' },
		});
		expect(error?.message).toContain('Reply to Message ID is not possible with a template');
	});

	it('says what the service says about a template that it does not know or that is not approved', async () => {
		const of = async (name: string, language: string) =>
			(await send({ templateName: byName(name), templateLanguage: language, templateForm: 'any' })).error
				?.message;
		expect(await of('nowhere', 'en_US')).toContain('ITNIO does not know this template (status -38)');
		expect(await of('spring_sale', 'en_US')).toContain('The template is not approved (status -2)');
	});
});

describe('template › getMany', () => {
	const getMany = (parameters: INodeParameters = {}) => ({
		resource: 'template',
		operation: 'getMany',
		...parameters,
	});
	const json = (outputs: Array<Array<{ json: IDataObject }>>) => (outputs[0] ?? []).map((item) => item.json);

	it('gives one row per template and language, linked to its item', async () => {
		const { outputs, error } = await run(getMany({ returnAll: true }), { items: [{}, {}] });
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(22);
		expect(outputs[0]?.[0]).toEqual({
			json: {
				templateId: '900000000000001',
				templateName: 'order_shipped',
				category: 'UTILITY',
				languageCode: 'en_US',
				languageName: 'English (US)',
				status: 'APPROVED',
				reason: 'NONE',
				headerType: 'image',
				headerText: '',
				headerExample: ['https://example.com/parcel.png'],
				body: 'Hello {{1}}, your order {{2}} is on its way.',
				bodyExample: ['Maria', 'A-1024'],
				footer: 'Thank you for shopping with us',
			},
			pairedItem: { item: 0 },
		});
		expect(outputs[0]?.[11]?.pairedItem).toEqual({ item: 1 });
	});

	it('obeys limit and filters for each item', async () => {
		const { outputs } = await run(
			getMany({
				limit: '={{ $json.limit }}',
				filters: { languageCode: '={{ $json.language }}', templateId: '={{ $json.id }}' },
			}),
			{
				items: [
					{ limit: 2, language: '', id: '' },
					{ limit: '9', language: 'es', id: '' },
					{ limit: 9, id: '900000000000003' },
				],
			},
		);
		expect(json(outputs).map(({ templateName, languageCode }) => `${templateName}/${languageCode}`)).toEqual([
			'order_shipped/en_US',
			'order_shipped/id',
			'welcome/es',
			'invoice/es',
			'login_code/en_US',
			'login_code/zh_CN',
		]);
	});

	it.each([
		['zh-CN', 'zh_CN', 2],
		['en_us', 'en_US', 6],
		[' "ID" ', 'id', 1],
	])('reads the language %s of the filter as the one of a message', async (languageCode, code, count) => {
		const { outputs } = await run(getMany({ returnAll: true, filters: { languageCode } }));
		expect(json(outputs).map((row) => row.languageCode)).toEqual(Array(count).fill(code));
	});

	it('takes one template that is not in a list', async () => {
		service.sandbox.configure({ templateDataAs: 'object' });
		const { outputs } = await run(getMany({ filters: { templateId: '900000000000005' } }));
		expect(json(outputs)).toMatchObject([{ templateName: 'invoice', languageCode: 'es' }]);
	});

	it('says what went wrong, for the item, and goes on where it is told to', async () => {
		const parameters = getMany({ filters: { templateId: '={{ $json.id }}' } });
		const items = [{ id: '900000000000005' }, { id: '1' }, { id: '900000000000002' }];
		const stopped = await run(parameters, { items });
		const message =
			'ITNIO does not know this template (status -38). Choose the template from the list again: its name or language may have changed, or it was deleted.';
		expect(stopped.error?.message).toBe(`2nd of 3: ${message}`);
		const { outputs } = await run(parameters, { items, settings: { onError: 'continueRegularOutput' } });
		expect(outputs[0]?.[1]).toEqual({
			json: { error: message, details: { itemIndex: 1, recipient: '', status: '-38', outcome: 'rejected' } },
			pairedItem: { item: 1 },
		});
		expect(json(outputs).slice(2)).toMatchObject([{ templateName: 'welcome' }, { templateName: 'welcome' }]);
		const split = await run(parameters, { items, settings: { onError: 'continueErrorOutput' } });
		expect(split.outputs.map((output) => output.length)).toEqual([3, 1]);
		expect(split.outputs[1]?.[0]?.json).toMatchObject({ details: { status: '-38' } });
	});

	it.each([0, -1, 'many', ''])('refuses the limit %p', async (limit) => {
		const { error } = await run(getMany({ limit: '={{ $json.limit }}' }), { items: [{ limit }] });
		expect(error?.message).toBe(`Limit must be a number of at least 1, but it is "${limit}"`);
	});
});

describe('account › getBalance', () => {
	const parameters = { resource: 'account', operation: 'getBalance' };

	it('gives numbers', async () => {
		const { outputs } = await run(parameters, { items: [{}, {}] });
		const balance = { balance: 128.5, gift: 10, credit: 0 };
		expect(outputs).toEqual([
			[
				{ json: balance, pairedItem: { item: 0 } },
				{ json: balance, pairedItem: { item: 1 } },
			],
		]);
	});

	it.each([
		['sandbox-locked', 'The ITNIO user is locked (status -13)'],
		['sandbox-blocked-ip', 'ITNIO does not allow the IP address of this n8n (status -2)'],
		['nobody', 'ITNIO did not accept the API key or secret (status -1)'],
	])('says what is wrong with %s', async (apiKey, message) => {
		const credential = service.credential({ apiKey });
		const { error } = await runInEngine({ credential, parameters });
		expect(error?.message).toContain(message);
		const { outputs } = await runInEngine({
			credential,
			parameters,
			settings: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({ details: { itemIndex: 0, outcome: 'rejected' } });
	});

	it('says where nobody answers, and that the credential is bad', async () => {
		const of = async (baseUrl: string) =>
			(await runInEngine({ credential: service.credential({ baseUrl }), parameters })).error?.message;
		expect(await of('http://127.0.0.1:1')).toMatch(/^ITNIO could not be asked for the account balance: /);
		expect(await of('ftp://example.com')).toMatch(/^.*Base URL/);
	});
});

it.each(['A-1', 'A-1\u200b', 'A-1 ', '\ufeffA-1', 'A-1\n'])(
	'the Value %j of a link button is A-1',
	async (value) => {
		const { error } = await runInEngine({
			credential: service.credential(),
			items: [{ value }],
			parameters: {
				operation: 'sendTemplate',
				businessPhone: service.businessPhone,
				recipient: '+6281234567890',
				templateName: { __rl: true, mode: 'name', value: 'order_shipped' },
				templateLanguage: 'en_US',
				templateForm: 'any',
				inputMode: 'fields',
				headerType: 'image',
				headerLink: 'https://images.example.com/p.jpg',
				bodyValues: { value: [{ text: 'x' }, { text: 'y' }] },
				templateButtons: { button: [{ type: 'url', value: '={{ $json.value }}', index: '0' }] },
			},
		});
		expect(error?.message).toBeUndefined();
		const { components } = service.received()[0]?.template as { components: unknown[] };
		expect(components[2]).toMatchObject({ type: 'button', parameters: [{ type: 'text', text: 'A-1' }] });
	},
);
