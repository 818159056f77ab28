/**
 * The events that the service pushes (docs/api.md, section 5). Every function takes what matters and fills in the
 * rest plausibly; timestamps are in seconds.
 */
import { randomUUID } from 'node:crypto';
import { WABA_ID } from './numbers';
import type { JsonObject, Inbound, ReceivedMessage } from './types';

const id = () => randomUUID().replaceAll('-', '');
const seconds = (ms: number) => Math.floor(ms / 1000);

interface Origin {
	appId: string;
	businessPhone: string;
	nowMs: number;
	/** Keeps a file that a person sends, and describes it; without it the address leads nowhere. */
	keepFile?: (type: string, mimeType: string, login: boolean) => JsonObject;
}

const MIME_TYPES: Readonly<Record<string, string>> = {
	image: 'image/jpeg',
	video: 'video/mp4',
	audio: 'audio/ogg; codecs=opus',
	document: 'application/pdf',
	sticker: 'image/webp',
};

/** Everything that can be tapped in a message that was sent, in order. */
export function tappable(
	body: JsonObject,
): Array<{ id: string; title: string; description?: string; kind: string }> {
	const found: Array<{ id: string; title: string; description?: string; kind: string }> = [];
	const walk = (value: unknown, kind: string) => {
		if (Array.isArray(value)) return value.forEach((entry) => walk(entry, kind));
		if (typeof value !== 'object' || value === null) return;
		const object = value as JsonObject;
		if (kind !== '' && typeof object.id === 'string' && typeof object.title === 'string') {
			const description = typeof object.description === 'string' ? { description: object.description } : {};
			found.push({ id: object.id, title: object.title, kind, ...description });
		}
		for (const [key, inner] of Object.entries(object)) {
			if (key === 'rows') walk(inner, 'list_reply');
			else if (key === 'reply' || key === 'quick_reply') walk(inner, 'button_reply');
			else walk(inner, kind);
		}
	};
	walk(body.interactive, '');
	return found;
}

function inboundMessage(
	what: Inbound,
	sent: ReceivedMessage | undefined,
	keepFile: Origin['keepFile'],
): JsonObject {
	if (what.message) return what.message;
	if (what.tap) {
		const { tap } = what;
		const target =
			sent && tappable(sent.body).find(({ id: key, title }) => key === tap.id || title === tap.title);
		const kind = target?.kind ?? 'button_reply';
		const reply = {
			id: tap.id ?? target?.id ?? '',
			title: tap.title ?? target?.title ?? '',
			...(target?.description ? { description: target.description } : {}),
		};
		// NOT PUBLISHED by the vendor: this shape is taken from Meta's webhooks, where a tap looks like this.
		return {
			type: 'interactive',
			interactive: { type: kind, [kind]: reply },
			...(tap.messageId ? { context: { refMessageId: tap.messageId } } : {}),
		};
	}
	if (what.location) return { type: 'location', location: what.location };
	if (what.media) {
		const {
			type,
			mimeType = MIME_TYPES[type] ?? 'application/octet-stream',
			login = false,
			...rest
		} = what.media;
		const file = keepFile?.(type, mimeType, login) ?? {
			...{ filePath: `https://files.example.com/${id()}`, mimeType, id: id(), sha256: id() + id() },
		};
		return { type, [type]: { ...file, ...rest } };
	}
	return { type: 'text', text: { body: what.text ?? '' } };
}

/** Somebody wrote. @param sent the message that a tap answers, if it is known */
export function upMessageEvent(
	what: Inbound,
	{ appId, businessPhone, nowMs, keepFile }: Origin,
	sent?: ReceivedMessage,
): JsonObject {
	return {
		eventType: 'up-message-event',
		appId,
		channelType: 0,
		messageId: id(),
		timestamp: seconds(nowMs),
		businessPhone,
		from: { phone: what.from, name: what.name ?? what.from },
		message: inboundMessage(what, sent, keepFile),
	};
}

type MessageStatus = 'failed' | 'sent' | 'delivered' | 'read' | 'deleted';

/** What became of a message. `form` is the sender's number; the vendor spells it so. */
export function messageStatusEvent(
	message: { messageId: string; recipient: string },
	status: MessageStatus,
	{ appId, businessPhone, nowMs }: Origin,
	failure = '',
): JsonObject {
	return {
		eventType: 'message-status-event',
		appId,
		channelType: 0,
		messageId: message.messageId,
		billable: status !== 'failed',
		form: businessPhone,
		recipient: message.recipient,
		status,
		failure,
		conversationId: id(),
		expiresAt: seconds(nowMs) + 86_400,
		conversationType: 'service',
		timestamp: seconds(nowMs),
	};
}

export function templateStatusEvent(
	template: {
		templateId: string;
		templateName: string;
		languageCode: string;
		status: string;
		reason?: string;
	},
	{ appId, nowMs }: Origin,
): JsonObject {
	return {
		eventType: 'template-status-event',
		appId,
		channelType: 0,
		...template,
		reason: template.reason ?? 'NONE',
		timestamp: seconds(nowMs),
	};
}

export function billingEvent(
	message: { messageId: string; fee?: string; currency?: string },
	{ appId, businessPhone, nowMs }: Origin,
): JsonObject {
	return {
		eventType: 'billing-event',
		appId,
		businessPhone,
		messageId: message.messageId,
		channelType: 0,
		conversationId: id(),
		expiresAt: seconds(nowMs) + 86_400,
		conversationType: 'service',
		billable: true,
		currency: message.currency ?? 'USD',
		fee: message.fee ?? '0.0140',
		timestamp: seconds(nowMs),
	};
}

/** The two events about the account carry `field`, and no `eventType`. */
export function numberQualityEvent(
	change: { event?: string; currentLimit?: string; oldLimit?: string; qualityRating?: string },
	{ appId, businessPhone }: Origin,
): JsonObject {
	return {
		field: 'phone_number_quality_update',
		appId,
		wabaId: WABA_ID,
		event: 'DOWNGRADE',
		displayPhoneNumber: businessPhone,
		currentLimit: 'TIER_1K',
		oldLimit: 'TIER_10K',
		qualityRating: 'YELLOW',
		...change,
	};
}

export function accountUpdateEvent(change: JsonObject, { appId, nowMs }: Origin): JsonObject {
	const { event = 'DISABLED_UPDATE' } = change;
	const ban = { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: new Date(nowMs).toDateString() };
	return {
		field: 'account_update',
		appId,
		wabaId: WABA_ID,
		event,
		...(event === 'DISABLED_UPDATE' ? { ban_info: ban } : {}),
		...change,
	};
}
