/** What the account's list says of the templates of a run: ITNIO's price depends on it, and whether they arrive. */
import type { RequestContext } from '../client';
import type { Connection } from '../credential';
import { RecentAnswers } from '../recentAnswers';
import { choiceValue, type TemplateChoice } from './choice';
import { versionsOf, type Template } from './model';
import { queryTemplates } from './query';

/** The versions of a template in its language, the one that counts first; none: nobody knows. */
export type ListedVersions = (template: TemplateChoice) => readonly Template[];

export const NONE_LISTED: ListedVersions = () => [];

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
export async function listedTemplates(
	context: RequestContext,
	connection: Connection,
): Promise<ListedVersions> {
	try {
		const found = await lists.of(context, connection);
		const templates = found && 'templates' in found ? found.templates : [];
		const known = new Map<string, readonly Template[]>();
		return (template) => {
			const key = choiceValue(template);
			const versions = known.get(key) ?? versionsOf(templates, template);
			known.set(key, versions);
			return versions;
		};
	} catch {
		return NONE_LISTED;
	}
}
