/**
 * From a model's Markdown to the marks of WhatsApp: *bold*, _italic_, ~strike~. A mark inside a word (`2*3*4`,
 * `snake_case`), in a link or in code means nothing and stays as it is.
 */

import { withoutThoughts } from './thoughts';

/** A piece of a line: literal text, or a run of marks that may open or close. */
interface Piece {
	text: string;
	/** Literal text in which every letter may be bold: no code, no address. */
	readonly isPlain: boolean;
	/** `*`, `_` or `~`; literal text has none. */
	readonly mark?: string;
	/** How many of them are not used yet. */
	left: number;
	readonly canOpen: boolean;
	readonly canClose: boolean;
	/** Marks of WhatsApp that end and begin here. */
	closing: string;
	opening: string;
}

const literal = (text: string, isPlain = false): Piece => ({
	text,
	isPlain,
	left: 0,
	canOpen: false,
	canClose: false,
	closing: '',
	opening: '',
});

/** Scripts that write words without spaces between them. */
const UNSPACED =
	'\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const IN_WORD = `(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}_]`;
const ONE_IN_WORD = new RegExp(IN_WORD, 'u');
const isInWord = (character: string): boolean => ONE_IN_WORD.test(character);
const isBlank = (character: string): boolean => /^\s?$/u.test(character);

/**
 * What is taken as a whole, each by its own group: code, picture or link, address in brackets, address, escape of a
 * sign or of the line's end, marks.
 */
const TOKEN =
	/(?<code>(?<!`)(?<ticks>`{1,2})(?!`)(?<inCode>[^`\n]+)\k<ticks>(?!`))|(?<link>(?<isPicture>!?)\[(?<label>(?:[^[\]\n\\]|\\.){0,500})\]\((?<target><?(?:[^\s()<>\\]|\\\S)*(?:\((?:[^\s()<>\\]|\\\S)*\)(?:[^\s()<>\\]|\\\S)*)*>?)(?:\s+["'][^"'\n]*["'])?\))|<(?<bracketed>https?:\/\/[^\s<>]+)>|(?<address>\b(?:https?:\/\/|www\.)[^\s<>*]+(?:\*(?![*\s]|$)[^\s<>*]+)*(?<!\\(?=$)))|\\(?<escaped>[!-/:-@[-`{-~]|$)|(?<marks>\*+|_+|~+)/gu;

/** A text without the backslashes in front of signs. Addresses have none; models escape signs in them as in any text. */
const withoutEscapes = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1');

/** An address, or the words that name it, as people read it. */
const asShown = (address: string): string => withoutEscapes(address).replace(/^(?:mailto|tel):/i, '');

function linkText({ isPicture, label = '', target = '' }: Record<string, string | undefined>): string {
	const written = target.startsWith('<') ? target.slice(1, -1) : target;
	const address = asShown(written);
	const words = isPicture === '!' ? withoutEscapes(label) : inline(label);
	if (words.trim() === '' || asShown(label) === address) return address;
	if (address === '') return words;
	return isPicture === '!' ? `${words}: ${address}` : `${words} (${address})`;
}

const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 32);
const lastOf = (text: string): string => Array.from(text.slice(-2)).at(-1) ?? '';

/** What goes on at the start of a text of a word, or of a number such as 50.000. */
const WORD_ON = new RegExp(`^(?:${IN_WORD}|(?<=\\p{N})[.,](?=\\p{N}))+`, 'u');

/** What a text has at its end of a word that goes on behind it. */
function wordAtEnd(text: string): string {
	let start = text.length;
	for (let last = lastOf(text); start > 0 && isInWord(last); last = lastOf(text.slice(0, start))) {
		start -= last.length;
	}
	return text.slice(start);
}

/**
 * Whether marks inside a word mean something all the same: in front of a particle or an ending (`**3일**이`,
 * `**Produk A**nya`), behind a prefix in letters of which no formula is made. Single ones may be a multiplication.
 */
function endsWithin(marks: string, before: string, after: string): boolean {
	if (marks.startsWith('_')) return false;
	return marks.length > 1
		? !/^\p{N}{2}$/u.test(before + after)
		: /\p{L}/u.test(after) && /[\p{L}\p{M}\p{N}]/u.test(before);
}
const startsWithin = (marks: string, before: string): boolean =>
	!marks.startsWith('_') && marks.length > 1 && /(?![A-Za-z])\p{L}/u.test(before);

const OUTER_BEFORE = /(^|[^_])_{1,3}$/u;
const OUTER_AFTER = /^_{1,3}([^_]|$)/u;
/** What begins no words: `12 €*, 15 €*.` has footnotes. */
const GOES_ON = /^(?:[,;:)\]，。；：、）]|[.!?](?:\s|$))/u;

