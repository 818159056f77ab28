import { asciiDigits } from './text';

/** Marks that people leave out or add when they type: accents, also those of Arabic, and what draws its letters out. */
const ACCENTS = /[\u0300-\u036f\u064b-\u0655\u0670\u0640]/g;
/** Letters that are typed as others, and that Unicode does not take apart: of Persian and Hindi keyboards, too. */
const OTHER_LETTERS: Readonly<Record<string, string>> = {
	...{ đ: 'd', ł: 'l', ø: 'o', œ: 'oe', æ: 'ae' },
	...{ ة: 'ه', ى: 'ي', ی: 'ي', ک: 'ك' },
	...{ 'ँ': 'ं', '़': '' },
};
const OTHER_LETTER = new RegExp(Object.keys(OTHER_LETTERS).join('|'), 'g');
export const APOSTROPHES = /['’‘`´]/g;
const INVISIBLE = /\p{Cf}/gu;
/** What makes an emoji of a sign, and a key of a digit. */
export const EMOJI_PARTS = /[\ufe00-\ufe0f\u20e3]/g;
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;

/** The letters and digits of a text, word by word: `*Sí, claro!* ✅` → `si claro`. */
export const wordsIn = (text: string): string =>
	asciiDigits(text)
		.normalize('NFKD')
		.replace(ACCENTS, '')
		.normalize('NFKC')
		// In capitals first: ß, the Turkish ı and the last σ of a Greek word have no others of their own.
		.toUpperCase()
		.toLowerCase()
		.replace(ACCENTS, '')
		.replace(OTHER_LETTER, (letter) => OTHER_LETTERS[letter] ?? letter)
		.replace(APOSTROPHES, '')
		.replace(INVISIBLE, '')
		.replace(EMOJI_PARTS, '')
		.replace(BETWEEN_WORDS, ' ')
		.trim();
