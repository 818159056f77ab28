/** The numbers and the business account of every application of the sandbox (docs/api.md, section 5). */
import type { JsonObject } from './types';

export const WABA_ID = '100200300400500';

interface BusinessNumber {
	phoneNumber: string;
	displayPhoneNumber: string;
	/** See docs/api.md for what the numbers of each enumeration mean. */
	status: number;
	verificationStatus: number;
	messagingLimitTier: number;
	qualityRating: number;
}

/** Not connected any more: nothing can be sent from it. */
const BANNED = 3;

export const NUMBERS: readonly BusinessNumber[] = [
	{
		phoneNumber: '628111000111',
		displayPhoneNumber: '+62 811-1000-111',
		status: 7,
		verificationStatus: 1,
		messagingLimitTier: 2,
		qualityRating: 0,
	},
	{
		phoneNumber: '12025550100',
		displayPhoneNumber: '+1 202-555-0100',
		status: 6,
		verificationStatus: 2,
		messagingLimitTier: 0,
		qualityRating: 1,
	},
	{
		phoneNumber: '628111000333',
		displayPhoneNumber: '+62 811-1000-333',
		status: BANNED,
		verificationStatus: 0,
		messagingLimitTier: 1,
		qualityRating: 2,
	},
];

export const isBanned = (businessPhone: string): boolean =>
	NUMBERS.some(({ phoneNumber, status }) => phoneNumber === businessPhone && status === BANNED);

/** One page of what was asked for. */
export function pageOf(records: readonly JsonObject[], current: number, size: number): JsonObject {
	return {
		records: records.slice((current - 1) * size, current * size),
		total: records.length,
		size,
		current,
	};
}

/** One record for each number, so that a small page shows how pages work. */
export function numberRecords(wanted: readonly string[], nowMs: number): JsonObject[] {
	return NUMBERS.filter(({ phoneNumber }) => wanted.length === 0 || wanted.includes(phoneNumber)).map(
		(number) => ({ wabaId: WABA_ID, timeStamp: Math.floor(nowMs / 1000), dataList: [number] }),
	);
}

export function accountRecords(appId: string, reportUrl: string | null): JsonObject[] {
	return [
		{
			appId,
			wabaId: WABA_ID,
			wabaName: 'Plant Shop',
			wabaMaxNumber: 20,
			accountReviewStatus: 1,
			currency: 'USD',
			messageTemplateNamespace: '5e1f_sandbox',
			businessVerificationStatus: 4,
			timeZoneId: '42',
			reportUrl: reportUrl ?? '',
		},
	];
}