function marksAt(line: string, start: number, marks: string): Piece {
	const before = start === 0 ? '' : lastOf(line.slice(Math.max(0, start - 2), start));
	const end = start + marks.length;
	const after = end >= line.length ? '' : firstOf(line.slice(end));
	// A mark beside another one, such as the outer ones of `_**a**_`, is no part of a word.
	const [, outerBefore = before] = OUTER_BEFORE.exec(line.slice(Math.max(0, start - 5), start)) ?? [];
	const [, outerAfter = after] = OUTER_AFTER.exec(line.slice(end, end + 5)) ?? [];
	return {
		...literal(marks),
		mark: marks[0],
		left: marks.length,
		canOpen:
			!isBlank(after) &&
			!(before.trim() !== '' && GOES_ON.test(line.slice(end, end + 2))) &&
			(!isInWord(outerBefore) || startsWithin(marks, before)),
		canClose: !isBlank(before) && (!isInWord(outerAfter) || endsWithin(marks, before, after)),
	};
}

function piecesOf(line: string): Piece[] {
	const pieces: Piece[] = [];
	let end = 0;
	for (const { 0: whole, index, groups = {} } of line.matchAll(TOKEN)) {
		if (index > end) pieces.push(literal(line.slice(end, index), true));
		end = index + whole.length;
		if (groups.marks !== undefined) pieces.push(marksAt(line, index, groups.marks));
		else if (groups.code !== undefined) pieces.push(literal(`\`${groups.inCode}\``));
		else if (groups.link !== undefined) pieces.push(literal(linkText(groups)));
		else if (groups.escaped !== undefined) pieces.push(literal(groups.escaped));
		else pieces.push(literal(withoutEscapes(groups.bracketed ?? groups.address ?? whole)));
	}
	pieces.push(literal(line.slice(end), true));
	return pieces;
}

/** Pairs marks from the inside out, as Markdown does. @param bold the mark for what is bold */
function pair(pieces: readonly Piece[], bold: string): void {
	const openers: Piece[] = [];
	/** Below it no mark of this kind is open: a long text of closing ones is not searched again and again. */
	const floors = new Map<string, number>();
	for (const piece of pieces) {
		const { mark } = piece;
		if (mark === undefined) continue;
		while (piece.canClose && piece.left > 0) {
			const bottom = floors.get(mark) ?? 0;
			let at = openers.length - 1;
			while (at >= bottom && openers[at]?.mark !== mark) at -= 1;
			const opener = at < bottom ? undefined : openers[at];
			if (opener === undefined) {
				floors.set(mark, openers.length);
				break;
			}
			const isDouble = piece.left >= 2 && opener.left >= 2;
			// A single one strikes nothing out in most of Markdown, and is WhatsApp's own mark.
			if (mark === '~' && !isDouble) break;
			const made = mark === '~' ? '~' : isDouble ? bold : '_';
			opener.left -= isDouble ? 2 : 1;
			piece.left -= isDouble ? 2 : 1;
			opener.opening = made + opener.opening;
			piece.closing += made;
			openers.length = opener.left > 0 ? at + 1 : at;
			for (const [kind, floor] of floors) floors.set(kind, Math.min(floor, openers.length));
		}
		if (piece.canOpen && piece.left > 0) openers.push(piece);
	}
}

const BEGINS_ADDRESS = /^(?:https?:\/\/|www\.)/i;
const ENDS_IN_ADDRESS = /^(?:https?:\/\/|www\.)\S*[^\s)]$/i;

/** The pieces with their marks at the ends of words: inside a word WhatsApp shows none of them. */
function written(pieces: readonly Piece[]): string {
	const parts: string[] = [];
	/** Marks that end as soon as the word does. */
	let ending = '';
	let isBehindText = false;
	/** A word behind it would lead somewhere else. */
	let isBehindAddress = false;
	for (const [index, { text, isPlain, mark, left, closing, opening }] of pieces.entries()) {
		if (mark === undefined) {
			const goesOn = ending !== '' && isPlain && !isBehindAddress;
			const head = goesOn ? (WORD_ON.exec(text)?.[0] ?? '') : '';
			const rest = text.slice(head.length);
			parts.push(head);
			isBehindText = rest !== '' && isPlain;
			if (rest === '') continue;
			parts.push(ending, rest);
			ending = '';
			isBehindAddress = !isPlain && ENDS_IN_ADDRESS.test(rest);
			continue;
		}
		ending += closing;
		let starting = opening;
		if (left > 0) {
			parts.push(ending, mark.repeat(left));
			ending = '';
			isBehindText = false;
		}
		// What ends and begins at the same place goes on.
		while (ending !== '' && ending.at(-1) === starting[0]) {
			ending = ending.slice(0, -1);
			starting = starting.slice(1);
		}
		if (starting === '') continue;
		const beginsIt = isBehindText && ending === '' && !BEGINS_ADDRESS.test(pieces[index + 1]?.text ?? '');
		const last = beginsIt ? (parts.pop() ?? '') : '';
		const tail = wordAtEnd(last);
		parts.push(last.slice(0, last.length - tail.length), ending, starting, tail);
		ending = '';
	}
	return parts.join('') + ending;
}

