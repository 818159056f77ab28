/** When two titles are the same to a person: to the eye, or to somebody who types one of them. */

/** Format characters nobody sees. Not those that make the flag of England another one than that of Scotland. */
const INVISIBLE = /(?![\u{e0020}-\u{e007f}])\p{Cf}/gu;
/** Skin tones of emojis, and the sign that asks for an emoji in colour: keyboards add them by themselves. */
const EMOJI_STYLE = /[\p{Emoji_Modifier}\ufe0e\ufe0f]/gu;

/** A text as it looks: without what nobody sees, every space alike. */
export const asSeen = (text: string): string =>
	text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();

/** The same in small letters. In capitals first: ß and the Turkish ı have none of their own. */
export const inAnyCase = (text: string): string =>
	asSeen(text).replace(EMOJI_STYLE, '').trim().toUpperCase().toLowerCase();
