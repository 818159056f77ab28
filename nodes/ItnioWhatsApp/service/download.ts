/**
 * Fetches a file from an address that somebody else chose. Only over https and from public hosts, checked again at each redirect;
 * the service's own address is trusted as it is for messages.
 */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { isPrivateHost } from '../core/hosts';
import { urlOf, webUrlOf } from '../core/webAddress';
import { withSignal, type RequestContext } from './client';
import { headerOf, openLink, TOO_LATE, whyUnreachable, type LinkBody, type LinkResponse } from './openLink';
import { readWhole } from './readWhole';
import { CREDENTIAL } from './secrets';
import { inTime } from './timeLimit';

/** `why` continues the sentence that the link's name begins. */
export type Download =
	| { readonly bytes: Buffer; readonly mimeType: string }
	| { readonly why: string; readonly isTooLarge?: true };

/** What downloading needs of n8n; `getSecureEgressFilter` since 2.41 or so: it asks the name service before a request. */
export type DownloadContext = Omit<RequestContext, 'helpers'> & {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'httpRequestWithAuthentication'> & {
		getSecureEgressFilter?: (policy: 'enforced') => {
			validateUrl: (url: string) => Promise<{ readonly ok: boolean; readonly error?: unknown }>;
		};
	};
};

export interface DownloadLimits {
	readonly maxBytes: number;
	/** Milliseconds from the first request to the last byte. */
	readonly timeoutMs: number;
	/** The Base URL of the credential, where there is one. */
	readonly baseUrl?: string;
}

const OWN_NETWORK =
	'leads to an address of your own network, and n8n fetches files of strangers from the internet only';

/** A socket's address, with or without brackets of IPv6. */
function isPrivateAddress(address: string): boolean {
	const host = urlOf(`https://${address.includes(':') ? `[${address}]` : address}`)?.hostname;
	return host === undefined || isPrivateHost(host);
}

/** Why an address is not asked, by what it says itself. */
function whyUnasked(url: string): string | undefined {
	const { protocol, hostname, username, password } = webUrlOf(url) ?? {};
	if (hostname === undefined) return 'is not a complete web address (https://…)';
	if (username !== '' || password !== '') return 'holds a user name or password';
	if (isPrivateHost(hostname)) return OWN_NETWORK;
	return protocol === 'https:'
		? undefined
		: 'is not encrypted (http://), so anybody on the way could change the file';
}

/** What the name service says: newer n8n asks it for us, with the ranges that its owner allows and forbids. */
async function whyUnresolved({ helpers }: DownloadContext, url: string): Promise<string | undefined> {
	const found = await helpers.getSecureEgressFilter?.('enforced').validateUrl(url);
	const isBlocked =
		found?.ok === false && /ssrf/i.test((found.error as Error | undefined)?.constructor.name ?? '');
	return isBlocked ? OWN_NETWORK : undefined;
}

/** A name may lead to this network all the same: then nothing of the answer is read. */
function whyUnread(response: LinkResponse): string | undefined {
	const { remoteAddress } = response.body.socket ?? {};
	// What is packed, n8n unpacks on the way.
	if (remoteAddress === undefined)
		return 'does not show which host has answered, perhaps because it packs its files';
	return isPrivateAddress(remoteAddress)
		? `${OWN_NETWORK} (${remoteAddress}). If n8n goes out through a proxy, use an HTTP Request node`
		: undefined;
}

function whyNoFile({ statusCode: http }: LinkResponse): string | undefined {
	if (http >= 200 && http < 300) return undefined;
	if (isLoginWanted(http)) return `cannot be opened without a login (HTTP ${http})`;
	if (http === 404 || http === 410) return `leads to nothing (HTTP ${http}): files are not kept for ever`;
	return `cannot be opened for now (HTTP ${http})`;
}

const isLoginWanted = (http: number): boolean => http === 401 || http === 403;

/** @returns the file, or why there is none; nothing is thrown */
export async function download(
	context: DownloadContext,
	link: string,
	limits: DownloadLimits,
): Promise<Download> {
	// A name service or a credential that never answers does not keep to the signal.
	const found = await inTime(
		limits.timeoutMs,
		context.getExecutionCancelSignal?.(),
		async (signal) => await downloadBy(signal, context, link, limits),
	);
	return found ?? { why: TOO_LATE };
}

async function downloadBy(
	signal: AbortSignal,
	context: DownloadContext,
	link: string,
	{ maxBytes, timeoutMs, baseUrl }: DownloadLimits,
): Promise<Download> {
	const ownOrigin = urlOf(baseUrl ?? '')?.origin;
	const isOwn = (url: string) => ownOrigin !== undefined && urlOf(url)?.origin === ownOrigin;
	const plain = async (options: IHttpRequestOptions) =>
		(await context.helpers.httpRequest(options)) as LinkResponse;
	/**
	 * Whether files want the signature is not published. So it goes along only where its owner has sent it before, and only
	 * if there is no way without: calls of the service itself answer in their own way, and are never signed here.
	 */
	const send = async (options: IHttpRequestOptions) => {
		const response = await plain(options);
		if (!isOwn(options.url) || !isLoginWanted(response.statusCode)) return response;
		response.body.destroy();
		return (await context.helpers.httpRequestWithAuthentication.call(
			withSignal(context, signal),
			CREDENTIAL,
			options,
		)) as LinkResponse;
	};
	const opened = await openLink(link, {
		refuses: async (url) =>
			isOwn(url) ? undefined : (whyUnasked(url) ?? (await whyUnresolved(context, url))),
		send,
		// Packed, it would be larger than it says, and come from nowhere.
		headers: { Accept: '*/*', 'Accept-Encoding': 'identity' },
		signal,
		timeoutMs,
	});
	if (opened.kind === 'refused') return { why: opened.because };
	if (opened.kind === 'unreachable') return { why: opened.why };
	const { url, response } = opened;
	const { body } = response;
	try {
		const why = (isOwn(url) ? undefined : whyUnread(response)) ?? whyNoFile(response);
		if (why !== undefined) return { why };
		const tooLarge = { why: 'holds a file that is too large', isTooLarge: true } as const;
		if (Number(headerOf(response, 'content-length')) > maxBytes) return tooLarge;
		const bytes = await readAll(body, maxBytes, signal);
		if (bytes === undefined) return tooLarge;
		if (bytes.length === 0) return { why: 'holds an empty file' };
		return { bytes, mimeType: headerOf(response, 'content-type') };
	} catch (error) {
		return { why: signal.aborted ? TOO_LATE : whyUnreachable(error, signal) };
	} finally {
		body.destroy();
	}
}

/** @returns undefined: there is more than that, of which the rest is not read */
async function readAll(body: LinkBody, maxBytes: number, signal: AbortSignal): Promise<Buffer | undefined> {
	const stop = () => body.destroy();
	signal.addEventListener('abort', stop, { once: true });
	try {
		if (signal.aborted) throw signal.reason;
		const bytes = await readWhole(body, maxBytes);
		if (signal.aborted) throw signal.reason;
		return bytes;
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
