/** The tasks that listen: answers, reports, STOP, tomorrow at 9. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
	credentialData,
	inARow,
	loadExample,
	NODE_TYPE,
	START,
	TRIGGER_TYPE,
	until,
	type Editor,
	type JsonObject,
	type Scene,
	type Workflow,
	type WorkflowNode,
} from '../../../harness';
import { messageStatusEvent } from '../../../sandbox';
import { startScriptedModel } from '../scriptedModel';
import { BUSINESS, SARI, tableText, untilReceived, type Task } from './shared';

/** Opens an example as it is imported, publishes it on the screen, and enters its address as the callback address. */
async function publish({ client, credential, sandbox }: Scene, editor: Editor, file: string) {
	const example = loadExample(file, credential);
	const webhookId = randomUUID();
	for (const node of example.nodes) if (node.type === TRIGGER_TYPE) node.webhookId = webhookId;
	const workflow = await client.createWorkflow(example);
	await editor.openWorkflow(workflow.id);
	await editor.publish();
	await client.untilPublished(workflow.id);
	sandbox.configure({ callbackUrl: `${client.url}/webhook/${webhookId}/webhook` });
	return workflow;
}

const ASK = 'Ask';
const AGENT = 'Agent';
const TOOL = 'ITNIO WhatsApp Tool';

/** An agent that has a model, and no tool yet. */
function agentWithModel(credential: { id: string; name: string }): Workflow {
	const workflow = inARow('An agent', START, {
		name: AGENT,
		type: '@n8n/n8n-nodes-langchain.agent',
		typeVersion: 3.1,
		parameters: { promptType: 'define', text: 'Tell Sari that her order is ready', options: {} },
	});
	const model: WorkflowNode = {
		name: 'Model',
		type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
		typeVersion: 1.2,
		position: [200, 200],
		parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
		credentials: { openAiApi: credential },
	};
	const plug = { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] };
	return {
		...workflow,
		nodes: [...workflow.nodes, model],
		connections: { ...workflow.connections, Model: plug } as unknown as Workflow['connections'],
	};
}

/** Asks by two buttons when it is executed. */
const question = (credential: { id: string; name: string }, options: JsonObject = {}) =>
	inARow('A question', START, {
		name: ASK,
		type: NODE_TYPE,
		typeVersion: 1,
		parameters: {
			operation: 'sendAndWait',
			businessPhone: { __rl: true, mode: 'phone', value: BUSINESS },
			recipient: SARI,
			message: 'Shall we deliver tomorrow?',
			buttons: { button: [{ title: 'Yes, please' }, { title: 'Another day' }] },
			options,
		},
		credentials: { itnioApi: credential },
		webhookId: randomUUID(),
	});

/** Sari taps the first button of the message that came last. */
async function tapFirst({ sandbox }: Scene): Promise<void> {
	const message = sandbox.received.at(-1);
	const body = message?.body as {
		interactive?: { action?: { buttons?: Array<{ reply: { id: string; title: string } }> } };
	};
	const tap = body.interactive?.action?.buttons?.[0]?.reply;
	assert.ok(message && tap, 'a message with buttons came');
	await sandbox.inbound({ from: SARI, to: BUSINESS, tap: { messageId: message.messageId, ...tap } });
}

