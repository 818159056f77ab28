/** The trigger's view of n8n's own addresses. */
import type { IWebhookFunctions } from 'n8n-workflow';

/** Where executions wait, without a slash at its end, as this process knows it. */
export function waitingBase(context: IWebhookFunctions): string {
	const example = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	return example.replace(/[?#].*$/, '').replace(/\/[^/]*$/, '');
}

/** Where the trigger itself is called, with the token that it wants; undefined: n8n does not say. */
export function ownAddress(context: IWebhookFunctions): string | undefined {
	const url = context.getNodeWebhookUrl('default');
	const { token } = context.getQueryData() as { token?: unknown };
	return url !== undefined && typeof token === 'string' ? withSecret(url, token) : url;
}

export const withSecret = (url: string, token: string): string => `${url}?token=${encodeURIComponent(token)}`;
