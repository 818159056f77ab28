/** Until when a question waits: the option "Limit Wait Time" in the shape of n8n's own nodes. */
import { isMissing, isRecord } from '../core/members';

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** What n8n's timers and databases can hold without a doubt. */
const MAX_WAIT_MS = 10 * 365 * 86_400_000;

/**
 * @param limit what the option holds; undefined: it was not added
 * @param now milliseconds since 1970
 * @returns the time, undefined for no limit, or what is wrong with the option, as it follows its name
 */
export function waitUntil(limit: unknown, now: number): { until: Date | undefined } | { problem: string } {
	if (limit === undefined) return { until: undefined };
	const values = isRecord(limit) ? limit.values : undefined;
	if (!isRecord(values) || Object.keys(values).length === 0) return { until: undefined };
	const until = values.limitType === 'atSpecifiedTime' ? dateOf(values) : afterInterval(values, now);
	if (typeof until === 'string') return { problem: until };
	if (until.getTime() <= now) return { problem: 'is already over: choose a time in the future' };
	if (until.getTime() > now + MAX_WAIT_MS) return { problem: 'is more than ten years away' };
	return { until };
}

function dateOf({ maxDateAndTime }: Record<string, unknown>): Date | string {
	if (isMissing(maxDateAndTime)) return 'has no date';
	const date = new Date(String(maxDateAndTime));
	return Number.isNaN(date.getTime()) ? `has no date that can be read: "${String(maxDateAndTime)}"` : date;
}

function afterInterval({ resumeAmount, resumeUnit }: Record<string, unknown>, now: number): Date | string {
	const amount = isMissing(resumeAmount) ? NaN : Number(resumeAmount);
	const unit = SECONDS[String(resumeUnit ?? 'hours')];
	if (!Number.isFinite(amount) || amount <= 0) {
		return `must be a number above 0, but it is "${String(resumeAmount ?? '')}"`;
	}
	if (unit === undefined) return `has an unknown unit: "${String(resumeUnit)}"`;
	return new Date(now + Math.min(amount * unit * 1000, 2 * MAX_WAIT_MS));
}
