/**
 * The end-to-end tests, one n8n for all of them.
 *
 *   npm run e2e -- tests [word …] [--n8n=2.8.4]   only the tests with one of these words in their names
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { TROUBLED_ACCOUNTS, recipientFor, type Sandbox } from '../../sandbox';
import { checkDemo, DEMO, messageNodes } from '../../scripts/demo/workflow';
import {
	consoleProgress,
	credentialData,
	DEFAULT_VERSION,
	FAILED,
	loadExample,
	outputOf,
	runTests,
	SEND,
	SENT,
	textTo,
	withN8n,
	type JsonObject,
	type N8nClient,
	type Scene,
	type WorkflowNode,
} from '../../harness';
import { testAgent } from './agent';
import { testConversation } from './conversation';
import { testExamples } from './examples';
import { EXAMPLES } from '../kinds/examples';
import { testLists } from './lists';
import { testReached } from './reached';
import { testHumanReview } from './humanReview';
import { closeAll, test, tests } from './registry';
import { testPeople } from './people';
import { testTemplateForm } from './templateForm';
import { testTrigger } from './trigger';

const { values, positionals } = parseArgs({
	options: { n8n: { type: 'string', default: DEFAULT_VERSION } },
	allowPositionals: true,
});
/** Whether n8n's expressions run in a memory of their own unless it is told otherwise. */
const hasOwnEngine = !/^(?:1|2\.8|2\.20)\./.test(values.n8n);
let scene: Scene;
let sandbox: Sandbox;
let client: N8nClient;
let credential: { id: string; name: string };

const people = ['6281200000001', '6281200000002', '6281200000003', '6281200000004'];
const recipients = () => sandbox.received.map(({ recipient }) => recipient).sort();
const refuseThirdOnce = () =>
	sandbox.configure({ faults: [{ kind: 'status', status: -68, times: 1, match: { recipient: people[2] } }] });

async function runTextTo(phones: string[], settings: Partial<WorkflowNode> = {}) {
	const workflow = await client.createWorkflow(textTo(phones, credential, settings));
	return { workflow, execution: await client.runWorkflow(workflow) };
}

test('n8n knows the node with all its message kinds, and the credential', async () => {
	const node = (await client.nodeTypes()).find(({ name }) => name === 'n8n-nodes-itnio.itnioWhatsApp');
	const operations = node?.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [] }) => options.map(({ value }) => value));
	for (const kind of Object.keys(EXAMPLES)) assert.ok(operations?.includes(kind), `no operation ${kind}`);
	assert.ok((await client.credentialTypes()).some(({ name }) => name === 'itnioApi'));
});

test('the credential test accepts a good key', async () => {
	const data = credentialData(sandbox.url);
	assert.equal((await client.testCredential(credential, 'itnioApi', data)).status, 'OK');
});

test('the credential test says what is wrong with a bad one, and never shows the secret', async () => {
	const good = credentialData(sandbox.url);
	const bad: Record<string, JsonObject> = { 'wrong secret': { ...good, apiSecret: 'not-the-secret' } };
	for (const { apiKey, sms, about = apiKey } of TROUBLED_ACCOUNTS) {
		if (sms !== undefined) bad[about] = { ...good, apiKey };
	}
	const messages = new Map<string, string>();
	for (const [trouble, data] of Object.entries(bad)) {
		const stored = await client.createCredential(trouble, 'itnioApi', data);
		const { status, message } = await client.testCredential(stored, 'itnioApi', data);
		assert.equal(status, 'Error', `${trouble}: ${message}`);
		assert.ok(!message.includes(String(data.apiSecret)), trouble);
		messages.set(message, trouble);
	}
	assert.equal(
		messages.size,
		Object.keys(bad).length,
		`each trouble has its own words: ${[...messages.keys()].join(' | ')}`,
	);
});

/** What the messages of the demo share. */
const inDemo = {
	appId: 'sandboxApp',
	businessPhone: '6285574670498',
	recipient: '6281234567890',
	channelType: 0,
};

