/**
 * A form or a CRM trigger makes one execution for each person: many calls of a webhook at once in a real n8n, each of
 * which sends one message, at a service that takes fewer a second than the node believes. Then, with `--queue`, the same
 * over two workers, and once more while a worker is killed.
 *
 *   npm run e2e -- executions [--calls=400 --rate=20 --n8n=2.8.4 --queue]
 */
import { parseArgs } from 'node:util';
import { expect, inARow, until, withN8n, type Scene } from '../../../harness';
import { calledAt, doubledIn, HOUR_MS, inN8n, LATENCY_MS, N8N, person, sendText, told } from './shared';

const { values } = parseArgs({
	options: {
		...N8N,
		calls: { type: 'string', default: '400' },
		rate: { type: 'string', default: '20' },
		queue: { type: 'boolean', default: false },
	},
});
const calls = Number(values.calls);
const ratePerSecond = Number(values.rate);
/** So many people press "Submit" at the same moment. */
const AT_ONCE = 40;
/** No message for so long: none is to come, also none of a job that n8n takes for stalled. */
const QUIET_MS = 70_000;

interface Round {
	workflowId: string;
	/** Milliseconds since 1970. */
	startedAt: number;
}

/** All calls, answered by n8n. */
async function submitAll({ client, credential }: Scene, name: string): Promise<Round> {
	const workflow = await client.createWorkflow(
		inARow(
			name,
			calledAt(name),
			sendText(credential, { recipient: '={{ $json.body.phone }}', text: 'Thank you!' }),
		),
	);
	await client.activate(workflow);
	const startedAt = Date.now();
	let next = 0;
	const submit = async () => {
		while (next < calls) {
			const index = next;
			next += 1;
			const { status } = await client.callWebhook(name, { phone: person(index) });
			if (status !== 200) throw new Error(`n8n answered call ${index} with HTTP ${status}`);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, submit));
	return { workflowId: workflow.id, startedAt };
}

const recipients = ({ sandbox }: Scene) => sandbox.received.map(({ recipient }) => recipient);
const doubled = ({ sandbox }: Scene) => doubledIn(sandbox);

/** Waits until no message is on its way any more, and tells of it. */
async function results(scene: Scene, { workflowId, startedAt }: Round): Promise<Map<string, number>> {
	const { client, sandbox } = scene;
	const states = await client.statesOf(workflowId, calls, HOUR_MS);
	const last = Math.max(...sandbox.received.map(({ at }) => at));
	const seconds = (last + LATENCY_MS - startedAt) / 1000;
	const even = (calls - 1) / ratePerSecond + LATENCY_MS / 1000;
	console.log(
		`  ${seconds.toFixed(1)} s from the first call to the last answer, ${even.toFixed(1)} s at the limit ` +
			`(${(seconds / even).toFixed(2)} ×); ${sandbox.requests - sandbox.received.length} requests refused`,
	);
	return states;
}

async function undisturbed(scene: Scene, where: string): Promise<void> {
	console.log(
		`\n${calls} executions of one message, ${where}, a service that takes ${ratePerSecond} a second`,
	);
	const round = await submitAll(scene, 'undisturbed');
	const states = await results(scene, round);
	expect('all executions succeed', states.get('success') === calls, told(states));
	expect('all messages are accepted', recipients(scene).length === calls, `${recipients(scene).length}`);
	expect('none twice', doubled(scene) === 0, `${doubled(scene)} twice`);
}

async function oneKilled(scene: Scene): Promise<void> {
	console.log(`\nThe same, and a worker is killed in the middle`);
	const { sandbox, workers } = scene;
	sandbox.reset();
	configure(scene);
	const round = await submitAll(scene, 'one-killed');
	const third = Math.floor(calls / 3);
	await until('a third of the messages', () => sandbox.received.length > third, { timeoutMs: HOUR_MS });
	await workers[0]?.kill();
	const before = recipients(scene).length;
	// The executions of a dead worker stay "running": what counts is that nothing more arrives.
	let arrived = { count: before, at: Date.now() };
	await until(
		'the messages of the other worker',
		() => {
			const count = recipients(scene).length;
			if (count > arrived.count) arrived = { count, at: Date.now() };
			return Date.now() - arrived.at > QUIET_MS;
		},
		{ timeoutMs: HOUR_MS },
	);
	const states = new Map<string, number>();
	for (const { status } of await scene.client.listExecutions(round.workflowId)) {
		states.set(status, (states.get(status) ?? 0) + 1);
	}
	const missing = calls - new Set(recipients(scene)).size;
	console.log(`  ${before} accepted before the kill, ${arrived.count - before} after it; ${told(states)}`);
	expect('no message goes twice', doubled(scene) === 0, `${doubled(scene)} twice`);
	expect(
		'only messages of the dead worker are missing',
		missing <= calls - (states.get('success') ?? 0),
		`${missing} missing, ${calls - (states.get('success') ?? 0)} executions without success`,
	);
	expect('the other worker goes on', arrived.count > before, `${arrived.count - before} after the kill`);
}

function configure({ sandbox }: Scene): void {
	sandbox.configure({ latencyMs: LATENCY_MS, ratePerSecond, rateCountedBy: 'bucket', retryAfter: 1 });
}

export async function run(): Promise<void> {
	const env = { N8N_CONCURRENCY_PRODUCTION_LIMIT: '-1' };
	const options = { ...inN8n(values.n8n), env };
	if (!values.queue) {
		await withN8n(options, async (scene) => {
			configure(scene);
			await undisturbed(scene, `n8n ${values.n8n}`);
		});
	} else {
		await withN8n({ ...options, queue: { workers: 2 } }, async (scene) => {
			configure(scene);
			await undisturbed(scene, `n8n ${values.n8n} with two workers`);
			await oneKilled(scene);
		});
	}
}
