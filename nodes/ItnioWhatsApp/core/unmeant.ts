/** Texts that nobody means to send: what code writes where a value is missing, or is no text. */
import { excerpt } from './text';

/** How nothing reads, where it is all that there is. */
const NOTHING = /^(?:(?:NaN|undefined|null)(?: (?:NaN|undefined|null)){0,3}|Invalid Date(?:Time)?)$/;

/** How people and tables write that there is none. */
const NONE = /^(?:none|nobody|no one|null|#?n\/?a|无|[-–—]+)$/i;

/** Whether a text says that there is none. What code writes where nothing has that name says nothing. */
export const saysNone = (text: string): boolean => NONE.test(text.trim());

/** As JavaScript writes a value with parts, and as n8n shows one. */
const PARTS = /\[object [A-Z]\w{1,40}\]/;
const SHOWN_PARTS = /^\[(?:(?:Object|Array): [[{]|(?:DateTime|Date): \d{4}-\d\d-\d\dT)/;

/** What a spreadsheet shows where a formula fails, in the languages of its errors. */
const SHEET_ERROR =
	/^#(?:N\/A|N\/D|NV|Н\/Д|(?:REF|VALUE|NAME|DIV\/0|NUM|NULL|ERROR|SPILL|CALC|BEZUG|WERT|ZAHL|VALEUR|VALOR|RIF|VALORE|ССЫЛКА|ЗНАЧ|ИМЯ|ДЕЛ\/0|ЧИСЛО)[!?])$/;

/** As n8n writes `{{ $now }}`, and as JavaScript writes the date of a database. */
const DATE =
	/^(?:\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)|[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4}(?: \([^()]{1,60}\))?)$/;

/** Why a text is surely not meant, as the end of a sentence that its field begins; undefined where it may be. */
export function whyUnmeant(value: string, { mayBeDate = false } = {}): string | undefined {
	const text = value.trim();
	const parts = PARTS.exec(text)?.[0] ?? SHOWN_PARTS.exec(text)?.[0].replace(/: .*/, ': …]');
	if (parts !== undefined) {
		return `holds "${parts}", which stands for a value that has parts: choose the part that you want in the expression, such as {{ $json.price.amount }}`;
	}
	if (text.includes('[native code]')) {
		return 'holds the code of a function instead of what it gives: write () after its name in the expression, such as {{ $json.name.trim() }}';
	}
	if (NOTHING.test(text)) {
		return `is only "${text}", so the expression finds no value: look at the names in it, and at whether this item has them`;
	}
	if (SHEET_ERROR.test(text)) return `is only "${text}", an error of a spreadsheet: correct it there`;
	// Longer than any date: not worth a look.
	if (mayBeDate || text.length > 100 || !DATE.test(text)) return undefined;
	return `is a date as computers write it: "${excerpt(text, 60)}". Choose in the expression how it reads, such as {{ $now.toFormat('d LLL yyyy, HH:mm') }} or {{ $json.date.toDateTime().toFormat('d LLL yyyy') }}`;
}

/** Why a number is not what was written where it comes from; undefined where it may be. */
export function whyInexact(value: number): string | undefined {
	if (value === Infinity || value === -Infinity) {
		return `is "${value}", which a calculation gives that divides by zero: look at the numbers in it`;
	}
	return Number.isInteger(value) && !Number.isSafeInteger(value)
		? `is the number ${value}, which has more digits than a number keeps, so its last ones are lost: make it a text where it comes from (in JSON: put it in quotes)`
		: undefined;
}
