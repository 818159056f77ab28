/** The templates of an account as the service describes them (docs/api.md, section 5), one entry per language. */
import { isSameLanguage } from '../../core/codes';
import { recordIn } from '../../core/members';
import { capitalsOf, wordOf } from '../queries/enumeration';
import { listInText, recordsIn, type JsonRecord } from '../queries/shape';
import type { TemplateChoice } from './choice';

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

const CATEGORIES = ['AUTHENTICATION', 'MARKETING', 'UTILITY'];
const HEADER_TYPES = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'];

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
		.filter((template) => languageCode === '' || isSameLanguage(template.languageCode, languageCode));
}

/** Whether WhatsApp has approved it, for the first time or again. */
export const isApproved = ({ status }: Template): boolean => ['APPROVED', 'REINSTATED'].includes(status);

/** Less is better. A deleted version stays in the list beside the one that took its place. */
const rankOf = (template: Template): number => {
	if (isApproved(template)) return 0;
	return template.status === 'DELETED' ? 2 : 1;
};

/** All versions of a template, of any language where none is named; the one that counts is the first. */
export const versionsOf = (
	templates: readonly Template[],
	{ name, languageCode }: TemplateChoice,
): Template[] =>
	templates
		.filter(({ templateName }) => templateName === name)
		.filter((template) => languageCode === '' || isSameLanguage(template.languageCode, languageCode))
		.sort((one, other) => rankOf(one) - rankOf(other));

const headerTypeIn = (value: unknown): string | undefined =>
	HEADER_TYPES.find((type) => type === wordOf(scalarOf(value), HEADER_TYPES));

/** The page for making templates has the type of a header in `format`, as a number. */
function headerOf(value: unknown): Pick<Template, 'headerType' | 'headerText' | 'headerExample'> {
	const alone = headerTypeIn(value) === undefined ? { text: value } : { type: value };
	const header: JsonRecord = recordIn(value) ?? alone;
	const headerText = scalarOf(header.text);
	const others = headerText === '' ? scalarOf(header.type) : 'text';
	const headerType = (headerTypeIn(header.format) ?? headerTypeIn(header.type) ?? others).toLowerCase();
	return { headerType, headerText, headerExample: examplesOf(header.example) };
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
	return {
		templateId: scalarOf(template.templateId),
		templateName: scalarOf(template.templateName),
		category: wordOf(scalarOf(template.templateCategory), CATEGORIES),
		languageCode: textIn(version.language, 'code'),
		languageName: scalarOf(recordIn(version.language)?.nameEn),
		status: capitalsOf(scalarOf(version.status)),
		reason: scalarOf(version.reason),
		...headerOf(version.header),
		body: textIn(version.body, 'text'),
		bodyExample: examplesOf(recordIn(version.body)?.exampleParams),
		footer: textIn(version.footer, 'text'),
	};
}
