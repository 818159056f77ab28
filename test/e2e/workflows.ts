import type { Workflow, WorkflowNode } from '../../scripts/n8n';
import { NODE_TYPE } from '../../scripts/demo/workflow';

export const SEND = 'Send a text';
export const FAILED = 'Not sent';
export const SENT = 'Sent';

/** A trigger, one item for each recipient, and one text message for each item; then what became of it. */
export function textTo(
	recipients: string[],
	credential: { id: string; name: string },
	settings: Partial<WorkflowNode> = {},
): Workflow {
	const link = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	const people = recipients.map((phone, index) => ({ phone, name: `Customer ${index + 1}` }));
	const noOperation = (name: string, y: number): WorkflowNode => ({
		name,
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [960, y],
		parameters: {},
	});
	return {
		name: `Text to ${recipients.length}`,
		nodes: [
			{
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				name: 'Customers',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				position: [240, 0],
				parameters: { mode: 'raw', jsonOutput: JSON.stringify({ people }), options: {} },
			},
			{
				name: 'One by one',
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				position: [480, 0],
				parameters: { fieldToSplitOut: 'people', options: {} },
			},
			{
				name: SEND,
				type: NODE_TYPE,
				typeVersion: 1,
				position: [720, 0],
				parameters: {
					operation: 'sendText',
					businessPhone: '6285574670498',
					recipient: '={{ $json.phone }}',
					text: '=Hello {{ $json.name }}',
				},
				credentials: { itnioApi: credential },
				...settings,
			},
			noOperation(SENT, -96),
			noOperation(FAILED, 96),
		],
		connections: {
			Start: { main: [link('Customers')] },
			Customers: { main: [link('One by one')] },
			'One by one': { main: [link(SEND)] },
			[SEND]: {
				main: settings.onError === 'continueErrorOutput' ? [link(SENT), link(FAILED)] : [link(SENT)],
			},
		},
	};
}
