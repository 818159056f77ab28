/** Which pushes a person wants: all pure, over the push alone. A filter only concerns the events that know it. */
import { isMissing } from '../core/members';
import { digitsAsWritten } from '../core/phone';
import { messageOf, tapIn } from './inbound';
import {
	ACCOUNT_UPDATE,
	eventOf,
	MESSAGE_STATUS,
	NUMBER_QUALITY,
	statusOf,
	TEMPLATE_STATUS,
	UP_MESSAGE,
	type Push,
} from './push';

/** The published types of an inbound message (docs/api.md, section 5). */
export const MESSAGE_TYPES = [
	'audio',
	'document',
	'image',
	'location',
	'sticker',
	'text',
	'unknown',
	'unsupported',
	'video',
] as const;

/** Chosen in the form for what has no published type: a tap on a button or list row, an emoji at a message. */
export const TAP_TYPE = 'tap';
export const REACTION_TYPE = 'reaction';
/** Chosen in the form for every type that is not published, these two among them. */
export const OTHER_TYPES = 'other';

export interface Filters {
	events: readonly string[];
	/** Digits only. Empty: any number; the same holds for the others. */
	businessPhones: readonly string[];
	messageTypes: readonly string[];
	statuses: readonly string[];
}

export function messageType(push: Push): string {
	const { type } = messageOf(push);
	return typeof type === 'string' ? type : 'unknown';
}

/** About no number of their own. */
const WITHOUT_NUMBER: readonly string[] = [TEMPLATE_STATUS, ACCOUNT_UPDATE];

function businessPhoneOf(push: Push): unknown {
	if (push.field === NUMBER_QUALITY) return push.displayPhoneNumber;
	// The vendor's own spelling of "from".
	return push.eventType === MESSAGE_STATUS && !isMissing(push.form) ? push.form : push.businessPhone;
}

function hasWantedPhone(push: Push, wanted: readonly string[]): boolean {
	if (wanted.length === 0 || WITHOUT_NUMBER.includes(eventOf(push))) return true;
	return wanted.includes(digitsAsWritten(businessPhoneOf(push)));
}

function hasWantedType(push: Push, wanted: readonly string[]): boolean {
	if (wanted.length === 0 || push.eventType !== UP_MESSAGE) return true;
	const type = messageType(push);
	if (wanted.includes(type) || (wanted.includes(TAP_TYPE) && tapIn(push) !== undefined)) return true;
	return wanted.includes(OTHER_TYPES) && !MESSAGE_TYPES.some((known) => known === type);
}

/** Statuses of messages are written small and those of templates in capitals: one list serves both. */
function hasWantedStatus(push: Push, wanted: readonly string[]): boolean {
	const { eventType } = push;
	const isTemplate = (word: string) => word === word.toUpperCase();
	if (eventType !== MESSAGE_STATUS && eventType !== TEMPLATE_STATUS) return true;
	const concerned = wanted.filter((word) => isTemplate(word) === (eventType === TEMPLATE_STATUS));
	if (concerned.length === 0) return true;
	return concerned.some((word) => word.toLowerCase() === statusOf(push));
}

/** @returns why the push is not wanted, in a few words; undefined: it is */
export function unwanted(push: Push, filters: Filters): string | undefined {
	if (!filters.events.includes(eventOf(push))) return 'this kind of event is not chosen';
	if (!hasWantedPhone(push, filters.businessPhones)) return 'the business number is not chosen';
	if (!hasWantedType(push, filters.messageTypes)) return 'the message type is not chosen';
	if (!hasWantedStatus(push, filters.statuses)) return 'the status is not chosen';
	return undefined;
}
