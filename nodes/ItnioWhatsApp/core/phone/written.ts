/** Phone numbers as people, sheets and CRMs write them: which digits stand there, and what stands around them. */
import { onlyOne } from '../members';
import { quoted } from '../problem';
import { asciiDigits, grouped, typeInWords, withoutEnds } from '../text';
import { whyUnmeant } from '../unmeant';
import { whyNoNumber, withoutLabel } from './label';
import { looseEnds, whyBracketed, whyEndsIn, type Loose } from './loose';
import { MAX_DIGITS, MIN_DIGITS } from './plans';

/** The digits of one number, and what tells how they are meant. */
export interface Written {
	/** Digits alone. */
	readonly digits: string;
	/** Whether it says that it begins with a country code: `+62`, an address of WhatsApp. */
	readonly isComplete: boolean;
	/** `44 (0)20 …`: the 0 in there is left out when calling from abroad. */
	readonly hasOptionalZero: boolean;
	/** The first digits in brackets, `0` and `812` of `0 (812) 345`. */
	readonly brackets: { readonly before: string; readonly inside: string } | undefined;
	/** What may be none of it. */
	readonly loose: readonly Loose[];
	/** Whether a gap parts it in two, where it is none as a whole. */
	readonly mayBeTwo: boolean;
	/** The digits in front that may be a country code: all before the first gap, unless it is one digit before a 0. */
	readonly first: string;
}

/** Why nothing can be read, as it follows the field's name. */
export interface Unreadable {
	readonly why: string;
}

/** Longer than any number with what may stand around it: not worth a look. */
const MAX_CHARACTERS = 4096;

