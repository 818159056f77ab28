/** Which choice of a question a person typed in place of tapping it. */
import { asSeen, inAnyCase } from '../core/alike';
import { APOSTROPHES, EMOJI_PARTS, wordsIn } from '../core/wordsIn';
import type { Choice } from './question';

/** No title or ID is half as long. */
const MAX_CHARACTERS = 500;

/** Signs that are one to a person, whichever a keyboard has. "~" is a dash or an arrow that only stands between two words. */
const ONE_SIGN: ReadonlyArray<readonly [RegExp, string]> = [
	[APOSTROPHES, ''],
	[EMOJI_PARTS, ''],
	[/[\u2010-\u2015−➖]/g, '-'],
	[/➕/g, '+'],
	[/♯/g, '#'],
	[/(?<=\S\s)-+(?=\s[\p{L}\p{N}])|(?<=[\p{L}\p{N}]\s?)(?:--+|[-=]+>)(?=\s?[\p{L}\p{N}])/gu, '~'],
	[/>=|=>|[≧⩾]/g, '≥'],
	[/<=|=<|[≦⩽]/g, '≤'],
	[/\+\/-/g, '±'],
];
/** Signs that say something: before a digit at the beginning or in brackets ("-5", "> 5 kg"), and behind a word at the end ("A+"). */
const BEFORE_DIGIT = /(?<=^[^\p{L}\p{N}]*|[([]\s?)[-+<>≤≥±]+(?=\s?\p{N})/gu;
const BEHIND_WORD = /(?<=[\p{L}\p{N}])[-+#]+(?=[^\p{L}\p{N}]*$)/gu;
const QUESTION = /[?؟⸮][^\p{L}\p{N}]*$/u;
const WORD = /[\p{L}\p{M}\p{N}]+/u;
const NO_SIGN = /[^-+#<>≤≥±~]/g;

interface Reading {
	readonly seen: string;
	readonly inAnyCase: string;
	/** Letters and digits. */
	readonly words: string;
	/** Those that say something: before a digit, behind a word, and a question mark. */
	readonly signs: readonly string[];
	/** All of them, by their place: before, between and behind the words. */
	readonly gaps: readonly string[];
}

function readingOf(text: string): Reading {
	const seen = asSeen(text);
	const plain = ONE_SIGN.reduce((all, [signs, one]) => all.replace(signs, one), seen.normalize('NFKC'));
	const question = QUESTION.test(plain) ? '?' : '';
	return {
		seen,
		inAnyCase: inAnyCase(text),
		words: wordsIn(text),
		signs: [...[BEFORE_DIGIT, BEHIND_WORD].map((signs) => (plain.match(signs) ?? []).join('')), question],
		gaps: [...plain.split(WORD).map((gap) => gap.replace(NO_SIGN, '')), question],
	};
}

/** When what was typed is what stands there, the strictest way first. Signs may be left out, but none may be another one. */
const SAME: ReadonlyArray<(typed: Reading, there: Reading) => boolean> = [
	(typed, there) => typed.seen === there.seen,
	(typed, there) => typed.inAnyCase === there.inAnyCase,
	(typed, there) =>
		typed.words !== '' && typed.words === there.words && typed.gaps.join('|') === there.gaps.join('|'),
	(typed, there) =>
		typed.words !== '' &&
		typed.words === there.words &&
		typed.signs.every((sign, kind) => there.signs[kind]?.includes(sign)),
];

/** Whether the same place has another sign: "A -" is not "A+", and a "C# course" is no "C++ course". */
const isAnother = (typed: Reading, there: Reading): boolean =>
	typed.gaps.some((sign, place) => {
		const other = there.gaps[place] ?? '';
		return sign !== other && ![sign, other].some((one) => one === '' || one === '~');
	});

/** The number with which a title begins, as in "1. Delivery" and "2️⃣ Pick-up": not that of "1.5 kg" or "10:00". */
const numberOf = (title: string): string =>
	/^[\p{N} ]*/u.exec(wordsIn(title.trim().split(/\s/, 1).join('')))?.[0].trim() ?? '';

/** A number that is typed counts something that the person sees: an ID in digits only if one title begins with it. */
function isTypeable({ id, title }: Choice, choices: readonly Choice[]): boolean {
	const words = wordsIn(id);
	if (!/^[\p{N} ]+$/u.test(words)) return true;
	return numberOf(title) === words && choices.filter((one) => numberOf(one.title) === words).length === 1;
}

interface Meant {
	readonly choice: Choice;
	readonly there: Reading;
}

function meantBy(typed: Reading, choices: readonly Choice[], member: 'title' | 'id'): readonly Meant[] {
	const read = choices.map((choice) => ({ choice, there: readingOf(choice[member]) }));
	for (const same of SAME) {
		const meant = read.filter(({ there }) => same(typed, there));
		if (meant.length > 0) return meant;
	}
	return [];
}

/**
 * The choice with this title, or else with this ID. Where several are meant alike, nobody knows which one.
 *
 * @param byTitleOnly nothing but the words on a button will do
 */
export function typedChoice(
	choices: readonly Choice[],
	text: string,
	byTitleOnly: boolean,
): Choice | undefined {
	if (text.length > MAX_CHARACTERS) return undefined;
	const typed = readingOf(text);
	if (typed.seen === '') return undefined;
	const byTitle = meantBy(typed, choices, 'title');
	const withId = byTitleOnly ? [] : choices.filter((one) => isTypeable(one, choices));
	const [meant, other] = byTitle.length > 0 ? byTitle : meantBy(typed, withId, 'id');
	return !meant || other || isAnother(typed, meant.there) ? undefined : meant.choice;
}
