/** The workflows of the shop, as its owner would build them. */
import { randomUUID } from 'node:crypto';
import {
	credentialData,
	inARow,
	NODE_TYPE,
	START,
	TRIGGER_TYPE,
	type JsonObject,
	type SavedWorkflow,
	type Scene,
	type Workflow,
	type WorkflowNode,
} from '../../../../harness';
import type { Account } from '../../../../sandbox';
import { calledAt, isTrue, oneByOne } from '../shared';
import { OPTIONS } from './options';

type PlainNode = Omit<WorkflowNode, 'position'>;
type Credential = { id: string; name: string };

/** Most is sent from the first number, reminders from the second one. */
export const BUSINESS = '628111000111';
export const BUSINESS_2 = '12025550100';
export const CHOICES = ['Deliver it', 'I pick it up', 'Not today'] as const;
/** Minutes for which a question waits: n8n looks once a minute. */
export const ASK_MINUTES = 1;
/** Milliseconds: a timeout is only waited for, so it is short. */
export const TIMEOUT_MS = 5_000;
/** Waits for the reports of what was sent before it. */
export const DELIVERY = 'Wait for Delivery';
/** Seconds. */
export const TRY_AGAIN_FOR = 30;
const LIMIT_WAIT_TIME = {
	values: { limitType: 'afterTimeInterval', resumeAmount: ASK_MINUTES, resumeUnit: 'minutes' },
};
/** So much that nothing of the week is forgotten, also where the owner executes again what n8n gave up at its beginning. */
export const REMEMBERED = OPTIONS.messages + 1_000;
const TABLE = 'opted_out';

const table = { __rl: true, mode: 'name', value: TABLE };

const dataTable = (name: string, parameters: JsonObject, more: Partial<WorkflowNode> = {}): PlainNode => ({
	name,
	type: 'n8n-nodes-base.dataTable',
	typeVersion: 1.1,
	parameters,
	...more,
});

const set = (name: string, jsonOutput: string, more: Partial<WorkflowNode> = {}): PlainNode => ({
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput, options: {} },
	...more,
});

const whatsApp = (
	name: string,
	credential: Credential,
	parameters: JsonObject,
	options: JsonObject,
	more: Partial<WorkflowNode> = {},
): PlainNode => ({
	name,
	type: NODE_TYPE,
	typeVersion: 1,
	parameters: {
		businessPhone: BUSINESS,
		recipient: '={{ $json.phone }}',
		...parameters,
		options: {
			timeout: TIMEOUT_MS,
			waitAtMost: TRY_AGAIN_FOR,
			defaultCountryCode: '={{ $json.country }}',
			...options,
		},
	},
	credentials: { itnioApi: credential },
	...more,
});

/** Nobody of these gets anything. */
const DO_NOT_SEND_TO = "={{ $('Opted Out').all().map((row) => row.json.person ?? '').join('\\n') }}";
const optedOut = dataTable(
	'Opted Out',
	{
		resource: 'row',
		operation: 'get',
		dataTableId: table,
		matchType: 'anyCondition',
		filters: {},
		returnAll: true,
	},
	{ executeOnce: true, alwaysOutputData: true },
);
const items = (path: string): PlainNode[] => [
	calledAt(path),
	optedOut,
	set('Items', "={{ { items: $('Call').first().json.body.items } }}", { executeOnce: true }),
	oneByOne('items'),
];

const link = (node: string) => [{ node, type: 'main' as const, index: 0 }];

const TEMPLATE: JsonObject = {
	operation: 'sendTemplate',
	templateName: { __rl: true, mode: 'name', value: 'order_shipped' },
	templateLanguage: 'en_US',
	inputMode: 'json',
	componentsJson:
		"={{ JSON.stringify([{ type: 'header', parameters: [{ type: 'image', image: { link: 'https://images.example.com/spring.jpg' } }] }, { type: 'body', parameters: [{ type: 'text', text: $json.name }, { type: 'text', text: '[' + $json.id + ']' }] }, { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: $json.id }] }]) }}",
};

const ANSWER_BY: Readonly<Record<string, JsonObject>> = {
	buttons: { answerBy: 'buttons', buttons: { button: CHOICES.map((title) => ({ title, id: title })) } },
	text: { answerBy: 'text' },
	file: { answerBy: 'file' },
};

