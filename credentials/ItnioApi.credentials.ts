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

/** A refusal, where the answer has something at a path; `undefined`: where it has nothing there. */
const rule = (key: string, value: unknown, message: string) => ({
	type: 'responseSuccessBody' as const,
	properties: { key, value, message },
});

/** What every answer of ITNIO has (docs/api.md, section 3). */
const ENVELOPE = ['status', 'reason'];

/** n8n compares with fixed values only, so each number needs a rule. ITNIO lists -32 as the last one of this call. */
const UNLISTED_NUMBERS = Array.from({ length: 99 }, (_, index) => -1 - index);

/** No status of ITNIO is so long, unless it begins with a minus: `Failure` and `404` are words of others. */
const FOREIGN_LENGTHS = Array.from({ length: 30 }, (_, index) => 2 + index);

/** What others write as their status, beside a reason, when they answer with such an HTTP status. */
const FOREIGN_STATUSES = [
	...[400, 401, 403, 404, 405, 407, 408, 422, 429, 451, 500, 501, 502, 503, 504, 511, 520, 521, 522, 523],
	...[true, false, null, ''],
	...Array.from({ length: 9 }, (_, index) => [index + 1, String(index + 1)]).flat(),
];

const UNLISTED =
	'ITNIO refused with a status that its documentation does not list. Run Account › Get Balance in a workflow: its error says the status and the reason. If they do not help, ask ITNIO support.';

const NOT_ITNIO = `Something answers at the Base URL, but not as ITNIO does. Set the Base URL to ${DEFAULT_BASE_URL}, unless ITNIO told you another one. If it is right, a proxy or firewall between this n8n and ITNIO answers, or ITNIO is being maintained: try again later, then ask whoever looks after your network, or ITNIO support.`;

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
			// n8n has words of its own for HTTP errors, and does not look at these rules then.
			ignoreHttpStatusErrors: true,
		},
		// Whatever comes shows as a success, unless a rule says otherwise: so do refusals, and a page of a proxy.
		rules: [
			...Object.entries(ACCOUNT_STATUSES).flatMap(([status, { title, remedy }]) =>
				// The service may write it as a number, too.
				[status, Number(status)].map((value) =>
					rule('status', value, `${title} (status ${status}). ${remedy}`),
				),
			),
			...UNLISTED_NUMBERS.map((status) => rule('status', status, UNLISTED)),
			// The first character of a text.
			rule('status.0', '-', UNLISTED),
			...ENVELOPE.map((member) => rule(member, undefined, NOT_ITNIO)),
			...FOREIGN_STATUSES.map((status) => rule('status', status, NOT_ITNIO)),
			...FOREIGN_LENGTHS.map((length) => rule('status.length', length, NOT_ITNIO)),
		],
	};
}
