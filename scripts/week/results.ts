/** What a simulated week came to, as it is kept for the page "How it is tested". */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'docs', 'week');

/** One promise, and what was found. */
export interface Kept {
	/** See `words.ts`. */
	readonly key: string;
	readonly holds: boolean;
	readonly figures: Readonly<Record<string, number>>;
}

export interface Week {
	/** Repeats it. */
	readonly command: string;
	readonly version: string;
	readonly queue: boolean;
	readonly seed: number;
	readonly minutes: number;
	readonly people: number;
	/** The shop's own, as drawn; answers to people come on top. */
	readonly messages: number;
	/** What was accepted in all, and how many events were pushed to n8n. */
	readonly accepted: number;
	readonly pushed: number;
	readonly machine: { readonly cores: number; readonly node: string; readonly load: number };
	/** How often each thing went wrong. */
	readonly mishaps: Readonly<Record<string, number>>;
	readonly promises: readonly Kept[];
}

/** What a week of less than an hour says little of. */
const OF_A_LONG_WEEK: readonly string[] = ['memory', 'standstill'];
const LONG_MINUTES = 60;

/** Whether a week is judged by what was found: otherwise it is shown, and neither fails nor keeps the promise. */
export const isJudged = ({ minutes }: Pick<Week, 'minutes'>, { key, figures }: Kept): boolean =>
	(minutes >= LONG_MINUTES || !OF_A_LONG_WEEK.includes(key)) &&
	// No process lived long enough.
	(key !== 'memory' || figures.processes !== 0);

/** `queue-2.8.4-7`: the file of a week, and of its picture. */
export const nameOf = ({ queue, version, seed }: Pick<Week, 'queue' | 'version' | 'seed'>): string =>
	`${queue ? 'queue' : 'single'}-${version}-${seed}`;

/** One process before queue mode, older versions first. */
export function readWeeks(): Week[] {
	if (!existsSync(FOLDER)) return [];
	return readdirSync(FOLDER)
		.filter((file) => file.endsWith('.json'))
		.map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Week)
		.sort(
			(a, b) =>
				Number(a.queue) - Number(b.queue) ||
				a.version.localeCompare(b.version, 'en', { numeric: true }) ||
				a.seed - b.seed,
		);
}

/** @param picture as SVG */
export function writeWeek(week: Week, picture: string): void {
	mkdirSync(FOLDER, { recursive: true });
	const file = join(FOLDER, nameOf(week));
	writeFileSync(`${file}.json`, `${JSON.stringify(week, undefined, '\t')}\n`);
	writeFileSync(`${file}.svg`, picture);
}
