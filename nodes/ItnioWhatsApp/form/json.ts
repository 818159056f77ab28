/** JSON as people, shops and models write it. */
import { COMMAS } from '../core/listMarks';
import { withoutThoughts } from '../core/thoughts';

/** The JSON in what a model answered, which likes to put it between lines of three backticks. */
function withoutFence(answer: string): string {
	const text = withoutThoughts(answer);
	const start = text.indexOf('```');
	const end = text.lastIndexOf('```');
	// Within JSON they belong to a text of it.
	if (start === end || /^[[{"]/.test(text.trimStart())) return text;
	return text.slice(start + 3, end).replace(/^json\b/i, '');
}

/** Where a text of JSON ends that begins at a quotation mark; its length where it does not end. */
function endOfText(json: string, start: number): number {
	for (let at = start + 1; at < json.length; at += 1) {
		if (json[at] === '\\') at += 1;
		else if (json[at] === '"') return at + 1;
	}
	return json.length;
}

const ANY_COMMA = new RegExp(`[${COMMAS}]`, 'g');

/** JSON with signs that are certainly meant between its texts: spaces of web pages, one comma too many. */
function withPlainSigns(json: string): string {
	let done = '';
	for (let at = 0; at < json.length;) {
		const quote = json.indexOf('"', at);
		const start = quote < 0 ? json.length : quote;
		const end = endOfText(json, start);
		done += json
			.slice(at, start)
			.replace(/[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/g, ' ')
			.replace(ANY_COMMA, ',')
			.replace(/：/g, ':')
			.replace(/,(?=\s*[}\]])/g, '');
		done += json.slice(start, end);
		at = end;
	}
	return done;
}

function attempt(text: string): { readonly value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
}

/** What the words around an object or a list leave of a text. */
function withoutWords(text: string): string {
	const start = text.search(/[[{]/);
	const end = Math.max(text.lastIndexOf(']'), text.lastIndexOf('}'));
	return start < 0 || end < start ? text : text.slice(start, end + 1);
}

/** `{\"type\": …}`: JSON that was made a text of JSON without the quotation marks around it. */
const ESCAPED = /^\s*[[{][[{\s]*\\"/;

/** More than any message has: what is longer is read as it stands, or not at all. */
const MAX_MENDED = 500_000;

function parse(text: string): { readonly value: unknown } | undefined {
	const found = attempt(text);
	if (found !== undefined || text.length > MAX_MENDED) return found;
	if (ESCAPED.test(text)) return attempt(`"${text.replace(/[\n\r\t]+/g, ' ')}"`);
	return attempt(withPlainSigns(text)) ?? attempt(withPlainSigns(withoutWords(text)));
}

/**
 * The value of JSON, out of the fence, the words and the quotation marks in which it may stand.
 *
 * @returns `unread`: the part that is no JSON
 */
export function jsonIn(given: string): { readonly value: unknown } | { readonly unread: string } {
	const text = withoutFence(given);
	// Words in front of the JSON, and the backticks are inside one of its texts.
	const found = parse(text) ?? (text === given ? undefined : parse(withoutThoughts(given)));
	if (found === undefined) return { unread: text };
	if (typeof found.value !== 'string') return found;
	// An expression such as {{ JSON.stringify(…) }} inside quotes gives JSON within JSON.
	const inner = withoutFence(found.value);
	const value = parse(inner);
	return value === undefined || typeof value.value === 'string' ? { unread: inner } : value;
}

/** Whether a text is JSON, or would be if it went on. */
function mayBeginJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch (error) {
		const message = error instanceof Error ? error.message : '';
		const found = /position (\d+)/.exec(message)?.[1];
		return message.includes('end of JSON input') || Number(found) === text.length;
	}
}

const STRINGIFY = 'In an expression write {{ JSON.stringify($json.text) }}, without quotes around it';

/** What to do, by what stands before the place where JSON breaks, and there. */
function remedy(before: string, there: string): string | undefined {
	const last = before.trimEnd().slice(-1);
	if (there === '') return 'Its end is missing: a quotation mark, a } or a ]';
	if (/^[\u2018-\u201f\u00ab\u00bb]/.test(there)) return 'Write straight quotation marks: "';
	if (/^['`]/.test(there)) return 'Write names and texts between quotation marks: "';
	if (/^(?:undefined|NaN|Infinity)\b/.test(there)) return 'An expression finds no value there';
	if (/^(?:None|True|False)\b/.test(there)) return 'Write null, true or false';
	if (/^\/[/*]/.test(there)) return 'Take the comment out';
	if (before.endsWith('\\')) return `Write \\\\ for a backslash. ${STRINGIFY}`;
	if (attempt(before) !== undefined) {
		return 'It goes on behind its end: several messages are several items (node Split Out)';
	}
	if (last === '"' && /^[^,:}\]]/.test(there)) {
		return `A quotation mark stands within a text, or a comma is missing. ${STRINGIFY}`;
	}
	return /^[\p{L}_$]/u.test(there) && /[{,]/.test(last)
		? 'Write names between quotation marks: "'
		: undefined;
}

/** The place is searched for, because not every message of JSON.parse names it. */
export function whereJsonBreaks(text: string): string {
	let position = 0;
	for (let end = text.length; position < end;) {
		const middle = Math.ceil((position + end) / 2);
		if (mayBeginJson(text.slice(0, middle))) position = middle;
		else end = middle - 1;
	}
	const before = text.slice(0, position);
	const lines = before.split('\n');
	const line = lines.length;
	const column = (lines[line - 1]?.length ?? 0) + 1;
	const near = text.slice(Math.max(0, position - 15), position + 10).replace(/\s+/g, ' ');
	const where = `at line ${line}, column ${column}, near "${near}"`;
	if (/[\n\r\t]/.test(text.charAt(position))) {
		return `: a text in it holds a line break or a tab ${where}. ${STRINGIFY}; typed by hand it is \\n`;
	}
	const what = remedy(before, text.slice(position));
	return `: it breaks ${where}${what === undefined ? '' : `. ${what}`}`;
}
