/** Marks that people leave out or add when they type: accents, and signs that WhatsApp makes bold or italic of. */
const ACCENTS = /[\u0300-\u036f]/g;
const APOSTROPHES = /['’‘`´]/g;
const INVISIBLE = /\p{Cf}/gu;
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;

/** The letters and digits of a text, word by word: `*Sí, claro!* ✅` → `si claro`. */
export const wordsIn = (text: string): string =>
	text
		.normalize('NFKD')
		.replace(ACCENTS, '')
		.normalize('NFKC')
		.toLowerCase()
		.replace(ACCENTS, '')
		.replace(APOSTROPHES, '')
		.replace(INVISIBLE, '')
		.replace(/[\ufe00-\ufe0f]/g, '')
		.replace(BETWEEN_WORDS, ' ')
		.trim();

/** Whether two texts have the same letters and digits. Where there are none, nobody can tell. */
export function sameWords(one: string, other: string): boolean {
	const words = wordsIn(one);
	return words !== '' && words === wordsIn(other);
}
