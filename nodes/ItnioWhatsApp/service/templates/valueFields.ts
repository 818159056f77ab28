/** The values that a template asks for, in a person's words: fields of the form, made from its own text and example. */
import type { ResourceMapperField } from 'n8n-workflow';
import { excerpt, oneLine } from '../../core/text';
import type { Template } from './model';

/** Where a value goes in the message. Stored in workflows: these never change. */
export const VALUE_IDS = {
	headerText: 'headerText',
	headerLink: { image: 'headerImageLink', video: 'headerVideoLink', document: 'headerDocumentLink' },
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
/** Characters of the text before and after a gap. A label is cut off by the editor at about fifty characters. */
const SURROUNDINGS_LENGTH = 18;
const EXAMPLE_LIMIT = 16;

/** The placeholders of a text in the order of their values: numbers by size, names as they come. */
export function placeholdersOf(text: string): string[] {
	const found = Array.from(new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name = '']) => name)));
	return found.every((name) => /^\d+$/.test(name)) ? found.sort((a, b) => Number(a) - Number(b)) : found;
}

/** An example that is cut off at a word, without a space before the ellipsis. */
const shortened = (example: string): string => excerpt(oneLine(example), EXAMPLE_LIMIT).replace(/\s+…$/, '…');

/** A gap of the template with the words around it, filled in with its example: `…your order [A-1024] is on its way.` */
function gap(text: string, name: string, example = ''): string {
	const flat = text.replace(/\s+/g, ' ');
	const found = Array.from(flat.matchAll(PLACEHOLDER)).find(([, other]) => other === name);
	if (!found) return flat;
	const withoutOthers = (part: string) => Array.from(part.replace(PLACEHOLDER, '[…]'));
	const before = withoutOthers(flat.slice(0, found.index));
	const after = withoutOthers(flat.slice(found.index + found[0].length));
	// Whole words only.
	const head = before.slice(-SURROUNDINGS_LENGTH).join('');
	const tail = after.slice(0, SURROUNDINGS_LENGTH).join('');
	const beginning = before.length > SURROUNDINGS_LENGTH ? `…${head.replace(/^\S*\s/, '')}` : head;
	const end = after.length > SURROUNDINGS_LENGTH ? `${tail.replace(/\s\S*$/, '')}…` : tail;
	return `${beginning}[${shortened(example) || '…'}]${end}`.trim();
}

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

const MEDIA_LABELS: Readonly<Record<keyof typeof VALUE_IDS.headerLink, string>> = {
	image: 'Image',
	video: 'Video',
	document: 'Document',
};

const mediaField = (type: keyof typeof VALUE_IDS.headerLink): ResourceMapperField =>
	field(VALUE_IDS.headerLink[type], `${MEDIA_LABELS[type]}: link, or field with the file (data)`);

function headerFields({ headerType, headerText, headerExample }: Template): ResourceMapperField[] {
	const [example] = headerExample;
	switch (headerType) {
		case 'text': {
			const [name] = placeholdersOf(headerText);
			if (name === undefined) return [];
			return [field(VALUE_IDS.headerText, `Header: ${gap(headerText, name, example)}`)];
		}
		case 'image':
		case 'video':
			return [mediaField(headerType)];
		case 'document':
			return [
				mediaField('document'),
				field(VALUE_IDS.headerFilename, 'Name of the document for the recipient', false),
			];
		case 'location':
			return [
				field(VALUE_IDS.headerLocation.latitude, 'Place: latitude (e.g. 22.7196)'),
				field(VALUE_IDS.headerLocation.longitude, 'Place: longitude (e.g. 114.2469)'),
				field(VALUE_IDS.headerLocation.name, 'Place: name (e.g. Lucky Shrub)'),
				field(VALUE_IDS.headerLocation.address, 'Place: address (e.g. Longgang, Shenzhen)'),
			];
		default:
			return [];
	}
}

/** One field for each value of a template, labelled e.g. `2: …your order [A-1024] is on its way.` */
export function valueFields(template: Template): ResourceMapperField[] {
	const { body, bodyExample } = template;
	return [
		...headerFields(template),
		...placeholdersOf(body).map((name, index) =>
			field(`${VALUE_IDS.body}${index + 1}`, `${name}: ${gap(body, name, bodyExample[index])}`),
		),
	];
}
