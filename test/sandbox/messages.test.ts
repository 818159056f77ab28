import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_ACCOUNT, startSandbox, type Sandbox } from '../../sandbox';
import {
	balance,
	buttonsMessage,
	carousel,
	interactive,
	listMessage,
	message,
	query,
	quickCard,
	section,
	send,
	sendTemplate,
	shippedParts,
	startForOneTest,
	template,
	textMessage,
	urlCard,
	type Body,
} from './helpers';
import samples from './vendor-samples.json';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const statusOf = async (body: unknown) => (await send(sandbox.url, body)).json.status;
const emoji = (n: number) => '🌵'.repeat(n);

describe("the vendor's own samples, with the vendor's own headers", () => {
	// The bodies of the vendor's page with comments and trailing commas taken out and the signed query of
	// its pictures shortened.
	const all = samples as Body[];
	const signing = { apiKey: 'bDqJFiq9', apiSecret: '7bz1lzh9', timestamp: '1630468800' };
	let vendor: Sandbox;
	beforeAll(async () => {
		const appIds = all.map(({ appId }) => String(appId));
		const account = { ...DEFAULT_ACCOUNT, apiKey: signing.apiKey, apiSecret: signing.apiSecret, appIds };
		vendor = await startSandbox({ accounts: [account], now: () => 1_630_468_800_000 });
	});
	afterAll(async () => await vendor.close());

	test('all fourteen are there', () => expect(all).toHaveLength(14));

	test.each(all.map((body, i) => [i, body.type ?? 'location without type', body] as const))(
		'%i: %s',
		async (_, __, body) => {
			const sample = structuredClone(body);
			// As ruled by the reference: the location sample forgot its type.
			if (sample.type === undefined) sample.type = 'location';
			if (String(sample.businessPhone).length > 14) {
				// And one sample has placeholders for numbers, which the status codes forbid.
				expect((await send(vendor.url, sample, signing)).json.status).toBe('-93');
				sample.businessPhone = 6282292229952;
				expect((await send(vendor.url, sample, signing)).json.status).toBe('-70');
				sample.recipient = '8617333337673';
			}
			expect((await send(vendor.url, sample, signing)).json).toMatchObject({
				status: '0',
				reason: 'success',
			});
			expect(vendor.received.at(-1)).toMatchObject({ body: sample, warnings: [] });
		},
	);
});

test('an accepted message is answered as documented and kept as it came', async () => {
	const body = textMessage({ context: { refMessageId: 'abc' } });
	const before = Math.floor(Date.now() / 1000);
	const { http, headers, json } = await send(sandbox.url, body);
	expect(http).toBe(200);
	expect(headers.get('content-type')).toBe('application/json;charset=UTF-8');
	const timestamp = json.data?.timestamp as number;
	const messageId = json.data?.messageId as string;
	expect(json).toEqual({ status: '0', reason: 'success', data: { channelType: 0, messageId, timestamp } });
	expect(messageId).toMatch(/^[0-9a-f]{32}$/);
	const after = Math.floor(Date.now() / 1000);
	expect(Number.isInteger(timestamp) && timestamp >= before && timestamp <= after).toBe(true);
	expect(sandbox.received).toHaveLength(1);
	expect(sandbox.received[0]).toMatchObject({
		n: 1,
		messageId,
		endpoint: 'custom',
		recipient: '6281234567890',
		businessPhone: '628111000111',
		body,
		rawBody: JSON.stringify(body),
		warnings: [],
		notes: [],
	});
	expect(sandbox.received[0]?.headers['api-key']).toBe('sandbox-key');
});

test('message ids differ, and repeated bodies are counted', async () => {
	const ids = new Set<unknown>();
	for (let i = 0; i < 5; i++) ids.add((await send(sandbox.url, textMessage())).json.data?.messageId);
	await send(sandbox.url, textMessage({ text: { body: 'another' } }));
	expect(ids.size).toBe(5);
	expect(sandbox.counts()).toEqual({ requests: 6, accepted: 6, duplicates: 4, rejected: 0 });
});

