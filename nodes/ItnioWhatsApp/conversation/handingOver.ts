/** Brings an answer to the execution that waits for it, at n8n's own address for that. */
import { isRecord } from '../core/members';
import type { Answer } from './answer';
import type { Wait } from './token';

/** What came of a call of n8n's own address. */
export type Reply =
	| { readonly status: number; readonly body: unknown }
	/** There was no answer; `why` says so in a person's words. */
	| { readonly unreachable: string };

/**
 * What became of an answer.
 *
 * `taken`: the workflow goes on with it. `gone`: nobody waits for it any longer. `refused`: it does not fit the question
 * or comes from somebody else. `forged`: n8n did not sign this. `busy`: n8n cannot say yet. `unreachable`: n8n does not
 * get through to itself.
 */
export type Handed =
	| { readonly kind: 'taken' | 'gone' | 'refused' | 'forged' }
	| { readonly kind: 'busy' }
	| { readonly kind: 'unreachable'; readonly why: string };

/** Pauses between tries, in milliseconds: an execution that has asked a moment ago is not waiting yet. */
const PAUSES_MS = [100, 200, 400, 800, 1_600, 2_000];

/** Where an answer ends a wait. @param base n8n's address for waiting executions, without a slash at its end */
export function addressOf(base: string, { executionId, nodeId, nonce, signature }: Wait): string {
	return `${base}/${executionId}/${encodeURIComponent(nodeId)}?n=${nonce}&signature=${signature}`;
}

/** The titles of n8n's own pages: where nothing waits any longer, and for a signature that is not its own. */
const OVER_PAGE = /<title>No action required/i;
const FORGED_PAGE = /<title>Invalid (Form Link|token)/i;

/** n8n names the execution or the node that it does not find waiting. A proxy before it says other things. */
const OF_N8N = /\b(execution|node)\b/i;

/** What one reply of n8n means; undefined: try again shortly. */
export function meaningOf(reply: Reply): Handed | undefined {
	if ('unreachable' in reply) return { kind: 'unreachable', why: reply.unreachable };
	const { status, body } = reply;
	const said = isRecord(body) ? body : {};
	const message = String(said.message ?? '');
	const strange: Handed = { kind: 'unreachable', why: `somebody else answers there (HTTP ${status})` };
	switch (status) {
		case 200:
			if (said.answer === 'taken') return { kind: 'taken' };
			// Where nothing waits any longer, n8n shows a page that says so.
			return message !== '' || OVER_PAGE.test(String(body)) ? { kind: 'gone' } : strange;
		case 401:
			return said.answer === 'refused' || said.error === 'Invalid token' || FORGED_PAGE.test(String(body))
				? { kind: 'forged' }
				: strange;
		case 403:
		case 422:
			return said.answer === 'refused' ? { kind: 'refused' } : strange;
		case 404:
			return OF_N8N.test(message) ? { kind: 'gone' } : strange;
		case 410:
			return said.answer === 'gone' ? { kind: 'gone' } : strange;
		case 409:
			if (/\brunning\b/.test(message)) return undefined;
			return OF_N8N.test(message) ? { kind: 'gone' } : strange;
	}
	if (status >= 300 && status < 400)
		return { kind: 'unreachable', why: `it answers with a redirect (HTTP ${status})` };
	// A lost race, or a proxy in front of an n8n that starts: another try tells.
	return status === 429 || status >= 500 ? undefined : strange;
}

export interface Tools {
	/** Posts JSON. Must not throw. */
	readonly post: (url: string, body: Answer) => Promise<Reply>;
	/** Milliseconds. */
	readonly sleep: (milliseconds: number) => Promise<void>;
	/** Whether somebody else has ended this wait meanwhile. */
	readonly ended: () => boolean;
}

/** Tries for some seconds, as long as another try may help. */
export async function handOver(url: string, answer: Answer, { post, sleep, ended }: Tools): Promise<Handed> {
	for (const pause of [...PAUSES_MS, undefined]) {
		const handed = meaningOf(await post(url, answer));
		if (handed !== undefined && handed.kind !== 'unreachable') return handed;
		if (ended()) return { kind: 'gone' };
		if (pause === undefined) return handed ?? { kind: 'busy' };
		await sleep(pause);
	}
	return { kind: 'busy' };
}
