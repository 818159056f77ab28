/**
 * npm run bench: who sends how many messages how fast, and what it costs, against the sandbox with a latency of
 * 200 ms and a limit of 80 a second. Writes docs/bench/results.json and results.svg.
 *
 * --quick       400 messages only, for a first look or a build server
 * --no-slow     leaves out the plain node that sends 4,000 messages one after the other (13 minutes)
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { consoleProgress, DEFAULT_VERSION, installN8n } from '../harness';
import type { Measured } from './bench/contestant';
import { drawPlot } from './bench/plot';
import { growthTable, mainTable, type Growth, type Results, type Row, type Share } from './bench/report';

const LATENCY_MS = 200;
const RATE = 80;
const ROOT = join(__dirname, '..');
const TSX = join(ROOT, 'node_modules', '.bin', 'tsx');

const THIS_NODE = 'ITNIO WhatsApp, as it comes';
const SLOW = 'plain node, one after the other';
const RACE = [
	THIS_NODE,
	'HTTP Request, as it comes',
	'HTTP Request, batches of 50 a second',
	SLOW,
	'axios, 20 in flight',
];
const UNLIMITED = 'ITNIO WhatsApp, unlimited';
const BARE = "bare loop over n8n's HTTP helper, 20 in flight";
const FORM = 'the same bare loop, reading recipient and text from the form';

const { values } = parseArgs({
	options: { quick: { type: 'boolean', default: false }, 'no-slow': { type: 'boolean', default: false } },
});

const children = new Set<ChildProcess>();
function start(script: string, args: string[]): ChildProcess {
	const child = spawn(TSX, [join(ROOT, script), ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	children.add(child.once('exit', () => children.delete(child)));
	return child;
}
process.once('exit', () => children.forEach((child) => child.kill()));

/** What a child prints, until it ends or the pattern is found. */
async function output(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
	return await new Promise((resolve, reject) => {
		let text = '';
		child.stdout?.on('data', (chunk: Buffer) => {
			text += chunk.toString();
			const found = pattern.exec(text);
			if (found) resolve(found);
		});
		child.once('error', reject);
		child.once('exit', (code) =>
			reject(new Error(`A part of the bench ended with code ${code}: ${text.slice(-500)}`)),
		);
	});
}

interface Service {
	latencyMs: number;
	rate?: number;
}

interface Measurement extends Measured {
	accepted: number;
	doubled: number;
}

/** One contestant against a service of its own. */
async function measure(
	folder: string,
	name: string,
	messages: number,
	{ latencyMs, rate }: Service,
	warmUp: number,
): Promise<Measurement> {
	const limit = rate === undefined ? [] : ['--rate', String(rate)];
	const service = start('sandbox/main.ts', ['--port', '0', '--latency', String(latencyMs), ...limit]);
	try {
		const [, url = ''] = await output(service, /ITNIO sandbox: (\S+)/);
		const sender = start('scripts/bench/contestant.ts', [
			name,
			String(messages),
			String(warmUp),
			folder,
			url,
		]);
		const [, measured = ''] = await output(sender, /MEASURED (.*)\n/);
		const counts = (await (await fetch(`${url}/_/counts`)).json()) as {
			accepted: number;
			duplicates: number;
		};
		return { ...(JSON.parse(measured) as Measured), accepted: counts.accepted, doubled: counts.duplicates };
	} finally {
		service.kill();
	}
}

async function raceOf(folder: string, name: string, messages: number): Promise<Row> {
	const found = await measure(folder, name, messages, { latencyMs: LATENCY_MS, rate: RATE }, 10);
	const even = (messages - 1) / RATE + LATENCY_MS / 1000;
	const bursts = Math.ceil(messages / RATE) - 1 + LATENCY_MS / 1000;
	return {
		name,
		messages,
		...found,
		lost: messages - (found.accepted - found.doubled),
		toEven: found.seconds / even,
		toBursts: found.seconds / bursts,
	};
}

