/** The account speaks, people speak: what comes in and what the account tells, in a whole n8n. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
	inARow,
	itemNode,
	NODE_TYPE,
	outputOf,
	START,
	TRIGGER_TYPE,
	type JsonObject,
	type Scene,
} from '../../harness';
import { NUMBERS, accountUpdateEvent, numberQualityEvent, upMessageEvent } from '../../sandbox';
import { test } from './registry';

const SARI = '6281234567890';
const TOKEN = 'k7Qw2mVx';
const origin = () => ({ appId: 'sandboxApp', businessPhone: '628111000111', nowMs: Date.now() });

export function testPeople(scene: () => Scene): void {
	const node = (name: string, parameters: JsonObject) => ({
		...{ name, type: NODE_TYPE, typeVersion: 1, parameters },
		credentials: { itnioApi: scene().credential },
	});

	/** A published trigger, and a node that fetches what it was told of. */
	async function listen(options: JsonObject = {}, events = ['up-message-event'], ...behind: JsonObject[]) {
		const { client, sandbox } = scene();
		const webhookId = randomUUID();
		const trigger = {
			...{ name: 'Trigger', type: TRIGGER_TYPE, typeVersion: 1, webhookId },
			parameters: { events, options: { secretToken: TOKEN, ...options } },
			credentials: { itnioApi: scene().credential },
		};
		const saved = await client.createWorkflow(
			inARow('Who speaks', trigger, ...behind.map((one, index) => node(`Node ${index}`, one))),
		);
		await client.activate(saved);
		sandbox.configure({ callbackUrl: `${client.url}/webhook/${webhookId}/webhook?token=${TOKEN}` });
		const executions = async (count: number) => await client.executionsOf(saved.id, count);
		const started = async (count: number, of = 'Trigger') =>
			(await executions(count)).map((execution) => {
				assert.equal(execution.status, 'success', execution.error?.message);
				return outputOf(execution, of)[0];
			});
		const push = async (event: object) => await sandbox.pushOnce(String(sandbox.settings.callbackUrl), event);
		return { started, push };
	}

	async function runOnce(...nodes: JsonObject[]) {
		const { client } = scene();
		const row = nodes.map((parameters, index) => node(`Node ${index}`, parameters));
		return await client.runWorkflow(await client.createWorkflow(inARow('Once', START, ...row)));
	}

	test('a number that may write to fewer people, and an account that is restricted, start the workflow', async () => {
		const { started, push } = await listen({}, ['phone_number_quality_update', 'account_update']);
		const events = [numberQualityEvent({}, origin()), accountUpdateEvent({}, origin())];
		for (const event of events) {
			assert.equal((await push(event)).httpStatus, 200);
			assert.equal((await push(event)).httpStatus, 200);
		}
		assert.deepEqual(
			(await started(2)).map((item) => item?.json),
			events,
		);
	});

	test('Get Many Numbers gives each number with its state, Get Business Account where reports go', async () => {
		const callbackUrl = 'https://n8n.shop.com/webhook/1/webhook';
		scene().sandbox.configure({ callbackUrl });
		const numbers = await runOnce({ resource: 'account', operation: 'getNumbers' });
		assert.equal(numbers.status, 'success', numbers.error?.message);
		assert.deepEqual(
			outputOf(numbers, 'Node 0').map(({ json }) => [json.phoneNumber, json.status, json.peopleADay]),
			[
				[NUMBERS[0]?.phoneNumber, 'CONNECTED', 1000],
				[NUMBERS[1]?.phoneNumber, 'FLAGGED', 50],
				[NUMBERS[2]?.phoneNumber, 'BANNED', 250],
			],
		);
		const account = await runOnce({ resource: 'account', operation: 'getBusinessAccount' });
		assert.equal(outputOf(account, 'Node 0')[0]?.json.callbackUrl, callbackUrl);
	});

	for (const login of [false, true]) {
		test(`a voice message ${login ? 'behind a login ' : ''}comes as the file of the item`, async () => {
			const { started } = await listen({ downloadFiles: true });
			await scene().sandbox.inbound({ from: SARI, media: { type: 'audio', login } });
			const [item] = await started(1);
			assert.equal(item?.json.fileProblem, undefined);
			assert.equal(item?.json.person, SARI);
			const { mimeType, fileName, fileExtension } = item?.binary?.data ?? {};
			assert.equal(mimeType, 'audio/ogg');
			assert.match(String(fileName), /^audio-\d{10}\.ogg$/);
			assert.match(String(fileExtension), /^og[ga]$/);
		});
	}

	test('a file in this network is not fetched: the workflow starts, and is told why', async () => {
		const { started, push } = await listen({ downloadFiles: true });
		const audio = { filePath: 'https://169.254.169.254/latest/meta-data', mimeType: 'audio/ogg' };
		const { httpStatus } = await push(
			upMessageEvent({ from: SARI, message: { type: 'audio', audio } }, origin()),
		);
		assert.equal(httpStatus, 200);
		const [item] = await started(1);
		assert.match(String(item?.json.fileProblem), /^The audio was not downloaded: .* your own network/);
		assert.equal(item?.binary, undefined);
	});

	test('many voice messages at once: each is answered, and starts the workflow with its file', async () => {
		const { started } = await listen({ downloadFiles: true });
		const COUNT = 20;
		await Promise.all(
			Array.from({ length: COUNT }, async (_, index) => {
				const from = String(Number(SARI) + index);
				const { delivered } = await scene().sandbox.inbound({ from, media: { type: 'audio' } });
				assert.ok(delivered);
			}),
		);
		const items = await started(COUNT);
		assert.deepEqual(
			items.map((item) => Object.keys(item?.binary ?? {})),
			items.map(() => ['data']),
		);
		assert.equal(new Set(items.map((item) => item?.json.person)).size, COUNT);
	});

	test('Download Files without a Secret Token is refused when the workflow is published', async () => {
		const { client } = scene();
		const parameters = { options: { downloadFiles: true } };
		const saved = await client.createWorkflow(
			inARow('Open to all', {
				...{ name: 'Trigger', type: TRIGGER_TYPE, typeVersion: 1, webhookId: randomUUID(), parameters },
				credentials: { itnioApi: scene().credential },
			}),
		);
		await assert.rejects(client.activate(saved), /Download Files needs a Secret Token/);
	});

	test('Download File fetches what the trigger told of, and says what is wrong with a link', async () => {
		const { started } = await listen({}, undefined, { operation: 'downloadFile' });
		const media = { type: 'document', filename: 'receipt.pdf' };
		await scene().sandbox.inbound({ from: SARI, media });
		const [item] = await started(1, 'Node 0');
		assert.equal(item?.json.person, SARI);
		assert.equal(item?.binary?.data?.fileName, 'receipt.pdf');
		assert.equal(item?.binary?.data?.mimeType, 'application/pdf');
		const { client } = scene();
		const bad = await client.runWorkflow(
			await client.createWorkflow(
				inARow('A wrong link', START, itemNode('Item', {}), {
					...node('Node 0', { operation: 'downloadFile', fileLink: 'http://files.shop.com/a.ogg' }),
				}),
			),
		);
		assert.match(bad.error?.message ?? '', /is not encrypted \(http:\/\/\)/);
	});

	test('a tap, a reaction, a quote and a hidden number each say what they are', async () => {
		const { started } = await listen({ messageTypes: ['tap', 'reaction', 'text'] });
		const says = async (message: JsonObject, from = SARI) => await scene().sandbox.inbound({ from, message });
		await says({ type: 'button', button: { text: 'Yes, please' } });
		await says({ type: 'reaction', reaction: { emoji: '👍', messageId: 'm1' } });
		await says({
			...{ type: 'text', text: { body: 'The blue one' } },
			context: { refMessageId: 'm1', interactive: { button_reply: { id: '1', title: 'No' } } },
		});
		await says({ type: 'text', text: { body: 'Hello' } }, 'ID.13491208655302741918');
		const items = (await started(4)).map((item) => item?.json);
		const of = (type: string, text: string) =>
			items.find((item) => (item?.message as JsonObject).type === type && item?.text === text);
		assert.deepEqual(of('button', 'Yes, please')?.tapped, { id: 'Yes, please', title: 'Yes, please' });
		assert.equal(items.filter((item) => (item?.message as JsonObject).type === 'reaction').length, 1);
		assert.equal(of('text', 'The blue one')?.tapped, undefined);
		const hidden = of('text', 'Hello');
		assert.deepEqual([hidden?.person, hidden?.sender], ['ID.13491208655302741918', undefined]);
		assert.equal(hidden?.sessionId, '628111000111-ID.13491208655302741918');
	});

	test('an echo of the business’s own number starts nothing', async () => {
		const { started, push } = await listen();
		const echo = upMessageEvent({ from: '628111000111', text: 'sent from the phone' }, origin());
		assert.equal((await push(echo)).httpStatus, 200);
		await scene().sandbox.inbound({ from: SARI, text: 'Hello' });
		assert.deepEqual(
			(await started(1)).map((item) => item?.json.text),
			['Hello'],
		);
	});
}
