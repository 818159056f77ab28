import type { IWebhookDescription } from 'n8n-workflow';

/** Where a waiting execution gets its answer. */
const waiting = {
	name: 'default',
	responseMode: 'onReceived',
	// n8n answers with it once the execution goes on: of several answers at once, one wins.
	responseData: '={{ ({ answer: "taken" }) }}',
	path: '={{ $nodeId }}',
	restartWebhook: true,
	isFullPath: true,
} as const;

export const waitingWebhooks: IWebhookDescription[] = [
	{ ...waiting, httpMethod: 'GET' },
	{ ...waiting, httpMethod: 'POST' },
];
