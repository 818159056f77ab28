import { cut, grouped } from '../core/text';
import { webAddress, webUrlOf } from '../core/webAddress';
import type { Path } from '../core/problem';
import { at, items, present, shownText, type BodyPart } from './bodyPart';
import { formatted } from './formatting';
import { box, el, icon, place, type Html } from './html';
import { jsonLines } from './jsonLines';

/** Draws a message; it gets the part of the body that is named like the shape of its kind. */
export type Draw = (part: BodyPart) => Drawing;

/** What is drawn of a message, and the building blocks that several kinds draw with. */
export interface Drawing {
	/** Name of the kind, for the heading. */
	readonly label: string;
	/** The part of the body that the bubble shows. */
	readonly path: Path;
	readonly bubble: Html;
	/** Rows under thin lines at the bottom of the bubble. */
	readonly buttons?: Html;
	/** 'media' has a narrow rim, 'bare' has no bubble at all. */
	readonly bubbleStyle?: 'media' | 'bare';
	/** What follows the bubble in the chat. */
	readonly below?: Html;
	/** What opens when the recipient taps, drawn under the phone. */
	readonly sheet?: Html;
}

// Five times what WhatsApp takes; a longer text is refused anyway, and the page must stay light.
const MOST_CHARACTERS = 20_000;
const MOST_ENTRIES = 60;

/** Says in grey that something is missing. */
export const placeholder = (sentence: string): Html => el('span', { class: 'placeholder' }, sentence);

/** A message text with WhatsApp's formatting. */
export function richText(part: BodyPart, missing: string): Html {
	const shown = shownText(part);
	if (shown.trim() === '') return place(part.path, box('text', el('p', {}, placeholder(missing))));
	const { kept, left } = cut(shown, MOST_CHARACTERS);
	return place(
		part.path,
		formatted(kept),
		left > 0 ? box('text', el('p', {}, placeholder(`… ${grouped(left)} more characters`))) : undefined,
	);
}

/** A short text without formatting, as WhatsApp shows titles, buttons and names. */
export function plainText(part: BodyPart, className: string, missing?: string): Html {
	const shown = shownText(part);
	// What is optional and absent has no place of its own: a problem about it belongs to what holds it.
	if (part.value === undefined && missing === undefined) return undefined;
	return place(
		part.path,
		el(
			'div',
			{ class: className, dir: 'auto' },
			shown.trim() === '' ? placeholder(missing ?? 'empty') : shortened(shown, 1000),
		),
	);
}

function shortened(text: string, max: number): string {
	const { kept, left } = cut(text, max);
	return left > 0 ? `${kept}… ${grouped(left)} more characters` : kept;
}

/** Draws every entry of a list; says so if there is none, or more than a page can show. */
export function each(list: BodyPart, missing: string, draw: (entry: BodyPart, index: number) => Html): Html {
	const entries = items(list);
	const rest = entries.length - MOST_ENTRIES;
	return place(
		list.path,
		entries.length === 0
			? box('empty', placeholder(present(list) ? `Not a list: ${shownText(list)}` : missing))
			: undefined,
		...entries.slice(0, MOST_ENTRIES).map(draw),
		rest > 0 ? box('empty', placeholder(`${grouped(rest)} more not shown`)) : undefined,
	);
}

export const button = (iconName: string, label: Html): Html => box('button', icon(iconName), label);

/** Header, body and footer of an interactive message. */
export function interactiveText(interactive: BodyPart): Html {
	const header = at(interactive, 'header');
	const footer = at(interactive, 'footer');
	return [
		header.value === undefined ? undefined : place(header.path, plainText(at(header, 'text'), 'header-text')),
		place(at(interactive, 'body').path, richText(at(interactive, 'body', 'text'), 'No text')),
		footer.value === undefined ? undefined : place(footer.path, plainText(at(footer, 'text'), 'footer-text')),
	];
}

export type DrawnMedia = 'image' | 'video' | 'sticker';
const MEDIA_NAMES: Readonly<Record<DrawnMedia, string>> = {
	image: 'Photo',
	video: 'Video',
	sticker: 'Sticker',
};

