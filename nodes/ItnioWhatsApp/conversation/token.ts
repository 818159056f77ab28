/**
 * What follows a person's own ID on every button and row of a question, so that a tap finds the execution that
 * waits for it: which execution, which node, which of its waits, n8n's signature over these three, and which choice.
 *
 *   yes~w1.3f.uCxk0…Q.k3J9x_0a.1.5d41402a…
 */
import { isRecord } from '../core/members';
import { QUOTED } from '../trigger/inbound';

/** A wait, as n8n knows it. */
export interface Wait {
	readonly executionId: string;
	readonly nodeId: string;
	/** Tells this wait from others of the same node: a loop asks more than once. */
	readonly nonce: string;
	/** n8n's own over the address that ends the wait: 64 hexadecimal digits. */
	readonly signature: string;
}

/** A choice of a question, found in a push. */
export interface Ticket extends Wait {
	/** Its place among the choices of the question, from 0. */
	readonly choice: number;
}

const NONCE_LENGTH = 8;
const NONCE = new RegExp(`^[\\w-]{${NONCE_LENGTH}}$`);
const SIGNATURE = /^[0-9a-f]{64}$/;
const TOKENS = /~w1\.([0-9a-z]{1,12})\.([ur][\w-]{1,22})\.([\w-]{8})\.([0-9a-z])\.([\w-]{43})(?![\w-])/g;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** n8n gives its nodes UUIDs; people and other programs write what they like. */
const RAW_ID = /^[\w-]{1,22}$/;
const DIGITS = /^[1-9]\d{0,14}$/;

function shortNodeId(id: string): string | undefined {
	if (UUID.test(id)) return `u${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}`;
	return RAW_ID.test(id) ? `r${id}` : undefined;
}

function nodeIdOf(short: string): string {
	if (!short.startsWith('u')) return short.slice(1);
	const hex = Buffer.from(short.slice(1), 'base64url').toString('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What is wrong with a wait, in a sentence; undefined: a token can be written for it. */
export function obstacle({ executionId, nodeId, nonce, signature }: Wait): string | undefined {
	if (!DIGITS.test(executionId)) {
		return 'n8n gave this execution no number, so no answer could find it: save the workflow, then run it again';
	}
	if (shortNodeId(nodeId) === undefined) {
		return 'The node has an ID that is too long to be sent along: copy the node, paste it, and use the copy';
	}
	if (!NONCE.test(nonce) || !SIGNATURE.test(signature)) {
		return 'This version of n8n signs addresses in a way that the node does not know: update the node';
	}
	return undefined;
}

/** The person's own ID with the token behind it. */
export function withToken(
	ownId: string,
	{ executionId, nodeId, nonce, signature }: Wait,
	choice: number,
): string {
	const execution = Number(executionId).toString(36);
	const sign = Buffer.from(signature, 'hex').toString('base64url');
	return `${ownId}~w1.${execution}.${shortNodeId(nodeId)}.${nonce}.${choice.toString(36)}.${sign}`;
}

function readToken([
	,
	execution = '',
	node = '',
	nonce = '',
	choice = '',
	signature = '',
]: readonly string[]): Ticket {
	return {
		executionId: String(parseInt(execution, 36)),
		nodeId: nodeIdOf(node),
		nonce,
		choice: parseInt(choice, 36),
		signature: Buffer.from(signature, 'base64url').toString('hex'),
	};
}

/** Far deeper than any push. */
const MAX_DEPTH = 30;

/** Tokens by what they say, outside of what is quoted. */
function collect(value: unknown, found: Map<string, Ticket>, depth = 0): void {
	if (typeof value === 'string') {
		for (const match of value.matchAll(TOKENS)) found.set(match[0], readToken(match));
	}
	if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
	for (const [key, inner] of Object.entries(value)) {
		if (!QUOTED.test(key)) collect(inner, found, depth + 1);
	}
}

/**
 * Looks for a token anywhere in a push: how a tap looks is not published (API reference, section 5).
 *
 * @returns the only one; where there are several, nobody knows which choice was tapped, or whether any was
 */
export function findTicket(value: unknown): Ticket | undefined {
	const found = new Map<string, Ticket>();
	collect(value, found);
	const [ticket, other] = found.values();
	return other ? undefined : ticket;
}

/** The same value with the person's own IDs, as if there had never been a token. */
export function withoutTokens<T>(value: T, depth = 0): T {
	if (typeof value === 'string') return value.replace(TOKENS, '') as T;
	if (depth > MAX_DEPTH) return value;
	if (Array.isArray(value)) return value.map((inner: unknown) => withoutTokens(inner, depth + 1)) as T;
	if (!isRecord(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, withoutTokens(inner, depth + 1)]),
	) as T;
}
