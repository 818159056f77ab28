import { object, text } from '../../core/rules';
import { filled } from '../../core/members';
import { defineKind } from '../../form/kind';
import { frame, frameRules } from '../shared/interactive';
import { sectionsOf } from './build';
import { drawList } from './draw';
import { bodyText, fields, listButtonText, row } from './fields';
import { repeatedRows } from './repeated';
import { sectionsRule } from './rule';

export const sendList = defineKind({
	operation: {
		name: 'Send List',
		value: 'sendList',
		action: 'Send list',
		description: 'Send a text with a list of up to 10 rows to choose from',
	},
	jsonAt: ['interactive', 'action', 'sections'],
	shape: { type: 'interactive', interactive: 'list' },
	fields,
	repeated: [repeatedRows(row)],
	build: (form) => ({
		type: 'interactive',
		interactive: {
			type: 'list',
			...frame(form),
			action: {
				...filled({ button: form.listButtonText }),
				sections: sectionsOf(form),
			},
		},
	}),
	rule: object({
		interactive: object({
			...frameRules(bodyText, 4096),
			action: object({
				button: text(listButtonText, { max: 20 }),
				sections: sectionsRule(),
			}),
		}),
	}),
	draw: drawList,
});
