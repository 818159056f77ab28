import { COMMAS, SEMICOLONS } from './listMarks';
import { excerpt } from './text';

/** Any well-formed address; a relative one is read from where it stands. */
export function urlOf(text: string, from?: string): URL | undefined {
	try {
		return new URL(text, from);
	} catch {
		return undefined;
	}
}

/** A complete address of the web. Any other scheme, such as `javascript:`, and anything malformed does not count. */
export const webUrlOf = (text: string): URL | undefined =>
	/^https?:\/\//i.test(text) ? urlOf(text) : undefined;

/** Whether a text is a complete web address as it stands, as the service demands of every link (status -133). */
export const isWebAddress = (text: string): boolean =>
	/^https?:\/\/[^\s/?#]+\S*$/i.test(text) && webUrlOf(text) !== undefined;

/** More than any address has: what is longer is not worth a look. */
const MOST_CHARACTERS = 4096;

/** A value as a browser would follow it: the normalised address, or undefined where it is not an address. */
export function webAddress(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > MOST_CHARACTERS) return undefined;
	return webUrlOf(value.trim())?.href;
}

/**
 * What copying from web pages, sheets and chats leaves in an address and nobody sees. Between letters of other scripts and
 * behind an emoji, a joiner or the choice of a shape is a part of a file's name.
 */
const INVISIBLE =
	/[^\P{Cc}\t\n\r]|(?!(?<=[^\0-\u02ff\p{Cf}])(?:[\ufe00-\ufe0f]|[\u200c\u200d][^\0-\u02ff\p{Cf}]))\p{Default_Ignorable_Code_Point}/gu;

/** `a.jpg (https://…)` of Airtable, `![…](https://…)`, `<img src="https://…">`, `["https://…"]`, `=IMAGE("https://…")`, `>https://…<`. */
const WRAPPED =
	/["'(<>\u2018-\u201f\u00ab](https?:\/\/[^\s"'()<>\u2018-\u201f\u00bb]+)["')<>\u2018-\u201f\u00bb]/gi;
const ANY_BEGINNING = /https?:\/\//gi;
/** Between two links. */
const MARKS = `|${COMMAS}${SEMICOLONS}`;
/** How the address of a file ends. */
const FILE = String.raw`\.(?:avif|gif|heic|jpe?g|mp[34]|pdf|png|webp)`;
/** Two files, of which the second one may be its name alone. */
const TWO_FILES = new RegExp(
	String.raw`${FILE}["']?\s?[${MARKS}]\s?[^\s:${MARKS}]+${FILE}(?:$|["'\s?${MARKS}])`,
	'i',
);

/** `<https://…|a name>`, as Slack writes a link. */
const NAMED = /^<(https?:\/\/[^\s|<>]+)\|[^<>]*>$/i;

