/** Asks the service for the templates of an app (docs/api.md, section 5). */
import type { RequestContext } from '../client';
import type { Connection } from '../credential';
import { WHATSAPP_STATUSES } from '../statuses';
import { ask } from '../queries/ask';
import { allPages, pageOf, type Page } from '../queries/pages';
import { recordsIn, without, type JsonRecord } from '../queries/shape';
import type { Failed } from '../classify';
import { languageCodeOf } from '../../core/codes';
import { filled, recordIn } from '../../core/members';
import { areNoTemplates, readTemplates, type Template } from './model';

export interface TemplateFilters {
	readonly templateId?: string;
	readonly languageCode?: string;
}

const WHAT = 'the templates';

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Templates by themselves, or in pages as the numbers of an account are: the vendor does not say. */
function pageIn(json: JsonRecord): Page | undefined {
	const { data } = json;
	if (recordIn(data)?.records !== undefined) return pageOf(data);
	// Java likes to leave out what is null. Then nothing stands in its place.
	const isElsewhere = data === undefined && Object.values(json).some((value) => !isScalar(value));
	const records = isElsewhere ? undefined : recordsIn(data);
	return records && { records, size: Infinity };
}

/** The templates, one for each language; or why there are none. Nothing is thrown. */
export async function queryTemplates(
	context: RequestContext,
	{ baseUrl, appId }: Connection,
	{ templateId, languageCode: language = '' }: TemplateFilters = {},
): Promise<{ readonly templates: readonly Template[] } | { readonly failure: Failed }> {
	const languageCode = languageCodeOf(language);
	const askPage = async (page: number) =>
		await ask(context, {
			method: 'POST',
			url: `${baseUrl}/wa/template/query`,
			body: { appId, ...filled({ templateId, languageCode }), ...(page > 1 && { current: page }) },
			statuses: WHATSAPP_STATUSES,
			what: WHAT,
			expiredStatus: '-4',
		});
	const reply = await allPages(WHAT, askPage, pageIn);
	if ('failure' in reply) return reply;
	if (areNoTemplates(reply.records)) return without(WHAT);
	return { templates: readTemplates(reply.records, languageCode) };
}
