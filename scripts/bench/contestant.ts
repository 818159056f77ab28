/** One contestant in a process of its own: `contestant.ts <name> <messages> <warm-up> <n8n folder> <url> <package folder>`. */
import { contestants, itemsOf } from './contestants';
import { longestStandstill, type Standing } from './standstill';

export interface Measured extends Partial<Standing> {
	seconds: number;
	cpuMsPerMessage: number;
	/** Of the whole process, in MB. */
	peakMemory: number;
	/** Peak above what the process had before it began to send, in MB. */
	memoryGrowth: number;
}

async function main(): Promise<void> {
	const [name = '', messages = '', warmUp = '', folder = '', url = '', built = ''] = process.argv.slice(2);
	const contestant = contestants[name];
	if (!contestant) throw new Error(`There is no contestant "${name}"`);
	const send = contestant({ folder, url, built });
	const items = itemsOf(Number(messages));
	await send(itemsOf(Number(warmUp)));
	await fetch(`${url}/_/reset`, { method: 'POST' });

	globalThis.gc?.();
	const before = process.memoryUsage.rss() / 1e6;
	let peak = before;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss() / 1e6)), 20);
	const cpu = process.cpuUsage();
	const startedAt = performance.now();
	await send(items);
	const seconds = (performance.now() - startedAt) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(watch);
	peak = Math.max(peak, process.memoryUsage.rss() / 1e6);
	const measured: Measured = {
		seconds,
		cpuMsPerMessage: (user + system) / 1000 / items.length,
		peakMemory: peak,
		memoryGrowth: peak - before,
		...(await longestStandstill()),
	};
	process.stdout.write(`\nMEASURED ${JSON.stringify(measured)}\n`);
	// n8n keeps timers of its own.
	process.exit(0);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
