/**
 * What a phone number means: the digits that the service takes, or why nobody can know. Everything is decided here, by
 * the numbering plans of all countries.
 */
import { textOf } from '../text';
import { codeInWords } from './countries';
import {
	callingCodeOf,
	fitOf,
	IMPOSSIBLE,
	lengthsOf,
	MAX_DIGITS,
	MIN_DIGITS,
	MOBILE,
	POSSIBLE,
	VALID,
	withoutExitCode,
	withoutTrunk,
} from './plans';
import { personOf } from './person';
import { readWritten, TWO_NUMBERS, type Unreadable, type Written } from './written';

const WHERE_TO_SET =
	'set Default Country in the ITNIO API credential (for this node alone: Default Country Code in the options)';
const LENGTHS = `a number with its country code has ${MIN_DIGITS} to ${MAX_DIGITS}`;

export type Reading =
	| { readonly digits: string }
	/** `either`: all that it may mean, with country codes. */
	| (Unreadable & { readonly either?: readonly string[] });

/** A number with its country code, as far as a plan knows it. */
interface Fitted {
	readonly code: string;
	readonly national: string;
	readonly fit: number;
	/** What was dialled within the country only, and is gone. */
	readonly trunk: string;
	/** The same without what may be too much, where that is a mobile number and this one may be right, too. */
	readonly doubtful?: string;
}

const digitsOf = ({ code, national }: Fitted): string => code + national;

/** The surest reading of digits after a calling code: with or without the trunk prefix, the 0, the code once more. */
function fitted(code: string, national: string, hasOptionalZero = false): Fitted {
	const asItStands: Fitted = { code, national, fit: fitOf(code, national), trunk: '' };
	const home = withoutTrunk(code, national);
	const stripped: Fitted = {
		code,
		national: home ?? national,
		fit: home === undefined ? IMPOSSIBLE : fitOf(code, home),
		trunk: home !== undefined && national.endsWith(home) ? national.slice(0, -home.length) : '',
	};
	const best = stripped.fit > IMPOSSIBLE && stripped.fit >= asItStands.fit ? stripped : asItStands;
	if (best.fit === MOBILE) return best;
	for (const surplus of ['0', code]) {
		const without = national.slice(surplus.length);
		if (!national.startsWith(surplus) || fitOf(code, without) !== MOBILE) continue;
		const isSure = best.fit < VALID || (surplus === '0' && hasOptionalZero);
		if (isSure) return { code, national: without, fit: MOBILE, trunk: surplus };
		if (best === asItStands) return { ...best, doubtful: without };
	}
	return best;
}

/** Digits that begin with a country code; undefined where no country has it. */
function fittedComplete(digits: string, hasOptionalZero: boolean): Fitted | undefined {
	const code = callingCodeOf(digits);
	if (code === undefined) return undefined;
	const national = digits.slice(code.length);
	// Behind the code, this 0 was written for those who call from within the country.
	return fitted(code, national, hasOptionalZero);
}

/** Digits as they are dialled in a country. @param countryCode may name an area, too: 1684 */
function fittedHome(digits: string, countryCode: string): Fitted | undefined {
	const code = callingCodeOf(countryCode);
	if (code === undefined) return undefined;
	const asItStands = fitted(code, digits);
	const area = countryCode.slice(code.length);
	const inArea = area === '' ? asItStands : fitted(code, area + digits.replace(/^0/, ''));
	return inArea.fit > asItStands.fit ? inArea : asItStands;
}

/** `7`, `7 or 8`, `7 to 12`, of digits after a code. */
function lengthsInWords(code: string): string {
	const lengths = lengthsOf(code).filter((length) => length + code.length <= MAX_DIGITS);
	const [first = 0, last = first] = [lengths[0], lengths[lengths.length - 1]];
	if (first === last) return String(first);
	return lengths.length === 2 ? `${first} or ${last}` : `${first} to ${last}`;
}

function tooShortOrLong(digits: string): string | undefined {
	if (digits.length < MIN_DIGITS)
		return `has only ${digits.length} ${digits.length === 1 ? 'digit' : 'digits'}, ${LENGTHS}`;
	return digits.length > MAX_DIGITS ? `has ${digits.length} digits, ${LENGTHS}` : undefined;
}