const INVISIBLE = /[\p{Cf}\p{Cc}\p{Mn}\p{Me}\u115f\u1160\u2800\u3164\uffa0]/gu;
/** Signs for a telephone and the like, and flags. */
const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/gu;
const DASHES = /[\u2010-\u2015\u2212\u2e3a\u2e3b\u30fc]/g;
/** With the separators of empty columns and lines, in Arabic and Chinese, too. */
const EDGE =
	/[\s,;\u060c\u061b\u3001|'"`\u00b4\u2018-\u201f\u2032\u2033\u00ab\u00bb\u2039\u203a\u300c\u300d]/;
/** What makes a number bold or a link in Markdown and chats. */
const EMPHASIS = /^(?:([*_~]{1,3})([^*_~]+)\1|<([^<>]+)>)$/;
/** `812-***`, `812…`, `812 ____`: a number that was hidden, cut off or never finished. */
const CUT_OFF = /[*\u00b7\u2022\u2027\u2219_]{2}|\.{2}|^[^*]+\*/;
/** `="0812"`, `=+62812`: so a file keeps a spreadsheet from computing. */
const KEPT_AS_TEXT = /^=\s*(?=["'+])/;
/** A list that holds one text, as a table with linked rows gives it: `["+62812"]`. */
const LIST_OF_ONE = /^\[\s*["']([^"',]*)["']\s*\]$/;
/** Characters of a number as they appear in the address of a page. */
const ENCODED = /%(?:2[b89d]|20)/gi;
const PUNCTUATION = /[\s()\-./_\u00b7\u2022\u2027\u2219'\u2019]/g;
/** `²`, `①`, `½`, a star of its own behind it: marks of a footnote or of a list, and no digits of the number. */
const MARKED = /[\p{No}\u2020\u2021]|\*(?<=[\p{Nd})]\s+\*)(?=\s*$)/u;
/** `1. 0812`, `1) +62`: the place in a list. */
const PLACE_IN_LIST = /^[1-9][.)]\s+(?=[+0])/;
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0?[1-9]|1[0-2])';
const YEAR = '(?:19|20)\\d\\d';
/** A date by any order of its parts, from the column beside. */
const DATE = new RegExp(
	`^(?:${YEAR}([-/.])${MONTH}\\1${DAY}|${DAY}([-/.])${MONTH}\\2${YEAR}|${MONTH}([-/.])${DAY}\\3${YEAR})$`,
);

const SHEET_ERROR = /^#(?:\D|$)/;
/** `6.28E+11`: the whole number, what follows it, by how many places it moves. */
const SCIENTIFIC = /^(\+?\d)(?:[.,](\d+))?e([+-]?\d{1,3})$/i;
/** A whole number that a spreadsheet wrote as a decimal, with or without groups: `628 123 456 789.00`. */
const WHOLE_DECIMAL = /^(\+?\d[\d\s()'\u2019-]{5,}\d)[.,]0{1,2}$|^(\+?\d{7,})[.,]0+$/;
/** A decimal: after a point or a comma there is one digit, or the digits before it are in groups of three. */
const DECIMAL =
	/^\+?\d{7,}[.,]\d+$|^\+?\d[\d\s()'\u2019-]{5,}\d[.,]\d$|^\+?\d{1,3}(?:[\s'\u2019]\d{3}){2,}[.,]\d{1,2}$/;
/** A whole number on both sides of a comma or a point: so long, decimals are none. */
const TWO_WITH_COMMA = /^\+?\d{7,}[.,]\d{7,}$/;
/** Where a second number may begin: `0812… 0813…`, `9123 4567 - 8123 4567`. */
const SECOND = /\s-\s|\/|[\s-](?=0)/g;
const BELOW_ZERO = /^-\s*\d[\d.,]*$/;
/** `628,123,456,789.00`: a spreadsheet that groups the digits of what it takes for a count. */
const GROUPED = /^(\+?\d{1,3}(?:,\d{2,3}){2,})(?:\.0+)?$|^(\+?\d{1,3}(?:\.\d{3}){2,})(?:,0+)?$/;

const AS_TEXT = 'format its column as plain text and enter it again';
const SHORTENED = `was shortened by a spreadsheet, its last digits are lost: ${AS_TEXT}`;
export const TWO_NUMBERS = 'holds two numbers: enter one number only';
const COMPUTED = `was computed by a spreadsheet: ${AS_TEXT}`;

/**
 * Why an ID is not what it was before a spreadsheet wrote it as `5.76461E+17`; undefined where it may be. `1E5` may be
 * somebody's own.
 */
export function whyShortened(text: string): string | undefined {
	const id = text.trim();
	return SCIENTIFIC.test(id) && /[.,]|e\+/i.test(id) ? `${SHORTENED}: ${quoted(text)}` : undefined;
}

/** Most numbers: nothing in it has to be put right. */
const PLAIN = /^[+\d][\d\s()/-]*$/;

/** A text with 0–9, `-` and nothing around it that has no meaning. */
const plain = (text: string): string =>
	PLAIN.test(text)
		? text.trim()
		: withoutEnds(
				asciiDigits(text)
					.replace(PICTURES, '')
					.replace(INVISIBLE, (character) => (/\s/.test(character) ? character : ''))
					.replace(DASHES, '-')
					// Arabic marks between thousands and before decimals.
					.replace(/\u066c/g, ',')
					.replace(/\u066b/g, '.')
					.replace(ENCODED, decodeURIComponent)
					.trim()
					.replace(LIST_OF_ONE, '$1')
					.replace(/\[([^[\]]*)\]/g, '($1)')
					.replace(KEPT_AS_TEXT, ''),
				EDGE,
			).replace(EMPHASIS, '$2$3');

/** All digits of a number that was written as `6.28123456789E+11`; undefined where some are lost, or it is not a number. */
function fromScientific(text: string): string | undefined {
	const [, whole = '', decimals = '', exponent] = SCIENTIFIC.exec(text) ?? [];
	const places = Number(exponent);
	return places > 0 && decimals.length >= places && /^0*$/.test(decimals.slice(places))
		? whole + decimals.slice(0, places)
		: undefined;
}

/** What is certainly no number, whatever digits it has. */
function unreadable(text: string): string | undefined {
	if (SCIENTIFIC.test(text)) return SHORTENED;
	if (BELOW_ZERO.test(text)) return COMPUTED;
	// No spreadsheet computes what begins with a +.
	if (DECIMAL.test(text)) return text.startsWith('+') ? whyEndsIn(text.replace(/^.*[.,]/s, '')) : COMPUTED;
	if (DATE.test(text)) return 'is a date, not a phone number: choose the field that holds the number';
	const place = PLACE_IN_LIST.exec(text)?.[0].trim();
	if (place !== undefined) return `begins with its place in a list, "${place}": take that out`;
	if (!/\d/.test(text)) return undefined;
	if (CUT_OFF.test(text)) return 'lacks some of its digits: enter all of them';
	// As right-to-left text shows it: `4567 123 (555) 49+`.
	if (/^[^(]*\).*\(/s.test(text) || text.endsWith('+')) {
		return 'may have its parts in the wrong order: write it from left to right, with the + in front';
	}
	return undefined;
}

const count = (part: string): number => part.replace(/\D/g, '').length;

/** Digits on both sides of a line break or a slash that are a number each, or the end of a second one: `5551234/35`. */
function isTwoNumbers(text: string): boolean {
	const lines = text.split(/[\n\r\t]+/).filter((line) => count(line) >= 6);
	if (lines.length > 1) return true;
	const slash = text.lastIndexOf('/');
	if (slash < 0) return false;
	const left = count(text.slice(0, slash).replace(/^\D*00/, ''));
	const right = count(text.slice(slash));
	return (left >= MIN_DIGITS && right <= 3) || (left >= 9 && right >= 1);
}

/** Whether digits are too many for one number, and both sides of a gap are as long as one. */
const mayBeTwo = (text: string): boolean =>
	count(text) > MAX_DIGITS &&
	Array.from(text.matchAll(SECOND)).some(
		({ index }) => Math.min(count(text.slice(0, index)), count(text.slice(index))) >= MIN_DIGITS,
	);

/** Reads the digits of one phone number from what a form, a sheet or a CRM holds. */
export function readWritten(written: unknown): Written | Unreadable {
	const value = onlyOne(written);
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') {
		const what = `must be a phone number, but it is ${typeInWords(value)}`;
		return { why: typeof value === 'object' && value !== null ? `${what}: choose one value in it` : what };
	}
	const given = String(value);
	if (given.length > MAX_CHARACTERS) {
		return { why: `has ${grouped(given.length)} characters: enter one number only` };
	}
	const mark = MARKED.exec(given)?.[0];
	if (mark !== undefined) return { why: `contains "${mark}", which is not a digit: remove it` };
	const text = plain(given);
	if (SHEET_ERROR.test(text)) return { why: 'is an error of a spreadsheet, not a number: correct it there' };
	const unmeant = whyUnmeant(given, { mayBeDate: true }) ?? whyNoNumber(text);
	if (unmeant !== undefined) return { why: unmeant };
	const { bare, isAddress, isLabelled } = withoutLabel(text);
	const unlabelled = plain(bare);
	const isSeparated = GROUPED.exec(unlabelled);
	const [, inGroups, alone] = WHOLE_DECIMAL.exec(unlabelled) ?? [];
	const number =
		(isSeparated?.[1] ?? isSeparated?.[2])?.replace(/[,.]/g, '') ??
		inGroups ??
		alone ??
		fromScientific(unlabelled) ??
		unlabelled.replace(/^(\d+)\+$/, '+$1');
	// A number of a table has as many decimals where it was computed.
	if (typeof value === 'string' && TWO_WITH_COMMA.test(number)) return { why: TWO_NUMBERS };
	const why = unreadable(number);
	if (why !== undefined) return { why };
	if (isTwoNumbers(number)) return { why: TWO_NUMBERS };

	const isComplete = isAddress || /^[\s(]*\+/.test(number);
	const hasOptionalZero = /\(\s*0\s*\)/.test(number);
	const rest = number.replace(PUNCTUATION, '').replace(/^\+/, '');
	if (/\p{L}/u.test(rest)) return { why: 'contains letters: enter the number alone' };
	const foreign = /[^\d]/u.exec(rest)?.[0];
	if (foreign !== undefined) return { why: `contains "${foreign}": enter one number only` };
	if (rest === '') return { why: 'contains no digits: enter a phone number with its country code' };
	if (/^0+$/.test(rest)) return { why: 'contains only zeros: enter a phone number with its country code' };
	const bracketed = whyBracketed(number);
	if (bracketed !== undefined) return { why: bracketed };
	const brackets = /^([^(]*)\(([^)]*)\)/.exec(number);
	const [before = '', inside = ''] = (brackets?.slice(1) ?? []).map((part) => part.replace(/\D/g, ''));
	return {
		digits: rest,
		isComplete,
		hasOptionalZero,
		brackets: brackets && !hasOptionalZero && inside !== '' ? { before, inside } : undefined,
		loose: looseEnds(number, { digits: rest, isComplete, isLabelled }),
		mayBeTwo: mayBeTwo(number),
		first: /^\D*\d\D+0/.test(number) ? '' : (/\d+/.exec(number)?.[0] ?? ''),
	};
}
