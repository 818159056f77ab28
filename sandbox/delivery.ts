import type { IncomingMessage, ServerResponse } from 'node:http';
import { retryAfterHeader } from './rate';
import type { JsonObject, Fault, ReceivedMessage, Reported } from './types';

const JSON_TYPE = 'application/json;charset=UTF-8';
/** The reason of a status that a fault asks for. */
export const TOLD = 'as the sandbox was told';
const CHUNK = Buffer.alloc(64 * 1024, ' ');

/** An exchange that is to be ended, well or badly. */
export interface Exchange {
	req: IncomingMessage;
	res: ServerResponse;
	message?: ReceivedMessage;
	nowMs: number;
	/** Retry-After of a 429 that does not bring its own. */
	retryAfter: number | string;
}

/** The ordinary, complete answer. */
export function deliver(exchange: Exchange, json: JsonObject): void {
	watch(exchange, 'accepted');
	write(exchange, 200, JSON.stringify(json), { 'Content-Type': JSON_TYPE });
}

/** An answer that the gateway gives in the service's place. */
export function deliverHttpError(exchange: Exchange, status: number, retryAfter?: number | string): void {
	watch(exchange, 'http error');
	const header = retryAfter === undefined ? undefined : retryAfterHeader(retryAfter, exchange.nowMs);
	write(exchange, status, `<html><body><h1>${status}</h1></body></html>`, {
		'Content-Type': 'text/html',
		...(header === undefined ? {} : { 'Retry-After': header }),
	});
}

/** The same answer as it arrives when something goes wrong on its way (every kind of fault but `latency`). */
export function deliverBadly(exchange: Exchange, fault: Fault, json: JsonObject): void {
	const { req, res } = exchange;
	switch (fault.kind) {
		case 'resetBeforeRead':
		case 'resetAfterRead':
			report(exchange, 'cut off');
			req.socket.resetAndDestroy();
			return;
		case 'timeoutBeforeAccept':
		case 'timeoutAfterAccept':
			report(exchange, 'no answer');
			return;
		case 'http429':
			return deliverHttpError(exchange, 429, fault.retryAfter ?? exchange.retryAfter);
		case 'http500':
		case 'http502':
		case 'http503':
			return deliverHttpError(exchange, Number(fault.kind.slice(4)), fault.retryAfter);
		case 'halfAnswer': {
			report(exchange, 'cut off');
			const whole = Buffer.from(JSON.stringify(json));
			res.writeHead(200, { 'Content-Type': JSON_TYPE, 'Content-Length': whole.length });
			// Cut once the first half has left, or the client would see nothing at all.
			res.write(whole.subarray(0, whole.length / 2), () => setImmediate(() => req.socket.destroy()));
			return;
		}
		case 'wrongContentType':
			watch(exchange, 'unreadable');
			return write(exchange, 200, '<html><body>Welcome to nginx!</body></html>', {
				'Content-Type': 'text/html',
			});
		case 'empty':
			watch(exchange, 'unreadable');
			return write(exchange, 200, '', { 'Content-Type': JSON_TYPE });
		case 'redirect':
			watch(exchange, 'unreadable');
			return write(exchange, fault.httpStatus ?? 302, '', { Location: fault.location ?? '/elsewhere' });
		case 'slowDrip':
			return drip(exchange, Buffer.from(JSON.stringify(json)), fault.ms ?? 5);
		case 'hugeAnswer':
			return flood(exchange, fault.bytes ?? 50 * 1024 * 1024);
		case 'status': {
			const status = String(fault.status ?? -5);
			watch(exchange, 'accepted');
			return write(exchange, 200, JSON.stringify({ status, reason: TOLD }), {
				'Content-Type': JSON_TYPE,
			});
		}
		case 'latency':
			return deliver(exchange, json);
	}
}

function write({ res }: Exchange, status: number, text: string, headers: Record<string, string>): void {
	if (res.destroyed) return;
	res.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
	res.end(text);
}

function report({ message }: Exchange, reported: Reported): void {
	if (message) message.reported = reported;
}

/** Whether the answer went out whole is known only when the exchange is over. */
function watch(exchange: Exchange, whole: Reported): void {
	const { res, message } = exchange;
	if (!message) return;
	if (res.destroyed) message.reported = 'cut off';
	else res.once('close', () => (message.reported = res.writableFinished ? whole : 'cut off'));
}

function drip(exchange: Exchange, whole: Buffer, pauseMs: number): void {
	const { res } = exchange;
	watch(exchange, 'accepted');
	res.writeHead(200, { 'Content-Type': JSON_TYPE, 'Content-Length': whole.length });
	let sent = 0;
	const timer = setInterval(() => {
		if (res.destroyed) return clearInterval(timer);
		res.write(whole.subarray(sent, ++sent));
		if (sent < whole.length) return;
		clearInterval(timer);
		res.end();
	}, pauseMs);
	res.once('close', () => clearInterval(timer));
}

function flood(exchange: Exchange, bytes: number): void {
	const { res } = exchange;
	watch(exchange, 'unreadable');
	res.writeHead(200, { 'Content-Type': JSON_TYPE, 'Content-Length': bytes });
	let left = bytes;
	const pour = () => {
		while (left > 0 && !res.destroyed) {
			const chunk = left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK;
			left -= chunk.length;
			// Wait for the reader, so that fifty megabytes are never held in memory.
			if (!res.write(chunk) && left > 0) return void res.once('drain', pour);
		}
		if (!res.destroyed) res.end();
	};
	pour();
}
