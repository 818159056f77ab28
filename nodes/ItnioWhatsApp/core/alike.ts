/** When two titles are the same to a person: to the eye, or to somebody who types one of them. */

/** Format characters nobody sees. Not those that make the flag of England another one than that of Scotland. */
const INVISIBLE = /(?![\u{e0020}-\u{e007f}])\p{Cf}/gu;
/** Skin tones of emojis, and the sign that asks for an emoji in colour: keyboards add them by themselves. */
const EMOJI_STYLE = /[\p{Emoji_Modifier}\ufe0e\ufe0f]/gu;

/** Letters, digits, signs and the space of East Asian keyboards. NFKC would change more: 2³ would be 23, and ① 1. */
const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g;
const inUsualWidth = (sign: string): string =>
	sign === '\u3000' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0);

/** A text without what nobody sees, in the one of its spellings that others have, too. */
export const inOneSpelling = (text: string): string =>
	text.replace(INVISIBLE, '').replace(FULL_WIDTH, inUsualWidth).normalize('NFC');

/** A text as it looks: every space alike. */
export const asSeen = (text: string): string => inOneSpelling(text).replace(/\s+/g, ' ').trim();

/** The same in small letters. In capitals first: ß and the Turkish ı have none of their own. */
export const inAnyCase = (text: string): string =>
	asSeen(text).replace(EMOJI_STYLE, '').trim().toUpperCase().toLowerCase();

/** The one of a few fixed values that is certainly meant: in other capitals, with spaces around it, a number as text. */
export function meantOf<T extends string | number>(value: unknown, values: readonly T[]): T | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const form = inAnyCase(String(value));
	const [only, ...others] = values.filter((one) => inAnyCase(String(one)) === form);
	return others.length === 0 ? only : undefined;
}
