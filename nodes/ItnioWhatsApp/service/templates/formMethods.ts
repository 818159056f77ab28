/** What n8n's editor asks while a person fills in the form: the list of templates, and the values of the chosen one. */
import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { connectionForForm, fixedText } from '../formConnection';
import { choiceValue, languageOf, readChoice } from './choice';
import type { Template } from './model';
import { queryTemplates, type TemplateFilters } from './query';
import { readableText, valueFields } from './valueFields';

const APPROVED = 'APPROVED';

/** @throws NodeOperationError with a sentence for the person */
async function templatesFor(
	context: ILoadOptionsFunctions,
	filters: TemplateFilters = {},
): Promise<readonly Template[]> {
	const found = await connectionForForm(
		context,
		async (connection) => await queryTemplates(context, connection, filters),
	);
	if ('templates' in found) return found.templates;
	throw new NodeOperationError(context.getNode(), found.failure.why);
}

/** What tells templates apart comes first: the drop-down of n8n's editor cuts off the end. */
const rowOf = (template: Template): string =>
	[`${template.templateName} – ${template.languageCode}, ${template.category}`, readableText(template)]
		.filter((part) => part !== '')
		.join(' – ');

/** The approved templates, one row per language; `filter` may be a part of a row or of the language's name. */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	const results = (await templatesFor(this))
		.filter(({ status }) => status === APPROVED)
		.filter((template) => `${rowOf(template)} ${template.languageName}`.toLowerCase().includes(wanted))
		.map((template) => ({
			name: rowOf(template),
			value: choiceValue({ name: template.templateName, languageCode: template.languageCode }),
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
	return { results };
}

/** The values that the chosen template asks for. A language that comes from an expression may be any of its languages. */
export async function getTemplateValues(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const choice = readChoice(fixedText(this.getCurrentNodeParameter('templateName')));
	if (choice.name === '') {
		return {
			fields: [],
			emptyFieldsNotice:
				'Choose a template first. If its name comes from an expression, choose Values From › A List of Values above.',
		};
	}
	const languageCode = languageOf(fixedText(this.getCurrentNodeParameter('templateLanguage')), choice);
	const versions = (await templatesFor(this)).filter(({ templateName }) => templateName === choice.name);
	if (versions.length === 0) {
		throw new NodeOperationError(this.getNode(), `ITNIO does not know a template named "${choice.name}"`);
	}
	const version = languageCode === '' ? versions[0] : versions.find((v) => v.languageCode === languageCode);
	if (!version) {
		const languages = versions.map((v) => v.languageCode).join(', ');
		throw new NodeOperationError(
			this.getNode(),
			`The template "${choice.name}" does not exist in the language "${languageCode}", only in: ${languages}`,
		);
	}
	return { fields: valueFields(version), emptyFieldsNotice: 'This template has no values to fill in here.' };
}
