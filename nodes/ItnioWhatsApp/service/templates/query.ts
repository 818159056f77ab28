/** Asks the service for the templates of an app (docs/api.md, section 5). */
import type { RequestContext } from '../client';
import type { Connection } from '../credential';
import { WHATSAPP_STATUSES } from '../statuses';
import { ask } from '../queries/ask';
import type { Failed } from '../classify';
import { languageCodeOf } from '../../core/codes';
import { filled } from '../../core/members';
import { readTemplates, type Template } from './model';

export interface TemplateFilters {
	readonly templateId?: string;
	readonly languageCode?: string;
}

/** The templates, one for each language; or why there are none. Nothing is thrown. */
export async function queryTemplates(
	context: RequestContext,
	{ baseUrl, appId }: Connection,
	{ templateId, languageCode: language = '' }: TemplateFilters = {},
): Promise<{ readonly templates: readonly Template[] } | { readonly failure: Failed }> {
	const languageCode = languageCodeOf(language);
	const reply = await ask(context, {
		method: 'POST',
		url: `${baseUrl}/wa/template/query`,
		body: { appId, ...filled({ templateId, languageCode }) },
		statuses: WHATSAPP_STATUSES,
		what: 'the templates',
		expiredStatus: '-4',
	});
	if ('failure' in reply) return reply;
	return { templates: readTemplates(reply.json.data, languageCode) };
}
