/**
 * What an n8n spends, beside n8n's own Webhook node in the same run: milliseconds of the processor for each push of
 * ITNIO, and memory for each execution that is under way. Linux only.
 *
 *   npm run e2e -- load [--pushes=400 --executions=100 --items=4000 --n8n=2.41.1 --env=N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true]
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
	expect,
	inARow,
	TRIGGER_TYPE,
	until,
	withN8n,
	type Scene,
	type WorkflowNode,
} from '../../../harness';
import { messageStatusEvent, upMessageEvent } from '../../../sandbox';
import { calledAt, HOUR_MS, inN8n, N8N, oneByOne, person, sendText, told } from './shared';

const { values } = parseArgs({
	options: {
		...N8N,
		pushes: { type: 'string', default: '400' },
		executions: { type: 'string', default: '100' },
		items: { type: 'string', default: '4000' },
		/** More settings of n8n, with commas between. */
		env: { type: 'string', default: '' },
	},
});
const pushes = Number(values.pushes);
const executions = Number(values.executions);
const items = Number(values.items);
/** So many calls are under way at once. */
const AT_ONCE = 8;
/** Calls before anything is measured. */
const WARM_UP = 100;
/** Milliseconds: the clock of the processor on Linux. */
const TICK_MS = 10;
/** Milliseconds between two looks at whether n8n is at work. */
const LOOK_MS = 1_000;
/** Milliseconds until the service answers while memory is measured. */
const SLOW_MS = 60_000;

const settings = Object.fromEntries(
	values.env
		.split(',')
		.filter((pair) => pair.includes('='))
		.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
);

/** Milliseconds that a process worked so far, in all its threads. */
function workedMs(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

const megabytes = (pid: number) =>
	Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Until it has nothing to do: it is watched from outside, because every question would be work for it. */
async function idle(pid: number): Promise<void> {
	for (let before = workedMs(pid), quiet = 0; quiet < 2;) {
		await sleep(LOOK_MS);
		const now = workedMs(pid);
		quiet = now - before < LOOK_MS / 10 ? quiet + 1 : 0;
		before = now;
	}
}

/** @returns milliseconds of the processor until all is done that the work began */
async function spentBy(pid: number, work: () => Promise<void>): Promise<number> {
	await idle(pid);
	const before = workedMs(pid);
	await work();
	await idle(pid);
	return workedMs(pid) - before;
}

async function severalAtOnce(count: number, call: (index: number) => Promise<number>): Promise<number[]> {
	const statuses: number[] = [];
	let next = 0;
	const caller = async () => {
		while (next < count) statuses.push(await call(next++));
	};
	await Promise.all(Array.from({ length: AT_ONCE }, caller));
	return statuses;
}

export async function run(): Promise<void> {
	await withN8n({ ...inN8n(values.n8n), env: settings }, async (scene) => {
		const { pid } = scene.n8n;
		tell(await pushed(scene, pid));
		tell(await inOneRun(scene, pid));
		await underWay(scene, pid);
	});
}

/** Each as a multiple of the first one, which is n8n's own. */
function tell(spent: ReadonlyMap<string, number>): void {
	const [peer = NaN] = spent.values();
	for (const [what, ms] of spent)
		console.log(`  ${what}: ${ms.toFixed(1)} ms of the processor each (${(ms / peer).toFixed(2)} ×)`);
}

/** @returns milliseconds of the processor for each call */
async function pushed({ client, credential }: Scene, pid: number): Promise<Map<string, number>> {
	const webhookId = randomUUID();
	const trigger = { name: 'Trigger', type: TRIGGER_TYPE, typeVersion: 1, webhookId, parameters: {} };
	const started = inARow('trigger', { ...trigger, credentials: { itnioApi: credential } });
	const workflow = await client.createWorkflow(started);
	await client.activate(workflow);
	const callbackUrl = `${client.url}/webhook/${webhookId}/webhook`;
	const peer = await client.createWorkflow(inARow('peer', calledAt('peer')));
	await client.activate(peer);
	const origin = () => ({ appId: 'sandboxApp', businessPhone: '628111000111', nowMs: Date.now() });
	const post = async (url: string, body: object) => {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		});
		await response.arrayBuffer();
		return response.status;
	};
	const calls: Record<string, (index: number) => Promise<number>> = {
		'Webhook node, an execution': async () => await post(`${client.url}/webhook/peer`, { text: 'Hello' }),
		'trigger, a message that starts an execution': async (index) =>
			await post(callbackUrl, upMessageEvent({ from: person(index), name: 'Sari', text: 'Hello' }, origin())),
		'trigger, a report that nobody waits for': async (index) =>
			await post(
				callbackUrl,
				messageStatusEvent({ messageId: `m${index}`, recipient: person(index) }, 'read', origin()),
			),
	};
	const spent = new Map<string, number>();
	for (const [what, call] of Object.entries(calls)) {
		await severalAtOnce(WARM_UP, call);
		let statuses: number[] = [];
		const ms = await spentBy(pid, async () => {
			statuses = await severalAtOnce(pushes, call);
		});
		spent.set(what, ms / pushes);
		expect(
			`${what}: all are answered 200`,
			statuses.every((status) => status === 200),
			`${new Set(statuses).size} statuses`,
		);
	}
	for (const { id } of [peer, workflow]) {
		const states = await client.statesOf(id, WARM_UP + pushes, HOUR_MS);
		expect(
			'each started an execution that succeeds',
			states.get('success') === WARM_UP + pushes,
			told(states),
		);
	}
	return spent;
}