describe('limits: the last allowed value passes, the next does not', () => {
	const row = (more: Body) => listMessage([{ title: 'S', rows: [{ id: 'r', title: 'R', ...more }] }]);
	const buttonIds = (id: string) =>
		interactive({
			type: 'button',
			body: { text: 'x' },
			action: { buttons: [{ type: 'reply', reply: { id, title: 'T' } }] },
		});
	const cardText = (text: string) => carousel([urlCard(0, { body: { text } }), urlCard(1)]);
	const display = (text: string) =>
		carousel([
			urlCard(0, {
				action: { name: 'cta_url', parameters: { display_text: text, url: 'http://example.com' } },
			}),
			urlCard(1),
		]);
	const many = (n: number) => Array.from({ length: n }, (_, i) => section(`S${i}`, 1));
	const cases: Array<[string, (n: number) => Body, number, string]> = [
		['text', (n) => message('text', { body: emoji(n) }), 4096, '-8'],
		['section title', (n) => listMessage([{ ...section('S', 1), title: emoji(n) }]), 24, '-8'],
		['sections', (n) => listMessage(many(n)), 10, '-8'],
		['rows over all sections', (n) => listMessage([section('A', 5), section('B', n - 5)]), 10, '-8'],
		['row id', (n) => row({ id: emoji(n) }), 200, '-8'],
		['row title', (n) => row({ title: emoji(n) }), 24, '-8'],
		['row description', (n) => row({ description: emoji(n) }), 72, '-8'],
		['buttons', (n) => buttonsMessage(['A', 'B', 'C', 'D'].slice(0, n)), 3, '-8'],
		['button title', (n) => buttonsMessage([emoji(n)]), 20, '-8'],
		['button id', (n) => buttonIds(emoji(n)), 256, '-8'],
		['cards', (n) => carousel(Array.from({ length: n }, (_, i) => urlCard(i))), 10, '-305'],
		['carousel body', (n) => carousel([urlCard(0), urlCard(1)], { body: { text: emoji(n) } }), 1024, '-330'],
		['card body', (n) => cardText(emoji(n)), 160, '-311'],
		['display_text', (n) => display(emoji(n)), 20, '-315'],
		['quick-reply title', (n) => carousel([quickCard(0, emoji(n)), quickCard(1, 'A')]), 20, '-321'],
		[
			'quick replies of a card',
			(n) => carousel([quickCard(0, 'A', 'B'), quickCard(1, ...['A', 'B', 'C'].slice(0, n))]),
			2,
			'-317',
		],
		['recipient', (n) => textMessage({ recipient: '1'.repeat(n) }), 14, '-70'],
		['business number', (n) => textMessage({ businessPhone: '1'.repeat(n) }), 14, '-93'],
	];
	test.each(cases)('%s', async (_, build, max, status) => {
		expect(await statusOf(build(max))).toBe('0');
		expect(await statusOf(build(max + 1))).toBe(status);
	});

	test('empty lists of things', async () => {
		expect(await statusOf(listMessage([]))).toBe('-135');
		expect(await statusOf(listMessage([{ title: 'S', rows: [] }]))).toBe('-135');
		expect(await statusOf(buttonsMessage([]))).toBe('-135');
	});
});

describe('titles', () => {
	test('of buttons differ within the message', async () => {
		expect(await statusOf(buttonsMessage(['A', 'A']))).toBe('-8');
	});
	test('of quick replies differ within a card only', async () => {
		expect(await statusOf(carousel([quickCard(0, 'A', 'A'), quickCard(1, 'B')]))).toBe('-8');
		expect(await statusOf(carousel([quickCard(0, 'A'), quickCard(1, 'A')]))).toBe('0');
	});
});

