/** A text of the form as n8n cuts it up: what is written, and what is code. */

/** A part of a text. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/**
 * The parts of a stored text that are code: between `{{` and the next `}}`, neither of them after an odd number of
 * backslashes.
 *
 * @param text without the `=` in front
 */
export function codeIn(text: string): Span[] {
	const found: Span[] = [];
	let start: number | undefined;
	for (let at = 0; at < text.length;) {
		const next = text.indexOf(start === undefined ? '{{' : '}}', at);
		if (next < 0) break;
		const backslashes = /\\*$/.exec(text.slice(at, next))?.[0].length ?? 0;
		at = next + 2;
		if (backslashes % 2 === 1) continue;
		if (start === undefined) start = at;
		else {
			found.push({ start, end: next });
			start = undefined;
		}
	}
	if (start !== undefined) found.push({ start, end: text.length });
	return found;
}

/** A text of the form in its parts. */
export interface Cut {
	/** The code, in order. */
	readonly codes: readonly string[];
	/** What is written before, between and behind it: one more than there is code. */
	readonly written: readonly string[];
	/** Whether the code is all that there is, so that it gives any value and not only a text. */
	readonly isAll: boolean;
}

export function cutOut(text: string): Cut {
	const spans = codeIn(text);
	const ends = [0, ...spans.map(({ end }) => end + 2)];
	const written = ends.map((from, index) => text.slice(from, (spans[index]?.start ?? Infinity) - 2));
	return {
		codes: spans.map(({ start, end }) => text.slice(start, end)),
		written,
		isAll: spans.length === 1 && written.every((part) => part === ''),
	};
}

/**
 * The text that n8n makes of parts and their values.
 *
 * @returns undefined where only n8n knows how a value reads
 */
export function joined({ written }: Cut, values: readonly unknown[]): string | undefined {
	if (written.some((part) => part.includes('\\'))) return undefined;
	if (values.some((value) => typeof value === 'object' && value !== null)) return undefined;
	const shown = values.map((value) => (value || value === 0 || value === false ? String(value) : ''));
	return written.map((part, index) => part + (shown[index] ?? '')).join('');
}
