/** The results of a bench run as tables in Markdown. */
import type { Measured } from './contestant';

export interface Row extends Measured {
	name: string;
	messages: number;
	accepted: number;
	lost: number;
	doubled: number;
	/** Time as a multiple of perfectly even sending at the limit: (n - 1) / rate + latency. */
	toEven: number;
	/** Time as a multiple of the least the limit allows with a burst each second: ceil(n / rate) - 1 + latency. */
	toBursts: number;
}

/** CPU milliseconds per message. */
export interface Share {
	messages: number;
	rounds: number;
	thisNode: number;
	bareLoop: number;
	/** The bare loop that reads two fields with expressions, as any node does. */
	formLoop: number;
	/** This node to the bare loop. */
	ratio: number;
	toFormLoop: number;
}

export interface Growth extends Measured {
	messages: number;
	lost: number;
	doubled: number;
}

export interface Results {
	command: string;
	machine: string;
	latencyMs: number;
	rate: number;
	rows: Row[];
	share: Share;
	growth: Growth[];
}

type Cells = ReadonlyArray<string | number>;

/** A table in Markdown, numbers to the right. */
export function markdownTable(head: readonly string[], rows: readonly Cells[]): string[] {
	const line = (cells: Cells) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)];
}

/** What the console and the documentation show of a row, in this order. */
export const resultCells = (row: Row): Cells => [
	row.name,
	row.messages,
	row.accepted,
	row.lost,
	row.doubled,
	row.seconds.toFixed(1),
	// Who loses messages is done early.
	row.lost === 0 ? row.toEven.toFixed(2) : '–',
	Math.round(row.peakMemory),
	row.cpuMsPerMessage.toFixed(2),
];

export function mainTable({ command, machine, latencyMs, rate, rows }: Results): string {
	const head = [
		'',
		'messages',
		'accepted',
		'lost',
		'doubled',
		'seconds',
		'÷ even',
		'peak MB',
		'CPU ms each',
		'÷ bursts',
	];
	return [
		`\n\`${command}\` on ${machine}; the sandbox answers after ${latencyMs} ms and takes ${rate} messages a second.`,
		'',
		...markdownTable(
			head,
			rows.map((row) => [...resultCells(row), row.toBursts.toFixed(2)]),
		),
		'',
		'÷ even: seconds as a multiple of perfectly even sending at the limit, (n − 1) / rate + latency.',
		'÷ bursts: as a multiple of the least that the limit allows at all, ⌈n / rate⌉ − 1 + latency.',
	].join('\n');
}

export function growthTable({ share, growth }: Results): string {
	return [
		`\nCPU per message without latency and limit, ${share.messages} messages, median of ${share.rounds}: this node ${share.thisNode.toFixed(2)} ms; bare loop over n8n's HTTP helper ${share.bareLoop.toFixed(2)} ms (ratio ${share.ratio.toFixed(2)}); the same loop reading recipient and text from the form ${share.formLoop.toFixed(2)} ms (ratio ${share.toFormLoop.toFixed(2)}).`,
		'',
		...markdownTable(
			['messages', 'seconds', 'ms each', 'CPU ms each', 'peak MB', 'MB above start', 'lost', 'doubled'],
			growth.map((row) => [
				row.messages,
				row.seconds.toFixed(1),
				((row.seconds * 1000) / row.messages).toFixed(2),
				row.cpuMsPerMessage.toFixed(2),
				Math.round(row.peakMemory),
				Math.round(row.memoryGrowth),
				row.lost,
				row.doubled,
			]),
		),
	].join('\n');
}
