/** How a business number stands: whether it may send, and to how many people it may write first. */
import { personOf } from '../../core/phone';
import type { RequestContext } from '../client';
import type { Connection } from '../credential';
import { RecentAnswers } from '../recentAnswers';
import { MANY_PEOPLE, type BusinessNumber } from './model';
import { queryNumbers } from './query';

export interface Standing {
	/** The number as ITNIO shows it, where that is a number. */
	readonly shown: string;
	/** BANNED, CONNECTED, …; empty: the list contradicts itself. */
	readonly status: string;
	/** People to whom it may write first within 24 hours; undefined: nobody knows, or there may be no limit. */
	readonly peopleADay?: number;
}

/** By the digits of a number; undefined: nobody knows. */
export type StandingOf = (digits: string) => Standing | undefined;

export const NOTHING_KNOWN: StandingOf = () => undefined;

/** Messages wait for it, and go without it. Milliseconds. */
const MAX_MS = 5_000;

const NUMBER = /^\+?[\d ().-]+$/;

/** A number may be in two accounts at once, e.g. when it moved from one to the other. */
function standingOf([first, ...others]: readonly [BusinessNumber, ...BusinessNumber[]]): Standing {
	const all = [first, ...others];
	const limits = all.map(({ peopleADay: people }) =>
		typeof people === 'number' && people < MANY_PEOPLE ? people : Infinity,
	);
	const most = Math.max(...limits);
	return {
		shown: NUMBER.test(first.displayPhoneNumber) ? first.displayPhoneNumber : `+${first.phoneNumber}`,
		status: all.every(({ status }) => status === first.status) ? first.status : '',
		...(most !== Infinity && { peopleADay: most }),
	};
}

/** What a list of numbers says of each. */
export function standingsIn(numbers: readonly BusinessNumber[]): StandingOf {
	const byNumber = new Map<string, [BusinessNumber, ...BusinessNumber[]]>();
	for (const number of numbers) {
		const key = personOf(number.phoneNumber);
		const same = byNumber.get(key);
		if (same === undefined) byNumber.set(key, [number]);
		else same.push(number);
	}
	return (digits) => {
		const same = byNumber.get(personOf(digits));
		return same && standingOf(same);
	};
}

/** Of this process. */
const lists = new RecentAnswers(
	async (context, connection) => await queryNumbers(context, connection),
	MAX_MS,
);

/**
 * By the account's list of numbers (docs/api.md, section 5), which is asked for once a minute at most. Nothing is thrown:
 * without the list nothing is known.
 */
export async function numberStandings(context: RequestContext, connection: Connection): Promise<StandingOf> {
	try {
		const found = await lists.of(context, connection);
		return found && 'numbers' in found ? standingsIn(found.numbers) : NOTHING_KNOWN;
	} catch {
		return NOTHING_KNOWN;
	}
}
