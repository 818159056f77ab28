/** The values that a template asks for, in a person's words: fields of the form, made from its own text and example. */
import type { ResourceMapperField } from 'n8n-workflow';
import { oneLine } from '../../core/text';
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
/** The editor shows a label in one line, about 26 Latin letters wide in a window of 1440 pixels, and cuts off the rest. */
const LABEL_WIDTH = 24;
const EXAMPLE_WIDTH = 10;

/** The placeholders of a text in the order of their values: numbers by size, names as they come. */
export function placeholdersOf(text: string): string[] {
	const found = Array.from(new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name = '']) => name)));
	return found.every((name) => /^\d+$/.test(name)) ? found.sort((a, b) => Number(a) - Number(b)) : found;
}

/** In Latin letters: Chinese, Japanese and Korean characters and emoji take the place of two. */
const widthOf = (text: string): number =>
	Array.from(text).reduce(
		(sum, character) =>
			sum + (/[\u1100-\u115f\u2e80-\uffff]|\p{Emoji_Presentation}/u.test(character) ? 2 : 1),
		0,
	);

/** As many of the parts as fit into `width` with a space between them, from the first one on. */
function fitting(parts: readonly string[], width: number, space: string): string[] {
	let left = width + space.length;
	const cutAt = parts.findIndex((part) => (left -= widthOf(part) + space.length) < 0);
	return cutAt < 0 ? [...parts] : parts.slice(0, cutAt);
}

/** The end or the beginning of a text, no wider than `width`; an ellipsis stands for what is cut off, a word where it can be. */
function shortened(text: string, width: number, keep: 'end' | 'beginning'): string {
	if (widthOf(text) <= width) return text;
	const inOrder = (list: string[]) => (keep === 'end' ? list.reverse() : list);
	const words = fitting(inOrder(text.split(' ')), width - 1, ' ');
	const kept =
		words.length > 0
			? inOrder(words).join(' ')
			: inOrder(fitting(inOrder(Array.from(text)), width - 1, '')).join('');
	return keep === 'end' ? `…${kept}` : `${kept}…`;
}

/** A gap of the template, filled in with its example, and what stands before it: `…your order [A-1024]`. */
function gap(
	text: string,
	name: string,
	{ example = '', width }: { example?: string; width: number },
): string {
	const parts = oneLine(text).split(PLACEHOLDER);
	// Texts and names in turn.
	const place = parts.findIndex((part, index) => index % 2 === 1 && part === name);
	const [before = '', after = ''] = [parts[place - 1], parts[place + 1]];
	const filledIn = `[${shortened(oneLine(example), EXAMPLE_WIDTH, 'beginning') || '…'}]`;
	const room = Math.max(4, width - widthOf(filledIn) - 1);
	const space = (isThere: boolean) => (isThere ? ' ' : '');
	// Where nothing is said before it, what follows tells gaps apart.
	if (!/\p{L}/u.test(before)) {
		return (filledIn + space(/^\s/.test(after)) + shortened(after.trim(), room, 'beginning')).trim();
	}
	const words = before.trim().replace(/^[^\p{L}\p{N}*]+/u, '');
	return shortened(words, room, 'end') + space(/\s$/.test(before)) + filledIn;
}

/** `2: …your order [A-1024]`: what is in front, and the gap in what it leaves of a label. */
const label = (head: string, text: string, name: string, example?: string): string =>
	`${head}: ${gap(text, name, { example, width: Math.max(12, LABEL_WIDTH - widthOf(head) - 2) })}`;

/** A template's text in one line, with its gaps as people see them: `Hello […], your order […] is on its way.` */
export const readableText = ({ body }: Template): string => oneLine(body).replace(PLACEHOLDER, '[…]');

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
	field(VALUE_IDS.headerLink[type], `${MEDIA_LABELS[type]}: link or field`);

function headerFields({ headerType, headerText, headerExample }: Template): ResourceMapperField[] {
	const [example] = headerExample;
	switch (headerType) {
		case 'text': {
			const [name] = placeholdersOf(headerText);
			if (name === undefined) return [];
			return [field(VALUE_IDS.headerText, label('Header', headerText, name, example))];
		}
		case 'image':
		case 'video':
			return [mediaField(headerType)];
		case 'document':
			return [mediaField('document'), field(VALUE_IDS.headerFilename, 'Document: file name', false)];
		case 'location':
			return [
				field(VALUE_IDS.headerLocation.latitude, 'Latitude, e.g. 22.7196'),
				field(VALUE_IDS.headerLocation.longitude, 'Longitude, e.g. 114.24'),
				field(VALUE_IDS.headerLocation.name, 'Place, e.g. Lucky Shrub'),
				field(VALUE_IDS.headerLocation.address, 'Address, e.g. Shenzhen'),
			];
		default:
			return [];
	}
}

/** One field for each value of a template, labelled e.g. `2: …your order [A-1024]` */
export function valueFields(template: Template): ResourceMapperField[] {
	const { body, bodyExample } = template;
	return [
		...headerFields(template),
		...placeholdersOf(body).map((name, index) =>
			field(`${VALUE_IDS.body}${index + 1}`, label(name, body, name, bodyExample[index])),
		),
	];
}
