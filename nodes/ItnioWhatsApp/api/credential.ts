import type { IExecuteFunctions } from 'n8n-workflow';
import { checkedBaseUrl } from './baseUrl';

/** Its type name in n8n. */
export const CREDENTIAL = 'itnioApi';

/** What the node may know of the credential; key and secret stay inside it. */
export interface Connection {
	/** Checked, without a trailing slash. */
	readonly baseUrl: string;
	readonly appId: string;
}

/** @throws Error with a sentence for the person if there is no usable credential */
export async function connectionOf(context: Pick<IExecuteFunctions, 'getCredentials'>): Promise<Connection> {
	const { baseUrl, appId } = await context.getCredentials(CREDENTIAL);
	return { baseUrl: checkedBaseUrl(baseUrl), appId: typeof appId === 'string' ? appId.trim() : '' };
}
