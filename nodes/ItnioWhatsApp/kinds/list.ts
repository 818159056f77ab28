import {
	all,
	complain,
	inside,
	list as listOf,
	named,
	object,
	text,
	unique,
	type Occurrence,
	type Rule,
} from '../core/rules';
import { filled, isRecord, type Members } from '../core/members';
import { textOf } from '../core/text';
import { entries } from '../form/entries';
import { choice, withIds } from './shared/ids';
import { showFields, showJson, withoutEmpty } from '../form/inputMode';
import { entryOf, inputModeOf, repeatFor, whenTooMany, type Repeated } from '../form/repeatFields';
import { footerText, frame, frameRules, headerText } from './shared/interactive';
import type { Field } from '../form/types';
import { defineKind } from '../form/kind';

const ID_LIMIT = 200;
const ROWS_LIMIT = 10;

const bodyText = {
	displayName: 'Body Text',
	name: 'bodyText',
	type: 'string',
	typeOptions: { rows: 3 },
	required: true,
	default: '',
	placeholder: 'e.g. What may we bring you?',
	description: 'The text above the button that opens the list',
	hint: 'Up to 4096 characters',
} as const;

export const listButtonText = {
	displayName: 'List Button Text',
	name: 'listButtonText',
	type: 'string',
	required: true,
	default: 'Choose',
	placeholder: 'e.g. See the menu',
	description: 'The text on the button that opens the list',
	hint: 'Up to 20 characters',
} as const;

export const sectionTitle = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Succulents',
	description: 'The heading above the rows of this section',
	hint: 'Up to 24 characters',
} as const;

export const rowTitle = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Blue Echeveria',
	description: 'What the person chooses',
	hint: 'Up to 24 characters',
} as const;

export const rowDescription = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	default: '',
	placeholder: 'e.g. $12, in a clay pot',
	description: 'Small text below the title',
	hint: 'Up to 72 characters',
} as const;

export const rowId = {
	displayName: 'ID',
	name: 'id',
	type: 'string',
	default: '',
	placeholder: 'e.g. blue-echeveria',
	description: 'What you get back when the person chooses the row',
	hint: 'Up to 200 characters. Left empty, it is made from the title.',
} as const;

export const rows = {
	displayName: 'Rows',
	name: 'rows',
	type: 'fixedCollection',
	typeOptions: entries('Row', 'title'),
	default: { row: [{ title: '' }] },
	placeholder: 'Add Row',
	description: 'At most 10 rows over all sections',
	options: [{ displayName: 'Row', name: 'row', values: [rowTitle, rowDescription, rowId] }],
} as const;

export const sections = {
	displayName: 'Sections',
	name: 'sections',
	type: 'fixedCollection',
	typeOptions: entries('Section', 'title'),
	displayOptions: showFields,
	default: { section: [{ title: '', rows: { row: [{ title: '' }] } }] },
	placeholder: 'Add Section',
	description: 'One to ten sections with at most 10 rows together',
	options: [{ displayName: 'Section', name: 'section', values: [sectionTitle, rows] }],
} as const;

export const sectionTitleOfRow = {
	displayName: 'Section Title',
	name: 'sectionTitle',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. {{ $json.products[0].category }}',
	description: 'The heading above the row. Rows with the same heading stand together.',
	hint: 'Up to 24 characters',
} as const;

const row = entryOf('Row', 'row', [sectionTitleOfRow, rowTitle, rowDescription, rowId]);

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

export const sectionsJson = {
	displayName: 'Sections (JSON)',
	name: 'sectionsJson',
	type: 'json',
	typeOptions: { rows: 10 },
	displayOptions: showJson,
	required: true,
	default: `[
	{
		"title": "Succulents",
		"rows": [
			{ "id": "blue", "title": "Blue Echeveria", "description": "$12, in a clay pot" },
			{ "id": "zebra", "title": "Zebra Haworthia", "description": "$9" }
		]
	}
]`,
	description: 'The sections as the API takes them. A missing ID is made from the title.',
} as const;

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

const rowsOverall: Rule = (value, at, report) => {
	const ids: Occurrence[] = [];
	(Array.isArray(value) ? value : []).forEach((section: unknown, index) => {
		if (!isRecord(section) || !Array.isArray(section.rows)) return;
		const place = inside(inside(at, index, `Section ${index + 1}`), 'rows');
		section.rows.forEach((row: unknown, number) => {
			ids.push({
				value: isRecord(row) ? row.id : undefined,
				at: inside(inside(place, number, `Row ${number + 1}`), 'id', rowId),
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
					choice({
						title: text(rowTitle, { max: 24 }),
						description: text(rowDescription, { max: 72, required: false }),
						id: text(rowId, { max: idLimit }),
					}),
				),
			}),
		),
		rowsOverall,
	);

export const sendList = defineKind({
	operation: {
		name: 'Send List',
		value: 'sendList',
		action: 'Send a list',
		description: 'Send a text with a list of up to 10 rows to choose from',
	},
	jsonAt: ['interactive', 'action', 'sections'],
	shape: { type: 'interactive', interactive: 'list' },
	fields: [
		bodyText,
		headerText,
		footerText,
		listButtonText,
		inputModeOf('Row'),
		repeatFor,
		sections,
		row,
		whenTooMany,
		sectionsJson,
	],
	repeated: [repeatedRows(row)],
	build: (form) => ({
		type: 'interactive',
		interactive: {
			type: 'list',
			...frame(form),
			action: {
				...filled({ button: form.listButtonText }),
				sections: sectionsOf(form),
			},
		},
	}),
	rule: object({
		interactive: object({
			...frameRules(bodyText, 4096),
			action: object({
				button: text(listButtonText, { max: 20 }),
				sections: sectionsRule(),
			}),
		}),
	}),
});
