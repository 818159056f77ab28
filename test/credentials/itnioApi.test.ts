import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { md5 } from '../sandbox/helpers';

const credential = new ItnioApi();
const values = {
	apiKey: 'bDqJFiq9',
	apiSecret: '7bz1lzh9',
	appId: 'DGziZf5u',
	baseUrl: 'https://api.itniotech.com',
};
const request = {
	url: 'https://api.itniotech.com/wa/custom/sendMsg',
	method: 'POST' as const,
	body: { type: 'text' },
};

beforeEach(() => {
	jest.useFakeTimers({ now: 1_630_468_800_400 });
});
afterEach(() => {
	jest.useRealTimers();
});

const headers = {
	'Content-Type': 'application/json;charset=UTF-8',
	'Api-Key': 'bDqJFiq9',
	Timestamp: '1630468800',
	Sign: '05d7a50893e22a5c4bb3216ae3396c7c',
};

describe('the form', () => {
	it('has the stored fields', () => {
		expect(
			credential.properties.map(({ name, required = false, default: value }) => [name, required, value]),
		).toEqual([
			['apiKey', true, ''],
			['apiSecret', true, ''],
			['appId', true, ''],
			['businessPhone', false, ''],
			['defaultCountryCode', false, ''],
			['baseUrl', false, 'https://api.itniotech.com'],
			['callbackUrl', false, ''],
		]);
		expect(credential).toMatchObject({ name: 'itnioApi', displayName: 'ITNIO API' });
	});

	it('hides the secret', () => {
		expect(credential.properties.find(({ name }) => name === 'apiSecret')?.typeOptions).toEqual({
			password: true,
		});
	});
});

describe('authenticate', () => {
	it('adds the four headers and follows no redirect', async () => {
		expect(await credential.authenticate(values, request)).toEqual({
			...request,
			disableFollowRedirect: true,
			headers,
		});
	});

	it('leaves the request that it was given, and other headers, as they are', async () => {
		const given = Object.freeze({ ...request, headers: Object.freeze({ 'X-Trace': '1', Sign: 'old' }) });
		expect((await credential.authenticate(values, given)).headers).toEqual({ 'X-Trace': '1', ...headers });
		expect(given.headers).toEqual({ 'X-Trace': '1', Sign: 'old' });
	});

	it('signs every try afresh', async () => {
		const first = await credential.authenticate(values, request);
		jest.advanceTimersByTime(1000);
		const second = await credential.authenticate(values, first);
		expect(second.headers).toEqual({
			...headers,
			Timestamp: '1630468801',
			Sign: md5('bDqJFiq97bz1lzh91630468801'),
		});
	});

	it('takes a key and a secret with the spaces of a web page around them', async () => {
		const pasted = { ...values, apiKey: ' bDqJFiq9\n', apiSecret: '\t7bz1lzh9 ' };
		expect((await credential.authenticate(pasted, request)).headers).toEqual(headers);
	});

	it('never sends the secret', async () => {
		expect(JSON.stringify(await credential.authenticate(values, request))).not.toContain('7bz1lzh9');
	});

	it.each(['http://api.itniotech.com', 'ftp://api.itniotech.com', 'nonsense'])(
		'signs nothing for the base URL %s',
		async (baseUrl) => {
			await expect(credential.authenticate({ ...values, baseUrl }, request)).rejects.toThrow(
				/^The Base URL of the ITNIO credential /,
			);
		},
	);
});
