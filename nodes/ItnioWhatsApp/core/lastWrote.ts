/** When a person last wrote, as triggers, tables and sheets hold it, and how long a business may answer freely. */
import { isMissing } from './members';
import { excerpt, shown, textOf } from './text';

/** Nobody ever wrote: longer ago than anything. */
export const NEVER = -Infinity;

const MINUTE_MS = 60_000;
/** The 24 hours of WhatsApp, less what a message takes to get there. */
const WINDOW_MS = 24 * 60 * MINUTE_MS - 5 * MINUTE_MS;
/** Clocks differ by less, time zones by more. */
const MAX_AHEAD_MS = 14 * MINUTE_MS;

/** Whether only a template may go. @param lastWroteAt undefined: nobody asks @param now both Unix time in milliseconds */
export const isWindowClosed = (lastWroteAt: number | undefined, now: number): boolean =>
	lastWroteAt !== undefined && now - lastWroteAt > WINDOW_MS;

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

function fromText(text: string, timeZone: string): number | undefined {
	if (text.length > MAX_LENGTH) return undefined;
	if (/^\d+(?:\.\d+)?$/.test(text)) return fromNumber(Number(text));
	const found = DATE_TIME.exec(text);
	if (!found) {
		const at = WITH_MONTH_NAME.test(text) ? Date.parse(text) : NaN;
		return Number.isNaN(at) ? undefined : at;
	}
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [1, 3, 4, 5, 6, 7].map((index) =>
		Number(found[index] ?? 0),
	);
	const local = Date.UTC(year, month - 1, day, hour, minute, second) + Number(`0.${found[8] ?? 0}`) * 1000;
	// The 30th of February would be a day of March.
	const isReal =
		new Date(local).getUTCMonth() === month - 1 && day > 0 && hour < 24 && minute < 60 && second < 60;
	if (!isReal) return undefined;
	const zone = found[9];
	if (zone !== undefined) return local - zoneMs(zone);
	// Where clocks are changed, the zone is that of the moment itself.
	return local - aheadMs(timeZone, local - aheadMs(timeZone, local));
}

/** What a date of JavaScript's or of n8n's is as a text; anything else as it is. */
function plain(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || !('toJSON' in value)) return value;
	return typeof value.toJSON === 'function' ? ((value.toJSON() as unknown) ?? 'Invalid Date') : value;
}

/**
 * Reads the moment at which a person last wrote.
 *
 * @param timeZone of a text that names none
 * @param now Unix time in milliseconds
 * @returns Unix time in milliseconds, `NEVER`, or why not, as it follows the name of the field
 */
export function readLastWroteAt(
	value: unknown,
	{ timeZone, now }: { readonly timeZone: string; readonly now: number },
): { readonly at: number } | { readonly why: string } {
	const given = plain(value);
	if (isMissing(given)) return { at: NEVER };
	const quoted = `"${excerpt(typeof given === 'string' ? given : shown(given), 60)}"`;
	const isWritten = typeof given === 'string' || typeof given === 'number';
	const at = isWritten ? fromText(textOf(given).trim(), timeZone) : undefined;
	if (at === undefined) {
		return {
			why: `is not a date with a time: ${quoted}. Write it as 2026-11-28T10:00:00Z or as Unix time, or leave it empty where the person never wrote`,
		};
	}
	return at - now > MAX_AHEAD_MS
		? { why: `lies in the future: ${quoted}. Add its time zone, as in 2026-11-28T10:00:00+07:00` }
		: { at };
}
