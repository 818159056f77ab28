/** An answer goes to whoever wrote, also where an AI Agent sends it with the node as its tool (docs/ai-agent.md). */
import { NodeConnectionTypes, type IExecuteFunctions, type INodeType } from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { workflowOf, type NodeImplementation } from '../../harness/engine';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { engine } from './engine';
import { serviceForTests } from './service';

const service = serviceForTests();
const TRIGGER = 'n8n-nodes-itnio.itnioWhatsAppTrigger';
const TOOL = 'n8n-nodes-itnio.itnioWhatsAppTool';

/** Calls its tool once. */
const agent = {
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
		const tools = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Array<{
			invoke: (args: object) => Promise<string>;
		}>;
		const said = await tools[0]?.invoke({ Text: 'Yes' });
		return [[{ json: { said } }]];
	},
} as unknown as INodeType;

/** As n8n makes a tool of a node. */
function toolOf(node: INodeType): INodeType {
	const { description } = node;
	const outputs = [NodeConnectionTypes.AiTool];
	return Object.assign(Object.create(node) as INodeType, {
		description: { ...description, name: 'itnioWhatsAppTool', inputs: [], outputs },
	});
}

/** @param recipient of the tool @param trigger the name of the trigger */
async function answered(phone: string, country: string, recipient: string, trigger = 'Source') {
	const usual = workflowOf(
		[{ sender: phone, person: phone, businessPhone: service.businessPhone, text: 'Are you open?' }],
		{ name: 'Agent', type: 'test.agent', typeVersion: 1, parameters: {} },
		agent,
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
	const run = await engine.run({
		...base,
		nodes: [
			...base.nodes,
			{
				id: 'tool',
				name: 'Answer',
				type: TOOL,
				typeVersion: 1,
				position: [200, 200],
				credentials: { itnioApi: { id: '1', name: 'ITNIO' } },
				parameters: {
					operation: 'sendText',
					businessPhone: service.businessPhone,
					recipient,
					text: "={{ $fromAI('Text', 'What to write', 'string') }}",
				},
			},
		],
		connections: {
			...base.connections,
			Answer: {
				[NodeConnectionTypes.AiTool]: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]],
			},
		},
		typeOf: (type) => types[type] ?? base.typeOf(type),
		credentialType: new ItnioApi(),
		credential: service.credential({ defaultCountryCode: country }),
	});
	const { error } = run.data.resultData;
	return { error: error?.message, sentTo: service.received().map(({ recipient: to }) => to) };
}

it.each([
	['an office in Hong Kong, to a shop in Indonesia', '85221234567', '62'],
	['an office in Singapore, to a shop in the USA', '6562345678', '1'],
	['somebody in Hong Kong, to a shop in Indonesia', '85291234567', '62'],
])('the tool of an agent answers %s, who wrote to the trigger', async (_, phone, country) => {
	const found = await answered(phone, country, "={{ $('Source').item.json.sender }}");
	expect(found).toEqual({ error: undefined, sentTo: [phone] });
});

it.each([
	['of the item that the agent gets', '={{ $json.sender }}', 'Source'],
	['between backticks', '={{ $(`Source`).item.json.sender }}', 'Source'],
	['of a name with an apostrophe', "={{ $('Sari\\'s number').item.json.sender }}", "Sari's number"],
])(
	'the tool of an agent answers whoever wrote to the trigger, by the sender %s',
	async (_, recipient, name) => {
		const found = await answered('85221234567', '62', recipient, name);
		expect(found).toEqual({ error: undefined, sentTo: ['85221234567'] });
	},
);
