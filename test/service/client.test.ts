import { getEventListeners } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Answer } from '../../nodes/ItnioWhatsApp/service/answer';
import { callService } from '../../nodes/ItnioWhatsApp/service/client';
import { sign } from '../../nodes/ItnioWhatsApp/service/sign';
import type { Fault } from '../../sandbox';
import { helperContext } from '../engine/helperContext';
import { serviceForTests } from '../engine/service';

const service = serviceForTests();
const SEND = '/wa/custom/sendMsg';
const body = {
	appId: 'sandboxApp',
	businessPhone: '628111000111',
	recipient: '6281234567890',
	channelType: 0,
	type: 'text',
	text: { body: 'hi' },
};

const closing: Array<() => void> = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function listening(server: Server): Promise<string> {
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closing.push(() => {
		server.close();
		sockets.forEach((socket) => socket.destroy());
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = async (listener: RequestListener) => await listening(createServer(listener));
const answering = async (text: string | Buffer, headers: Record<string, string> = {}, status = 200) =>
	await serve((req: IncomingMessage, res: ServerResponse) => {
		req.resume().on('end', () => res.writeHead(status, headers).end(text));
	});

interface Extra {
	timeout?: number;
	context?: IExecuteFunctions;
}

async function call(url: string, { timeout = 120_000, context }: Extra = {}): Promise<Answer> {
	return await callService(context ?? helperContext(service.credential()), {
		method: 'POST',
		url: url + SEND,
		body,
		timeoutMs: timeout,
	});
}

async function callWith(fault: Fault, extra?: Extra): Promise<Answer> {
	service.sandbox.configure({ faults: [fault] });
	return await call(service.sandbox.url, extra);
}

it('gives the answer of the service', async () => {
	expect(await call(service.sandbox.url)).toEqual({
		kind: 'answered',
		http: 200,
		envelope: {
			status: '0',
			reason: 'success',
			json: {
				status: '0',
				reason: 'success',
				data: {
					channelType: 0,
					messageId: service.sandbox.received[0]?.messageId,
					timestamp: expect.any(Number) as number,
				},
			},
		},
	});
	expect(service.received()).toEqual([body]);
});

describe('the message surely did not leave', () => {
	it('refused connection', async () => {
		const server = createTcpServer();
		const url = await listening(server);
		await new Promise((resolve) => server.close(resolve));
		const refused = { kind: 'notSent', retry: true, why: expect.stringMatching(/refused/) as string };
		expect(await call(url)).toEqual(refused);
		// Here several addresses are tried, and the errors come in one.
		expect(await call(url.replace('127.0.0.1', 'localhost'))).toEqual(refused);
	});

	it('unknown host', async () => {
		expect(await call('http://nothing.invalid')).toEqual({
			kind: 'notSent',
			retry: true,
			why: expect.stringMatching(/DNS/) as string,
		});
	});

	it('no TLS on the other side', async () => {
		const url = await answering('{}');
		expect(await call(url.replace('http:', 'https:'))).toMatchObject({ kind: 'notSent', retry: false });
	});
});

describe('the message may be on its way', () => {
	it.each<[string, Fault, number]>([
		['the connection is reset before the request is read', { kind: 'resetBeforeRead' }, 0],
		['the connection is reset after it', { kind: 'resetAfterRead' }, 1],
		['no answer in time', { kind: 'timeoutBeforeAccept' }, 0],
		['no answer in time, yet accepted', { kind: 'timeoutAfterAccept' }, 1],
	])('%s', async (_, fault, accepted) => {
		expect(
			await callWith(fault, { timeout: fault.kind.startsWith('timeout') ? 3_000 : 120_000 }),
		).toMatchObject({ kind: 'noAnswer' });
		expect(service.sandbox.received).toHaveLength(accepted);
	});

	it.each<[string, Fault]>([
		['half an answer', { kind: 'halfAnswer' }],
		['an HTML page', { kind: 'wrongContentType' }],
		['an empty answer', { kind: 'empty' }],
		['an answer of 50 MB', { kind: 'hugeAnswer' }],
		['an answer that drips until after the timeout', { kind: 'slowDrip', ms: 1_000 }],
	])('%s', async (_, fault) => {
		const timeout = fault.kind === 'slowDrip' ? 3_000 : 120_000;
		expect(await callWith(fault, { timeout })).toMatchObject({ kind: 'unreadable', http: 200 });
		expect(service.sandbox.received).toHaveLength(1);
	});

	it.each([
		['a JSON list', '[]'],
		['a JSON text', '"0"'],
		['null', 'null'],
		['an object without a status', '{"reason":"success"}'],
		['a status that is an object', '{"status":{}}'],
	])('%s', async (_, text) => {
		expect(await call(await answering(text, { 'Content-Type': 'application/json' }))).toMatchObject({
			kind: 'unreadable',
			http: 200,
		});
	});
});

describe('timeout', () => {
	it.each<[string, RequestListener]>([
		['never answers', () => undefined],
		[
			'drips an answer for ever',
			(_, res) => {
				res.writeHead(200, { 'Content-Type': 'application/json' });
				const timer = setInterval(() => res.write(' '), 20);
				res.on('close', () => clearInterval(timer));
			},
		],
	])('ends a request to a server that %s', async (_, listener) => {
		const startedAt = Date.now();
		const answer = await call(await serve(listener), { timeout: 400 });
		expect(['noAnswer', 'unreadable']).toContain(answer.kind);
		expect((answer as { why: string }).why).toMatch(/in time/);
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(390);
	});

	it('ends a request whose answer never gets beyond its headers, although something always arrives', async () => {
		const url = await listening(
			createTcpServer((socket) => {
				socket.on('error', () => undefined);
				socket.write('HTTP/1.1 200 OK\r\nX-Drip: ');
				const timer = setInterval(() => socket.write('x'), 20);
				socket.on('close', () => clearInterval(timer));
			}),
		);
		expect(await call(url, { timeout: 400 })).toEqual({
			kind: 'noAnswer',
			why: 'the answer was not there in time',
		});
	});

	it('a slow but complete answer is an answer', async () => {
		expect(await callWith({ kind: 'slowDrip', ms: 1 }, { timeout: 120_000 })).toMatchObject({
			kind: 'answered',
		});
	});
});

it('never takes more of a huge answer than it needs', async () => {
	let written = 0;
	const url = await serve((req, res) => {
		res.writeHead(200, { 'Content-Type': 'application/json' });
		const chunk = Buffer.alloc(64 * 1024, ' ');
		const pour = () => {
			while (written < 50e6 && !res.destroyed) {
				written += chunk.length;
				if (!res.write(chunk)) return void res.once('drain', pour);
			}
			res.end();
		};
		req.resume().on('end', pour);
	});
	expect(await call(url)).toMatchObject({ kind: 'unreadable', why: 'the answer is far too long' });
	expect(written).toBeLessThan(10e6);
});

it('a small compressed answer that would unpack to 50 MB is not unpacked', async () => {
	const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
	const url = await answering(bomb, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
	expect(await call(url)).toMatchObject({ kind: 'unreadable', why: 'the answer is far too long' });
});

it('reads a compressed answer', async () => {
	const text = gzipSync('{"status":"0","reason":"success"}');
	const url = await answering(text, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
	expect(await call(url)).toMatchObject({ kind: 'answered', envelope: { status: '0' } });
});

it('takes the answer for what it holds, whatever its content type says', async () => {
	const url = await answering('{"status":0}', { 'Content-Type': 'text/html' });
	expect(await call(url)).toMatchObject({ kind: 'answered', envelope: { status: '0', reason: '' } });
});

describe.each([301, 302, 303, 307, 308])('a redirect (%d)', (status) => {
	it('is not followed: the other host sees nothing', async () => {
		const seen: string[] = [];
		const other = await serve((req, res) => {
			seen.push(JSON.stringify(req.headers));
			res.end('{"status":"0"}');
		});
		const url = await answering('', { Location: `${other}/steal` }, status);
		expect(await call(url)).toMatchObject({ kind: 'unreadable', http: status });
		expect(seen).toEqual([]);
	});
});

describe('HTTP statuses', () => {
	it.each([400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504])(
		'%d comes through, asked only once',
		async (status) => {
			let requests = 0;
			const url = await serve((req, res) => {
				requests++;
				req.resume().on('end', () => res.writeHead(status, { 'Retry-After': '7' }).end('<html></html>'));
			});
			expect(await call(url)).toMatchObject({ kind: 'unreadable', http: status, retryAfter: '7' });
			expect(requests).toBe(1);
		},
	);

	it('brings the answer of the service on an HTTP error', async () => {
		const url = await answering('{"status":"-5","reason":"busy"}', {}, 500);
		expect(await call(url)).toMatchObject({
			kind: 'answered',
			http: 500,
			envelope: { status: '-5', reason: 'busy' },
		});
	});
});

describe('secrets', () => {
	const apiKey = 'bDqJFiq9';
	const apiSecret = '7bz1lzh9+/"x';

	it('key, secret and signature that the service quotes are hidden, other codes are not', async () => {
		const url = await serve((req, res) => {
			const { 'api-key': key, sign: signature = '', timestamp } = req.headers;
			expect(signature).toBe(sign(apiKey, apiSecret, String(timestamp)));
			const code = '0123456789abcdef0123456789abcdef';
			const reason = `key ${String(key)}, sign ${String(signature)} (${String(signature).toUpperCase()}), secret ${apiSecret}, code ${code}`;
			req.resume().on('end', () => res.end(JSON.stringify({ status: '-1', reason })));
		});
		const context = helperContext(service.credential({ apiKey, apiSecret }));
		const answer = await call(url, { context });
		expect(answer).toMatchObject({
			envelope: {
				reason:
					'key ••••••••, sign •••••••• (••••••••), secret ••••••••, code 0123456789abcdef0123456789abcdef',
			},
		});
	});
});

describe('canceling the execution', () => {
	it('lets a request that is under way finish', async () => {
		const cancel = new AbortController();
		const context = helperContext(service.credential(), cancel.signal);
		service.sandbox.configure({ latencyMs: 300 });
		const answer = call(service.sandbox.url, { context });
		cancel.abort();
		expect(await answer).toMatchObject({ kind: 'answered', envelope: { status: '0' } });
	});

	it('leaves nothing behind at the signal of the execution, which may outlive thousands of requests', async () => {
		const { signal } = new AbortController();
		const context = helperContext(service.credential(), signal);
		const answer = call(service.sandbox.url, { context });
		expect(getEventListeners(signal, 'abort')).toHaveLength(1);
		await answer;
		await callWith({ kind: 'timeoutBeforeAccept' }, { context, timeout: 100 });
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	it('but not for as long as its timeout', async () => {
		const cancel = new AbortController();
		const context = helperContext(service.credential(), cancel.signal);
		// Whoever waits for it makes this test fail at its own timeout.
		const answer = callWith({ kind: 'timeoutAfterAccept' }, { context, timeout: 3_600_000 });
		cancel.abort();
		expect(await answer).toEqual({
			kind: 'noAnswer',
			why: 'the execution was canceled before the answer was there',
		});
	});
});
