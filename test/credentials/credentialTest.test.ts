/**
 * The credential's test as n8n runs it. As in n8n's credentials-tester.service.js (2.8.4), its request becomes the
 * routing of a node without a name, n8n-core's own RoutingNode sends it, and the rules are compared with `===`, their key
 * being a path of lodash.
 */
import 'reflect-metadata';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import { Container } from 'n8n-core/node_modules/@n8n/di';
import { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';
import {
	createEmptyRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { ACCOUNT_STATUSES } from '../../nodes/ItnioWhatsApp/service/statuses';
import { DEFAULT_ACCOUNT, startSandbox, TROUBLED_ACCOUNTS, type Sandbox } from '../../sandbox';

// The one that n8n itself has.
const get = jest.requireActual<(value: unknown, path: string) => unknown>('lodash/get');

const credential = new ItnioApi();

async function testCredential(
	data: ICredentialDataDecryptedObject,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	const { request, rules = [] } = credential.test;
	const node: INode = {
		id: 'temp',
		parameters: {},
		name: 'Temp-Node',
		type: 'temp',
		typeVersion: 1,
		position: [0, 0],
		credentials: { itnioApi: { id: '1', name: 'ITNIO' } },
	};
	const type = {
		description: {
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' }],
			credentials: [{ name: 'itnioApi', required: true }],
		},
	} as unknown as INodeType;
	const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = {
		credentialsHelper: {
			getParentTypes: () => [],
			getDecrypted: async () => data,
			preAuthentication: async () => undefined,
			authenticate: async (values: ICredentialDataDecryptedObject, _: string, options: IHttpRequestOptions) =>
				await credential.authenticate(values, options),
		},
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const decrypted = { id: '1', name: 'ITNIO', type: 'itnioApi', data };
	try {
		const response = await new RoutingNode(context, type, decrypted).runNode();
		// As n8n looks at it: where there is no item it throws.
		const { json } = (response as INodeExecutionData[][])[0]![0]!;
		for (const rule of rules) {
			if (rule.type !== 'responseSuccessBody') continue;
			const { key, value, message } = rule.properties;
			if (get(json, key) === value) return { status: 'Error', message };
		}
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		const { cause, message } = error as {
			cause?: { response?: { status: number; statusText: string }; code?: string };
			message: string;
		};
		if (cause?.response) return { status: 'Error', message: cause.response.statusText };
		return { status: 'Error', message: cause?.code ?? message };
	}
}

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => {
	await sandbox.close();
	Container.get(SSHClientsManager).onShutdown();
});
const of = ({ apiKey, apiSecret }: { apiKey: string; apiSecret: string }, more = {}) => ({
	apiKey,
	apiSecret,
	appId: 'sandboxApp',
	baseUrl: sandbox.url,
	...more,
});
const sentence = (status: keyof typeof ACCOUNT_STATUSES) =>
	`${ACCOUNT_STATUSES[status].title} (status ${status}). ${ACCOUNT_STATUSES[status].remedy}`;
const SUCCESS = { status: 'OK', message: 'Connection successful!' };

it('asks for the balance, which sends nothing and costs nothing', async () => {
	expect(await testCredential(of(DEFAULT_ACCOUNT))).toEqual(SUCCESS);
	expect(sandbox.counts()).toMatchObject({ accepted: 0, rejected: 0 });
	expect(sandbox.received).toEqual([]);
});

const KNOWN = ['-1', '-2', '-13', '-16', '-18', '-29', '-30', '-31', '-32'] as const;

it('says of each refusal of this endpoint what it is, written as a text or as a number', () => {
	const { rules = [] } = credential.test;
	const said = (value: string | number) =>
		rules.find(
			({ properties }) => 'key' in properties && properties.key === 'status' && properties.value === value,
		)?.properties.message;
	for (const status of KNOWN) {
		expect([said(status), said(Number(status))]).toEqual([sentence(status), sentence(status)]);
	}
	expect(Object.keys(ACCOUNT_STATUSES).sort()).toEqual([...KNOWN].sort());
});

describe('says what is wrong', () => {
	const troubled = TROUBLED_ACCOUNTS.filter(({ sms }) => sms !== undefined);

	it.each(troubled.map((account) => [account.about, account] as const))('%s', async (_, account) => {
		expect(await testCredential(of(account))).toEqual({
			status: 'Error',
			message: sentence(String(account.sms) as '-1'),
		});
	});

	it('for every state that the service knows', () => {
		const states = troubled.map(({ sms }) => String(sms));
		expect([...states, '-1', '-16'].sort()).toEqual([...KNOWN].sort());
	});

	it('wrong key, wrong secret', async () => {
		const wrong = { status: 'Error', message: sentence('-1') };
		expect(await testCredential(of(DEFAULT_ACCOUNT, { apiKey: 'nobody' }))).toEqual(wrong);
		expect(await testCredential(of(DEFAULT_ACCOUNT, { apiSecret: 'wrong' }))).toEqual(wrong);
	});

	it.each([
		['API Secret is in quotes', { apiSecret: "'sandbox-secret'" }],
		['API Key holds the dots or stars', { apiKey: '••••••••' }],
		['API Key and API Secret are the same', { apiKey: 'sandbox-secret' }],
	])('%s, before anybody is asked', async (says, changes) => {
		const before = sandbox.requests;
		const { status, message } = await testCredential(of(DEFAULT_ACCOUNT, changes));
		expect(status).toBe('Error');
		expect(message).toContain(says);
		expect(message).not.toContain('sandbox-secret');
		expect(sandbox.requests).toBe(before);
	});

	it('a wrong clock', async () => {
		const late = await startSandbox({ now: () => Date.now() + 3_600_000 });
		try {
			expect(await testCredential(of(DEFAULT_ACCOUNT, { baseUrl: late.url }))).toEqual({
				status: 'Error',
				message: sentence('-16'),
			});
		} finally {
			await late.close();
		}
	});

	it('a base URL over which anybody could listen in', async () => {
		expect(await testCredential(of(DEFAULT_ACCOUNT, { baseUrl: 'http://example.com' }))).toEqual({
			status: 'Error',
			message: expect.stringContaining('The Base URL of the ITNIO credential must start with https://'),
		});
	});

	it('a base URL that is not an address', async () => {
		expect(await testCredential(of(DEFAULT_ACCOUNT, { baseUrl: 'itnio' }))).toEqual({
			status: 'Error',
			message: expect.stringContaining('The Base URL of the ITNIO credential is not a web address'),
		});
	});
});

it('accepts an account that may ask but not send', async () => {
	for (const account of TROUBLED_ACCOUNTS.filter(({ sms }) => sms === undefined)) {
		expect(await testCredential(of(account))).toEqual(SUCCESS);
	}
});

it('tolerates slashes and spaces', async () => {
	expect(await testCredential(of(DEFAULT_ACCOUNT, { baseUrl: ` ${sandbox.url}// ` }))).toEqual(SUCCESS);
	expect(await testCredential(of({ apiKey: ' sandbox-key\n', apiSecret: 'sandbox-secret ' }))).toEqual(
		SUCCESS,
	);
});

it('does not carry the signature to another place', async () => {
	const paths: Array<string | undefined> = [];
	const server = createServer(({ url }, answer) => {
		paths.push(url);
		answer.writeHead(302, { Location: '/elsewhere' }).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		expect((await testCredential(of(DEFAULT_ACCOUNT, { baseUrl }))).status).toBe('Error');
		expect(paths).toEqual(['/sms/getBalance']);
	} finally {
		await new Promise((resolve) => server.close(resolve));
	}
});

describe('whoever answers', () => {
	async function testAt(type: string, body: string, http = 200) {
		const server = createServer((_request, answer) => {
			answer.writeHead(http, { 'Content-Type': type }).end(body);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
			return await testCredential(of(DEFAULT_ACCOUNT, { baseUrl }));
		} finally {
			await new Promise((resolve) => server.close(resolve));
		}
	}
	it.each([301, 401, 403, 404, 429, 500, 502, 503, 504])(
		'is told from ITNIO where it is HTTP %d',
		async (http) => {
			const foreign = {
				status: 'Error',
				message: expect.stringContaining('not as ITNIO does. Set the Base URL to') as unknown,
			};
			expect(await testAt('text/html', '<html>', http)).toEqual(foreign);
			if (http === 301) return;
			for (const status of [http, String(http), 'Failure']) {
				const body = JSON.stringify({ status, reason: 'Forbidden' });
				expect(await testAt('application/json', body, http)).toEqual(foreign);
			}
		},
	);

	it.each([
		[407, 407],
		[422, 422],
		[451, 451],
		[511, 511],
		[521, 521],
		[403, false],
		[500, null],
		[403, 1],
	])('is told from ITNIO where it is HTTP %d with a status %p', async (http, status) => {
		const body = JSON.stringify({ status, reason: 'Proxy Authentication Required' });
		expect((await testAt('application/json', body, http)).status).toBe('Error');
	});

	it('is ITNIO that refuses with another HTTP status than 200', async () => {
		const body = JSON.stringify({ status: '-1', reason: 'authentication failed' });
		expect(await testAt('application/json', body, 401)).toEqual({
			status: 'Error',
			message: sentence('-1'),
		});
	});

	const testJson = async (body: unknown) => await testAt('application/json', JSON.stringify(body));

	it.each([
		['the page of a proxy', 'text/html', '<!DOCTYPE html><html><title>We will be back soon</title></html>'],
		['another service, such as n8n itself', 'text/html', 'n8n is starting up. Please wait'],
		['JSON that is not from ITNIO', 'application/json', '{"message":"ok"}'],
		['JSON of another service that is well', 'application/json', '{"status":"ok"}'],
		['a status of one digit', 'application/json', '{"status":2,"reason":"success"}'],
		['a status of one digit as a text', 'application/json', '{"status":"1","reason":"ok"}'],
		['JSON that holds nothing', 'application/json', 'null'],
		['JSON that is a list', 'application/json', '[{}]'],
		['nothing at all', 'text/plain', ''],
	])('is told from ITNIO: %s', async (_, type, body) => {
		expect(await testAt(type, body)).toEqual({
			status: 'Error',
			message: expect.stringMatching(
				/not as ITNIO does\. Set the Base URL to https:\/\/api\.itniotech\.com, unless/,
			),
		});
	});

	it('is no success with an empty list, of which n8n makes no item and asks no rule', async () => {
		expect((await testAt('application/json', '[]')).status).toBe('Error');
	});

	it('is ITNIO that refuses, also with a number, and with a status that nobody knows', async () => {
		expect(await testJson({ status: -1, reason: 'authentication failed' })).toEqual({
			status: 'Error',
			message: sentence('-1'),
		});
		for (const status of ['-99', -99, -4]) {
			expect(await testJson({ status, reason: 'new' })).toEqual({
				status: 'Error',
				message: expect.stringMatching(
					/^ITNIO refused with a status .* Run Account › Get Balance/,
				) as unknown,
			});
		}
	});

	it.each([
		{ status: '0', reason: 'success', balance: '1.50', gift: '0', credit: '0' },
		{ status: 0, reason: 'success', balance: 1.5 },
		{ status: '0', reason: null, data: { balance: '1.50' } },
	])('is ITNIO that takes the key: %j', async (answer) => {
		expect(await testJson(answer)).toEqual(SUCCESS);
	});
});
