/**
 * What an inbound message says, flattened for people who drag values into fields. Not all shapes of a message are
 * published (API reference, section 5), so it is looked at member by member, and the push itself stays as it came.
 */
import type { IDataObject } from 'n8n-workflow';
import { repairPhone } from '../core/phone';
import { isMissing, isRecord } from '../core/members';
import { failureReason, type FailureReason } from '../core/failureReasons';
import { MESSAGE_STATUS, UP_MESSAGE, type Push } from './push';

/** What a person tapped. */
export interface Tapped {
	readonly id: string;
	readonly title: string;
	readonly description?: string;
}

/** What the send node needs to answer, and what the person said. */
export interface Inbound {
	readonly replyTo?: string;
	/** Digits, where the push has a number. */
	readonly sender?: string;
	/** Text, caption, or title of what was tapped; empty where there are no words. */
	readonly text: string;
	readonly tapped?: Tapped;
}

const isGiven = (value: unknown): value is string | number =>
	(typeof value === 'string' && value !== '') || typeof value === 'number';

const words = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Members under which a tap may lie: those of Meta's webhooks, which the service hands on in a shape of its own. */
const TAP = /button|list|reply|interactive|tap|select/i;
const MAX_DEPTH = 6;

function tappedOf(value: unknown): Tapped | undefined {
	if (!isRecord(value)) return undefined;
	const { id = value.payload, title = value.text, description } = value;
	if (typeof id !== 'string' || typeof title !== 'string' || isMissing(title)) return undefined;
	return { id, title, ...(typeof description === 'string' && description !== '' ? { description } : {}) };
}

/** The first object of a tap that has an ID and a title. */
function findTap(value: unknown, underTap: boolean, depth = 0): Tapped | undefined {
	if (!isRecord(value) || depth > MAX_DEPTH) return undefined;
	const own = underTap ? tappedOf(value) : undefined;
	if (own) return own;
	for (const [key, inner] of Object.entries(value)) {
		const found = findTap(inner, underTap || TAP.test(key), depth + 1);
		if (found) return found;
	}
	return undefined;
}

/** The words of a message: the text, or the caption of its file. */
function wordsOf(message: Readonly<Record<string, unknown>>): string {
	const { type, text } = message;
	const body = isRecord(text) ? words(text.body) : words(text);
	if (body !== '') return body;
	const file = typeof type === 'string' ? message[type] : undefined;
	return isRecord(file) ? words(file.caption) : '';
}

/** What a push says of an inbound message; undefined: it is another event. */
export function readInbound(push: Push): Inbound | undefined {
	if (push.eventType !== UP_MESSAGE) return undefined;
	const { messageId, from } = push;
	const phone = isRecord(from) ? from.phone : undefined;
	const message = isRecord(push.message) ? push.message : {};
	const tapped = findTap(message, false);
	return {
		...(isGiven(messageId) ? { replyTo: String(messageId) } : {}),
		...(isGiven(phone) ? { sender: repairPhone(phone) } : {}),
		text: wordsOf(message) || (tapped?.title ?? ''),
		...(tapped ? { tapped } : {}),
	};
}

/** Why a message did not arrive, where a report of delivery has a code that is known. */
function readReport(push: Push): { reason?: FailureReason } {
	const reason = push.eventType === MESSAGE_STATUS ? failureReason(push.failure) : undefined;
	return reason ? { reason } : {};
}

/** The item of a push: as it came, and what an inbound message or a report of delivery says. */
export function itemOf(push: Push): IDataObject {
	return { ...push, ...(readInbound(push) as IDataObject | undefined), ...(readReport(push) as IDataObject) };
}
