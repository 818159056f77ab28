/** The business numbers of an account as the service describes them (docs/api.md, section 5). */
import { filled, isMissing } from '../../core/members';
import { asciiDigits, grouped, textOf } from '../../core/text';
import { capitalsOf, wordOf } from '../queries/enumeration';
import { recordsIn, type JsonRecord } from '../queries/shape';

export interface BusinessNumber {
	/** Digits. */
	readonly phoneNumber: string;
	readonly displayPhoneNumber: string;
	/** CONNECTED, FLAGGED, BANNED, … */
	readonly status: string;
	/** GREEN, YELLOW or RED. */
	readonly quality: string;
	/** People to whom it may write first within 24 hours; `MANY_PEOPLE` means that many or more. Null: not said. */
	readonly peopleADay: number | string | null;
	/** VERIFIED, NOT_VERIFIED or EXPIRED. */
	readonly verified: string;
	readonly wabaId: string;
}

/** The smallest limit that the service knows: to so many people any number may write first. */
export const SMALLEST_LIMIT = 50;
/** What is 5, and perhaps 4, for the service: 100,000 or without a limit. */
export const MANY_PEOPLE = 100_000;

const STATUSES = [
	...['PENDING', 'DELETED', 'MIGRATED', 'BANNED', 'RESTRICTED', 'RATE_LIMITED', 'FLAGGED', 'CONNECTED'],
	...['DISCONNECTED', 'UNKNOWN', 'UNVERIFIED'],
];
const QUALITIES = ['GREEN', 'YELLOW', 'RED'];
const OTHER_QUALITIES = { HIGH: 'GREEN', MEDIUM: 'YELLOW', LOW: 'RED' };
const VERIFIED = ['NOT_VERIFIED', 'VERIFIED', 'EXPIRED'];
const TIERS = [SMALLEST_LIMIT, 250, 1000, 10_000, MANY_PEOPLE, MANY_PEOPLE];

function peopleADay(tier: unknown): number | string | null {
	const text = textOf(tier).trim();
	const words = capitalsOf(text);
	if (words === '' || words === 'TIER_NOT_SET') return null;
	if (words === 'TIER_UNLIMITED') return MANY_PEOPLE;
	if (/^\d$/.test(words)) return TIERS[Number(words)] ?? text;
	const [, count, thousands] = /^(?:TIER_)?(\d+)(K?)$/.exec(words) ?? [];
	const people = Number(count) * (thousands === 'K' ? 1000 : 1);
	// Less than the smallest limit is none: it stands for something else.
	return people >= SMALLEST_LIMIT ? people : text;
}

/** With the country code, where one of both has it. */
function digitsOf(...spellings: readonly string[]): string {
	const found = spellings
		.map((spelling) => asciiDigits(spelling).replace(/\D/g, '').replace(/^00/, ''))
		.filter((digits) => digits !== '');
	return found.find((digits) => !digits.startsWith('0')) ?? found[0] ?? '';
}

const numberOf = (wabaId: string, given: JsonRecord): BusinessNumber => {
	const displayed = textOf(given.displayPhoneNumber).trim();
	return {
		phoneNumber: digitsOf(textOf(given.phoneNumber), displayed),
		displayPhoneNumber: displayed,
		status: wordOf(given.status, STATUSES),
		quality: wordOf(given.qualityRating, QUALITIES, OTHER_QUALITIES),
		peopleADay: peopleADay(given.messagingLimitTier),
		verified: wordOf(given.verificationStatus, VERIFIED),
		wabaId,
	};
};

/** The numbers in a record, as they came: in its list, or itself; undefined: something else is in the place of the list. */
function entriesOf(record: JsonRecord): JsonRecord[] | undefined {
	if (!isMissing(record.dataList)) return recordsIn(record.dataList);
	const ofNumber = filled({ ...record, wabaId: '', timeStamp: '' });
	return Object.keys(ofNumber).length === 0 ? [] : [record];
}

/** @param records of the answer: each of one account, or a number by itself */
export function readNumbers(records: readonly JsonRecord[]): BusinessNumber[] {
	return records.flatMap((record) =>
		(entriesOf(record) ?? [])
			.map((entry) => numberOf(textOf(record.wabaId), entry))
			.filter(({ phoneNumber }) => phoneNumber !== ''),
	);
}

/** Whether a record is of an account without a number, as far as anybody can tell. */
export const hasNoNumbers = (record: JsonRecord): boolean => entriesOf(record)?.length === 0;

/** `1,000 people a day`; empty where it is not said. */
export const peopleInWords = ({ peopleADay: people }: BusinessNumber): string => {
	if (people === null) return '';
	if (typeof people === 'string') return `limit ${people}`;
	return `${grouped(people)}${people >= MANY_PEOPLE ? ' or more' : ''} people a day`;
};
