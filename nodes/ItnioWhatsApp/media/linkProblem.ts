/** From what a probe found at a link to what is wrong with it. */
import type { Probe } from '../service/probeLink';
import { hostOf } from '../core/hosts';
import { bareType, overLimits, type MediaKind } from './limits';
import { sharePageOf } from './sharePages';

/** Types that say nothing of what a file is. */
const UNTYPED = ['', 'application/octet-stream', 'binary/octet-stream', 'application/force-download'];
const PAGES = ['text/html', 'application/xhtml+xml'];

/** Files that are known for certain by how they begin. */
const BEGINNINGS: ReadonlyArray<readonly [RegExp, string]> = [
	[/^\xff\xd8\xff/, 'image/jpeg'],
	[/^\x89PNG\r\n/, 'image/png'],
	[/^GIF8/, 'image/gif'],
	[/^RIFF....WEBP/s, 'image/webp'],
	[/^....ftyp(heic|heix|mif1)/s, 'image/heic'],
	[/^....ftypavif/s, 'image/avif'],
	[/^%PDF-/, 'application/pdf'],
	[/^\s*(<!doctype html|<html)/i, 'text/html'],
];

/** What a file is by its first bytes; undefined where they do not tell for certain. */
export function typeByStart(start: Uint8Array): string | undefined {
	const text = Buffer.from(start)
		.toString('latin1')
		.replace(/^\xef\xbb\xbf/, '');
	return BEGINNINGS.find(([beginning]) => beginning.test(text))?.[1];
}

const PRIVATE_WINDOW = 'Open it in a private window of your browser: that is what WhatsApp sees';

function refusal(http: number): string | undefined {
	if (http === 401 || http === 403 || http === 407) {
		return `cannot be opened without a login (HTTP ${http}). ${PRIVATE_WINDOW}`;
	}
	if (http === 404 || http === 410) return `leads to nothing (HTTP ${http}): look at the address`;
	if (http === 416) return 'leads to an empty file';
	// Too many questions are no fault of the link.
	if (http === 429) return undefined;
	return http >= 300
		? `cannot be opened for now (HTTP ${http}): look at it in your browser, and try again later`
		: undefined;
}

/**
 * What is wrong with a link, as the end of a sentence that its name begins; undefined where WhatsApp can use it.
 *
 * @param link as it is in the message
 */
export function linkProblem(kind: MediaKind, link: string, probe: Probe): string | undefined {
	if (probe.kind === 'unreachable') return probe.why;
	if (probe.kind === 'private') {
		return probe.url === link
			? 'is an address that only your own network knows, so WhatsApp cannot fetch it'
			: 'leads on to an address that only your own network knows, so WhatsApp cannot fetch it';
	}
	if (probe.kind === 'stopped') {
		const page = sharePageOf(probe.url);
		return (
			page && `leads on to a page of ${page.site} that shows the file, not the file itself: ${page.remedy}`
		);
	}
	const { http, url, start, bytes } = probe;
	const refused = refusal(http);
	if (refused !== undefined || http >= 300) return refused;

	const said = bareType(probe.mimeType);
	const type = typeByStart(start) ?? (UNTYPED.includes(said) ? undefined : said);
	if (type !== undefined && PAGES.includes(type)) {
		const where = url === link ? '' : ` of ${hostOf(url) ?? ''}`;
		return `gives a web page${where} instead of the file. ${PRIVATE_WINDOW}`;
	}
	const [problem] = overLimits(kind, { mimeType: type, bytes });
	return problem === undefined ? undefined : `leads to a file that ${problem}`;
}
