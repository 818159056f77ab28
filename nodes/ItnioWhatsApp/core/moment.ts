/** A moment as forms, tables, sheets and services write it. Never another day than the one that is written. */
import { onlyOne } from './members';
import { asciiDigits } from './text';

const MINUTE_MS = 60_000;

/** Unix time, by its size: in seconds since 2001, in milliseconds. Smaller numbers are a spreadsheet's days. */
function fromNumber(number: number): number | undefined {
	if (number >= 1e9 && number < 1e11) return number * 1000;
	return number >= 1e12 && number < 1e14 ? number : undefined;
}

/** `10:00`, `10:00:00.250Z`, `10:00 AM`, `17:00 GMT+0700`. */
const CLOCK =
	/(?<!\d)(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?!\d)(?:\s*([ap])\.?m\b\.?)?(?:\s*((?:UTC|GMT)(?:[+-]\d\d?(?::?\d\d)?)?|Z|[+-]\d\d(?::?\d\d)?)(?![a-z\d]))?/i;
const DATE = /^(\d{4})([-/.])(\d\d?)\2(\d\d?)[T,]?$/i;

/**
 * In English, and in languages that write them alike. No other word is taken for a month by how it begins: marraskuu is
 * November in Finnish.
 */
const MONTHS: ReadonlyArray<readonly string[]> = [
	'jan january januari januar janvier janv janeiro',
	'feb february februari februar febr febrero febbraio',
	'mar march maret mars mart marzo',
	'apr april aprile',
	'may mayo',
	'jun june juni junio junho',
	'jul july juli julio julho julai',
	'aug august augustus augusti',
	'sep sept september septembre septiembre',
	'oct october octobre octubre',
	'nov november novembre noviembre novembro',
	'dec december',
].map((names) => names.split(' '));
const MONTH = `(${MONTHS.flat().join('|')})(?!\\p{L})`;
/** `Sat, 28 Nov`, `28-Nov`, `Sat Nov 28`, `November 28`: no day is taken for a month. */
const DAY_AND_MONTH = new RegExp(
	`(?<!\\d)(\\d\\d?)[\\s.,-]*${MONTH}|(?<!\\p{L})${MONTH}[\\s.,-]*(\\d\\d?)(?!\\d)`,
	'iu',
);
const DAY_OF_WEEK = new RegExp(`^(?!${MONTH})\\p{L}+[.,]*\\s`, 'iu');
const YEAR = /^[\s.,-]*(\d{4}|\d\d)[\s.,-]*(?:at\s*)?$/i;
/** Behind a date of JavaScript's: the name of its time zone. */
const NAME_OF_ZONE = /\s\([^)]*\)$/;
/** No date is longer. */
const MAX_LENGTH = 100;

/** The 30th of February would be a day of March. */
const isDay = (year: number, month: number, day: number): boolean =>
	day > 0 && new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1;

/** A date as the midnight of its day in UTC. */
function dayOf(text: string): number | undefined {
	const numbers = DATE.exec(text);
	const [year = 0, month = 0, day = 0] = numbers
		? [numbers[1], numbers[3], numbers[4]].map(Number)
		: withMonthName(text);
	return isDay(year, month, day) ? Date.UTC(year, month - 1, day) : undefined;
}

/** Year, month and day; empty: these are not the parts of one date. */
function withMonthName(text: string): number[] {
	const rest = text.replace(DAY_OF_WEEK, '');
	const found = DAY_AND_MONTH.exec(rest);
	if (!found) return [];
	const [dayAndMonth, day, month, monthFirst, dayLast] = found;
	const year = YEAR.exec(rest.replace(dayAndMonth, ' '))?.[1];
	if (year === undefined) return [];
	const name = (month ?? monthFirst ?? '').toLowerCase();
	return [
		Number(year) + (year.length === 2 ? 2000 : 0),
		MONTHS.findIndex((names) => names.includes(name)) + 1,
		Number(day ?? dayLast),
	];
}

/** Milliseconds since midnight; a day ends at 24:00. */
function timeOf(clock: RegExpExecArray | null): number | undefined {
	if (!clock) return 0;
	const [hour = 0, minute = 0, second = 0] = [1, 2, 3].map((index) => Number(clock[index] ?? 0));
	const half = clock[5]?.toLowerCase();
	if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
	const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
	const time = ((hours * 60 + minute) * 60 + second + Number(`0.${clock[4] ?? 0}`)) * 1000;
	return minute > 59 || second > 59 || time > 24 * 60 * MINUTE_MS ? undefined : time;
}

