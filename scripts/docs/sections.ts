/** What of the documentation is made from the code. */
import { benchmarkSections } from './benchmark';
import { kindDiff } from './kindDiff';
import { replaceSection } from './markdown';
import { pageOf, type Language } from './pages';
import { statusSections } from './statuses';

/** Page → the sections in it, by the name of their marks. */
const MADE: Readonly<Record<string, (language: Language) => Readonly<Record<string, string>>>> = {
	errors: statusSections,
	'sending-many': benchmarkSections,
	developing: () => ({ 'add a kind': kindDiff() }),
};

/** @returns the text of a page with its sections made anew. Throws if their marks are missing. */
export function withSections(file: string, text: string): string {
	const place = pageOf(file);
	const sections = place === undefined ? {} : (MADE[place.page]?.(place.language) ?? {});
	return Object.entries(sections).reduce(
		(result, [name, content]) => replaceSection(result, name, content),
		text,
	);
}
