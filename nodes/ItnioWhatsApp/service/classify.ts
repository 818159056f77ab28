/** From the answer to one try to what became of the message. */
import { isRecord } from '../core/members';
import { textOf } from '../core/text';
import { unixSeconds } from '../core/time';
import type { Answer, Envelope } from './answer';
import { describeRefusal } from './refusal';
import type { StatusTable } from './statuses';

export interface Accepted {
	readonly kind: 'accepted';
	readonly messageId: string;
	/** Unix time in seconds. */
	readonly timestamp: number;
	readonly reason: string;
}

export interface Failed {
	/** `rejected`: the service said no. `notSent`: it never left. `unknown`: no answer, it may have been sent. */
	readonly kind: 'rejected' | 'notSent' | 'unknown';
	/** What happened and what to do. */
	readonly why: string;
	/** The service's status code, where it gave one. */
	readonly status?: string;
	/** It failed only because another message failed before it or the execution was canceled. */
	readonly heldBack?: true;
	/** The person has not written within 24 hours: only a template may go. */
	readonly windowClosed?: true;
}

export type Outcome = Accepted | Failed;

/**
 * An outcome, and whether another try is safe: only where the service surely did not take the message.
 * `few`: a few times. `patiently`: the service asks to come back later. `tooMany`: so, too, and all others wait as well.
 */
export interface Verdict {
	readonly outcome: Outcome;
	readonly retry: 'no' | 'few' | 'patiently' | 'tooMany';
	/** The `Retry-After` header as it came. */
	readonly retryAfter?: string;
}

const EXPIRED_TIMESTAMP = '-4';

export const UNKNOWN_ADVICE =
	'It may have been sent, so it is not sent again by itself. Look in the ITNIO console whether it went out before you send it again.';

const unknown = (why: string): Verdict => ({
	outcome: { kind: 'unknown', why: `No usable answer from ITNIO: ${why}. ${UNKNOWN_ADVICE}` },
	retry: 'no',
});

const rejected = (why: string): Verdict => ({ outcome: { kind: 'rejected', why }, retry: 'no' });

/** HTTP refusals by which a request was surely not taken. */
function httpRefusal(http: number): string {
	if (http >= 300 && http < 400) {
		return `ITNIO answered with a redirect (HTTP ${http}), which is not followed because the signature would travel along. Look at the Base URL of the credential.`;
	}
	if (http === 401 || http === 403) {
		return `Access was refused (HTTP ${http}). Look at key and secret in the ITNIO API credential, and whether ITNIO allows the IP address of this n8n.`;
	}
	if (http === 404 || http === 405) {
		return `There is no ITNIO service at this address (HTTP ${http}). Look at the Base URL of the credential.`;
	}
	if (http === 413) return 'The message is too large (HTTP 413). Shorten it.';
	return `The request was refused (HTTP ${http}). Look at the Base URL of the credential; if it is right, ask ITNIO support.`;
}

/** Whole Unix seconds; 0 where the service gave none. */
function secondsOf(value: unknown): number {
	const seconds = Math.trunc(unixSeconds(textOf(value)));
	return Number.isSafeInteger(seconds) ? seconds : 0;
}

/** What an answer says, whatever was asked: decided here alone; callers choose words, and what follows. */
export type Meaning =
	| { readonly kind: 'success'; readonly json: Envelope['json']; readonly reason: string }
	| { readonly kind: 'refused'; readonly status: string; readonly reason: string; readonly advice?: string }
	/** Surely not taken: come back later. */
	| { readonly kind: 'busy'; readonly http: 429 | 503; readonly retryAfter?: string }
	/** Surely not taken, by somebody who is not the service. */
	| { readonly kind: 'foreign'; readonly http: number; readonly isNoPath: boolean }
	/** It may have been taken; `http`: who failed said so. */
	| { readonly kind: 'unsure'; readonly why: string; readonly http?: number }
	| Extract<Answer, { kind: 'notSent' }>;

export function meaningOf(answer: Answer): Meaning {
	if (answer.kind === 'notSent') return answer;
	if (answer.kind === 'noAnswer') return { kind: 'unsure', why: answer.why };
	const { http, retryAfter } = answer;
	if (http === 429 || (http === 503 && retryAfter !== undefined)) return { kind: 'busy', http, retryAfter };
	if (http >= 500 || http === 408) return { kind: 'unsure', why: `it failed with HTTP ${http}`, http };
	const says = answer.kind === 'answered' ? answer.envelope : undefined;
	if (says?.status === '0') {
		return http >= 300
			? { kind: 'unsure', why: `it says success on HTTP ${http}`, http }
			: { kind: 'success', json: says.json, reason: says.reason };
	}
	// Frameworks answer an unknown path with JSON that has a status, too.
	const isNoPath = http === 404 || http === 405;
	if (isNoPath || (answer.kind === 'unreadable' && http >= 300)) return { kind: 'foreign', http, isNoPath };
	if (answer.kind === 'unreadable') return { kind: 'unsure', why: answer.why, http };
	const { status, reason } = answer.envelope;
	return { kind: 'refused', status, reason, advice: answer.advice };
}

/**
 * What a try came to, and whether another one is safe.
 *
 * @param waitedMs milliseconds since the first try of this message
 */
export function classify(answer: Answer, statuses: StatusTable, waitedMs = 0): Verdict {
	const meaning = meaningOf(answer);
	switch (meaning.kind) {
		case 'notSent':
			return {
				outcome: { kind: 'notSent', why: `The message was not sent: ${meaning.why}.` },
				retry: meaning.retry ? 'few' : 'no',
			};
		case 'unsure':
			return unknown(meaning.why);
		case 'foreign':
			return rejected(httpRefusal(meaning.http));
		case 'busy': {
			const { http, retryAfter } = meaning;
			const waited = `(HTTP ${http}), also after ${Math.round(waitedMs / 1000)} s of waiting`;
			const why =
				http === 429
					? `ITNIO got too many messages at once ${waited}. Lower Max Messages per Second or raise Try Again For in the options, and send this message again.`
					: `ITNIO is not available for now ${waited}. Send this message again later, or raise Try Again For in the options.`;
			return {
				outcome: { kind: 'rejected', why },
				retry: http === 429 ? 'tooMany' : 'patiently',
				retryAfter,
			};
		}
		case 'refused': {
			const { status, reason, advice } = meaning;
			const why = describeRefusal(statuses, status, reason, advice);
			return {
				outcome: { kind: 'rejected', status, why },
				retry: status === EXPIRED_TIMESTAMP ? 'few' : 'no',
			};
		}
		case 'success': {
			const { json, reason } = meaning;
			const data = isRecord(json.data) ? json.data : {};
			return {
				outcome: {
					kind: 'accepted',
					messageId: textOf(data.messageId),
					timestamp: secondsOf(data.timestamp ?? data.imestamp),
					reason,
				},
				retry: 'no',
			};
		}
	}
}
