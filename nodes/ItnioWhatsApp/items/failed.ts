/** An item that failed, as n8n wants it: on the error output, or as the error that stops the workflow. */
import {
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IPairedItemData,
} from 'n8n-workflow';
import type { Problem } from '../checks/rules';
import type { Failed } from '../sending/outcome';

/** Why an item failed, before or after it was sent. */
export interface Failure extends Failed {
	readonly problems?: readonly Problem[];
}

/** The link from an output item to what it was made of. */
export function pairedWith(itemIndexes: readonly number[]): IPairedItemData | IPairedItemData[] {
	const [item = 0, ...others] = itemIndexes;
	return others.length === 0 ? { item } : itemIndexes.map((index) => ({ item: index }));
}

interface FailedOne {
	readonly itemIndex: number;
	/** All items that it is made of, where there are several. */
	readonly itemIndexes?: readonly number[];
	readonly recipient?: unknown;
}

/** The item of a message or a query that failed, when the node is set to continue. */
export function failedItem(
	node: INode,
	{ itemIndex, itemIndexes = [itemIndex], recipient }: FailedOne,
	failure: Failure,
): INodeExecutionData {
	const details: IDataObject = { itemIndex, recipient: String(recipient ?? '') };
	if (itemIndexes.length > 1) details.itemIndexes = [...itemIndexes];
	if (failure.status !== undefined) details.status = failure.status;
	if (failure.problems?.[0]) {
		details.field = failure.problems[0].field;
		details.problems = failure.problems.map(({ message }) => message);
	}
	details.outcome = failure.kind;
	const json = { error: failure.why, details };
	const item: INodeExecutionData = { json, pairedItem: pairedWith(itemIndexes) };
	if (node.onError === 'continueErrorOutput') {
		// n8n before 2.10 routes an item to the error output by its `error` property only, but then replaces its
		// whole json by the message if it can see that property. Not enumerable, it routes and the details stay.
		Object.defineProperty(item, 'error', {
			value: itemError(node, itemIndex, failure.why, ''),
			enumerable: false,
		});
	}
	return item;
}

/** The error of an item, with the item in its message. */
export function itemError(
	node: INode,
	itemIndex: number,
	why: string,
	description?: string,
): NodeOperationError {
	const message = `Item ${itemIndex}: ${why}`;
	const error = new NodeOperationError(node, message, { itemIndex, description });
	// n8n rewords messages in which it finds the name of a system error, even inside a customer's text.
	error.message = message;
	return error;
}
