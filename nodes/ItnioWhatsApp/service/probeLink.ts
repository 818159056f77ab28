/**
 * What WhatsApp would find at a link. Nothing of the credential goes along, and no more than the first bytes
 * are read.
 */
import type { IExecuteFunctions } from 'n8n-workflow';
import { isPrivateHost } from '../core/hosts';
import { webUrlOf } from '../core/webAddress';
import { headerOf, openLink, whyUnreachable, type LinkBody, type LinkResponse } from './openLink';

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

/** Enough to tell what a file is. */
const START_BYTES = 512;

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
	const opened = await openLink<Probe>(link, {
		refuses: (url) => (stopsAt(url) ? { kind: 'stopped', url } : unaskable(url)),
		send: async (options) => (await helpers.httpRequest(options)) as unknown,
		headers: { Accept: '*/*', Range: `bytes=0-${START_BYTES - 1}` },
		signal,
		timeoutMs,
	});
	if (opened.kind === 'refused') return opened.because;
	if (opened.kind === 'unreachable') return opened;
	const { url, response } = opened;
	try {
		const start = await startOf(response.body);
		return {
			kind: 'answered',
			url,
			http: response.statusCode,
			mimeType: headerOf(response, 'content-type'),
			start,
			...sizeOf(response),
		};
	} catch (error) {
		return { kind: 'unreachable', why: whyUnreachable(error, signal) };
	}
}

function unaskable(url: string): Probe | undefined {
	const { hostname, username, password } = webUrlOf(url) ?? {};
	if (hostname === undefined || isPrivateHost(hostname)) return { kind: 'private', url };
	// A name and password in the address would be sent along: WhatsApp has none.
	return username === '' && password === ''
		? undefined
		: { kind: 'unreachable', why: 'holds a user name or password, which WhatsApp does not use' };
}

/** The first bytes; then the connection is let go. */
async function startOf(body: LinkBody): Promise<Uint8Array> {
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
function sizeOf(response: LinkResponse): { bytes?: number } {
	const header = (name: string) => headerOf(response, name);
	const text =
		response.statusCode === 206
			? /\/(\d+)$/.exec(header('content-range'))?.[1]
			: // Of a packed answer it is the length of the package.
				header('content-encoding') === ''
				? header('content-length')
				: '';
	const bytes = Number(text);
	return text === undefined || text === '' || !Number.isSafeInteger(bytes) ? {} : { bytes };
}
