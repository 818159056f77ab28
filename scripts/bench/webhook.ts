/** Workflows that start when their address is called, as a form or a CRM does. */
import type { Scene, SavedWorkflow, Workflow, WorkflowNode } from '../../harness';
import type { Way } from './ways';

export const SENDER = 'Send';

/** A webhook of this name, then the nodes, one after the other; those of n8n-nodes-itnio's service get the credential. */
export function onWebhook(
	name: string,
	ways: Readonly<Record<string, Way>>,
	credential: Scene['credential'],
): Workflow {
	const webhook: WorkflowNode = {
		name: 'Called',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, 0],
		parameters: { path: name, httpMethod: 'POST', responseMode: 'onReceived' },
		webhookId: name,
	};
	const others = Object.entries(ways).map(([title, way], index): WorkflowNode => ({
		name: title,
		position: [200 * (index + 1), 0],
		...(title === SENDER ? { credentials: { itnioApi: credential } } : {}),
		...way,
	}));
	const nodes = [webhook, ...others];
	return {
		name,
		nodes,
		connections: Object.fromEntries(
			others.map(({ name: node }, index) => [
				(nodes[index] as WorkflowNode).name,
				{ main: [[{ node, type: 'main' as const, index: 0 }]] },
			]),
		),
	};
}

export async function publish({ client }: Scene, workflow: Workflow): Promise<SavedWorkflow> {
	const saved = await client.createWorkflow(workflow);
	await client.activate(saved);
	return saved;
}

/** Calls a webhook. Throws unless n8n took it. */
export async function call({ client }: Scene, path: string, body: object): Promise<void> {
	const { status, text } = await client.callWebhook(path, body);
	if (status !== 200) throw new Error(`n8n answered HTTP ${status} to a call of ${path}: ${text}`);
}
