/** Calls of n8n's own addresses: the trigger's webhook, and where executions wait. Nothing is signed for the service. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { answerOfFailure, codesOf } from './failures';

export type OwnContext = { helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest'> };

/** The answer, parsed where it is JSON, or why there is none, as it follows "…, because"; the call may have arrived all the same. */
export type OwnReply =
	| { readonly status: number; readonly body: unknown }
	| { readonly unreachable: string; readonly mayHaveArrived: boolean };

const TIMEOUT_MS = 20_000;

const WHY: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection is refused',
	ENOTFOUND: 'its host name is unknown',
	EAI_AGAIN: 'its host name is unknown',
	EHOSTUNREACH: 'there is no route to it',
	ENETUNREACH: 'there is no route to it',
	ECONNRESET: 'the connection breaks',
	ECONNABORTED: 'no answer comes in time',
	ETIMEDOUT: 'no answer comes in time',
};

function parsed(text: unknown): unknown {
	if (typeof text !== 'string') return text;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

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
		return { status: statusCode, body: parsed(answer) };
	} catch (error) {
		const why = codesOf(error)
			.map((code) => WHY[code])
			.find((words) => words !== undefined);
		return {
			unreachable: why ?? 'the call fails',
			mayHaveArrived: answerOfFailure(error).kind === 'noAnswer',
		};
	}
}
