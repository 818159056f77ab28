/** Who sends: this node, n8n's HTTP Request node, plain loops. Each gets the same items and the same service. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import axios from 'axios';
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IVersionedNodeType,
} from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { engineOf, workflowOf } from '../../harness/engine';
import type { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node.js';
import { DEFAULT_ACCOUNT, sign } from '../../sandbox';
import { PlainSender } from './plainSender';
import { watched } from './standstill';
import { HTTP_REQUEST_TYPE, PLAIN_TYPE, SEND_PATH, THIS_NODE, WAYS, waysTo, type Way } from './ways';

const IN_FLIGHT = 20;
const { apiKey, apiSecret, appIds, businessPhones } = DEFAULT_ACCOUNT;

/** Sends a message to each item's person. Failures are not thrown: the service's record counts. */
export type Send = (items: IDataObject[]) => Promise<void>;

export interface Setting {
	/** An installed n8n. */
	folder: string;
	/** Of the service. */
	url: string;
	/** This package as it is published, unpacked. */
	built: string;
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

/** A node that does no more than it must. */
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
			url: url + SEND_PATH,
			body: bodyOf(json),
			json: true,
		});

type NodeSettings = Partial<INode> & { parameters: INodeParameters };

function inN8n(
	{ folder, url }: Setting,
	node: INodeType | IVersionedNodeType,
	settings: NodeSettings = { parameters: {} },
): Send {
	const engine = engineOf(folder);
	const sender = { name: 'Sender', type: 'test.sender', typeVersion: 1, ...settings };
	return async (items) => {
		const { data } = await engine.run({
			...workflowOf(items, sender, node),
			credentialType: new ItnioApi(),
			credential: { apiKey, apiSecret, appId: appIds[0] as string, baseUrl: url },
		});
		if (data.resultData.error) console.error(`The run ended with: ${data.resultData.error.message}`);
	};
}

/** Of the types in `ways.ts`. */
function implementationOf(type: string, { folder, built }: Setting): INodeType | IVersionedNodeType {
	if (type === PLAIN_TYPE) return new PlainSender();
	const load = createRequire(join(folder, 'package.json'));
	if (type !== HTTP_REQUEST_TYPE) {
		const node = load(join(built, 'dist/nodes/ItnioWhatsApp/ItnioWhatsApp.node.js')) as {
			ItnioWhatsApp: typeof ItnioWhatsApp;
		};
		return watched(new node.ItnioWhatsApp());
	}
	const { HttpRequest } = load('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => IVersionedNodeType;
	};
	return new HttpRequest();
}

const byWay = (setting: Setting, way: Way): Send =>
	inN8n(setting, implementationOf(way.type, setting), way as NodeSettings);

// For the processor's share: no pace to keep, so that nothing but work is measured.
export const UNLIMITED = 'ITNIO WhatsApp, unlimited';
export const BARE = "bare loop over n8n's HTTP helper, 20 in flight";
export const FORM = 'the same bare loop, reading recipient and text from the form';
export const AXIOS = 'axios, 20 in flight';

const ways = Object.fromEntries(
	WAYS.map((name) => [name, (setting: Setting) => byWay(setting, waysTo(setting)[name])]),
);

export const contestants: Record<string, (setting: Setting) => Send> = {
	...ways,
	[AXIOS]:
		({ url }) =>
		async (items) =>
			await inFlight(IN_FLIGHT, items, async (item) => {
				await axios.post(url + SEND_PATH, bodyOf(item), { headers: signedHeaders(), proxy: false });
			}),
	[UNLIMITED]: (setting) => {
		const { parameters, ...way } = waysTo(setting)[THIS_NODE];
		const options = { maxPerSecond: 1_000_000, parallel: IN_FLIGHT };
		return byWay(setting, { ...way, parameters: { ...parameters, options } });
	},
	[FORM]: (setting) =>
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
			{ parameters: { recipient: '={{ $json.phone }}', text: '={{ $json.text }}' } },
		),
	[BARE]: (setting) =>
		inN8n(
			setting,
			nodeOf(async (context, items) => {
				const send = throughHelper(setting.url);
				await inFlight(IN_FLIGHT, items, async (item) => await send(context, item));
			}),
		),
};
