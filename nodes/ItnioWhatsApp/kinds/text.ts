import { MAX_TEXT } from '../core/message';
import { object, text } from '../core/rules';
import { filled } from '../core/members';
import { defineKind } from '../form/kind';
import { at } from '../preview/bodyPart';
import { richText } from '../preview/drawing';

const textField = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. Your order is on its way 🚚',
	description: 'The message. *bold*, _italic_, ~strike~ and `code` are shown as WhatsApp shows them.',
	hint: 'Up to 4096 characters',
} as const;

export const sendText = defineKind({
	operation: {
		name: 'Send Text',
		value: 'sendText',
		action: 'Send text',
		description: 'Send a text of up to 4096 characters',
	},
	shape: { type: 'text' },
	fields: [textField],
	build: (form) => ({ type: 'text', text: filled({ body: form.text }) }),
	rule: object({ text: object({ body: text(textField, { max: MAX_TEXT }) }) }),
	draw: (payload) => ({
		label: 'Text',
		path: payload.path,
		bubble: richText(at(payload, 'body'), 'No text'),
	}),
});
