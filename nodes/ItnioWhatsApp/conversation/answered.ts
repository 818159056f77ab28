/** What arrives at the address of a waiting execution: the trigger hands an answer over, anybody else looks at a page. */
import { timingSafeEqual } from 'crypto';
import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { answerTo, readAnswer } from './answer';
import { recall } from './question';
import { isRecord } from '../core/members';

const PAGE =
	'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Waiting for an answer</title><p>This workflow waits for an answer in WhatsApp. There is nothing to do here.</p></html>';

/** Answers by itself: the execution goes on waiting. */
function reply(
	context: IWebhookFunctions,
	status: number,
	answer: string,
	message: string,
): IWebhookResponseData {
	context.getResponseObject().status(status).json({ answer, message });
	return { noWebhookResponse: true };
}

/**
 * Only who knows the address as it was handed out may end the wait. n8n checks that by itself in newer versions only, and
 * what older ones sign anew differs after a change of WEBHOOK_URL.
 */
function isSame(expected: string, given: unknown): boolean {
	const [own, other] = [Buffer.from(expected), Buffer.from(typeof given === 'string' ? given : '')];
	return own.length > 0 && own.length === other.length && timingSafeEqual(own, other);
}

/** n8n offers the waiting item and the node's memory to expressions only. */
function evaluate(context: IWebhookFunctions, expression: string): unknown {
	try {
		return context.evaluateExpression(expression, 0);
	} catch {
		return undefined;
	}
}

/** The node's memory. A name may hold anything, but no braces inside an expression. */
function memoryOf(name: string): string {
	const quoted = JSON.stringify(name).replaceAll('{', '\\u007b').replaceAll('}', '\\u007d');
	return `{{ $node[${quoted}].context }}`;
}

/** The item that waits, with what became of the question. */
function answered(context: IWebhookFunctions, outcome: object): INodeExecutionData {
	const json = evaluate(context, '{{ $json }}');
	const binary = evaluate(context, '{{ $binary }}');
	const item: INodeExecutionData = {
		json: { ...(isRecord(json) ? (json as IDataObject) : {}), ...outcome },
		pairedItem: { item: 0 },
	};
	if (isRecord(binary) && Object.keys(binary).length > 0)
		item.binary = binary as INodeExecutionData['binary'];
	return item;
}

/** Must not throw: n8n would end the execution with it. */
export async function receiveAnswer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { method } = context.getRequestObject();
	if (method !== 'POST') {
		// Whoever previews links calls them. Nothing is answered by looking.
		context.getResponseObject().status(200).setHeader('Content-Type', 'text/html; charset=utf-8').send(PAGE);
		return { noWebhookResponse: true };
	}
	const { n: nonce, signature } = context.getQueryData() as Record<string, unknown>;
	const question = recall(evaluate(context, memoryOf(context.getNode().name)));
	if (question === undefined || question.nonce !== nonce) {
		return reply(context, 410, 'gone', 'The execution does not wait for an answer to this question.');
	}
	if (!isSame(question.signature, signature)) {
		return reply(context, 401, 'refused', 'n8n did not sign this address.');
	}
	const body = context.getBodyData();
	const answer = readAnswer(body);
	if (answer === undefined) return reply(context, 400, 'refused', 'The answer is malformed.');
	const taken = answerTo(question, answer);
	if (taken === 'somebodyElse') {
		return reply(context, 403, 'refused', 'The answer does not come from the person who was asked.');
	}
	if (taken === 'unfit') return reply(context, 422, 'refused', 'This does not answer the question.');
	// Nothing is ended by asking whether it would be an answer.
	if ('look' in body) {
		const left = question.until === undefined ? {} : { leftMs: question.until - Date.now() };
		context
			.getResponseObject()
			.status(200)
			.json({ answer: 'fits', used: taken.used, ...left });
		return { noWebhookResponse: true };
	}
	return { workflowData: [[answered(context, taken.outcome)]] };
}
