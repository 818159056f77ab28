/** Wait for Delivery: the node in the real engine, the real trigger over HTTP, and n8n's waiting address between them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IRun,
	type IWebhookData,
	type IWebhookDescription,
	type IWebhookFunctions,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { Deliveries } from '../../nodes/ItnioWhatsApp/conversation/deliveries';
import { nameOfMessage } from '../../nodes/ItnioWhatsApp/conversation/deliveryReport';
import { deliverySharing, deliveryWatch } from '../../nodes/ItnioWhatsApp/conversation/handingReports';
import { messageStatusEvent, upMessageEvent } from '../../sandbox';
import { until } from '../../harness/until';
import { runInEngine } from '../engine/engine';
import { serviceForTests } from '../engine/service';
import { listen, type Listener } from '../trigger/listener';
import { answerOnReceived } from '../trigger/onReceived';

const service = serviceForTests();
const DAY_MS = 86_400_000;

/** An execution that waits, by its number. */
interface Waiting {
	readonly run: IRun;
	status: 'running' | 'waiting' | 'finished';
	output?: INodeExecutionData[];
}

const executions = new Map<string, Waiting>();
let waitingServer: Server;
let waitingUrl = '';
let trigger: Listener;

/** What n8n does with a call of its waiting address. */
async function resume(url: URL, body: IDataObject): Promise<[status: number, body: unknown]> {
	const [, , executionId = ''] = url.pathname.split('/');
	const execution = executions.get(executionId);
	if (execution === undefined || execution.status === 'running') {
		return [409, { message: `The execution "${executionId}" is running already.` }];
	}
	if (execution.status === 'finished') return [200, '<title>No action required</title>'];
	// As it is read from the database.
	const data = JSON.parse(JSON.stringify(execution.run.data)) as IRun['data'];
	const entry = data.executionData?.nodeExecutionStack[0];
	const node = entry?.node as INode;
	const type = new ItnioWhatsApp();
	const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
	const workflow = new Workflow({
		id: 'test',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: nodeTypes as unknown as INodeTypes,
	});
	let reply: [number, unknown] = [200, {}];
	const response = {
		status: (code: number) => ({ json: (answer: unknown) => void (reply = [code, answer]) }),
	};
	const query = Object.fromEntries(url.searchParams);
	const additionalData = { httpRequest: { method: 'POST', body, query }, httpResponse: response };
	const [, webhookDescription] = type.description.webhooks as [unknown, IWebhookDescription];
	const context = new WebhookContext(
		workflow,
		workflow.getNode(node.name) as INode,
		additionalData as unknown as IWorkflowExecuteAdditionalData,
		'webhook',
		{ webhookDescription } as IWebhookData,
		[],
		data,
	);
	const result = await type.webhook.call(context as unknown as IWebhookFunctions);
	if (result.workflowData === undefined) return reply;
	execution.status = 'finished';
	execution.output = result.workflowData[0];
	return [200, answerOnReceived(webhookDescription, result)];
}

beforeAll(async () => {
	waitingServer = createServer((request, response) => {
		void (async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of request) chunks.push(chunk as Buffer);
			const body = JSON.parse(Buffer.concat(chunks).toString()) as IDataObject;
			const [status, answer] = await resume(new URL(request.url ?? '', 'http://n8n'), body);
			response.writeHead(status, { 'Content-Type': 'application/json' });
			response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
		})();
	});
	await new Promise<void>((resolve) => waitingServer.listen(0, '127.0.0.1', resolve));
	waitingUrl = `http://127.0.0.1:${(waitingServer.address() as AddressInfo).port}/webhook-waiting`;
});
afterAll(() => waitingServer.close());
beforeEach(async () => {
	executions.clear();
	const credential = service.credential() as ICredentialDataDecryptedObject;
	trigger = await listen({ credential: { ...credential, appId: 'sandboxApp' }, waitingUrl });
});
afterEach(async () => {
	deliveryWatch.stop();
	deliverySharing.stop();
	await trigger.close();
});

