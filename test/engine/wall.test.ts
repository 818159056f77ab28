/** What is thrown, what is far too much and what is pasted wrongly: nobody twice, nothing lost, nothing told. */
import type { IDataObject, IExecuteFunctions, INode, INodeType } from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { workflowOf } from '../../harness/engine';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { engine, runInEngine } from './engine';
import { injected } from './injected';
import { loopOf } from './loop';
import { processedDataForTests } from './processed';
import { serviceForTests } from './service';

const service = serviceForTests();
processedDataForTests();

const person = (index: number) => `62812${String(index).padStart(6, '0')}`;
const continuing: Partial<INode> = { onError: 'continueRegularOutput' };
const retrying: Partial<INode> = { retryOnFail: true, maxTries: 3 };

const parametersOf = (options: IDataObject = {}) => ({
	operation: 'sendText',
	businessPhone: service.businessPhone,
	recipient: '={{ $json.phone }}',
	text: 'We open at nine',
	options: { maxPerSecond: 5_000, ...options } as never,
});
const question = () => ({
	operation: 'sendAndWait',
	businessPhone: service.businessPhone,
	recipient: '={{ $json.phone }}',
	message: 'Shall we deliver today?',
});
const received = () => service.received().map(({ recipient }) => String(recipient));

describe('a preview that cannot be stored', () => {
	const items = [0, 1, 2].map((index) => ({ phone: person(index), preview: index === 1 }));
	const run = async (settings: Partial<INode>) =>
		await runInEngine({
			credential: service.credential(),
			items,
			settings,
			parameters: parametersOf({ previewOnly: '={{ $json.preview }}' }),
			implementation: injected({
				at: 0,
				stays: true,
				only: ['helpers.prepareBinaryData'],
				kind: 'error',
			}),
		});

	it('sends the others once, where the node stops and Retry On Fail is on', async () => {
		const { error } = await run(retrying);
		expect(error?.message).toMatch(/^2nd of 3 \(\+62812000001\): n8n could not keep the preview .*ENOSPC/);
		expect(received()).toEqual([person(0), person(2)]);
	});

	it('is a failed item among the others, where the node continues', async () => {
		const { outputs } = await run({ ...continuing, ...retrying });
		expect(received()).toEqual([person(0), person(2)]);
		expect(outputs[0]?.map(({ json }) => json.error ?? json.recipient)).toEqual([
			person(0),
			expect.stringMatching(/^n8n could not keep the preview /),
			person(2),
		]);
	});
});

describe('a throw in an unexpected place', () => {
	const run = async (only: string, settings: Partial<INode>, at = 0) =>
		await runInEngine({
			credential: service.credential(),
			items: [{ phone: person(0) }, { phone: person(1) }],
			settings,
			parameters: parametersOf(),
			implementation: injected({ at, only: [only], kind: 'error', stays: true }),
		});

	it.each([
		['getContext', 0],
		['getWorkflowDataProxy', 0],
		['getNodeParameter', 0],
		['getNodeParameter', 2],
	])('%s, call %d: the items fail where the node continues, instead of passing as sent', async (only, at) => {
		const why = /something broke before it left \(injected: ENOSPC/;
		const { outputs, error } = await run(only, continuing, at);
		expect(error).toBeUndefined();
		expect(outputs[0]?.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(why),
			expect.stringMatching(why),
		]);
		const separate = await run(only, { onError: 'continueErrorOutput' }, at);
		expect(separate.outputs.map((output) => output.length)).toEqual([0, 2]);
		expect(received()).toEqual([]);
	});

	it('is of unknown outcome where an earlier try of the run may have sent it', async () => {
		const { outputs } = await run('getContext', { ...continuing, ...retrying });
		expect(outputs[0]?.map(({ json }) => (json.details as IDataObject).outcome)).toEqual([
			'unknown',
			'unknown',
		]);
	});

	it.each(['addExecutionHints', 'getWorkflowSettings'])('%s: what was sent is sent', async (only) => {
		const { outputs } = await run(only, continuing);
		expect(outputs[0]?.map(({ json }) => json.status)).toEqual(['0', '0']);
		expect(received()).toEqual([person(0), person(1)]);
	});
});

