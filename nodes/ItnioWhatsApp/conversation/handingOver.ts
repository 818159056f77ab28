/** Brings an answer to the execution that waits for it, at n8n's own address for that. */
import { isRecord } from '../core/members';
import { textOf } from '../core/text';
import { knowsNoWebhooks, type OwnReply as Reply } from '../service/ownAddress';
import type { Wait } from './token';

export type { Reply };

/**
 * What became of an answer.
 *
 * `taken`: the workflow goes on with it. `gone`: nobody waits for it any longer. `refused`: it does not fit the question,
 * comes from somebody else, or n8n did not sign its address. `busy`: the execution is at work and never came to wait.
 * `unsure`: n8n was told, but did not say what it does with it. `unreachable`: n8n does not get through to itself.
 */
export type Handed =
	| { readonly kind: 'gone' | 'refused' | 'busy' }
	/** `used`: the IDs of the messages that are the answer; none: nobody said. */
	| { readonly kind: 'unsure'; readonly used: readonly string[] }
	/** `asked`: the ID of the question in WhatsApp, where the execution says so. */
	| { readonly kind: 'taken'; readonly used: readonly string[]; readonly asked?: string }
	| { readonly kind: 'unreachable'; readonly why: string };

/**
 * What one reply says. `fits`: the execution waits for such an answer. `running`: it is at work. `later`: not this time.
 * `unknown`: what was asked for may be done all the same.
 */
type Meaning =
	| { readonly kind: 'taken' | 'gone' | 'refused' | 'running' | 'later' | 'unknown' }
	/** `leftMs`: until its time is up. */
	| {
			readonly kind: 'fits';
			readonly used: readonly string[];
			readonly leftMs: number;
			readonly asked?: string;
	  }
	/** `isStarting`: as long as it may take n8n to start. */
	| {
			readonly kind: 'unreachable';
			readonly why: string;
			readonly mayHaveArrived?: boolean;
			readonly isStarting?: boolean;
	  };

/** Where an answer ends a wait. @param base n8n's address for waiting executions, without a slash at its end */
export function addressOf(base: string, { executionId, nodeId, nonce, signature }: Wait): string {
	return `${base}/${executionId}/${encodeURIComponent(nodeId)}?n=${nonce}&signature=${signature}`;
}

/** What n8n says where another node waited. */
const OTHER_NODE = 'Workflow was started';

/** The titles of n8n's own pages: where nothing waits any longer, and for a signature that is not its own. */
const OVER_PAGE = /<title>No action required/i;
const FORGED_PAGE = /<title>Invalid (Form Link|token)/i;

/** n8n names the execution or the node that it does not find waiting. A proxy before it says other things. */
const OF_N8N = /\b(execution|node)\b/i;

export function meaningOfReply(reply: Reply): Meaning {
	if ('unreachable' in reply) {
		const { unreachable: why, mayHaveArrived, isAway } = reply;
		return { kind: 'unreachable', why, mayHaveArrived, isStarting: isAway };
	}
	const { status, body } = reply;
	const said = isRecord(body) ? body : {};
	const message = String(said.message ?? '');
	const strange = { kind: 'unreachable', why: `somebody else answers there (HTTP ${status})` } as const;
	switch (status) {
		case 200:
			if (said.answer === 'taken') return { kind: 'taken' };
			if (said.answer === 'fits') {
				const leftMs = typeof said.leftMs === 'number' ? said.leftMs : Infinity;
				const used = Array.isArray(said.used) ? said.used.map(String) : [];
				return { kind: 'fits', used, leftMs, asked: textOf(said.asked) || undefined };
			}
			return message === OTHER_NODE || OVER_PAGE.test(String(body)) ? { kind: 'gone' } : strange;
		case 401:
			return said.answer === 'refused' || said.error === 'Invalid token' || FORGED_PAGE.test(String(body))
				? { kind: 'refused' }
				: strange;
		case 403:
		case 422:
			return said.answer === 'refused' ? { kind: 'refused' } : strange;
		case 404:
			if (knowsNoWebhooks(reply)) return { ...strange, isStarting: true };
			return OF_N8N.test(message) ? { kind: 'gone' } : strange;
		case 410:
			return said.answer === 'gone' ? { kind: 'gone' } : strange;
		case 409:
			if (/\brunning\b/.test(message)) return { kind: 'running' };
			return OF_N8N.test(message) ? { kind: 'gone' } : strange;
		case 429:
			return { kind: 'later' };
		case 503:
			// n8n that starts. A proxy may say so of what it has passed on.
			return { kind: 'code' in said ? 'later' : 'unknown' };
		case 500:
			// n8n's own: another call was quicker.
			return { kind: message === '' ? 'unknown' : 'later' };
	}
	if (status >= 300 && status < 400)
		return { kind: 'unreachable', why: `it answers with a redirect (HTTP ${status})` };
	return status > 500 ? { kind: 'unknown' } : strange;
}

