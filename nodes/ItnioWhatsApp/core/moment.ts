/** A moment as forms, tables, sheets and services write it. Never another day than the one that is written. */
import { excerpt, shown } from './text';

const MINUTE_MS = 60_000;

/** Unix time, by its size: in seconds since 2001, in milliseconds. Smaller numbers are a spreadsheet's days. */
function fromNumber(number: number): number | undefined {
	if (number >= 1e9 && number < 1e11) return number * 1000;
	return number >= 1e12 && number < 1e14 ? number : undefined;
}

const DATE_TIME =
	/^(\d{4})([-/.])(\d\d?)\2(\d\d?)(?:(?:[T ]|, )\s*(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** `Sat, 28 Nov 2026 10:00:00 +0000`, or a date of JavaScript's as a text: no day is taken for a month. */
const WITH_MONTH_NAME =
	/^[^/]*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^/]*\d:\d\d[^/]*(?:GMT|UTC|[+-]\d{4})/i;
/** No date is longer. */
const MAX_LENGTH = 100;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY_AND_MONTH = new RegExp(
	`\\b(\\d\\d?)[ -](${MONTHS.join('|')})|\\b(${MONTHS.join('|')})[a-z]* (\\d\\d?)\\b`,
	'i',
);

/** The 30th of February would be a day of March. */
const isDay = (year: number, month: number, day: number): boolean =>
	day > 0 && new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1;

/** A date with the name of its month. JavaScript takes a day that its month does not have for one of the next. */
function fromMonthName(text: string): number | undefined {
	if (!WITH_MONTH_NAME.test(text)) return undefined;
	const [, day, month, monthFirst, dayLast] = DAY_AND_MONTH.exec(text) ?? [];
	const number = MONTHS.indexOf((month ?? monthFirst ?? '').toLowerCase()) + 1;
	const at = Date.parse(text);
	const year = Number(/\b\d{4}\b/.exec(text)?.[0]);
	return Number.isNaN(at) || !isDay(year, number, Number(day ?? dayLast)) ? undefined : at;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
	const known = formats.get(timeZone);
	if (known) return known;
	const make = (zone?: string) =>
		new Intl.DateTimeFormat('en-US', {
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
			hourCycle: 'h23',
			timeZone: zone,
		});
	let format: Intl.DateTimeFormat;
	try {
		format = make(timeZone);
	} catch {
		// A workflow made by hand may name none that exists: then it is the one of this machine.
		format = make();
	}
	formats.set(timeZone, format);
	return format;
}

/** Milliseconds by which clocks of a time zone are ahead of UTC. */
function aheadMs(timeZone: string, at: number): number {
	const parts = new Map(
		formatOf(timeZone)
			.formatToParts(at)
			.map(({ type, value }) => [type, Number(value)]),
	);
	const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
	const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
	return local - Math.floor(at / 1000) * 1000;
}

function zoneMs(zone: string): number {
	const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

function fromText(text: string, timeZone: string | undefined): number | undefined {
	if (text.length > MAX_LENGTH) return undefined;
	if (/^\d+(?:\.\d+)?$/.test(text)) return fromNumber(Number(text));
	const found = DATE_TIME.exec(text);
	if (!found) return fromMonthName(text);
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [1, 3, 4, 5, 6, 7].map((index) =>
		Number(found[index] ?? 0),
	);
	const local = Date.UTC(year, month - 1, day, hour, minute, second) + Number(`0.${found[8] ?? 0}`) * 1000;
	if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return undefined;
	const zone = found[9];
	if (zone !== undefined) return local - zoneMs(zone);
	if (timeZone === undefined) return undefined;
	// Where clocks are changed, the zone is that of the moment itself.
	return local - aheadMs(timeZone, local - aheadMs(timeZone, local));
}

/** What a date of JavaScript's or of n8n's is as a text; anything else as it is. */
export function plain(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || !('toJSON' in value)) return value;
	return typeof value.toJSON === 'function' ? ((value.toJSON() as unknown) ?? 'Invalid Date') : value;
}

/** @returns a value as an error message shows it */
export const quotedValue = (value: unknown): string =>
	`"${excerpt(typeof value === 'string' ? value : shown(value), 60)}"`;

/**
 * Reads a date with a time, or a day, which begins at midnight.
 *
 * @param timeZone of a text that names none; undefined: nobody knows, so that it cannot be read
 * @returns Unix time in milliseconds; undefined: it is no moment, or more than one may be meant
 */
export function momentOf(value: unknown, timeZone?: string): number | undefined {
	const given = plain(value);
	if (typeof given === 'number') return fromNumber(given);
	return typeof given === 'string' ? fromText(given.trim(), timeZone) : undefined;
}
