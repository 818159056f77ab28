import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { accountOperations, accountQueries } from './service/account';
import { searchNumbers } from './service/numbers/searchNumbers';
import { messageOperations, messageProperties } from './kinds/properties';
import { receiveAnswer } from './conversation/answered';
import { askAndWait } from './conversation/ask';
import { runWaitForDelivery } from './conversation/waitForDelivery';
import { downloadFileOfItem } from './run/downloadFile';
import { runMessages } from './run/run';
import { waitingWebhooks } from './conversation/webhooks';
import { runQuery } from './run/perItem';
import { behindWall } from './run/wall';
import {
	getManyOperation,
	getManyProperties,
	getManyTemplates,
	getTemplateValues,
	searchTemplates,
} from './service/templates';

export class ItnioWhatsApp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ITNIO WhatsApp',
		name: 'itnioWhatsApp',
		icon: { light: 'file:../../icons/itnio.svg', dark: 'file:../../icons/itnio.dark.svg' },
		group: ['output'],
		version: 1,
		// A preview that somebody forgot looks like success otherwise.
		subtitle:
			// What an expression decides is stored as its text, and known for each item only when it runs.
			'={{ ({ boolean: "Preview Only: ", string: "Preview by Expression: " }[typeof ($parameter["options"] && $parameter["options"]["previewOnly"] || undefined)] || "") + $parameter["operation"].replace(/([A-Z])/g, " $1").toTitleCase() }}',
		description: 'Send WhatsApp messages through ITNIO',
		defaults: { name: 'ITNIO WhatsApp' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		waitingNodeTooltip:
			'={{ ({ sendAndWait: "The workflow goes on when the person has answered and your published ITNIO WhatsApp Trigger hears it", waitForDelivery: "The workflow goes on when ITNIO has reported each message to your published ITNIO WhatsApp Trigger, or when the time is up" })[$parameter["operation"]] || "" }}',
		webhooks: waitingWebhooks,
		credentials: [{ name: 'itnioApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Message', value: 'message' },
					{ name: 'Template', value: 'template' },
					{ name: 'Account', value: 'account' },
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
				options: accountOperations,
				default: 'getBalance',
			},
			...messageProperties,
			...getManyProperties,
		],
	};

	methods = {
		listSearch: { searchNumbers, searchTemplates },
		resourceMapping: { getTemplateValues },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const work = async (): Promise<INodeExecutionData[]> => {
			const resource = this.getNodeParameter('resource', 0);
			const operation = this.getNodeParameter('operation', 0);
			if (resource === 'template') return await runQuery(this, getManyTemplates);
			if (resource === 'account')
				return await runQuery(this, accountQueries[operation as keyof typeof accountQueries]);
			if (operation === 'downloadFile') return await runQuery(this, downloadFileOfItem);
			if (operation === 'waitForDelivery') return await runWaitForDelivery(this);
			return operation === 'sendAndWait' ? await askAndWait(this) : await runMessages(this);
		};
		return [await behindWall(this, work)];
	}

	/** The address at which an execution waits for an answer. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveAnswer(this);
	}
}
