/** Both languages show the same, so that neither falls behind. */
import { commandsOf, linksOf, split } from '../markdown';
import { pageOf } from '../pages';
import { resolved, type Repository } from '../repository';

/** Where a link leads, in whichever language. */
function destination(file: string, target: string): string {
	if (/^[a-z]+:/i.test(target)) return target;
	const found = resolved(file, target.split('#')[0] ?? '');
	return pageOf(found)?.page ?? found;
}

/** What does not depend on the language: the kinds of lines in their order, and the links in any order. */
function structureOf(repository: Repository, file: string): Readonly<Record<string, readonly string[]>> {
	const { blocks, prose } = split(repository.read(file));
	const links = linksOf(prose);
	const rows = prose.filter((line) => line.startsWith('|'));
	const points = prose.filter((line) => /^\s*(?:[-*]|\d+\.) /.test(line));
	return {
		headings: prose.filter((line) => /^#{1,6} /.test(line)).map((line) => line.replace(/ .*/, '')),
		pictures: links.filter(({ isImage }) => isImage).map(({ target }) => destination(file, target)),
		links: links
			.filter(({ isImage }) => !isImage)
			.map(({ target }) => destination(file, target))
			.sort(),
		code: blocks.map(({ language, lines }) => (language === 'sh' ? commandsOf(lines) : lines).join('\n')),
		points: points.map((line) => line.trimStart().replace(/ .*/, '')),
		'rows of tables': rows.map(() => '|'),
	};
}

export function likenessProblems(
	repository: Repository,
	[one = '', other = '']: readonly string[],
): string[] {
	const [here, there] = [structureOf(repository, one), structureOf(repository, other)];
	return Object.entries(here).flatMap(([what, entries]) => {
		const others = there[what] ?? [];
		if (JSON.stringify(entries) === JSON.stringify(others)) return [];
		const differing = [
			...entries.filter((entry) => !others.includes(entry)),
			...others.filter((entry) => !entries.includes(entry)),
		];
		const which = differing.length === 0 ? `${entries.length} and ${others.length}` : differing.join(', ');
		return [`${one} and ${other} do not have the same ${what}: ${which}`];
	});
}
