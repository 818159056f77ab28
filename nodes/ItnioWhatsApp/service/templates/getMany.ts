/** Template › Get Many: one row per template and language. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { ItemQuery } from '../queries/itemQuery';
import { isRecord } from '../../core/members';
import { numberIn, textOf } from '../../core/text';
import { queryTemplates } from './query';

export const getManyOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many templates',
	description: 'Get the templates of the account, one row per template and language',
};

const show = { resource: ['template'], operation: ['getMany'] };

export const getManyProperties: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		displayOptions: { show },
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		displayOptions: { show: { ...show, returnAll: [false] } },
		default: 50,
		description: 'Max number of results to return',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		displayOptions: { show },
		default: {},
		placeholder: 'Add filter',
		options: [
			{
				displayName: 'Language Code',
				name: 'languageCode',
				type: 'string',
				default: '',
				placeholder: 'e.g. en_US',
				description: 'Only templates in this language',
			},
			{
				displayName: 'Template ID',
				name: 'templateId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 900000000000001',
				description: 'Only this template, in all its languages',
			},
		],
	},
];

/** A limit from an expression may be anything; what is not a number of at least 1 is refused, not guessed. */
function checkedLimit(value: unknown): number | undefined {
	const limit = numberIn(value);
	return limit >= 1 ? Math.floor(limit) : undefined;
}

export const getManyTemplates: ItemQuery = async (context, connection, itemIndex) => {
	const returnAll = context.getNodeParameter('returnAll', itemIndex, false) === true;
	const given: unknown = returnAll ? Infinity : context.getNodeParameter('limit', itemIndex, 50);
	const limit = checkedLimit(given);
	if (limit === undefined) {
		const why = `Limit must be a number of at least 1, but it is "${textOf(given).trim()}"`;
		return { failure: { kind: 'notSent', why } };
	}
	const filters: unknown = context.getNodeParameter('filters', itemIndex, {});
	const { templateId, languageCode } = isRecord(filters) ? filters : {};
	const result = await queryTemplates(context, connection, {
		templateId: textOf(templateId).trim(),
		languageCode: textOf(languageCode).trim(),
	});
	if ('failure' in result) return result;
	return {
		rows: result.templates.slice(0, limit).map(({ headerExample, bodyExample, ...template }) => ({
			...template,
			headerExample: [...headerExample],
			bodyExample: [...bodyExample],
		})),
	};
};
