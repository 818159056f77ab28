/** Which choice of a question a person typed in place of tapping it. */
import { asSeen, inAnyCase } from '../core/alike';
import { wordsIn } from '../core/wordsIn';
import type { Choice } from './question';

/** No title or ID is half as long. */
const MAX_CHARACTERS = 500;

/** Signs that say something: before a digit ("-5", "> 5 kg") or behind a word ("A+", "C#"). A hyphen between words says nothing. */
const SIGNS = /(?<![\p{L}\p{N}]\s?)[-+<>≤≥±]+(?=\s?\p{N})|(?<=[\p{L}\p{N}])[-+#]+(?![\p{L}\p{N}])/gu;
const QUESTION = /[?؟⸮][^\p{L}\p{N}]*$/u;

function signsIn(text: string): string {
	const plain = asSeen(text).replace(/[−–]/g, '-');
	return (plain.match(SIGNS) ?? []).join('') + (QUESTION.test(plain) ? '?' : '');
}

interface Reading {
	readonly seen: string;
	readonly inAnyCase: string;
	/** Letters and digits. */
	readonly words: string;
	readonly signs: string;
}

const readingOf = (text: string): Reading => ({
	seen: asSeen(text),
	inAnyCase: inAnyCase(text),
	words: wordsIn(text),
	signs: signsIn(text),
});

/** When what was typed is what stands there, the strictest way first. Signs may be left out, but none may be another one. */
const SAME: ReadonlyArray<(typed: Reading, there: Reading) => boolean> = [
	(typed, there) => typed.seen === there.seen,
	(typed, there) => typed.inAnyCase === there.inAnyCase,
	(typed, there) => typed.words !== '' && typed.words === there.words && typed.signs === there.signs,
	(typed, there) => typed.words !== '' && typed.words === there.words && there.signs.includes(typed.signs),
];

/** A number that is typed counts something that the person sees: of an ID in digits they know nothing. */
const isTypeable = (id: string): boolean => !/^[\p{N} ]+$/u.test(wordsIn(id));

function meantBy(typed: Reading, choices: readonly Choice[], member: 'title' | 'id'): readonly Choice[] {
	const read = choices.map((choice) => ({ choice, there: readingOf(choice[member]) }));
	for (const same of SAME) {
		const meant = read.filter(({ there }) => same(typed, there));
		if (meant.length > 0) return meant.map(({ choice }) => choice);
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
	const withId = byTitleOnly ? [] : choices.filter(({ id }) => isTypeable(id));
	const [meant, other] = byTitle.length > 0 ? byTitle : meantBy(typed, withId, 'id');
	return other ? undefined : meant;
}
