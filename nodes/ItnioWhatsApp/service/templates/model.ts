/** The templates of an account as the service describes them (docs/api.md, section 5), one entry per language. */
import { recordIn } from '../../core/members';
import { listInText, recordsIn, type JsonRecord } from '../queries/shape';

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

/** The text of a member that should be text; anything else counts as none. */
const scalarOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** A text, also where it is a member of an object. */
const textIn = (value: unknown, member: string): string => scalarOf(recordIn(value)?.[member] ?? value);

const listOf = (value: unknown): readonly unknown[] => {
	if (Array.isArray(value)) return value;
	return value === undefined || value === null || value === '' ? [] : [value];
};

/** Examples, also where they are a list within a list, as Meta has them, or JSON in a text. */
const examplesOf = (value: unknown): string[] =>
	listOf(listInText(value)).flatMap((entry) =>
		Array.isArray(entry) ? examplesOf(entry) : [scalarOf(entry)],
	);

/**
 * @param data of the answer: one template, a list of them, or nothing
 * @param languageCode only this language, or empty
 */
export function readTemplates(data: unknown, languageCode = ''): Template[] {
	return (recordsIn(data) ?? [])
		.flatMap((template) =>
			(recordsIn(template.templateLanList) ?? []).map((version) => oneLanguage(template, version)),
		)
		.filter((template) => languageCode === '' || template.languageCode === languageCode);
}

const hasNoLanguage = (template: JsonRecord): boolean =>
	('templateLanList' in template || Object.keys(template).length === 0) &&
	recordsIn(template.templateLanList)?.length === 0;

/** Whether they hold something, but nobody can tell a template by it. */
export const areNoTemplates = (records: readonly JsonRecord[]): boolean =>
	!records.every(hasNoLanguage) &&
	readTemplates(records).every(
		({ templateName, languageCode }) => templateName === '' || languageCode === '',
	);

function oneLanguage(template: JsonRecord, version: JsonRecord): Template {
	const header = recordIn(version.header) ?? {};
	const category = scalarOf(template.templateCategory);
	return {
		templateId: scalarOf(template.templateId),
		templateName: scalarOf(template.templateName),
		category: CATEGORIES[category] ?? category,
		languageCode: textIn(version.language, 'code'),
		languageName: scalarOf(recordIn(version.language)?.nameEn),
		status: scalarOf(version.status),
		reason: scalarOf(version.reason),
		headerType: scalarOf(header.type).toLowerCase(),
		headerText: scalarOf(header.text),
		headerExample: examplesOf(header.example),
		body: textIn(version.body, 'text'),
		bodyExample: examplesOf(recordIn(version.body)?.exampleParams),
		footer: textIn(version.footer, 'text'),
	};
}
