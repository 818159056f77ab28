/** From the answer to one try to what became of the message. */
import type { Answer } from './answer';
import { describeRefusal, type StatusTable } from './statuses';

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
	const seconds = Math.trunc(Number(value ?? 0));
	return Number.isSafeInteger(seconds) ? Math.max(0, seconds) : 0;
}

/**
 * What a try came to, and whether another one is safe.
 *
 * @param waitedMs milliseconds since the first try of this message
 */
export function classify(answer: Answer, statuses: StatusTable, waitedMs = 0): Verdict {
	if (answer.kind === 'notSent') {
		return {
			outcome: { kind: 'notSent', why: `The message was not sent: ${answer.why}.` },
			retry: answer.retry ? 'few' : 'no',
		};
	}
	if (answer.kind === 'noAnswer') return unknown(answer.why);

	const { http, retryAfter } = answer;
	const waited = `(HTTP ${http}), also after ${Math.round(waitedMs / 1000)} s of waiting`;
	if (http === 429) {
		return {
			outcome: {
				kind: 'rejected',
				why: `ITNIO got too many messages at once ${waited}. Lower Max Messages per Second or raise Wait at Most in the options, and send this message again.`,
			},
			retry: 'tooMany',
			retryAfter,
		};
	}
	if (http === 503 && retryAfter !== undefined) {
		return {
			outcome: {
				kind: 'rejected',
				why: `ITNIO is not available at present ${waited}. Send this message again later, or raise Wait at Most in the options.`,
			},
			retry: 'patiently',
			retryAfter,
		};
	}
	if (http >= 500 || http === 408) return unknown(`it failed with HTTP ${http}`);
	if (answer.kind === 'unreadable') {
		return http >= 300 ? rejected(httpRefusal(http)) : unknown(answer.why);
	}

	const { status, reason, json } = answer.envelope;
	if (status === '0') {
		if (http >= 300) return unknown(`it says success on HTTP ${http}`);
		const data = (json.data ?? {}) as Readonly<Record<string, unknown>>;
		return {
			outcome: {
				kind: 'accepted',
				messageId: String(data.messageId ?? ''),
				timestamp: secondsOf(data.timestamp ?? data.imestamp),
				reason,
			},
			retry: 'no',
		};
	}
	return {
		outcome: { kind: 'rejected', status, why: describeRefusal(statuses, status, reason, answer.advice) },
		retry: status === EXPIRED_TIMESTAMP ? 'few' : 'no',
	};
}
