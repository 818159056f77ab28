/** Short groups of digits at the ends of a phone number, which may be none of its own. */
import { withoutEnds } from '../text';
import { MIN_DIGITS } from './plans';

export interface Loose {
	/** Why the number is refused where it is one without them, too; as it follows the field's name. */
	readonly why: string;
	/** The digits without them. */
	readonly rest: string;
	/** Whether they look like one more group of the number. */
	readonly isGroup: boolean;
}

interface Around {
	readonly digits: string;
	/** Whether it says that it begins with a country code. */
	readonly isComplete: boolean;
	/** Whether a word for a telephone stood in front. */
	readonly isLabelled: boolean;
}

/** The longest that extensions are, as a rule. */
const MAX_EXTENSION = 4;
/** Groups that are counted off: `812 345 678 9`, and not `812 3456 7890`, after which nothing is missing. */
const MAX_COUNTED = 3;
const IN_BRACKETS = /\(\s*(\d{1,3})\s*\)\D*$/;

const nameOf = (end: string): string => `ends in "${end}", which may be an extension or a place in a list`;

/** Why a number is refused whatever is in front of its end. */
export const whyEndsIn = (end: string): string => `${nameOf(end)}: enter the number alone`;

/** Why digits in brackets at the end are none of the number: nobody writes its last ones so. */
export function whyBracketed(number: string): string | undefined {
	const found = IN_BRACKETS.exec(number);
	const before = number.slice(0, found?.index).replace(/\D/g, '');
	return found && before.length >= MIN_DIGITS ? whyEndsIn(`(${found[1]})`) : undefined;
}

/** `-` of ` - `. */
const signOf = (gap: string): string => gap.trim() || ' ';

/** What may be none of the number. @param number without what stands around it */
export function looseEnds(number: string, { digits, isComplete, isLabelled }: Around): Loose[] {
	const parts = withoutEnds(number, /\D/).split(/(\D+)/);
	const [first = '', , second = ''] = parts;
	const [last = '', gap, group = '', gapBefore = '', groupBefore = ''] = parts.reverse();
	if (gap === undefined) return [];
	const found: Loose[] = [];
	if (last.length <= MAX_EXTENSION) {
		const isCounted = group.length <= MAX_COUNTED && groupBefore.length <= MAX_COUNTED;
		const isLikeOthers = signOf(gap) === signOf(gapBefore) && (group.length === last.length || isCounted);
		found.push({
			why: `${nameOf(last)}: take it out, or close the gap before it if it belongs to the number`,
			rest: digits.slice(0, -last.length),
			isGroup: last.length > 2 || isLikeOthers,
		});
	}
	if (/^[1-9]\d?$/.test(first) && !isComplete && (isLabelled || /^(?:0|\d{7})/.test(second))) {
		found.push({
			why: `begins with "${first}", which may be a part of its label or a place in a list: take it out, or close the gap behind it if it belongs to the number`,
			rest: digits.slice(first.length),
			isGroup: true,
		});
	}
	return found;
}
