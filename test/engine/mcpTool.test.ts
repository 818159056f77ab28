/** A tool that n8n's MCP Server Trigger calls in the main process: there is no execution, only the call of a webhook. */
import { WebhookContext } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	type INode,
	type INodeType,
	type INodeTypes,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { credentialsHelperOf } from '../../harness/engine';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { TOOL, toolNode, toolOf, toolOfNode } from './agentWithTool';
import { serviceForTests } from './service';

const service = serviceForTests();

const TRIGGER = {
	description: {
		displayName: 'MCP Server Trigger',
		name: 'mcpTrigger',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'MCP' },
		inputs: [{ type: NodeConnectionTypes.AiTool, displayName: 'Tools' }],
		outputs: [],
		properties: [],
	},
} as unknown as INodeType;

async function called(onError: INode['onError']): Promise<unknown> {
	const typeOf = (type: string) => (type === TOOL ? toolOf(new ItnioWhatsApp()) : TRIGGER);
	const workflow = new Workflow({
		id: 'test',
		active: true,
		nodes: [
			{ id: 'mcp', name: 'MCP', type: 'test.mcpTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			toolNode(service, { onError, parameters: { recipient: '6281234567890' } }),
		],
		connections: toolOfNode('MCP'),
		nodeTypes: {
			getByName: typeOf,
			getByNameAndVersion: typeOf,
			getKnownTypes: () => ({}),
		} as unknown as INodeTypes,
	});
	const additionalData = {
		credentialsHelper: credentialsHelperOf(new ItnioApi(), service.credential()),
		variables: {},
		sendDataToUI: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
	const context = new WebhookContext(
		workflow,
		workflow.getNode('MCP') as INode,
		additionalData,
		'webhook',
		{ webhookDescription: {} } as IWebhookData,
		[],
		null,
	);
	const tools = (await context.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Array<{
		invoke: (args: object) => Promise<unknown>;
	}>;
	return await tools[0]?.invoke({ Text: 'We open at nine' });
}

it.each(['stopWorkflow', 'continueRegularOutput'] as const)('sends, set to %s', async (onError) => {
	expect(JSON.stringify(await called(onError))).toContain('messageId');
	expect(service.received().map(({ text }) => text)).toEqual([{ body: 'We open at nine' }]);
});
