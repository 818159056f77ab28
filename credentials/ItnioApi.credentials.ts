import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import { countryChoices } from '../nodes/ItnioWhatsApp/core/phone';
import { checkedBaseUrl, DEFAULT_BASE_URL } from '../nodes/ItnioWhatsApp/service/baseUrl';
import { signedHeaders } from '../nodes/ItnioWhatsApp/service/sign';
import { sureSlips } from '../nodes/ItnioWhatsApp/service/slips';
import { ACCOUNT_STATUSES } from '../nodes/ItnioWhatsApp/service/statuses';

/** The balance: asking for it sends nothing and costs nothing. */
const TEST_PATH = '/sms/getBalance';

/** Key and secret of an ITNIO account: they sign every request (docs/api.md, section 1). */
export class ItnioApi implements ICredentialType {
	name = 'itnioApi';

	displayName = 'ITNIO API';

	icon: Icon = { light: 'file:../icons/itnio.svg', dark: 'file:../icons/itnio.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-itnio/n8n-nodes-itnio#the-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. bDqJFiq9',
			description: 'In the ITNIO console under API keys',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Beside the API key in the ITNIO console. It signs every request and is never sent itself.',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. DGziZf5u',
			description: 'The WhatsApp app in the ITNIO console to which your business number belongs',
		},
		{
			displayName: 'Business Phone',
			name: 'businessPhone',
			type: 'string',
			default: '',
			placeholder: 'e.g. 6282299953162',
			description:
				'The WhatsApp number that sends where a node names none, with its country code. Enter it here once, and every node can leave it out.',
		},
		{
			displayName: 'Default Country',
			name: 'defaultCountryCode',
			type: 'options',
			options: [{ name: 'None', value: '' }, ...countryChoices()],
			default: '',
			description:
				'Completes phone numbers without a country code, as people in your country write them: with Indonesia, 0812… becomes 62812…. The option Default Country Code of a node comes first.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description: 'Where the ITNIO service is. Only change it if ITNIO tells you to, or to try the sandbox.',
		},
		{
			displayName: 'Callback URL',
			name: 'callbackUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/…/webhook',
			description:
				'The Production URL of your ITNIO WhatsApp Trigger. Only needed for answers that are no tap, and for Wait for Delivery.',
		},
	];

	/**
	 * Signs a request for this moment. A base URL over which messages could be read on the way is refused, and
	 * redirects are not followed: the signature would travel along.
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		checkedBaseUrl(credentials.baseUrl);
		// Of the test alone: the node gives whole addresses.
		const isTest = request.url === TEST_PATH;
		const [slip] = isTest
			? sureSlips({ apiKey: String(credentials.apiKey), apiSecret: String(credentials.apiSecret) })
			: [];
		// n8n compares the answer to a test with fixed texts, so what is wrong with this very key is said before.
		if (slip !== undefined) throw new Error(`${slip}. ITNIO was not asked.`);
		return {
			...request,
			disableFollowRedirect: true,
			headers: {
				...request.headers,
				// A key copied out of a web page often brings spaces or a line break along.
				...signedHeaders(String(credentials.apiKey).trim(), String(credentials.apiSecret).trim(), Date.now()),
			},
		};
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ($credentials.baseUrl || '').trim().replace(/\\/+$/, '') || '${DEFAULT_BASE_URL}' }}`,
			url: TEST_PATH,
			method: 'GET',
		},
		// Refusals come on HTTP 200: without a rule of its own each of them would show as a success.
		rules: Object.entries(ACCOUNT_STATUSES).map(([status, { title, remedy }]) => ({
			type: 'responseSuccessBody' as const,
			properties: { key: 'status', value: status, message: `${title} (status ${status}). ${remedy}` },
		})),
	};
}
