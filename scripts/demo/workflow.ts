import { NODE_TYPE, outputOf, type Execution, type Workflow, type WorkflowNode } from '../../harness';
import { oneLine } from './summary';

export const DEMO = 'demo-all-kinds.json';

/** One message of the demo: what n8n says about it, beside what the service got. */
export interface DemoRow {
	kind: string;
	recipient: string;
	messageId: string;
	received: string;
	problem?: string;
}

export interface Received {
	messageId: string;
	body: unknown;
}

export function messageNodes(workflow: Workflow): WorkflowNode[] {
	return workflow.nodes.filter(({ type }) => type === NODE_TYPE);
}

/** Finds each node's message in the service's own record. `problems` are those of the run as a whole. */
export function checkDemo(
	workflow: Workflow,
	execution: Execution,
	received: readonly Received[],
): { rows: DemoRow[]; problems: string[] } {
	const rows = messageNodes(workflow).map((node) => row(node, execution, received));
	const problems: string[] = [];
	if (execution.status !== 'success') {
		const { message = 'no message', description } = execution.error ?? {};
		problems.push(
			`The execution ended with "${execution.status}": ${[message, description].filter(Boolean).join(' — ')}`,
		);
	}
	if (received.length !== rows.length)
		problems.push(`The service accepted ${received.length} messages, not ${rows.length}`);
	return { rows, problems };
}

function row(node: WorkflowNode, execution: Execution, received: readonly Received[]): DemoRow {
	const kind = String(node.parameters.operation);
	const item = outputOf(execution, node.name)[0]?.json;
	if (item === undefined)
		return { kind, recipient: '', messageId: '', received: '', problem: 'the node put nothing out' };
	const messageId = String(item.messageId ?? '');
	const record = received.find((message) => message.messageId === messageId);
	return {
		kind,
		recipient: String(item.recipient ?? ''),
		messageId,
		received: record === undefined ? '' : oneLine(record.body),
		...(record === undefined ? { problem: 'the service has no such message' } : {}),
	};
}
