/**
 * What an inbound message says, flattened for people who drag values into fields. Not all shapes of a message are
 * published (API reference, section 5), so it is looked at member by member, and the push itself stays as it came.
 */
import type { IDataObject } from 'n8n-workflow';
import { digitsAsWritten, isHiddenPerson } from '../core/phone';
import { isMissing, isRecord, recordIn, type Members } from '../core/members';
import { failureReason, type FailureReason } from '../core/failureReasons';
import { MESSAGE_STATUS, statusOf, UP_MESSAGE, type Push } from './push';

/** What a person tapped. */
export interface Tapped {
	/** The title where the push has none. */
	readonly id: string;
	readonly title: string;
	readonly description?: string;
}

/** What the send node needs to answer, and what the person said. */
export interface Inbound {
	readonly replyTo?: string;
	/** Digits, where the push has a number. */
	readonly sender?: string;
	/** The number, or the ID of a person who hides it. */
	readonly person?: string;
	/** Business number and person: n8n's memory of agents takes it by itself. */
	readonly sessionId?: string;
	/** Text, caption, or title of what was tapped; empty where there are no words. */
	readonly text: string;
	/** The same: the default prompt of n8n's agents. */
	readonly chatInput: string;
	readonly tapped?: Tapped;
}

const isGiven = (value: unknown): value is string | number =>
	(typeof value === 'string' && value !== '') || typeof value === 'number';

/** The first of them in which something can be read. A shape may have all members of the others, as null or empty. */
const firstGiven = (...values: readonly unknown[]): string | number | undefined =>
	values.filter(isGiven).find((value) => !isMissing(value));

const words = (...values: readonly unknown[]): string => String(firstGiven(...values) ?? '');

/** Members under which a tap may lie: those of Meta's webhooks, which the service hands on in a shape of its own. */
const TAP = /button|list|reply|interactive|tap|select/i;
/** What was tapped, also where it comes without an ID. */
const CHOICE = /^(button|tap|.*_?reply|.*tapped|.*selected)$/i;
/** What the person wrote about: a message that is quoted, an advertisement that was clicked. */
export const QUOTED = /^(context|referral|reply_?to)$|quoted/i;
/** What a Flow sends back: the values of its own form. */
const FLOW = /^nfm|flow/i;
const MAX_DEPTH = 6;

function tappedOf(value: Members, key: string): Tapped | undefined {
	const id = firstGiven(value.id, value.payload);
	const title = firstGiven(value.title, value.text);
	const { description } = value;
	if (title === undefined || (id === undefined && !CHOICE.test(key))) return undefined;
	return {
		id: String(id ?? title),
		title: String(title),
		...(typeof description === 'string' && description !== '' ? { description } : {}),
	};
}

/** The first object of a tap that has a title. */
function findTap(value: unknown, key = '', underTap = false, depth = 0): Tapped | undefined {
	if (!isRecord(value) || depth > MAX_DEPTH) return undefined;
	const own = underTap ? tappedOf(value, key) : undefined;
	if (own) return own;
	for (const [inner, member] of Object.entries(value)) {
		if (QUOTED.test(inner) || FLOW.test(inner)) continue;
		const found = findTap(member, inner, underTap || TAP.test(inner), depth + 1);
		if (found) return found;
	}
	return undefined;
}

/** Longer is no ID of a message. */
const MAX_ID_LENGTH = 256;

/** Whatever may be the ID of the message that is quoted: the shape of a quote is not published. */
export function quotedBy(push: Push): string[] {
	const found: string[] = [];
	const collect = (value: unknown, isQuoted: boolean, depth: number): void => {
		if (isQuoted && isGiven(value) && String(value).length <= MAX_ID_LENGTH) found.push(String(value));
		if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
		for (const [key, inner] of Object.entries(value)) {
			collect(inner, isQuoted || QUOTED.test(key), depth + 1);
		}
	};
	collect(push, false, 0);
	return found;
}

