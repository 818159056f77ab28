/** The node as a tool of n8n's AI Agent; a scripted model stands in for the language model. */
import assert from 'node:assert/strict';
import {
	NODE_TYPE,
	outputOf,
	publishExample,
	TRIGGER_TYPE,
	until,
	type JsonObject,
	type Scene,
	type Workflow,
	type WorkflowNode,
} from '../../harness';
import { after, test } from './registry';
import { startScriptedModel, type ScriptedModel } from './scriptedModel';

const TOOL = 'Write to a customer';
const BUSINESS_PHONE = '6285574670498';

const fromAi = (key: string, description: string) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, 'string') }}`;

const sendText: JsonObject = {
	resource: 'message',
	operation: 'sendText',
	businessPhone: BUSINESS_PHONE,
	recipient: fromAi('Recipient', 'The number of the customer'),
	text: fromAi('Text', 'What to write'),
};

const sendTemplate: JsonObject = {
	resource: 'message',
	operation: 'sendTemplate',
	businessPhone: BUSINESS_PHONE,
	recipient: fromAi('Recipient', 'The number of the customer'),
	templateName: { __rl: true, mode: 'list', value: 'login_code/en_US' },
	templateValues: {
		mappingMode: 'defineBelow',
		value: { body1: fromAi('Code', 'The code') },
		schema: [
			{
				id: 'body1',
				displayName: 'Body {{1}}',
				type: 'string',
				required: true,
				display: true,
				defaultMatch: false,
			},
		],
	},
};

export function testAgent(scene: () => Scene): void {
	/** Started for the first test that needs it, when n8n is there. */
	let started: Promise<{ model: ScriptedModel; modelCredential: { id: string; name: string } }> | undefined;

	async function start() {
		const model = await startScriptedModel();
		const data = { apiKey: 'none', url: model.url };
		const modelCredential = await scene().client.createCredential('Scripted model', 'openAiApi', data);
		return { model, modelCredential };
	}
	after(async () => await (await started)?.model.close());

	/** A person asks, the agent calls the tool once with `args`, reads its answer and says what it read. */
	async function converse(parameters: JsonObject, args: JsonObject, settings: Partial<WorkflowNode> = {}) {
		started ??= start();
		const { model, modelCredential } = await started;
		model.willCall(args);
		const { client, credential } = scene();
		const link = (node: string, type: string) => [[{ node, type, index: 0 }]];
		const node = (name: string, rest: Pick<WorkflowNode, 'type' | 'typeVersion' | 'parameters'>, y = 0) => ({
			name,
			position: [y === 0 ? 240 : 0, y] as [number, number],
			...rest,
		});
		const workflow = {
			name: 'An agent writes to a customer',
			nodes: [
				node('Start', { type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} }),
				node('Agent', {
					type: '@n8n/n8n-nodes-langchain.agent',
					typeVersion: 3.1,
					parameters: { promptType: 'define', text: 'Write to the customer', options: {} },
				}),
				{
					...node(
						'Model',
						{
							type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
							typeVersion: 1.2,
							parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
						},
						200,
					),
					credentials: { openAiApi: modelCredential },
				},
				{
					...node(TOOL, { type: `${NODE_TYPE}Tool`, typeVersion: 1, parameters }, 400),
					credentials: { itnioApi: credential },
					...settings,
				},
			],
			connections: {
				Start: { main: link('Agent', 'main') },
				Model: { ai_languageModel: link('Agent', 'ai_languageModel') },
				[TOOL]: { ai_tool: link('Agent', 'ai_tool') },
			},
		} as unknown as Workflow;
		const execution = await client.runWorkflow(await client.createWorkflow(workflow));
		return { execution, read: model.read().join('\n'), tool: model.tools()[0] };
	}

	test('the tool has a form that an agent can fill in: no lists that have to be loaded', async () => {
		const tool = (await scene().client.nodeTypes()).find(({ name }) => name === `${NODE_TYPE}Tool`);
		assert.ok(tool, 'n8n offers no tool');
		assert.ok(!/"loadOptions(Method)?"/.test(JSON.stringify(tool.properties)));
	});

	test('an agent sends a text and reads what came of it', async () => {
		const { execution, read, tool } = await converse(sendText, {
			Recipient: '+62 812-0000-0001',
			Text: 'Hello',
		});
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.deepEqual(Object.keys((tool?.function.parameters.properties ?? {}) as JsonObject), [
			'Recipient',
			'Text',
		]);
		const [message, ...others] = scene().sandbox.received;
		assert.equal(others.length, 0);
		assert.equal(message?.body.recipient, '6281200000001');
		assert.deepEqual(message?.body.text, { body: 'Hello' });
		assert.ok(read.includes(message?.messageId ?? '?'), read);
		assert.match(String(outputOf(execution, 'Agent')[0]?.json.output), /The tool says:/);
	});

	test('an agent sends a template with values of its own', async () => {
		const { execution } = await converse(sendTemplate, { Recipient: '6281200000001', Code: '4711' });
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.deepEqual(
			scene().sandbox.received.map(({ body }) => body.template),
			[
				{
					name: 'login_code',
					language: { code: 'en_US' },
					components: [{ type: 'body', parameters: [{ type: 'text', text: '4711' }] }],
				},
			],
		);
	});

	test('examples/agent-with-memory.json answers each person, remembers, and shows WhatsApp’s marks', async () => {
		started ??= start();
		const { modelCredential } = await started;
		const { client, credential, sandbox } = scene();
		const { callbackUrl } = await publishExample(
			client,
			'agent-with-memory.json',
			credential,
			({ nodes }) => {
				for (const node of nodes) {
					if (node.name === 'Model') node.credentials = { openAiApi: modelCredential };
					if (node.type === TRIGGER_TYPE) node.parameters.options = {};
				}
			},
		);
		sandbox.configure({ callbackUrl });
		const say = async (from: string, text: string) => {
			const before = sandbox.received.length;
			await sandbox.inbound({ from, text });
			const message = await until('the answer', () => sandbox.received[before]);
			return [message.body.recipient, message.body.text];
		};
		const [SARI, BUDI] = ['6281234567890', '6281234567891'];
		assert.deepEqual(await say(SARI, 'I am Sari'), [SARI, { body: '*Heard*\n*I am Sari*' }]);
		assert.deepEqual(await say(BUDI, 'Hello'), [BUDI, { body: '*Heard*\n*Hello*' }]);
		assert.deepEqual(await say(SARI, 'Who am I?'), [SARI, { body: '*Heard*\n*I am Sari / Who am I?*' }]);
	});

	test('examples/voice-message.json answers who speaks and who writes, and remembers both', async () => {
		started ??= start();
		const { modelCredential } = await started;
		const { client, credential, sandbox } = scene();
		const { callbackUrl } = await publishExample(client, 'voice-message.json', credential, ({ nodes }) => {
			for (const node of nodes) {
				if (node.name === 'Model') node.credentials = { openAiApi: modelCredential };
				if (node.type === TRIGGER_TYPE) {
					node.parameters.options = { ...(node.parameters.options as JsonObject), secretToken: 'k7Qw2mVx' };
				}
				// Stands in for a model that hears: it says what it was given.
				if (node.name === 'Transcribe') {
					const words = '={{ $binary.data.mimeType + " of " + $json.from.name }}';
					Object.assign(node, {
						...{ type: 'n8n-nodes-base.set', typeVersion: 3.4 },
						parameters: {
							assignments: { assignments: [{ id: '1', name: 'text', value: words, type: 'string' }] },
						},
					});
				}
			}
		});
		sandbox.configure({ callbackUrl: `${callbackUrl}?token=k7Qw2mVx` });
		const person = { from: '6281234567899', name: 'Sari' };
		const answerTo = async (what: object) => {
			const before = sandbox.received.length;
			await sandbox.inbound({ ...person, ...what });
			return (await until('the answer', () => sandbox.received[before])).body.text;
		};
		assert.deepEqual(await answerTo({ media: { type: 'audio' } }), { body: '*Heard*\n*audio/ogg of Sari*' });
		assert.deepEqual(await answerTo({ text: 'Who am I?' }), {
			body: '*Heard*\n*audio/ogg of Sari / Who am I?*',
		});
	});

	const goOn: Partial<WorkflowNode> = { onError: 'continueRegularOutput' };

	test('an agent reads what is wrong with its message and what to do, in the words of the form', async () => {
		const { execution, read } = await converse(sendText, { Recipient: 'Maria', Text: 'Hello' }, goOn);
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.match(read, /Recipient .*Maria.*This message was not sent/);
		assert.equal(scene().sandbox.requests, 0);
	});

	test('an agent reads why the service refused and what to do', async () => {
		const { execution, read } = await converse(sendText, { Recipient: '+19990000068', Text: 'Hello' }, goOn);
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.match(read, /too little balance \(status -68\)\. Top up the account/);
		assert.match(read, /"outcome\W+rejected/);
	});

	test('a tool that is not set to continue says why, too: to the agent, or in older n8n to the person', async () => {
		const { execution, read } = await converse(sendText, { Recipient: '+19990000068', Text: 'Hello' });
		// n8n 2.8 stops the whole workflow; newer ones hand the message to the agent.
		const told = execution.status === 'error' ? (execution.error?.message ?? '') : read;
		assert.match(told, /too little balance \(status -68\)\. Top up the account/);
	});
}