test('cards may come in any order as long as their indexes are complete', async () => {
	expect(await statusOf(carousel([urlCard(1), urlCard(0)]))).toBe('0');
});

test.each([
	['birthday', { birthday: '1995-02-30' }, '-8'],
	['phone type', { phones: [{ phone: '1', type: 'FAX' }] }, '-76'],
	['email type', { emails: [{ email: 'a', type: 'CELL' }] }, '-76'],
	['urls', { urls: 'https://example.com' }, '-134'],
	['no more than a name', {}, '0'],
])('contacts: %s', async (_, more, status) => {
	expect(await statusOf(message('contacts', [{ name: { formatted_name: 'A' }, ...more }]))).toBe(status);
});

describe("Meta's limits: accepted, but marked as never arriving", () => {
	const header = (n: number) => ({ header: { type: 'text', text: emoji(n) } });
	const cases: Array<[string, (n: number) => Body, number]> = [
		['header', (n) => buttonsMessage(['A'], header(n)), 60],
		['footer', (n) => buttonsMessage(['A'], { footer: { text: emoji(n) } }), 60],
		[
			'list button',
			(n) => listMessage([section('S', 1)], { action: { button: emoji(n), sections: [section('S', 1)] } }),
			20,
		],
		['list body', (n) => listMessage([section('S', 1)], { body: { text: emoji(n) } }), 4096],
		['button body', (n) => buttonsMessage(['A'], { body: { text: emoji(n) } }), 1024],
		[
			'location request body',
			(n) =>
				interactive({
					type: 'location_request_message',
					body: { text: emoji(n) },
					action: { name: 'send_location' },
				}),
			1024,
		],
		['caption', (n) => message('image', { link: 'https://example.com/a.png', caption: emoji(n) }), 1024],
	];
	test.each(cases)('%s', async (_, build, max) => {
		expect(await statusOf(build(max))).toBe('0');
		expect(sandbox.received.at(-1)?.warnings).toEqual([]);
		expect(await statusOf(build(max + 1))).toBe('0');
		expect(sandbox.received.at(-1)?.warnings).toEqual([expect.stringContaining('would never arrive')]);
	});
});

test('members that nobody reads are noted', async () => {
	await send(sandbox.url, message('image', { link: 'https://example.com/a.png', captoin: 'x' }));
	expect(sandbox.received[0]?.notes).toEqual(['image.captoin is not a documented member']);
});