function shopWorkflows(credential: Credential): Workflow[] {
	const doNotSendTo = DO_NOT_SEND_TO;
	const onError = 'continueRegularOutput';
	const reminder = inARow(
		'reminder',
		...items('reminder'),
		whatsApp(
			'Send',
			credential,
			{
				operation: 'sendText',
				businessPhone: BUSINESS_2,
				text: '=See you tomorrow, {{ $json.name }} [{{ $json.id }}]',
			},
			{
				doNotSendTo,
				sendOnceBy: 'key',
				sendOnceKey: '={{ $json.id }}',
				sendOnceRemember: REMEMBERED,
				lastWroteAt: '={{ $json.lastWroteAt }}',
			},
			{ onError: 'continueErrorOutput' },
		),
		isTrue('Window closed', '={{ $json.details?.windowClosed }}'),
		set('The same item', "={{ $('One by one').item.json }}"),
		whatsApp(
			'Send Template',
			credential,
			{ ...TEMPLATE, businessPhone: BUSINESS_2 },
			{ doNotSendTo, sendOnceBy: 'key', sendOnceKey: '={{ $json.id }}', sendOnceRemember: REMEMBERED },
			{ onError },
		),
	);
	// What the window stops comes out as an error.
	const connections = { ...reminder.connections, Send: { main: [[], link('Window closed')] } };
	return [
		inARow(
			'form',
			...items('form'),
			whatsApp(
				'Send',
				credential,
				{ operation: 'sendText', text: '=Thank you, {{ $json.name }}! [{{ $json.id }}]' },
				{ doNotSendTo },
			),
		),
		inARow(
			'order',
			...items('order'),
			whatsApp(
				'Send',
				credential,
				{ operation: 'sendText', text: '=Your order is on its way, {{ $json.name }} [{{ $json.id }}]' },
				{ doNotSendTo, sendOnceBy: 'key', sendOnceKey: '={{ $json.id }}', sendOnceRemember: REMEMBERED },
				{ onError },
			),
		),
		inARow(
			'parcel',
			...items('parcel'),
			whatsApp(
				'Send',
				credential,
				{ operation: 'sendText', text: '=Your parcel is here, {{ $json.name }} [{{ $json.id }}]' },
				{ doNotSendTo },
				{ onError },
			),
			{
				name: DELIVERY,
				type: NODE_TYPE,
				typeVersion: 1,
				parameters: { operation: 'waitForDelivery', options: { limitWaitTime: LIMIT_WAIT_TIME } },
				credentials: { itnioApi: credential },
			},
		),
		inARow(
			'campaign',
			...items('campaign'),
			whatsApp(
				'Send',
				credential,
				TEMPLATE,
				{ doNotSendTo, sendOnceBy: 'message', sendOnceRemember: REMEMBERED },
				{ onError },
			),
		),
		{ ...reminder, connections },
		...Object.entries(ANSWER_BY).map(([name, parameters]) =>
			inARow(
				`ask-${name}`,
				...items(`ask-${name}`),
				whatsApp(
					'Send',
					credential,
					{
						operation: 'sendAndWait',
						message: '=Your flowers are ready, {{ $json.name }}. What shall we do? [{{ $json.id }}]',
						...parameters,
					},
					{
						doNotSendTo,
						limitWaitTime: LIMIT_WAIT_TIME,
					},
				),
				isTrue('Answered', '={{ $json.response?.answered }}'),
				whatsApp(
					'Thank',
					credential,
					{ operation: 'sendText', text: "=Thank you! [{{ $json.id.replace('q', 't') }}]" },
					{ doNotSendTo },
				),
			),
		),
	];
}

