import { isMissing } from '../members';
import { complain, named, type Labelled, type Rule } from '../rules';
import { asciiDigits, excerpt, shown } from '../text';
import { callingCodeOf, MAX_DIGITS, MIN_DIGITS } from './plans';
import { readPhone } from './reading';

const DIGITS = new RegExp(`^[1-9]\\d{${MIN_DIGITS - 1},${MAX_DIGITS - 1}}$`);

/** Stands in a body where nobody can read a number, whose digits may look like one. */
export class UnreadPhone {
	/** @param why continues the sentence that the field's name begins */
	constructor(
		readonly why: string,
		readonly written: string,
	) {}
}

/** A phone number of 7 to 14 digits, as the service takes it. What could not be read is quoted as it was. */
export function phone(words: Labelled, { required = true }: { required?: boolean } = {}): Rule {
	return (value, parent, report) => {
		if (value === undefined && !required) return;
		const at = named(parent, words);
		if (isMissing(value)) {
			complain(report, at, 'is empty: enter a phone number with its country code');
			return;
		}
		if (typeof value === 'string' && DIGITS.test(value)) return;
		const isUnread = value instanceof UnreadPhone;
		const reading = isUnread ? value : readPhone(value);
		const why = 'why' in reading ? reading.why : 'must hold digits only';
		complain(report, at, `${why}: "${excerpt(isUnread ? value.written : shown(value), 60)}"`);
	};
}

/** The digits of a country code written as `62`, `+62` or `0062`, also with an area (`1684`); undefined where it is not one. */
export function countryCodeDigits(value: string): string | undefined {
	const digits = asciiDigits(value)
		.replace(/\.0+$/, '')
		.replace(/[\s\p{Cf}()\-']/gu, '')
		.replace(/^(\+|00)/, '');
	return /^[1-9]\d{0,3}$/.test(digits) && callingCodeOf(digits) !== undefined ? digits : undefined;
}
