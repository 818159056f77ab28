/** Who sends: this node, n8n's HTTP Request node, plain loops. Each gets the same items and the same service. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import axios from 'axios';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IVersionedNodeType,
} from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { engineOf, workflowOf } from '../../harness/engine';
// With its ending, or the node's .json beside it is found.
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node.js';
import { DEFAULT_ACCOUNT, sign } from '../../sandbox';

const IN_FLIGHT = 20;
const PATH = '/wa/custom/sendMsg';
const { apiKey, apiSecret, appIds, businessPhones } = DEFAULT_ACCOUNT;

/** Sends a message to each item's person. Failures are not thrown: the service's record counts. */
export type Send = (items: IDataObject[]) => Promise<void>;

export interface Setting {
	/** An installed n8n. */
	folder: string;
	/** Of the service. */
	url: string;
}

export const itemsOf = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({
		phone: `62812${String(index).padStart(7, '0')}`,
		text: `Hello number ${index}, your order is on its way.`,
	}));

const bodyOf = ({ phone, text }: IDataObject) => ({
	appId: appIds[0],
	businessPhone: businessPhones[0],
	recipient: phone,
	channelType: 0,
	type: 'text',
	text: { body: text },
});

function signedHeaders(): Record<string, string> {
	const timestamp = String(Math.floor(Date.now() / 1000));
	return {
		'Content-Type': 'application/json;charset=UTF-8',
		'Api-Key': apiKey,
		Timestamp: timestamp,
		Sign: sign(apiKey, apiSecret, timestamp),
	};
}

/** A node of a few lines, as people write them. */
function nodeOf(
	execute: (context: IExecuteFunctions, items: INodeExecutionData[]) => Promise<void>,
): INodeType {
	return {
		description: {
			displayName: 'Sender',
			name: 'sender',
			group: ['output'],
			version: 1,
			description: 'Sends',
			defaults: { name: 'Sender' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'itnioApi', required: true }],
			// n8n drops parameters that the form does not have.
			properties: ['recipient', 'text'].map((name) => ({
				displayName: name,
				name,
				type: 'string',
				default: '',
			})),
		},
		async execute(this: IExecuteFunctions) {
			const items = this.getInputData();
			await execute(this, items);
			return [items];
		},
	} as unknown as INodeType;
}

async function inFlight<T>(
	count: number,
	items: readonly T[],
	send: (item: T) => Promise<unknown>,
): Promise<void> {
	let next = 0;
	await Promise.all(
		Array.from({ length: count }, async () => {
			while (next < items.length) await send(items[next++] as T).catch(() => undefined);
		}),
	);
}

const throughHelper =
	(url: string) =>
	async (context: IExecuteFunctions, { json }: INodeExecutionData) =>
		await context.helpers.httpRequestWithAuthentication.call(context, 'itnioApi', {
			method: 'POST',
			url: url + PATH,
			body: bodyOf(json),
			json: true,
		});

function inN8n(
	{ folder, url }: Setting,
	node: INodeType | IVersionedNodeType,
	parameters: INodeParameters = {},
	typeVersion = 1,
): Send {
	const engine = engineOf(folder);
	const sender = { name: 'Sender', type: 'test.sender', typeVersion, parameters };
	return async (items) => {
		const { data } = await engine.run({
			...workflowOf(items, sender, node),
			credentialType: new ItnioApi(),
			credential: { apiKey, apiSecret, appId: appIds[0] as string, baseUrl: url },
		});
		if (data.resultData.error) console.error(`The run ended with: ${data.resultData.error.message}`);
	};
}

function thisNode(setting: Setting, options: IDataObject = {}): Send {
	return inN8n(setting, new ItnioWhatsApp(), {
		resource: 'message',
		operation: 'sendText',
		businessPhone: businessPhones[0] as string,
		recipient: '={{ $json.phone }}',
		text: '={{ $json.text }}',
		options: options as never,
	});
}

function httpRequest(setting: Setting, options: INodeParameters = {}): Send {
	const load = createRequire(join(setting.folder, 'package.json'));
	const { HttpRequest } = load('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => IVersionedNodeType;
	};
	const run = (parameters: INodeParameters) => inN8n(setting, new HttpRequest(), parameters, 4.2);
	const body = `={{ JSON.stringify({ appId: "${appIds[0]}", businessPhone: "${businessPhones[0]}", recipient: $json.phone, channelType: 0, type: "text", text: { body: $json.text } }) }}`;
	return async (items) => {
		const headers = Object.entries(signedHeaders()).map(([name, value]) => ({ name, value }));
		await run({
			method: 'POST',
			url: setting.url + PATH,
			sendHeaders: true,
			headerParameters: { parameters: headers },
			sendBody: true,
			specifyBody: 'json',
			jsonBody: body,
			options,
		})(items);
	};
}

/** The names are the columns' words, so they are written out for people. */
export const contestants: Record<string, (setting: Setting) => Send> = {
	'ITNIO WhatsApp, as it comes': (setting) => thisNode(setting),
	'HTTP Request, as it comes': (setting) => httpRequest(setting),
	'HTTP Request, batches of 50 a second': (setting) =>
		httpRequest(setting, { batching: { batch: { batchSize: 50, batchInterval: 1000 } } }),
	'plain node, one after the other': (setting) =>
		inN8n(
			setting,
			nodeOf(async (context, items) => {
				const send = throughHelper(setting.url);
				for (const item of items) await send(context, item).catch(() => undefined);
			}),
		),
	'axios, 20 in flight':
		({ url }) =>
		async (items) =>
			await inFlight(IN_FLIGHT, items, async (item) => {
				await axios.post(url + PATH, bodyOf(item), { headers: signedHeaders(), proxy: false });
			}),
	// For the processor's share: no pace to keep, so that nothing but work is measured.
	'ITNIO WhatsApp, unlimited': (setting) =>
		thisNode(setting, { maxPerSecond: 1_000_000, parallel: IN_FLIGHT }),
	'the same bare loop, reading recipient and text from the form': (setting) =>
		inN8n(
			setting,
			nodeOf(async (context, items) => {
				const send = throughHelper(setting.url);
				await inFlight(IN_FLIGHT, [...items.keys()], async (index) => {
					const phone = context.getNodeParameter('recipient', index) as string;
					const text = context.getNodeParameter('text', index) as string;
					return await send(context, { json: { phone, text } });
				});
			}),
			{ recipient: '={{ $json.phone }}', text: '={{ $json.text }}' },
		),
	"bare loop over n8n's HTTP helper, 20 in flight": (setting) =>
		inN8n(
			setting,
			nodeOf(async (context, items) => {
				const send = throughHelper(setting.url);
				await inFlight(IN_FLIGHT, items, async (item) => await send(context, item));
			}),
		),
};
