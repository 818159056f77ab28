/** Calls of n8n's own addresses: the trigger's webhook, and where executions wait. Nothing is signed for the service. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { answerOfFailure, codesOf, type Called } from './failures';

export type OwnContext = { helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest'> };

/**
 * The answer, parsed where it is JSON, 503 while n8n starts, or why there is none, as it follows "…, because"; the call may have
 * arrived all the same.
 */
export type OwnReply =
	| { readonly status: number; readonly body: unknown }
	/** `isAway`: nobody listens there, as while n8n starts. */
	| { readonly unreachable: string; readonly mayHaveArrived?: boolean; readonly isAway?: boolean };

const TIMEOUT_MS = 20_000;

const ITSELF: Called = { service: 'n8n or the proxy in front of it', address: 'that address' };

function parsed(text: unknown): unknown {
	if (typeof text !== 'string') return text;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Until its database is up to date, n8n answers with this text and HTTP 200 whatever it is asked. */
const STARTING = /^n8n is starting up/;
const STARTS = {
	status: 503,
	body: { code: 503, message: 'n8n is starting up: try again once it has started' },
};

/** As long as n8n does not know its webhooks its web server says that it has none. One that serves none says so for ever. */
const NO_WEBHOOKS = /<pre>Cannot POST \//;

export const knowsNoWebhooks = (reply: OwnReply): boolean =>
	'status' in reply && reply.status === 404 && typeof reply.body === 'string' && NO_WEBHOOKS.test(reply.body);

/** What a proxy says as long as it has no n8n behind it, or what n8n says itself. */
const STARTING_STATUSES: readonly number[] = [429, 502, 503, 504];

export const mayBeStarting = (reply: OwnReply): boolean =>
	'unreachable' in reply
		? reply.isAway === true
		: STARTING_STATUSES.includes(reply.status) || knowsNoWebhooks(reply);

/** Posts JSON. Nothing is retried, no redirect is followed, and nothing is thrown. */
export async function postToOwnAddress(
	{ helpers }: OwnContext,
	url: string,
	body: object,
): Promise<OwnReply> {
	try {
		const { statusCode, body: answer } = (await helpers.httpRequest({
			method: 'POST',
			url,
			body: JSON.stringify(body),
			headers: { 'Content-Type': 'application/json' },
			encoding: 'text',
			timeout: TIMEOUT_MS,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		})) as { statusCode: number; body: unknown };
		if (typeof answer === 'string' && STARTING.test(answer)) return STARTS;
		return { status: statusCode, body: parsed(answer) };
	} catch (error) {
		const { kind, why } = answerOfFailure(error, ITSELF);
		const isAway = codesOf(error).includes('ECONNREFUSED');
		return { unreachable: why, mayHaveArrived: kind === 'noAnswer', isAway };
	}
}
