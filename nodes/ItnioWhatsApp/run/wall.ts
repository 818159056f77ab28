/** Around everything that the node does: n8n passes the items on as a success where a node throws that is set to continue. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { broken } from '../sending/failing';
import { hasEntries } from '../sending/ledger';
import { failedItem, type Failure } from './failed';
import { storeOf } from './store';
import { isTool, runOf } from './prepare';

/** The tries in which a message may have left. */
const sending = new WeakSet<IExecuteFunctions>();

/** Said before a message leaves: what throws from then on may have been sent. */
export const beginsToSend = (context: IExecuteFunctions): unknown => sending.add(context);

/** Whether a message may have left, in this try or in an earlier one of the same run. */
function mayHaveLeft(context: IExecuteFunctions): boolean {
	if (sending.has(context)) return true;
	// Of a tool, an earlier call has said so itself, and this one may be about another message.
	if (isTool(context)) return false;
	try {
		return hasEntries(storeOf(context), runOf(context));
	} catch {
		// What cannot be read may say so, where there can have been an earlier try.
		return context.getNode().retryOnFail === true;
	}
}

/** What `work` gives; where it throws and the node is set to continue, each item fails. */
export async function behindWall(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	if (!context.continueOnFail()) return await work();
	try {
		return await work();
	} catch (error) {
		const node = context.getNode();
		const hasLeft = mayHaveLeft(context);
		const failure: Failure =
			error instanceof NodeOperationError && !hasLeft
				? { kind: 'notSent', why: error.message }
				: broken(error, hasLeft);
		return context
			.getInputData()
			.map((item, itemIndex, { length: items }) => failedItem(node, { itemIndex, items, item }, failure));
	}
}
