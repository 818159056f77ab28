/** How phone numbers of all countries are read, as people write them. */
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import metadata from 'libphonenumber-js/metadata.max.json';

/** @returns digits with the country code; undefined where the number is refused */
export type Reader = (written: string, countryCode: string) => string | undefined;

export interface Case {
	readonly country: string;
	readonly written: string;
	/** Digits of the option; empty: not set. */
	readonly countryCode: string;
	readonly right: string;
}

interface Mobile {
	readonly country: CountryCode;
	readonly code: string;
	readonly national: string;
}

/** libphonenumber's example of a mobile number in each country. */
export const MOBILES: readonly Mobile[] = Object.entries(metadata.country_calling_codes)
	.flatMap(([code, countries]) => countries.map((country) => ({ code, country: country as CountryCode })))
	.map(({ code, country }) => ({ code, country, national: examples[country as keyof typeof examples] }));

const isNumber = ({ code, national }: Pick<Mobile, 'code' | 'national'>): boolean => {
	const number = parsePhoneNumberFromString(`+${code}${national}`);
	return number?.isValid() === true && number.nationalNumber === national;
};

const TRIES = 500;
/** Any prime that spreads the tries over all digits. */
const STEP = 7_368_787;

/** A number of the country that begins with its own code, where there is one. */
function withOwnCode({ country, code, national }: Mobile): Mobile[] {
	const more = Math.max(0, national.length - code.length);
	const tries = Array.from({ length: TRIES }, (_, index) =>
		String((index * STEP) % 10 ** more).padStart(more, '0'),
	);
	const found = [national.slice(code.length), ...tries].find((end) =>
		isNumber({ code, national: code + end }),
	);
	return found === undefined ? [] : [{ country, code, national: code + found }];
}

const caseOf = ({ country, code, national }: Mobile, written: string, countryCode: string = code): Case => ({
	country,
	written,
	countryCode,
	right: code + national,
});

/** The ways of writing that are looked at, each with its cases. */
export const GROUPS: Readonly<Record<string, readonly Case[]>> = {
	'complete: with +, with 00, digits alone': MOBILES.flatMap((mobile) =>
		['+', '00', ''].map((start) => caseOf(mobile, start + mobile.code + mobile.national, '')),
	),
	'as people write it from abroad': MOBILES.map((mobile) => {
		const number = parsePhoneNumberFromString(`+${mobile.code}${mobile.national}`, mobile.country);
		return caseOf(mobile, number?.formatInternational() ?? '', '');
	}),
	'as people write it in the country, with the option': MOBILES.map((mobile) => {
		const number = parsePhoneNumberFromString(`+${mobile.code}${mobile.national}`, mobile.country);
		return caseOf(mobile, number?.formatNational() ?? '');
	}),
	'without the 0 or 8 in front, with the option': MOBILES.map((mobile) => caseOf(mobile, mobile.national)),
	'begins with its own country code, with the option': MOBILES.flatMap(withOwnCode).map((mobile) =>
		caseOf(mobile, mobile.national),
	),
	'a 0 behind the country code': MOBILES.filter(({ national }) => !national.startsWith('0')).map((mobile) =>
		caseOf(mobile, `+${mobile.code}0${mobile.national}`, ''),
	),
};

export interface Figures {
	readonly right: number;
	readonly refused: readonly Case[];
	readonly wrong: readonly Case[];
}

export function figuresOf(cases: readonly Case[], read: Reader): Figures {
	const readings = cases.map((one) => ({ one, digits: read(one.written, one.countryCode) }));
	return {
		right: readings.filter(({ one, digits }) => digits === one.right).length,
		refused: readings.filter(({ digits }) => digits === undefined).map(({ one }) => one),
		wrong: readings
			.filter(({ one, digits }) => digits !== undefined && digits !== one.right)
			.map(({ one }) => one),
	};
}
