/**
 * What WhatsApp would find at a link. Nothing of the credential goes along, and no more than the first bytes
 * are read.
 */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { isPrivateHost } from '../core/hosts';
import { urlOf, webUrlOf } from '../core/webAddress';
import { codesOf } from './failures';

/** What was found at the end of all redirects. */
export type Probe =
	| {
			readonly kind: 'answered';
			/** Where the redirects ended. */
			readonly url: string;
			readonly http: number;
			/** As the host says; empty where it says nothing. */
			readonly mimeType: string;
			/** Of the whole file, where the host says it. */
			readonly bytes?: number;
			/** The beginning of the file. */
			readonly start: Uint8Array;
	  }
	/** It redirects to where nobody has to be asked. */
	| { readonly kind: 'stopped'; readonly url: string }
	/** It, or what it redirects to, is known to this network only; nobody was asked there. */
	| { readonly kind: 'private'; readonly url: string }
	/** No answer, or one that leads nowhere. `why` continues the sentence that the link's name begins. */
	| { readonly kind: 'unreachable'; readonly why: string };

export interface ProbeContext {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest'>;
}

export interface ProbeOptions {
	readonly stopsAt: (url: string) => boolean;
	readonly signal: AbortSignal;
	/** Milliseconds without a sign of life. */
	readonly timeoutMs: number;
}

const MAX_REDIRECTS = 5;
/** Enough to tell what a file is. */
const START_BYTES = 512;

interface FullResponse {
	statusCode: number;
	headers: Readonly<Record<string, unknown>>;
	body: AsyncIterable<Uint8Array> & { destroy(): void };
}

/** By the system's codes, in a person's words. */
const FAILURES: ReadonlyArray<readonly [RegExp, string]> = [
	[/^(ENOTFOUND|EAI_)/, 'has a host name that does not exist'],
	[/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/, 'belongs to a host that refuses connections'],
	[/^(ETIMEDOUT|ECONNABORTED|ERR_CANCELED)$/, 'did not answer in time'],
	[/CERT|SELF_SIGNED|LEAF_SIGNATURE/, 'belongs to a host whose certificate cannot be trusted'],
	[/^(EPROTO|ERR_SSL)/, 'belongs to a host that offers no secure connection'],
];

function whyUnreachable(error: unknown): string {
	const codes = codesOf(error);
	const found = FAILURES.find(([pattern]) => codes.some((code) => pattern.test(code)));
	return found?.[1] ?? 'could not be opened: the connection broke';
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Follows a link. Private addresses are never asked, not as the target of a redirect either.
 *
 * @param how `stopsAt`: addresses that are known well enough; `signal`: aborted when the time is up
 * @returns what was found; nothing is thrown
 */
export async function probeLink(
	{ helpers }: ProbeContext,
	link: string,
	{ stopsAt, signal, timeoutMs }: ProbeOptions,
): Promise<Probe> {
	let url = link;
	for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
		if (stopsAt(url)) return { kind: 'stopped', url };
		const { hostname, username, password } = webUrlOf(url) ?? {};
		if (hostname === undefined || isPrivateHost(hostname)) return { kind: 'private', url };
		// A name and password in the address would be sent along: WhatsApp has none.
		if (username !== '' || password !== '') {
			return { kind: 'unreachable', why: 'holds a user name or password, which WhatsApp does not use' };
		}
		const options: IHttpRequestOptions = {
			method: 'GET',
			url,
			headers: { Accept: '*/*', Range: `bytes=0-${START_BYTES - 1}` },
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			encoding: 'stream',
			timeout: timeoutMs,
			abortSignal: signal,
		};
		let response: FullResponse;
		let start: Uint8Array;
		try {
			response = (await helpers.httpRequest(options)) as FullResponse;
			start = await startOf(response.body);
		} catch (error) {
			const why = signal.aborted ? 'did not answer in time' : whyUnreachable(error);
			return { kind: 'unreachable', why };
		}
		const { statusCode: http, headers } = response;
		const location = textOf(headers.location);
		if (http < 300 || http >= 400 || location === '') {
			return {
				kind: 'answered',
				url,
				http,
				mimeType: textOf(headers['content-type']),
				start,
				...sizeOf(headers, http),
			};
		}
		const next = redirectOf(location, url);
		if (next === undefined)
			return { kind: 'unreachable', why: 'leads to something that is not a web address' };
		url = next;
	}
	return { kind: 'unreachable', why: `leads from one address to the next, more than ${MAX_REDIRECTS} times` };
}

function redirectOf(location: string, from: string): string | undefined {
	const href = urlOf(location, from)?.href;
	return href === undefined ? undefined : webUrlOf(href)?.href;
}

/** The first bytes; then the connection is let go. */
async function startOf(body: FullResponse['body']): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const chunk of body) {
			chunks.push(chunk);
			size += chunk.byteLength;
			if (size >= START_BYTES) break;
		}
	} finally {
		body.destroy();
	}
	return Buffer.concat(chunks).subarray(0, START_BYTES);
}

/** A host that gives a part says how long the whole is; one that does not know parts gives the whole. */
function sizeOf(headers: FullResponse['headers'], http: number): { bytes?: number } {
	const text =
		http === 206
			? /\/(\d+)$/.exec(textOf(headers['content-range']))?.[1]
			: // Of a packed answer it is the length of the package.
				textOf(headers['content-encoding']) === ''
				? textOf(headers['content-length'])
				: '';
	const bytes = Number(text);
	return text === undefined || text === '' || !Number.isSafeInteger(bytes) ? {} : { bytes };
}
