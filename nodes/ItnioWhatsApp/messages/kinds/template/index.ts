import { readChoice } from '../../../templates/choice';
import { defineKind } from '../../kind';
import { componentsOf } from './build';
import { templateFields } from './fields';
import { templateRule } from './rule';
import { filled } from '../../../values/members';

/** The one kind that has an endpoint of its own and may start a conversation (API reference, section 5). */
export const sendTemplate = defineKind({
	operation: {
		name: 'Send Template',
		value: 'sendTemplate',
		action: 'Send a template',
		description: 'Send an approved template, also to somebody who has not written within 24 hours',
	},
	path: '/wa/template/sendMsg',
	shape: { member: 'template' },
	fields: templateFields,
	build: (form) => {
		const choice = readChoice(form.templateName);
		return {
			template: filled({
				name: choice.name,
				language: filled({ code: form.templateLanguage.trim() || choice.languageCode }),
				components: componentsOf(form),
			}),
		};
	},
	rule: templateRule,
});
