/** An item that failed, as n8n wants it: on the error output, or as the error that stops the workflow. */
import {
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IPairedItemData,
} from 'n8n-workflow';
import { fieldOf, sentenceOf, type Problem } from '../core/problem';
import type { Failed } from '../service/classify';
import { subjectWords, type Subject } from './whom';

/** Why an item failed, before or after it was sent. */
export interface Failure extends Failed {
	readonly problems?: readonly Problem[];
}

/** The link from an output item to what it was made of. */
export function pairedWith(itemIndexes: readonly number[]): IPairedItemData | IPairedItemData[] {
	const [item = 0, ...others] = itemIndexes;
	return others.length === 0 ? { item } : itemIndexes.map((index) => ({ item: index }));
}

interface FailedOne extends Subject {
	/** All items that it is made of, where there are several. */
	readonly itemIndexes?: readonly number[];
}

/** The item of a message or a query that failed, when the node is set to continue. */
export function failedItem(
	node: INode,
	{ itemIndexes, ...subject }: FailedOne,
	failure: Failure,
): INodeExecutionData {
	const { itemIndex, recipient } = subject;
	const details: IDataObject = { itemIndex, recipient: String(recipient ?? '') };
	if (itemIndexes !== undefined && itemIndexes.length > 1) details.itemIndexes = [...itemIndexes];
	if (failure.status !== undefined) details.status = failure.status;
	if (failure.problems?.[0]) {
		details.field = fieldOf(failure.problems[0]);
		details.problems = failure.problems.map(sentenceOf);
	}
	details.outcome = failure.kind;
	if (failure.windowClosed) details.windowClosed = true;
	const json = { error: failure.why, details };
	const item: INodeExecutionData = { json, pairedItem: pairedWith(itemIndexes ?? [itemIndex]) };
	if (node.onError === 'continueErrorOutput') {
		// n8n before 2.10 routes an item to the error output by its `error` property only, but then replaces its
		// whole json by the message if it can see that property. Not enumerable, it routes and the details stay.
		Object.defineProperty(item, 'error', {
			value: itemError(node, subject, failure.why),
			enumerable: false,
		});
	}
	return item;
}

/**
 * The error of an item, with the item in its message where there are several.
 *
 * @param description HTML, as n8n shows it
 */
export function itemError(
	node: INode,
	subject: Subject,
	why: string,
	description?: string,
): NodeOperationError {
	const message = subject.items === 1 ? why : `${subjectWords(subject)}: ${why}`;
	// Without the index among the options: n8n would write "[item 2]" behind it, and counts from 0.
	const error = new NodeOperationError(node, message, { description });
	// n8n rewords messages in which it finds the name of a system error, even inside a customer's text.
	error.message = message;
	return error;
}