function inbox(
	credential: Credential,
	modelCredential: Credential,
	webhookId: string,
	secretToken: string,
): Workflow {
	const when = (leftValue: string, outputKey: string) => ({
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
			conditions: [
				{
					id: outputKey,
					leftValue,
					rightValue: '',
					operator: { type: 'boolean', operation: 'true', singleValue: true },
				},
			],
			combinator: 'and',
		},
		renameOutput: true,
		outputKey,
	});
	const plain: PlainNode[] = [
		{
			name: 'Trigger',
			type: TRIGGER_TYPE,
			typeVersion: 1,
			parameters: {
				events: ['up-message-event', 'message-status-event'],
				options: {
					secretToken,
					statuses: ['failed'],
					optOutWords: ['STOP', 'UNSUBSCRIBE', 'BERHENTI', 'PARAR', 'ABMELDEN'],
				},
			},
			credentials: { itnioApi: credential },
			webhookId,
		},
		{
			name: 'What is it',
			type: 'n8n-nodes-base.switch',
			typeVersion: 3.2,
			parameters: {
				rules: {
					values: [
						when('={{ $json.optedOut === true }}', 'Opted out'),
						when("={{ $json.eventType === 'message-status-event' }}", 'Failed'),
						when('={{ $json.optedOut !== true }}', 'Message'),
					],
				},
				options: {},
			},
		},
		dataTable('Note the opt-out', {
			resource: 'row',
			operation: 'insert',
			dataTableId: table,
			columns: {
				mappingMode: 'defineBelow',
				value: { person: '={{ $json.person }}' },
				matchingColumns: [],
				schema: [
					{
						id: 'person',
						displayName: 'person',
						required: false,
						defaultMatch: false,
						display: true,
						type: 'string',
						readOnly: false,
						removed: false,
					},
				],
			},
			options: {},
		}),
		optedOut,
		set('Item', "={{ $('Trigger').first().json }}", { executeOnce: true }),
		{
			name: 'Answer',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 2,
			parameters: {
				promptType: 'define',
				text: "={{ $json.chatInput || 'A file' }}",
				options: { systemMessage: 'You answer the customers of a flower shop.' },
			},
		},
		whatsApp(
			'Reply',
			credential,
			{
				operation: 'sendText',
				businessPhone: "={{ $('Item').item.json.businessPhone }}",
				recipient: "={{ $('Item').item.json.person }}",
				text: "={{ $json.output }} [a-{{ $('Item').item.json.messageId }}]",
			},
			{ doNotSendTo: DO_NOT_SEND_TO, defaultCountryCode: '', fromMarkdown: true, longText: 'split' },
			{ onError: 'continueRegularOutput' },
		),
		{
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
			credentials: { openAiApi: modelCredential },
		},
	];
	const workflow = {
		name: 'inbox',
		nodes: plain.map((node, index) => ({ ...node, position: [index * 200, 0] })),
		connections: {
			Trigger: { main: [link('What is it')] },
			'What is it': { main: [link('Note the opt-out'), [], link('Opted Out')] },
			'Opted Out': { main: [link('Item')] },
			Item: { main: [link('Answer')] },
			Model: { ai_languageModel: [[{ node: 'Answer', type: 'ai_languageModel', index: 0 }]] },
			Answer: { main: [link('Reply')] },
		},
	};
	return workflow as unknown as Workflow;
}

export interface Shop {
	readonly workflows: ReadonlyMap<string, SavedWorkflow>;
	readonly callbackUrl: string;
	readonly secretToken: string;
}

/**
 * Makes the table of those who opted out, and publishes everything.
 *
 * @param modelUrl of the language model that answers who writes
 */
export async function openShop(
	{ client, sandbox }: Scene,
	account: Account,
	pushTo: string,
	modelUrl: string,
): Promise<Shop> {
	const makeTable = await client.createWorkflow(
		inARow(
			'make the table',
			START,
			dataTable('Table', {
				resource: 'table',
				operation: 'create',
				tableName: TABLE,
				columns: { column: [{ name: 'person', type: 'string' }] },
				options: { createIfNotExists: true },
			}),
		),
	);
	const made = await client.runWorkflow(makeTable);
	if (made.status !== 'success') throw new Error(`The table could not be made: ${made.error?.message}`);

	const secretToken = `Token${OPTIONS.seed}x${randomUUID().replaceAll('-', '')}`;
	const webhookId = randomUUID();
	const callbackUrl = `${pushTo}/webhook/${webhookId}/webhook?token=${secretToken}`;
	const data = { ...credentialData(sandbox.url, account), callbackUrl };
	const credential = await client.createCredential('ITNIO', 'itnioApi', data);
	const modelCredential = await client.createCredential('Model', 'openAiApi', {
		apiKey: 'none',
		url: modelUrl,
	});
	const workflows = new Map<string, SavedWorkflow>();
	for (const workflow of [
		inbox(credential, modelCredential, webhookId, secretToken),
		...shopWorkflows(credential),
	]) {
		const saved = await client.createWorkflow(workflow);
		await client.activate(saved);
		workflows.set(workflow.name, saved);
	}
	return { workflows, callbackUrl, secretToken };
}
