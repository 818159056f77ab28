/** What a person gets back of messages: their output items, the error that stops the workflow, the summary of the run. */
import type { IDataObject, INode, INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import type { Problem } from '../checks/rules';
import { itemError, pairedWith, type Failure } from '../items/failed';
import type { Sent } from '../sending';
import type { Failed } from '../sending/outcome';
import { filled, isRecord } from '../values/members';
import type { Draft } from './draft';

/** A draft that may not go, as a failure. */
export function failureOf(problems: readonly Problem[]): Failure {
	const sentences = problems.map(({ message }) => message);
	const why =
		sentences.length === 1
			? `${sentences[0]}. This message was not sent.`
			: `${sentences.length} problems, this message was not sent: ${sentences.map((text, index) => `(${index + 1}) ${text}`).join('; ')}`;
	return { kind: 'notSent', why, problems };
}

/** The API's `type`, or `interactive.type`, or `template`. */
export function messageTypeOf(body: Draft['body']): string {
	if (isRecord(body.interactive) && typeof body.interactive.type === 'string') return body.interactive.type;
	if (typeof body.type === 'string') return body.type;
	return body.template === undefined ? '' : 'template';
}

export const isFailed = (sent: Sent): sent is Failed =>
	sent.kind === 'rejected' || sent.kind === 'notSent' || sent.kind === 'unknown';

/** The item of an accepted or skipped message. */
export function sentItem(
	{ itemIndexes, body, options }: Draft,
	sent: Exclude<Sent, Failed>,
): INodeExecutionData {
	if (sent.kind === 'alreadySent') {
		const key = filled({ key: options.sendOnceKey });
		const { recipient } = body as { recipient: string };
		const json = { skipped: true, alreadySent: true, ...key, recipient, messageType: messageTypeOf(body) };
		return { json, pairedItem: pairedWith(itemIndexes) };
	}
	const message = {
		messageId: sent.messageId,
		recipient: body.recipient as string,
		businessPhone: body.businessPhone as string,
		messageType: messageTypeOf(body),
		channelType: body.channelType as number,
	};
	const json: IDataObject =
		sent.kind === 'skipped'
			? { skipped: true, duplicateOf: sent.duplicateOf, ...message }
			: { ...message, timestamp: sent.timestamp, status: '0', reason: sent.reason };
	return { json, pairedItem: pairedWith(itemIndexes) };
}

/**
 * The error that stops the workflow.
 *
 * @param accepted indexes of the items whose messages were accepted, in this try or an earlier one of this run
 * @param others indexes of further items that failed
 * @param next what to do now, where there is more to say than the message does
 */
export function stoppingError(
	node: INode,
	{ itemIndex, failure }: { itemIndex: number; failure: Failure },
	accepted: readonly number[],
	others: readonly number[],
	next = '',
): NodeOperationError {
	const sentences = [];
	if (others.length > 0) sentences.push(`Items with problems, too: ${ranges(others)}.`);
	sentences.push(
		accepted.length === 0
			? 'No message was accepted before.'
			: `Messages already accepted: ${accepted.length} (items ${ranges(accepted)}). A retry of this execution does not send them again.`,
	);
	if (next !== '') sentences.push(next);
	return itemError(node, itemIndex, failure.why, sentences.join(' '));
}

const MOST_RANGES = 20;

/** Item indexes as people write them: `0–4, 7, 9–12`. */
export function ranges(indexes: readonly number[]): string {
	const found: Array<[number, number]> = [];
	for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
		const last = found[found.length - 1];
		if (last && index === last[1] + 1) last[1] = index;
		else found.push([index, index]);
	}
	const shown = found.slice(0, MOST_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
	return shown.join(', ') + (found.length > MOST_RANGES ? ', …' : '');
}

/** The summary of a run: `48 accepted, 2 refused (items 7, 31)`. Empty where all went well with few messages. */
export function summaryOf(kinds: ReadonlyMap<string, readonly number[]>): string {
	const parts = Array.from(kinds, ([kind, indexes]) =>
		kind === 'accepted'
			? `${indexes.length} accepted`
			: `${indexes.length} ${kind} (${indexes.length === 1 ? 'item' : 'items'} ${ranges(indexes)})`,
	);
	return parts.join(', ');
}
