/** The nodes by which people send a text: the same in the engine alone and in a real n8n. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { NODE_TYPE, type WorkflowNode } from '../../harness';
import { DEFAULT_ACCOUNT } from '../../sandbox';

const { appIds, businessPhones } = DEFAULT_ACCOUNT;
export const SEND_PATH = '/wa/custom/sendMsg';

/** A node of a workflow, without its place and name. Its items have `phone` and `text`. */
export type Way = Omit<WorkflowNode, 'name' | 'position' | 'credentials'>;

export interface Place {
	/** Of the service. */
	url: string;
	/** Where an item has what is to be sent, as an expression. */
	item?: string;
	businessPhone?: string;
}

export const PLAIN_TYPE = 'CUSTOM.plainSender';
export const HTTP_REQUEST_TYPE = 'n8n-nodes-base.httpRequest';

/** The names are the tables' words, so they are written out for people. */
export const THIS_NODE = 'ITNIO WhatsApp, as it comes';
export const HTTP_REQUEST = 'HTTP Request, as it comes';
export const HTTP_REQUEST_RETRYING = 'HTTP Request, Retry On Fail (5 tries, 5 s)';
export const HTTP_REQUEST_TUNED = 'HTTP Request, tuned by hand (80 every 1,000 ms)';
export const PLAIN_NODE = 'plain node, one after the other';

export const WAYS = [THIS_NODE, HTTP_REQUEST, HTTP_REQUEST_RETRYING, HTTP_REQUEST_TUNED, PLAIN_NODE] as const;

export function waysTo({
	url,
	item = '$json',
	businessPhone = businessPhones[0] as string,
}: Place): Record<(typeof WAYS)[number], Way> {
	const body =
		`={{ JSON.stringify({ appId: "${appIds[0]}", businessPhone: "${businessPhone}", recipient: ${item}.phone, ` +
		`channelType: 0, type: "text", text: { body: ${item}.text } }) }}`;
	const httpRequest = (options: Way['parameters'] = {}, settings: Partial<Way> = {}): Way => ({
		type: HTTP_REQUEST_TYPE,
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url: url + SEND_PATH,
			// So that each request is signed for its moment.
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'itnioApi',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: body,
			options,
		},
		...settings,
	});
	return {
		[THIS_NODE]: {
			type: NODE_TYPE,
			typeVersion: 1,
			parameters: {
				resource: 'message',
				operation: 'sendText',
				businessPhone,
				recipient: `={{ ${item}.phone }}`,
				text: `={{ ${item}.text }}`,
			},
		},
		[HTTP_REQUEST]: httpRequest(),
		// The most that n8n's form lets a person set.
		[HTTP_REQUEST_RETRYING]: httpRequest({}, { retryOnFail: true, maxTries: 5, waitBetweenTries: 5_000 }),
		[HTTP_REQUEST_TUNED]: httpRequest({ batching: { batch: { batchSize: 80, batchInterval: 1_000 } } }),
		[PLAIN_NODE]: { type: PLAIN_TYPE, typeVersion: 1, parameters: { url: url + SEND_PATH, body } },
	};
}

/** Writes the plain node as JavaScript, for n8n's N8N_CUSTOM_EXTENSIONS. */
export function writePlainNode(folder: string): void {
	const source = readFileSync(join(__dirname, 'plainSender.ts'), 'utf8');
	const { outputText } = transpileModule(source, {
		compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
	});
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'PlainSender.node.js'), outputText);
}
