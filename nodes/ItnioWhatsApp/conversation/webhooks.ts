import type { IWebhookDescription } from 'n8n-workflow';

/** Where a waiting execution gets its answer. */
const waiting = {
	name: 'default',
	responseMode: 'onReceived',
	// Empty: n8n answers with what the node says; without it, with the name of its own default.
	responseData: '',
	path: '={{ $nodeId }}',
	restartWebhook: true,
	isFullPath: true,
} as const;

export const waitingWebhooks: IWebhookDescription[] = [
	{ ...waiting, httpMethod: 'GET' },
	{ ...waiting, httpMethod: 'POST' },
];
