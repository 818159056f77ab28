/**
 * A row of the template list stands for one template in one language, so its value carries both: `welcome/en_US`.
 * A template's name never holds a slash.
 */
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

/** Reads the value of a row, or a plain name. */
export function readChoice(value: string): TemplateChoice {
	const [name = '', languageCode = ''] = value.split(SEPARATOR);
	return { name: name.trim(), languageCode: languageCode.trim() };
}