function inline(line: string, bold = '*'): string {
	const pieces = piecesOf(line);
	pair(pieces, bold);
	return written(pieces);
}

/** Signs at the end, too, frame a heading. */
const FENCE = /^\s{0,3}(?=(?:`+[^`]*|~+[^~]*)$)(`{3,}|~{3,})/;
/** Models put a whole answer in one that says so: what is in there is Markdown, and no code. */
const MARKDOWN_FENCE = /^\s*[`~]{3,}\s*(?:markdown|md)\s*$/i;
const HEADING = /^\s{0,3}#{1,6}\s(.*)$/;
/** A plus before a number is one: `+ 11% PPN`, `+ 62 812 3456 789`. */
const BULLET = /^(\s*)(?:\*|\+(?!.*\p{N}))(\s+)(?=\S)/u;
const RULE = /^\s*(?:\*\s*){3,}$|^\s*(?:_\s*){3,}$/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

const cellsOf = (row: string): string[] =>
	row
		.trim()
		.replace(/^\||(?<!\\)\|$/g, '')
		.split(/(?<!\\)\|/)
		.map((cell) => cell.replace(/<br\s*\/?>/gi, ' ').trim());

const isTable = (head: string, divider: string | undefined): boolean =>
	divider !== undefined &&
	head.includes('|') &&
	divider.includes('-') &&
	DIVIDER.test(divider) &&
	cellsOf(head).length === cellsOf(divider).length;

/** `- Plant: Monstera, Price: 12`: a phone is too narrow for columns. */
function rowInWords(heads: readonly string[], cells: readonly string[]): string {
	const parts = cells.flatMap((cell, column) => {
		if (cell === '') return [];
		const head = heads[column] ?? '';
		return [head === '' ? inline(cell) : `${inline(head, '')}: ${inline(cell)}`];
	});
	return `- ${parts.join(', ')}`;
}

function oneLine(line: string): string {
	if (RULE.test(line)) return line;
	const [, heading] = HEADING.exec(line) ?? [];
	if (heading !== undefined) {
		const words = inline(heading.trim().replace(/(?<=\s)#+$/, ''), '').trim();
		return words === '' ? line : `*${words}*`;
	}
	const [bullet = '', indent = '', gap = ''] = BULLET.exec(line) ?? [];
	return bullet === '' ? inline(line) : `${indent}-${gap}${inline(line.slice(bullet.length))}`;
}

/** The same words with WhatsApp's marks. Pure; never throws. */
export function fromMarkdown(markdown: string): string {
	const lines = withoutThoughts(markdown).split(/\r\n?|\n/);
	const result: string[] = [];
	let around = '';
	for (let at = 0; at < lines.length; at += 1) {
		const line = lines[at] ?? '';
		const [, fence] = FENCE.exec(line) ?? [];
		if (fence !== undefined && MARKDOWN_FENCE.test(line)) around = fence;
		else if (fence !== undefined && line.trim() === around) around = '';
		else if (fence !== undefined) {
			result.push('```');
			for (at += 1; at < lines.length && !lines[at]?.trim().startsWith(fence); at += 1) {
				result.push(lines[at] ?? '');
			}
			result.push('```');
		} else if (isTable(line, lines[at + 1])) {
			const heads = cellsOf(line);
			const first = at + 2;
			for (at = first; (lines[at] ?? '').includes('|'); at += 1) {
				result.push(rowInWords(heads, cellsOf(lines[at] ?? '')));
			}
			// The answer was cut off, or there is nothing to list.
			if (at === first && heads.join('') !== '') result.push(rowInWords([], heads));
			at -= 1;
		} else {
			// Where no line follows, a backslash breaks none: it is text.
			const isLast = (lines[at + 1] ?? '').trim() === '';
			result.push(oneLine(isLast ? line.replace(/\\$/, '\\\\') : line));
		}
	}
	return result.join('\n');
}
