/** Around everything that the node does: n8n passes the items on as a success where a node throws that is set to continue. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { broken } from '../sending/failing';
import { failedItem, type Failure } from './failed';

/**
 * What `work` gives; where it throws and the node is set to continue, each item fails.
 *
 * @param mayHaveLeft whether a message may have gone before something threw
 */
export async function behindWall(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[]>,
	mayHaveLeft: () => boolean,
): Promise<INodeExecutionData[]> {
	if (!context.continueOnFail()) return await work();
	try {
		return await work();
	} catch (error) {
		const node = context.getNode();
		// An earlier try of this run may have sent it, which only the context knows that perhaps cannot be read.
		const failure: Failure =
			error instanceof NodeOperationError && !mayHaveLeft()
				? { kind: 'notSent', why: error.message }
				: broken(error, mayHaveLeft() || node.retryOnFail === true);
		return context
			.getInputData()
			.map((item, itemIndex, { length: items }) => failedItem(node, { itemIndex, items, item }, failure));
	}
}
