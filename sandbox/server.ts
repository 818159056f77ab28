import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerContext } from './context';
import { control } from './control';
import { deliver, deliverBadly, deliverHttpError, TOLD, type Exchange } from './delivery';
import { isAccepted } from './faults';
import { parseJson } from './json';
import { isJsonObject } from './rules/members';
import { TRIGGERED_FAULTS } from './triggers';
import type { Endpoint, ReceivedMessage } from './types';

/** Queries whose path the vendor's page gives in two ways. */
function queriesBelow(path: string): Record<string, ['POST', Endpoint]> {
	return {
		[`${path}/queryBusinessPhoneInfo`]: ['POST', 'numbers'],
		[`${path}/queryWaBaInfo`]: ['POST', 'account'],
	};
}

const ENDPOINTS: Readonly<Record<string, [method: 'GET' | 'POST', endpoint: Endpoint]>> = {
	'/wa/custom/sendMsg': ['POST', 'custom'],
	'/wa/template/sendMsg': ['POST', 'template'],
	'/wa/template/query': ['POST', 'query'],
	'/sms/getBalance': ['GET', 'balance'],
	...queriesBelow('/wa'),
	...queriesBelow('/wa/template'),
};

/** Far above any message: a body beyond it is a mistake, and would only fill the memory. */
const BODY_LIMIT = 4 * 1024 * 1024;

/** Opens the port on this machine only. */
export async function listen(
	context: ServerContext,
): Promise<{ url: string; port: number; close: () => Promise<void> }> {
	const server = createServer((req, res) => {
		route(context, req, res).catch((error: unknown) => {
			console.error(error);
			if (!res.headersSent) res.writeHead(500, { 'Content-Type': 'text/plain' });
			res.end('The sandbox itself failed; see its output.');
		});
	});
	// An idle connection is the client's to close: both closing it and using it at once would be a reset.
	server.keepAliveTimeout = 0;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(context.port, '127.0.0.1', 1024, resolve);
	});
	const { port } = server.address() as AddressInfo;
	const close = async () =>
		await new Promise<void>((resolve) => {
			server.close(() => resolve());
			// Calls that are never answered, and idle keep-alive connections, would hold it open.
			server.closeAllConnections();
		});
	return { url: `http://127.0.0.1:${port}`, port, close };
}

async function route(context: ServerContext, req: IncomingMessage, res: ServerResponse): Promise<void> {
	const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
	const file = /^\/files\/(\w+)$/.exec(path)?.[1];
	if (file !== undefined && req.method === 'GET') return giveFile(context, file, req, res);
	if (!Object.hasOwn(ENDPOINTS, path)) {
		const body = req.method === 'POST' ? await readBody(req) : '';
		return await control(context, path, req, res, body ?? '');
	}
	const [method, endpoint] = ENDPOINTS[path] as [string, Endpoint];
	// The service tells the time by its own clock.
	res.setHeader('Date', new Date(context.now()).toUTCString());
	context.store.requests++;
	const { accountCallsBelow } = context.runtime().settings;
	if (
		(endpoint === 'numbers' || endpoint === 'account') &&
		path !== accountCallsBelow + path.slice(path.lastIndexOf('/'))
	) {
		res.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>404</h1>');
		return;
	}
	if (req.method !== method) {
		res.writeHead(405, { Allow: method }).end();
		return;
	}
	await call(context, endpoint, req, res);
}

/** A file that a person sent; some want a signed call. */
function giveFile(
	{ files, service }: ServerContext,
	id: string,
	req: IncomingMessage,
	res: ServerResponse,
): void {
	const file = files.find(id);
	if (!file) return void res.writeHead(404).end();
	if (file.login && !service.knows(req.headers)) return void res.writeHead(401).end();
	res.writeHead(200, { 'Content-Type': file.mimeType, 'Content-Length': file.bytes.length }).end(file.bytes);
}

/** One call of the API: fault before reading, reading, fault or rate limit, the service, its answer. */
async function call(
	context: ServerContext,
	endpoint: Endpoint,
	req: IncomingMessage,
	res: ServerResponse,
): Promise<void> {
	const { settings, faults, rate } = context.runtime();
	const early = faults.beforeReading(endpoint);
	if (early) return deliverBadly(exchangeOf(context, req, res), early, {});

	const rawBody = await readBody(req);
	if (rawBody === undefined) {
		if (!res.destroyed) res.writeHead(413).end();
		return;
	}
	const parsed = parseJson(rawBody);
	const recipient =
		isJsonObject(parsed) && typeof parsed.recipient === 'string' ? parsed.recipient : undefined;
	const isSend = endpoint === 'custom' || endpoint === 'template';
	const fault =
		faults.afterReading(endpoint, recipient) ??
		(isSend && recipient !== undefined ? TRIGGERED_FAULTS[recipient]?.fault : undefined);

	const pauseMs = settings.latencyMs + (fault?.kind === 'latency' ? (fault.ms ?? 0) : 0);
	const pause = async () =>
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, pauseMs);
			// Nobody is left to wait for.
			res.once('close', () => {
				clearTimeout(timer);
				resolve();
			});
		});
	if (fault && !isAccepted(fault)) {
		if (fault.kind === 'status' && isSend) {
			const status = String(fault.status ?? -5);
			const entry = { status, reason: TOLD, body: parsed ?? rawBody, at: context.now(), endpoint };
			context.store.reject(entry, settings.keepMessages);
		}
		if (pauseMs > 0) await pause();
		return deliverBadly(exchangeOf(context, req, res), fault, {});
	}
	if (isSend && rate && !rate.take(context.now())) {
		const reason = `more than ${settings.ratePerSecond} messages within one second`;
		const entry = { status: 'HTTP 429', reason, body: parsed ?? rawBody, at: context.now(), endpoint };
		context.store.reject(entry, settings.keepMessages);
		if (pauseMs > 0) await pause();
		return deliverHttpError(exchangeOf(context, req, res), 429, settings.retryAfter);
	}

	const { json, message } = context.service.answer({ endpoint, headers: req.headers, rawBody, parsed });
	if (message) context.accepted(message);
	// The message is in before the pause: a client that gives up meanwhile cannot know.
	if (pauseMs > 0) await pause();
	const exchange = exchangeOf(context, req, res, message);
	if (fault) deliverBadly(exchange, fault, json);
	else deliver(exchange, json);
}

function exchangeOf(
	context: ServerContext,
	req: IncomingMessage,
	res: ServerResponse,
	message?: ReceivedMessage,
): Exchange {
	const { retryAfter } = context.runtime().settings;
	return { req, res, nowMs: context.now(), retryAfter, ...(message ? { message } : {}) };
}

/** @returns undefined when the body is too long or the sender went away in the middle of it */
async function readBody(req: IncomingMessage): Promise<string | undefined> {
	return await new Promise((resolve) => {
		const chunks: Buffer[] = [];
		let size = 0;
		req.on('data', (chunk: Buffer) => {
			size += chunk.length;
			// The rest is read all the same: an answer in the middle of it would reach the sender as a reset.
			if (size > BODY_LIMIT) chunks.length = 0;
			else chunks.push(chunk);
		});
		req.on('end', () => resolve(size > BODY_LIMIT ? undefined : Buffer.concat(chunks).toString('utf8')));
		req.on('error', () => resolve(undefined));
		req.on('close', () => resolve(undefined));
	});
}