interface Given {
	readonly items?: IDataObject[];
	readonly parameters?: INodeParameters;
	readonly settings?: Partial<INode>;
	readonly callbackUrl?: string;
	readonly executionId?: string;
}

/** Runs the node. Its execution waits as soon as n8n has stored it: `isStored` false leaves that to the test. */
async function wait(
	{ items = [], parameters, executionId = '1', callbackUrl, settings }: Given,
	isStored = true,
) {
	const { run, error, outputs } = await runInEngine({
		items,
		executionId,
		settings,
		credential: service.credential({ callbackUrl: callbackUrl ?? trigger.url }),
		parameters: {
			resource: 'message',
			operation: 'waitForDelivery',
			messageId: '={{ $json.messageId }}',
			...parameters,
		},
	});
	const execution: Waiting = { run, status: 'running' };
	if (run.status === 'waiting') executions.set(executionId, execution);
	if (isStored) execution.status = 'waiting';
	return { execution, run, error, outputs };
}

const sent = (...ids: string[]): IDataObject[] =>
	ids.map((messageId) => ({ messageId, name: `of ${messageId}` }));
const AT = 1_790_000_000;
type Status = Parameters<typeof messageStatusEvent>[1];
const report = async (messageId: string, status: Status, failure?: unknown, to?: string) =>
	await trigger.post(
		{
			...messageStatusEvent({ messageId, recipient: '6281234567890' }, status, {
				appId: 'sandboxApp',
				businessPhone: '628111000111',
				nowMs: AT * 1000,
			}),
			...(failure === undefined ? {} : { failure }),
		},
		{ to },
	);

const deliveries = ({ output }: Waiting) => output?.map(({ json }) => json.delivery);
const ended = async (execution: Waiting) =>
	await until('the execution to go on', () => execution.status === 'finished');
const delivered = (status = 'delivered') => ({ delivered: true, status, timestamp: AT });

test('goes on with one item for each message, once each has its last report', async () => {
	const { execution, run } = await wait({ items: sent('a', 'b', 'c') });
	expect(run.status).toBe('waiting');
	await report('b', 'delivered');
	await report('a', 'sent');
	await report('c', 'failed', '131026');
	expect(execution.status).toBe('waiting');
	expect(await report('a', 'read')).toEqual({
		status: 200,
		message: 'Dropped: this kind of event is not chosen.',
	});
	await ended(execution);
	expect(execution.output).toEqual([
		{ json: { messageId: 'a', name: 'of a', delivery: delivered('read') }, pairedItem: { item: 0 } },
		{ json: { messageId: 'b', name: 'of b', delivery: delivered() }, pairedItem: { item: 1 } },
		{
			json: {
				messageId: 'c',
				name: 'of c',
				delivery: {
					delivered: false,
					status: 'failed',
					timestamp: AT,
					reason: {
						code: 131026,
						explanation: expect.stringMatching(/cannot be reached/) as string,
						advice: expect.stringMatching(/number/) as string,
						tryAgain: 'never',
					},
				},
			},
			pairedItem: { item: 2 },
		},
	]);
});

test('reports that come before the execution waits count, and while it is still running', async () => {
	await report('a', 'delivered');
	const { execution } = await wait({ items: sent('a', 'b') }, false);
	await report('b', 'delivered');
	execution.status = 'waiting';
	await ended(execution);
	expect(deliveries(execution)).toEqual([delivered(), delivered()]);
});

test('all reports that come before: the execution goes on by itself', async () => {
	await report('a', 'delivered');
	await report('b', 'read');
	const { execution } = await wait({ items: sent('a', 'b') });
	await ended(execution);
	expect(deliveries(execution)).toEqual([delivered(), delivered('read')]);
});