describe('a question whose wait n8n does not take', () => {
	const FALLING = ['getCredentials', 'putExecutionToWait'];
	const run = async (
		settings: Partial<INode>,
		stays: boolean,
		implementation = injected({ at: 0, only: ['putExecutionToWait'], kind: 'error', stays }),
	) =>
		await runInEngine({
			credential: service.credential(),
			items: [{ phone: person(0) }],
			settings: { ...settings, id: '00000000-0000-4000-8000-000000000001' },
			parameters: {
				...question(),
				buttons: { button: [{ title: 'Yes' }, { title: 'No' }] },
			},
			implementation,
		});

	it.each([retrying, { ...continuing, ...retrying }])(
		'%p: is asked once, and the retry waits',
		async (one) => {
			const { run: ended, error } = await run(one, false);
			expect([ended.status, error]).toEqual(['waiting', undefined]);
			expect(received()).toEqual([person(0)]);
		},
	);

	it.each([retrying, { ...continuing, ...retrying }])(
		'%p: is asked once, however often it fails',
		async (one) => {
			const { run: ended } = await run(one, true);
			expect(ended.status).not.toBe('waiting');
			expect(received()).toEqual([person(0)]);
		},
	);

	it('is of unknown outcome where the node continues', async () => {
		const { outputs } = await run(continuing, true);
		expect(received()).toEqual([person(0)]);
		expect(outputs[0]?.[0]?.json.details).toMatchObject({ outcome: 'unknown' });
	});

	it('is of unknown outcome where what the node remembers cannot be read either', async () => {
		const calls: string[] = [];
		await run(continuing, false, injected({ only: ['getContext'], kind: 'error' }, calls));
		const at = calls.length - 1;
		const { outputs } = await run(
			continuing,
			false,
			injected({ at, only: ['getContext'], kind: 'error', stays: true }),
		);
		expect(received()).toEqual([person(0), person(0)]);
		expect(outputs[0]?.[0]?.json.details).toMatchObject({ outcome: 'unknown' });
	});

	it('is of unknown outcome where the retry cannot even read the credential', async () => {
		const calls: string[] = [];
		await run(continuing, false, injected({ only: FALLING, kind: 'error' }, calls));
		const at = calls.indexOf('putExecutionToWait');
		const falling = injected({ at, only: FALLING, kind: 'error', stays: true });
		const { outputs } = await run({ ...continuing, ...retrying }, true, falling);
		expect(received()).toEqual([person(0), person(0)]);
		expect(outputs[0]?.[0]?.json.details).toMatchObject({ outcome: 'unknown' });
	});
});

it.each([
	[0, continuing],
	[1, continuing],
	[2, continuing],
	[0, { ...continuing, ...retrying }],
	[2, { ...continuing, ...retrying }],
])(
	'a question whose credential n8n cannot read any more (call %d, %p) was surely not sent',
	async (at, settings) => {
		const { outputs } = await runInEngine({
			credential: service.credential({ callbackUrl: 'http://127.0.0.1:9/webhook/itnio/webhook' }),
			items: [{ phone: person(0) }],
			settings: { ...settings, id: '00000000-0000-4000-8000-000000000001' },
			parameters: {
				...question(),
				answerBy: 'text',
			},
			implementation: injected({ at, only: ['getCredentials'], kind: 'error', stays: true }),
		});
		expect(received()).toEqual([]);
		expect(outputs[0]?.[0]?.json.details).toMatchObject({ outcome: 'notSent' });
	},
);

describe('a credential pasted with line breaks', () => {
	const apiKey = 'bDqJFiq9QxT4';
	const apiSecret = 'sUpErSeCrEt77';

	it.each<[string, string, string]>([
		['behind the key', `${apiKey}\n`, apiSecret],
		['behind the secret', apiKey, `${apiSecret}\r\n`],
		['around both', `\n${apiKey}\r\n`, `\t${apiSecret}\n\n`],
	])('%s: nothing of it stands in the error, whatever the service quotes', async (_, key, secret) => {
		const { createServer } = await import('node:http');
		const signatures = new Set<string>();
		const echo = createServer((request, response) => {
			const { 'api-key': own, sign = '' } = request.headers;
			signatures.add(String(sign));
			const reason = `bad key ${String(own)}, secret ${apiSecret}, sign ${String(sign)}`;
			request.resume().on('end', () => response.end(JSON.stringify({ status: '-12345', reason })));
		}).listen(0, '127.0.0.1');
		try {
			await new Promise((resolve) => echo.once('listening', resolve));
			const { port } = echo.address() as { port: number };
			const { run } = await runInEngine({
				credential: service.credential({
					apiKey: key,
					apiSecret: secret,
					baseUrl: `http://127.0.0.1:${port}`,
				}),
				items: [{ phone: person(0) }],
				parameters: parametersOf(),
			});
			const text = JSON.stringify(run) + (run.data.resultData.error?.stack ?? '');
			expect(text).toContain('bad key ••••••••');
			expect(signatures.size).toBeGreaterThan(0);
			for (const told of [apiKey, apiSecret, ...signatures]) expect(text).not.toContain(told);
		} finally {
			echo.close();
		}
	});
});

