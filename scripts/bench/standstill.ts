/**
 * How long other work of the process has to wait while a node runs. What others of the machine take away meanwhile is not
 * the node's: no standstill is longer than the processor time that was used in it.
 */
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

const EVERY_MS = 10;

/** The longest standstill so far while a watched node ran, in milliseconds. */
let longestMs = 0;
export const longestStandstill = (): number => longestMs;

/** A node during whose run a timer looks how late it is. */
export function watched<T extends INodeType & { execute: NonNullable<INodeType['execute']> }>(node: T): T {
	const { execute } = node;
	node.execute = async function (this: IExecuteFunctions) {
		let last = performance.now();
		let usage = process.cpuUsage();
		const look = () => {
			const now = performance.now();
			const { user, system } = process.cpuUsage(usage);
			longestMs = Math.max(longestMs, Math.min(now - last - EVERY_MS, (user + system) / 1000));
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
