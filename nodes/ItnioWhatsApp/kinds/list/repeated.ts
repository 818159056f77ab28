import { textOf } from '../../core/text';
import type { Members } from '../../core/members';
import type { Repeated } from '../../form/repeatFields';
import type { Field } from '../../form/types';
import { sections, sectionTitleOfRow } from './fields';
import { ROWS_LIMIT } from './rule';

/** Rows with the same section title, in the order of their first ones. */
function inSections<T>(rows: readonly T[], valuesOf: (row: T) => Members): T[][] {
	const found = new Map<string, T[]>();
	for (const each of rows) {
		const title = textOf(valuesOf(each).sectionTitle).trim();
		const own = found.get(title) ?? [];
		own.push(each);
		found.set(title, own);
	}
	return Array.from(found.values());
}

/** The checks count the rows of each section by itself, and no row of theirs has a section title. */
const renameRows: Repeated['rename'] = (text, nameOf, entries) => {
	const sizes = inSections(entries, (values) => values).map(({ length }) => length);
	const name = (section: string, number: string) =>
		nameOf(sizes.slice(0, Number(section) - 1).reduce((sum, size) => sum + size, Number(number) - 1));
	return text
		.replace(/\bSection (\d+) › Row (\d+)\b/g, (_, section: string, number: string) => name(section, number))
		.replace(
			/\bSection (\d+) › Title\b/g,
			(_, section: string) => `${name(section, '1')} › ${sectionTitleOfRow.displayName}`,
		);
};

/** How one row becomes many. @param entry the collection in which it is filled in */
export const repeatedRows = (entry: Field): Repeated => ({
	entry,
	one: 'Row',
	list: sections,
	min: 1,
	max: ROWS_LIMIT,
	arrange: (entries, valuesOf) => inSections(entries, valuesOf).flat(),
	collect: (entries) => ({
		sections: {
			section: inSections(entries, (values) => values).map((own) => ({
				title: own[0]?.sectionTitle,
				rows: { row: own },
			})),
		},
	}),
	rename: renameRows,
});
