/** Its type name in n8n. */
export const CREDENTIAL = 'itnioApi';

/** What only signing, and looking after slips, may know of the credential. */
export interface Secrets {
	readonly apiKey: string;
	readonly apiSecret: string;
	readonly appId?: string;
}
