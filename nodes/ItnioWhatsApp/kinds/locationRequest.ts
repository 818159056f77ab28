import { constant, object, text } from '../core/rules';
import { filled } from '../core/members';
import { defineKind } from '../form/kind';
import { at } from '../preview/bodyPart';
import { button, interactiveText } from '../preview/drawing';
import { box, place } from '../preview/html';

const bodyText = {
	displayName: 'Body Text',
	name: 'bodyText',
	type: 'string',
	typeOptions: { rows: 3 },
	required: true,
	default: '',
	placeholder: 'e.g. Where shall we deliver?',
	description: 'The text above the button with which the person sends their location',
	hint: 'Up to 1024 characters',
} as const;

export const sendLocationRequest = defineKind({
	operation: {
		name: 'Send Location Request',
		value: 'sendLocationRequest',
		action: 'Send location request',
		description: 'Ask the person to share their location with one tap',
	},
	shape: { type: 'interactive', interactive: 'location_request_message' },
	fields: [bodyText],
	build: (form) => ({
		type: 'interactive',
		interactive: {
			type: 'location_request_message',
			body: filled({ text: form.bodyText }),
			action: { name: 'send_location' },
		},
	}),
	rule: object({
		interactive: object({
			body: object({ text: text(bodyText, { max: 1024 }) }),
			action: object({ name: constant('send_location') }),
		}),
	}),
	draw: (interactive) => ({
		label: 'Location request',
		path: interactive.path,
		bubble: interactiveText(interactive),
		buttons: place(at(interactive, 'action').path, button('pin', box('button-text', 'Send location'))),
	}),
});
