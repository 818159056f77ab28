/** Ask and wait in a whole n8n: a question goes out, the execution waits, and what a person does finds it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { findTicket, withoutTokens } from '../../nodes/ItnioWhatsApp/conversation/token';
import { upMessageEvent, type ReceivedMessage } from '../../sandbox';
import {
	credentialData,
	NODE_TYPE,
	outputOf,
	TRIGGER_TYPE,
	until,
	type Execution,
	type JsonObject,
	type SavedWorkflow,
	type Scene,
	type Workflow,
} from '../../harness';
import { calledAt } from './scenarios/shared';
import { test as register } from './registry';

const ASK = 'Ask';
const TRIGGER = 'Trigger';
const SARI = '6281234567890';
const BUSINESS = '628111000111';

const link = (...nodes: string[]) => nodes.map((node) => ({ node, type: 'main' as const, index: 0 }));

const buttons: JsonObject = {
	message: 'Shall we deliver, or do you pick it up?',
	answerBy: 'buttons',
	buttons: { button: [{ id: 'delivery', title: 'Deliver it' }, { title: 'I pick it up' }] },
};
const approval: JsonObject = { message: 'May it go out?', answerBy: 'approval' };
const shortly: JsonObject = {
	limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 0.05, resumeUnit: 'minutes' } },
};

/** The members that are named are there, whatever else is. */
function assertHas(actual: unknown, expected: JsonObject): void {
	const found = actual as JsonObject | undefined;
	assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, found?.[key]])), expected);
}

/** The address of a trigger, and its workflow. */
export interface Trigger {
	readonly workflow: SavedWorkflow;
	readonly url: string;
}

/** Publishes a workflow of the trigger alone. */
export async function publishTrigger(
	{ client, credential }: Scene,
	options: JsonObject = {},
): Promise<Trigger> {
	const webhookId = randomUUID();
	const workflow = await client.createWorkflow({
		name: 'Trigger',
		nodes: [
			{
				name: TRIGGER,
				type: TRIGGER_TYPE,
				typeVersion: 1,
				position: [0, 0],
				parameters: { options },
				webhookId,
				credentials: { itnioApi: credential },
			},
		],
		connections: {},
	});
	await client.activate(workflow);
	return { workflow, url: `${client.url}/webhook/${webhookId}/webhook` };
}

/** A credential that knows where the trigger is. */
export const credentialFor = async (
	{ client, sandbox }: Scene,
	callbackUrl: string,
	change: JsonObject = {},
): Promise<{ id: string; name: string }> =>
	await client.createCredential('ITNIO with callback', 'itnioApi', {
		...credentialData(sandbox.url),
		callbackUrl,
		...change,
	});

/** A question that was asked. */
interface Asked {
	readonly message: ReceivedMessage;
	readonly executionId: string;
}

