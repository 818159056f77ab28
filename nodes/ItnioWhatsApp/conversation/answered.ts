/** What arrives at the address of a waiting execution: the trigger hands an answer over, anybody else looks at a page. */
import { timingSafeEqual } from 'crypto';
import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { answerTo, readAnswer } from './answer';
import { outcomeOf, readHandedReports } from './deliveryReport';
import { recallDelivery, type DeliveryWait } from './deliveryWait';
import { recall, type Question } from './question';
import { saysQuoted } from './quoted';
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
 * a new signature of older ones differs after a change of WEBHOOK_URL.
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

/** The items that wait, each with what became of it. */
function itemsWith(context: IWebhookFunctions, outcomes: readonly object[]): INodeExecutionData[] {
	const all = evaluate(context, '{{ $input.all() }}');
	const items: readonly unknown[] = Array.isArray(all) ? all : [];
	return outcomes.map((outcome, index) => {
		const { json, binary } = (items[index] ?? {}) as Partial<INodeExecutionData>;
		const files = isRecord(binary) && Object.keys(binary).length > 0 ? { binary } : {};
		return { json: { ...json, ...outcome }, ...files, pairedItem: { item: index } };
	});
}

/** What the execution goes on with, or why it does not: the status and the words of the reply. */
type Ending =
	| { readonly outcomes: readonly object[]; readonly used: readonly string[] }
	| { readonly refusal: readonly [status: number, message: string] };

/** What a node waits for. */
interface Pending {
	readonly nonce: string;
	readonly signature: string;
	readonly until?: number;
	/** Of a question in WhatsApp. */
	readonly messageId?: string;
	readonly end: (body: unknown) => Ending;
}

function endQuestion(question: Question, body: unknown): Ending {
	const answer = readAnswer(body);
	if (answer === undefined) return { refusal: [400, 'The answer is malformed.'] };
	const taken = answerTo(question, answer);
	if (taken === 'somebodyElse') {
		return { refusal: [403, 'The answer does not come from the person who was asked.'] };
	}
	if (taken === 'unfit') return { refusal: [422, 'This does not answer the question.'] };
	return { outcomes: [taken.outcome], used: taken.used };
}

function endDelivery({ names }: DeliveryWait, body: unknown): Ending {
	const reports = readHandedReports(body);
	if (reports === undefined) return { refusal: [400, 'The reports are malformed.'] };
	return { outcomes: names.map((name) => ({ delivery: outcomeOf(name, reports) })), used: [] };
}

function pendingIn(memory: unknown): Pending | undefined {
	const delivery = recallDelivery(memory);
	if (delivery) return { ...delivery, end: (body) => endDelivery(delivery, body) };
	const question = recall(memory);
	return question && { ...question, end: (body) => endQuestion(question, body) };
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
	const pending = pendingIn(evaluate(context, memoryOf(context.getNode().name)));
	if (pending === undefined || pending.nonce !== nonce) {
		return reply(context, 410, 'gone', 'The execution does not wait for an answer to this question.');
	}
	if (!isSame(pending.signature, signature)) {
		return reply(context, 401, 'refused', 'n8n did not sign this address.');
	}
	const body = context.getBodyData();
	const quoted = saysQuoted(pending, body);
	if (quoted) {
		context.getResponseObject().status(200).json(quoted);
		return { noWebhookResponse: true };
	}
	const ending = pending.end(body);
	if ('refusal' in ending) {
		const [status, why] = ending.refusal;
		return reply(context, status, 'refused', why);
	}
	const { outcomes, used } = ending;
	// Nothing is ended by asking whether it would be an answer.
	if ('look' in body) {
		const left = pending.until === undefined ? {} : { leftMs: pending.until - Date.now() };
		context
			.getResponseObject()
			.status(200)
			.json({ answer: 'fits', used, ...left, asked: pending.messageId });
		return { noWebhookResponse: true };
	}
	// n8n answers with it once the execution goes on: of several answers at once, one wins.
	return { webhookResponse: { answer: 'taken' }, workflowData: [itemsWith(context, outcomes)] };
}
