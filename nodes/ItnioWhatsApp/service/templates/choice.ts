/**
 * A row of the template list stands for one template in one language, so its value carries both: `welcome/en_US`.
 * A template's name never holds a slash.
 */
import { bareCode, isLanguageCode, languageCodeOf } from '../../core/codes';

export interface TemplateChoice {
	readonly name: string;
	/** Empty where only a name was given. */
	readonly languageCode: string;
}

const SEPARATOR = '/';

export const choiceValue = ({ name, languageCode }: TemplateChoice): string =>
	languageCode === '' ? name : name + SEPARATOR + languageCode;

/** In the field of the language: the one of the row. It stands there in words, because people read it. */
export const AS_CHOSEN = 'same as chosen above';

/** The code in the language field, or that of the row; empty where there is neither. */
export const languageOf = (written: string, { languageCode }: TemplateChoice): string =>
	['', AS_CHOSEN].includes(written.trim().toLowerCase()) ? languageCode : written.trim();

/** The vendor's page names small letters alone. Nobody knows whether ITNIO takes others, so they go as they are. */
export const isTemplateName = (name: string): boolean => /^[a-z0-9_]+$/i.test(name);

/** Reads the value of a row, or a plain name; a text that is neither stays whole, so that the checks name it. */
export function readChoice(value: string): TemplateChoice {
	const parts = bareCode(value).split(SEPARATOR).map(bareCode);
	const [name = '', language] = parts;
	if (parts.length > 2 || !isTemplateName(name)) return { name: value.trim(), languageCode: '' };
	if (language === undefined) return { name, languageCode: '' };
	const languageCode = languageCodeOf(language);
	return isLanguageCode(languageCode) ? { name, languageCode } : { name: value.trim(), languageCode: '' };
}
