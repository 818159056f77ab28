import { webAddress } from '../core/webAddress';
import { box, el, type Html, type Tag } from './html';

/**
 * WhatsApp's formatting of texts: *bold*, _italic_, ~strike~, `code`, ```monospace```, lists, quotes, links.
 * A marker counts only with a word boundary outside and something other than a space inside; the same marker does
 * not nest in itself; different ones combine.
 * Takes time in proportion to the text's length.
 *
 * @returns the blocks to show
 */
export function formatted(text: string): Html {
	const blocks: Html[] = [];
	let from = 0;
	for (const match of text.matchAll(/```([^`]*(?:`{1,2}[^`]+)*)```/g)) {
		const code = match[1] ?? '';
		// Within one line monospace is a part of the line; formattedLine takes care of it.
		if (!code.includes('\n') || code.trim() === '') continue;
		blocks.push(lineBlocks(text.slice(from, match.index).replace(/\n$/, ''), match.index > from));
		blocks.push(el('pre', { dir: 'auto' }, code.replace(/^\n|\n$/g, '')));
		from = match.index + match[0].length;
		if (text[from] === '\n') from++;
	}
	blocks.push(lineBlocks(text.slice(from), from === 0 || from < text.length));
	return box(bigEmoji(text), blocks);
}

type Block = { readonly type: 'line' | 'bullets' | 'numbers' | 'quote'; readonly lines: Html[] };

const LINE_STARTS: ReadonlyArray<readonly [Block['type'], RegExp]> = [
	['bullets', /^[-*] (?=\S)/],
	['numbers', /^(\d{1,3}\. )(?=\S)/],
	['quote', /^> ?(?=\S)/],
];

function lineBlocks(text: string, any: boolean): Html[] {
	if (!any) return [];
	const blocks: Block[] = [];
	for (const line of text.split(/\r\n|\n|\r/)) {
		const [type, start] = lineStart(line);
		const content = formattedLine(line.slice(start.length));
		const last = blocks.at(-1);
		const shown =
			type === 'numbers'
				? [el('span', { class: 'number' }, start.trim()), ' ', ...content]
				: content.length > 0
					? content
					: [el('br', {})];
		const block = el(type === 'bullets' || type === 'numbers' ? 'li' : 'p', { dir: 'auto' }, shown);
		if (last?.type === type && type !== 'line') last.lines.push(block);
		else blocks.push({ type, lines: [block] });
	}
	const tags: Partial<Record<Block['type'], Tag>> = { bullets: 'ul', numbers: 'ol', quote: 'blockquote' };
	return blocks.flatMap(({ type, lines }) => {
		const tag = tags[type];
		return tag === undefined ? lines : [el(tag, {}, lines)];
	});
}

function lineStart(line: string): readonly [Block['type'], string] {
	for (const [type, pattern] of LINE_STARTS) {
		const match = pattern.exec(line);
		if (match) return [type, match[0]];
	}
	return ['line', ''];
}

const MARKS: Readonly<Record<string, Tag>> = { '*': 'strong', _: 'em', '~': 's' };

/** One stretch of a line: text whose markers count, or something finished whose markers do not. */
interface Atom {
	readonly char: string;
	readonly html?: Html;
}

/** @returns the parts of one line */
function formattedLine(line: string): Html[] {
	const atoms = toAtoms(line);
	return parse(atoms, 0, atoms.length, '', nextClosers(atoms));
}

/** Code and links are found first: what looks like a marker within them is none. */
function toAtoms(line: string): Atom[] {
	const atoms: Atom[] = [];
	let from = 0;
	const pattern = /```(?=\S)([^`]*[^`\s])```|`(?=[^`\s])([^`]*[^`\s])`|\bhttps?:\/\/[^\s<>"`]+/giu;
	const plain = (part: string): void => {
		for (const char of part) atoms.push({ char });
	};
	for (const match of line.matchAll(pattern)) {
		const [all, block, inline] = match;
		const code = block ?? inline;
		let html: Html;
		let length = all.length;
		if (code !== undefined) {
			html = el('code', block === undefined ? { class: 'inline' } : {}, code);
		} else {
			const link = trimLink(all);
			if (webAddress(link) === undefined) continue;
			length = link.length;
			html = el('a', { href: link }, link);
		}
		plain(line.slice(from, match.index));
		atoms.push({ char: '\ufffc', html });
		from = match.index + length;
	}
	plain(line.slice(from));
	return atoms;
}

/** A full stop or marker after an address belongs to the sentence, a closing bracket only if it was opened within. */
function trimLink(link: string): string {
	let end = link.length;
	while (end > 0) {
		const last = link[end - 1] ?? '';
		const loose = /[.,;:!?'*_~]/.test(last) || (last === ')' && !link.slice(0, end).includes('('));
		if (!loose) break;
		end--;
	}
	return link.slice(0, end);
}

const isSpace = (char: string | undefined): boolean => char === undefined || /\s/u.test(char);
// A link or code is a boundary too, so that *https://example.com* is bold.
const isWord = (atom: Atom | undefined): boolean =>
	atom !== undefined && atom.html === undefined && /[\p{L}\p{N}]/u.test(atom.char);

/** For each marker and position, the next position at or after it where that marker can close; looked up, not searched. */
function nextClosers(atoms: readonly Atom[]): Readonly<Record<string, Int32Array>> {
	const tables: Record<string, Int32Array> = {};
	for (const mark of Object.keys(MARKS)) {
		const table = new Int32Array(atoms.length + 1).fill(-1);
		for (let index = atoms.length - 1; index >= 0; index--) {
			const atom = atoms[index];
			const closes =
				atom?.html === undefined &&
				atom?.char === mark &&
				!isSpace(atoms[index - 1]?.char) &&
				!isWord(atoms[index + 1]);
			table[index] = closes ? index : (table[index + 1] ?? -1);
		}
		tables[mark] = table;
	}
	return tables;
}

function parse(
	atoms: readonly Atom[],
	from: number,
	to: number,
	active: string,
	closers: Readonly<Record<string, Int32Array>>,
): Html[] {
	const parts: Html[] = [];
	let plain = '';
	const flush = (): void => {
		if (plain !== '') parts.push(plain);
		plain = '';
	};
	for (let index = from; index < to; index++) {
		const atom = atoms[index];
		if (atom === undefined) break;
		if (atom.html !== undefined) {
			flush();
			parts.push(atom.html);
			continue;
		}
		const tag = Object.hasOwn(MARKS, atom.char) ? MARKS[atom.char] : undefined;
		const opens =
			tag !== undefined &&
			!active.includes(atom.char) &&
			!isWord(atoms[index - 1]) &&
			!isSpace(atoms[index + 1]?.char) &&
			atoms[index + 1]?.char !== atom.char;
		const close = opens ? (closers[atom.char]?.[index + 2] ?? -1) : -1;
		if (tag !== undefined && close !== -1 && close < to) {
			flush();
			parts.push(el(tag, {}, parse(atoms, index + 1, close, active + atom.char, closers)));
			index = close;
		} else {
			plain += atom.char;
		}
	}
	flush();
	return parts;
}

const EMOJI =
	/\p{RI}\p{RI}|[0-9#*]\ufe0f?\u20e3|\p{Extended_Pictographic}(?:\ufe0f|\p{EMod})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{EMod})?)*[\u{e0020}-\u{e007f}]*/gu;

/** @returns the class of a text: a message of one to three emoji and nothing else is shown larger */
function bigEmoji(text: string): string {
	if (text.length > 80) return 'text';
	const count = text.match(EMOJI)?.length ?? 0;
	const only = count > 0 && text.replace(EMOJI, '').trim() === '';
	return only && count <= 3 ? `text emoji-${count}` : 'text';
}
