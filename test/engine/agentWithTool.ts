/** An AI Agent of n8n's engine that has the node as its tool, which n8n runs by itself for each call. */
import {
	NodeConnectionTypes,
	type IConnections,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeType,
} from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { workflowOf, type NodeImplementation } from '../../harness/engine';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { engine } from './engine';
import type { serviceForTests } from './service';

const TRIGGER = 'n8n-nodes-itnio.itnioWhatsAppTrigger';
export const TOOL = 'n8n-nodes-itnio.itnioWhatsAppTool';

interface Invocable {
	readonly invoke: (args: object) => Promise<unknown>;
}

interface AgentOptions {
	/** What the trigger gave, but for the business number. */
	readonly item: IDataObject;
	/** Of the node beside the operation, Send Text, and its text, which the model writes. */
	readonly parameters: INode['parameters'];
	readonly settings?: Partial<INode>;
	/** The name of the trigger. */
	readonly trigger?: string;
	readonly defaultCountryCode?: string;
	/** What the model does with its tool. @param make n8n makes it anew for each item that the agent works on */
	readonly work: (make: () => Promise<(text: string) => Promise<unknown>>) => Promise<unknown>;
}

const agentThat = (work: AgentOptions['work']): INodeType =>
	({
		description: {
			displayName: 'Agent',
			name: 'agent',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Agent' },
			inputs: ['main', { type: NodeConnectionTypes.AiTool, displayName: 'Tool' }],
			outputs: ['main'],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const said = await work(async () => {
				const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Invocable[];
				return async (text) => await (tool as Invocable).invoke({ Text: text });
			});
			return [[{ json: { said } as IDataObject }]];
		},
	}) as unknown as INodeType;

/** As n8n makes a tool of a node. */
export function toolOf(node: INodeType): INodeType {
	const { description } = node;
	const outputs = [NodeConnectionTypes.AiTool];
	return Object.assign(Object.create(node) as INodeType, {
		description: { ...description, name: 'itnioWhatsAppTool', inputs: [], outputs },
	});
}

/** The node as a tool that sends a text which the model writes. */
export const toolNode = (
	{ businessPhone }: ReturnType<typeof serviceForTests>,
	{ parameters, ...settings }: Partial<INode>,
): INode => ({
	id: 'tool',
	name: 'Answer',
	type: TOOL,
	typeVersion: 1,
	position: [200, 200],
	credentials: { itnioApi: { id: '1', name: 'ITNIO' } },
	...settings,
	parameters: {
		operation: 'sendText',
		businessPhone,
		text: "={{ $fromAI('Text', 'What to write', 'string') }}",
		...parameters,
	},
});

/** Its connection with whoever calls it. */
export const toolOfNode = (node: string): IConnections => ({
	Answer: { [NodeConnectionTypes.AiTool]: [[{ node, type: NodeConnectionTypes.AiTool, index: 0 }]] },
});

/** Runs a workflow of a trigger and an agent. */
export async function runAgent(service: ReturnType<typeof serviceForTests>, options: AgentOptions) {
	const { item, parameters, settings, trigger = 'Source', defaultCountryCode, work } = options;
	const usual = workflowOf(
		[{ ...item, businessPhone: service.businessPhone }],
		{ name: 'Agent', type: 'test.agent', typeVersion: 1, parameters: {} },
		agentThat(work),
		[],
		TRIGGER,
	);
	const base = {
		...usual,
		nodes: usual.nodes.map((node) => (node.name === usual.start ? { ...node, name: trigger } : node)),
		connections: { [trigger]: usual.connections[usual.start] ?? {} },
		start: trigger,
	};
	const types: Record<string, NodeImplementation> = { [TOOL]: toolOf(new ItnioWhatsApp()) };
	return await engine.run({
		...base,
		nodes: [...base.nodes, toolNode(service, { ...settings, parameters })],
		connections: {
			...base.connections,
			...toolOfNode('Agent'),
		},
		typeOf: (type) => types[type] ?? base.typeOf(type),
		credentialType: new ItnioApi(),
		credential: service.credential(defaultCountryCode === undefined ? {} : { defaultCountryCode }),
	});
}
