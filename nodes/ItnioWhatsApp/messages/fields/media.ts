import { link, object, text, type Rule } from '../../checks/rules';
import type { Field } from './types';

/** Length limits that the vendor's page leaves out (docs/api.md, section 2). */
export const CAPTION_LIMIT = 1024;

export const caption = {
	displayName: 'Caption',
	name: 'caption',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Our new arrivals',
	description: 'Text below the file',
	hint: 'Up to 1024 characters',
} as const satisfies Field;

/** The rule of a media object: a link, and where the kind has one a caption. */
export function mediaRule(linkField: Field, members: Readonly<Record<string, Rule>> = {}): Rule {
	return object({ link: link(linkField), ...members });
}

export const captionRule: Rule = text(caption, { max: CAPTION_LIMIT, required: false });
