/** Runs a query once for each input item; owns item linking, the failed item and the error that stops. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { connectionOf } from '../service/credential';
import type { ItemQuery, QueryResult } from '../service/queries/itemQuery';
import { failedItem, itemError } from './failed';

/** @throws NodeOperationError naming the item, unless the node is set to continue */
export async function runQuery(context: IExecuteFunctions, query: ItemQuery): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	const signal = context.getExecutionCancelSignal();
	const items = context.getInputData();
	for (const [itemIndex, item] of items.entries()) {
		const subject = { itemIndex, items: items.length, item };
		if (signal?.aborted === true) break;
		const result = await resultOf(context, query, itemIndex);
		if ('rows' in result) {
			const { rows, binary } = result;
			const pairedItem = { item: itemIndex };
			for (const json of rows)
				results.push({ json, ...(binary === undefined ? {} : { binary }), pairedItem });
		} else if (context.continueOnFail()) {
			results.push(failedItem(context.getNode(), subject, result.failure));
		} else {
			throw itemError(context.getNode(), subject, result.failure.why);
		}
	}
	return results;
}

async function resultOf(
	context: IExecuteFunctions,
	query: ItemQuery,
	itemIndex: number,
): Promise<QueryResult> {
	try {
		return await query(context, await connectionOf(context), itemIndex);
	} catch (cause) {
		const isSaid = cause instanceof Error && cause.message !== '';
		const why = isSaid ? cause.message : 'The ITNIO API credential cannot be used';
		return { failure: { kind: 'notSent', why } };
	}
}
