/**
 * How long other work of the process has to wait while a node runs. What others of the machine take away meanwhile is not
 * the node's: no standstill is longer than the processor time that was used in it.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

const EVERY_MS = 10;

/** On the clock of `performance.now()`. */
interface Span {
	from: number;
	to: number;
}

interface Standstill extends Span {
	ms: number;
}

/** While a watched node ran. */
const standstills: Standstill[] = [];
const collections: Span[] = [];

const overlap = (a: Span, b: Span): number => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));

/** How long a watched node held others up, in milliseconds. */
export interface Standing {
	standstillMs: number;
	/** What of the longest standstill was the collection of garbage. */
	collectingMs: number;
	/** The longest one without the collection of garbage in each. */
	workingMs: number;
}

export async function longestStandstill(): Promise<Standing> {
	// Collections of garbage are told a little later.
	await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
	let standing: Standing = { standstillMs: 0, collectingMs: 0, workingMs: 0 };
	for (const standstill of standstills) {
		const { ms } = standstill;
		const collectingMs = Math.min(
			ms,
			collections.reduce((sum, collection) => sum + overlap(collection, standstill), 0),
		);
		if (ms > standing.standstillMs) standing = { ...standing, standstillMs: ms, collectingMs };
		standing.workingMs = Math.max(standing.workingMs, ms - collectingMs);
	}
	return standing;
}

/** A node during whose run a timer looks how late it is. */
export function watched<T extends INodeType & { execute: NonNullable<INodeType['execute']> }>(node: T): T {
	const { execute } = node;
	new PerformanceObserver((list) => {
		for (const { startTime, duration } of list.getEntries())
			collections.push({ from: startTime, to: startTime + duration });
	}).observe({ entryTypes: ['gc'] });
	node.execute = async function (this: IExecuteFunctions) {
		let last = performance.now();
		let usage = process.cpuUsage();
		const look = () => {
			const now = performance.now();
			const { user, system } = process.cpuUsage(usage);
			const ms = Math.min(now - last - EVERY_MS, (user + system) / 1000);
			if (ms > EVERY_MS) standstills.push({ from: last, to: now, ms });
			last = now;
			usage = process.cpuUsage();
		};
		const timer = setInterval(look, EVERY_MS);
		try {
			return await execute.call(this);
		} finally {
			clearInterval(timer);
			look();
		}
	};
	return node;
}
