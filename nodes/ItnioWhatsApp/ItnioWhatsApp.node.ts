import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { getBalance, getBalanceOperation } from './account/getBalance';
import { messageOperations, messageProperties } from './messages';
import { runMessages } from './messages/run';
import { runQuery } from './queries/perItem';
import {
	getManyOperation,
	getManyProperties,
	getManyTemplates,
	getTemplateValues,
	searchTemplates,
} from './templates';

export class ItnioWhatsApp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ITNIO WhatsApp',
		name: 'itnioWhatsApp',
		icon: { light: 'file:../../icons/itnio.svg', dark: 'file:../../icons/itnio.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"].replace(/([A-Z])/g, " $1").toTitleCase() }}',
		description: 'Send WhatsApp messages through ITNIO',
		defaults: { name: 'ITNIO WhatsApp' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'itnioApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Account', value: 'account' },
					{ name: 'Message', value: 'message' },
					{ name: 'Template', value: 'template' },
				],
				default: 'message',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['message'] } },
				options: messageOperations,
				default: 'sendText',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['template'] } },
				options: [getManyOperation],
				default: 'getMany',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['account'] } },
				options: [getBalanceOperation],
				default: 'getBalance',
			},
			...messageProperties,
			...getManyProperties,
		],
	};

	methods = {
		listSearch: { searchTemplates },
		resourceMapping: { getTemplateValues },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		switch (this.getNodeParameter('resource', 0)) {
			case 'template':
				return [await runQuery(this, getManyTemplates)];
			case 'account':
				return [await runQuery(this, getBalance)];
			default:
				return [await runMessages(this)];
		}
	}
}
