/** Opens a link of the web, each redirect by itself: before every request somebody decides whether it may be made. */
import type { IHttpRequestOptions } from 'n8n-workflow';
import { urlOf, webUrlOf } from '../core/webAddress';
import { codesOf } from './failures';
import type { ByteStream } from './readWhole';

export interface LinkBody extends ByteStream {
	/** The connection, where nothing stands between it and the bytes. */
	readonly socket?: { readonly remoteAddress?: string } | null;
}

export interface LinkResponse {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: LinkBody;
}

export type Opened<T> =
	| { readonly kind: 'open'; readonly url: string; readonly response: LinkResponse }
	/** Nobody was asked there. */
	| { readonly kind: 'refused'; readonly because: T }
	/** `why` continues the sentence that the link's name begins. */
	| { readonly kind: 'unreachable'; readonly why: string };

export interface LinkRequest<T> {
	/** @returns why an address is not asked; undefined: it may be */
	readonly refuses: (url: string) => T | undefined | Promise<T | undefined>;
	readonly send: (options: IHttpRequestOptions) => Promise<unknown>;
	readonly headers: Readonly<Record<string, string>>;
	/** Aborted when the time is up. */
	readonly signal: AbortSignal;
	/** Milliseconds without a sign of life. */
	readonly timeoutMs: number;
}

const MAX_REDIRECTS = 5;
export const TOO_LATE = 'did not answer in time';

/** By the system's codes, in a person's words. */
const FAILURES: ReadonlyArray<readonly [RegExp, string]> = [
	[/^(ENOTFOUND|EAI_)/, 'has a host name that does not exist'],
	[/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/, 'belongs to a host that refuses connections'],
	[/^(ETIMEDOUT|ECONNABORTED|ERR_CANCELED)$/, TOO_LATE],
	[/CERT|SELF_SIGNED|LEAF_SIGNATURE/, 'belongs to a host whose certificate cannot be trusted'],
	[/^(EPROTO|ERR_SSL)/, 'belongs to a host that offers no secure connection'],
];

/** Why a link could not be read, as the end of a sentence that its name begins. */
export function whyUnreachable(error: unknown, signal: AbortSignal): string {
	if (signal.aborted) return TOO_LATE;
	const codes = codesOf(error);
	const found = FAILURES.find(([pattern]) => codes.some((code) => pattern.test(code)));
	return found?.[1] ?? 'could not be opened: the connection broke';
}

/** A header's value; empty where there is none. */
export const headerOf = ({ headers }: Pick<LinkResponse, 'headers'>, name: string): string => {
	const { [name]: value } = headers;
	return typeof value === 'string' ? value : '';
};

/** @returns the answer at the end of all redirects, its bytes unread; nothing is thrown */
export async function openLink<T>(
	link: string,
	{ refuses, send, headers, signal, timeoutMs }: LinkRequest<T>,
): Promise<Opened<T>> {
	let url = link;
	for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
		let response: LinkResponse;
		try {
			const because = await refuses(url);
			if (because !== undefined) return { kind: 'refused', because };
			response = (await send({
				method: 'GET',
				url,
				headers: { ...headers },
				disableFollowRedirect: true,
				ignoreHttpStatusErrors: true,
				returnFullResponse: true,
				encoding: 'stream',
				timeout: timeoutMs,
				abortSignal: signal,
			})) as LinkResponse;
		} catch (error) {
			return { kind: 'unreachable', why: whyUnreachable(error, signal) };
		}
		const location = headerOf(response, 'location');
		const { statusCode: http } = response;
		if (http < 300 || http >= 400 || location === '') return { kind: 'open', url, response };
		response.body.destroy();
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