/**
 * The picture or film of `owner.link`. A placeholder is painted behind it, visible until the media has loaded and
 * whenever it cannot; a broken picture with an empty alt text takes no room, so the placeholder is all one sees.
 */
export function media(owner: BodyPart, kind: DrawnMedia): Html {
	const link = at(owner, 'link');
	const address = webAddress(link.value);
	const player =
		address === undefined
			? undefined
			: kind === 'video'
				? el('video', { src: address, controls: true, preload: 'none', 'aria-label': 'Video' })
				: el('img', { src: address, alt: '' });
	return place(
		owner.path,
		place(
			link.path,
			box(
				kind === 'sticker' ? 'media media-sticker' : 'media',
				box(
					'media-wait',
					icon(kind === 'video' ? 'play' : 'image'),
					el('span', { class: 'media-kind' }, MEDIA_NAMES[kind]),
					el('span', { class: 'media-link', dir: 'auto' }, hostOf(link)),
				),
				player,
			),
		),
	);
}

/** Where a file comes from, or why it comes from nowhere. */
function hostOf(link: BodyPart): string {
	const host = webUrlOf(webAddress(link.value) ?? '')?.host;
	if (host !== undefined) return shortened(host, 120);
	return present(link) ? shortened(`Not a web address: ${shownText(link)}`, 120) : 'No link';
}

/** Badge with the extension, name of the file, where it comes from. */
export function documentCard(owner: BodyPart): Html {
	const filename = at(owner, 'filename');
	const link = at(owner, 'link');
	const extension = /\.([a-z0-9]{1,5})$/i.exec(shownText(filename).trim())?.[1]?.toUpperCase();
	return place(
		owner.path,
		box(
			'document',
			box(`badge ${badgeColour(extension)}`, el('span', {}, extension ?? 'FILE')),
			box(
				'document-text',
				plainText(filename, 'filename', 'No file name'),
				place(link.path, el('div', { class: 'small', dir: 'auto' }, hostOf(link))),
			),
			icon('download'),
		),
	);
}

const BADGES: ReadonlyArray<readonly [string, RegExp]> = [
	['badge-red', /^PDF$/],
	['badge-blue', /^(DOCX?|ODT|RTF|TXT)$/],
	['badge-green', /^(XLSX?|ODS|CSV)$/],
	['badge-orange', /^(PPTX?|ODP|ZIP)$/],
];
const badgeColour = (extension = ''): string =>
	BADGES.find(([, pattern]) => pattern.test(extension))?.[0] ?? 'badge-grey';

/** A drawn map with a pin, then name, address and coordinates. */
export function locationCard(location: BodyPart): Html {
	const [latitude, longitude] = [at(location, 'latitude'), at(location, 'longitude')];
	return place(
		location.path,
		box('map', box('map-park'), box('map-water'), box('map-roads'), box('map-pin', icon('pin'))),
		box(
			'location-text',
			plainText(at(location, 'name'), 'location-name', 'No name'),
			plainText(at(location, 'address'), 'small', 'No address'),
			box(
				'coordinates',
				plainText(latitude, 'coordinate', 'no latitude'),
				el('span', {}, ', '),
				plainText(longitude, 'coordinate', 'no longitude'),
			),
		),
	);
}

/** The neutral drawing of a message that no kind knows. */
export function drawUnknown(body: BodyPart): Drawing {
	const type = at(body, 'type');
	const cause = type.value === 'interactive' ? at(body, 'interactive') : type;
	return {
		label: 'Message of an unknown kind',
		path: cause.path,
		bubble: place(at(cause, 'type').path, unknownJson(body)),
	};
}

/** The neutral drawing of something this page knows nothing about. */
export const unknownJson = (part: BodyPart): Html => el('pre', { dir: 'ltr' }, jsonText(part.value));

const jsonText = (value: unknown): string =>
	jsonLines(value)
		.map(({ depth, tokens }) => '  '.repeat(depth) + tokens.map(([, token]) => token).join(''))
		.join('\n');
