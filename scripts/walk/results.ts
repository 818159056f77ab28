/** What the tasks of the walk took, as it is kept for the page "How it is tested": one file for each version of n8n. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'docs', 'walk');

export interface Walked {
	/** See `words.ts`. */
	readonly task: string;
	readonly passed: boolean;
	/** A drag is one. */
	readonly clicks: number;
	readonly characters: number;
	/** How many messages the owner wanted; nothing where the task broke off. */
	readonly wanted?: number;
	/** How many people got beside them. */
	readonly surprises?: number;
}

export interface Walk {
	/** Of n8n. */
	readonly version: string;
	readonly tasks: readonly Walked[];
}

const fileOf = (version: string) => join(FOLDER, `${version}.json`);

const read = (file: string): Walk => JSON.parse(readFileSync(file, 'utf8')) as Walk;

/** Older versions of n8n first. */
export function readWalks(): Walk[] {
	if (!existsSync(FOLDER)) return [];
	return readdirSync(FOLDER)
		.filter((file) => file.endsWith('.json'))
		.map((file) => read(join(FOLDER, file)))
		.sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
}

/** A run of some of the tasks leaves what is known of the others. */
export function writeWalk({ version, tasks }: Walk): void {
	mkdirSync(FOLDER, { recursive: true });
	const before = existsSync(fileOf(version)) ? read(fileOf(version)).tasks : [];
	const others = before.filter(({ task }) => !tasks.some((walked) => walked.task === task));
	const walk: Walk = { version, tasks: [...others, ...tasks] };
	writeFileSync(fileOf(version), `${JSON.stringify(walk, undefined, '\t')}\n`);
}
