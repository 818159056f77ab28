/** The results as tables in Markdown, for the console and for the guide. */
import { burstSeconds, evenSeconds, type Limited } from './limits';
import type { ExecutionsRow, Results, Row } from './results';
import { THIS_NODE } from './ways';

type Cells = ReadonlyArray<string | number>;

/** A table in Markdown, numbers to the right. */
export function markdownTable(head: readonly string[], rows: readonly Cells[]): string[] {
	const line = (cells: Cells) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)];
}

const isSameTask = (one: Limited, other: Limited): boolean =>
	one.messages === other.messages && one.rate === other.rate && one.latencyMs === other.latencyMs;

/** A time as a multiple of another; a dash for who lost messages, and so was done early. */
const times = ({ lost, seconds }: { lost: number; seconds: number }, other: number | undefined): string =>
	lost > 0 || other === undefined ? '–' : (seconds / other).toFixed(2);

type Timed = Limited & { name: string; lost: number; seconds: number };

/** As a multiple of this node in the same run, of even sending, and of sending in bursts. */
function ratioCells(row: Timed, rows: readonly Timed[]): string[] {
	const own = rows.find((other) => other.name === THIS_NODE && isSameTask(row, other));
	return [times(row, own?.seconds), times(row, evenSeconds(row)), times(row, burstSeconds(row))];
}

export type Naming = (name: string) => string;
const asItIs: Naming = (name) => name;

/** What is to be sent, each once. */
export function tasksOf<T extends Limited>(rows: readonly T[]): Limited[] {
	return rows.filter((row, index) => rows.findIndex((other) => isSameTask(row, other)) === index);
}

/** Name, messages, accepted, lost, doubled, seconds, ÷ this node, ÷ even, ÷ bursts. */
export const messagesCells = (rows: readonly Row[], named = asItIs): Cells[] =>
	rows.map((row) => [
		named(row.name),
		row.messages,
		row.accepted,
		row.lost,
		row.doubled,
		row.seconds.toFixed(1),
		...ratioCells(row, rows),
	]);

/** Name, executions, limit, accepted, lost, refused, seconds, ÷ this node, ÷ even, ÷ bursts. */
export const executionsCells = (rows: readonly ExecutionsRow[], named = asItIs): Cells[] =>
	rows.map((row) => [
		named(row.name),
		row.messages,
		row.rate,
		row.accepted,
		row.lost,
		row.refused,
		row.seconds.toFixed(1),
		...ratioCells(row, rows),
	]);

export interface LatencyTable {
	/** In milliseconds, one for each column. */
	latencies: number[];
	rows: Cells[];
}

/** Seconds, and in brackets as a multiple of this node's at the same latency; a row for each way and each measure. */
export function latencyTable(
	rows: readonly Row[],
	{ named = asItIs, lost, even, bursts }: { named?: Naming; lost: Naming; even: string; bursts: string },
): LatencyTable {
	const tasks = tasksOf(rows);
	const names = [...new Set(rows.map(({ name }) => name))];
	const cell = (name: string, task: Limited): string => {
		const row = rows.find((one) => one.name === name && isSameTask(one, task));
		if (!row) return '';
		const [toOwn] = ratioCells(row, rows);
		return `${row.seconds.toFixed(1)} (${row.lost > 0 ? lost(String(row.lost)) : toOwn})`;
	};
	return {
		latencies: tasks.map(({ latencyMs }) => latencyMs),
		rows: [
			...names.map((name) => [named(name), ...tasks.map((task) => cell(name, task))]),
			[even, ...tasks.map((task) => evenSeconds(task).toFixed(1))],
			[bursts, ...tasks.map((task) => burstSeconds(task).toFixed(1))],
		],
	};
}

const EVEN = 'even sending, (n − 1) / rate + latency';
const BURSTS = 'in bursts, ⌈n / rate⌉ − 1 + latency';
const RATIOS = ['÷ this node', '÷ even', '÷ bursts'];
const LEGEND = [
	'÷ this node: seconds as a multiple of those of this node in the same run.',
	`÷ even: as a multiple of ${EVEN}. ÷ bursts: as a multiple of the least the limit allows at all, sending ${BURSTS}.`,
];

