/** How a call of the trigger's address is answered without a workflow. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { Refusal } from './push';

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
