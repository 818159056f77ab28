/**
 * n8n in queue mode, with real Redis and PostgreSQL: one main, two workers, two workflows that send at the same time
 * through one account with one limit. Then the same, and a worker is killed in the middle.
 *
 *   npm run e2e -- queue [--messages=2000 --rate=80 --n8n=2.8.4]
 */
import { parseArgs } from 'node:util';
import { expect, inARow, until, withN8n, type Scene, type Workflow } from '../../../harness';
import { calledAt, doubledIn, HOUR_MS, inN8n, LATENCY_MS, N8N, oneByOne, sendText } from './shared';

const { values } = parseArgs({
	options: {
		...N8N,
		messages: { type: 'string', default: '2000' },
		rate: { type: 'string', default: '80' },
	},
});
const messages = Number(values.messages);
const ratePerSecond = Number(values.rate);
/** Called by its webhook, it sends `messages` texts, each to a person of its own. */
const campaign = (name: string, prefix: string, credential: { id: string; name: string }): Workflow =>
	inARow(
		name,
		calledAt(name),
		{
			name: 'Numbers',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: {
				mode: 'raw',
				jsonOutput: `={{ { people: Array.from({ length: ${messages} }, (_, i) => ({ phone: '${prefix}' + String(i).padStart(6, '0') })) } }}`,
				options: {},
			},
		},
		oneByOne('people'),
		sendText(
			credential,
			{ recipient: '={{ $json.phone }}', text: 'Hello' },
			{ onError: 'continueRegularOutput' },
		),
	);

async function launch(
	{ client, credential }: Scene,
	round: string,
): Promise<{ workflowIds: string[]; finish: () => Promise<string[]> }> {
	const workflows = await Promise.all(
		['62811', '62822'].map(async (prefix, index) => {
			const saved = await client.createWorkflow(
				campaign(`campaign-${round}-${index + 1}`, prefix, credential),
			);
			await client.activate(saved);
			return saved;
		}),
	);
	await Promise.all(workflows.map(async ({ name }) => await client.callWebhook(name, {})));
	const workflowIds = workflows.map(({ id }) => id);
	const finish = async () => {
		const lists = workflowIds.map(async (id) => await client.executionsOf(id, 1, HOUR_MS));
		return (await Promise.all(lists)).map(([execution]) => execution?.status ?? 'unknown');
	};
	return { workflowIds, finish };
}

async function undisturbed(scene: Scene): Promise<void> {
	console.log(
		`\nTwo workflows, ${messages} messages each, through an account that takes ${ratePerSecond} a second`,
	);
	const { sandbox } = scene;
	const started = Date.now();
	const { finish } = await launch(scene, 'undisturbed');
	const states = await finish();
	const seconds = (Date.now() - started) / 1000;
	expect(
		'both executions succeed',
		states.every((state) => state === 'success'),
		states.join(', '),
	);
	expect(
		'every message is accepted',
		sandbox.received.length === 2 * messages,
		`${sandbox.received.length} of ${2 * messages}`,
	);
	expect('no person gets two', doubledIn(sandbox) === 0, `${doubledIn(sandbox)} doubled`);
	console.log(
		`  ${seconds.toFixed(1)} s, ${((2 * messages) / ratePerSecond).toFixed(1)} s at the limit; ${sandbox.requests - sandbox.received.length} requests answered "too many"`,
	);
}

async function withAKill(scene: Scene): Promise<void> {
	console.log('\nThe same, and one worker is killed in the middle');
	const { client, sandbox, workers } = scene;
	sandbox.reset();
	sandbox.configure({ ratePerSecond });
	const { workflowIds, finish } = await launch(scene, 'killed');
	await until('half of the messages', () => sandbox.received.length >= messages, { timeoutMs: HOUR_MS });
	workers[0]?.kill();
	const states = await finish();
	const perWorkflow = ['62811', '62822'].map(
		(prefix) => sandbox.received.filter(({ recipient }) => recipient.startsWith(prefix)).length,
	);
	const complete = perWorkflow.filter((count) => count === messages).length;
	expect('the execution of the other worker succeeds', states.includes('success'), states.join(', '));
	expect('its messages are all accepted', complete >= 1, perWorkflow.join(' and '));
	expect(
		'no person gets two, also not of the killed worker',
		doubledIn(sandbox) === 0,
		`${doubledIn(sandbox)} doubled`,
	);

	const lists = await Promise.all(workflowIds.map(async (id) => await client.listExecutions(id)));
	const dead = lists.flat().find(({ status }) => status !== 'success');
	if (dead === undefined) return;
	const { status } = await client.retryExecution(dead.id, 'saved', HOUR_MS);
	// No promise is kept or broken here: what the dead worker knew is gone. The documentation says so.
	console.log(
		`  "Retry" of the dead execution ends with ${status}; ${doubledIn(sandbox)} people then have it twice`,
	);
}

export async function run(): Promise<void> {
	await withN8n(
		{
			...inN8n(values.n8n),
			sandbox: { latencyMs: LATENCY_MS, ratePerSecond },
			queue: { workers: 2 },
		},
		async (scene) => {
			await undisturbed(scene);
			await withAKill(scene);
		},
	);
}