test('twice, in the wrong order, and taken back: the best report of a message counts', async () => {
	const { execution } = await wait({ items: sent('a', 'b', 'c') });
	for (const status of ['read', 'delivered', 'sent', 'read'] as const) await report('a', status);
	for (const status of ['failed', 'delivered', 'failed'] as const) await report('b', status);
	await report('c', 'delivered');
	await ended(execution);
	expect(deliveries(execution)).toEqual([delivered('read'), delivered(), delivered()]);
});

test('until it is read, a message that is only delivered is waited for', async () => {
	const { execution } = await wait({ items: sent('a', 'b'), parameters: { until: 'read' } });
	await report('a', 'delivered');
	await report('b', 'failed', 'the phone was thrown away');
	expect(execution.status).toBe('waiting');
	await report('a', 'read');
	await ended(execution);
	expect(deliveries(execution)).toEqual([
		delivered('read'),
		{ delivered: false, status: 'failed', timestamp: AT, failure: 'the phone was thrown away' },
	]);
});

test.each([
	['a text', '🙁'.repeat(600), `${'🙁'.repeat(500)}…`],
	['an object', { detail: '"'.repeat(600) }, `{"detail":"${'\\"'.repeat(244)}\\…`],
	['a text of 500 characters', '\n'.repeat(499) + '.', '\n'.repeat(499) + '.'],
	// Six digits of a longer number are no code.
	['a text with a number where it is cut', `${'x'.repeat(494)}1310261`, `${'x'.repeat(494)}131026…`],
])('a long reason without a code, %s: its beginning says why', async (_, failure, shown) => {
	const { execution } = await wait({ items: sent('a', 'b') });
	await report('a', 'failed', failure);
	deliveryWatch.stop();
	trigger.restart();
	await report('b', 'delivered');
	await ended(execution);
	expect(deliveries(execution)).toEqual([
		{ delivered: false, status: 'failed', timestamp: AT, failure: shown },
		delivered(),
	]);
});

test('a long reason with a code at its end: the code says why', async () => {
	const { execution } = await wait({ items: sent('a') });
	await report('a', 'failed', `${'x'.repeat(600)} 131026`);
	await ended(execution);
	expect(deliveries(execution)).toMatchObject([{ status: 'failed', reason: { code: 131026 } }]);
});

test('what was reported and who waits outlives n8n and is known to another process', async () => {
	await report('early', 'delivered');
	const first = await wait({ items: sent('a', 'b') });
	await report('a', 'delivered');
	await report('later', 'failed', 131049);
	deliveryWatch.stop();
	trigger.restart();
	const second = await wait({ items: sent('later', 'a'), executionId: '2' });
	await ended(second.execution);
	expect(deliveries(second.execution)).toEqual([
		{
			delivered: false,
			status: 'failed',
			timestamp: AT,
			reason: expect.objectContaining({ code: 131049, tryAgain: 'later' }) as object,
		},
		delivered(),
	]);
	await report('b', 'delivered');
	await ended(first.execution);
	expect(deliveries(first.execution)).toEqual([delivered(), delivered()]);
});

test('a report that somebody waits for and that starts the workflow, too, starts it once over a restart', async () => {
	await trigger.close();
	const credential = service.credential() as ICredentialDataDecryptedObject;
	trigger = await listen({
		credential: { ...credential, appId: 'sandboxApp' },
		waitingUrl,
		parameters: { events: ['message-status-event'] },
	});
	await wait({ items: sent('a', 'b') });
	expect((await report('a', 'delivered')).message).toBe('The workflow was started.');
	deliveryWatch.stop();
	deliverySharing.stop();
	trigger.restart();
	expect((await report('a', 'delivered')).message).toBe('Dropped: this event came before.');
	expect(trigger.started).toHaveLength(1);
});

