/**
 * What the service pushes to a callback address (docs/api.md, section 5), and how a call is told from something
 * else that came to the same address. Nothing is signed, so every property of a call is looked at.
 */
import type { IDataObject } from 'n8n-workflow';
import { isDeeperThan, isRecord, MAX_LEVELS } from '../core/members';
import { regularPush } from '../core/regularPush';
import { textOf } from '../core/text';
import { unixSeconds } from '../core/time';

export const UP_MESSAGE = 'up-message-event';
export const MESSAGE_STATUS = 'message-status-event';
export const TEMPLATE_STATUS = 'template-status-event';
export const BILLING = 'billing-event';
/** These two carry `field` in place of `eventType`. */
export const NUMBER_QUALITY = 'phone_number_quality_update';
export const ACCOUNT_UPDATE = 'account_update';

/** Far above any push: media come as links. */
export const MAX_BYTES = 1024 * 1024;

/** A JSON object that names its event; everything else in it is unknown. */
export type Push = IDataObject & ({ eventType: string } | { field: string });

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** What happened, by the vendor's name for it. */
export function eventOf({ eventType, field }: Push): string {
	return isName(eventType) ? eventType : String(field);
}

/** What became of a message or of a template, in small letters. */
export const statusOf = ({ status }: Push): string => textOf(status).trim().toLowerCase();

/** When it happened, Unix time in seconds; 0: it does not say. */
export const secondsOf = ({ timestamp }: Push): number => unixSeconds(timestamp);

/** An HTTP call, as far as it matters here. */
export interface Call {
	contentType: string | undefined;
	/** The length that the caller announced, if any. */
	contentLength: string | undefined;
	/** The bytes as they came, where n8n kept them. */
	rawBody: { length: number; toString(encoding: 'utf8'): string } | undefined;
	/** What n8n's own parser made of them; anything at all. */
	body: unknown;
}

/** Why a call is refused: an HTTP status from 400 to 499 and one sentence. */
export interface Refusal {
	status: number;
	message: string;
}

const refuse = (status: number, message: string): { refusal: Refusal } => ({ refusal: { status, message } });

/** `application/json`, with or without parameters, and its relatives such as `application/cloudevents+json`. */
function isJsonType(contentType: string | undefined): boolean {
	const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
	return /^(application|text)\/([\w.!#$&^-]+\+)?json$/.test(type);
}

/** n8n parses before the node sees the call, but not for every spelling of the content type. */
function parsed({ rawBody, body }: Call): unknown {
	if (isRecord(body) && Object.keys(body).length > 0) return body;
	if (rawBody === undefined || rawBody.length === 0) return body;
	try {
		return JSON.parse(rawBody.toString('utf8').replace(/^\ufeff/, ''));
	} catch {
		return undefined;
	}
}

/** A push in its two forms. */
export interface Pushed {
	/** For whoever reads it. */
	readonly push: Push;
	/** As it came: for the output. */
	readonly original: Push;
}

/** @returns the push that a call carries, or why it carries none */
export function readPush(call: Call): Pushed | { refusal: Refusal } {
	// A page in somebody's browser can send any other type to another site without asking, but not this one.
	if (!isJsonType(call.contentType)) return refuse(415, 'The content type must be application/json.');
	const bytes = call.rawBody?.length ?? Number(call.contentLength ?? 0);
	if (bytes > MAX_BYTES) return refuse(413, 'The body is larger than 1 MB.');
	const content = parsed(call);
	if (!isRecord(content)) return refuse(400, 'The body must be a JSON object.');
	if (isDeeperThan(MAX_LEVELS, content)) return refuse(400, 'The body has too many levels of data in data.');
	if (!isName(content.eventType) && !isName(content.field)) {
		return refuse(400, 'The body has no eventType: it is not an event of ITNIO.');
	}
	const original = content as Push;
	return { push: regularPush(original), original };
}
