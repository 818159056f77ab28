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

const line = (cells: ReadonlyArray<string | number>) => `| ${cells.join(' | ')} |`;
const head = (cells: readonly string[]) => [
	line(cells),
	line(cells.map((_, index) => (index === 0 ? '---' : '--:'))),
];

export function mainTable({ command, machine, latencyMs, rate, rows }: Results): string {
	return [
		`\n\`${command}\` on ${machine}; the sandbox answers after ${latencyMs} ms and takes ${rate} messages a second.`,
		'',
		...head([
			'',
			'messages',
			'accepted',
			'lost',
			'doubled',
			'seconds',
			'÷ even',
			'÷ bursts',
			'peak MB',
			'CPU ms each',
		]),
		...rows.map((row) =>
			line([
				row.name,
				row.messages,
				row.accepted,
				row.lost,
				row.doubled,
				row.seconds.toFixed(1),
				row.toEven.toFixed(2),
				row.toBursts.toFixed(2),
				Math.round(row.peakMemory),
				row.cpuMsPerMessage.toFixed(2),
			]),
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
		...head([
			'messages',
			'seconds',
			'ms each',
			'CPU ms each',
			'peak MB',
			'MB above start',
			'lost',
			'doubled',
		]),
		...growth.map((row) =>
			line([
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
