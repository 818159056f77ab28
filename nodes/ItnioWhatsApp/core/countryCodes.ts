/**
 * Country codes of phone numbers (ITU-T E.164), and which numbers of a run stand out by theirs: a spreadsheet that ate
 * the 0 of `0812…` leaves a number that belongs to somebody in Japan.
 */

/** All codes of two digits; 1 and 7 have one digit, all others three. */
const TWO_DIGITS: ReadonlySet<string> = new Set(
	[
		'20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58',
		'60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98',
	].flatMap((row) => row.split(' ')),
);

/** @param digits a number with its country code */
export function countryCodeOf(digits: string): string {
	if (/^[17]/.test(digits)) return digits.slice(0, 1);
	return digits.slice(0, TWO_DIGITS.has(digits.slice(0, 2)) ? 2 : 3);
}

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
		const code = countryCodeOf(digits);
		byCode.set(code, [...(byCode.get(code) ?? []), itemIndex]);
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
