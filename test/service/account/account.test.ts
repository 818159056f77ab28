/** Numbers and account, as the sandbox and as odd answers have them, over real HTTP. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runInEngine } from '../../engine/engine';
import { serviceForTests } from '../../engine/service';

const service = serviceForTests();

async function run(operation: string, credential = service.credential()) {
	const { outputs, error } = await runInEngine({
		credential,
		parameters: { resource: 'account', operation },
	});
	return { rows: outputs[0]?.map(({ json }) => json), message: error?.message };
}

const NUMBERS = [
	{
		phoneNumber: '628111000111',
		displayPhoneNumber: '+62 811-1000-111',
		status: 'CONNECTED',
		quality: 'GREEN',
		peopleADay: 1000,
		verified: 'VERIFIED',
		wabaId: '100200300400500',
	},
	{
		phoneNumber: '12025550100',
		displayPhoneNumber: '+1 202-555-0100',
		status: 'FLAGGED',
		quality: 'YELLOW',
		peopleADay: 50,
		verified: 'EXPIRED',
		wabaId: '100200300400500',
	},
	{
		phoneNumber: '628111000333',
		displayPhoneNumber: '+62 811-1000-333',
		status: 'BANNED',
		quality: 'RED',
		peopleADay: 250,
		verified: 'NOT_VERIFIED',
		wabaId: '100200300400500',
	},
];

describe.each(['/wa', '/wa/template'] as const)('a service that answers below %s', (accountCallsBelow) => {
	beforeEach(() =>
		service.sandbox.configure({ accountCallsBelow, callbackUrl: 'https://n8n.example.com/w' }),
	);

	it('gives one item for each number', async () => {
		expect(await run('getNumbers')).toEqual({ rows: NUMBERS, message: undefined });
	});

	it('gives the account with the address of its reports', async () => {
		expect((await run('getBusinessAccount')).rows).toEqual([
			{
				wabaId: '100200300400500',
				wabaName: 'Plant Shop',
				appId: 'sandboxApp',
				reviewStatus: 'REVIEWED',
				businessVerification: '4',
				currency: 'USD',
				timeZone: '42',
				maxNumbers: '20',
				templateNamespace: '5e1f_sandbox',
				callbackUrl: 'https://n8n.example.com/w',
			},
		]);
	});
});

it('a refusal is told in words, and only one of the two addresses is asked', async () => {
	const { message } = await run('getNumbers', service.credential({ appId: 'foreign' }));
	expect(message).toMatch(/\(status -10\)/);
	expect(service.sandbox.requests).toBe(1);
});

describe('odd answers', () => {
	let server: Server;
	let asked: Array<{ url?: string; body: { current: number; params: object } }>;
	let answer: (request: { url?: string; page: number }) => { http?: number; body: unknown };

	const read = async (request: IncomingMessage): Promise<string> => {
		let text = '';
		for await (const chunk of request) text += String(chunk);
		return text;
	};
	beforeAll(async () => {
		server = createServer((request, response) => {
			void read(request).then((text) => {
				const body = JSON.parse(text) as { current: number; params: object };
				asked.push({ url: request.url, body });
				const { http = 200, body: reply } = answer({ url: request.url, page: body.current });
				response.writeHead(http).end(typeof reply === 'string' ? reply : JSON.stringify(reply));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	beforeEach(() => {
		asked = [];
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	const ask = async (operation: string) => {
		const { port } = server.address() as AddressInfo;
		return await run(operation, { ...service.credential(), baseUrl: `http://127.0.0.1:${port}` });
	};
	const page = (dataList: object[], more: object = {}) => ({
		body: { status: '0', data: { records: [{ wabaId: 'w', timeStamp: Math.random(), dataList }], ...more } },
	});
	const number = (phoneNumber: unknown, more: object = {}) => ({ phoneNumber, ...more });
	const phones = async () => (await ask('getNumbers')).rows?.map(({ phoneNumber }) => phoneNumber);

	it('names the app in both ways of the vendor’s page', async () => {
		answer = () => page([number('628')]);
		await ask('getNumbers');
		expect(asked).toEqual([
			{
				url: '/wa/queryBusinessPhoneInfo',
				body: {
					current: 1,
					size: 25,
					params: { appIds: ['sandboxApp'], appId: 'sandboxApp', phoneNumbers: [] },
				},
			},
		]);
	});

	it.each<[string, { http?: number; body: unknown }]>([
		['a page', { body: '<html>Not here</html>' }],
		['HTTP 404', { http: 404, body: '' }],
		['JSON that says 404', { http: 404, body: { status: 404, error: 'Not Found' } }],
	])('tries the second address after %s', async (_, wrong) => {
		answer = ({ url }) => (url?.startsWith('/wa/template/') ? page([number('628')]) : wrong);
		expect(await phones()).toEqual(['628']);
		answer = () => wrong;
		expect((await ask('getNumbers')).message).toMatch(/no usable answer about the numbers of the account/);
	});

	it('reads all pages, also where the total counts something else, is missing, or every page is the same', async () => {
		answer = ({ page: at }) => page(at < 4 ? [number(`62${at}`)] : [], { total: 3 });
		expect(await phones()).toEqual(['621', '622', '623']);
		expect(asked).toHaveLength(3);
		answer = () => page([number('621'), number('622')], { total: '2' });
		expect(await phones()).toEqual(['621', '622']);
		answer = () => page([number('621')]);
		expect(await phones()).toEqual(['621']);
	});

	it.each([
		['no data', { status: '0' }],
		['data without records', { status: '0', data: { total: 0 } }],
		['null', { status: '0', data: null }],
	])('says so where there is %s', async (_, body) => {
		answer = () => ({ body });
		expect((await ask('getNumbers')).message).toMatch(
			/ITNIO answered, but without the numbers of the account/,
		);
		expect((await ask('getBusinessAccount')).message).toMatch(/but without the business account/);
	});

	it('says so where the account is not there', async () => {
		answer = () => ({ body: { status: '0', data: { records: [], total: 0 } } });
		expect((await ask('getBusinessAccount')).message).toMatch(/knows no business account for the App ID/);
		expect((await ask('getNumbers')).rows).toEqual([]);
	});

	it('takes words and numbers, and shows what is unknown as it came', async () => {
		const given: Array<[object, object]> = [
			[
				{
					status: 'connected',
					qualityRating: 'HIGH',
					messagingLimitTier: 'TIER_2K',
					verificationStatus: '1',
				},
				{ status: 'CONNECTED', quality: 'GREEN', peopleADay: 2000, verified: 'VERIFIED' },
			],
			[
				{ status: '10', qualityRating: 'Low', messagingLimitTier: '5', verificationStatus: 'Not verified' },
				{ status: 'UNVERIFIED', quality: 'RED', peopleADay: 100_000, verified: 'NOT_VERIFIED' },
			],
			[
				{ status: 11, qualityRating: 'NA', messagingLimitTier: 7, verificationStatus: 9 },
				{ status: '11', quality: 'NA', peopleADay: '7', verified: '9' },
			],
			[
				{ status: null, messagingLimitTier: 'TIER_UNLIMITED' },
				{ status: '', quality: '', peopleADay: 100_000, verified: '' },
			],
			[{ messagingLimitTier: 'TIER_NOT_SET' }, { status: '', quality: '', peopleADay: null, verified: '' }],
		];
		answer = () => page(given.map(([members], index) => number(621 + index, members)));
		expect((await ask('getNumbers')).rows).toEqual(
			given.map(([, words], index) => ({
				phoneNumber: String(621 + index),
				displayPhoneNumber: '',
				wabaId: 'w',
				...words,
			})),
		);
	});
});
