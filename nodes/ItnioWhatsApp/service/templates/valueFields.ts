/** The values that a template asks for, in a person's words: fields of the form, made from its own text and example. */
import type { ResourceMapperField } from 'n8n-workflow';
import { excerpt, oneLine } from '../../core/text';
import type { Template } from './model';

/** Where a value goes in the message. Stored in workflows: these never change. */
export const VALUE_IDS = {
	headerText: 'headerText',
	headerLink: { image: 'headerImageLink', video: 'headerVideoLink', document: 'headerDocumentLink' },
	/** The name of a file of the item, instead of a link. */
	headerFile: 'binaryProperty',
	headerFilename: 'headerFilename',
	headerLocation: {
		latitude: 'headerLatitude',
		longitude: 'headerLongitude',
		name: 'headerLocationName',
		address: 'headerLocationAddress',
	},
	/** Followed by the number of the value: `body1`. */
	body: 'body',
} as const;

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;
/** Characters of the text before and after a placeholder. */
const SURROUNDINGS_LENGTH = 16;
const EXAMPLE_LIMIT = 40;

/** The placeholders of a text in the order of their values: numbers by size, names as they come. */
export function placeholdersOf(text: string): string[] {
	const found = Array.from(new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name = '']) => name)));
	return found.every((name) => /^\d+$/.test(name)) ? found.sort((a, b) => Number(a) - Number(b)) : found;
}

/** Cut off at a word, no blank stands before the ellipsis. */
const shortened = (example: string): string => excerpt(oneLine(example), EXAMPLE_LIMIT).replace(/\s+…$/, '…');

/** A placeholder with the words around it: `…your order {{2}} is on its way.` */
function surroundings(text: string, name: string): string {
	const flat = text.replace(/\s+/g, ' ');
	const found = Array.from(flat.matchAll(PLACEHOLDER)).find(([, other]) => other === name);
	if (!found) return flat;
	const before = Array.from(flat.slice(0, found.index));
	const after = Array.from(flat.slice(found.index + found[0].length));
	// Whole words only, and the placeholder itself in full.
	const head = before.slice(-SURROUNDINGS_LENGTH).join('');
	const tail = after.slice(0, SURROUNDINGS_LENGTH).join('');
	const beginning = before.length > SURROUNDINGS_LENGTH ? `…${head.replace(/^\S*\s/, '')}` : head;
	const end = after.length > SURROUNDINGS_LENGTH ? `${tail.replace(/\s\S*$/, '')}…` : tail;
	return (beginning + found[0] + end).trim();
}

const withExample = (label: string, example: string | undefined): string =>
	example === undefined || example.trim() === '' ? label : `${label} (e.g. ${shortened(example)})`;

function field(id: string, displayName: string, required = true): ResourceMapperField {
	return {
		id,
		displayName,
		type: 'string',
		required,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
	};
}

/** Either of the two is to be filled in, which n8n cannot say: the checks do. */
const mediaFields = (
	type: keyof typeof VALUE_IDS.headerLink,
	example: string | undefined,
): ResourceMapperField[] => [
	field(VALUE_IDS.headerLink[type], withExample(`Header File Link – ${type}`, example), false),
	field(
		VALUE_IDS.headerFile,
		'Input Data Field Name – of a file in n8n, instead of the link (e.g. data)',
		false,
	),
];

function headerFields({ headerType, headerText, headerExample }: Template): ResourceMapperField[] {
	const [example] = headerExample;
	switch (headerType) {
		case 'text': {
			const [name] = placeholdersOf(headerText);
			if (name === undefined) return [];
			const label = `Header {{${name}}} – ${surroundings(headerText, name)}`;
			return [field(VALUE_IDS.headerText, withExample(label, example))];
		}
		case 'image':
		case 'video':
			return mediaFields(headerType, example);
		case 'document':
			return [
				...mediaFields('document', example),
				field(
					VALUE_IDS.headerFilename,
					'Header File Name – as the recipient sees it (e.g. Invoice 1042.pdf)',
					false,
				),
			];
		case 'location':
			return [
				field(VALUE_IDS.headerLocation.latitude, 'Header Latitude (e.g. 22.7196)'),
				field(VALUE_IDS.headerLocation.longitude, 'Header Longitude (e.g. 114.2469)'),
				field(VALUE_IDS.headerLocation.name, 'Header Location Name (e.g. Lucky Shrub)'),
				field(VALUE_IDS.headerLocation.address, 'Header Location Address (e.g. Longgang District, Shenzhen)'),
			];
		default:
			return [];
	}
}

/** One field for each value of a template, labelled e.g. `Body {{2}} – …your order {{2}} is on its way. (e.g. A-1024)`. */
export function valueFields(template: Template): ResourceMapperField[] {
	const { body, bodyExample } = template;
	return [
		...headerFields(template),
		...placeholdersOf(body).map((name, index) =>
			field(
				`${VALUE_IDS.body}${index + 1}`,
				withExample(`Body {{${name}}} – ${surroundings(body, name)}`, bodyExample[index]),
			),
		),
	];
}
