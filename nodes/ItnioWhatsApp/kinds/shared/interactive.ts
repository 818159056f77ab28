/** Header, text and footer of list and button messages (docs/api.md, section 2). */
import { constant, object, text, type Rule } from '../../core/rules';
import { filled, unlessEmpty } from '../../core/members';
import type { Field } from '../../form/types';

export const headerText = {
	displayName: 'Header',
	name: 'headerText',
	type: 'string',
	default: '',
	placeholder: 'e.g. Fresh today',
	description: 'Bold line above the text',
	hint: 'Up to 60 characters',
} as const satisfies Field;

export const footerText = {
	displayName: 'Footer',
	name: 'footerText',
	type: 'string',
	default: '',
	placeholder: 'e.g. Open until 18:00',
	description: 'Small grey line below the text',
	hint: 'Up to 60 characters',
} as const satisfies Field;

type Frame = Readonly<Record<'bodyText' | 'headerText' | 'footerText', string>>;

/** Header, body and footer of the form as the API wants them; empty ones are left out. */
export function frame({ bodyText, headerText: header, footerText: footer }: Frame) {
	return filled({
		header: unlessEmpty(filled({ text: header })) && { type: 'text', text: header },
		body: filled({ text: bodyText }),
		footer: filled({ text: footer }),
	});
}

/** The rules for `frame`. */
export function frameRules(bodyField: Field, bodyLimit: number): Readonly<Record<string, Rule>> {
	return {
		header: object({ type: constant('text'), text: text(headerText, { max: 60 }) }, { required: false }),
		body: object({ text: text(bodyField, { max: bodyLimit }) }),
		footer: object({ text: text(footerText, { max: 60 }) }, { required: false }),
	};
}
