import { defineKind } from '../../form/kind';
import { buildTemplate } from './build';
import { drawTemplate } from './draw';
import { templateFields } from './fields';
import { placeOfTemplate } from './places';
import { templateRule } from './rule';

/** The one kind that has an endpoint of its own and may start a conversation (docs/api.md, section 5). */
export const sendTemplate = defineKind({
	operation: {
		name: 'Send Template',
		value: 'sendTemplate',
		action: 'Send template',
		description: 'Send an approved template, also to somebody who has not written within 24 hours',
	},
	path: '/wa/template/sendMsg',
	jsonAt: ['template', 'components'],
	shape: { member: 'template' },
	fields: templateFields,
	build: buildTemplate,
	rule: templateRule,
	rename: placeOfTemplate,
	draw: drawTemplate,
});
