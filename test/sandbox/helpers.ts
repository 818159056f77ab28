import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

export type Body = Record<string, unknown>;

/** Written out again on purpose: a mistake in the sandbox's own sign() must not pass unseen. */
export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const temporary: Sandbox[] = [];
afterEach(async () => {
	await Promise.all(temporary.splice(0).map(async (sandbox) => await sandbox.close()));
});

/** A sandbox that is closed after the test, also when the test fails: a port left open would keep jest waiting. */
export async function startForOneTest(options: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	temporary.push(sandbox);
	return sandbox;
}

export interface Signing {
	apiKey?: string;
	apiSecret?: string;
	timestamp?: string;
	headers?: Record<string, string>;
}

export function signed(signing: Signing = {}): Record<string, string> {
	const { apiKey = 'sandbox-key', apiSecret = 'sandbox-secret', headers = {} } = signing;
	const timestamp = signing.timestamp ?? String(Math.floor(Date.now() / 1000));
	return {
		'Content-Type': 'application/json;charset=UTF-8',
		'Api-Key': apiKey,
		Timestamp: timestamp,
		Sign: md5(apiKey + apiSecret + timestamp),
		...headers,
	};
}

export interface Reply {
	http: number;
	headers: Headers;
	json: { status: string; reason: string; data?: Record<string, unknown> } & Record<string, unknown>;
}

async function reply(response: Response): Promise<Reply> {
	const text = await response.text();
	const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Reply['json'];
	return { http: response.status, headers: response.headers, json };
}

/** @param body an object, or the raw text */
export async function post(url: string, path: string, body: unknown, signing?: Signing): Promise<Reply> {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return await reply(
		await fetch(url + path, { method: 'POST', headers: signed(signing), body: text, redirect: 'manual' }),
	);
}

export const send = async (url: string, body: unknown, signing?: Signing) =>
	await post(url, '/wa/custom/sendMsg', body, signing);
export const sendTemplate = async (url: string, body: unknown, signing?: Signing) =>
	await post(url, '/wa/template/sendMsg', body, signing);
export const query = async (url: string, body: unknown, signing?: Signing) =>
	await post(url, '/wa/template/query', body, signing);
export async function balance(url: string, signing?: Signing): Promise<Reply> {
	return await reply(await fetch(`${url}/sms/getBalance`, { headers: signed(signing) }));
}

/** Control calls, unsigned. */
export async function control<T = Body>(
	url: string,
	path: string,
	body?: unknown,
): Promise<{ http: number; json: T }> {
	const response = await fetch(
		url + path,
		body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
	);
	return { http: response.status, json: (await response.json()) as T };
}

const envelope = {
	appId: 'sandboxApp',
	businessPhone: '628111000111',
	recipient: '6281234567890',
	channelType: 0,
};

/** A message with one part of its own. */
export const message = (type: string, part: unknown, more: Body = {}): Body => ({
	...envelope,
	type,
	[type]: part,
	...more,
});
export const textMessage = (more: Body = {}): Body => message('text', { body: 'Hello' }, more);
export const interactive = (part: Body): Body => message('interactive', part);

export const urlCard = (index: unknown, more: Body = {}): Body => ({
	card_index: index,
	type: 'cta_url',
	header: { type: 'image', image: { link: 'https://example.com/a.png' } },
	body: { text: 'A card' },
	action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://example.com/buy' } },
	...more,
});
export const quickCard = (index: unknown, ...titles: string[]): Body =>
	urlCard(index, {
		action: {
			buttons: titles.map((title, i) => ({ type: 'quick_reply', quick_reply: { id: `r${i}`, title } })),
		},
	});
export const carousel = (cards: unknown, more: Body = {}): Body =>
	interactive({ type: 'carousel', body: { text: 'Look' }, action: { cards }, ...more });

export const listMessage = (sections: unknown, more: Body = {}): Body =>
	interactive({ type: 'list', body: { text: 'Choose' }, action: { button: 'Open', sections }, ...more });
export const section = (title: string, count: number): Body => ({
	title,
	rows: Array.from({ length: count }, (_, i) => ({ id: `${title}${i}`, title: `Row ${i}` })),
});
export const buttonsMessage = (titles: string[], more: Body = {}): Body =>
	interactive({
		type: 'button',
		body: { text: 'Choose' },
		action: { buttons: titles.map((title, i) => ({ type: 'reply', reply: { id: `b${i}`, title } })) },
		...more,
	});

export const template = (name: string, code: string, components?: unknown): Body => ({
	...envelope,
	template: { name, language: { code }, ...(components === undefined ? {} : { components }) },
});
export const shippedParts: Body[] = [
	{ type: 'header', parameters: [{ type: 'image', image: { link: 'https://example.com/p.png' } }] },
	{
		type: 'body',
		parameters: [
			{ type: 'text', text: 'Maria' },
			{ type: 'text', text: 'A-1' },
		],
	},
	{ type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'A-1' }] },
];

/** A place that pushes go to. Answers with the statuses given, one after the other, then 200. */
export async function startReceiver(statuses: number[] = []) {
	const events: Body[] = [];
	const wanted: Array<{ count: number; resolve: () => void }> = [];
	const server = createServer((req: IncomingMessage, res) => {
		let text = '';
		req.on('data', (chunk: Buffer) => (text += chunk.toString()));
		req.on('end', () => {
			events.push(JSON.parse(text) as Body);
			res.writeHead(statuses.shift() ?? 200).end();
			wanted.filter(({ count }) => events.length >= count).forEach(({ resolve }) => resolve());
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
		events,
		/** Resolves when that many have come. */
		async until(count: number): Promise<void> {
			if (events.length >= count) return;
			await new Promise<void>((resolve) => wanted.push({ count, resolve }));
		},
		async close(): Promise<void> {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
