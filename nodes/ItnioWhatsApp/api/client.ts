/** The only file that touches HTTP: one signed request, and an honest account of what came back. */
import {
	sleep,
	type IExecuteFunctions,
	type IHttpRequestMethods,
	type IHttpRequestOptions,
} from 'n8n-workflow';

export const CREDENTIAL = 'itnioApi';

/** The functions of n8n that a request needs; every kind of node context has them. */
export type RequestContext = Pick<IExecuteFunctions, 'helpers'>;

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
	ERR_CANCELED: 'the execution was cancelled before an answer came',
};

interface Failure {
	code?: unknown;
	syscall?: unknown;
	message?: unknown;
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

/** Judges a request that ended without an answer. Codes are looked up, never passed on: n8n would reword them. */
function judgeFailure(error: unknown): Answer {
	const chain = chainOf(error);
	const codes = chain.map(({ code }) => code).filter((code): code is string => typeof code === 'string');
	for (const code of codes) {
		const neverLeft = Object.hasOwn(NEVER_LEFT, code) ? NEVER_LEFT[code] : undefined;
		if (neverLeft) return { kind: 'notSent', ...neverLeft };
	}
	if (codes.includes('ETIMEDOUT') && chain.some(({ syscall }) => syscall === 'connect')) {
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

interface Reading {
	readonly body: ByteStream;
	/** Milliseconds on the clock of `Date.now()`. */
	readonly deadline: number;
	late: boolean;
}

/** The answers being read at present. One watch looks after them all, so that no timer outlives its answer for long. */
const readings = new Set<Reading>();
const WATCH_EVERY = 100;

async function watchDeadlines(): Promise<void> {
	while (readings.size > 0) {
		await sleep(WATCH_EVERY);
		const now = Date.now();
		for (const reading of readings) {
			if (now < reading.deadline) continue;
			reading.late = true;
			reading.body.destroy();
		}
	}
}

function startReading(reading: Reading): void {
	readings.add(reading);
	if (readings.size === 1) void watchDeadlines();
}

/**
 * Reads an answer up to a size and until a time, then lets go of the connection.
 *
 * @returns the text, or why there is none
 */
async function readText(body: unknown, deadline: number): Promise<{ text: string } | { why: string }> {
	if (!isStream(body)) return { text: typeof body === 'string' ? body : JSON.stringify(body ?? '') };
	const reading: Reading = { body, deadline, late: false };
	const chunks: Uint8Array[] = [];
	let size = 0;
	startReading(reading);
	try {
		for await (const chunk of body) {
			size += chunk.byteLength;
			if (size > MAX_ANSWER_BYTES) return { why: 'the answer is far too long' };
			chunks.push(chunk);
		}
		return { text: Buffer.concat(chunks).toString('utf8') };
	} catch {
		return { why: reading.late ? 'the answer did not arrive completely in time' : 'the answer was cut off' };
	} finally {
		readings.delete(reading);
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
 * travel along; nothing is retried here.
 *
 * @returns what became of it; nothing is thrown for failures on the way
 */
export async function callService(context: RequestContext, request: ServiceRequest): Promise<Answer> {
	const deadline = Date.now() + request.timeout;
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
			context as IExecuteFunctions,
			CREDENTIAL,
			options,
		)) as FullAnswer;
	} catch (error) {
		return judgeFailure(error);
	}
	const http = answer.statusCode;
	const header = answer.headers?.['retry-after'];
	const retryAfter = typeof header === 'string' ? { retryAfter: header } : {};
	const read = await readText(answer.body, deadline);
	if ('why' in read) return { kind: 'unreadable', http, ...retryAfter, why: read.why };
	const envelope = parseEnvelope(read.text);
	return envelope
		? { kind: 'answered', http, ...retryAfter, envelope }
		: { kind: 'unreadable', http, ...retryAfter, why: 'the answer is not in the form of the ITNIO service' };
}