const unclear = (home: Fitted, away: Fitted): Reading => ({
	why: `may lack its country code: write +${digitsOf(home)} (Default Country Code ${home.code}), or +${digitsOf(away)} if it is complete`,
	either: [digitsOf(home), digitsOf(away)],
});

/** What goes to the service, if it has a length that it takes. */
function sent(found: Fitted): Reading {
	if (found.doubtful !== undefined) {
		const digits = found.code + found.doubtful;
		return {
			why: `may have too many digits after its country code: write +${digits}`,
			either: [digitsOf(found), digits],
		};
	}
	const digits = digitsOf(found);
	const why = tooShortOrLong(digits);
	return why === undefined ? { digits } : { why };
}

/** A number that says that it is complete. */
function readComplete({ digits, hasOptionalZero }: Written): Reading {
	const found = fittedComplete(digits, hasOptionalZero);
	const wrongLength = tooShortOrLong(digits);
	if (found === undefined) {
		return {
			why: wrongLength ?? `begins with +${digits.slice(0, 3)}, which is not a country code: check it`,
		};
	}
	if (found.fit > IMPOSSIBLE) return sent(found);
	const { code, national } = found;
	return {
		why:
			wrongLength ??
			`has ${national.length} digits after ${codeInWords(code)}, where numbers have ${lengthsInWords(code)}`,
	};
}

/** Whether brackets say that the number is written as people do within the country. */
function isBracketedHome({ brackets }: Written, home: Fitted, away: Fitted | undefined): boolean {
	if (brackets === undefined || home.fit < VALID) return false;
	const { before, inside } = brackets;
	if (before !== '') return before === home.trunk;
	return home.fit === MOBILE || away === undefined || away.fit < MOBILE || inside !== away.code;
}

/** What a number without + means to somebody of a country. */
function readAtHome(written: Written, countryCode: string): Reading | undefined {
	const { digits, hasOptionalZero } = written;
	const home = fittedHome(digits, countryCode);
	if (home === undefined) return undefined;
	if (digits.startsWith('0')) {
		if (home.fit >= VALID) return sent(home);
		const abroad = withoutExitCode(home.code, digits);
		const away = abroad === undefined ? undefined : fittedComplete(abroad, false);
		return away !== undefined && away.fit >= VALID ? sent(away) : undefined;
	}
	const away = fittedComplete(digits, hasOptionalZero);
	if (isBracketedHome(written, home, away)) return sent(home);
	if (away !== undefined && away.fit >= VALID && digitsOf(away) !== digitsOf(home)) {
		const isAsGood = away.fit === home.fit;
		const isTrunkAgainstMobile = away.fit === MOBILE && home.fit === VALID && home.trunk !== '';
		if (home.fit >= VALID && (isAsGood || isTrunkAgainstMobile)) return unclear(home, away);
		if (away.fit === MOBILE && home.fit < MOBILE) return sent(away);
	}
	if (home.fit >= VALID) return sent(home);
	// A fixed line of the country itself, with the code.
	if (away !== undefined && away.fit === VALID && away.code === home.code) return sent(away);
	const abroad = withoutExitCode(home.code, digits);
	const called = abroad === undefined ? undefined : fittedComplete(abroad, false);
	return called !== undefined && called.fit >= VALID ? sent(called) : undefined;
}

/** What a number without + means to somebody who named no country. */
function readAnywhere({ digits, hasOptionalZero }: Written): Reading | undefined {
	if (digits.startsWith('0')) return undefined;
	const found = fittedComplete(digits, hasOptionalZero);
	const isSure = found !== undefined && (found.fit === MOBILE || (hasOptionalZero && found.fit >= VALID));
	return isSure ? sent(found) : undefined;
}

function whyNot(digits: string, countryCode: string): string {
	const home = callingCodeOf(countryCode);
	const wrongLength = tooShortOrLong(digits.replace(/^0+/, ''));
	if (wrongLength !== undefined) return tooShortOrLong(digits) ?? wrongLength;
	if (home !== undefined) {
		return `is not a number after ${codeInWords(home)}, the default country: check it, or write it with + and its country code`;
	}
	const what = digits.startsWith('0') ? 'starts with 0' : 'may lack its country code';
	return `${what}: write it with + and the country code, or ${WHERE_TO_SET}`;
}