/** The words of an order: what the person wrote to it, or what is in it. */
function orderWords(order: Members): string {
	const items = [order.product_items, order.productItems]
		.map((list) => (Array.isArray(list) ? list.filter(isRecord) : []))
		.find((list) => list.length > 0);
	const listed = (items ?? []).map((item) => {
		const name = words(item.name, item.product_retailer_id, item.productRetailerId);
		return `${words(item.quantity) || '1'} × ${name}`;
	});
	return words(order.text) || listed.join(', ');
}

/** What a Flow says when it is sent back. */
function flowWords({ interactive }: Members): string {
	if (!isRecord(interactive)) return '';
	return words(...[interactive.nfm_reply, interactive.nfmReply].filter(isRecord).map(({ body }) => body));
}

/** The words of a message: the text, the caption of its file, an order or a Flow. */
function wordsOf(message: Members): string {
	const { type, text, order } = message;
	const body = isRecord(text) ? words(text.body) : words(text);
	if (body !== '') return body;
	if (isRecord(order)) return orderWords(order);
	const file = typeof type === 'string' ? message[type] : undefined;
	return (isRecord(file) ? words(file.caption) : '') || flowWords(message);
}

/** A word in place of the number may stand for any number of people: that is nobody. */
const NUMBER = /^\d{5,}$/;

/** Who wrote: the digits of the number, or the ID in its place; either may stand in place of all members. */
function whoWrote(from: unknown): Pick<Inbound, 'sender' | 'person'> {
	const members = recordIn(from) ?? { phone: from };
	const hidden = Object.values(members).find(
		(value): value is string => typeof value === 'string' && isHiddenPerson(value),
	);
	const { phone } = members;
	if (isGiven(phone) && !isHiddenPerson(String(phone))) {
		const sender = digitsAsWritten(phone);
		if (NUMBER.test(sender)) return { sender, person: sender };
	}
	return hidden === undefined ? {} : { person: hidden.trim() };
}

export const messageOf = ({ message }: Push): Members => (isRecord(message) ? message : {});

export const businessPhoneOf = ({ businessPhone }: Push): string =>
	isGiven(businessPhone) ? digitsAsWritten(businessPhone) : '';

/** What was tapped, if the message is a tap. */
export const tapIn = (push: Push): Tapped | undefined => findTap(messageOf(push));

/** What a push says of an inbound message; undefined: it is another event. */
export function readInbound(push: Push): Inbound | undefined {
	if (push.eventType !== UP_MESSAGE) return undefined;
	const { messageId } = push;
	const tapped = tapIn(push);
	const { sender, person } = whoWrote(push.from);
	const text = wordsOf(messageOf(push)) || (tapped?.title ?? '');
	return {
		...(isGiven(messageId) ? { replyTo: String(messageId) } : {}),
		...(sender === undefined ? {} : { sender }),
		...(person === undefined ? {} : { person, sessionId: `${businessPhoneOf(push)}-${person}` }),
		text,
		chatInput: text,
		...(tapped ? { tapped } : {}),
	};
}

/** Whether the business itself wrote it: an echo of what was sent. */
export function isEcho(push: Push): boolean {
	const sender = readInbound(push)?.sender;
	return sender !== undefined && sender !== '' && sender === businessPhoneOf(push);
}

/** So far a message has come: a table never steps back. A message that failed may still be delivered. */
const RANKS: Readonly<Record<string, number>> = { sent: 1, failed: 2, delivered: 3, read: 4, deleted: 5 };

function rankOf(push: Push): { rank?: number } {
	const rank = push.eventType === MESSAGE_STATUS ? RANKS[statusOf(push)] : undefined;
	return rank === undefined ? {} : { rank };
}

/** Why a message did not arrive, where a report of delivery has a code that is known. */
function readReport(push: Push): { reason?: FailureReason } {
	const reason = push.eventType === MESSAGE_STATUS ? failureReason(push.failure) : undefined;
	return reason ? { reason } : {};
}

/** The item of a push: what came, and what it says. @param original the push as it came, if it was in another shape */
export function itemOf(push: Push, original = push): IDataObject {
	return {
		...original,
		...rankOf(push),
		...(readInbound(push) as IDataObject | undefined),
		...(readReport(push) as IDataObject),
	};
}
