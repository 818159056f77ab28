import { entries } from '../../form/entries';
import { showFields, showJson } from '../../form/inputMode';
import { entryOf, inputModeOf, repeatFor, whenTooMany } from '../../form/repeatFields';
import { footerText, headerText } from '../shared/interactive';

export const bodyText = {
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
	displayName: 'Section Title',
	name: 'title',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Succulents',
	description: 'The heading above the rows of this section',
	hint: 'Up to 24 characters',
} as const;

export const rowTitle = {
	displayName: 'Row Title',
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
	description: 'The heading above the row. Rows with the same heading are grouped.',
	hint: 'Up to 24 characters',
} as const;

export const row = entryOf('Row', 'row', [sectionTitleOfRow, rowTitle, rowDescription, rowId]);

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

export const fields = [
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
] as const;
