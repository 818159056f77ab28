/** Values as people read them, and texts short enough to be read. */

/** Length in Unicode code points, as the service counts: an emoji outside the BMP is one. */
export function length(text: string): number {
	return Array.from(text).length;
}

/**
 * Cuts a text. For messages and pages only, never for bodies: nothing that is sent is cut.
 *
 * @param max code points that stay
 * @returns what stays, and how many code points do not
 */
export function cut(text: string, max: number): { readonly kept: string; readonly left: number } {
	if (text.length <= max) return { kept: text, left: 0 };
	let count = 0;
	let end = 0;
	for (const character of text) {
		if (count < max) end += character.length;
		count += 1;
	}
	return { kept: text.slice(0, end), left: Math.max(0, count - max) };
}

/** At most `max` code points of a text; an ellipsis stands for what was cut. */
export function excerpt(text: string, max = 26): string {
	const { kept, left } = cut(text, max);
	return left > 0 ? `${kept}…` : kept;
}

/** A part of a text, to be kept without it: JavaScript holds a text in memory for as long as any part cut from it. */
export const ownCopy = (part: string): string => Buffer.from(part).toString();

/** Nothing to be seen at the ends of a text; the other invisible characters may be a part of an emoji or of a word. */
const NO_CONTENT = /[\s\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;

/**
 * A text without what means nothing at both ends. By hand: a pattern would try each run again.
 *
 * @param edge one such character, by default white space and marks of its direction
 */
export function withoutEnds(text: string, edge: RegExp = NO_CONTENT): string {
	let [start, end] = [0, text.length];
	while (start < end && edge.test(text.charAt(start))) start += 1;
	while (end > start && edge.test(text.charAt(end - 1))) end -= 1;
	return text.slice(start, end);
}

/** A text in one line, with single spaces. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Digits of any script as 0–9: full-width ones come from East Asian forms, others from local keyboards. */
export function asciiDigits(text: string): string {
	return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
		const code = digit.codePointAt(0) ?? 0;
		if (code <= 0x39) return digit;
		// The digits of every script come in a row of ten; a few scripts have two rows, one after the other.
		let zero = code;
		while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
		return String((code - zero) % 10);
	});
}

/** A value as a person knows it; objects and lists as JSON. Never throws, whatever the JSON holds. */
export const shown = (value: unknown): string =>
	typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

/** The same, but a value that is not there is an empty text. */
export const textOf = (value: unknown): string => (value === undefined || value === null ? '' : shown(value));

/** A number, also one that is written as a text. NaN of all else: only JavaScript counts with `true`, a date or a list. */
export function numberIn(value: unknown): number {
	if (typeof value === 'string') return value.trim() === '' ? NaN : Number(value);
	return typeof value === 'number' ? value : NaN;
}

/** A date of n8n or of a database as it is in JSON; undefined where a value is not a date. */
export function dateOf(value: unknown): string | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const isDate =
		Object.prototype.toString.call(value) === '[object Date]' ||
		('toISO' in value && typeof value.toISO === 'function');
	if (!isDate) return undefined;
	const written: unknown = JSON.parse(JSON.stringify(value));
	// An invalid date is null in JSON.
	return typeof written === 'string' ? written : 'Invalid Date';
}

/** What a value is, for a person: `a number`, `a list`, `an object`. */
export function typeInWords(value: unknown): string {
	if (value === null) return 'empty (null)';
	if (value === undefined) return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	if (typeof value === 'number') return 'a number';
	if (typeof value === 'boolean') return 'true or false';
	return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

/** A count with thousands separators, alike on every machine. */
export function grouped(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const inEnglish = new Intl.PluralRules('en', { type: 'ordinal' });

/** The place of what has this index, as people count: `1st` for 0. */
export const ordinal = (index: number): string =>
	`${grouped(index + 1)}${ENDINGS[inEnglish.select(index + 1)] ?? 'th'}`;
