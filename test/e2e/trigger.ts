/** The trigger behind n8n's own web server: what it starts, what it refuses, and a whole conversation. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { messageStatusEvent, upMessageEvent } from '../../sandbox';
import {
	outputOf,
	publishExample,
	TRIGGER_TYPE,
	type JsonObject,
	type Scene,
	type Workflow,
} from '../../harness';
import { test } from './registry';
import { playConversation } from '../../scripts/demo/conversation';

const TRIGGER = 'Trigger';
const origin = () => ({ appId: 'sandboxApp', businessPhone: '628111000111', nowMs: Date.now() });
const hello = () => upMessageEvent({ from: '+62 812-3456-7890', name: 'Sari', text: 'Hello' }, origin());

interface Call {
	method?: string;
	query?: string;
	headers?: Record<string, string>;
	body?: BodyInit;
}

export function testTrigger(scene: () => Scene): void {
	function triggerOnly(parameters: JsonObject, withCredential = true) {
		const webhookId = randomUUID();
		const workflow: Workflow = {
			name: 'What comes back',
			nodes: [
				{
					name: TRIGGER,
					type: TRIGGER_TYPE,
					typeVersion: 1,
					position: [0, 0],
					parameters,
					webhookId,
					...(withCredential ? { credentials: { itnioApi: scene().credential } } : {}),
				},
			],
			connections: {},
		};
		return { workflow, callbackUrl: `${scene().client.url}/webhook/${webhookId}/webhook` };
	}

	async function publish(parameters: JsonObject = {}, withCredential = true) {
		const { client } = scene();
		const { workflow, callbackUrl } = triggerOnly(parameters, withCredential);
		const saved = await client.createWorkflow(workflow);
		await client.activate(saved);
		const call = async ({ method = 'POST', query = '', headers, body }: Call) => {
			const response = await fetch(callbackUrl + query, {
				method,
				headers: { 'Content-Type': 'application/json', ...headers },
				...(body === undefined ? {} : { body }),
			});
			const text = await response.text();
			return { status: response.status, text };
		};
		const push = async (event: object, query?: string) => await call({ body: JSON.stringify(event), query });
		/** What each execution of the workflow began with. */
		const started = async (count: number) =>
			(await client.executionsOf(saved.id, count)).map((execution) => {
				assert.equal(execution.status, 'success', execution.error?.message);
				return outputOf(execution, TRIGGER)[0]?.json;
			});
		return { call, push, started };
	}

	test('n8n knows the trigger', async () => {
		const trigger = (await scene().client.nodeTypes()).find(({ name }) => name === TRIGGER_TYPE);
		assert.equal(trigger?.displayName, 'ITNIO WhatsApp Trigger');
	});

	test('a push starts the workflow: as it came, plus whom to answer and what; the token is nowhere', async () => {
		const { push, started } = await publish({ options: { secretToken: 'k7Qw2mVx' } });
		const event = hello();
		assert.deepEqual(await push(event, '?token=k7Qw2mVx'), {
			status: 200,
			text: '{"message":"The workflow was started."}',
		});
		const items = await started(1);
		assert.deepEqual(items, [
			{
				...event,
				replyTo: event.messageId,
				sender: '6281234567890',
				person: '6281234567890',
				sessionId: '628111000111-6281234567890',
				text: 'Hello',
				chatInput: 'Hello',
			},
		]);
	});

	test('refused calls are answered 4xx with a sentence, and start nothing', async () => {
		const { call, push, started } = await publish({ options: { secretToken: 'k7Qw2mVx' } });
		const event = JSON.stringify(hello());
		const query = '?token=k7Qw2mVx';
		const typed = (type: string, body: BodyInit = event): Call => ({
			query,
			headers: { 'Content-Type': type },
			body,
		});
		const calls: Array<[what: string, status: number, call: Call]> = [
			['no token', 403, { body: event }],
			['a wrong token', 403, { query: '?token=k7Qw2mVy', body: event }],
			['two tokens', 403, { query: `${query}&token=x`, body: event }],
			['another app', 403, { query, body: event.replace('sandboxApp', 'someoneElse') }],
			['half a JSON', 422, { query, body: event.slice(0, -10) }],
			['no body', 400, { query }],
			['an array', 400, { query, body: `[${event}]` }],
			['no event', 400, { query, body: '{"appId":"sandboxApp"}' }],
			['a text', 415, typed('text/plain')],
			['a form', 415, typed('application/x-www-form-urlencoded', 'eventType=up-message-event')],
			['XML', 415, typed('application/xml', '<eventType>up-message-event</eventType>')],
			['two megabytes', 413, { query, body: event.replace('Hello', 'x'.repeat(2_000_000)) }],
			[
				'two megabytes, zipped',
				413,
				{
					query,
					headers: { 'Content-Encoding': 'gzip' },
					body: gzipSync(event.replace('Hello', 'x'.repeat(2_000_000))),
				},
			],
			['GET', 404, { query, method: 'GET' }],
			['PUT', 404, { query, method: 'PUT', body: event }],
		];
		for (const [what, status, refused] of calls) {
			const answer = await call(refused);
			assert.equal(answer.status, status, `${what}: ${answer.text}`);
			const { message } = JSON.parse(answer.text) as { message?: unknown };
			assert.ok(typeof message === 'string' && message.length > 9 && !answer.text.includes('k7Qw'), what);
		}
		// None of them is taken for the first of its kind.
		assert.equal((await push(JSON.parse(event) as object, query)).status, 200);
		assert.equal((await started(1)).length, 1);
	});

	test('what is not wanted is answered 200 and starts nothing', async () => {
		const { push, started } = await publish({
			events: ['up-message-event', 'message-status-event'],
			options: { businessPhones: ['+62 811-1000 111'], messageTypes: ['text'], statuses: ['failed'] },
		});
		const report = (status: 'sent' | 'failed') =>
			messageStatusEvent({ messageId: 'm1', recipient: '6281234567890' }, status, origin(), 'no such number');
		const unwanted = [
			{ ...hello(), businessPhone: '12025550100' },
			{ ...hello(), message: { type: 'image' } },
			{ ...hello(), eventType: 'billing-event' },
			report('sent'),
		];
		for (const event of unwanted) {
			const { status, text } = await push(event);
			assert.equal(status, 200);
			assert.match(text, /Dropped: /);
		}
		const wanted = [hello(), report('failed')];
		for (const event of wanted) await push(event);
		const types = (await started(2)).map((json) => json?.eventType);
		assert.deepEqual(types, ['up-message-event', 'message-status-event']);
	});

	test('a push that is repeated starts the workflow once, also when all calls come at the same time', async () => {
		const { push, started } = await publish();
		const events = Array.from({ length: 8 }, hello);
		const untilTaken = async (event: object) => {
			for (let tries = 1; ; tries += 1) {
				const { status, text } = await push(event);
				if (status === 200) return;
				// As ITNIO does, only sooner.
				assert.deepEqual([status, tries < 200], [503, true], text);
				await sleep(200);
			}
		};
		await Promise.all([...events, ...events, ...events].map(untilTaken));
		assert.match((await push(events[0] ?? {})).text, /came before/);
		const ids = (await started(8)).map((json) => json?.messageId);
		assert.deepEqual([...ids].sort(), events.map(({ messageId }) => messageId).sort());
	});

	test('without Only This App any app starts the workflow, and no credential is needed', async () => {
		const { push, started } = await publish({ options: { onlyThisApp: false } }, false);
		await push({ ...hello(), appId: 'someoneElse' });
		assert.equal((await started(1))[0]?.appId, 'someoneElse');
	});

	test('a form that cannot work is refused when the workflow is published', async () => {
		const forms: Array<[JsonObject, boolean, RegExp]> = [
			[{ options: { secretToken: '' } }, true, /Secret Token is empty/],
			[{ options: { businessPhones: ['0811-1000'] } }, true, /0811-1000/],
			[{}, false, /credential/i],
		];
		for (const [parameters, withCredential, words] of forms) {
			await assert.rejects(publish(parameters, withCredential), words);
		}
	});

	test('a conversation: a text, a carousel, a tap, an answer, and the reports on both', async () => {
		await playConversation(scene().sandbox, scene().client, scene().credential, () => {});
	});

	test('examples/auto-reply-buttons.json asks with buttons and answers the tap', async () => {
		const { client, sandbox, credential } = scene();
		const { workflow, callbackUrl } = await publishExample(client, 'auto-reply-buttons.json', credential);
		sandbox.configure({ callbackUrl });
		await sandbox.inbound({ from: '6281234567890', name: 'Sari', text: 'Hello' });
		await client.executionsOf(workflow.id, 1);
		const [buttons] = sandbox.received;
		assert.equal((buttons?.body.interactive as { type?: string } | undefined)?.type, 'button');
		const tap = { messageId: String(buttons?.messageId), title: 'Where is my order?' };
		await sandbox.inbound({ from: '6281234567890', name: 'Sari', tap });
		await client.executionsOf(workflow.id, 2);
		assert.deepEqual(sandbox.received[1]?.body.text, {
			body: 'You chose "Where is my order?". One moment, please.',
		});
	});

	test('examples/delivery-report-table.json makes its table and adds a row for each report', async () => {
		const { client, credential } = scene();
		const { workflow, callbackUrl } = await publishExample(client, 'delivery-report-table.json', credential);
		assert.equal((await client.runWorkflow(workflow)).status, 'success');
		const event = messageStatusEvent(
			{ messageId: 'm7', recipient: '6281234567890' },
			'failed',
			origin(),
			'no such number',
		);
		assert.equal((await client.post(callbackUrl, event)).status, 200);
		const [, execution] = await client.executionsOf(workflow.id, 2);
		assert.ok(execution);
		assert.equal(execution.status, 'success', execution.error?.message);
		const row = outputOf(execution, 'Add a row')[0]?.json;
		const { messageId, recipient, status, failure, businessPhone } = row ?? {};
		assert.deepEqual(
			{ messageId, recipient, status, failure, businessPhone },
			{
				messageId: 'm7',
				recipient: '6281234567890',
				status: 'failed',
				failure: 'no such number',
				businessPhone: '628111000111',
			},
		);
		const reported = Math.floor(Date.parse(String(row?.reported)) / 1000);
		assert.equal(reported, event.timestamp);
	});
}
