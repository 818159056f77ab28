/** The balance as odd answers have it, over real HTTP, and what is said where there is none. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runInEngine } from '../../engine/engine';

interface Reply {
	http?: number;
	headers?: Record<string, string>;
	body: unknown;
}

let server: Server;
let requests: Array<{ method?: string; url?: string; signed: boolean }>;
let replies: Reply[];

beforeAll(async () => {
	server = createServer((request, response) => {
		const { method, url, headers } = request;
		requests.push({ method, url, signed: /^[0-9a-f]{32}$/.test(String(headers.sign)) });
		const {
			http = 200,
			headers: more = {},
			body,
		} = (replies.length > 1 ? replies.shift() : replies[0]) as Reply;
		response.writeHead(http, more).end(typeof body === 'string' ? body : JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
	requests = [];
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

async function getBalance(...scripted: Reply[]) {
	replies = scripted;
	const { port } = server.address() as AddressInfo;
	const { outputs, error } = await runInEngine({
		credential: { apiKey: 'k', apiSecret: 's', appId: 'a', baseUrl: `http://127.0.0.1:${port}/` },
		parameters: { resource: 'account', operation: 'getBalance' },
	});
	return { json: outputs[0]?.[0]?.json, message: error?.message };
}

const good = { status: '0', reason: 'success', balance: '128.5000', gift: '10', credit: '0' };

it('asks once, signed', async () => {
	expect(await getBalance({ body: good })).toEqual({
		json: { balance: 128.5, gift: 10, credit: 0 },
		message: undefined,
	});
	expect(requests).toEqual([{ method: 'GET', url: '/sms/getBalance', signed: true }]);
});

it.each<[string, object, object]>([
	['numbers', { ...good, status: 0, balance: 1.5 }, { balance: 1.5, gift: 10, credit: 0 }],
	['a debt', { ...good, balance: '-2.10' }, { balance: -2.1, gift: 10, credit: 0 }],
	['thousands', { ...good, balance: '1,234,567.25' }, { balance: 1234567.25, gift: 10, credit: 0 }],
	[
		'two thousands without cents',
		{ ...good, balance: '1,234,567' },
		{ balance: 1234567, gift: 10, credit: 0 },
	],
	['one thousand with cents', { ...good, balance: ' -1,299.00 ' }, { balance: -1299, gift: 10, credit: 0 }],
	[
		'a number as Java writes it',
		{ ...good, balance: '0E-8', gift: '.5', credit: '1.' },
		{ balance: 0, gift: 0.5, credit: 1 },
	],
	...['', {}, [], null, 'success', { balance: null }].map((data): [string, object, object] => [
		`a balance beside the data ${JSON.stringify(data)}`,
		{ ...good, data },
		{ balance: 128.5, gift: 10, credit: 0 },
	]),
	[
		'data that is JSON in a text',
		{ status: '0', data: '{"balance":"7"}' },
		{ balance: 7, gift: null, credit: null },
	],
	[
		'no figure where the gift could be two',
		{ ...good, gift: '1.299,00', credit: '12,50' },
		{ balance: 128.5, gift: null, credit: null },
	],
	[
		'no gift and no credit',
		{ status: '0', balance: '0', credit: '' },
		{ balance: 0, gift: null, credit: null },
	],
	[
		'data',
		{ status: '0', data: { balance: '7', gift: '1', credit: '2' } },
		{ balance: 7, gift: 1, credit: 2 },
	],
])('reads %s', async (_, body, json) => {
	expect((await getBalance({ body })).json).toEqual(json);
});

it.each<[string, Reply, RegExp]>([
	[
		'no balance',
		{ body: { status: '0' } },
		/ITNIO answered, but without the account balance\. Look at the Base URL/,
	],
	['a balance that is no number', { body: { ...good, balance: 'much' } }, /without the account balance/],
	...[
		'1.299,00',
		'128,50',
		'128,500',
		'0,500.00',
		'1,2,3',
		'12,3456.00',
		',123.00',
		'1,234,56',
		'1.234.567',
		'0x10',
		'0b1',
		'1e999',
		'.',
		'-',
		'NaN',
		'1 299.00',
		'$5',
	].map((balance): [string, Reply, RegExp] => [
		`the balance ${balance}`,
		{ body: { ...good, balance } },
		/without the account balance/,
	]),
	['no balance in data', { body: { status: '0', data: [{ left: 5 }] } }, /without the account balance/],
	['a page', { body: '<html>' }, /no usable answer about the account balance: the answer is not in the form/],
	[
		'HTTP 500',
		{ http: 500, body: 'oops' },
		/no usable answer about the account balance: HTTP 500\. Look at the Base URL/,
	],
	[
		'a success on HTTP 500',
		{ http: 500, body: good },
		/no usable answer about the account balance: HTTP 500/,
	],
	['a redirect', { http: 302, headers: { Location: 'http://127.0.0.1:1/' }, body: '' }, /HTTP 302/],
	[
		'a refusal that nobody documented',
		{ body: { status: '-999', reason: 'Closed today' } },
		/Closed today \(status -999\)/,
	],
])('says so where there is %s', async (_, reply, message) => {
	expect((await getBalance(reply)).message).toMatch(message);
	expect(requests).toHaveLength(1);
});

it.each<[string, Reply]>([
	['HTTP 429', { http: 429, headers: { 'Retry-After': '0' }, body: '' }],
	['HTTP 503', { http: 503, headers: { 'Retry-After': '0' }, body: '' }],
	['an old timestamp', { body: { status: '-16', reason: 'timestamp expired' } }],
])('asks again after %s', async (_, reply) => {
	expect((await getBalance(reply, { body: good })).json).toMatchObject({ balance: 128.5 });
	expect(requests).toHaveLength(2);
});

it('does not go on asking forever', async () => {
	const { message } = await getBalance({ http: 429, headers: { 'Retry-After': '0' }, body: '' });
	expect(message).toBe(
		'ITNIO got too many requests at once (HTTP 429), also after waiting. Try again later.',
	);
	expect(requests).toHaveLength(4);
});
