/** When a person last wrote, as triggers, tables and sheets hold it, and how long a business may answer freely. */
import { isMissing } from './members';
import { momentOf, plain } from './moment';
import { quoted } from './problem';

/** Nobody ever wrote: longer ago than anything. */
export const NEVER = -Infinity;

const MINUTE_MS = 60_000;
/** For so long after it a business may answer freely, by the rules of WhatsApp. */
export const FREE_FOR_MS = 24 * 60 * MINUTE_MS;
/** Less what a message takes to get there. */
const WINDOW_MS = FREE_FOR_MS - 5 * MINUTE_MS;
/** Clocks differ by less, time zones by more. */
const MAX_AHEAD_MS = 14 * MINUTE_MS;
/** No two time zones are further apart. */
const MAX_ZONES_MS = 26 * 60 * MINUTE_MS;

/** Years of the Persian and the Islamic calendar, read as ours. Tables that hold no date write 1970, 1900 or 1. */
const isOfOtherCalendar = (at: number): boolean => at >= Date.UTC(1300, 0) && at < Date.UTC(1500, 0);

/** Whether only a template may go. @param lastWroteAt undefined: nobody asks @param now both Unix time in milliseconds */
export const isWindowClosed = (lastWroteAt: number | undefined, now: number): boolean =>
	lastWroteAt !== undefined && now - lastWroteAt > WINDOW_MS;

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
	const at = momentOf(given, timeZone);
	if (at === undefined) {
		return {
			why: `is not a date with a time: ${quoted(given)}. Write it as 2026-11-28T10:00:00Z or as Unix time, or leave it empty where the person never wrote`,
		};
	}
	if (at - now > MAX_ZONES_MS || isOfOtherCalendar(at)) {
		const where = at > now ? 'far in the future' : 'centuries ago';
		return {
			why: `lies ${where}: ${quoted(given)}. Choose the field that holds when the person last wrote, with its year as in ${new Date(now).getUTCFullYear()}`,
		};
	}
	return at - now > MAX_AHEAD_MS
		? { why: `lies in the future: ${quoted(given)}. Add its time zone, as in 2026-11-28T10:00:00+07:00` }
		: { at };
}
