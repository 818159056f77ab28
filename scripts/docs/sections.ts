/** What of the documentation is made from the code. */
import { writeFileSync } from 'node:fs';
import { CODEX, codex, withAliases } from './aliases';
import { writeDemo } from './demo';
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

/** Writes the publisher and every section into the files on disk. */
export function writeSections(): void {
	const publisher = publisherOf(onDisk);
	for (const file of publishedFiles(onDisk))
		writeFileSync(pathOf(file), withPublisher(file, onDisk.read(file), publisher));
	for (const file of guideFiles(onDisk)) writeFileSync(pathOf(file), withSections(file, onDisk.read(file)));
	writeFileSync(CODEX, withAliases(codex()));
	writeDemo();
}
