/** What kind of template each one is: ITNIO's price depends on it. */
import type { RequestContext } from '../client';
import type { Connection } from '../credential';
import { RecentAnswers } from '../recentAnswers';
import { choiceValue, type TemplateChoice } from './choice';
import { versionsOf } from './model';
import { queryTemplates } from './query';

/** MARKETING, UTILITY, …; undefined: nobody knows. */
export type CategoryOf = (template: TemplateChoice) => string | undefined;

/** A run does not wait longer for what it only mentions. Milliseconds. */
const MAX_MS = 10_000;

/** Of this process. */
const lists = new RecentAnswers(
	async (context, connection) => await queryTemplates(context, connection),
	MAX_MS,
);

/**
 * By the account's list of templates (docs/api.md, section 5), which is asked for once a minute at most. Nothing is thrown:
 * without the list nothing is known.
 */
export async function templateCategories(
	context: RequestContext,
	connection: Connection,
): Promise<CategoryOf> {
	try {
		const found = await lists.of(context, connection);
		const templates = found && 'templates' in found ? found.templates : [];
		const known = new Map<string, string | undefined>();
		return (template) => {
			const key = choiceValue(template);
			if (!known.has(key)) known.set(key, versionsOf(templates, template)[0]?.category);
			return known.get(key);
		};
	} catch {
		return () => undefined;
	}
}
