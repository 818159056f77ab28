/** The only file that touches HTTP: one signed request, and an honest account of what came back. */
import {
	sleep,
	type IExecuteFunctions,
	type IHttpRequestMethods,
	type IHttpRequestOptions,
} from 'n8n-workflow';

import { redact, secretsOf } from './redact';

export const CREDENTIAL = 'itnioApi';

/** The functions of n8n that a request needs; every kind of node context has them, but not all can be canceled. */
export type RequestContext = Pick<IExecuteFunctions, 'getCredentials'> & {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
} & Partial<Pick<IExecuteFunctions, 'getExecutionCancelSignal'>>;

export interface ServiceRequest {
	readonly method: IHttpRequestMethods;
	/** Checked base URL plus path. */
	readonly url: string;
	readonly body?: object;
	/** Milliseconds until the whole answer must be there. */
	readonly timeout: number;
}

/** What the service's JSON envelope holds (API reference, section 3). */
export interface Envelope {
	/** Always a text here, whatever the service sent; `"0"` is success. */
	readonly status: string;
	readonly reason: string;
	/** The whole parsed answer. */
	readonly json: Readonly<Record<string, unknown>>;
}

/** What became of one request. */
export type Answer =
	/** The service answered in its own form. */
	| {
			readonly kind: 'answered';
			readonly http: number;
			readonly retryAfter?: string;
			readonly envelope: Envelope;
	  }
	/** Somebody answered, but not in the service's form: a proxy, an error page, half an answer. */
	| { readonly kind: 'unreadable'; readonly http: number; readonly retryAfter?: string; readonly why: string }
	/** The request never reached the service; `retry` if another try may well succeed. */
	| { readonly kind: 'notSent'; readonly why: string; readonly retry: boolean }
	/** The request may have reached the service, but no answer came. */
	| { readonly kind: 'noAnswer'; readonly why: string };

/** An answer of the service is a few hundred bytes; more than this is not read. */
const MAX_ANSWER_BYTES = 1_000_000;

/** Failures before the first byte of the request leaves, in a person's words. */
const NEVER_LEFT: Readonly<Record<string, { why: string; retry: boolean }>> = {
	ECONNREFUSED: {
		why: 'the connection was refused: the service is down, or the Base URL is wrong',
		retry: true,
	},
	ENOTFOUND: {
		why: 'the host name of the Base URL is unknown: look at the Base URL and at the DNS',
		retry: true,
	},
	EAI_AGAIN: { why: 'the DNS server did not answer: this machine may be offline', retry: true },
	EAI_FAIL: { why: 'the DNS server failed: this machine may be offline', retry: true },
	EHOSTUNREACH: { why: 'the service cannot be reached from this network', retry: false },
	ENETUNREACH: { why: 'the service cannot be reached: this machine may be offline', retry: false },
	CERT_HAS_EXPIRED: { why: 'the certificate of the service has expired', retry: false },
	ERR_TLS_CERT_ALTNAME_INVALID: {
		why: 'the certificate belongs to another host than the Base URL',
		retry: false,
	},
	DEPTH_ZERO_SELF_SIGNED_CERT: { why: 'the certificate of the service is not to be trusted', retry: false },
	SELF_SIGNED_CERT_IN_CHAIN: { why: 'the certificate of the service is not to be trusted', retry: false },
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
		why: 'the certificate of the service is not to be trusted',
		retry: false,
	},
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
		why: 'the certificate of the service is not to be trusted',
		retry: false,
	},
	EPROTO: { why: 'no secure connection could be made: look at the Base URL', retry: false },
};

/** Failures after which the message may be on its way. */
const MAY_HAVE_LEFT: Readonly<Record<string, string>> = {
	ECONNRESET: 'the connection broke before an answer came',
	EPIPE: 'the connection broke before an answer came',
	ECONNABORTED: 'no answer came in time',
	ETIMEDOUT: 'no answer came in time',
	ERR_CANCELED: 'the execution was canceled before an answer came',
};

interface Failure {
	code?: unknown;
	/** Where n8n's own error keeps the system's code. */
	httpCode?: unknown;
	syscall?: unknown;
	message?: unknown;
	/** Where n8n's own error keeps the system's message, reworded or not. */
	messages?: unknown;
	cause?: unknown;
	errors?: unknown;
}

/** An error and what it wraps, outermost first: n8n's own error around axios' around the system's. */
function chainOf(error: unknown): Failure[] {
	const chain: Failure[] = [];
	for (let at = error; typeof at === 'object' && at !== null && chain.length < 6;) {
		const failure = at as Failure;
		chain.push(failure);
		at = failure.cause ?? (Array.isArray(failure.errors) ? failure.errors[0] : undefined);
	}
	return chain;
}

/** Whether it failed before there was a connection. */
function isConnecting({ syscall, messages }: Failure): boolean {
	if (syscall === 'connect') return true;
	return Array.isArray(messages) && messages.some((text) => /^connect ETIMEDOUT\b/.test(String(text)));
}

/** Judges a request that ended without an answer. Codes are looked up, never passed on: n8n would reword them. */
function judgeFailure(error: unknown): Answer {
	const chain = chainOf(error);
	const codes = chain
		.flatMap(({ code, httpCode }) => [code, httpCode])
		.filter((code): code is string => typeof code === 'string');
	for (const code of codes) {
		const neverLeft = Object.hasOwn(NEVER_LEFT, code) ? NEVER_LEFT[code] : undefined;
		if (neverLeft) return { kind: 'notSent', ...neverLeft };
	}
	if (codes.includes('ETIMEDOUT') && chain.some(isConnecting)) {
		return { kind: 'notSent', why: 'no connection could be made in time', retry: false };
	}
	for (const code of codes) {
		const why = Object.hasOwn(MAY_HAVE_LEFT, code) ? MAY_HAVE_LEFT[code] : undefined;
		if (why !== undefined) return { kind: 'noAnswer', why };
	}
	return { kind: 'noAnswer', why: 'the request failed before an answer came' };
}

