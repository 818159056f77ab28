import { readChoice } from '../templates/choice';
import { defineKind, filled } from './kind';
import { componentsOf } from './template/components';
import { templateFields } from './template/fields';
import { templateRule } from './template/rule';

/** The one kind that has an endpoint of its own and may start a conversation (API reference, section 5). */
export const template = defineKind({
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
