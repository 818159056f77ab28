import type { IWebhookDescription, IWebhookResponseData } from 'n8n-workflow';

/** What n8n answers once an execution is on its way (webhook-on-received-response-extractor.js in n8n 2.8 and 2.41). */
export function answerOnReceived(
	{ responseData = 'firstEntryJson' }: IWebhookDescription,
	{ webhookResponse }: IWebhookResponseData,
): unknown {
	if (responseData.startsWith('=')) throw new Error('Nothing is computed here');
	if (responseData === 'noData') return undefined;
	return responseData || (webhookResponse ?? { message: 'Workflow was started' });
}