test('a message at one webhook process takes nobody off the list who began to wait at another one, which ends', async () => {
	await wait({ items: sent('x'), callbackUrl: trigger.otherUrl });
	const { execution } = await wait({ items: sent('a'), executionId: '2' });
	deliveryWatch.stop();
	deliverySharing.stop();
	trigger.restart();
	const origin = { appId: 'sandboxApp', businessPhone: '628111000111', nowMs: AT * 1000 };
	await trigger.post(upMessageEvent({ from: '6281345678901', text: 'Hi' }, origin), { to: trigger.otherUrl });
	await report('a', 'delivered');
	await until('the execution to go on', () => execution.status === 'finished', { timeoutMs: 30_000 });
	expect(deliveries(execution)).toEqual([delivered()]);
});

describe('two processes that write at the same moment, one over the other,', () => {
	/** What the second process writes is undone by the first one, which read the database before. */
	async function undone(atSecond: () => Promise<unknown>, atFirst: () => Promise<unknown>): Promise<void> {
		const { isHeld, release } = trigger.holdNextStore();
		const first = atFirst();
		await isHeld;
		await atSecond();
		release();
		await first;
	}
	const ofOther = async (messageId: string) =>
		await report(messageId, 'delivered', undefined, trigger.otherUrl);

	test('both tell what they heard', async () => {
		const { execution } = await wait({ items: sent('a', 'b', 'c') });
		await undone(
			async () => await ofOther('a'),
			async () => await report('b', 'delivered'),
		);
		await report('c', 'delivered');
		await ended(execution);
		expect(deliveries(execution)).toEqual(Array(3).fill(delivered()));
	});

	test('also before anybody waits for it', async () => {
		const { execution } = await wait({ items: sent('x') });
		await undone(
			async () => await ofOther('a'),
			async () => await report('x', 'delivered'),
		);
		await ended(execution);
		const later = await wait({ items: sent('a'), executionId: '2' });
		await ended(later.execution);
		expect(deliveries(later.execution)).toEqual([delivered()]);
	});

	test('and who waits is not forgotten with the process that was told of it', async () => {
		await wait({ items: sent('x') });
		const executionId = '2';
		await undone(
			async () => await wait({ items: sent('a'), executionId, callbackUrl: trigger.otherUrl }),
			async () => await report('x', 'delivered'),
		);
		await report('a', 'delivered');
		const execution = executions.get(executionId) as Waiting;
		await ended(execution);
		expect(deliveries(execution)).toEqual([delivered()]);
	});
});

test('each execution gets its own, and a message that two wait for is reported to both', async () => {
	const one = await wait({ items: sent('a', 'x') });
	const other = await wait({ items: sent('x', 'b'), executionId: '2' });
	await report('x', 'delivered');
	await report('b', 'read');
	await ended(other.execution);
	expect(one.execution.status).toBe('waiting');
	await report('a', 'failed');
	await ended(one.execution);
	expect(deliveries(other.execution)).toEqual([delivered(), delivered('read')]);
	expect(deliveries(one.execution)).toEqual([
		{ delivered: false, status: 'failed', timestamp: AT },
		delivered(),
	]);
});

test('when the time is up, it goes on with what is known', async () => {
	const limitWaitTime = {
		values: { limitType: 'afterTimeInterval', resumeAmount: 1.5, resumeUnit: 'seconds' },
	};
	const { execution } = await wait({ items: sent('a', 'b'), parameters: { options: { limitWaitTime } } });
	await report('a', 'delivered');
	await ended(execution);
	expect(deliveries(execution)).toEqual([delivered(), { delivered: false, status: 'noReport' }]);
});

test('after the Secret Token was changed, what was reported counts and the time is kept as before', async () => {
	const published = (secretToken: string) => ({ options: { secretToken } });
	const address = (secretToken: string) => `${trigger.url}?token=${secretToken}`;
	const [before, after] = ['the-token-of-2025', 'the-token-of-2026'];
	await trigger.close();
	const credential = service.credential() as ICredentialDataDecryptedObject;
	trigger = await listen({
		credential: { ...credential, appId: 'sandboxApp' },
		waitingUrl,
		parameters: published(before),
	});
	const limitWaitTime = {
		values: { limitType: 'afterTimeInterval', resumeAmount: 2, resumeUnit: 'seconds' },
	};
	const { execution } = await wait({
		items: sent('a', 'b'),
		parameters: { options: { limitWaitTime } },
		callbackUrl: address(before),
	});
	trigger.publish(published(after));
	await report('a', 'delivered', undefined, address(after));
	await ended(execution);
	expect(deliveries(execution)).toEqual([delivered(), { delivered: false, status: 'noReport' }]);
});

