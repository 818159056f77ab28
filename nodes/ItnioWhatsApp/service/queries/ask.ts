/**
 * A question to the service: it reads something and changes nothing, so asking again is always safe.
 */
import { sleep } from 'n8n-workflow';
import type { Answer } from '../answer';
import { callService, type RequestContext } from '../client';
import { describeRefusal, type StatusTable } from '../statuses';
import type { Failed } from '../classify';
import { backoffMs, MAX_RETRIES, retryAfterMs } from '../../core/backoff';

export interface Question {
	readonly method: 'GET' | 'POST';
	/** Checked base URL plus path. */
	readonly url: string;
	readonly body?: object;
	/** What the codes of this endpoint mean. */
	readonly statuses: StatusTable;
	/** What is asked for, e.g. `the account balance`. */
	readonly what: string;
	/** A clock that is off by a moment is refused with this status; the next try signs afresh. */
	readonly expiredStatus: string;
}

/** The whole parsed answer, or why there is none. */
export type Reply =
	| { readonly json: Readonly<Record<string, unknown>> }
	/** `notThere`: nobody answers such questions at this address. */
	| { readonly failure: Failed; readonly notThere?: true };

interface Reading {
	readonly reply: Reply;
	readonly again: boolean;
	readonly retryAfter?: string;
}

const TIMEOUT_MS = 30_000;

/** Asks, up to three times more where the service is busy or out of reach. Nothing is thrown. */
export async function ask(context: RequestContext, question: Question): Promise<Reply> {
	const { method, url, body } = question;
	for (let attempt = 0; ; attempt += 1) {
		const { reply, again, retryAfter } = readAnswer(
			await callService(context, { method, url, body, timeoutMs: TIMEOUT_MS }),
			question,
		);
		if (!again || attempt >= MAX_RETRIES) return reply;
		await sleep(retryAfterMs(retryAfter, Date.now()) ?? backoffMs(attempt, Math.random()));
	}
}

function readAnswer(answer: Answer, { statuses, what, expiredStatus }: Question): Reading {
	const failed = (kind: Failed['kind'], why: string, status?: string): Reply => ({
		failure: { kind, why, status },
	});
	if (answer.kind === 'notSent') {
		return {
			reply: failed('notSent', `ITNIO could not be asked for ${what}: ${answer.why}.`),
			again: answer.retry,
		};
	}
	if (answer.kind === 'noAnswer') {
		return {
			reply: failed('unknown', `ITNIO gave no answer about ${what}: ${answer.why}. Try again.`),
			again: false,
		};
	}
	const { http, retryAfter } = answer;
	if (http === 429 || http === 503) {
		const why = http === 429 ? 'got too many requests at once' : 'is not available at present';
		const reply = failed('rejected', `ITNIO ${why} (HTTP ${http}), also after waiting. Try again later.`);
		return { reply, again: true, retryAfter };
	}
	if (answer.kind === 'answered' && answer.envelope.status === '0' && http < 300) {
		return { reply: { json: answer.envelope.json }, again: false };
	}
	// Frameworks answer an unknown path with JSON that has a status, too.
	const isNoPath = http === 404 || http === 405 || (answer.kind === 'unreadable' && http < 300);
	if (answer.kind === 'answered' && answer.envelope.status !== '0' && http < 500 && !isNoPath) {
		const { status, reason } = answer.envelope;
		const reply = failed('rejected', describeRefusal(statuses, status, reason, answer.advice), status);
		return { reply, again: status === expiredStatus };
	}
	const why =
		answer.kind === 'unreadable' && http < 300
			? answer.why
			: `HTTP ${http}. Look at the Base URL of the credential; if it is right, try again later`;
	const reply = failed(
		http >= 300 && http < 500 ? 'rejected' : 'unknown',
		`ITNIO gave no usable answer about ${what}: ${why}.`,
	);
	return { reply: isNoPath ? { ...reply, notThere: true } : reply, again: false };
}
