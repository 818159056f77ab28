/** Runs a lookup once for each input item; owns item linking, the failed item and the error that stops. */
import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { connectionOf, type Connection } from '../api/credential';
import { failedItem } from '../messages/results';
import type { Failed } from '../sending/outcome';

/** The rows that an input item gives, or why there are none. */
export type Found = { readonly rows: readonly IDataObject[] } | { readonly failure: Failed };

/** Looks up what one item asks for. May throw, e.g. where an expression fails. */
export type Lookup = (
	context: IExecuteFunctions,
	connection: Connection,
	itemIndex: number,
) => Promise<Found>;

const sentenceOf = (cause: unknown, otherwise: string): string =>
	cause instanceof Error && cause.message !== '' ? cause.message : otherwise;

/** @throws NodeOperationError naming the item, unless the node is set to continue */
export async function runLookup(context: IExecuteFunctions, lookup: Lookup): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	const signal = context.getExecutionCancelSignal();
	for (const itemIndex of context.getInputData().keys()) {
		if (signal?.aborted === true) break;
		const found = await findSafely(context, lookup, itemIndex);
		if ('rows' in found) {
			results.push(...found.rows.map((json) => ({ json, pairedItem: { item: itemIndex } })));
		} else if (context.continueOnFail()) {
			results.push(failedItem({ itemIndex, body: {} }, found.failure, context.getNode()));
		} else {
			throw stoppingError(context, itemIndex, found.failure.why);
		}
	}
	return results;
}

async function findSafely(context: IExecuteFunctions, lookup: Lookup, itemIndex: number): Promise<Found> {
	try {
		return await lookup(context, await connectionOf(context), itemIndex);
	} catch (cause) {
		const why = sentenceOf(cause, 'The ITNIO API credential cannot be used');
		return { failure: { kind: 'notSent', why } };
	}
}

function stoppingError(context: IExecuteFunctions, itemIndex: number, why: string): NodeOperationError {
	const message = `Item ${itemIndex}: ${why}`;
	const error = new NodeOperationError(context.getNode(), message, { itemIndex });
	// n8n rewords messages in which it finds the name of a system error.
	error.message = message;
	return error;
}
