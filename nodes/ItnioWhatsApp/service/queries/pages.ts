/** Answers in pages (docs/api.md, section 5), and the queries about the account, which have two possible paths. */
import { isMissing, recordIn } from '../../core/members';
import { numberIn } from '../../core/text';
import type { Failed } from '../classify';
import type { RequestContext } from '../client';
import type { Connection } from '../credential';
import { WHATSAPP_STATUSES } from '../statuses';
import { ask, MAX_LIST_BYTES, type QueryReply } from './ask';
import { recordsIn, without, type JsonRecord } from './shape';

export interface Page {
	readonly records: readonly JsonRecord[];
	/** Of all pages, as the service counts; it may count something else, or write 0 without counting. */
	readonly total?: unknown;
	/** How many records a full page has. */
	readonly size?: unknown;
}

export interface PagedQuestion {
	/** The last part of its path. */
	readonly name: string;
	readonly params?: object;
	/** What is asked for, in words. */
	readonly what: string;
}

/** The records of all pages, or why there are none. */
export type PagedReply = { readonly records: readonly JsonRecord[] } | { readonly failure: Failed };

/** The vendor's page names the first in its table and the second in its sample. */
const PATHS = ['/wa/', '/wa/template/'];
const PAGE_SIZE = 25;
/** A service that gives fewer records than it was asked for, and does not say so, still gives as many. */
const MIN_PAGE_SIZE = 10;
/** Far above any account; a service that never comes to an end must hold neither the workflow nor all memory. */
const MAX_PAGES = 400;

/** The page that the data of an answer is; undefined: it is none. */
export function pageOf(data: unknown): Page | undefined {
	const { records, total, size }: JsonRecord = recordIn(data) ?? { records: data };
	const isNowhere = records === undefined || (isMissing(records) && numberIn(total) !== 0);
	const found = isNowhere ? undefined : recordsIn(records);
	return found && { records: found, total, size };
}

/** What tells whether a page came before; its time is another one each time. */
const contentOf = (records: readonly JsonRecord[]): string =>
	JSON.stringify(records, (key, value: unknown) => (key === 'timeStamp' ? undefined : value));

/**
 * Asks for one page after the other, until one is empty, a repeat, or surely the last. Nothing is thrown.
 *
 * @param what is asked for, in words
 * @param askPage from 1
 * @param pageIn the page in an answer; undefined: it holds none
 */
export async function allPages(
	what: string,
	askPage: (page: number) => Promise<QueryReply>,
	pageIn: (json: JsonRecord) => Page | undefined,
): Promise<PagedReply> {
	const all: JsonRecord[] = [];
	const seen = new Set<string>();
	let fullSize = 0;
	let length = 0;
	let isWhole = false;
	for (let page = 1; page <= MAX_PAGES && length <= MAX_LIST_BYTES; page += 1) {
		const reply = await askPage(page);
		if ('failure' in reply) return isWhole ? { records: all } : { failure: reply.failure };
		const found = pageIn(reply.json);
		// Behind the last page there may be nothing at all.
		if (found === undefined) return page > 1 ? { records: all } : without(what);
		const { records } = found;
		const content = contentOf(records);
		if (records.length === 0 || seen.has(content)) return { records: all };
		seen.add(content);
		length += content.length;
		for (const record of records) all.push(record);
		const [total, size] = [numberIn(found.total), numberIn(found.size)];
		if (page === 1) fullSize = size > 0 ? size : Math.max(records.length, MIN_PAGE_SIZE);
		// A total that is not more than one page may be a count of that page alone.
		const isCounted = page > 1 && all.length === total;
		const isMore = all.length < total;
		isWhole = total > 0 && !isMore;
		if (!isMore && (isCounted || records.length < fullSize)) return { records: all };
	}
	return without(`an end of ${what}`);
}

/** All records of the app, or why there are none. Nothing is thrown. */
export async function askPages(
	context: RequestContext,
	{ baseUrl, appId }: Connection,
	{ name, params, what }: PagedQuestion,
): Promise<PagedReply> {
	const app = appId === '' ? { appIds: [] } : { appIds: [appId], appId };
	let [path = '', ...otherPaths] = PATHS;
	const askPage = async (current: number): Promise<QueryReply> => {
		const reply = await ask(context, {
			method: 'POST',
			url: `${baseUrl}${path}${name}`,
			body: { current, size: PAGE_SIZE, params: { ...app, ...params } },
			statuses: WHATSAPP_STATUSES,
			what,
			expiredStatus: '-4',
		});
		const isElsewhere = current === 1 && 'failure' in reply && reply.notThere === true;
		if (!isElsewhere || otherPaths.length === 0) return reply;
		[path = '', ...otherPaths] = otherPaths;
		return await askPage(current);
	};
	return await allPages(what, askPage, ({ data }) => pageOf(data));
}
