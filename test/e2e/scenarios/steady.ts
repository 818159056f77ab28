/**
 * npm run e2e -- steady: whether the tests hold on every machine. Runs each part several times as it is, on one core, and
 * beside two endless loops, and prints a table. Everything takes some hours.
 *
 *   npm run e2e -- steady --parts=unit,queue                         only these parts
 *   npm run e2e -- steady --parts=unit --plain=4 --one-core=3 --busy=3   how often in which condition
 *
 * The output of a run that fails is kept, and the table's last lines say where. Exit code 1 unless all are green.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { expect } from '../../../harness/checklist';
import { hasCommand } from '../../../harness/debian';
import {
	keepFolder,
	removeFolder,
	run as runCommand,
	start,
	stop,
	temporaryFolder,
} from '../../../harness/processes';
import { consoleProgress } from '../../../harness/progress';

const ROOT = join(__dirname, '..', '..', '..');
const CONDITIONS = ['plain', 'one-core', 'busy'] as const;
type Condition = (typeof CONDITIONS)[number];
type Counts = Record<Condition, number>;

interface Part {
	/** What Node runs. */
	script: string[];
	/** How often it runs unless told otherwise. */
	runs: Counts;
}

const scenario = (...script: string[]) => ['--import', 'tsx', 'test/e2e/run.ts', ...script];
const LONG: Counts = { plain: 2, 'one-core': 0, busy: 1 };
const PARTS: Record<string, Part> = {
	unit: { script: ['node_modules/jest/bin/jest.js'], runs: { plain: 4, 'one-core': 3, busy: 3 } },
	'end-to-end': { script: scenario('tests'), runs: LONG },
	browser: { script: scenario('browser'), runs: LONG },
	conversation: { script: scenario('conversation'), runs: LONG },
	queue: { script: scenario('queue', '--messages=300'), runs: LONG },
};

interface Row {
	part: string;
	condition: Condition;
	seconds: number[];
	/** The outputs of the runs that failed. */
	logs: string[];
}

const progress = consoleProgress();
const median = (numbers: readonly number[]) =>
	[...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** @returns where the output is, if it failed */
async function once(part: Part, condition: Condition, title: string): Promise<string | undefined> {
	const folder = temporaryFolder('steady');
	const options = { cwd: ROOT, logFile: join(folder, 'output.log') };
	const busy = { cwd: ROOT, logFile: join(folder, 'loops.log') };
	const loops =
		condition === 'busy' ? [1, 2].map(() => start(process.execPath, ['-e', 'for (;;);'], busy)) : [];
	const node: [string, string[]] = [process.execPath, part.script];
	const command: [string, string[]] =
		condition === 'one-core' ? ['taskset', ['-c', '0', node[0], ...node[1]]] : node;
	try {
		await progress.step(title, async () => await runCommand(...command, options));
		removeFolder(folder);
		return undefined;
	} catch {
		keepFolder(folder);
		return options.logFile;
	} finally {
		await Promise.all(loops.map(async (loop) => await stop(loop, 0)));
	}
}

async function measure(name: string, part: Part, condition: Condition, count: number): Promise<Row> {
	const row: Row = { part: name, condition, seconds: [], logs: [] };
	for (let number = 1; number <= count; number++) {
		const startedAt = Date.now();
		const log = await once(part, condition, `${name}, ${condition}, ${number} of ${count}`);
		row.seconds.push((Date.now() - startedAt) / 1000);
		if (log !== undefined) row.logs.push(log);
	}
	return row;
}

function table(rows: readonly Row[]): string {
	const lines = rows.map(({ part, condition, seconds, logs }) => {
		const [least, most] = [Math.min(...seconds), Math.max(...seconds)].map(Math.round);
		const green = seconds.length - logs.length;
		return `| ${[part, condition, seconds.length, green, `${Math.round(median(seconds))} (${least}–${most})`].join(' | ')} |`;
	});
	return ['| part | condition | runs | green | seconds |', '| --- | --- | --: | --: | --: |', ...lines].join(
		'\n',
	);
}

export async function run(): Promise<void> {
	const { values } = parseArgs({
		options: {
			parts: { type: 'string', default: Object.keys(PARTS).join() },
			plain: { type: 'string' },
			'one-core': { type: 'string' },
			busy: { type: 'string' },
		},
	});
	const rows: Row[] = [];
	for (const name of values.parts.split(',')) {
		const part = PARTS[name];
		if (part === undefined)
			throw new Error(`There is no part "${name}", only ${Object.keys(PARTS).join(', ')}`);
		for (const condition of CONDITIONS) {
			const count = Number(values[condition] ?? part.runs[condition]);
			if (count === 0) continue;
			if (condition === 'one-core' && !hasCommand('taskset'))
				throw new Error('One core alone can be had with taskset, on Linux: use --one-core=0');
			rows.push(await measure(name, part, condition, count));
		}
	}
	console.log(`\n${table(rows)}`);
	for (const { part, condition, seconds, logs } of rows)
		expect(
			`${part}, ${condition}: all of ${seconds.length} runs`,
			logs.length === 0,
			logs.join(', ') || 'green',
		);
}
