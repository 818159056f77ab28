/** Numbers and account, as the sandbox and as odd answers have them, over real HTTP. */
import { runInEngine } from '../../engine/engine';
import { serviceForTests } from '../../engine/service';
import { oddService } from '../oddService';

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
	const odd = oddService();
	const ask = async (operation: string) =>
		await run(operation, { ...service.credential(), baseUrl: odd.url });
	const page = (dataList: object[], more: object = {}) => ({
		body: { status: '0', data: { records: [{ wabaId: 'w', timeStamp: Math.random(), dataList }], ...more } },
	});
	const number = (phoneNumber: unknown, more: object = {}) => ({ phoneNumber, ...more });
	const phones = async () => (await ask('getNumbers')).rows?.map(({ phoneNumber }) => phoneNumber);

	it('names the app in both ways of the vendor’s page', async () => {
		odd.answer = () => page([number('628')]);
		await ask('getNumbers');
		expect(odd.asked).toEqual([
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
		odd.answer = ({ url }) => (url?.startsWith('/wa/template/') ? page([number('628')]) : wrong);
		expect(await phones()).toEqual(['628']);
		odd.answer = () => wrong;
		expect((await ask('getNumbers')).message).toMatch(/no usable answer about the numbers of the account/);
	});

	it('reads all pages, also where the total counts something else, is missing, or every page is the same', async () => {
		odd.answer = ({ page: at }) => page(at < 4 ? [number(`62${at}`)] : [], { total: 3 });
		expect(await phones()).toEqual(['621', '622', '623']);
		expect(odd.asked).toHaveLength(3);
		odd.answer = () => page([number('621'), number('622')], { total: '2' });
		expect(await phones()).toEqual(['621', '622']);
		odd.answer = () => page([number('621')]);
		expect(await phones()).toEqual(['621']);
	});

	describe('many pages', () => {
		const all = Array.from({ length: 60 }, (_, index) => String(62811000 + index));
		/** Pages of so many records, each with one number. */
		const inPages = (size: number, more: (found: number) => object, count = 60) => {
			odd.answer = ({ page: at }) => {
				const found = all.slice(0, count).slice((at - 1) * size, at * size);
				const records = found.map((phone) => ({ wabaId: 'w', dataList: [number(phone)] }));
				return { body: { status: '0', data: { records, ...more(found.length) } } };
			};
		};

		it.each<[string, number, (found: number) => object, number]>([
			['a total that is right', 25, () => ({ total: 60, size: 25 }), 3],
			['a total of 0, which was not counted', 25, () => ({ total: 0, size: 25 }), 3],
			['a total of the page', 25, (found) => ({ total: found, size: 25 }), 3],
			['a total of one page', 25, () => ({ total: 25 }), 3],
			['a total that is too small', 25, () => ({ total: 30, size: 25 }), 3],
			['no total', 25, () => ({}), 3],
			['smaller pages than asked for', 20, () => ({ total: 60, size: 20 }), 3],
			['smaller pages and no total', 20, () => ({ size: 20 }), 4],
			['smaller pages that say nothing of themselves', 20, () => ({}), 4],
			['a size that is none', 20, () => ({ total: 0, size: 0 }), 4],
			['all on one page, as no paging was set up', 60, () => ({ total: 0, size: -1 }), 2],
			['all on one page, and its size', 60, () => ({ total: 60, size: 100 }), 1],
		])('are all read with %s', async (_, size, more, requests) => {
			inPages(size, more);
			expect(await phones()).toEqual(all);
			expect(odd.asked).toHaveLength(requests);
		});

		it('end with a full page where the total says so, and with one that is not full', async () => {
			inPages(25, () => ({ total: 50, size: 25 }), 50);
			expect(await phones()).toHaveLength(50);
			expect(odd.asked).toHaveLength(2);
			odd.asked = [];
			inPages(25, (found) => ({ total: found, size: 25 }), 24);
			expect(await phones()).toHaveLength(24);
			expect(odd.asked).toHaveLength(1);
		});

		it.each([
			['nothing', { body: { status: '0', reason: 'success', data: null } }],
			[
				'records that are null',
				{ body: { status: '0', reason: 'success', data: { records: null, total: 25 } } },
			],
			['a web page', { body: '<html>' }],
		])('of which the first one was all end, where %s comes behind it', async (_, behind) => {
			inPages(25, (found) => ({ total: found, size: 25 }), 25);
			const { answer } = odd;
			odd.answer = (request) => (request.page === 1 ? answer(request) : behind);
			expect(await phones()).toHaveLength(25);
		});

		it('are not asked for at the other address once the first one has answered', async () => {
			odd.answer = ({ page: at }) => (at === 1 ? page([number('628')], { total: 60 }) : { body: '<html>' });
			expect((await ask('getNumbers')).message).toMatch(/no usable answer about the numbers/);
			expect(odd.asked.map(({ url }) => url)).toEqual(Array(2).fill('/wa/queryBusinessPhoneInfo'));
		});

		it('that never end are given up before they fill the memory', async () => {
			const long = 'x'.repeat(10_000_000);
			odd.answer = ({ page: at }) => page([number(`62${at}`, { long })], { total: 1e9 });
			expect((await ask('getNumbers')).message).toMatch(
				/ITNIO answered, but without an end of the numbers of the account/,
			);
			expect(odd.asked).toHaveLength(4);
		});

		it('are not read twice by a service that gives one page again and again', async () => {
			odd.answer = () => ({
				body: {
					status: '0',
					data: {
						records: [{ timeStamp: Math.random(), dataList: all.slice(0, 25).map((p) => number(p)) }],
						total: 60,
						size: 1,
					},
				},
			});
			expect(await phones()).toEqual(all.slice(0, 25));
			expect(odd.asked).toHaveLength(2);
		});
	});

	it.each<[string, object]>([
		['one object', { dataList: number('628') }],
		['JSON in a text', { dataList: JSON.stringify([number('628')]) }],
		['a list of JSON texts', { dataList: [JSON.stringify(number('628')), null] }],
		['the record itself', number('628')],
		['the record itself, beside an empty list', number('628', { dataList: null })],
	])('reads numbers that are %s', async (_, record) => {
		odd.answer = () => ({ body: { status: '0', data: { records: [{ wabaId: 'w', ...record }] } } });
		expect(await phones()).toEqual(['628']);
		odd.answer = () => ({ body: { status: '0', data: JSON.stringify({ records: [record] }) } });
		expect(await phones()).toEqual(['628']);
	});

	it.each<[string, object]>([
		['an account without any', { records: [{ wabaId: 'w', timeStamp: 1, dataList: [] }] }],
		['an account whose list is null', { records: [{ wabaId: 'w', dataList: null }], total: 1 }],
		['an account without the list', { records: [{ wabaId: 'w', timeStamp: 1 }] }],
		['no account', { records: null, total: 0 }],
		['no account, counted in a text', { records: null, total: '0' }],
	])('gives no numbers for %s', async (_, data) => {
		odd.answer = () => ({ body: { status: '0', data } });
		expect(await ask('getNumbers')).toEqual({ rows: [], message: undefined });
	});

	it.each<[string, object]>([
		['are called something else', { records: [{ wabaId: 'w', dataList: [{ phone: '628', status: 7 }] }] }],
		['stand elsewhere', { records: [{ wabaId: 'w', numbers: [number('628')] }] }],
		['are a word', { records: [{ wabaId: 'w', dataList: 'many' }] }],
		['are words', { records: ['628', '629'], total: 2 }],
		['are counted, but not there', { records: null, total: 2 }],
	])('says so where the numbers %s', async (_, data) => {
		odd.answer = () => ({ body: { status: '0', data } });
		expect(await ask('getNumbers')).toEqual({
			rows: undefined,
			message:
				'ITNIO answered, but without the numbers of the account. Look at the Base URL of the credential; if it is right, ask ITNIO support.',
		});
	});

	it('says so where nothing in a business account can be read', async () => {
		odd.answer = () => ({ body: { status: '0', data: { records: [{ id: 'w', name: 'Shop' }] } } });
		expect((await ask('getBusinessAccount')).message).toMatch(/but without the business account/);
		odd.answer = () => ({
			body: { status: '0', data: { records: [{ id: 'w', reportUrl: 'https://a.b' }] } },
		});
		expect((await ask('getBusinessAccount')).rows).toMatchObject([{ callbackUrl: 'https://a.b' }]);
	});

	it.each([
		['no data', { status: '0' }],
		['data without records', { status: '0', data: { total: 0 } }],
		['null', { status: '0', data: null }],
	])('says so where there is %s', async (_, body) => {
		odd.answer = () => ({ body });
		expect((await ask('getNumbers')).message).toMatch(
			/ITNIO answered, but without the numbers of the account/,
		);
		expect((await ask('getBusinessAccount')).message).toMatch(/but without the business account/);
	});

	it('says so where the account is not there', async () => {
		odd.answer = () => ({ body: { status: '0', data: { records: [], total: 0 } } });
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
		odd.answer = () => page(given.map(([members], index) => number(621 + index, members)));
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
