/** What the service reports of a message that it took (docs/api.md, section 5), and what a workflow goes on with. */
import { createHash } from 'crypto';
import { failureReason, type FailureReason } from '../core/failureReasons';
import { isRecord } from '../core/members';
import { excerpt } from '../core/text';
import { MESSAGE_STATUS, secondsOf, statusOf, type Push } from '../trigger/push';
import type { Goal } from './registration';

/** The better one counts, whatever came first: what was read was delivered, and some failures are taken back. */
const FINAL = ['failed', 'deleted', 'delivered', 'read'] as const;
export type FinalStatus = (typeof FINAL)[number];

/** One that may be the last of its message. */
export interface DeliveryReport {
	readonly status: FinalStatus;
	/** Unix time in seconds; 0: unknown. */
	readonly at: number;
	/** Why it failed, as JSON: a known code alone, otherwise as it came, or a text of its beginning. */
	readonly failure?: string;
}

/** `delivery` of the output. */
export interface DeliveryOutcome {
	readonly delivered: boolean;
	/** The service's word; `noReport`: the time was up, `notSent`: the item has no message. */
	readonly status: FinalStatus | 'noReport' | 'notSent';
	readonly timestamp?: number;
	readonly reason?: FailureReason;
	/** As the service wrote it, where its code is not known; a long one is a text that ends in `…`. */
	readonly failure?: unknown;
}

/** More of a reason is not stored with the workflow: nobody reads it. */
const MAX_FAILURE_CHARACTERS = 500;

/** Short enough that many can be stored, and nothing of the ID can be read from it. */
export const nameOfMessage = (messageId: string): string =>
	createHash('sha256').update(messageId).digest('base64url').slice(0, 12);

export const isFinalStatus = (status: unknown): status is FinalStatus =>
	FINAL.some((known) => known === status);

const isGiven = (value: unknown): value is string | number =>
	(typeof value === 'string' && value.trim() !== '') || typeof value === 'number';

function failureOf({ failure }: Push): Pick<DeliveryReport, 'failure'> {
	const why = failureReason(failure)?.code ?? failure;
	const text = JSON.stringify(why);
	if (text === undefined || ['null', '""', '{}', '[]'].includes(text)) return {};
	const words = typeof why === 'string' ? why : text;
	const shown = excerpt(words, MAX_FAILURE_CHARACTERS);
	return { failure: shown === words ? text : JSON.stringify(shown) };
}

/** The report that a push is, with the name of its message; undefined: it is not a report, or another one is certain to follow. */
export function readReportOf(
	push: Push,
): { readonly name: string; readonly report: DeliveryReport } | undefined {
	const { eventType, messageId } = push;
	const status = statusOf(push);
	if (eventType !== MESSAGE_STATUS || !isFinalStatus(status) || !isGiven(messageId)) return undefined;
	const why = status === 'failed' ? failureOf(push) : {};
	return {
		name: nameOfMessage(String(messageId).trim()),
		report: { status, at: secondsOf(push), ...why },
	};
}

/** Whether a report says more than what is known already. */
export const isBetter = (report: DeliveryReport, known: DeliveryReport | undefined): boolean =>
	known === undefined || FINAL.indexOf(report.status) > FINAL.indexOf(known.status);

/** Whether nothing is waited for any longer. */
export const reaches = (report: DeliveryReport | undefined, goal: Goal): boolean =>
	report !== undefined && (goal === 'delivered' || report.status !== 'delivered');

function reasonOf(failure: string): Pick<DeliveryOutcome, 'reason' | 'failure'> {
	const given: unknown = JSON.parse(failure);
	// A known code is stored alone. Where a text was shortened, what is left of a longer number may look like one.
	const reason = typeof given === 'number' ? failureReason(given) : undefined;
	return reason ? { reason } : { failure: given };
}

/** @param name of the message; undefined: the item has none */
export function outcomeOf(
	name: string | undefined,
	reports: ReadonlyMap<string, DeliveryReport>,
): DeliveryOutcome {
	if (name === undefined) return { delivered: false, status: 'notSent' };
	const report = reports.get(name);
	if (report === undefined) return { delivered: false, status: 'noReport' };
	const { status, at, failure } = report;
	return {
		delivered: status === 'delivered' || status === 'read',
		status,
		...(at > 0 && { timestamp: at }),
		...(failure !== undefined && reasonOf(failure)),
	};
}

/** Reads what the trigger hands over. Whatever is not in its form is undefined. */
export function readHandedReports(value: unknown): ReadonlyMap<string, DeliveryReport> | undefined {
	if (!isRecord(value) || !isRecord(value.reports)) return undefined;
	const reports = new Map<string, DeliveryReport>();
	for (const [name, given] of Object.entries(value.reports)) {
		if (!isRecord(given)) return undefined;
		const { status, at, failure } = given;
		if (!isFinalStatus(status) || typeof at !== 'number') return undefined;
		reports.set(name, { status, at, ...(isJson(failure) ? { failure } : {}) });
	}
	return reports;
}

function isJson(value: unknown): value is string {
	if (typeof value !== 'string') return false;
	try {
		JSON.parse(value);
		return true;
	} catch {
		return false;
	}
}
