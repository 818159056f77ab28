/** What the monitors in n8n's processes wrote. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Once a second; bytes, and milliseconds since 1970. */
export interface Sample {
	readonly at: number;
	readonly rss: number;
	readonly heapUsed: number;
	readonly longestMs: number;
}

export interface Standstill {
	readonly at: number;
	readonly ms: number;
	/** So much of it our code was at work, or what it called. */
	readonly ourMs: number;
	readonly sampledMs: number;
	readonly collectingMs: number;
	readonly most: readonly string[];
}

/** One process of n8n, from its start to its end. */
export interface Measured {
	readonly name: string;
	readonly samples: readonly Sample[];
	readonly standstills: readonly Standstill[];
}

export function readMeasures(folder: string): Measured[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.jsonl'))
		.map((file) => {
			const lines = readFileSync(join(folder, file), 'utf8')
				.split('\n')
				.filter((line) => line.endsWith('}'));
			const entries = lines.flatMap((line) => {
				try {
					return [JSON.parse(line) as Partial<Sample> & { standstill?: Standstill }];
				} catch {
					// The last line of a process that was killed.
					return [];
				}
			});
			return {
				name: file.replace('.jsonl', ''),
				samples: entries.filter((entry): entry is Sample => entry.rss !== undefined),
				standstills: entries.flatMap(({ standstill }) => standstill ?? []),
			};
		})
		.filter(({ samples }) => samples.length > 0)
		.sort((a, b) => (a.samples[0]?.at ?? 0) - (b.samples[0]?.at ?? 0));
}

/** Megabytes a minute, by least squares over the last half of what a process lived. */
export function slopeOf({ samples }: Measured, of: (sample: Sample) => number = ({ rss }) => rss): number {
	const half = samples.slice(Math.floor(samples.length / 2));
	const [first] = half;
	if (first === undefined || half.length < 3) return 0;
	const points = half.map((sample) => ({ x: (sample.at - first.at) / 60_000, y: of(sample) / 2 ** 20 }));
	const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [meanX, meanY] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
	const over = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
	const under = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
	return under === 0 ? 0 : over / under;
}
