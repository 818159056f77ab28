/** Queries about the account (docs/api.md, section 5): two possible paths, and an answer in pages. */
import { isRecord } from '../../core/members';
import type { Failed } from '../classify';
import type { RequestContext } from '../client';
import type { Connection } from '../credential';
import { WHATSAPP_STATUSES } from '../statuses';
import { ask, type QueryReply } from './ask';

export type JsonRecord = Readonly<Record<string, unknown>>;

export interface PagedQuestion {
	/** The last part of its path. */
	readonly name: string;
	readonly params?: object;
	/** What is asked for, in words. */
	readonly what: string;
}

/** The vendor's page names the first in its table and the second in its sample. */
const PATHS = ['/wa/', '/wa/template/'];
const PAGE_SIZE = 25;
/** Far above any account; a service that never comes to an end must not hold the workflow. */
const MAX_PAGES = 400;

const without = (what: string): { failure: Failed } => ({
	failure: {
		kind: 'unknown',
		why: `ITNIO answered, but without ${what}. Look at the Base URL of the credential; if it is right, ask ITNIO support.`,
	},
});

/** The records of an answer; undefined: it has none. */
function recordsOf(json: JsonRecord): JsonRecord[] | undefined {
	const { data } = json;
	const records = isRecord(data) ? data.records : data;
	return Array.isArray(records) ? records.filter(isRecord) : undefined;
}

/** What tells whether a page came before; its time is another one each time. */
const contentOf = (records: readonly JsonRecord[]): string =>
	JSON.stringify(records, (key, value: unknown) => (key === 'timeStamp' ? undefined : value));

/** All records of the app, or why there are none. Nothing is thrown. */
export async function askPages(
	context: RequestContext,
	{ baseUrl, appId }: Connection,
	{ name, params, what }: PagedQuestion,
): Promise<{ readonly records: readonly JsonRecord[] } | { readonly failure: Failed }> {
	const app = appId === '' ? { appIds: [] } : { appIds: [appId], appId };
	const askPage = async (path: string, current: number) =>
		await ask(context, {
			method: 'POST',
			url: `${baseUrl}${path}${name}`,
			body: { current, size: PAGE_SIZE, params: { ...app, ...params } },
			statuses: WHATSAPP_STATUSES,
			what,
			expiredStatus: '-4',
		});

	let path = PATHS[0] ?? '';
	let reply: QueryReply | undefined;
	for (path of PATHS) {
		reply = await askPage(path, 1);
		if (!('failure' in reply) || reply.notThere !== true) break;
	}

	const all: JsonRecord[] = [];
	const seen = new Set<string>();
	for (let page = 1; reply !== undefined && page <= MAX_PAGES; page += 1) {
		if ('failure' in reply) return { failure: reply.failure };
		const records = recordsOf(reply.json);
		if (records === undefined) return without(what);
		const content = contentOf(records);
		if (records.length === 0 || seen.has(content)) return { records: all };
		seen.add(content);
		for (const record of records) all.push(record);
		const { total } = isRecord(reply.json.data) ? reply.json.data : {};
		const isLast =
			total === undefined || total === null ? records.length < PAGE_SIZE : all.length >= Number(total);
		if (isLast) return { records: all };
		reply = await askPage(path, page + 1);
	}
	return without(`an end of ${what}`);
}