export const CONVERSATION_TASKS: Readonly<Record<string, Task>> = {
	async 'tap and answer'(scene, editor) {
		await publish(scene, editor, 'auto-reply-buttons.json');
		await scene.sandbox.inbound({ from: SARI, to: BUSINESS, text: 'Hello' });
		await untilReceived(scene, 1);
		await tapFirst(scene);
		await untilReceived(scene, 2);
		return 2;
	},

	async 'ask and wait, a tap'(scene, editor) {
		const { client, credential } = scene;
		await publish(scene, editor, 'auto-reply-buttons.json');
		const { id } = await client.createWorkflow(question(credential));
		await editor.openWorkflow(id);
		await editor.part('execute-workflow-button').click();
		await untilReceived(scene, 1);
		const [waiting] = await client.listExecutions(id);
		assert.ok(waiting);
		await client.waitForStatus(waiting.id, 'waiting');
		await tapFirst(scene);
		const { runData } = await client.waitForExecution(waiting.id);
		assert.match(JSON.stringify(runData[ASK]), /"answered":true.*Yes, please/);
		return 1;
	},

	async 'ask and wait, silence'(scene, editor) {
		const { client, credential } = scene;
		await publish(scene, editor, 'auto-reply-buttons.json');
		const limit = { limitType: 'afterTimeInterval', resumeAmount: 0.05, resumeUnit: 'minutes' };
		const { id } = await client.createWorkflow(question(credential, { limitWaitTime: { values: limit } }));
		await editor.openWorkflow(id);
		const { runData } = await client.getExecution(await editor.executeWorkflow());
		assert.match(JSON.stringify(runData[ASK]), /"answered":false/);
		return 1;
	},

	/** The report of a message of yesterday comes, and is a row of a table. */
	async 'delivered and read of yesterday'(scene, editor) {
		const { client, credential, sandbox } = scene;
		const example = loadExample('delivery-report-table.json', credential);
		const { id } = await client.createWorkflow(example);
		await editor.openWorkflow(id);
		await editor.chooseTrigger('Set up once');
		await editor.executeWorkflow();
		const workflow = await publish(scene, editor, 'delivery-report-table.json');
		const from = {
			appId: String(credentialData(sandbox.url).appId),
			businessPhone: BUSINESS,
			nowMs: Date.now() - 86_400_000,
		};
		const event = messageStatusEvent({ messageId: 'yesterday', recipient: SARI }, 'read', from, '');
		await sandbox.pushOnce(String(sandbox.settings.callbackUrl), event);
		const [execution] = await client.executionsOf(workflow.id, 1);
		assert.equal(execution?.status, 'success');
		assert.match(await tableText(scene, editor, 'whatsapp_reports', SARI), /yesterday/);
		return 0;
	},

	/** The tables are made, the trigger is published, and the person's row says since when. */
	async 'STOP is heard'(scene, editor) {
		const { client, credential, sandbox } = scene;
		const file = 'desk-people-and-reports.json';
		const { id } = await client.createWorkflow(loadExample(file, credential));
		await editor.openWorkflow(id);
		await editor.chooseTrigger('Set up once');
		await editor.executeWorkflow();
		await publish(scene, editor, file);
		await sandbox.inbound({ from: SARI, to: BUSINESS, text: 'STOP' });
		assert.match(await tableText(scene, editor, 'whatsapp_people', SARI), /optedOut[^]*20\d\d/);
		return 0;
	},

	async 'tomorrow at 9'(scene, editor) {
		const { client, sandbox } = scene;
		const workflow = await publish(scene, editor, 'answer-tomorrow.json');
		await sandbox.inbound({ from: SARI, to: BUSINESS, text: 'Are you open on Sunday?' });
		await until('the workflow to wait until tomorrow', async () =>
			(await client.listExecutions(workflow.id)).some(({ status }) => status === 'waiting'),
		);
		return 0;
	},

	/** The tool is plugged in and filled in; a scripted model stands in for the language model and calls it. */
	async agent(scene, editor) {
		const { client, sandbox } = scene;
		const model = await startScriptedModel();
		try {
			const key = { apiKey: 'none', url: model.url };
			const { id } = await client.createWorkflow(
				agentWithModel(await client.createCredential('Scripted model', 'openAiApi', key)),
			);
			await editor.openWorkflow(id);
			await editor.openToolPanel(AGENT);
			await editor.search('itnio', TOOL);
			await editor.part('item-iterator-item').getByText(TOOL, { exact: true }).click();
			await editor.part('node-parameters').waitFor();
			await editor.type('recipient', SARI);
			await editor.letModelDefine('text');
			await editor.closeNode();
			model.willCall({ Text: 'Your order is ready.' });
			await editor.executeWorkflow();
			assert.deepEqual(sandbox.received[0]?.body.text, { body: 'Your order is ready.' });
		} finally {
			await model.close();
		}
		return 1;
	},
};