const median = (numbers: number[]) =>
	[...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;

/** Both in turn, several times, because other work on the machine disturbs them. */
async function shareOf(folder: string, messages: number, rounds: number): Promise<Share> {
	const cpu: Record<string, number[]> = { [UNLIMITED]: [], [BARE]: [], [FORM]: [] };
	for (let round = 0; round < rounds; round++) {
		for (const name of [UNLIMITED, BARE, FORM]) {
			const { cpuMsPerMessage, accepted } = await measure(folder, name, messages, { latencyMs: 0 }, 500);
			// A run that ended early says nothing of the work for all messages.
			if (accepted !== messages) throw new Error(`${name}: only ${accepted} of ${messages} were accepted`);
			cpu[name]?.push(cpuMsPerMessage);
		}
	}
	const middle = (name: string) => median(cpu[name] ?? []);
	// Each round by itself, because the machine may be busier in one than in another.
	const ratioTo = (name: string) =>
		median((cpu[UNLIMITED] ?? []).map((own, round) => own / (cpu[name]?.[round] as number)));
	return {
		messages,
		rounds,
		thisNode: middle(UNLIMITED),
		bareLoop: middle(BARE),
		formLoop: middle(FORM),
		ratio: ratioTo(BARE),
		toFormLoop: ratioTo(FORM),
	};
}

async function growthOf(folder: string, messages: number): Promise<Growth> {
	const { seconds, cpuMsPerMessage, peakMemory, memoryGrowth, accepted, doubled } = await measure(
		folder,
		UNLIMITED,
		messages,
		{ latencyMs: 0 },
		500,
	);
	return {
		messages,
		seconds,
		cpuMsPerMessage,
		peakMemory,
		memoryGrowth,
		lost: messages - accepted + doubled,
		doubled,
	};
}

async function main(): Promise<void> {
	const { folder } = await installN8n(DEFAULT_VERSION, consoleProgress(process.stderr));
	const rows: Row[] = [];
	const say = (text: string) => process.stderr.write(`${text} …\n`);

	// Beside the others, because it does nothing but wait.
	const slow = values.quick || values['no-slow'] ? undefined : raceOf(folder, SLOW, 4_000);
	slow?.catch(() => undefined);
	for (const messages of values.quick ? [400] : [400, 4_000]) {
		for (const name of RACE) {
			if (name === SLOW && messages > 400) continue;
			say(`${messages} messages: ${name}`);
			rows.push(await raceOf(folder, name, messages));
		}
	}
	say("CPU time beside a bare loop over n8n's HTTP helper");
	const share = await shareOf(folder, values.quick ? 1_000 : 2_000, values.quick ? 1 : 3);
	const growth: Growth[] = [];
	for (const messages of values.quick ? [400] : [400, 4_000, 40_000]) {
		say(`${messages} messages without latency and limit`);
		growth.push(await growthOf(folder, messages));
	}
	if (slow) {
		say(`4,000 messages: ${SLOW}`);
		rows.push(await slow);
		rows.sort((a, b) => a.messages - b.messages || RACE.indexOf(a.name) - RACE.indexOf(b.name));
	}

	const results: Results = {
		command: `npm run bench${process.argv.slice(2).length > 0 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`,
		machine: `${availableParallelism()} cores, Node ${process.versions.node}, n8n ${DEFAULT_VERSION}`,
		latencyMs: LATENCY_MS,
		rate: RATE,
		rows,
		share,
		growth,
	};
	console.log(mainTable(results));
	console.log(growthTable(results));
	if (values.quick) return;
	const target = join(ROOT, 'docs', 'bench');
	mkdirSync(target, { recursive: true });
	writeFileSync(join(target, 'results.json'), `${JSON.stringify(results, null, '\t')}\n`);
	writeFileSync(join(target, 'results.svg'), drawPlot(results));
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
