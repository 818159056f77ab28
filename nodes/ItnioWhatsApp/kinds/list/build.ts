import { filled, isRecord } from '../../core/members';
import { withoutEmpty } from '../../form/inputMode';
import { withIds } from '../shared/ids';
import { ID_LIMIT } from './rule';

/** Adds the IDs that are missing, unique over all sections. */
function withRowIds(given: unknown, idLimit = ID_LIMIT): unknown {
	if (!Array.isArray(given)) return given;
	const rowsOf = (section: unknown): unknown[] =>
		isRecord(section) && Array.isArray(section.rows) ? section.rows : [];
	const rowsWithIds = withIds(given.flatMap(rowsOf), idLimit);
	let taken = 0;
	return given.map((section: unknown) => {
		const count = rowsOf(section).length;
		taken += count;
		return isRecord(section) && Array.isArray(section.rows)
			? { ...section, rows: rowsWithIds.slice(taken - count, taken) }
			: section;
	});
}

interface SectionsForm {
	readonly inputMode: string;
	readonly sectionsJson: unknown;
	readonly sections: {
		readonly section: ReadonlyArray<{
			readonly title: string;
			readonly rows: { readonly row: readonly object[] };
		}>;
	};
}

/** The sections of a form in the shape of the API, with an ID for each row. */
export function sectionsOf({ inputMode, sectionsJson, sections }: SectionsForm, idLimit?: number): unknown {
	const given =
		inputMode === 'json'
			? withoutEmpty(sectionsJson)
			: sections.section.map(({ title, rows }) => ({
					...filled({ title }),
					rows: rows.row.map((row) => filled(row)),
				}));
	return withRowIds(given, idLimit);
}