interface FullAnswer {
	statusCode: number;
	headers?: Readonly<Record<string, unknown>>;
	body?: unknown;
}

/** The answer's body as it arrives. */
interface ByteStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
}

const isStream = (body: unknown): body is ByteStream =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body && 'destroy' in body;

/** A request under way, from its start to the last byte of its answer. */
interface Exchange {
	/** Milliseconds on the clock of `Date.now()`. */
	deadline: number;
	/** What the deadline means, once it is over. */
	late?: string;
	readonly canceled?: AbortSignal;
	readonly abort: AbortController;
}

/** All requests under way. One watch looks after them, so that no timer outlives its request for long. */
const exchanges = new Set<Exchange>();
const WATCH_EVERY = 100;
/** n8n's own timeout counts idle time only; this one ends what goes on and on. */
const PUNCTUALITY = 100;
/** So long a request may still go on when the execution is canceled, because it may have been accepted already. */
const GRACE = 5_000;

let watching = false;

async function watch(): Promise<void> {
	if (watching) return;
	watching = true;
	while (exchanges.size > 0) {
		await sleep(WATCH_EVERY);
		const now = Date.now();
		for (const exchange of exchanges) look(exchange, now);
	}
	watching = false;
}

function look(exchange: Exchange, now: number): void {
	if (exchange.canceled?.aborted === true && exchange.deadline > now + GRACE) exchange.deadline = now + GRACE;
	if (now < exchange.deadline) return;
	exchange.late = exchange.canceled?.aborted
		? 'the execution was canceled before the answer was there'
		: 'the answer was not there in time';
	exchange.abort.abort();
}

function begin(exchange: Exchange): void {
	exchanges.add(exchange);
	void watch();
}

/**
 * The context, with a signal of the request's own in place of the one that cancels the execution: n8n would break
 * off requests whose message the service has accepted already, and leave their outcome unknown.
 */
function withSignal(context: RequestContext, { abort }: Exchange): IExecuteFunctions {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => abort.signal },
	}) as IExecuteFunctions;
}

/**
 * Reads an answer up to a size, then lets go of the connection.
 *
 * @returns the text, or why there is none
 */
async function readText(body: unknown, exchange: Exchange): Promise<{ text: string } | { why: string }> {
	if (!isStream(body)) return { text: typeof body === 'string' ? body : JSON.stringify(body ?? '') };
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const chunk of body) {
			size += chunk.byteLength;
			if (size > MAX_ANSWER_BYTES) return { why: 'the answer is far too long' };
			chunks.push(chunk);
		}
		return { text: Buffer.concat(chunks).toString('utf8') };
	} catch {
		return { why: exchange.late ?? 'the answer was cut off' };
	} finally {
		body.destroy();
	}
}

function parseEnvelope(text: string): Envelope | undefined {
	try {
		const json: unknown = JSON.parse(text);
		if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
		const { status, reason } = json as Record<string, unknown>;
		if (typeof status !== 'string' && typeof status !== 'number') return undefined;
		return {
			status: String(status).trim(),
			reason: typeof reason === 'string' ? reason : '',
			json: json as Record<string, unknown>,
		};
	} catch {
		return undefined;
	}
}

/**
 * Sends one request, signed afresh by the credential. Redirects are not followed, because the signature would
 * travel along; nothing is retried here. A canceled execution waits for the answer for some seconds.
 *
 * @returns what became of it, without key, secret and signature; nothing is thrown for failures on the way
 */
export async function callService(context: RequestContext, request: ServiceRequest): Promise<Answer> {
	const startedAt = Date.now();
	const exchange: Exchange = {
		deadline: startedAt + request.timeout + PUNCTUALITY,
		canceled: context.getExecutionCancelSignal?.(),
		abort: new AbortController(),
	};
	begin(exchange);
	try {
		const answer = await exchangeWith(context, request, exchange);
		if (answer.kind !== 'answered' || answer.envelope.reason === '') return answer;
		const secrets = await secretsOf(context);
		const reason = redact(answer.envelope.reason, secrets, startedAt, Date.now());
		return { ...answer, envelope: { ...answer.envelope, reason } };
	} finally {
		exchanges.delete(exchange);
	}
}

async function exchangeWith(
	context: RequestContext,
	request: ServiceRequest,
	exchange: Exchange,
): Promise<Answer> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: request.url,
		body: request.body,
		timeout: request.timeout,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
		// As a stream, so that an answer of any size or slowness costs bounded memory and time.
		encoding: 'stream',
	};
	let answer: FullAnswer;
	try {
		answer = (await context.helpers.httpRequestWithAuthentication.call(
			withSignal(context, exchange),
			CREDENTIAL,
			options,
		)) as FullAnswer;
	} catch (error) {
		return exchange.late === undefined ? judgeFailure(error) : { kind: 'noAnswer', why: exchange.late };
	}
	const http = answer.statusCode;
	const header = answer.headers?.['retry-after'];
	const retryAfter = typeof header === 'string' ? { retryAfter: header } : {};
	const read = await readText(answer.body, exchange);
	if ('why' in read) return { kind: 'unreadable', http, ...retryAfter, why: read.why };
	const envelope = parseEnvelope(read.text);
	return envelope
		? { kind: 'answered', http, ...retryAfter, envelope }
		: { kind: 'unreadable', http, ...retryAfter, why: 'the answer is not in the form of the ITNIO service' };
}
