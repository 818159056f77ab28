/**
 * Typed answers carry no token. So the node tells the trigger who waits for whom before it asks, and the trigger gives
 * the person's next message to that execution. Nobody else may do so: each call is authenticated by a key that both
 * derive from the API secret, and a call that somebody overheard is of no use to them later.
 */
import { createHmac, timingSafeEqual } from 'crypto';
import { OperationalError } from 'n8n-workflow';
import { isRecord } from '../core/members';
import type { Refusal } from '../trigger/push';
import type { Wait } from './token';

/** How far messages must have come: `until` of the form of *Wait for Delivery*. */
export type Goal = 'delivered' | 'read';

/** Whose reports somebody waits for. */
export interface Awaited {
	readonly goal: Goal;
	/** Short names of messages (`nameOfMessage`). */
	readonly names: readonly string[];
}

/** Who waits for a message of whom, or for reports of messages. */
export interface Registration extends Wait {
	/** Digits. */
	readonly recipient: string;
	readonly businessPhone: string;
	/** Milliseconds since 1970; 0: without an end. */
	readonly until: number;
	/** Of *Wait for Delivery*, which waits for no person. */
	readonly awaited?: Awaited;
}

/**
 * `told`, `answered`: the trigger tells itself, so that n8n stores it. `look`: it looks after those who wait for reports, by
 * what this process and the one that tells it know.
 */
export type Action = 'add' | 'remove' | 'told' | 'answered' | 'look';

const ACTIONS: readonly unknown[] = ['add', 'remove', 'told', 'answered', 'look'] satisfies Action[];

/** What the node posts to the trigger. */
export interface Notice {
	readonly itnioWait: Registration & {
		readonly action: Action;
		readonly at: number;
		/** Lines of the trigger's memory. */
		readonly known?: string;
	};
	readonly mac: string;
}

/** The trigger's answer to a good notice. `stored`: n8n has it in its database, so that it survives a restart. */
export type Receipt = 'noted' | 'stored' | 'removed' | 'looked';

/** Of a trigger that cannot check a notice. @param error why there is no key to check it with */
export function unsigned(error: unknown): Refusal {
	// n8n's own errors have a level, those of its database have none; of its own, one class passes.
	const isLasting = isRecord(error) && 'level' in error && !(error instanceof OperationalError);
	const remedy = 'switch on Only This App there, and choose the credential of the send node.';
	if (isLasting) return { status: 403, message: `The trigger has no credential: ${remedy}` };
	// n8n is about to stop, or does not reach its database: whoever asks tries again.
	return { status: 503, message: `n8n cannot read the credential of the trigger. If it stays so: ${remedy}` };
}

/** What the key is derived for. */
export const PURPOSE = 'n8n-nodes-itnio: who waits for an answer, 1';
/** How far the clocks of two processes may be apart, in milliseconds. Shorter than it is remembered that a wait is off. */
export const MAX_SKEW_MS = 5 * 60_000;

function macOf(key: string, { itnioWait: w }: Pick<Notice, 'itnioWait'>): string {
	const fields = [
		w.action,
		w.at,
		w.executionId,
		w.nodeId,
		w.nonce,
		w.signature,
		w.recipient,
		w.businessPhone,
		w.until,
		...(w.awaited ? [w.awaited.goal, ...w.awaited.names] : []),
		...(w.known === undefined ? [] : [{ known: w.known }]),
	];
	return createHmac('sha256', key).update(JSON.stringify(fields)).digest('hex');
}

/**
 * @param at milliseconds since 1970
 * @param known lines of the trigger's memory
 */
export function writeNotice(
	key: string,
	action: Action,
	registration: Registration,
	at: number,
	known?: string,
): Notice {
	const { executionId, nodeId, nonce, signature, recipient, businessPhone, until, awaited } = registration;
	const itnioWait = {
		...{ executionId, nodeId, nonce, signature, recipient, businessPhone, until, action, at },
		...(awaited && { awaited }),
		...(known !== undefined && { known }),
	};
	return { itnioWait, mac: macOf(key, { itnioWait }) };
}

const TEXTS = ['executionId', 'nodeId', 'nonce', 'signature', 'recipient', 'businessPhone'] as const;

const NAME = /^[\w-]{1,32}$/;

function isAwaited(value: unknown): value is Awaited {
	if (!isRecord(value)) return false;
	const { goal, names } = value;
	return (
		(goal === 'delivered' || goal === 'read') &&
		Array.isArray(names) &&
		names.length > 0 &&
		names.every((name) => typeof name === 'string' && NAME.test(name))
	);
}

/** Whether a body wants to be a notice. */
export const isNotice = (body: unknown): body is Record<string, unknown> =>
	isRecord(body) && 'itnioWait' in body;

/** @returns the notice, or why it is refused, in a few words */
export function readNotice(
	key: string,
	body: Readonly<Record<string, unknown>>,
	now: number,
): { action: Action; at: number; registration: Registration; known?: string } | { refusal: string } {
	const { itnioWait: given, mac } = body;
	if (!isRecord(given) || typeof mac !== 'string') return { refusal: 'The notice is malformed.' };
	const { action, at, until, awaited, known } = given;
	const wellFormed =
		ACTIONS.includes(action) &&
		typeof at === 'number' &&
		typeof until === 'number' &&
		(awaited === undefined || isAwaited(awaited)) &&
		(known === undefined || typeof known === 'string') &&
		TEXTS.every((name) => typeof given[name] === 'string' && given[name].length <= 128);
	if (!wellFormed) return { refusal: 'The notice is malformed.' };
	const notice = given as unknown as Notice['itnioWait'];
	const expected = Buffer.from(macOf(key, { itnioWait: notice }));
	const actual = Buffer.from(mac);
	if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
		return { refusal: 'The notice is not signed with the API secret of the credential of this trigger.' };
	}
	if (Math.abs(now - notice.at) > MAX_SKEW_MS) {
		return { refusal: 'The notice is too old, or the clocks of the two are more than five minutes apart.' };
	}
	const { executionId, nodeId, nonce, signature, recipient, businessPhone } = notice;
	return {
		action: notice.action,
		at: notice.at,
		registration: {
			...{ executionId, nodeId, nonce, signature, recipient, businessPhone, until },
			...(notice.awaited && { awaited: notice.awaited }),
		},
		...(notice.known !== undefined && { known: notice.known }),
	};
}
