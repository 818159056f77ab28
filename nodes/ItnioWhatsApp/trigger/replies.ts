/** How a call of the trigger's address is answered without a workflow. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { within } from '../core/time';
import type { Refusal } from './push';

/** So long the service can wait for an answer. */
const MAX_STORING_MS = 10_000;
const NOT_STORED = 'n8n has not stored this report yet. Push it again later.';

/**
 * Whether a report is stored, as the database says: n8n writes what a call brought when it is over, and another process may
 * undo that. `byN8n`: nobody can look there, so it counts as stored when n8n has written it.
 */
export type Storing = Promise<boolean> | 'byN8n';

/** Answers when the report is stored. */
export function answerStored(
	storing: Storing,
	reply: (status: number, message: string) => void,
	message: string,
): IWebhookResponseData {
	// n8n writes before it answers by itself.
	if (storing === 'byN8n') return { webhookResponse: { message } };
	void whenStored(storing, reply, message);
	return { noWebhookResponse: true };
}

async function whenStored(
	stored: Promise<boolean>,
	reply: (status: number, message: string) => void,
	message: string,
): Promise<void> {
	try {
		if (await within(MAX_STORING_MS, stored, 'too long')) return reply(200, message);
	} catch {
		// It may never be stored.
	}
	reply(503, NOT_STORED);
}

export function answer(context: IWebhookFunctions, status: number, body: object): IWebhookResponseData {
	context.getResponseObject().status(status).json(body);
	return { noWebhookResponse: true };
}

/** Whoever wonders why nothing arrives finds it in n8n's log: nothing else shows that there was a call. */
export function refuse(context: IWebhookFunctions, { status, message }: Refusal): IWebhookResponseData {
	context.logger.warn(
		`ITNIO WhatsApp Trigger "${context.getNode().name}" refused a call (HTTP ${status}): ${message}`,
	);
	return answer(context, status, { message });
}
