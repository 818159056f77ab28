/** A long text in pieces: cut between paragraphs, else lines, sentences, words, and never within a character. */
import { cut, length } from './text';

const WORDS = /\s+/gu;

/** Where a text may be cut, the best places first; each match ends where the next piece begins. */
const PLACES: readonly RegExp[] = [
	/\n[^\S\n]*\n\s*/gu,
	/\n\s*/gu,
	/[.!?…;؟۔।]["'”’»)\]]*\s+|[\u3002\uff01\uff1f][”’」』\uff09]*\s*/gu,
	WORDS,
];

/** A piece shorter than this part of the limit is not worth a cut at a better place. */
const MIN_PART = 0.3;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Enough for the character that stands across the limit, however many parts it has. */
const MAX_GRAPHEME = 200;

/** Where the last match ends that leaves at most `max` UTF-16 units before it; undefined: nowhere. */
function lastEnd(text: string, place: RegExp, max: number, isBoundary: (at: number) => boolean) {
	let found: number | undefined;
	for (const { 0: match, index } of text.matchAll(place)) {
		// What is cut off at the end of a piece is only spaces and does not count.
		const kept = index + match.trimEnd().length;
		if (kept > max) break;
		if (isBoundary(index + match.length)) found = index + match.length;
	}
	return found;
}

/** Where to cut a text whose first `max` UTF-16 units fit. */
function placeToCut(text: string, max: number): number {
	const window = text.slice(0, max + MAX_GRAPHEME);
	const starts = new Set<number>();
	let lastFitting = 0;
	let first = window.length;
	for (const { index } of graphemes.segment(window)) {
		starts.add(index);
		if (index <= max) lastFitting = index;
		if (index > 0 && index < first) first = index;
	}
	// Whether a character ends with the window cannot be seen in it.
	const isBoundary = (at: number) => starts.has(at) || at >= window.length;
	for (const place of PLACES) {
		const end = lastEnd(window, place, max, isBoundary);
		if (end !== undefined && (end >= max * MIN_PART || place === WORDS)) return end;
	}
	return lastFitting > 0 ? lastFitting : first;
}

/**
 * The pieces of a text in order, without the spaces at their ends. Only one character that is longer than the limit
 * makes a piece longer than it.
 *
 * @param max the limit of a piece in code points
 */
export function splitText(text: string, max: number): string[] {
	const pieces: string[] = [];
	let rest = text.trim();
	while (length(rest) > max) {
		const end = placeToCut(rest, cut(rest, max).kept.length);
		pieces.push(rest.slice(0, end).trimEnd());
		rest = rest.slice(end).trimStart();
	}
	return rest === '' ? pieces : [...pieces, rest];
}
