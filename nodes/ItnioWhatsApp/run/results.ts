/** What a person gets back of messages: their output items, the error that stops the workflow, the summary of the run. */
import type { IDataObject, INode, INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { sentenceOf, type Problem } from '../core/problem';
import { itemError, pairedWith, type Failure } from './failed';
import { placesOf, subjectWords, type Subject } from './whom';
import { escapeHtml } from '../core/escape';
import type { Sent } from '../sending';
import type { Failed } from '../service/classify';
import { filled, isRecord } from '../core/members';
import { excerpt, oneLine } from '../core/text';
import type { Draft } from './draft';

/** A draft that may not go, as a failure. */
export function failureOf(problems: readonly Problem[]): Failure {
	const sentences = problems.map(sentenceOf);
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

/** The item of an accepted or skipped message: first what a person looks for in the columns of a table. */
export function sentItem(
	{ itemIndexes, body, options }: Draft,
	sent: Exclude<Sent, Failed>,
): INodeExecutionData {
	const { recipient } = body as { recipient: string };
	if (sent.kind === 'alreadySent') {
		const key = filled({ key: options.sendOnceKey });
		const json = { skipped: true, alreadySent: true, ...key, recipient, messageType: messageTypeOf(body) };
		return { json, pairedItem: pairedWith(itemIndexes) };
	}
	const message = {
		messageId: sent.messageId,
		businessPhone: body.businessPhone as string,
		messageType: messageTypeOf(body),
		channelType: body.channelType as number,
	};
	const json: IDataObject =
		sent.kind === 'skipped'
			? { skipped: true, duplicateOf: sent.duplicateOf, recipient, ...message }
			: { status: '0', reason: sent.reason, recipient, ...message, timestamp: sent.timestamp };
	return { json, pairedItem: pairedWith(itemIndexes) };
}

/** The item of a message to a person who does not want to be written to. */
export const optedOutItem = ({ itemIndexes, body }: Draft): INodeExecutionData => ({
	json: {
		skipped: true,
		optedOut: true,
		recipient: body.recipient as string,
		messageType: messageTypeOf(body),
	},
	pairedItem: pairedWith(itemIndexes),
});

/** A message that failed while the node is set to stop. */
export interface Stopped extends Subject {
	readonly failure: Failure;
}

const MOST_LINES = 20;
const LINE_LIMIT = 300;

/** One line for each item; HTML, because n8n shows line breaks in no other way. */
function linesOf(others: readonly Stopped[]): string {
	if (others.length === 0) return '';
	const lines = others
		.slice(0, MOST_LINES)
		.map(
			(other) =>
				`<li>${escapeHtml(excerpt(`${subjectWords(other)}: ${oneLine(other.failure.why)}`, LINE_LIMIT))}</li>`,
		);
	const left = others.slice(MOST_LINES).map(({ itemIndex }) => itemIndex);
	const more = left.length === 0 ? '' : `<li>and ${left.length} more: ${placesOf(left)}</li>`;
	return `Problems, too:<ul>${lines.join('')}${more}</ul>`;
}

/** What the error says beside the failed items. */
interface WhatElse {
	/** Indexes of the items whose messages were accepted, in this try or an earlier one of this run. */
	readonly accepted: readonly number[];
	/** Indexes of all items of the run that are messages. */
	readonly items: ReadonlySet<number>;
	/** The option Send Once is on. */
	readonly sendsOnce: boolean;
	/** What executing again does, where that is not simply all again. */
	readonly next?: string;
}

const CONTINUE = 'Settings › On Error › Continue (using error output)';

/**
 * The error that stops the workflow: the first failed item in its message, the others one by one below.
 */
export function stoppingError(
	node: INode,
	[first, ...others]: readonly [Stopped, ...Stopped[]],
	{ accepted, items, sendsOnce, next }: WhatElse,
): NodeOperationError {
	const sentences = [linesOf(others)];
	if (accepted.length > 0) {
		sentences.push(
			`Messages already accepted: ${accepted.length} (${placesOf(accepted)}).`,
			`Executions › Retry sends the rest with the old data${next === undefined ? '; Execute sends all again' : ''}.`,
		);
	} else if (items.size > 1) {
		sentences.push(
			first.failure.problems === undefined
				? 'No message was accepted before.'
				: 'Nothing was sent: correct this and execute again.',
		);
	}
	const settled = new Set([...accepted, ...[first, ...others].map(({ itemIndex }) => itemIndex)]);
	if ([...items].some((itemIndex) => !settled.has(itemIndex))) {
		// Without Send Once, those would get it again when the corrected ones are sent.
		const how = sendsOnce ? CONTINUE : `first add Options › Send Once, then ${CONTINUE}`;
		sentences.push(
			`To send the others now: ${how}. Connect the error output, too: n8n lists such an execution as succeeded.`,
		);
	}
	sentences.push(next ?? '');
	const description = sentences.filter((sentence) => sentence !== '').join(' ');
	return itemError(node, first, first.failure.why, description || undefined);
}
