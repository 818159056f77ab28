/** The only file that touches HTTP: one signed request, and an honest account of what came back. */
import type { IExecuteFunctions, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';
import type { Answer } from './answer';
import { adviceOnClock } from './clock';
import { parseEnvelope } from './envelope';
import { answerOfFailure } from './failures';
import { readWhole, type ByteStream } from './readWhole';
import { redact, secretsOf } from './redact';
import { CREDENTIAL, type Secrets } from './secrets';
import { adviceOnRefusedKey } from './slips';
import { EXPIRED_STATUSES, REFUSED_KEY } from './statuses';
import { startTimeLimit, type TimeLimit } from './timeLimit';

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
	readonly timeoutMs: number;
	/** More of an answer is not read. */
	readonly maxBytes?: number;
}

/** The answer to a message is a few hundred bytes. */
const MAX_ANSWER_BYTES = 1_000_000;

interface FullResponse {
	statusCode: number;
	headers?: Readonly<Record<string, unknown>>;
	body?: unknown;
}

const isStream = (body: unknown): body is ByteStream =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body && 'destroy' in body;

/**
 * Sends one request, signed afresh by the credential. Redirects are not followed, because the signature would
 * travel along; nothing is retried here. A canceled execution waits for the answer for some seconds.
 *
 * @returns what became of it, without key, secret and signature; nothing is thrown for failures on the way
 */
export async function callService(context: RequestContext, request: ServiceRequest): Promise<Answer> {
	const startedAt = Date.now();
	const limit = startTimeLimit(request.timeoutMs, context.getExecutionCancelSignal?.());
	try {
		// Before the request: what comes after an answer must not be able to lose it.
		const secrets = await Promise.race([secretsOf(context), limit.over]);
		if (secrets === undefined) {
			return { kind: 'notSent', why: 'n8n did not give the ITNIO API credential in time', retry: false };
		}
		const answer = await Promise.race([exchange(context, request, limit), limit.over]);
		if (answer === undefined) {
			return { kind: 'noAnswer', why: limit.late() ?? 'the answer was not there in time' };
		}
		if (answer.kind !== 'answered') return answer;
		const { date, ...answered } = answer;
		const advice = adviceOn(secrets, answered.envelope.status, date);
		const reason = redact(answered.envelope.reason, secrets, startedAt, Date.now());
		return {
			...answered,
			...(advice === undefined ? {} : { advice }),
			envelope: { ...answered.envelope, reason },
		};
	} finally {
		limit.release();
	}
}

/** What this machine alone can know about a refusal. */
function adviceOn(secrets: Secrets, status: string, date: unknown): string | undefined {
	if (EXPIRED_STATUSES.includes(status)) return adviceOnClock(date, Date.now());
	return status === REFUSED_KEY ? adviceOnRefusedKey(secrets) : undefined;
}

/** An answer, and by its own clock when it was given. */
type DatedAnswer = Exclude<Answer, { kind: 'answered' }> | (Answer & { kind: 'answered'; date?: unknown });

async function exchange(
	context: RequestContext,
	{ method, url, body, timeoutMs, maxBytes = MAX_ANSWER_BYTES }: ServiceRequest,
	limit: TimeLimit,
): Promise<DatedAnswer> {
	const options: IHttpRequestOptions = {
		method,
		url,
		body,
		timeout: timeoutMs,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
		// As a stream, so that an answer of any size or slowness costs bounded memory and time.
		encoding: 'stream',
	};
	let response: FullResponse;
	try {
		response = (await context.helpers.httpRequestWithAuthentication.call(
			withSignal(context, limit.signal),
			CREDENTIAL,
			options,
		)) as FullResponse;
	} catch (error) {
		const late = limit.late();
		return late === undefined ? answerOfFailure(error) : { kind: 'noAnswer', why: late };
	}
	const http = response.statusCode;
	const header = response.headers?.['retry-after'];
	const retryAfter = typeof header === 'string' ? { retryAfter: header } : {};
	const reading = await readText(response.body, maxBytes, limit);
	if ('why' in reading) return { kind: 'unreadable', http, ...retryAfter, why: reading.why };
	const envelope = parseEnvelope(reading.text);
	return envelope
		? { kind: 'answered', http, ...retryAfter, envelope, date: response.headers?.date }
		: { kind: 'unreadable', http, ...retryAfter, why: 'the answer is not in the form of the ITNIO service' };
}

/**
 * The context, with a signal of the request's own in place of the one that cancels the execution: n8n would break
 * off requests whose message the service has accepted already, and leave their outcome unknown.
 */
export function withSignal(context: RequestContext, signal: AbortSignal): IExecuteFunctions {
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as IExecuteFunctions;
}

/**
 * Reads an answer up to a size, then lets go of the connection.
 *
 * @returns the text, or why there is none
 */
async function readText(
	body: unknown,
	maxBytes: number,
	limit: TimeLimit,
): Promise<{ text: string } | { why: string }> {
	if (!isStream(body)) return { text: typeof body === 'string' ? body : JSON.stringify(body ?? '') };
	try {
		const bytes = await readWhole(body, maxBytes);
		return bytes === undefined ? { why: 'the answer is far too long' } : { text: bytes.toString('utf8') };
	} catch {
		return { why: limit.late() ?? 'the answer was cut off' };
	} finally {
		body.destroy();
	}
}
