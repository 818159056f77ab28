/**
 * Which numbers of a run stand out by their country code: a spreadsheet that ate the 0 of `0812…` leaves a number that
 * may belong to somebody in another country.
 */
import { callingCodeOf } from './phone';

/** Fewer numbers show no pattern. */
const LEAST_NUMBERS = 10;
/** How many times as many numbers the usual code has as all others together. */
const MANY_TIMES = 4;

interface Numbered {
	readonly itemIndex: number;
	/** As it would be sent; what is no number is left out. */
	readonly digits: string;
}

/** @returns the code of most numbers and the others with their items, where few of many stand out */
export function fewCountryCodes(numbers: readonly Numbered[]):
	| {
			most: { code: string; count: number };
			others: Array<{ code: string; itemIndexes: number[] }>;
	  }
	| undefined {
	const byCode = new Map<string, number[]>();
	for (const { itemIndex, digits } of numbers) {
		if (!/^\d{7,14}$/.test(digits)) continue;
		const code = callingCodeOf(digits) ?? digits.slice(0, 3);
		const found = byCode.get(code);
		if (found) found.push(itemIndex);
		else byCode.set(code, [itemIndex]);
	}
	const [most, ...others] = Array.from(byCode, ([code, itemIndexes]) => ({ code, itemIndexes })).sort(
		(a, b) => b.itemIndexes.length - a.itemIndexes.length,
	);
	if (most === undefined || others.length === 0) return undefined;
	const rest = others.reduce((sum, { itemIndexes }) => sum + itemIndexes.length, 0);
	const count = most.itemIndexes.length;
	if (count + rest < LEAST_NUMBERS || count < MANY_TIMES * rest) return undefined;
	return { most: { code: most.code, count }, others };
}
