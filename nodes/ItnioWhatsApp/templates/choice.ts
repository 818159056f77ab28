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

/** Reads the value of a row, or a plain name. */
export function readChoice(value: string): TemplateChoice {
	const [name = '', languageCode = ''] = value.split(SEPARATOR);
	return { name: name.trim(), languageCode: languageCode.trim() };
}
