/**
 * Links that were left as a sample of the form has them: the page behind them is not the customer's. They are
 * complete addresses, so they are worth a hint and no problem.
 */
import { isRecord } from '../../core/members';

/** The hosts of the samples and placeholders; RFC 2606 keeps them for that, so nobody has a shop there. */
const SAMPLE_LINK = /^\s*https?:\/\/(?:www\.)?example\.(?:com|org|net)(?=[/?#:]|\s*$)/i;
const LINKS: ReadonlySet<string> = new Set(['link', 'url']);

/** @returns one sentence where there are any, without the item they are in */
export function exampleLinks(body: unknown): string[] {
	return hasSampleLink(body)
		? ['A link still leads to example.com, as in the samples: put your own address in its place.']
		: [];
}

function hasSampleLink(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(hasSampleLink);
	if (!isRecord(value)) return false;
	return Object.entries(value).some(
		([key, member]) =>
			(LINKS.has(key) && typeof member === 'string' && SAMPLE_LINK.test(member)) || hasSampleLink(member),
	);
}
