/**
 * npm run bench: who sends how many messages how fast, and what it costs, against the sandbox. Each group of results
 * answers one question. With --write it goes by itself into docs/bench/results.json, results.svg is drawn from all of
 * them, and the tables of the guide are written.
 *
 *   messages    400 and 4,000 messages in one run
 *   latency     400 messages, when answers take 50, 200, 800 and 1,500 ms
 *   executions  300 and 400 executions of one message each, in a real n8n through its webhook
 *   once        the option Send Once with 10,000 and 100,000 remembered keys against the same run without it, in a real n8n
 *   work        processor and memory, without latency and limit
 *   pushes      processor time of a push at the trigger, with nobody and with 2,000 people waited for
 *
 * --only=latency,once   only these groups; the others stay as they were measured before
 * --quick               a small part of each group, for a first look or a build server; never written
 * --write               into the documentation
 * --no-slow             leaves out the plain node, one message after the other, where it takes longer than two minutes
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { consoleProgress, DEFAULT_VERSION, installN8n, withN8n, type Scene } from '../harness';
import { temporaryFolder } from '../harness/processes';
import { AXIOS } from './bench/contestants';
import { executionsOf } from './bench/executions';
import type { Limited } from './bench/limits';
import { onceCostOf } from './bench/once';
import { drawPlot } from './bench/plot';
import { pushCostOf } from './bench/pushes';
import { rowOf } from './bench/race';
import { consoleReport } from './bench/report';
import {
	GROUPS,
	writeResults,
	type Group,
	type Growth,
	type OnceCost,
	type Results,
	type Row,
} from './bench/results';
import { PLAIN_NODE, WAYS, writePlainNode } from './bench/ways';
import { growthOf, shareOf } from './bench/work';
import { writeSections } from './docs/sections';

const LATENCY_MS = 200;
const RATE = 80;
const SLOW_SECONDS = 120;

const { values } = parseArgs({
	options: {
		only: { type: 'string', default: GROUPS.join(',') },
		quick: { type: 'boolean', default: false },
		write: { type: 'boolean', default: false },
		'no-slow': { type: 'boolean', default: false },
	},
});
const { quick, write } = values;
const chosen = values.only.split(',') as Group[];
const progress = consoleProgress(process.stderr);
const say = (text: string) => process.stderr.write(`${text} …\n`);

// How a group was measured, not where it went.
const args = process.argv.slice(2).filter((arg) => arg !== '--write');
const origin = {
	command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
	machine: `${availableParallelism()} cores, Node ${process.versions.node}, n8n ${DEFAULT_VERSION}`,
};

const n8nFolder = async (): Promise<string> => (await installN8n(DEFAULT_VERSION, progress)).folder;

/** Every way at every task, one after the other; the plain node beside them where it takes long, because it only waits. */
async function race(names: readonly string[], tasks: readonly Limited[]): Promise<Row[]> {
	const folder = await n8nFolder();
	const isSlow = (name: string, { messages, latencyMs }: Limited) =>
		name === PLAIN_NODE && (messages * latencyMs) / 1000 > SLOW_SECONDS;
	const all = tasks.flatMap((task) => names.map((name) => ({ name, task })));
	const slow = new Map(
		all
			.filter(({ name, task }) => isSlow(name, task) && !quick && !values['no-slow'])
			.map(({ name, task }) => [task, rowOf(folder, name, task)]),
	);
	for (const row of slow.values()) row.catch(() => undefined);
	const rows: Row[] = [];
	for (const { name, task } of all) {
		if (isSlow(name, task)) continue;
		say(`${task.messages} messages, ${task.latencyMs} ms away: ${name}`);
		rows.push(await rowOf(folder, name, task));
	}
	for (const [{ messages, latencyMs }, row] of slow) {
		say(`${messages} messages, ${latencyMs} ms away: ${PLAIN_NODE}`);
		rows.push(await row);
	}
	const placeOf = ({ messages, latencyMs, name }: Row) =>
		all.findIndex(
			(one) => one.name === name && one.task.messages === messages && one.task.latencyMs === latencyMs,
		);
	return rows.sort((one, other) => placeOf(one) - placeOf(other));
}

/** In a real n8n with this package and the plain node. */
async function inN8n<T>(work: (scene: Scene) => Promise<T>): Promise<T> {
	const extensions = temporaryFolder('plain-node');
	writePlainNode(extensions);
	return await withN8n({ progress, env: { N8N_CUSTOM_EXTENSIONS: extensions } }, work);
}

const measure: { [G in Group]: () => Promise<Required<Results>[G]> } = {
	messages: async () => ({
		...origin,
		rows: await race(
			[...WAYS, AXIOS],
			(quick ? [400] : [400, 4_000]).map((messages) => ({ messages, rate: RATE, latencyMs: LATENCY_MS })),
		),
	}),
	latency: async () => ({
		...origin,
		rows: await race(
			WAYS,
			(quick ? [800] : [50, 200, 800, 1_500]).map((latencyMs) => ({ messages: 400, rate: RATE, latencyMs })),
		),
	}),
	executions: async () => {
		const limits = quick ? [[60, 20] as const] : [[300, 20] as const, [400, 80] as const];
		const tasks = limits.map(([messages, rate]) => ({ messages, rate, latencyMs: LATENCY_MS }));
		const rounds = quick ? 1 : 3;
		const rows = await inN8n(async (scene) => await executionsOf(scene, tasks, rounds, say));
		return { ...origin, rounds, rows };
	},
	once: async () => {
		const [messages, rounds] = quick ? [100, 1] : [400, 5];
		const task = { messages, rate: RATE, latencyMs: LATENCY_MS };
		const costs: OnceCost[] = [];
		for (const keys of quick ? [1_000] : [10_000, 100_000]) {
			costs.push(await inN8n(async (scene) => await onceCostOf(scene, task, { keys, rounds }, say)));
		}
		return { ...origin, costs };
	},
	work: async () => {
		const folder = await n8nFolder();
		say("CPU time beside a bare loop over n8n's HTTP helper");
		const share = await shareOf(folder, quick ? 1_000 : 2_000, quick ? 1 : 3);
		const growth: Growth[] = [];
		for (const messages of quick ? [400] : [400, 4_000, 40_000, 100_000]) {
			say(`${messages} messages without latency and limit`);
			growth.push(await growthOf(folder, messages));
		}
		return { ...origin, share, growth };
	},
	pushes: async () => {
		say('Pushes at the trigger');
		return { ...origin, cost: await pushCostOf(quick ? 100 : 300, quick ? 1 : 15) };
	},
};

async function main(): Promise<void> {
	const unknown = chosen.filter((group) => !GROUPS.includes(group));
	if (quick && write) throw new Error('A small part is no result: leave out --quick or --write.');
	if (unknown.length > 0)
		throw new Error(`There is no group ${unknown.join(', ')}: choose of ${GROUPS.join(', ')}`);
	for (const group of chosen) {
		const measured: Results = { [group]: await measure[group]() };
		console.log(consoleReport(measured));
		if (!write) continue;
		const picture = join(__dirname, '..', 'docs', 'bench', 'results.svg');
		writeFileSync(picture, drawPlot(writeResults(measured)));
	}
	if (write) writeSections();
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