export function testConversation(scene: () => Scene): void {
	let trigger: Trigger;
	let withCallback: { id: string; name: string };

	let isReady = false;
	const test = (name: string, work: () => Promise<void>) =>
		register(name, async () => {
			if (!isReady) {
				trigger = await publishTrigger(scene());
				withCallback = await credentialFor(scene(), trigger.url);
				isReady = true;
			}
			await work();
		});

	/** Publishes: a call from outside → the question → a node that shows what came of it. */
	async function publish(
		parameters: JsonObject,
		{
			credential = scene().credential,
			change = () => {},
		}: { credential?: { id: string; name: string }; change?: (workflow: Workflow) => void } = {},
	): Promise<{ id: string; path: string }> {
		const path = randomUUID();
		const workflow: Workflow = {
			name: `Asks by ${String(parameters.answerBy)}`,
			nodes: [
				{ ...calledAt(path), position: [0, 0] },
				{
					id: randomUUID(),
					name: ASK,
					type: NODE_TYPE,
					typeVersion: 1,
					position: [200, 0],
					parameters: {
						operation: 'sendAndWait',
						businessPhone: BUSINESS,
						recipient: '={{ $json.body.phone }}',
						...parameters,
					},
					credentials: { itnioApi: credential },
				},
				{ name: 'After', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [400, 0], parameters: {} },
			],
			connections: { Call: { main: [link(ASK)] }, [ASK]: { main: [link('After')] } },
		};
		change(workflow);
		const saved = await scene().client.createWorkflow(workflow);
		await scene().client.activate(saved);
		return { id: saved.id, path };
	}

	/** Asks a person. @param wait until the execution waits */
	async function ask(asking: { id: string; path: string }, phone = SARI, wait = true): Promise<Asked> {
		const { client, sandbox } = scene();
		const to = () => sandbox.received.filter(({ recipient }) => recipient === phone);
		const count = to().length;
		assert.equal((await client.callWebhook(asking.path, { phone, order: 7 })).status, 200);
		const message = await until('the question', () => to()[count]);
		const [execution] = await client.listExecutions(asking.id);
		assert.ok(execution);
		if (wait) await client.waitForStatus(execution.id, 'waiting');
		return { message, executionId: execution.id };
	}

	const asked = async (parameters: JsonObject, options = {}) => await ask(await publish(parameters, options));

	/** What the trigger answers to a push. */
	const push = async (event: object, url = trigger.url) => await scene().client.post(url, event);
	const origin = () => ({ appId: 'sandboxApp', businessPhone: BUSINESS, nowMs: Date.now() });
	/** A tap as a push. */
	const tapOn = ({ message }: Asked, title: string, from = SARI) =>
		upMessageEvent({ from, tap: { messageId: message.messageId, title } }, origin(), message);
	const wrote = (text: string, from = SARI) => upMessageEvent({ from, text }, origin());
	/** The trigger says `words` to a push. Where n8n needs longer than a call waits, it is pushed again, as ITNIO does. */
	async function says(words: string, event: object): Promise<void> {
		const { status, text } = await push(event);
		if (status !== 503) assert.deepEqual({ status, text }, { status: 200, text: words });
		else await until('the outcome', async () => (await push(event)).status === 200);
	}

	async function response(executionId: string): Promise<JsonObject> {
		const execution = await scene().client.waitForExecution(executionId);
		assert.equal(execution.status, 'success', execution.error?.message);
		const [item, ...others] = outputOf(execution, 'After');
		assert.equal(others.length, 0);
		return item?.json ?? {};
	}
	const isWaiting = async (executionId: string) =>
		(await scene().client.getExecution(executionId)).status === 'waiting';
	const startedBy = async (one = trigger) => (await scene().client.listExecutions(one.workflow.id)).length;
	const started = '{"message":"The workflow was started."}';
	const handed = '{"message":"Handed over to the execution that waits for it."}';

	/** Publishes a workflow that runs for 45 seconds. @returns the path that starts it */
	async function publishSlow(): Promise<string> {
		const { client } = scene();
		const path = randomUUID();
		const slow = await client.createWorkflow({
			name: 'Takes the only place',
			nodes: [
				{ ...calledAt(path), position: [0, 0] },
				{
					name: 'Wait',
					type: 'n8n-nodes-base.wait',
					typeVersion: 1.1,
					position: [200, 0],
					parameters: { amount: 45, unit: 'seconds' },
				},
			],
			connections: { Call: { main: [link('Wait')] } },
		});
		await client.activate(slow);
		return path;
	}

	test('a tap finds the execution that waits: it goes on with the item and the answer, and nothing starts', async () => {
		const before = await startedBy();
		const question = await asked(buttons);
		const tap = tapOn(question, 'I pick it up');
		await says(handed, tap);
		const { body, response: answer } = await response(question.executionId);
		assert.deepEqual(body, { phone: SARI, order: 7 });
		assert.deepEqual(answer, {
			answered: true,
			by: 'tap',
			id: 'I pick it up',
			title: 'I pick it up',
			text: 'I pick it up',
			message: withoutTokens(tap.message),
			messageId: tap.messageId,
			timestamp: tap.timestamp,
			sender: SARI,
		});
		assert.equal(await startedBy(), before);
	});

	test('the tap is found in whatever shape ITNIO pushes it', async () => {
		const question = await asked(buttons);
		const inner = JSON.stringify(tapOn(question, 'Deliver it').message);
		const event = { ...wrote(''), message: { type: 'unknown', unknown: { code: 131051, raw: [{ inner }] } } };
		await says(handed, event);
		assert.equal(((await response(question.executionId)).response as JsonObject).id, 'delivery');
	});

	test('a list, an approval and a typed answer each come back in their words', async () => {
		const list = await asked({
			message: 'When?',
			answerBy: 'list',
			inputMode: 'json',
			sectionsJson: JSON.stringify([
				{ title: 'Friday', rows: [{ id: 'f10', title: '10:00' }, { title: '11:00' }] },
			]),
		});
		await push(tapOn(list, '10:00'));
		assertHas((await response(list.executionId)).response, {
			by: 'tap',
			id: 'f10',
			title: '10:00',
		});

		for (const [title, approved] of [
			['Approve', true],
			['Decline', false],
		] as const) {
			const question = await asked(approval);
			await push(tapOn(question, title));
			assert.deepEqual((await response(question.executionId)).data, { approved });
		}

		const free = await asked({ message: 'Your name?', answerBy: 'text' }, { credential: withCallback });
		await says(handed, wrote('Sari Dewi'));
		assertHas((await response(free.executionId)).response, {
			by: 'text',
			text: 'Sari Dewi',
		});

		const typed = await asked(buttons, { credential: withCallback });
		await says(handed, wrote('deliver it'));
		assertHas((await response(typed.executionId)).response, {
			by: 'text',
			id: 'delivery',
			text: 'deliver it',
		});
	});

	test('a location comes back as it was shared', async () => {
		const question = await asked(
			{ message: 'Where to?', answerBy: 'location' },
			{ credential: withCallback },
		);
		const location = { longitude: '106.8', latitude: '-6.2' };
		await says(handed, upMessageEvent({ from: SARI, location }, origin()));
		assertHas((await response(question.executionId)).response, {
			by: 'location',
			location,
		});
	});

	test('files of the item go on with it', async () => {
		const question = await ask(
			await publish(buttons, {
				change: ({ nodes, connections }) => {
					nodes.push({
						name: 'File',
						type: 'n8n-nodes-base.convertToFile',
						typeVersion: 1.1,
						position: [100, 0],
						parameters: { operation: 'toJson', mode: 'each', options: {} },
					});
					Object.assign(connections, { Call: { main: [link('File')] }, File: { main: [link(ASK)] } });
					for (const node of nodes) if (node.name === ASK) node.parameters.recipient = SARI;
				},
			}),
		);
		const waiting = await scene().client.getExecution(question.executionId);
		const before = outputOf(waiting, 'File')[0]?.binary;
		await push(tapOn(question, 'Deliver it'));
		await response(question.executionId);
		const execution = await scene().client.getExecution(question.executionId);
		assert.ok(before);
		const { data } = outputOf(execution, 'After')[0]?.binary ?? {};
		assert.equal(data?.id, before.data?.id);
		assert.equal(data?.mimeType, before.data?.mimeType);
	});

	test('of two taps one counts, also of twenty at once, and repeats of the push change nothing', async () => {
		const before = await startedBy();
		const question = await asked(buttons);
		const taps = Array.from({ length: 20 }, (_, n) =>
			tapOn(question, n % 2 === 0 ? 'Deliver it' : 'I pick it up'),
		);
		const answers = await Promise.all(taps.map(async (tap) => await push(tap)));
		const { messageId } = (await response(question.executionId)).response as JsonObject;
		const won = taps.find((tap) => tap.messageId === messageId);
		assert.ok(won);
		for (const [index, { status, text }] of answers.entries()) {
			// 503: n8n needed longer than a call waits.
			assert.ok([200, 503].includes(status), text);
			if (text === handed) assert.equal(taps[index], won);
		}
		for (const tap of taps) await until('the outcome', async () => (await push(tap)).status === 200);
		assert.match((await push(won)).text, /before/);
		assert.match((await push(tapOn(question, 'Deliver it'))).text, /before/);
		assert.equal(await startedBy(), before);
	});

	test('nothing is answered by looking at the address', async () => {
		const question = await asked(approval);
		const ticket = findTicket(tapOn(question, 'Decline').message);
		assert.ok(ticket);
		const address = `${scene().client.url}/webhook-waiting/${question.executionId}/${ticket.nodeId}?n=${ticket.nonce}&signature=${ticket.signature}`;
		for (const method of ['GET', 'HEAD']) {
			const { status } = await fetch(address, { method });
			assert.ok(status < 500, `${method}: ${status}`);
		}
		assert.match(await (await fetch(address)).text(), /waits for an answer in WhatsApp/);
		assert.ok(await isWaiting(question.executionId));
		await push(tapOn(question, 'Decline'));
		assert.deepEqual((await response(question.executionId)).data, { approved: false });
	});

	test('somebody else and a forged token answer nothing; the right person still can', async () => {
		const before = await startedBy();
		const question = await asked(buttons);
		await says(started, tapOn(question, 'Deliver it', '6281234567891'));
		await says(started, { ...tapOn(question, 'Deliver it'), businessPhone: '12025550100' });
		const token = /~w1[^"]+/.exec(JSON.stringify(question.message.body))?.[0] ?? '';
		const forged = JSON.stringify(tapOn(question, 'Deliver it')).replace(
			token,
			token.replace(/.{9}$/, 'AAAAAAAAA'),
		);
		await says(started, JSON.parse(forged) as object);
		assert.ok(await isWaiting(question.executionId));
		// What starts a workflow holds the person's own ID, and no token.
		const executions = await scene().client.executionsOf(trigger.workflow.id, before + 3);
		const items = executions.slice(before).map((one) => outputOf(one, TRIGGER)[0]?.json ?? {});
		for (const { tapped } of items) assert.deepEqual(tapped, { id: 'delivery', title: 'Deliver it' });
		assert.ok(!JSON.stringify(items).includes('~w1'));
		await says(handed, tapOn(question, 'Deliver it'));
		await response(question.executionId);
	});

	test('when the time is up it goes on without an answer; a late tap starts the trigger and says so', async () => {
		const before = await startedBy();
		const question = await asked({ ...buttons, options: shortly });
		assert.deepEqual((await response(question.executionId)).response, { answered: false });
		await says(started, tapOn(question, 'Deliver it'));
		const executions = await scene().client.executionsOf(trigger.workflow.id, before + 1);
		const item = outputOf(executions.at(-1) as Execution, TRIGGER)[0]?.json;
		assertHas(item, {
			text: 'Deliver it',
			tapped: { id: 'delivery', title: 'Deliver it' },
			lateAnswer: true,
		});

		const toApprove = await asked({ ...approval, options: shortly });
		const { response: answer, data } = await response(toApprove.executionId);
		assert.deepEqual({ answer, data }, { answer: { answered: false }, data: { approved: false } });
	});

	test('in a loop, a tap on an old question is no answer to the new one', async () => {
		const question = await asked(buttons, {
			change: ({ nodes, connections }: Workflow) => {
				nodes.push({
					name: 'Again?',
					type: 'n8n-nodes-base.if',
					typeVersion: 2.2,
					position: [300, 0],
					parameters: {
						conditions: {
							options: { caseSensitive: true, typeValidation: 'loose', version: 2 },
							combinator: 'and',
							conditions: [
								{
									leftValue: '={{ $json.response.id }}',
									rightValue: 'delivery',
									operator: { type: 'string', operation: 'equals' },
								},
							],
						},
						options: {},
					},
				});
				Object.assign(connections, {
					[ASK]: { main: [link('Again?')] },
					'Again?': { main: [link(ASK), link('After')] },
				});
			},
		});
		await says(handed, tapOn(question, 'Deliver it'));
		const message = await until('the second question', () => scene().sandbox.received[1]);
		await until('the second wait', async () => await isWaiting(question.executionId));
		assert.match((await push(tapOn(question, 'I pick it up'))).text, /answered before/);
		assert.ok(await isWaiting(question.executionId));
		const second = { ...question, message };
		await says(handed, tapOn(second, 'I pick it up'));
		assert.equal(((await response(question.executionId)).response as JsonObject).id, 'I pick it up');
	});

	test('who taps while the question is still being sent is waited for', async () => {
		scene().sandbox.configure({ latencyMs: 1_500 });
		const question = await ask(await publish(buttons), SARI, false);
		await says(handed, tapOn(question, 'Deliver it'));
		await response(question.executionId);
	});

	test('what was written before the question is no answer to it', async () => {
		const before = await startedBy();
		const question = await asked({ message: 'Your name?', answerBy: 'text' }, { credential: withCallback });
		const early = { ...wrote('I have a question'), timestamp: Math.floor(Date.now() / 1000) - 3_600 };
		await push(early);
		await scene().client.executionsOf(trigger.workflow.id, before + 1);
		assert.ok(await isWaiting(question.executionId));
		await says(handed, wrote('Sari'));
		await response(question.executionId);
	});

	test('of two questions to one person the last one is answered first; others are not touched', async () => {
		const asking = await publish({ message: 'Your name?', answerBy: 'text' }, { credential: withCallback });
		const first = await ask(asking);
		const second = await ask(asking);
		const other = await ask(asking, '6281234567899');
		await push(wrote('to the second'));
		assert.equal(((await response(second.executionId)).response as JsonObject).text, 'to the second');
		await push(wrote('to the first'));
		assert.equal(((await response(first.executionId)).response as JsonObject).text, 'to the first');
		assert.ok(await isWaiting(other.executionId));
		await push(wrote('to the other', '6281234567899'));
		await response(other.executionId);
	});

	test('what can be known to fail fails before anything is sent', async () => {
		const { client, sandbox } = scene();
		const nobody = await credentialFor(scene(), `${client.url}/webhook/${randomUUID()}/webhook`);
		const stranger = await credentialFor(scene(), trigger.url, { apiSecret: 'another secret' });
		const noPort = await credentialFor(scene(), 'http://127.0.0.1:9/webhook');
		const text = { message: 'Your name?', answerBy: 'text' };
		const forms: Array<[JsonObject, { id: string; name: string }, RegExp]> = [
			[text, scene().credential, /Callback URL in the ITNIO API credential/],
			[text, nobody, /no published trigger/],
			[text, stranger, /not signed with the API secret/],
			[text, noPort, /cannot be reached from here: the connection was refused/],
			[buttons, nobody, /no published trigger/],
			[
				{ ...buttons, options: { limitWaitTime: { values: { resumeAmount: 0 } } } },
				scene().credential,
				/above 0/,
			],
			[
				{ ...buttons, buttons: { button: [{ id: 'x'.repeat(161), title: 'A' }] } },
				scene().credential,
				/limit is 160/,
			],
		];
		for (const [parameters, credential, words] of forms) {
			const { id, path } = await publish(parameters, { credential });
			await client.callWebhook(path, { phone: SARI });
			const [execution] = await client.executionsOf(id, 1);
			assert.equal(execution?.status, 'error');
			assert.match(execution?.error?.message ?? '', words);
		}
		assert.equal(sandbox.requests, 0);
		// Nobody is waited for.
		const before = await startedBy();
		await says(started, wrote('Hello'));
		await client.executionsOf(trigger.workflow.id, before + 1);
	});

	test('several people in one execution are refused with what to do', async () => {
		const { id, path } = await publish(buttons, {
			change: ({ nodes, connections }) => {
				nodes.push({
					name: 'People',
					type: 'n8n-nodes-base.splitOut',
					typeVersion: 1,
					position: [100, 0],
					parameters: { fieldToSplitOut: 'body.people', options: {} },
				});
				Object.assign(connections, { Call: { main: [link('People')] }, People: { main: [link(ASK)] } });
				for (const node of nodes) if (node.name === ASK) node.parameters.recipient = '={{ $json.phone }}';
			},
		});
		await scene().client.callWebhook(path, { people: [{ phone: SARI }, { phone: '6281234567891' }] });
		const [execution] = await scene().client.executionsOf(id, 1);
		assert.match(execution?.error?.message ?? '', /2 items.*sub-workflow/);
		assert.equal(scene().sandbox.requests, 0);
	});

	test('the trigger also starts for answers where it is told to', async () => {
		const both = await publishTrigger(scene(), { alsoStartForAnswers: true });
		const question = await asked(buttons);
		await push(tapOn(question, 'Deliver it'), both.url);
		await response(question.executionId);
		const [execution] = await scene().client.executionsOf(both.workflow.id, 1);
		assert.deepEqual(outputOf(execution as Execution, TRIGGER)[0]?.json.tapped, {
			id: 'delivery',
			title: 'Deliver it',
		});
	});

	test('what a person writes in a row starts one workflow, once the person has paused', async () => {
		const grouping = await publishTrigger(scene(), { groupMessages: 5 });
		const events = ['Hi', 'I have a question', 'about the roses'].map((text) => wrote(text));
		const other = wrote('Good morning', '6281234567891');
		for (const event of [...events, other, events[0] ?? {}]) {
			assert.equal((await push(event, grouping.url)).status, 200);
		}
		const executions = await scene().client.executionsOf(grouping.workflow.id, 2);
		const items = executions.map((one) => outputOf(one, TRIGGER)[0]?.json ?? {});
		const sari = items.find(({ sender }) => sender === SARI);
		assert.equal(sari?.text, 'Hi\nI have a question\nabout the roses');
		assert.deepEqual(
			(sari?.messages as JsonObject[]).map(({ messageId }) => messageId),
			events.map(({ messageId }) => messageId),
		);
		assert.equal(sari?.replyTo, events[2]?.messageId);
		assert.equal(items.find(({ sender }) => sender !== SARI)?.text, 'Good morning');
	});

	test('n8n is killed while executions wait: a tap and a typed answer find them when it is back', async () => {
		const tapped = await asked(buttons);
		const typed = await asked({ message: 'Your name?', answerBy: 'text' }, { credential: withCallback });
		await scene().n8n.kill();
		await scene().n8n.restart();
		await says(handed, tapOn(tapped, 'Deliver it'));
		await says(handed, wrote('Sari'));
		assert.equal(((await response(tapped.executionId)).response as JsonObject).id, 'delivery');
		assert.equal(((await response(typed.executionId)).response as JsonObject).text, 'Sari');
	});

	test('words that are no choice start the workflow; the question waits, and the tap after them counts', async () => {
		const before = await startedBy();
		const question = await asked(buttons, { credential: withCallback });
		await says(started, wrote('What are your opening hours?'));
		assert.ok(await isWaiting(question.executionId));
		await says(handed, tapOn(question, 'Deliver it'));
		assertHas((await response(question.executionId)).response, { by: 'tap', id: 'delivery' });
		assert.equal(await startedBy(), before + 1);
	});

	test('a photo answers a question for a file, a caption one for a text; the message comes along', async () => {
		const media = { type: 'image' as const, caption: 'my receipt' };
		for (const [answerBy, by] of [
			['file', 'file'],
			['text', 'text'],
		] as const) {
			const question = await asked({ message: 'Your receipt?', answerBy }, { credential: withCallback });
			const photo = upMessageEvent({ from: SARI, media }, origin());
			await says(handed, photo);
			const { response: answer } = await response(question.executionId);
			assertHas(answer, { by, text: 'my receipt', message: photo.message as JsonObject });
		}
	});

	test('a person who hides the number is known by the tap', async () => {
		const question = await asked(buttons);
		const tap = { ...tapOn(question, 'Deliver it'), from: { phone: 'ID.13491208655302741918', name: 'S' } };
		await says(handed, tap);
		assertHas((await response(question.executionId)).response, { id: 'delivery' });
	});

	test('what a person writes in a row answers a question together', async () => {
		const grouping = await publishTrigger(scene(), { groupMessages: 5 });
		const credential = await credentialFor(scene(), grouping.url);
		const question = await asked({ message: 'What do you want?', answerBy: 'text' }, { credential });
		for (const text of ['I want', 'the blue one']) {
			assert.equal((await push(wrote(text), grouping.url)).status, 200);
		}
		assertHas((await response(question.executionId)).response, { text: 'I want\nthe blue one' });
		assert.equal(await startedBy(grouping), 0);
	});

	test('n8n gets another address between question and tap: the tap counts', async () => {
		const { n8n } = scene();
		const question = await asked(buttons);
		await n8n.restart({ env: { WEBHOOK_URL: n8n.url.replace('127.0.0.1', 'localhost') } });
		try {
			await says(handed, tapOn(question, 'Deliver it'));
			assertHas((await response(question.executionId)).response, { id: 'delivery' });
		} finally {
			await n8n.restart({ env: { WEBHOOK_URL: n8n.url } });
		}
	});

	test('n8n has no free place for longer than a call waits: the answer reaches the execution, and nothing else', async () => {
		const { n8n, client } = scene();
		const question = await asked(buttons);
		const path = await publishSlow();
		await n8n.restart({ env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' } });
		try {
			const before = await startedBy();
			assert.equal((await client.callWebhook(path, {})).status, 200);
			const tap = tapOn(question, 'Deliver it');
			const first = await push(tap);
			assert.ok([200, 503].includes(first.status), first.text);
			// ITNIO pushes again.
			if (first.status === 503) {
				await until('the outcome', async () => (await push(tap)).status === 200, { timeoutMs: 120_000 });
			}
			assertHas((await response(question.executionId)).response, { by: 'tap', id: 'delivery' });
			assert.match((await push(tap)).text, /before/);
			assert.equal(await startedBy(), before);
		} finally {
			await n8n.restart({ env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '-1' } });
		}
	});

	test('n8n is killed while an answer waits for a free place: pushed again, it ends the wait once', async () => {
		const { n8n, client } = scene();
		const before = await startedBy();
		const question = await asked({ message: 'Your name?', answerBy: 'text' }, { credential: withCallback });
		const path = await publishSlow();
		await n8n.restart({ env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' } });
		const answer = wrote('Sari');
		try {
			assert.equal((await client.callWebhook(path, {})).status, 200);
			const first = push(answer).catch(() => undefined);
			// It is told after n8n has settled, and waits for the place.
			await new Promise((resolve) => setTimeout(resolve, 15_000));
			await n8n.kill();
			await first;
		} finally {
			await n8n.restart({ env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '-1' } });
		}
		await until('it to be dealt with', async () => (await push(answer)).status === 200, {
			timeoutMs: 120_000,
		});
		assertHas((await response(question.executionId)).response, { by: 'text', text: 'Sari' });
		assert.match((await push(answer)).text, /before/);
		assert.equal(await startedBy(), before);
	});

	test('words that quote the question are words, and no tap on it', async () => {
		const before = await startedBy();
		const question = await asked(buttons);
		const { interactive } = question.message.body as { interactive: JsonObject };
		const event = wrote('What does it cost?') as { message: JsonObject };
		event.message.context = { message: { type: 'interactive', interactive } };
		await says(started, event);
		const [item] = (await scene().client.executionsOf(trigger.workflow.id, before + 1)).slice(before);
		assertHas(outputOf(item as Execution, TRIGGER)[0]?.json, { text: 'What does it cost?' });
		assert.ok(await isWaiting(question.executionId));
		await says(handed, tapOn(question, 'Deliver it'));
		await response(question.executionId);
	});

	test('an execution that is stopped or deleted takes no answer: it starts the workflow', async () => {
		const { client } = scene();
		for (const end of [
			async (id: string) => await client.stopExecution(id),
			async (id: string) => await client.deleteExecutions(id),
		]) {
			const before = await startedBy();
			const question = await asked({ message: 'Your name?', answerBy: 'text' }, { credential: withCallback });
			await end(question.executionId);
			await says(started, wrote('Sari'));
			await client.executionsOf(trigger.workflow.id, before + 1);
		}
	});

	test('where n8n does not reach itself, the error names the setting, and the answer is welcome again', async () => {
		const { n8n, client } = scene();
		const normal = n8n.url;
		await n8n.restart({ env: { WEBHOOK_URL: 'http://127.0.0.1:9/' } });
		try {
			const before = await startedBy();
			const question = await asked(buttons);
			const tap = tapOn(question, 'Deliver it');
			for (const pushed of [1, 2, 3]) {
				// 503: before n8n is sure.
				const { status, text } = await push(tap);
				assert.ok([500, 503].includes(status), text);
				const executions = await client.executionsOf(trigger.workflow.id, before + pushed);
				const { error } = executions.at(-1) as Execution;
				assert.match(error?.message ?? '', /127\.0\.0\.1:9.*connection was refused/);
				assert.match(error?.description ?? '', /WEBHOOK_URL/);
				assert.ok(await isWaiting(question.executionId));
			}
			// ITNIO's last push: the answer is not lost.
			await says(started, tap);
		} finally {
			await n8n.restart({ env: { WEBHOOK_URL: normal } });
		}
	});
}