const STYLES = {
	numbers: {
		...{ year: 'numeric', month: '2-digit', day: '2-digit' },
		...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
	},
	words: {
		...{ year: 'numeric', month: 'short', day: 'numeric' },
		...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
	},
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string, style: keyof typeof STYLES): Intl.DateTimeFormat {
	const name = `${style} ${timeZone}`;
	const known = formats.get(name);
	if (known) return known;
	const make = (zone?: string) => new Intl.DateTimeFormat('en-GB', { ...STYLES[style], timeZone: zone });
	let format: Intl.DateTimeFormat;
	try {
		format = make(timeZone);
	} catch {
		// A workflow made by hand may name none that exists: then it is the one of this machine.
		format = make();
	}
	formats.set(name, format);
	return format;
}

/** Milliseconds by which clocks of a time zone are ahead of UTC. */
function aheadMs(timeZone: string, at: number): number {
	const parts = new Map(
		formatOf(timeZone, 'numbers')
			.formatToParts(at)
			.map(({ type, value }) => [type, Number(value)]),
	);
	const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
	const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
	return local - Math.floor(at / 1000) * 1000;
}

function zoneMs(zone: string): number {
	const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d?):?(\d\d)?$/.exec(zone) ?? [];
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

/** Clocks are ahead of UTC by no more, and behind it by less. */
const MAX_ZONE_MS = 14 * 60 * MINUTE_MS;

/** Whether what reads as a time zone may be until when something lasts: `2026-11-28 09:00-17:00`, `10:00-11:00`. */
const isEndOfSpan = (text: string, time: number, zone: string): boolean =>
	Math.abs(zoneMs(zone)) > MAX_ZONE_MS || (/ \d\d?:\d\d-\d\d:\d\d$/.test(text) && -zoneMs(zone) > time);

/** A date as it was written, without what sheets, keyboards and chats add to it. */
const plainDate = (written: string): string =>
	asciiDigits(written)
		.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
		.replace(/[\u2010-\u2015\u2212]/g, '-')
		// A sheet keeps it as a text.
		.replace(/^\s*['\u2018\u2019]/, '')
		.trim();

function fromText(written: string, timeZone: string | undefined): number | undefined {
	if (written.length > MAX_LENGTH) return undefined;
	const text = plainDate(written);
	if (/^\d+(?:\.\d+)?$/.test(text)) return fromNumber(Number(text));
	const dated = text.replace(/\s+/g, ' ').replace(NAME_OF_ZONE, '');
	const clock = CLOCK.exec(dated);
	const day = dayOf(dated.replace(CLOCK, ' ').trim());
	const time = timeOf(clock);
	if (day === undefined || time === undefined) return undefined;
	const local = day + time;
	const zone = clock?.[6];
	if (zone !== undefined) return isEndOfSpan(dated, time, zone) ? undefined : local - zoneMs(zone);
	if (timeZone === undefined) return undefined;
	// Where clocks are changed, the zone is that of the moment itself.
	return local - aheadMs(timeZone, local - aheadMs(timeZone, local));
}

/** What a date of JavaScript's or of n8n's is as a text, also in a list of one; anything else as it is. */
export function plain(given: unknown): unknown {
	const value = onlyOne(given);
	if (typeof value !== 'object' || value === null || !('toJSON' in value)) return value;
	return typeof value.toJSON === 'function' ? ((value.toJSON() as unknown) ?? 'Invalid Date') : value;
}

/**
 * Reads a date with a time, or a day, which begins at midnight.
 *
 * @param timeZone of a text that names none; undefined: nobody knows, so that it cannot be read
 * @returns Unix time in milliseconds; undefined: it is no moment, or more than one may be meant
 */
export function momentOf(value: unknown, timeZone?: string): number | undefined {
	const given = plain(value);
	if (typeof given === 'number') return fromNumber(given);
	return typeof given === 'string' ? fromText(given, timeZone) : undefined;
}

/** A moment as people read it, and whose clock it is by: `28 Nov 2026, 10:05 (Asia/Jakarta)`. @param at Unix time in milliseconds */
export function shownMoment(at: number, timeZone: string): string {
	const format = formatOf(timeZone, 'words');
	return `${format.format(at)} (${format.resolvedOptions().timeZone})`;
}
