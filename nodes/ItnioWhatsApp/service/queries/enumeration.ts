import { textOf } from '../../core/text';

/** `tier 1k` is TIER_1K. */
export const capitalsOf = (text: string): string =>
	text
		.trim()
		.toUpperCase()
		.replace(/[\s-]+/g, '_');

/**
 * A word for a member that the service gives as a number or as a word (docs/api.md, section 5); what is unknown stays as
 * it came.
 *
 * @param words by their numbers
 * @param others further spellings, in capitals
 */
export function wordOf(
	value: unknown,
	words: readonly string[],
	others: Readonly<Record<string, string>> = {},
): string {
	const text = textOf(value).trim();
	const capital = capitalsOf(text);
	if (/^\d+$/.test(text)) return words[Number(text)] ?? text;
	if (words.includes(capital)) return capital;
	return Object.hasOwn(others, capital) ? (others[capital] ?? text) : text;
}