test('all kinds of message arrive exactly as the API wants them', async () => {
	const workflow = await client.createWorkflow(loadExample(DEMO, credential));
	const execution = await client.runWorkflow(workflow);
	const { rows, problems } = checkDemo(workflow, execution, sandbox.received);
	assert.deepEqual([...problems, ...rows.flatMap(({ problem = [] }) => problem)], []);
	for (const { name, parameters } of messageNodes(workflow)) {
		const id = outputOf(execution, name)[0]?.json.messageId;
		const record = sandbox.received.find(({ messageId }) => messageId === id);
		assert.deepEqual(record?.body, { ...inDemo, ...EXAMPLES[String(parameters.operation)]?.body }, name);
		assert.deepEqual(record?.warnings, [], name);
	}
});

test('with an error output, the refused message goes there and the others are sent', async () => {
	const refused = recipientFor(-68);
	const { execution } = await runTextTo([...people, `+${refused}`], { onError: 'continueErrorOutput' });
	assert.equal(execution.status, 'success');
	assert.deepEqual(recipients(), people);
	assert.deepEqual(
		outputOf(execution, SENT).map(({ json }) => json.recipient),
		people,
	);
	const [failure, ...others] = outputOf(execution, FAILED);
	assert.equal(others.length, 0);
	const details = failure?.json.details as JsonObject;
	assert.equal(details.itemIndex, people.length);
	assert.equal(details.outcome, 'rejected');
	assert.equal(String(details.status), '-68');
});

test('a message that fails the checks stops everything before the first send', async () => {
	const { execution } = await runTextTo([...people, 'not a number']);
	assert.equal(execution.status, 'error');
	assert.match(`${execution.error?.message} ${execution.error?.description}`, /not a number/);
	assert.equal(sandbox.requests, 0);
});

test('Retry On Fail sends nothing twice', async () => {
	refuseThirdOnce();
	const { execution } = await runTextTo(people, { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 });
	assert.equal(execution.status, 'success');
	assert.deepEqual(recipients(), people);
	assert.deepEqual(
		outputOf(execution, SEND).map(({ json }) => json.recipient),
		people,
	);
});

test('Retry On Fail does not send again what may have been sent', async () => {
	sandbox.configure({ faults: [{ kind: 'resetAfterRead', times: 1, match: { recipient: people[1] } }] });
	const { execution } = await runTextTo(people, { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 });
	assert.equal(execution.status, 'error');
	assert.equal(sandbox.requests, people.length);
	assert.deepEqual(recipients(), people);
});

test('"Retry" of a failed execution sends only what was not sent, and a new execution sends all', async () => {
	refuseThirdOnce();
	const { workflow, execution } = await runTextTo(people);
	assert.equal(execution.status, 'error');
	assert.deepEqual(recipients().slice(0, 2), people.slice(0, 2));
	assert.ok(!recipients().includes(people[2] ?? ''));
	const retried = await client.retryExecution(execution.id);
	assert.equal(retried.status, 'success');
	assert.deepEqual(recipients(), people);
	const accepted = new Set(sandbox.received.map(({ messageId }) => messageId));
	for (const { json } of outputOf(retried, SEND)) assert.ok(accepted.has(String(json.messageId)));

	await client.runWorkflow(workflow);
	assert.deepEqual(recipients(), [...people, ...people].sort());
});

testTemplateForm(() => scene);
testAgent(() => scene);
testExamples(() => scene);
testReached(() => scene);
testLists(() => scene, hasOwnEngine ? 'vm' : 'legacy');
testTrigger(() => scene);
testPeople(() => scene);
testHumanReview(() => scene);
testConversation(() => scene);

if (hasOwnEngine) {
	// The engine that older versions have is still there to be chosen.
	test('repeat: n8n starts again with the legacy expression engine', async () => {
		await scene.n8n.restart({ env: { N8N_EXPRESSION_ENGINE: 'legacy' } });
	});
	testLists(() => scene, 'legacy');
}

export async function run(): Promise<void> {
	const progress = consoleProgress();
	const wanted = tests.filter(
		({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
	);
	await withN8n({ version: values.n8n, progress }, async (set) => {
		scene = set;
		({ client, sandbox, credential } = scene);
		try {
			await runTests(wanted, progress, { before: () => sandbox.reset() });
		} finally {
			await closeAll();
		}
	});
}