/** `` `https://…` ``, `**https://…**`, `[https://…](https://…)`: as models write an address, and nothing else. */
const BY_MODEL =
	/^(?:([`*_~]{1,3})(https?:\/\/[^\s`*<>]+)\1|\[(https?:\/\/[^\s[\]()<>]+)\]\(\3(?: "[^"]*")?\)|\[[^[\]]*\]\((https?:\/\/[^\s()<>]+) "[^"]*"\))$/i;

/** The only address in a text, out of what shops, tables and models put around it. */
function unwrapped(text: string): string {
	const named = NAMED.exec(text)?.[1];
	if (named !== undefined) return named;
	const [, , emphasized, shownItself, titled] = BY_MODEL.exec(text) ?? [];
	const byModel = emphasized ?? shownItself ?? titled;
	if (byModel !== undefined) return byModel;
	const found = Array.from(text.matchAll(WRAPPED), ([, address]) => address);
	// `<a href="X">X</a>` holds it twice.
	const [only, ...others] = new Set(found);
	const isAll = text.match(ANY_BEGINNING)?.length === found.length;
	const isOnlyOne = others.length === 0 && isAll && !TWO_FILES.test(text);
	return only !== undefined && isOnlyOne && !/^https?:/i.test(text) ? only : text;
}

/** What closes, and what opened it. */
const OPENED_BY: Readonly<Record<string, string>> = {
	...{ '"': '"', '>': '<', ')': '(', ']': '[', '}': '{', '\u201d': '\u201c', '\u00bb': '\u00ab' },
};
const OPENING = /^["'<([{\u201c\u00ab]+(?=https?:\/\/)/i;
/** The end of a sentence behind a file. */
const FULL_STOP = new RegExp(String.raw`(?<=${FILE})\.+$`, 'i');
/** A mark of the sentence or the list in which it stood. */
const LIST_MARK = new RegExp(
	String.raw`(?:(?![,;])[${COMMAS}${SEMICOLONS}。])+$|(?<=${FILE}\b\S{0,300})[,;]+$`,
	'i',
);

/** An address without what was cut off with it from a page or a list: nothing in it opened what closes, or the reverse. */
function withoutLoneMarks(text: string): string {
	const isOne = text.match(ANY_BEGINNING)?.length === 1;
	let address = isOne ? text.replace(OPENING, '') : text;
	for (;;) {
		const opening = OPENED_BY[address.slice(-1)];
		const rest = address.slice(0, -1);
		if (opening === undefined || rest.includes(opening)) return address.replace(FULL_STOP, '');
		address = rest;
	}
}

/** An address, or a part of one, without what nobody sees of it. */
export const visibleAddress = (text: string): string => text.replace(INVISIBLE, '').trim();

/** The address that is certainly meant: as it is, or without what does not belong to it. */
export function meantAddress(text: string): string {
	if (text.length > MOST_CHARACTERS) return text;
	const visible = visibleAddress(text);
	return withoutLoneMarks(
		unwrapped(visible.replace(/\\\//g, '/'))
			// Signs of an East Asian keyboard.
			.replace(/^https?\s?[:：][/／]{2}/i, (start) => start.normalize('NFKC').replace(' ', ''))
			// As shops write addresses of their own pages.
			.replace(/^\/\/(?=[^\s/]+\.[^\s/]+\/)/, 'https://')
			.replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '')
			.replace(/(?:\\[nrt"']?)+$/, '')
			.replace(/^https?:[/\\][^?#]*/i, (path) => path.replace(/\\/g, '/'))
			.replace(/&(?:amp|#0{0,5}38|#x0{0,5}26);/gi, '&')
			.replace(LIST_MARK, ''),
	);
}

/** Where an address begins; behind `/` or `=` it is a part of another one. */
const BEGINNINGS = new RegExp(String.raw`(?:^|[\s("'<${MARKS}])https?:\/\/`, 'gi');

/** What an address is that no browser fetches, by how it begins. */
const SCHEMES: ReadonlyArray<readonly [RegExp, string]> = [
	[
		/^data:/i,
		'holds the file itself (data:…), not its web address: save it where a link opens it, or make a file of it (Convert to File)',
	],
	[
		/^(?:image\/\w+;base64|iVBORw0KGgo|\/9j\/|JVBERi0|UklGR|R0lGOD)/,
		'holds the file itself, not its web address: save it where a link opens it, or make a file of it (Convert to File)',
	],
	[
		/^(?:filesystem|database|s3)(?:-v\d)?:(?!\/\/)/i,
		'is the name under which n8n keeps a file: choose File From the Workflow as the File Source',
	],
	[
		/^(?:s3|gs|r2):/i,
		'is a place in a storage that opens only with its keys: use the https:// address of the file, made public or signed there',
	],
	[
		/^(?:file:|[a-z]:[\\/]|blob:)/i,
		'is a place on one computer only: put the file where a link opens it for everybody',
	],
];

/** What an expression leaves in the way to a file where it finds no value; behind `?` much of it does no harm. */
const NO_VALUE =
	/^\w+:\/\/[^\s?#]*?(?:\/(undefined|null|NaN)(?=\/|[?#]|\.\w{1,5}(?:[?#]|$)|$)|(%5Bobject%20\w{1,40}%5D))/;
/** A gap that was to be filled in. */
const GAP = /\{\{[^{}]*\}\}|\$\{\w{1,40}\}/;
/** `a_{width}x.jpg`, as shops write a picture of any size; behind `?` braces may be meant. */
const SIZE = /^[^?#]*?(\{\w{1,40}\})/;

/** Why nobody means an address, well-formed as it may be. */
function whyUnfilled(address: string): string | undefined {
	const gap = GAP.exec(address)?.[0];
	if (gap !== undefined) {
		return `holds "${excerpt(gap)}", which nothing filled in: set the field to Expression and write a value there, such as {{ $json.id }}`;
	}
	const size = SIZE.exec(address)?.[1];
	if (size !== undefined) {
		return `holds "${size}", which nothing filled in: put a value there in the expression, such as {{ $json.link.replace('${size}', '800') }}`;
	}
	const [, nothing, parts] = NO_VALUE.exec(address) ?? [];
	const found = nothing ?? parts;
	return found === undefined
		? undefined
		: `holds "${found}" in place of a value: look at the names in the expression, and at whether this item has them`;
}

/** The same of what is put behind an address, in the way to a page. */
export const whyUnfilledEnding = (ending: string): string | undefined => whyUnfilled(`https://x/${ending}`);

/** What stands behind a file, where that is not a file again: `https://…/a.jpg (Photo)`. */
const WORDS_BEHIND = new RegExp(String.raw`^https?:\/\/\S+${FILE}(?:[?#]\S*)?\s(?!.*${FILE}$)`, 'is');
const SPACES: Readonly<Record<string, string>> = {
	...{ '\n': 'a line break', '\r': 'a line break', '\t': 'a tab', '\u00a0': 'a no-break space' },
};

/** What to do with an address that is none, by what stands in it. */
function howToMend(text: string): string {
	if (!/^https?:\/\/.*\s/is.test(text)) return 'Copy it from the address bar of a browser';
	if (WORDS_BEHIND.test(text)) {
		return 'There are words behind the link: take the link alone, in an expression {{ $json.link.split(/\\s/)[0] }}';
	}
	const [other] = /[^\S ]/.exec(text) ?? [];
	return other === undefined
		? "It contains a space: write %20 instead, in an expression {{ $json.link.replaceAll(' ', '%20') }}"
		: `It contains ${SPACES[other] ?? 'a space of another kind'}: enter the link without it`;
}

/** Why a text is no address that can be fetched, as the end of a sentence; undefined where it is one. */
export function whyNoAddress(text: string): string | undefined {
	const value = text.slice(0, MOST_CHARACTERS);
	const found = `"${excerpt(text, 60)}"`;
	const links = value.match(BEGINNINGS) ?? [];
	if (links.length > 1 || (links.length === 1 && TWO_FILES.test(value))) {
		const choice = /^[[{].*:/s.test(value)
			? `.parseJson()${value.startsWith('[') ? '[0]' : ''}.url`
			: ".split(',')[0]";
		return `holds more than one link, but takes one: ${found}. Choose one in the expression, such as {{ $json.images${choice} }}`;
	}
	const scheme = SCHEMES.find(([beginning]) => beginning.test(value));
	if (scheme) return `${scheme[1]}: ${found}`;
	const unfilled = whyUnfilled(value);
	if (unfilled !== undefined) return `${unfilled}: ${found}`;
	if (isWebAddress(text)) return undefined;
	return `is not a complete web address (https://…): ${found}. ${howToMend(value)}`;
}
