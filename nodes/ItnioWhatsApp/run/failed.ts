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
import { excerpt, oneLine, textOf } from '../core/text';

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
		details.field = fieldOf(failure.problems[0]);
		details.problems = failure.problems.map(sentenceOf);
	}
	details.outcome = failure.kind;
	if (failure.windowClosed) details.windowClosed = true;
	const json = { error: failure.why, details };
	const item: INodeExecutionData = { json, pairedItem: pairedWith(itemIndexes) };
	if (node.onError === 'continueErrorOutput') {
		// n8n before 2.10 routes an item to the error output by its `error` property only, but then replaces its
		// whole json by the message if it can see that property. Not enumerable, it routes and the details stay.
		Object.defineProperty(item, 'error', {
			value: itemError(node, { itemIndex, recipient, isOnly: false }, failure.why),
			enumerable: false,
		});
	}
	return item;
}

/** Whom an error is about. */
export interface Subject {
	/** As n8n counts, from 0. */
	readonly itemIndex: number;
	/** Of the message, as it would be sent; a query has none. */
	readonly recipient?: unknown;
	/** The run has no other item, so there is nothing to tell it apart from. */
	readonly isOnly: boolean;
}

/** Of what stands in the place of a number. */
const WHOM_LIMIT = 30;

/** `Item 2 (+6281234567890)`; the recipient alone tells a person which row of their table it is. */
export function itemWords({ itemIndex, recipient }: Pick<Subject, 'itemIndex' | 'recipient'>): string {
	const whom = recipientWords(recipient);
	return whom === '' ? `Item ${itemIndex}` : `Item ${itemIndex} (${whom})`;
}

/** Whom a message is for, e.g. `+6281234567890`; empty where nobody is named. */
export function recipientWords(recipient: unknown): string {
	const whom = oneLine(textOf(recipient));
	return /^\d{7,14}$/.test(whom) ? `+${whom}` : excerpt(whom, WHOM_LIMIT);
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
	const message = subject.isOnly ? why : `${itemWords(subject)}: ${why}`;
	// Without the index among the options: n8n would write "[item 2]" behind a message that names the item.
	const error = new NodeOperationError(node, message, { description });
	// n8n rewords messages in which it finds the name of a system error, even inside a customer's text.
	error.message = message;
	return error;
}
