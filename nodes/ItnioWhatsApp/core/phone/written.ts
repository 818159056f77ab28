/** Phone numbers as people, sheets and CRMs write them: which digits stand there, and what stands around them. */
import { typeInWords } from '../text';

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
}

/** Why nothing can be read, as it follows the field's name. */
export interface Unreadable {
	readonly why: string;
}

const INVISIBLE = /[\p{Cf}\p{Cc}\p{Mn}\p{Me}\u115f\u1160\u2800\u3164\uffa0]/gu;
/** Signs for a telephone and the like. */
const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/gu;
const DASHES = /[\u2010-\u2015\u2212\u2e3a\u2e3b\u30fc]/g;
const QUOTES = /['"`\u00b4\u2018-\u201f\u2032\u2033\u00ab\u00bb\u2039\u203a\u300c\u300d]/;
const AROUND = new RegExp(`^(?:\\s|${QUOTES.source})+|(?:\\s|${QUOTES.source})+$`, 'g');
/** `="0812"`: so a file keeps a spreadsheet from computing. */
const KEPT_AS_TEXT = /^=\s*(?=["'])/;
const PUNCTUATION = /[\s()\-./_\u00b7\u2022\u2027\u2219'\u2019]/g;

/** Addresses and labels that can only stand in front of one number. */
const LABEL =
	/^(?:(?:(?:https?:\/\/)?(?:api|web|www)\.whatsapp\.com\/|whatsapp:\/\/)send\/?\?(?:[^#]*&)?phone=|(?:https?:\/\/)?(?:www\.)?wa\.me\/(?=\+?\d)|(?:whatsapp|wa|tel|telephone|phone|mobile|cell|sms|smsto|callto|p)\s*:\s*(?:\/\/)?)/i;
/** Addresses that write the number with its country code, with or without a +. */
const COMPLETE_LABEL = /wa\.me|send/i;
const REST_OF_ADDRESS = /[/?&#].*$/s;
/** WhatsApp's own address of a person, with or without the number of a device. */
const WHATSAPP_ADDRESS = /^\+?(\d+)(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/;
/** What stands for a person who hides the number (API reference, section 6). */
const HIDDEN = /^[A-Z]{2}\.\d+$/i;

/** Whether a text is the ID of a person who hides the number. */
export const isHiddenPerson = (text: string): boolean => HIDDEN.test(text.trim());

const SHEET_ERROR = /^#(?:\D|$)/;
const SHORTENED = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;
/** A whole number that a spreadsheet wrote as a decimal. */
const WHOLE_DECIMAL = /^(\+?\d{7,})[.,]0+$/;
const DECIMAL = /^\+?\d{7,}[.,]\d+$/;
const BELOW_ZERO = /^-\s*\d[\d.,]*$/;
/** `628,123,456,789.00`: a spreadsheet that groups the digits of what it takes for a count. */
const GROUPED = /^(\+?\d{1,3}(?:,\d{2,3}){2,})(?:\.0+)?$|^(\+?\d{1,3}(?:\.\d{3}){2,})(?:,0+)?$/;

const AS_TEXT = 'format its column as plain text and enter it again';

/** Digits of any script as 0–9: full-width ones come from East Asian forms, others from local keyboards. */
function asciiDigits(text: string): string {
	return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
		const code = digit.codePointAt(0) ?? 0;
		if (code <= 0x39) return digit;
		// The digits of every script stand in a row of ten; a few scripts have two rows, one after the other.
		let zero = code;
		while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
		return String((code - zero) % 10);
	});
}

/** A text with 0–9, `-` and nothing around it that has no meaning. */
const plain = (text: string): string =>
	asciiDigits(text)
		.replace(PICTURES, '')
		.replace(INVISIBLE, (character) => (/\s/.test(character) ? character : ''))
		.replace(DASHES, '-')
		.trim()
		.replace(KEPT_AS_TEXT, '')
		.replace(AROUND, '');

/** What is certainly no number, whatever digits it has. */
function unreadable(text: string): string | undefined {
	if (HIDDEN.test(text)) {
		return 'is the ID of a person who hides the phone number. ITNIO sends to phone numbers only: ask the person for the number';
	}
	if (SHEET_ERROR.test(text)) return 'is an error of a spreadsheet, not a number: correct it there';
	if (SHORTENED.test(text)) return `was shortened by a spreadsheet, its last digits are lost: ${AS_TEXT}`;
	if (BELOW_ZERO.test(text) || DECIMAL.test(text)) return `was computed by a spreadsheet: ${AS_TEXT}`;
	return undefined;
}

/** Digits on both sides of a line break or a slash that are a number each, or the end of a second one: `5551234/35`. */
function isTwoNumbers(text: string): boolean {
	const count = (part: string) => part.replace(/\D/g, '').length;
	const lines = text.split(/[\n\r\t]+/).filter((line) => count(line) >= 6);
	if (lines.length > 1) return true;
	const slash = text.lastIndexOf('/');
	if (slash < 0) return false;
	const left = count(text.slice(0, slash).replace(/^\D*00/, ''));
	const right = count(text.slice(slash));
	return (left >= 7 && right <= 3) || (left >= 9 && right >= 1);
}

/** Reads the digits of one phone number from what a form, a sheet or a CRM holds. */
export function readWritten(value: unknown): Written | Unreadable {
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') {
		return { why: `must be a phone number, but it is ${typeInWords(value)}` };
	}
	const text = plain(String(value));
	const label = LABEL.exec(text)?.[0] ?? '';
	const unlabelled = plain(text.slice(label.length));
	const isAddress = COMPLETE_LABEL.test(label);
	const bare = isAddress ? unlabelled.replace(REST_OF_ADDRESS, '').replace(/^%2b/i, '+') : unlabelled;
	const address = WHATSAPP_ADDRESS.exec(bare)?.[1];
	const grouped = GROUPED.exec(bare);
	const number =
		address ?? WHOLE_DECIMAL.exec(bare)?.[1] ?? (grouped?.[1] ?? grouped?.[2])?.replace(/[,.]/g, '') ?? bare;
	const why = unreadable(number);
	if (why !== undefined) return { why };
	if (isTwoNumbers(number)) return { why: 'holds two numbers: enter one number only' };

	const isComplete = isAddress || address !== undefined || /^[\s(]*\+/.test(number);
	const hasOptionalZero = /\(\s*0\s*\)/.test(number);
	const rest = number.replace(PUNCTUATION, '').replace(/^\+/, '');
	if (/\p{L}/u.test(rest)) return { why: 'contains letters' };
	const foreign = /[^\d]/u.exec(rest);
	if (foreign) return { why: `contains "${foreign[0]}": enter one number only` };
	if (rest === '') return { why: 'contains no digits' };
	const brackets = /^([^(]*)\(([^)]*)\)/.exec(number);
	const [before = '', inside = ''] = (brackets?.slice(1) ?? []).map((part) => part.replace(/\D/g, ''));
	return {
		digits: rest,
		isComplete,
		hasOptionalZero,
		brackets: brackets && !hasOptionalZero && inside !== '' ? { before, inside } : undefined,
	};
}
