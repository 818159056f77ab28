/** The templates of a run beside the account's list: ITNIO takes one with a value too few, and it never arrives. */
import { isRecord, type Members } from '../core/members';
import { textOf } from '../core/text';
import type { Slices } from '../core/time';
import type { TemplateChoice } from '../service/templates/choice';
import type { ListedVersions } from '../service/templates/listed';
import { isApproved, type Template } from '../service/templates/model';
import { placeholdersOf } from '../service/templates/valueFields';
import type { Draft } from './draft';

export const chosenIn = ({ name, language }: Members): TemplateChoice => ({
	name: textOf(name),
	languageCode: isRecord(language) ? textOf(language.code) : '',
});

/** States in which nothing is sent; of the others nobody knows. */
const UNSENDABLE: ReadonlySet<string> = new Set(['PENDING', 'REJECTED', 'DELETED', 'DISABLED', 'PAUSED']);

function valuesInBody({ components }: Members): number {
	const body = (Array.isArray(components) ? (components as unknown[]) : [])
		.filter(isRecord)
		.find(({ type }) => type === 'body');
	return Array.isArray(body?.parameters) ? body.parameters.length : 0;
}

/** Nothing where the list does not know the template, or contradicts itself. */
function doubtAbout(versions: readonly Template[], values: number): string | undefined {
	const [first] = versions;
	if (first === undefined) return undefined;
	const called = `Template ${first.templateName} (${first.languageCode})`;
	if (versions.every(({ status }) => UNSENDABLE.has(status))) {
		return `${called} is ${first.status} in ITNIO's list of templates, so its messages may be refused or never arrive. Choose an approved one`;
	}
	const counts = versions
		.filter((version) => isApproved(version) && version.body !== '')
		.map(({ body }) => placeholdersOf(body).length);
	const [count] = counts;
	if (count === undefined || counts.some((other) => other !== count) || count === values) return undefined;
	return `${called} has ${count} ${count === 1 ? 'gap' : 'gaps'} in its text in ITNIO's list of templates, but ${values} ${values === 1 ? 'value is' : 'values are'} filled in, so its messages may never arrive. Choose the template again and fill in its gaps`;
}

/** What the list says against the templates of these messages, each thing once. */
export async function warningsOfTemplates(
	messages: ReadonlyArray<Pick<Draft, 'body'>>,
	listed: ListedVersions,
	slices: Slices,
): Promise<string[]> {
	const found = new Set<string>();
	await slices.map(messages, ({ body: { template } }) => {
		const doubt = isRecord(template)
			? doubtAbout(listed(chosenIn(template)), valuesInBody(template))
			: undefined;
		if (doubt !== undefined) found.add(doubt);
	});
	return [...found];
}
