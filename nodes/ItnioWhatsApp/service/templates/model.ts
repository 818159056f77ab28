/** The templates of an account as the service describes them (docs/api.md, section 5), one entry per language. */
import { isRecord } from '../../core/members';

/** A template in one language. Texts that a template does not have are empty. */
export interface Template {
	readonly templateId: string;
	readonly templateName: string;
	/** AUTHENTICATION, MARKETING or UTILITY. */
	readonly category: string;
	readonly languageCode: string;
	/** In English. */
	readonly languageName: string;
	/** APPROVED, PENDING, REJECTED, … */
	readonly status: string;
	/** Why it has this status, e.g. INVALID_FORMAT. */
	readonly reason: string;
	/** text, image, video, document, location, or empty. */
	readonly headerType: string;
	readonly headerText: string;
	readonly headerExample: readonly string[];
	readonly body: string;
	readonly bodyExample: readonly string[];
	readonly footer: string;
}

const CATEGORIES: Readonly<Record<string, string>> = {
	'0': 'AUTHENTICATION',
	'1': 'MARKETING',
	'2': 'UTILITY',
};

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

/** The text of a member that should be text; anything else counts as none. */
const scalarOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const listOf = (value: unknown): readonly unknown[] => {
	if (Array.isArray(value)) return value;
	return value === undefined || value === null || value === '' ? [] : [value];
};

/** Examples, also where they are a list within a list, as Meta has them, or JSON in a text. */
function examplesOf(value: unknown): string[] {
	if (typeof value === 'string' && value.trim().startsWith('[')) {
		try {
			return examplesOf(JSON.parse(value));
		} catch {
			return [value];
		}
	}
	return listOf(value).flatMap((entry) => (Array.isArray(entry) ? examplesOf(entry) : [scalarOf(entry)]));
}

/**
 * @param data of the answer: one template, a list of them, or nothing
 * @param languageCode only this language, or empty
 */
export function readTemplates(data: unknown, languageCode = ''): Template[] {
	return listOf(data)
		.map(recordOf)
		.flatMap((template) =>
			listOf(template.templateLanList).map((language) => oneLanguage(template, recordOf(language))),
		)
		.filter((template) => languageCode === '' || template.languageCode === languageCode);
}

function oneLanguage(
	template: Readonly<Record<string, unknown>>,
	version: Readonly<Record<string, unknown>>,
): Template {
	const language = recordOf(version.language);
	const header = recordOf(version.header);
	const body = recordOf(version.body);
	const category = scalarOf(template.templateCategory);
	return {
		templateId: scalarOf(template.templateId),
		templateName: scalarOf(template.templateName),
		category: CATEGORIES[category] ?? category,
		languageCode: scalarOf(language.code),
		languageName: scalarOf(language.nameEn),
		status: scalarOf(version.status),
		reason: scalarOf(version.reason),
		headerType: scalarOf(header.type).toLowerCase(),
		headerText: scalarOf(header.text),
		headerExample: examplesOf(header.example),
		body: scalarOf(body.text),
		bodyExample: examplesOf(body.exampleParams),
		footer: scalarOf(version.footer) || scalarOf(recordOf(version.footer).text),
	};
}