/** One execution with many items, each with its own words. */
async function inOneRun({ client, credential }: Scene, pid: number): Promise<Map<string, number>> {
	const people = {
		name: 'People',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: {
			mode: 'raw',
			jsonOutput: `={{ ({ people: [...Array(${items}).keys()].map((n) => ({ phone: 62812000000 + n, name: 'Sari ' + n })) }) }}`,
			options: {},
		},
	};
	const greeting = '=Hi {{ $json.name }}, your order is on its way.';
	const last: Record<string, Omit<WorkflowNode, 'position'>> = {
		'Edit Fields, an item': {
			name: 'Last',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: {
				mode: 'manual',
				assignments: {
					assignments: [
						{ id: 'a', name: 'to', type: 'string', value: '={{ $json.phone }}' },
						{ id: 'b', name: 'text', type: 'string', value: greeting },
					],
				},
				options: {},
			},
		},
		'preview, a message': {
			...sendText(credential, {
				recipient: '={{ $json.phone }}',
				text: greeting,
				options: { previewOnly: true },
			}),
			name: 'Last',
		},
	};
	const end = { name: 'End', type: 'n8n-nodes-base.limit', typeVersion: 1, parameters: {} };
	const spent = new Map<string, number>();
	for (const [what, node] of Object.entries(last)) {
		const path = `run-${spent.size}`;
		const saved = await client.createWorkflow(
			inARow(path, calledAt(path), people, oneByOne('people'), node, end),
		);
		await client.activate(saved);
		const once = async () => void (await client.callWebhook(path, {}));
		await spentBy(pid, once);
		spent.set(what, (await spentBy(pid, once)) / items);
		const states = await client.statesOf(saved.id, 2, HOUR_MS);
		expect(`${what}: both executions succeed`, states.get('success') === 2, told(states));
	}
	return spent;
}

/** Memory while many executions wait for the service. */
async function underWay({ client, credential, sandbox }: Scene, pid: number): Promise<void> {
	const workflow = await client.createWorkflow(
		inARow(
			'send',
			calledAt('send'),
			sendText(credential, {
				recipient: '={{ $json.body.phone }}',
				text: 'Thank you!',
				// All are to be on their way at once.
				options: { parallel: executions, timeout: 2 * SLOW_MS },
			}),
		),
	);
	await client.activate(workflow);
	const call = async (index: number) =>
		(await client.callWebhook('send', { phone: person(index, '62813') })).status;
	await severalAtOnce(WARM_UP, call);
	await until('all sent', async () => sandbox.received.length >= WARM_UP);
	await idle(pid);
	sandbox.configure({ latencyMs: SLOW_MS });
	const before = megabytes(pid);
	await severalAtOnce(executions, async (index) => await call(WARM_UP + index));
	await until('all on their way', async () => sandbox.received.length >= WARM_UP + executions);
	const now = megabytes(pid);
	const over = (await client.listExecutions(workflow.id)).filter(({ status }) => status === 'success').length;
	expect('none of them is over', over === WARM_UP, `${over - WARM_UP} are`);
	const each = (now - before) / executions;
	console.log(
		`  ${executions} executions that wait for the service: ${each.toFixed(1)} MB each, ${now.toFixed(0)} MB in all`,
	);
	const states = await client.statesOf(workflow.id, WARM_UP + executions, HOUR_MS);
	expect('all are sent', states.get('success') === WARM_UP + executions, told(states));
}
