/**
 * Phone numbers as people and CRMs write them, and the 7–14 digits that the service takes
 * (docs/api.md, section 2; status codes -70 to -72 and -93 to -95).
 */
import { isMissing } from './members';
import { excerpt, shown, textOf, typeInWords } from './text';
import { complain, named, type Labelled, type Rule } from './rules';

const MIN_DIGITS = 7;
const MAX_DIGITS = 14;

/** Marks that are invisible or that text processors put around numbers: they carry no meaning. */
const INVISIBLE = /\p{Cf}/gu;
const PUNCTUATION = /[\s()\-./\u2010-\u2015\u2212]/g;
/** A number that a spreadsheet wrote as a decimal, `628123456789.0`: one more digit would be somebody else's. */
const DECIMAL = /^\+?(\d{7,})\.0+$/;
/** WhatsApp's own address of a person, with or without the number of a device. */
const WHATSAPP_ADDRESS = /^(\d+)(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/;

/** `44 (0)20 …`, without a + in front. */
const CODE_AND_ZERO = /^\s*[1-9]\d{0,2}[\s\-./]*\(0\)\s*\d/;
/**
 * Countries whose numbers begin with 0 also behind the country code: Italy, San Marino, Ivory Coast, Burkina Faso, Benin,
 * Gabon, Congo.
 */
const ZERO_STAYS = ['39', '378', '225', '226', '229', '241', '242'];
/** Mobile numbers of Italy have none. */
const ITALIAN_MOBILE = /^\D*39\D*\(0\)\D*3(\D*\d){9}\D*$/;

const keepsZero = (written: string): boolean => {
	const digits = written.replace(/\D/g, '').replace(/^00/, '');
	return ZERO_STAYS.some((code) => digits.startsWith(code));
};

type Reading = { digits: string } | { why: string };

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

function read(value: unknown, countryCode: string): Reading {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) return { why: 'is not a whole number' };
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') {
		return { why: `must be a phone number, but it is ${typeInWords(value)}` };
	}
	const written = asciiDigits(String(value)).replace(INVISIBLE, '').trim().replace(/^'/, '');
	const address = WHATSAPP_ADDRESS.exec(written) ?? DECIMAL.exec(written);
	let rest = address?.[1] ?? written;

	const international = /^[\s(]*(\+|00)/.test(rest);
	// "+44 (0)20 …" says: leave out the 0 when calling from abroad.
	if (international || CODE_AND_ZERO.test(rest))
		rest = rest.replace(/\(0\)/, keepsZero(rest) && !ITALIAN_MOBILE.test(rest) ? '0' : '');
	rest = rest.replace(PUNCTUATION, '').replace(/^\+/, '');
	if (/\p{L}/u.test(rest)) return { why: 'contains letters' };
	const foreign = /[^\d]/u.exec(rest);
	if (foreign) return { why: `contains "${foreign[0]}": enter one number only` };
	if (rest.startsWith('00')) rest = rest.slice(2);
	else if (rest.startsWith('0') && !international && countryCode !== '') rest = countryCode + rest;
	// Behind the country code, the 0 in front of a number at home is too much.
	if (countryCode !== '' && !keepsZero(countryCode)) {
		rest = rest.replace(new RegExp(`^${countryCode}0(?=[1-9])`), countryCode);
	}

	if (rest === '') return { why: 'contains no digits' };
	if (rest.startsWith('0')) {
		return {
			why: 'starts with 0: write it with the country code, or set Default Country Code in the options',
		};
	}
	if (rest.length < MIN_DIGITS) {
		return {
			why: `has only ${rest.length} digits, a number with its country code has ${MIN_DIGITS} to ${MAX_DIGITS}`,
		};
	}
	if (rest.length > MAX_DIGITS) {
		return {
			why: `has ${rest.length} digits, a number with its country code has ${MIN_DIGITS} to ${MAX_DIGITS}`,
		};
	}
	return { digits: rest };
}

/**
 * Brings a phone number into the form that the service takes.
 *
 * @param value what the form, the CRM or the JSON holds: `+62 812-3456 789`, `0062…`, `628…@s.whatsapp.net`, a number
 * @param countryCode digits that replace one leading 0; empty: such a number is not repaired
 * @returns the digits, or the value as it was (as a text) where it cannot be repaired: the checks then say why
 */
export function repairPhone(value: unknown, countryCode = ''): string {
	const reading = read(value, countryCode);
	if ('digits' in reading) return reading.digits;
	return textOf(value);
}

/**
 * Whether a number may be short of its country code although it looks complete: it has neither +, 00 nor 0 in front and
 * does not begin with the usual code. `812-3456-7890` is a number in Japan, or one of a spreadsheet that ate the 0.
 *
 * @param countryCode digits of the usual code; empty: nobody said which one is usual
 * @returns both ways to write it; undefined where it is clear
 */
export function unclearPhone(value: unknown, countryCode: string): string | undefined {
	if (countryCode === '' || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
	const written = asciiDigits(String(value)).replace(INVISIBLE, '').trim().replace(/^'/, '');
	if (/^[\s(]*(\+|0)/.test(written) || WHATSAPP_ADDRESS.test(written)) return undefined;
	const reading = read(value, countryCode);
	if ('why' in reading || reading.digits.startsWith(countryCode)) return undefined;
	return `may lack its country code: write +${countryCode}${reading.digits} (Default Country Code ${countryCode}), or +${reading.digits} if it is complete`;
}

/** The digits of a country code written as `62`, `+62` or `0062`; undefined where it is none. */
export function countryCodeDigits(value: string): string | undefined {
	const digits = asciiDigits(value)
		.replace(PUNCTUATION, '')
		.replace(/^(\+|00)/, '');
	return /^[1-9]\d{0,3}$/.test(digits) ? digits : undefined;
}

/** A phone number of 7 to 14 digits. What could not be repaired is quoted as it was. */
export function phone(words: Labelled): Rule {
	return (value, parent, report) => {
		const at = named(parent, words);
		if (isMissing(value)) {
			complain(report, at, 'is empty: enter a phone number with its country code');
			return;
		}
		const reading = read(value, '');
		if ('why' in reading) complain(report, at, `${reading.why}: "${excerpt(shown(value), 60)}"`);
		else if (reading.digits !== value) {
			complain(report, at, `must hold digits only: "${excerpt(shown(value), 60)}"`);
		}
	};
}
