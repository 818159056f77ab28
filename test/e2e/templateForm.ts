/** What the form of a template message asks n8n for: the list of templates, and the values of the chosen one. */
import assert from 'node:assert/strict';
import {
	credentialData,
	NODE_TYPE,
	outputOf,
	type JsonObject,
	type Scene,
	type Workflow,
} from '../../harness';
import { test } from './registry';

interface List {
	results: { name: string; value: string }[];
}

interface Mapper {
	fields: { id: string; displayName: string; type: string; required: boolean }[];
	emptyFieldsNotice?: string;
}

const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };

export function testTemplateForm(scene: () => Scene): void {
	const request = (parameters: JsonObject = {}, credential = scene().credential) => ({
		nodeTypeAndVersion: { name: NODE_TYPE, version: 1 },
		parameters: { resource: 'message', operation: 'sendTemplate', ...parameters },
		credentials: { itnioApi: credential },
	});
	const search = async (filter?: string, credential = scene().credential) =>
		await scene().client.askForm<List>('resource-locator-results', 'searchTemplates', {
			...request({}, credential),
			path: 'parameters.templateName',
			filter,
		});
	const valuesOf = async (parameters: JsonObject) =>
		await scene().client.askForm<Mapper>('resource-mapper-fields', 'getTemplateValues', {
			...request(parameters),
			path: 'parameters.templateValues',
		});
	const row = (value: string) => ({ __rl: true, mode: 'list', value });

	test('the list of business numbers shows state, quality and people a day, those that can send first', async () => {
		const numbers = async (filter?: string) =>
			(
				await scene().client.askForm<List>('resource-locator-results', 'searchNumbers', {
					...request({ operation: 'sendText' }),
					path: 'parameters.businessPhone',
					filter,
				})
			).results;
		const first = {
			name: '+62 811-1000-111 – CONNECTED, GREEN, 1,000 people a day',
			value: '628111000111',
		};
		assert.deepEqual(await numbers(), [
			first,
			{ name: '+1 202-555-0100 – FLAGGED, YELLOW, 50 people a day', value: '12025550100' },
			{ name: '+62 811-1000-333 – BANNED, RED, 250 people a day', value: '628111000333' },
		]);
		assert.deepEqual(await numbers('8111000111'), [first]);
		assert.deepEqual(await numbers('connected'), [first]);
	});

	test('the list of templates shows the approved ones, one row per language, and can be searched', async () => {
		assert.deepEqual(
			(await search()).results.map(({ name }) => name),
			[
				'invoice – es, UTILITY – Adjuntamos la factura […].',
				'login_code – en_US, AUTHENTICATION – […] is your verification code.',
				'login_code – zh_CN, AUTHENTICATION – 您的验证码是 […]。',
				'order_shipped – en_US, UTILITY – Hello […], your order […] is on its way.',
				'order_shipped – id, UTILITY – Halo […], pesanan […] sedang dikirim.',
				'store_opening – en_US, MARKETING – We open next door to you. See you there!',
				'welcome – en_US, MARKETING – Good to have you here. Reply to this message at any time.',
			],
		);
		assert.deepEqual((await search('INDO')).results, [
			{
				name: 'order_shipped – id, UTILITY – Halo […], pesanan […] sedang dikirim.',
				value: 'order_shipped/id',
			},
		]);
	});

	test('where the list cannot be had, the form says why', async () => {
		const data = { ...credentialData(scene().sandbox.url), appId: 'nobody' };
		const credential = await scene().client.createCredential('Wrong app', 'itnioApi', data);
		await assert.rejects(search(undefined, credential), /ITNIO does not know the app ID/);
	});

	test('the form has a field for each value of the chosen template, with its example', async () => {
		const { fields } = await valuesOf({ templateName: row('order_shipped/en_US') });
		assert.deepEqual(
			fields.map(({ id, displayName }) => [id, displayName]),
			[
				['headerImageLink', 'Image: link or field'],
				['body1', '1: Hello [Maria]'],
				['body2', '2: your order [A-1024]'],
			],
		);
		// Each customer their own language: any of the template's languages tells its values.
		const language = '={{ $json.language }}';
		assert.equal(
			(await valuesOf({ templateName: row('order_shipped'), templateLanguage: language })).fields.length,
			3,
		);
		assert.match(
			(await valuesOf({ templateName: row('') })).emptyFieldsNotice ?? '',
			/Choose a template first/,
		);
		await assert.rejects(
			valuesOf({ templateName: row('order_shipped/en_US'), templateLanguage: 'fr' }),
			/only in: en_US, id, zh_CN/,
		);
	});

	test('a template chosen from the list arrives in the language of its row', async () => {
		const { client, credential, sandbox } = scene();
		const { fields } = await valuesOf({ templateName: row('login_code/zh_CN') });
		const workflow: Workflow = {
			name: 'Template from the list',
			nodes: [
				{ ...start, position: [0, 0] },
				{
					name: 'Send a template',
					type: NODE_TYPE,
					typeVersion: 1,
					position: [240, 0],
					parameters: {
						resource: 'message',
						operation: 'sendTemplate',
						businessPhone: '6285574670498',
						recipient: '6281200000001',
						templateName: row('login_code/zh_CN'),
						templateValues: { mappingMode: 'defineBelow', value: { body1: '={{ 6 * 7 }}' }, schema: fields },
					},
					credentials: { itnioApi: credential },
				},
			],
			connections: { Start: { main: [[{ node: 'Send a template', type: 'main', index: 0 }]] } },
		};
		const execution = await client.runWorkflow(await client.createWorkflow(workflow));
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.equal(outputOf(execution, 'Send a template')[0]?.json.messageType, 'template');
		assert.deepEqual(
			sandbox.received.map(({ body }) => body.template),
			[
				{
					name: 'login_code',
					language: { code: 'zh_CN' },
					components: [{ type: 'body', parameters: [{ type: 'text', text: '42' }] }],
				},
			],
		);
	});
}
