/** What of the documentation is made from the code. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { CODEX, withAliases } from './aliases';
import { DEMO, grownDemo } from './demo';
import { operationRows } from './operations';
import { benchmarkSections } from './benchmark';
import { kindDiff } from './kindDiff';
import { replaceSection, sectionOf } from './markdown';
import { optionSections } from './options';
import { guideFiles, pageOf, README, type Language } from './pages';
import { publishedFiles, publisherOf, withPublisher } from './publisher';
import { onDisk, pathOf } from './repository';
import { statusSections } from './statuses';
import { versionRows } from './versions';
import { walkSections } from './walk';
import { weekSections } from './week';

/** Page → the sections in it, by the name of their marks. */
const MADE: Readonly<Record<string, (language: Language, text: string) => Readonly<Record<string, string>>>> =
	{
		[README]: (_, text) => ({ operations: operationRows(sectionOf(text, 'operations')) }),
		errors: statusSections,
		benchmarks: benchmarkSections,
		'how-it-is-tested': (language) => ({ ...weekSections(language), ...walkSections(language) }),
		messages: optionSections,
		developing: (_, text) => ({
			'add a kind': kindDiff(),
			'supported versions': versionRows(sectionOf(text, 'supported versions')),
		}),
	};

/** @returns the text of a page with its sections made from the code. Throws if their marks are missing. */
export function withSections(file: string, text: string): string {
	const place = pageOf(file);
	const sections = place === undefined ? {} : (MADE[place.page]?.(place.language, text) ?? {});
	return Object.entries(sections).reduce(
		(result, [name, content]) => replaceSection(result, name, content),
		text,
	);
}

/** Writes the publisher and every section into the files on disk, the way prettier formats them. */
export function writeSections(): void {
	const publisher = publisherOf(onDisk);
	const written = new Set<string>();
	const change = (file: string, made: (text: string) => string) => {
		const text = onDisk.read(file);
		const changed = made(text);
		if (changed === text) return;
		writeFileSync(pathOf(file), changed);
		written.add(pathOf(file));
	};
	for (const file of publishedFiles(onDisk)) change(file, (text) => withPublisher(file, text, publisher));
	for (const file of guideFiles(onDisk)) change(file, (text) => withSections(file, text));
	change(CODEX, withAliases);
	change(DEMO, grownDemo);
	if (written.size === 0) return;
	// A shorter or longer address breaks other lines. As a program of its own: it knows which files it leaves alone.
	const prettier = require.resolve('prettier/bin/prettier.cjs');
	execFileSync(process.execPath, [prettier, '--write', ...written], { cwd: pathOf('.') });
}
