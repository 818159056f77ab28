/** Until when a question waits: the option "Limit Wait Time" in the shape of n8n's own nodes. */
import { isMissing, isRecord } from '../core/members';
import { momentOf } from '../core/moment';
import { quoted } from '../core/problem';
import { numberIn, textOf } from '../core/text';

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** What n8n's timers and databases can hold without a doubt. */
const MAX_WAIT_MS = 10 * 365 * 86_400_000;

interface Ways {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Of the workflow: n8n's form writes a date without one. */
	readonly timeZone: string;
}

const NO_LIMIT = { until: undefined };

/**
 * @param limit what the option holds; undefined: it was not added
 * @returns the time, undefined for no limit, or what is wrong with the option, as it follows its name
 */
export function waitUntil(
	limit: unknown,
	{ now, timeZone }: Ways,
): { until: Date | undefined } | { problem: string } {
	if (limit === undefined || (isRecord(limit) && Object.keys(limit).length === 0)) return NO_LIMIT;
	const values = isRecord(limit) ? limit.values : undefined;
	if (!isRecord(values)) {
		return { problem: `is ${quoted(limit)}, which says nothing of a time: fill it in by the form` };
	}
	if (Object.keys(values).length === 0) return NO_LIMIT;
	const until = endOf(values, now, timeZone);
	if (typeof until === 'string') return { problem: until };
	if (until.getTime() <= now) return { problem: 'is already over: choose a time in the future' };
	if (until.getTime() > now + MAX_WAIT_MS) return { problem: 'is more than ten years away' };
	return { until };
}

function endOf(values: Record<string, unknown>, now: number, timeZone: string): Date | string {
	switch (values.limitType ?? 'afterTimeInterval') {
		case 'afterTimeInterval':
			return afterInterval(values, now);
		case 'atSpecifiedTime':
			return dateOf(values, timeZone);
		default:
			return `has an unknown Limit Type: ${quoted(values.limitType)}`;
	}
}

function dateOf({ maxDateAndTime }: Record<string, unknown>, timeZone: string): Date | string {
	if (isMissing(maxDateAndTime)) return 'has no date';
	const at = momentOf(maxDateAndTime, timeZone);
	if (at !== undefined) return new Date(at);
	return `has no date that can be read: ${quoted(maxDateAndTime)}. Write it as 2026-11-28T10:00:00, by the clock of the workflow, or as 2026-11-28T10:00:00Z`;
}

function afterInterval({ resumeAmount, resumeUnit }: Record<string, unknown>, now: number): Date | string {
	const amount = numberIn(resumeAmount);
	const unit = SECONDS[String(resumeUnit ?? 'hours')];
	if (!Number.isFinite(amount) || amount <= 0) {
		return `must be a number above 0, but it is "${textOf(resumeAmount)}"`;
	}
	if (unit === undefined) return `has an unknown unit: "${String(resumeUnit)}"`;
	return new Date(now + Math.min(amount * unit * 1000, 2 * MAX_WAIT_MS));
}
