/** What arrives at the address of a waiting execution: the trigger hands an answer over, anybody else looks at a page. */
import { timingSafeEqual } from 'crypto';
import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { answerTo, readAnswer } from './answer';
import { recall } from './question';
import { isRecord } from '../core/members';

const PAGE =
	'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Waiting for an answer</title><p>This workflow waits for an answer in WhatsApp. There is nothing to do here.</p></html>';

/** Answers by itself: the execution goes on waiting. */
function refuse(
	context: IWebhookFunctions,
	status: number,
	answer: string,
	message: string,
): IWebhookResponseData {
	context.getResponseObject().status(status).json({ answer, message });
	return { noWebhookResponse: true };
}

/** Only who knows the address as n8n signed it may end the wait. n8n checks that by itself in newer versions only. */
function isSigned(context: IWebhookFunctions, nonce: unknown, signature: unknown): nonce is string {
	if (typeof nonce !== 'string' || typeof signature !== 'string') return false;
	const own = new URL(context.getSignedResumeUrl({ n: nonce })).searchParams.get('signature') ?? '';
	const [expected, actual] = [Buffer.from(own), Buffer.from(signature)];
	return expected.length > 0 && actual.length === expected.length && timingSafeEqual(actual, expected);
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
	if (!isSigned(context, nonce, signature)) {
		return refuse(context, 401, 'refused', 'n8n did not sign this address.');
	}
	const question = recall(evaluate(context, memoryOf(context.getNode().name)));
	if (question?.nonce !== nonce) {
		return refuse(context, 410, 'gone', 'This question is not the one that is waited for.');
	}
	const answer = readAnswer(context.getBodyData());
	if (answer === undefined) return refuse(context, 400, 'refused', 'The answer is malformed.');
	const outcome = answerTo(question, answer);
	if (outcome === 'somebodyElse') {
		return refuse(context, 403, 'refused', 'The answer comes from somebody else than the question went to.');
	}
	if (outcome === 'unfit') return refuse(context, 422, 'refused', 'This is no answer to the question.');
	return { workflowData: [[answered(context, outcome)]] };
}
