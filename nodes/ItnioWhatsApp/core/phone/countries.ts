/** Countries as people call them. */
import { callingCodes, countryOf } from './plans';

const NAMES = new Intl.DisplayNames(['en'], { type: 'region' });
/** As in a sentence: `UK`, `Hong Kong`. */
const SHORT_NAMES = new Intl.DisplayNames(['en'], { type: 'region', style: 'short' });

/** @param country ISO code */
const nameOf = (country: string): string => NAMES.of(country) ?? country;

/** A calling code with its country, or the main one: `+62 (Indonesia)`, `+1 (United States and others)`. */
export function codeInWords(code: string): string {
	const [main, ...others] = callingCodes().find((one) => one.code === code)?.countries ?? [];
	if (main === undefined) return `+${code}`;
	return `+${code} (${nameOf(main)}${others.length > 0 ? ' and others' : ''})`;
}

/** Where more countries share a code than a line can name. */
const MANY: Readonly<Record<string, string>> = { '1': 'Also Canada and most islands of the Caribbean' };

/** All calling codes with their main country, `Indonesia (+62)`, and the others that share it. */
export const countryChoices = (): Array<{ name: string; value: string; description?: string }> =>
	callingCodes()
		.filter(({ countries }) => countries.length > 0)
		.map(({ code, countries }) => {
			const [main, ...others] = countries.map(nameOf);
			const description = MANY[code] ?? `Also ${others.join(', ')}`;
			return { name: `${main} (+${code})`, value: code, ...(others.length > 0 ? { description } : {}) };
		})
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));

/** The country of a complete number in digits, as people say it; undefined: no country has such numbers. */
export function countryNameOf(digits: string): string | undefined {
	const country = countryOf(digits);
	return country === undefined ? undefined : SHORT_NAMES.of(country);
}
