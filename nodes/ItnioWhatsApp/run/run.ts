/** Resource "message": prepare → deliver → report, for all items of a run. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { connectionOf, type Connection } from '../service/credential';
import { kindOfOperation } from '../kinds/properties';
import { deliver } from './deliver';
import type { Draft } from './draft';
import { prepare } from './prepare';
import { report } from './report';
import { forgetSent } from './sendOnce';

/** What an operation does beside sending. */
interface Steps {
	/**
	 * Changes the messages when they are checked and before the first one is sent; what it finds wrong keeps a message
	 * from being sent, as the checks do.
	 */
	readonly change: (drafts: Draft[]) => Promise<Draft[]>;
	/** Given the output items before what was accepted is forgotten: if it throws, a retry sends nothing again. */
	readonly finish: (items: readonly INodeExecutionData[]) => Promise<void>;
}

const NO_STEPS: Steps = { change: async (drafts) => drafts, finish: async () => undefined };

/** Sends the messages of the items. One output item per message, in input order. */
export async function runMessages(
	context: IExecuteFunctions,
	{ change, finish } = NO_STEPS,
): Promise<INodeExecutionData[]> {
	const kind = kindOfOperation(context.getNodeParameter('operation', 0) as string);
	if (!kind) {
		throw new NodeOperationError(context.getNode(), 'This operation does not exist. Choose another one.');
	}
	let connection: Connection;
	try {
		connection = await connectionOf(context);
	} catch (error) {
		throw unusable(context, error);
	}
	const prepared = await prepare(context, { kind, connection, change });
	if (prepared === 'forget') return await forgetSent(context);
	if (prepared === 'canceled') return [];
	const delivered = await deliver(context, connection, prepared);
	return await report(context, connection, { ...prepared, ...delivered, finish });
}

/** Nothing can be sent at all: the wall makes failed items of it. */
function unusable(context: IExecuteFunctions, error: unknown): NodeOperationError {
	const words = error instanceof Error && error.message !== '' ? error.message : undefined;
	return new NodeOperationError(context.getNode(), words ?? 'The ITNIO API credential cannot be used');
}