/** All groups, for the console. */
export function consoleReport({ messages, latency, executions, once, work, pushes }: Results): string {
	const lines: string[] = [];
	const title = (text: string, { command, machine }: { command: string; machine: string }) =>
		lines.push('', `## ${text}`, `\`${command}\` on ${machine}`, '');
	if (messages) {
		title('Messages in one run', messages);
		const head = [
			'',
			'messages',
			'accepted',
			'lost',
			'doubled',
			'seconds',
			...RATIOS,
			'peak MB',
			'CPU ms each',
		];
		const cells = messagesCells(messages.rows).map((row, index) => {
			const { peakMemory, cpuMsPerMessage } = messages.rows[index] as Row;
			return [...row, Math.round(peakMemory), cpuMsPerMessage.toFixed(2)];
		});
		lines.push(...markdownTable(head, cells), '', ...LEGEND);
	}
	if (latency) {
		title('Seconds at each latency (÷ this node)', latency);
		const lost: Naming = (count) => `${count} lost`;
		const { latencies, rows } = latencyTable(latency.rows, { lost, even: EVEN, bursts: BURSTS });
		lines.push(...markdownTable(['', ...latencies.map((ms) => `${ms} ms`)], rows));
	}
	if (executions) {
		title(`Executions of one message in a real n8n, the middle one of ${executions.rounds}`, executions);
		const head = ['', 'executions', 'a second', 'accepted', 'lost', 'refused', 'seconds', ...RATIOS];
		lines.push(...markdownTable(head, executionsCells(executions.rows)), '', ...LEGEND);
	}
	if (once) {
		title('Send Once', once);
		lines.push(
			...markdownTable(
				['messages', 'keys remembered', 'seconds without', 'seconds with', '÷ without', 'rounds'],
				once.costs.map((cost) => [
					cost.messages,
					cost.keys,
					cost.without.toFixed(2),
					cost.withOnce.toFixed(2),
					cost.ratio.toFixed(3),
					cost.rounds,
				]),
			),
			'',
			'Medians of the rounds, the two in turn.',
		);
	}
	if (work) {
		const { share, growth } = work;
		title('Work, without latency and limit', work);
		lines.push(
			`CPU per message, ${share.messages} messages, median of ${share.rounds}: this node ${share.thisNode.toFixed(2)} ms; bare loop over n8n's HTTP helper ${share.bareLoop.toFixed(2)} ms (ratio ${share.ratio.toFixed(2)}); the same loop reading recipient and text from the form ${share.formLoop.toFixed(2)} ms (ratio ${share.toFormLoop.toFixed(2)}).`,
			'',
			...markdownTable(
				[
					'messages',
					'seconds',
					'ms each',
					'CPU ms each',
					'peak MB',
					'MB above start',
					'standstill ms',
					'of it garbage',
					'longest without',
					'lost',
					'doubled',
				],
				growth.map((row) => [
					row.messages,
					row.seconds.toFixed(1),
					((row.seconds * 1000) / row.messages).toFixed(2),
					row.cpuMsPerMessage.toFixed(2),
					Math.round(row.peakMemory),
					Math.round(row.memoryGrowth),
					Math.round(row.standstillMs ?? NaN),
					Math.round(row.collectingMs ?? NaN),
					Math.round(row.workingMs ?? NaN),
					row.lost,
					row.doubled,
				]),
			),
		);
	}
	if (pushes) {
		const { cost } = pushes;
		title(`Pushes at the trigger, CPU ms each, median of ${cost.rounds} rounds of ${cost.pushes}`, pushes);
		const named = { own: 'the trigger alone', whole: "with n8n's part" };
		const cells = cost.rows.map(({ what, part, none, many, ratio }) => [
			`${what}, ${named[part]}`,
			none.toFixed(3),
			many.toFixed(3),
			ratio.toFixed(2),
		]);
		lines.push(...markdownTable(['', 'nobody waited for', `${cost.waiting} waited for`, 'ratio'], cells));
	}
	return lines.join('\n');
}