describe('templates', () => {
	const sent = async (name: string, code: string, components?: unknown) =>
		(await sendTemplate(sandbox.url, template(name, code, components))).json.status;
	const words = (type: string, ...texts: string[]) => ({
		type,
		parameters: texts.map((text) => ({ type: 'text', text })),
	});

	test('with picture, variables and a link suffix', async () => {
		expect(await sent('order_shipped', 'en_US', shippedParts)).toBe('0');
		expect(sandbox.received[0]).toMatchObject({ endpoint: 'template', notes: [], warnings: [] });
		const payload = { type: 'payload', payload: 'talk' };
		const button = { type: 'button', sub_type: 'quick_reply', index: '1', parameters: [payload] };
		expect(await sent('order_shipped', 'id', [...shippedParts, button])).toBe('0');
	});
	test('with text header, document, place, or nothing at all to fill in', async () => {
		expect(await sent('welcome', 'en_US', [words('header', 'Maria')])).toBe('0');
		expect(await sent('login_code', 'zh_CN', [words('body', '123')])).toBe('0');
		const document = { type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' } };
		const invoice = [{ type: 'header', parameters: [document] }, words('body', 'F-1')];
		expect(await sent('invoice', 'es', invoice)).toBe('0');
		const location = { latitude: '1', longitude: '2', name: 'n', address: 'a' };
		expect(
			await sent('store_opening', 'en_US', [
				{ type: 'header', parameters: [{ type: 'location', location }] },
			]),
		).toBe('0');
	});
	test.each([
		['too many variables', [words('body', '1', '2')], '-83'],
		['a part the template has not', [words('body', '1'), words('header', 'x')], '-83'],
		['the same part twice', [words('body', '1'), words('body', '1')], '-83'],
		[
			'a button index that is a number',
			[words('body', '1'), { type: 'button', sub_type: 'url', index: 0 }],
			'-134',
		],
		['a button index beyond 9', [words('body', '1'), { type: 'button', sub_type: 'url', index: '10' }], '-8'],
		['an unknown button', [words('body', '1'), { type: 'button', sub_type: 'call', index: '0' }], '-76'],
		['components that are no array', {}, '-134'],
	])('%s', async (_, components, status) => {
		expect(await sent('login_code', 'en_US', components)).toBe(status);
	});
	test('a picture where the header takes a document', async () => {
		const image = { type: 'image', image: { link: 'https://example.com/a.png' } };
		expect(await sent('invoice', 'es', [{ type: 'header', parameters: [image] }, words('body', '1')])).toBe(
			'-83',
		);
	});

	test('query: all, by id, by language, as array or object', async () => {
		const asked = async (more: Body = {}) =>
			(await query(sandbox.url, { appId: 'sandboxApp', ...more })).json.data as unknown;
		const all = (await asked()) as Body[];
		expect(all.map(({ templateName }) => templateName)).toContain('order_shipped');
		expect(await asked({ templateId: '900000000000003', languageCode: 'zh_CN' })).toEqual([
			{
				appId: 'sandboxApp',
				templateId: '900000000000003',
				templateName: 'login_code',
				templateCategory: 0,
				templateLanList: [
					{
						status: 'APPROVED',
						reason: 'NONE',
						language: { code: 'zh_CN', nameEn: 'Chinese (CHN)', nameCn: '中文(简体)' },
						body: { type: 'text', text: '您的验证码是 {{1}}。', exampleParams: ['123456'] },
					},
				],
			},
		]);
		expect(((await asked({ languageCode: 'es' })) as Body[]).map(({ templateName }) => templateName)).toEqual(
			['welcome', 'invoice'],
		);
		sandbox.configure({ templateDataAs: 'object' });
		expect(await asked({ templateId: '900000000000002' })).toMatchObject({ templateName: 'welcome' });
	});
});

test('balance: strings, and nothing is recorded as sent', async () => {
	const { json } = await balance(sandbox.url);
	expect(json).toEqual({
		status: '0',
		reason: 'success',
		balance: '128.5000',
		gift: '10.0000',
		credit: '0.0000',
	});
	expect(sandbox.counts()).toEqual({ requests: 1, accepted: 0, duplicates: 0, rejected: 0 });
});

test('an account may insist on its own business numbers', async () => {
	const strict = await startForOneTest({ accounts: [{ ...DEFAULT_ACCOUNT, onlyOwnBusinessPhones: true }] });
	expect((await send(strict.url, textMessage())).json.status).toBe('0');
	expect((await send(strict.url, textMessage({ businessPhone: '628999000999' }))).json.status).toBe('-96');
});

test('other methods and other paths are not the API', async () => {
	expect((await fetch(`${sandbox.url}/wa/custom/sendMsg`)).status).toBe(405);
	expect((await fetch(`${sandbox.url}/wa/elsewhere`)).status).toBe(404);
});

test('the sandbox shares no code with what it checks', () => {
	const root = join(__dirname, '../../sandbox');
	const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
		name.endsWith('.ts'),
	);
	expect(files.length).toBeGreaterThan(20);
	for (const file of files) {
		const imports = [...readFileSync(join(root, file), 'utf8').matchAll(/from '([^']+)'/g)].map(
			([, name]) => name ?? '',
		);
		for (const name of imports) expect(name).toMatch(/^(node:|\.\.?\/(?!.*(nodes|credentials)\/)|\.$)/);
	}
});
