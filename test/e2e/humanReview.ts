/** The node as a channel of the AI Agent's human review: a person approves in WhatsApp what a tool may do. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { upMessageEvent } from '../../sandbox';
import { NODE_TYPE, outputOf, until, type JsonObject, type Scene, type Workflow } from '../../harness';
import { calledAt } from './scenarios/shared';
import { after, test } from './registry';
import { publishTrigger, type Trigger } from './conversation';
import { startScriptedModel, type ScriptedModel } from './scriptedModel';

const REVIEW = 'Ask the owner';
const TOOL = 'Write to a customer';
const OWNER = '6281200000009';
const CUSTOMER = '6281234567890';
const BUSINESS = '628111000111';

const fromAi = (key: string) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${key}\`, 'string') }}`;

export function testHumanReview(scene: () => Scene): void {
	interface Started {
		model: ScriptedModel;
		modelCredential: { id: string; name: string };
		trigger: Trigger;
	}
	let started: Promise<Started> | undefined;

	async function start(): Promise<Started> {
		const model = await startScriptedModel();
		const data = { apiKey: 'none', url: model.url };
		const modelCredential = await scene().client.createCredential('Scripted model', 'openAiApi', data);
		return { model, modelCredential, trigger: await publishTrigger(scene()) };
	}
	after(async () => await (await started)?.model.close());

	/** A person asks the agent, which wants to use the tool; the owner is asked first. */
	async function askOwner(parameters: JsonObject = {}) {
		started ??= start();
		const { model, modelCredential, trigger } = await started;
		model.willCall({ toolParameters: { Recipient: CUSTOMER, Text: 'Hello' }, hitlParameters: {} });
		const { client, credential, sandbox } = scene();
		const path = randomUUID();
		const link = (node: string, type: string) => ({ [type]: [[{ node, type, index: 0 }]] });
		const credentials = { itnioApi: credential };
		const workflow = {
			name: 'An agent that asks first',
			nodes: [
				{ ...calledAt(path), position: [0, 0] },
				{
					name: 'Agent',
					type: '@n8n/n8n-nodes-langchain.agent',
					typeVersion: 3.1,
					position: [240, 0],
					parameters: { promptType: 'define', text: 'Write to the customer', options: {} },
				},
				{
					name: 'Model',
					type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
					typeVersion: 1.2,
					position: [0, 200],
					parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
					credentials: { openAiApi: modelCredential },
				},
				{
					id: randomUUID(),
					name: REVIEW,
					type: `${NODE_TYPE}HitlTool`,
					typeVersion: 1,
					position: [240, 200],
					parameters: { businessPhone: BUSINESS, recipient: OWNER, ...parameters },
					credentials,
					webhookId: randomUUID(),
				},
				{
					name: TOOL,
					type: `${NODE_TYPE}Tool`,
					typeVersion: 1,
					position: [240, 400],
					parameters: {
						resource: 'message',
						operation: 'sendText',
						businessPhone: BUSINESS,
						recipient: fromAi('Recipient'),
						text: fromAi('Text'),
					},
					credentials,
				},
			],
			connections: {
				Call: link('Agent', 'main'),
				Model: link('Agent', 'ai_languageModel'),
				[REVIEW]: link('Agent', 'ai_tool'),
				[TOOL]: link(REVIEW, 'ai_tool'),
			},
		} as unknown as Workflow;
		const saved = await client.createWorkflow(workflow);
		await client.activate(saved);
		await client.callWebhook(path, {});
		const question = await until('the question to the owner', () =>
			sandbox.received.find(({ recipient }) => recipient === OWNER),
		);
		const [execution] = await client.listExecutions(saved.id);
		assert.ok(execution);
		const tap = async (title: string) => {
			await client.waitForStatus(execution.id, 'waiting');
			const origin = { appId: 'sandboxApp', businessPhone: BUSINESS, nowMs: Date.now() };
			const event = upMessageEvent(
				{ from: OWNER, tap: { messageId: question.messageId, title } },
				origin,
				question,
			);
			const { status, text } = await client.post(trigger.url, event);
			// 503: n8n needed longer than a call waits, and hands it over all the same.
			assert.ok(status === 503 || text.includes('Handed over'), text);
		};
		const end = async () => {
			const finished = await client.waitForExecution(execution.id);
			assert.equal(finished.status, 'success', finished.error?.message);
			return {
				read: model.read().join('\n'),
				said: String(outputOf(finished, 'Agent')[0]?.json.output),
				toCustomer: sandbox.received.filter(({ recipient }) => recipient === CUSTOMER),
			};
		};
		return { question, tap, end };
	}

	test('n8n offers the node as a channel of human review, with an approval and nothing else', async () => {
		const types = await scene().client.nodeTypes();
		const channel = types.find(({ name }) => name === `${NODE_TYPE}HitlTool`) as unknown as {
			properties: Array<{
				name: string;
				type: string;
				default: unknown;
				displayOptions?: { show?: { operation?: string[] } };
			}>;
			codex?: { categories?: string[] };
		};
		assert.ok(channel, 'n8n offers no channel');
		const own = types.find(({ name }) => name === NODE_TYPE) as unknown as {
			codex?: { categories?: string[] };
		};
		assert.ok(own.codex?.categories?.includes('HITL'));
		// What belongs to another operation is never read.
		const hidden = channel.properties.filter(
			({ type, displayOptions }) =>
				type === 'hidden' && displayOptions?.show?.operation?.includes('sendTemplate') !== true,
		);
		assert.deepEqual(hidden.map(({ name, default: value }) => [name, value]).sort(), [
			['answerBy', 'approval'],
			['operation', 'sendAndWait'],
			['operation', 'sendAndWait'],
			['operation', 'sendAndWait'],
			['resource', 'message'],
		]);
	});

	test('approved: the tool does it, and the agent goes on', async () => {
		const { question, tap, end } = await askOwner();
		const { body, action } = question.body.interactive as {
			body: { text: string };
			action: { buttons: unknown[] };
		};
		assert.match(body.text, /Write to a customer|Write_to_a_customer/);
		assert.equal(action.buttons.length, 2);
		assert.equal(scene().sandbox.received.length, 1);
		await tap('Approve');
		const { toCustomer, read } = await end();
		assert.deepEqual(
			toCustomer.map((message) => message.body.text),
			[{ body: 'Hello' }],
		);
		assert.match(read, new RegExp(toCustomer[0]?.messageId ?? '?'));
	});

	test('declined: the tool does nothing, and the agent reads so', async () => {
		const { tap, end } = await askOwner({ declineLabel: 'No, stop' });
		await tap('No, stop');
		const { toCustomer, read } = await end();
		assert.deepEqual(toCustomer, []);
		assert.match(read, /rejected the tool call/);
	});

	test('no answer in time: the tool does nothing, and the agent reads why', async () => {
		const { end } = await askOwner({
			options: {
				limitWaitTime: {
					values: { limitType: 'afterTimeInterval', resumeAmount: 0.05, resumeUnit: 'minutes' },
				},
			},
		});
		const { toCustomer, read } = await end();
		assert.deepEqual(toCustomer, []);
		assert.match(read, /Nobody answered in time/);
	});
}
