/** How long other work of the process has to wait while a node runs. */
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
		const look = () => {
			const now = performance.now();
			longestMs = Math.max(longestMs, now - last - EVERY_MS);
			last = now;
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
