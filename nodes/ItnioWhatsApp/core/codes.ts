/** Codes and names for programs, out of what people, sheets and models put around them. */
import { withoutEnds } from './text';
import { saysNone } from './unmeant';

/** A sign between letters makes it no code: `N/A`, `en, id`. */
const AROUND_CODE = /[\s"'`\p{Pi}\p{Pf}\u201a\u201e\u300c\u300d]/u;

/** A code without quotes around it and without what nobody sees. */
export const bareCode = (written: string): string =>
	withoutEnds(written.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, ''), AROUND_CODE);

const LANGUAGE_CODE = /^[a-z]{2,3}(?:_(?:[A-Z]{2}|[A-Za-z]{4}|\d{3})){0,2}$/;

export const isLanguageCode = (code: string): boolean => LANGUAGE_CODE.test(code) && !saysNone(code);

/** The code that is certainly meant by `pt-br`, `EN` or `zh-hant`; any other text, and a code, stays as it is. */
export function languageCodeOf(written: string): string {
	const bare = bareCode(written);
	if (isLanguageCode(bare)) return bare;
	const code = bare
		.split(/[\p{Pd}_\s]+/u)
		.map((part, index) => {
			if (index === 0) return part.toLowerCase();
			if (part.length === 2) return part.toUpperCase();
			return part.charAt(0).toUpperCase() + part.slice(1).toLowerCase();
		})
		.join('_');
	return isLanguageCode(code) ? code : written;
}

/** Whether two texts mean the same language, in whatever way its code is written. */
export const isSameLanguage = (one: string, other: string): boolean =>
	languageCodeOf(one).toLowerCase() === languageCodeOf(other).toLowerCase();
