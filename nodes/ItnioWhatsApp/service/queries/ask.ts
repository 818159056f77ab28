/**
 * A question to the service: it reads something and changes nothing, so asking again is always safe.
 */
import { sleep } from 'n8n-workflow';
import type { Answer } from '../answer';
import { callService, type RequestContext } from '../client';
import { describeRefusal } from '../refusal';
import type { StatusTable } from '../statuses';
import { meaningOf, type Failed } from '../classify';
import { backoffMs, MAX_RETRIES, retryAfterMs } from '../../core/backoff';

export interface Query {
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
export type QueryReply =
	| { readonly json: Readonly<Record<string, unknown>> }
	/** `notThere`: nobody answers such questions at this address. */
	| { readonly failure: Failed; readonly notThere?: true };

interface Reading {
	readonly reply: QueryReply;
	readonly again: boolean;
	readonly retryAfter?: string;
}

const TIMEOUT_MS = 30_000;
/** Of a list: 2,000 short templates are 1.4 MB, the longest in Chinese ten times that. */
export const MAX_LIST_BYTES = 32_000_000;

/** Asks, up to three times more where the service is busy or out of reach. Nothing is thrown. */
export async function ask(context: RequestContext, question: Query): Promise<QueryReply> {
	const { method, url, body } = question;
	for (let attempt = 0; ; attempt += 1) {
		const { reply, again, retryAfter } = readAnswer(
			await callService(context, { method, url, body, timeoutMs: TIMEOUT_MS, maxBytes: MAX_LIST_BYTES }),
			question,
		);
		if (!again || attempt >= MAX_RETRIES) return reply;
		await sleep(retryAfterMs(retryAfter, Date.now()) ?? backoffMs(attempt, Math.random()));
	}
}

function readAnswer(answer: Answer, { statuses, what, expiredStatus }: Query): Reading {
	const failed = (kind: Failed['kind'], why: string, status?: string): QueryReply => ({
		failure: { kind, why, status },
	});
	const meaning = meaningOf(answer);
	switch (meaning.kind) {
		case 'success':
			return { reply: { json: meaning.json }, again: false };
		case 'notSent': {
			const why = `ITNIO could not be asked for ${what}: ${meaning.why}.`;
			return { reply: failed('notSent', why), again: meaning.retry };
		}
		case 'refused': {
			const { status, reason, advice } = meaning;
			const why = describeRefusal(statuses, status, reason, advice);
			return { reply: failed('rejected', why, status), again: status === expiredStatus };
		}
		case 'busy': {
			const { http, retryAfter } = meaning;
			const why = http === 429 ? 'got too many requests at once' : 'is not available for now';
			const reply = failed('rejected', `ITNIO ${why} (HTTP ${http}), also after waiting. Try again later.`);
			return { reply, again: true, retryAfter };
		}
		case 'foreign': {
			const reply = failed('rejected', noUsableAnswer(what, meaning.http));
			return { reply: meaning.isNoPath ? { ...reply, notThere: true } : reply, again: false };
		}
		case 'unsure': {
			const { http, why } = meaning;
			if (http === undefined) {
				return {
					reply: failed('unknown', `ITNIO gave no answer about ${what}: ${why}. Try again.`),
					again: false,
				};
			}
			// A page where an answer should be: somebody else is at this address.
			if (http < 300) {
				const reply = failed('unknown', `ITNIO gave no usable answer about ${what}: ${why}.`);
				return { reply: { ...reply, notThere: true }, again: false };
			}
			// A query may be repeated, whatever became of it; a service that restarts answers with 503.
			return { reply: failed('unknown', noUsableAnswer(what, http)), again: http === 503 };
		}
	}
}

const noUsableAnswer = (what: string, http: number): string =>
	`ITNIO gave no usable answer about ${what}: HTTP ${http}. Look at the Base URL of the credential; if it is right, try again later.`;