describe('Send Once by key', () => {
	it('"Main Street", part 1, and "1 Main Street", part 0, are two keys', async () => {
		const long = Array.from({ length: 700 }, (_, index) => `sentence ${index}.`).join(' ');
		const run = async (key: string, text: string) =>
			await runInEngine({
				credential: service.credential(),
				items: [{ phone: person(0), key, text }],
				parameters: {
					...parametersOf({ sendOnceBy: 'key', sendOnceKey: '={{ $json.key }}', longText: 'split' }),
					text: '={{ $json.text }}',
				},
			});
		const first = await run('Main Street', long);
		const parts = first.outputs[0]?.length ?? 0;
		expect(parts).toBeGreaterThan(1);
		for (const key of ['1 Main Street', 'part 1 of key Main Street', '1/Main Street']) {
			const { outputs } = await run(key, 'Hi');
			expect(outputs[0]?.map(({ json }) => [json.alreadySent, json.status])).toEqual([[undefined, '0']]);
		}
		expect(received()).toHaveLength(parts + 3);
	});
});

describe('JSON of 100,000 levels', () => {
	it('is the problem of its item alone', async () => {
		const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
		const { outputs } = await runInEngine({
			credential: service.credential(),
			items: [deep, '{}'].map((extra) => ({ json: `{"type":"text","text":{"body":"Hi"},"extra":${extra}}` })),
			settings: continuing,
			parameters: {
				...parametersOf({ skipChecks: true }),
				operation: 'sendJson',
				recipient: person(0),
				messageJson: '={{ $json.json }}',
			},
		});
		expect(outputs[0]?.map(({ json }) => json.error ?? json.status)).toEqual([
			'Message (JSON) holds data in data in data, too deep to be read: no message needs more than ten levels. Look at the expression. This message was not sent.',
			'0',
		]);
		expect(received()).toEqual([person(0)]);
	});
});

describe('Timeout', () => {
	it.each([600_001, 3_000_000_000, 10_000_000_000])(
		'%d is refused with its range, and the next execution with this key goes',
		async (timeout) => {
			const run = async (options: IDataObject) =>
				await runInEngine({
					credential: service.credential(),
					items: [{ phone: person(0) }],
					settings: continuing,
					parameters: parametersOf({ sendOnceBy: 'key', sendOnceKey: 'one', ...options }),
				});
			const { outputs } = await run({ timeout });
			expect(outputs[0]?.[0]?.json.error).toBe(
				`Timeout must be a number from 1000 to 600000, but it is "${timeout}". This message was not sent.`,
			);
			expect(received()).toEqual([]);
			await run({ timeout: 600_000 });
			expect(received()).toEqual([person(0)]);
		},
	);
});

it('a batch of a loop whose credential cannot be read was surely not sent, whatever an earlier batch sent', async () => {
	const phones = ['no number', person(1), person(2), person(3)].map((phone) => ({ phone }));
	const base = workflowOf(
		phones,
		{ name: 'Loop', type: 'test.loop', typeVersion: 1, parameters: {} },
		loopOf(2),
	);
	const type = 'n8n-nodes-itnio.itnioWhatsApp';
	const whatsApp: INode = {
		id: 'Send',
		name: 'Send',
		type,
		typeVersion: 1,
		position: [400, 0],
		credentials: { itnioApi: { id: '1', name: 'ITNIO' } },
		parameters: parametersOf(),
		...continuing,
		...retrying,
		waitBetweenTries: 1,
	};
	const own = new ItnioWhatsApp();
	const implementation = Object.create(own, {
		execute: {
			value: async function (this: IExecuteFunctions) {
				const isSecond = this.getWorkflowDataProxy(0).$runIndex === 1;
				const fails = async () => await Promise.reject(new Error('the database is locked'));
				return await own.execute.call(
					isSecond ? Object.create(this, { getCredentials: { value: fails } }) : this,
				);
			},
		},
	}) as INodeType;
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	const { data } = await engine.run({
		...base,
		nodes: [...base.nodes, whatsApp],
		connections: { ...base.connections, Loop: { main: [[], to('Send')] }, Send: { main: [to('Loop')] } },
		typeOf: (name) => (name === type ? implementation : base.typeOf(name)),
		credentialType: new ItnioApi(),
		credential: service.credential(),
	});
	const outcomes = data.resultData.runData.Send?.map((one) =>
		one.data?.main?.[0]?.map(({ json }) => (json.details as IDataObject | undefined)?.outcome ?? json.status),
	);
	expect(received()).toEqual([person(1)]);
	expect(outcomes).toEqual([
		['notSent', '0'],
		['notSent', 'notSent'],
	]);
});