test('n8n ends the wait by itself, in case nobody else does, and says so of each item', async () => {
	const before = Date.now();
	const { run } = await wait({ items: [...sent('a'), { skipped: true }] });
	const waitTill = run.waitTill?.getTime() ?? 0;
	expect(waitTill - before).toBeGreaterThanOrEqual(DAY_MS);
	expect(waitTill - before).toBeLessThan(DAY_MS + 10 * 60_000);
	const input = run.data.executionData?.nodeExecutionStack[0]?.data.main?.[0];
	expect(input?.map(({ json }) => json.delivery)).toEqual([
		{ delivered: false, status: 'noReport' },
		{ delivered: false, status: 'notSent' },
	]);
	await report('a', 'delivered');
});

test('an item for which nothing was sent is not waited for', async () => {
	const { execution } = await wait({
		items: [{ skipped: true, optedOut: true }, ...sent('a'), { error: 'ITNIO said no', details: {} }],
	});
	await report('a', 'delivered');
	await ended(execution);
	const notSent = { delivered: false, status: 'notSent' };
	expect(deliveries(execution)).toEqual([notSent, delivered(), notSent]);
});

test('where nothing was sent at all, the workflow goes on at once', async () => {
	const { run, outputs } = await wait({ items: [{ skipped: true }, { skipped: true }] });
	expect(run.status).toBe('success');
	expect(outputs[0]?.map(({ json }) => json.delivery)).toEqual(
		Array(2).fill({ delivered: false, status: 'notSent' }),
	);
});

test('what a table writes where there is no message is no ID to wait for', async () => {
	const nothing = ['N/A', '#N/A', '-', '无', 'none', 'undefined', ' '];
	const { execution } = await wait({ items: [...sent(...nothing), ...sent('a')] });
	await report('a', 'delivered');
	await ended(execution);
	const notSent = { delivered: false, status: 'notSent' };
	expect(deliveries(execution)).toEqual([...nothing.map(() => notSent), delivered()]);
});

test('a workflow that never waits stores no report', async () => {
	await report('a', 'delivered');
	await report('b', 'read');
	expect(trigger.staticData()).toEqual({});
});

test('where nobody can look into the database, a report is answered when n8n has stored it', async () => {
	await trigger.close();
	trigger = await listen({
		credential: null,
		waitingUrl,
		parameters: { options: { onlyThisApp: false } },
		stored: { 'node:Trigger': { deliveries: `u ${Date.now()}` } },
	});
	// Without a credential it cannot call itself. The first one that is in vain may be the end of n8n.
	expect((await report('a', 'delivered')).status).toBe(503);
	const { isHeld, release } = trigger.holdNextStore();
	const answers: unknown[] = [];
	const answered = report('b', 'delivered').then((answer) => answers.push(answer));
	await isHeld;
	// An answer that went out before would be here by now.
	for (let times = 0; times < 5; times++) await trigger.post('no report');
	expect(answers).toEqual([]);
	release();
	await answered;
	expect(answers).toEqual([{ status: 200, message: 'Dropped: this kind of event is not chosen.' }]);
	expect(JSON.stringify(trigger.staticData()).match(/ delivered /g)).toHaveLength(2);
});

test('a published trigger that wants the reports starts its workflow with each all the same', async () => {
	await trigger.close();
	const credential = service.credential() as ICredentialDataDecryptedObject;
	trigger = await listen({
		credential: { ...credential, appId: 'sandboxApp' },
		waitingUrl,
		parameters: { events: ['message-status-event'] },
	});
	const { execution } = await wait({ items: sent('a') });
	await report('a', 'sent');
	await report('a', 'delivered');
	await ended(execution);
	expect(trigger.started.map(({ status }) => status)).toEqual(['sent', 'delivered']);
});

