/** Workflows that several scripts and tests run, and what they are made of. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_ACCOUNT, type Account, type ReceivedMessage } from '../sandbox';
import type { JsonObject, N8nClient, SavedWorkflow, Workflow, WorkflowNode } from './n8n';

export const NODE_TYPE = 'n8n-nodes-itnio.itnioWhatsApp';
export const TRIGGER_TYPE = 'n8n-nodes-itnio.itnioWhatsAppTrigger';

/** What a person enters into the credential to send to a sandbox. */
export function credentialData(baseUrl: string, account: Account = DEFAULT_ACCOUNT): JsonObject {
	return { apiKey: account.apiKey, apiSecret: account.apiSecret, appId: account.appIds[0] ?? '', baseUrl };
}

/**
 * What arrived, person by person; what one person got stays in the order in which it came. Messages to several people are
 * on their way at once, so who is first among them is chance.
 */
export const byRecipient = (received: readonly ReceivedMessage[]): ReceivedMessage[] =>
	[...received].sort((a, b) => Number(a.recipient > b.recipient) - Number(a.recipient < b.recipient));

/** A workflow of the folder examples/ as a person would import it, with the credential chosen where one is wanted. */
export function loadExample(file: string, credential: { id: string; name: string }): Workflow {
	const text = readFileSync(join(__dirname, '..', 'examples', file), 'utf8');
	const workflow = JSON.parse(text) as Workflow;
	const nodes = workflow.nodes.map((node) => ({
		...node,
		...(node.type.startsWith('n8n-nodes-itnio.') ? { credentials: { itnioApi: credential } } : {}),
	}));
	return { ...workflow, nodes };
}

/**
 * An example as a person would import and publish it, with the credential chosen where one is wanted.
 * @param change what that person changes before publishing
 * @returns the workflow and the trigger's Production URL
 */
export async function publishExample(
	client: N8nClient,
	file: string,
	credential: { id: string; name: string },
	change: (workflow: Workflow) => void = () => {},
): Promise<{ workflow: SavedWorkflow; callbackUrl: string }> {
	const example = loadExample(file, credential);
	let webhookId = '';
	// The editor gives an imported webhook an address of its own, too.
	for (const node of example.nodes) if (node.type === TRIGGER_TYPE) node.webhookId = webhookId = randomUUID();
	change(example);
	const workflow = await client.createWorkflow(example);
	await client.activate(workflow);
	return { workflow, callbackUrl: `${client.url}/webhook/${webhookId}/webhook` };
}

/** A workflow whose nodes follow each other: the first leads to the second, and so on. */
export function inARow(name: string, ...nodes: Array<Omit<WorkflowNode, 'position'>>): Workflow {
	const links = nodes
		.slice(1)
		.map(({ name: node }, index): [string, Workflow['connections'][string]] => [
			nodes[index]?.name ?? '',
			{ main: [[{ node, type: 'main', index: 0 }]] },
		]);
	return {
		name,
		nodes: nodes.map((node, index) => ({ ...node, position: [index * 200, 0] })),
		connections: Object.fromEntries(links),
	};
}

/** Starts with a click. */
export const START = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
} as const;

/** Puts out one item. */
export const itemNode = (name: string, item: JsonObject) => ({
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: JSON.stringify(item), options: {} },
});

export const SEND = 'Send a text';
export const FAILED = 'Not sent';
export const SENT = 'Sent';

/** A trigger, one item for each recipient, and one text message for each item; then what became of it. */
export function textTo(
	recipients: string[],
	credential: { id: string; name: string },
	settings: Partial<WorkflowNode> = {},
): Workflow {
	const link = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	const people = recipients.map((phone, index) => ({ phone, name: `Customer ${index + 1}` }));
	const noOperation = (name: string, y: number): WorkflowNode => ({
		name,
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [960, y],
		parameters: {},
	});
	return {
		name: `Text to ${recipients.length}`,
		nodes: [
			{
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				name: 'Customers',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				position: [240, 0],
				parameters: { mode: 'raw', jsonOutput: JSON.stringify({ people }), options: {} },
			},
			{
				name: 'One by one',
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				position: [480, 0],
				parameters: { fieldToSplitOut: 'people', options: {} },
			},
			{
				name: SEND,
				type: NODE_TYPE,
				typeVersion: 1,
				position: [720, 0],
				parameters: {
					operation: 'sendText',
					businessPhone: { __rl: true, mode: 'phone', value: '6285574670498' },
					recipient: '={{ $json.phone }}',
					text: '=Hello {{ $json.name }}',
				},
				credentials: { itnioApi: credential },
				...settings,
			},
			noOperation(SENT, -96),
			noOperation(FAILED, 96),
		],
		connections: {
			Start: { main: [link('Customers')] },
			Customers: { main: [link('One by one')] },
			'One by one': { main: [link(SEND)] },
			[SEND]: {
				main: settings.onError === 'continueErrorOutput' ? [link(SENT), link(FAILED)] : [link(SENT)],
			},
		},
	};
}

/** Whether n8n shows what a node put out that somebody stopped: 2.41 keeps nothing of such an execution. */
export const showsStopped = ({ version }: { readonly version: string }): boolean =>
	!version.startsWith('2.41.');