export interface HandOverTools {
	/** Posts JSON. Must not throw. */
	readonly post: (url: string, body: object) => Promise<Reply>;
	/** Milliseconds. */
	readonly sleep: (milliseconds: number) => Promise<void>;
	/** Milliseconds of a clock that nobody sets. */
	readonly now: () => number;
	/** Whether n8n was told this answer before, and then stopped. */
	readonly wasTold: boolean;
	/** Lets n8n store that it is going to be told. Must not throw. */
	readonly beforeTelling: () => Promise<void>;
	/** Whether somebody else has ended this wait meanwhile. */
	readonly ended: () => boolean;
	/** Nobody pushes it again, so that n8n has the time to start. */
	readonly isPatient: boolean;
	/** Called when it takes longer than whoever pushes can wait for. */
	readonly onLong: () => void;
}

/** Pauses between tries, in milliseconds: an execution that has asked a moment ago is not waiting yet. */
const PAUSES_MS = [100, 200, 400, 800, 1_600, 2_000];
const LONG_PAUSE_MS = 5_000;
/** Longer does nobody wait who pushes. */
export const QUICK_MS = 5_000;
/** So long may n8n take to start. */
const STARTS_WITHIN_MS = 35_000;
/** So exactly does n8n keep the end of a wait. */
const CLOSE_MS = 2_000;
/** ITNIO has pushed for the last time then; and who waits for a place in n8n for longer is to be told. */
const MAX_MS = 12 * 60_000;

/**
 * First asks whether the execution waits for such an answer, which changes nothing and may be asked any number of times,
 * and then tells it. Of a telling whose outcome nobody knows, the next reply tells: the execution still waits, or it
 * goes on, and then with this answer.
 */
export async function handOver(url: string, answer: object, tools: HandOverTools): Promise<Handed> {
	const { post, sleep, now, ended, onLong } = tools;
	const since = now();
	let isMarked = tools.wasTold;
	let isUnsure = false;
	let unreachable = 0;
	let used: readonly string[] = [];
	let end = Infinity;
	let asked: string | undefined;
	for (let attempt = 0; ; attempt++) {
		const mayBeDone = isUnsure;
		let meaning = meaningOfReply(await post(url, { ...answer, look: true }));
		// It still waited when this answer was told, and nobody is left who heard what n8n said.
		if (tools.wasTold && !mayBeDone && meaning.kind === 'gone') return { kind: 'unsure', used };
		if (meaning.kind === 'fits') {
			({ used, asked } = meaning);
			end = now() + meaning.leftMs - CLOSE_MS;
			if (!isMarked) await tools.beforeTelling();
			isMarked = true;
			meaning = meaningOfReply(await post(url, answer));
			isUnsure ||=
				meaning.kind === 'unknown' || (meaning.kind === 'unreachable' && meaning.mayHaveArrived === true);
		}
		if (mayBeDone && (meaning.kind === 'gone' || meaning.kind === 'running')) {
			// Unless its time was up meanwhile.
			return now() < end ? { kind: 'taken', used, asked } : { kind: 'unsure', used };
		}
		if (meaning.kind === 'taken') return { kind: 'taken', used, asked };
		if (meaning.kind === 'gone' || meaning.kind === 'refused') return { kind: meaning.kind };
		if (ended()) return { kind: 'gone' };
		const elapsed = now() - since;
		unreachable = meaning.kind === 'unreachable' ? unreachable + 1 : 0;
		if (elapsed >= QUICK_MS) {
			// Once is no wonder behind a proxy.
			if (meaning.kind === 'unreachable' && unreachable >= PAUSES_MS.length && !isUnsure) {
				const { why, isStarting } = meaning;
				const isWorthIt = tools.isPatient && isStarting && elapsed < STARTS_WITHIN_MS;
				if (!isWorthIt) return { kind: 'unreachable', why };
			}
			if (elapsed >= MAX_MS) return isUnsure ? { kind: 'unsure', used } : { kind: 'busy' };
			onLong();
		}
		await sleep(PAUSES_MS[attempt] ?? LONG_PAUSE_MS);
	}
}
