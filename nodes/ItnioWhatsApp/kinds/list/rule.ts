import {
	all,
	complain,
	entry,
	inside,
	list as listOf,
	named,
	object,
	text,
	unique,
	type Occurrence,
	type Rule,
} from '../../core/rules';
import { isRecord } from '../../core/members';
import { choice } from '../shared/ids';
import { rowDescription, rowId, rows, rowTitle, sections, sectionTitle } from './fields';

export const ID_LIMIT = 200;
export const ROWS_LIMIT = 10;

const rowsOverall: Rule = (value, at, report) => {
	const ids: Occurrence[] = [];
	(Array.isArray(value) ? value : []).forEach((section: unknown, index) => {
		if (!isRecord(section) || !Array.isArray(section.rows)) return;
		const place = inside(inside(at, index, entry('Section', index)), 'rows');
		section.rows.forEach((row: unknown, number) => {
			ids.push({
				value: isRecord(row) ? row.id : undefined,
				at: inside(inside(place, number, entry('Row', number)), 'id', rowId),
			});
		});
	});
	if (ids.length > ROWS_LIMIT) {
		complain(
			report,
			named(at, sections),
			`have ${ids.length} rows together, the limit is ${ROWS_LIMIT} over all sections`,
		);
	}
	unique(ids, 'Nobody could tell which one was chosen', report);
};

/** The rule of the sections. @param idLimit characters that the ID of a row may have */
export const sectionsRule = (idLimit = ID_LIMIT): Rule =>
	all(
		listOf(
			{ many: sections, one: 'Section', min: 1, max: 10 },
			object({
				title: text(sectionTitle, { max: 24 }),
				rows: listOf(
					{ many: rows, one: 'Row', min: 1 },
					choice(
						{ words: rowId, max: idLimit },
						{
							title: text(rowTitle, { max: 24 }),
							description: text(rowDescription, { max: 72, required: false }),
						},
						'a row has only a title, a description and an ID, which comes back when it is chosen',
					),
				),
			}),
		),
		rowsOverall,
	);
