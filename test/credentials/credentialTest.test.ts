/**
 * The credential's test as n8n runs it. As in n8n's credentials-tester.service.js (2.8.4), its request becomes the
 * routing of a node without a name, n8n-core's own RoutingNode sends it, and the rules are compared with `===`.
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
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { ACCOUNT_STATUSES } from '../../nodes/ItnioWhatsApp/service/statuses';
import { DEFAULT_ACCOUNT, startSandbox, TROUBLED_ACCOUNTS, type Sandbox } from '../../sandbox';

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
		const json = response?.[0]?.[0]?.json;
		for (const rule of rules) {
			if (rule.type !== 'responseSuccessBody') continue;
			const { key, value, message } = rule.properties;
			if (json?.[key] === value) return { status: 'Error', message };
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

it('has one rule for each refusal of this endpoint', () => {
	const { rules = [] } = credential.test;
	expect(rules).toHaveLength(KNOWN.length);
	expect(rules).toEqual(
		expect.arrayContaining(
			KNOWN.map((status) => ({
				type: 'responseSuccessBody',
				properties: { key: 'status', value: status, message: sentence(status) },
			})),
		),
	);
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
