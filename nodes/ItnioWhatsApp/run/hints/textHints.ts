/**
 * Texts that look like a mistake but may be meant: in a customer's words, in a message about code.
 * So they are worth a hint and no problem.
 */
import { escapeHtml } from '../../core/escape';
import { isRecord } from '../../core/members';
import { excerpt } from '../../core/text';
import { MISSING_VALUE } from '../../core/unmeant';

interface Look {
	readonly found: RegExp;
	/** What it is, and what to do, behind `A text holds "…", `. */
	readonly says: string | ((found: string, text: string) => string);
}

/** What HTML writes for signs, the one that all of them begin with at the end. */
const SIGNS: ReadonlyArray<readonly [string, string]> = [
	['&nbsp;', "' '"],
	['&quot;', `'"'`],
	['&apos;', `"'"`],
	['&lt;', "'<'"],
	['&gt;', "'>'"],
	['&amp;', "'&'"],
];
const ANY_SIGN = SIGNS.map(([html]) => html).join('|');
const WRITE_SIGNS = SIGNS.map(([html, sign]) => `.replace(/${html}/gi, ${sign})`).join('');

/** How to take thoughts out that begin or end with a mark. Nothing else goes: a greeting may stand in front of them. */
function takeThoughtsOut(found: string, text: string): string {
	const mark = found.trim();
	const isEnd = mark.startsWith('/', 1);
	const isChannel = mark === '<|channel|>';
	const end = isChannel ? 'final<|message|>' : mark.replace(/^(.)\/?/, '$1/');
	const what = 'a mark of what a model thinks, so a customer may read its thoughts. ';
	if (!text.includes(end)) {
		return `${what}They do not end, so there may be no answer: look at the node of the model, which may have reached its limit of tokens.`;
	}
	const inPattern = (words: string): string => words.replace(/[[\]|/]/g, '\\$&');
	const pattern = `${isEnd ? '^' : inPattern(mark)}[\\s\\S]*?${inPattern(end)}`;
	return `${what}Switch its thinking off, or take it out in the expression: {{ $json.output.replace(/${pattern}/g, '').trim() }}.`;
}

const LOOKS: readonly Look[] = [
	{
		// Not within a path such as C:\shop\new.
		found: /(?<!\\\w{0,40}|\b[A-Za-z]:)\\n/,
		says: "which a phone shows as it is. For a new line press Enter in the field; in an expression write {{ $json.text.replaceAll('\\\\n', '\\n') }}.",
	},
	{
		// n8n's removeTags() takes out all behind a "<" that is no tag, and joins lines.
		found: /<\/?(?:p|br|b|i|u|strong|em|div|span|ul|ol|li|h[1-6]|a|img)\b[^<>]{0,300}>/i,
		says: "which is HTML, and a phone shows it as it is. In an expression {{ $json.text.replace(/<\\/?(br|p|div|li|tr|h\\d)\\b[^<>]*>/gi, '\\n').replace(/<\\/?t[dh]\\b[^<>]*>/gi, ' ').replace(/<\\/?(a|b|i|u|em|strong|span|ul|ol|img|table|tbody|font)\\b[^<>]*>/gi, '').trim() }} takes it out and keeps the lines.",
	},
	{
		found: new RegExp(`${ANY_SIGN}|&#\\d{2,5};`, 'i'),
		says: `which is HTML for a sign, and a phone shows it as it is. In an expression {{ $json.text.replace(/&#(\\d{2,5});/g, (_, code) => String.fromCodePoint(code))${WRITE_SIGNS} }} writes the signs.`,
	},
	{
		found: new RegExp(`(?!${ANY_SIGN})&(?:[a-z]{2,8}|#x[\\da-f]{2,6});`, 'i'),
		says: 'which is HTML for a sign, and a phone shows it as it is: put the sign itself in its place where the text comes from.',
	},
	{
		// From Markdown takes out only what is in front of the answer and ends.
		found:
			/<\/?(?:think(?:ing)?|thought|reasoning|seed:think)>|^\s*\[THINK\]|\[\/THINK\]|◁\/?think▷|<\|channel\|>/,
		says: takeThoughtsOut,
	},
	{
		found: /\{\{[^{}]{0,60}\}\}|\$\{\w{1,40}\}/,
		says: 'which a phone shows as it is. In n8n a value is written {{ $json.name }}, and the field is set to Expression; the gaps of a template are filled in by Send Template.',
	},
	{
		found: /\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)|\d\d:\d\d:\d\d GMT[+-]\d{4}/,
		says: "a date as computers write it. In an expression {{ $json.date.toDateTime().toFormat('d LLL yyyy, HH:mm') }} says how it reads.",
	},
	{
		// Not within a link, such as one to a place on a map.
		found: /(?<![\d.])(?=[\d.]{17})(?<!:\/\/\S{0,300})\d+\.\d{6,}/,
		says: 'a number with all the digits that a computer calculates. In an expression {{ Number($json.total).toFixed(2) }} says how many are shown.',
	},
	{
		// With a cell, a column or a text in its brackets, or with nothing: `=XL(42)` may be meant.
		found:
			/(?<![^\s:;,("'])=\p{Lu}[\p{Lu}\p{N}._]{1,30}\((?=\)|[^)\n]{0,80}?(?:["“]|\$?[A-Z]{1,3}(?:\$?\d|:)))/u,
		says: 'which is the formula of a spreadsheet, and a phone shows it as it is: read the values of the sheet, or paste them over the formulas.',
	},
	{
		found: MISSING_VALUE,
		says: 'which stands for a value that is missing: look at what the expression gives for this item.',
	},
	{
		found: /\ufffd|Ã[\u0080-\u00bf]|â€[\u0080-\u00bf\u2018-\u2122]/,
		says: 'which was a letter before a file was read in the wrong way: save the file as UTF-8 and read it again.',
	},
];

/** Members that nobody reads on a phone, or that are looked at elsewhere. */
const NO_WORDS: ReadonlySet<string> = new Set([
	...[
		'link',
		'url',
		'id',
		'payload',
		'type',
		'code',
		'latitude',
		'longitude',
		'appId',
		'businessPhone',
		'recipient',
		'context',
	],
]);

/** @returns one sentence for each kind of thing that looks wrong, without the item it is in */
export function textHints(body: unknown): string[] {
	const hints = new Map<Look, string>();
	visit(body, hints);
	return [...hints.values()];
}

function visit(value: unknown, hints: Map<Look, string>): void {
	if (typeof value === 'string') look(value, hints);
	else if (Array.isArray(value)) value.forEach((entry) => visit(entry, hints));
	else if (isRecord(value)) {
		for (const [key, member] of Object.entries(value)) if (!NO_WORDS.has(key)) visit(member, hints);
	}
}

function look(text: string, hints: Map<Look, string>): void {
	for (const one of LOOKS) {
		const found = hints.has(one) ? undefined : one.found.exec(text)?.[0];
		if (found !== undefined) {
			const says = typeof one.says === 'string' ? one.says : one.says(found, text);
			hints.set(one, escapeHtml(`A text holds "${excerpt(found, 30)}", ${says}`));
		}
	}
}