/** `00`, the exit code of most countries, in front of a complete number. */
function withoutZeros(written: Written): Written {
	if (!/^00[1-9]/.test(written.digits)) return written;
	const complete = { ...written, digits: written.digits.slice(2), isComplete: true };
	return written.isComplete || 'digits' in readComplete(complete) ? complete : written;
}

interface Ways {
	/** Digits of the usual country code; empty: nobody said which one is usual. */
	readonly countryCode?: string;
	/** A number of the account itself: as the service shows it, with its country code, and no other is taken. */
	readonly isOwn?: boolean;
}

/** What digits mean, whatever is loose about them. */
function meaningOf(read: Written, { countryCode = '', isOwn = false }: Ways): Reading {
	const written = withoutZeros(read);
	const { digits } = written;
	if (written.isComplete && !digits.startsWith('0')) return readComplete(written);
	if (isOwn && !digits.startsWith('0')) {
		const found = fittedComplete(digits, written.hasOptionalZero);
		if (found !== undefined && found.fit >= VALID) return sent(found);
	}
	const reading =
		(countryCode === '' ? undefined : readAtHome(written, countryCode)) ?? readAnywhere(written);
	if (reading !== undefined) return reading;
	if (isOwn && !digits.startsWith('0')) {
		const found = fittedComplete(digits, written.hasOptionalZero);
		if (found !== undefined && found.fit >= POSSIBLE) return sent(found);
	}
	return { why: whyNot(digits, countryCode) };
}

/** Everybody whom a number may mean: digits with the country code. */
export const meantBy = (reading: Reading): readonly string[] =>
	'digits' in reading ? [reading.digits] : (reading.either ?? []);

function isMobile(digits: string): boolean {
	const code = callingCodeOf(digits);
	return code !== undefined && fitOf(code, digits.slice(code.length)) === MOBILE;
}

/** A number of which nobody knows whether what is loose belongs to it: without it there is another mobile number there. */
function doubted(written: Written, whole: Reading, ways: Ways): Reading | undefined {
	const meant = meantBy(whole);
	const people = meant.map(personOf);
	const codes = meant.map(callingCodeOf);
	const home = callingCodeOf(ways.countryCode ?? '');
	const isAtHome = (digits: string): boolean => home === undefined || callingCodeOf(digits) === home;
	// Then it says it without its end, too.
	const saysCountry = written.isComplete || codes.includes(written.first);
	const isWhole = meant.some((digits) => isMobile(digits) && (saysCountry || isAtHome(digits)));
	for (const { why, rest, isGroup } of written.loose) {
		if (isGroup && isWhole) continue;
		const isElse = (digits: string): boolean =>
			isMobile(digits) &&
			!people.includes(personOf(digits)) &&
			(saysCountry
				? digits.length <= rest.length && (codes.length === 0 || codes.includes(callingCodeOf(digits)))
				: isAtHome(digits));
		const others = meantBy(meaningOf({ ...written, digits: rest }, ways)).filter(isElse);
		if (others.length > 0) return { why, either: [...meant, ...others] };
	}
	return undefined;
}

/**
 * Brings a phone number into the form that the service takes.
 *
 * @param value what the form, the CRM or the JSON holds: `+62 812-3456 789`, `0062…`, `628…@s.whatsapp.net`, a number
 */
export function readPhone(value: unknown, ways: Ways = {}): Reading {
	const written = readWritten(value);
	if ('why' in written) return written;
	const reading = meaningOf(written, ways);
	if (written.mayBeTwo && meantBy(reading).length === 0) return { why: TWO_NUMBERS };
	return doubted(written, reading, ways) ?? reading;
}

/** Digits as they stand there: for numbers that the service itself tells, and where nobody wants them checked. */
export function digitsAsWritten(value: unknown): string {
	const written = readWritten(value);
	return 'digits' in written ? written.digits : textOf(value);
}

/**
 * The digits of a phone number.
 *
 * @returns the value as it was (as a text) where it cannot be read: the checks then say why
 */
export function repairPhone(value: unknown, ways: Ways = {}): string {
	const reading = readPhone(value, ways);
	return 'digits' in reading ? reading.digits : textOf(value);
}
