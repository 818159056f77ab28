import { textOf } from '../../core/text';
import type { Members } from '../../core/members';
import type { Repeated } from '../../form/repeatFields';
import type { Field } from '../../form/types';
import { sections, sectionTitle, sectionTitleOfRow } from './fields';
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
const renameRows: Repeated['rename'] = (way, stepOf, entries) => {
	const [section, row, ...inner] = way;
	if (section?.label !== 'Section' || section.number === undefined || row === undefined) return way;
	const sizes = inSections(entries, (values) => values).map(({ length }) => length);
	const before = sizes.slice(0, section.number - 1).reduce((sum, size) => sum + size, 0);
	if (row.number !== undefined) return [stepOf(before + row.number - 1), ...inner];
	return row.label === sectionTitle.displayName
		? [stepOf(before), { label: sectionTitleOfRow.displayName }]
		: way;
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
