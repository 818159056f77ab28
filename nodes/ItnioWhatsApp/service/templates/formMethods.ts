/** What n8n's editor asks while a person fills in the form: the list of templates, and the values of the chosen one. */
import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { connectionForForm, fixedText } from '../formConnection';
import { choiceValue, languageOf, readChoice } from './choice';
import { isApproved, versionsOf, type Template } from './model';
import { queryTemplates, type TemplateFilters } from './query';
import { readableText, valueFields } from './valueFields';

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

/** How a template stands; empty where it is approved, or where the list does not say. */
const stateOf = (template: Template): string => (isApproved(template) ? '' : template.status);

const languageWithState = (template: Template): string => {
	const state = stateOf(template);
	return state === '' ? template.languageCode : `${template.languageCode} (${state})`;
};

/** As many templates as a sentence can name. */
const MAX_NAMED = 5;

function noneApproved(templates: readonly Template[]): string {
	const named = templates
		.slice(0, MAX_NAMED)
		.map((template) => `${template.templateName} – ${languageWithState(template)}`);
	const others = templates.length - named.length;
	const all = named.join(', ') + (others > 0 ? ` and ${others} more` : '');
	return `No template in ITNIO's list is approved, and only approved ones can be sent: ${all}. Look at them in the ITNIO console`;
}

/** The approved templates, one row per language; `filter` may be a part of a row or of the language's name. */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	const templates = await templatesFor(this);
	const approved = templates.filter(isApproved);
	if (wanted === '' && approved.length === 0 && templates.length > 0) {
		throw new NodeOperationError(this.getNode(), noneApproved(templates));
	}
	const results = approved
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
	const { name } = choice;
	const versions = versionsOf(await templatesFor(this), { name, languageCode: '' });
	if (versions.length === 0) {
		throw new NodeOperationError(this.getNode(), `ITNIO does not know a template named "${name}"`);
	}
	const [version] = versionsOf(versions, { name, languageCode });
	if (!version) {
		const languages = Array.from(new Set(versions.map(languageWithState))).join(', ');
		throw new NodeOperationError(
			this.getNode(),
			`The template "${name}" does not exist in the language "${languageCode}", only in: ${languages}`,
		);
	}
	const state = stateOf(version);
	const notApproved =
		state === '' ? '' : ` Its state in ITNIO's list is ${state}: only an approved one can be sent.`;
	return {
		fields: valueFields(version),
		emptyFieldsNotice: `This template has no values to fill in here.${notApproved}`,
	};
}
