/** Countries as people call them. */
import { callingCodes } from './plans';

const NAMES = new Intl.DisplayNames(['en'], { type: 'region' });

/** @param country ISO code */
const nameOf = (country: string): string => NAMES.of(country) ?? country;

/** A calling code with its country, or the main one: `+62 (Indonesia)`, `+1 (United States and others)`. */
export function codeInWords(code: string): string {
	const [main, ...others] = callingCodes().find((one) => one.code === code)?.countries ?? [];
	if (main === undefined) return `+${code}`;
	return `+${code} (${nameOf(main)}${others.length > 0 ? ' and others' : ''})`;
}

/** All calling codes with the names of their countries: `Indonesia (+62)`, `Russia (+7), also Kazakhstan`. */
export const countryChoices = (): Array<{ name: string; value: string }> =>
	callingCodes()
		.filter(({ countries }) => countries.length > 0)
		.map(({ code, countries }) => {
			const [main, ...others] = countries.map(nameOf);
			const also = others.length === 0 ? '' : `, also ${others.join(', ')}`;
			return { name: `${main} (+${code})${also}`, value: code };
		})
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
