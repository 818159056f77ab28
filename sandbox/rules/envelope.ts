import type { Account, JsonObject } from '../types';
import { CHECK_FAILED, WRONG_TYPE, isEmpty, object, optionalText, text, type Remarks } from './members';
import { refuse } from './refusal';

export const ENVELOPE = ['appId', 'businessPhone', 'recipient', 'channelType'] as const;

/** Codes for a number that is not all digits, too short, too long. */
const BUSINESS = { digits: -95, short: -94, long: -93 };
const RECIPIENT = { digits: -72, short: -71, long: -70 };

// Digits first, so that a complaint about the length is always about a number.
function phone(value: string, at: string, codes: typeof BUSINESS): string {
	if (value !== '' && !/^[0-9]+$/.test(value)) refuse(codes.digits, `${at} must be digits only`);
	if (value.length < 7) refuse(codes.short, `${at} is shorter than 7 digits`);
	if (value.length > 14) refuse(codes.long, `${at} is longer than 14 digits`);
	return value;
}

/** The vendor's own samples show the business number both as a string and as a JSON number; both are taken. */
function businessPhoneOf(body: JsonObject): string {
	const value = body.businessPhone ?? '';
	if (typeof value === 'number') return String(value);
	if (typeof value !== 'string') refuse(WRONG_TYPE, 'businessPhone must be a string');
	return value;
}

/** appId of a call. @throws Refusal -10 when the account has no such application */
export function checkApp(body: JsonObject, account: Account): string {
	const appId = text(body, 'appId', 'appId');
	if (!account.appIds.includes(appId)) refuse(-10, `appId "${appId}" is not an application of this account`);
	return appId;
}

/**
 * The fields that every message has (docs/api.md, section 2).
 * @returns both numbers as strings
 * @throws Refusal -10, -93…-96, -70…-72, -112, -134, -135
 */
export function checkEnvelope(
	body: JsonObject,
	account: Account,
): { businessPhone: string; recipient: string } {
	checkApp(body, account);
	const businessPhone = phone(businessPhoneOf(body), 'businessPhone', BUSINESS);
	if (account.onlyOwnBusinessPhones && !account.businessPhones.includes(businessPhone)) {
		refuse(-96, `businessPhone ${businessPhone} does not belong to this account`);
	}
	const given = body.recipient ?? '';
	if (typeof given !== 'string') refuse(WRONG_TYPE, 'recipient must be a string');
	const recipient = phone(given, 'recipient', RECIPIENT);
	if (body.channelType !== 0) refuse(-112, 'channelType can only be the number 0');
	return { businessPhone, recipient };
}

/** `context.refMessageId`, which may stand beside any custom message. */
export function checkContext(body: JsonObject, remarks: Remarks): void {
	if (body.context === undefined || body.context === null) return;
	if (isEmpty(body.context)) return;
	const context = object(body, 'context', 'context');
	const ref = optionalText(context, 'refMessageId', 'context.refMessageId');
	if (ref === undefined) remarks.notes.push('context has no refMessageId');
	if (ref !== undefined && /\s/.test(ref)) refuse(CHECK_FAILED, 'context.refMessageId is not a message id');
}