describe('what cannot wait says what to do', () => {
	const many = (count: number) => sent(...Array.from({ length: count }, (_, index) => `m${index}`));

	test.each<[string, Given, RegExp]>([
		[
			'no Callback URL',
			{ items: sent('a'), callbackUrl: '' },
			/enter the Production URL of your ITNIO WhatsApp Trigger as Callback URL/,
		],
		[
			'the Test URL',
			{ items: sent('a'), callbackUrl: 'http://localhost/webhook-test/x' },
			/Callback URL .* is the Test URL/,
		],
		[
			'no message',
			{ items: [{ name: 'Sari' }] },
			/No item has a Message ID: put this node behind one that sends/,
		],
		[
			'an object',
			{ items: [{ messageId: 'a' }, { messageId: { a: 1 } }] },
			/Message ID is "\{"a":1\}", which is none/,
		],
		['501 messages', { items: many(501) }, /There are 501 messages, but one execution can wait for 500/],
		[
			'too long',
			{
				items: sent('a'),
				parameters: {
					options: {
						limitWaitTime: {
							values: { limitType: 'afterTimeInterval', resumeAmount: 31, resumeUnit: 'days' },
						},
					},
				},
			},
			/Limit Wait Time is longer than 30 days/,
		],
	])('%s', async (_, given, message) => {
		const { run, error } = await wait(given);
		expect(run.status).toBe('error');
		expect(error?.message).toMatch(message);
		expect(trigger.staticData()).toEqual({});
	});

	test('to each item, where the node is set to continue, and never that a message had not left', async () => {
		const { run, outputs } = await wait({
			items: sent('a', 'b'),
			callbackUrl: '',
			settings: { onError: 'continueErrorOutput' },
		});
		expect(run.status).toBe('success');
		expect(outputs[1]?.map(({ json }) => (json.details as IDataObject).outcome)).toEqual([
			'unknown',
			'unknown',
		]);
	});
});

test('500 messages of one execution', async () => {
	const ids = Array.from({ length: 500 }, (_, index) => `wamid-${index}`);
	const { execution } = await wait({ items: sent(...ids) });
	await Promise.all([...ids].reverse().map(async (id) => await report(id, 'delivered')));
	await ended(execution);
	expect(execution.output?.map(({ json }) => json.messageId)).toEqual(ids);
	expect(new Set(deliveries(execution)?.map((one) => JSON.stringify(one)))).toEqual(
		new Set([JSON.stringify(delivered())]),
	);
});

test('after a restart beside 20,000 messages that are waited for, the first report is confirmed: what was just read from the database is not looked for there', async () => {
	await trigger.close();
	const now = Date.now();
	const before = new Deliveries();
	for (let execution = 0; execution < 40; execution++) {
		const names = Array.from({ length: 500 }, (_, n) => nameOfMessage(`${execution}-${n}`));
		const id = {
			executionId: `e${execution}`,
			nodeId: 'node',
			nonce: `nonce${execution}`,
			signature: 'signature',
		};
		const awaited = { goal: 'read', names } as const;
		before.add({ ...id, recipient: '', businessPhone: '', until: now + DAY_MS, awaited }, now, now);
		for (const name of names.slice(1)) before.report(name, { status: 'delivered', at: AT }, now);
	}
	const credential = service.credential() as ICredentialDataDecryptedObject;
	trigger = await listen({
		credential: { ...credential, appId: 'sandboxApp' },
		waitingUrl,
		stored: { 'node:Trigger': { deliveries: before.stored(now) } },
	});
	expect(await report('39-0', 'delivered')).toEqual({
		status: 200,
		message: 'Dropped: this kind of event is not chosen.',
	});
});
