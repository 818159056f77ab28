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
	readonly says: string;
}

const LOOKS: readonly Look[] = [
	{
		// Not within a path such as C:\shop\new.
		found: /(?<!\\\w{0,40}|\b[A-Za-z]:)\\n/,
		says: "which a phone shows as it is. For a new line press Enter in the field; in an expression write {{ $json.text.replaceAll('\\\\n', '\\n') }}.",
	},
	{
		found:
			/<\/?(?:p|br|b|i|u|strong|em|div|span|ul|ol|li|h[1-6]|a|img)\b[^<>]{0,300}>|&(?:nbsp|amp|quot|lt|gt|#\d{2,5});/i,
		says: 'which is HTML, and a phone shows it as it is. In an expression {{ $json.text.removeTags() }} takes it out.',
	},
	{
		// From Markdown takes out only what is in front of the answer and ends.
		found:
			/<\/?(?:think(?:ing)?|thought|reasoning|seed:think)>|^\s*\[THINK\]|\[\/THINK\]|◁\/?think▷|<\|channel\|>/,
		says: 'a mark of what a model thinks, so a customer may read its thoughts. Switch its thinking off, or take it out in the expression: {{ $json.output.split("</think>").pop().trim() }}.',
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
		says: 'a number with all the digits that a computer calculates. In an expression {{ $json.total.toFixed(2) }} says how many are shown.',
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
			hints.set(one, escapeHtml(`A text holds "${excerpt(found, 30)}", ${one.says}`));
		}
	}
}
