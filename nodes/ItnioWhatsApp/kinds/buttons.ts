import { all, list, object, text, type Rule } from '../core/rules';
import { filled, isRecord } from '../core/members';
import { entries } from '../form/entries';
import { buttonsDiffer, nested, withIds, wrapped, wrappedChoice } from './shared/ids';
import { showFields, showJson, withoutEmpty } from '../form/inputMode';
import {
	entryOf,
	inputModeOf,
	renameEach,
	repeatFor,
	whenTooMany,
	type Repeated,
} from '../form/repeatFields';
import { footerText, frame, frameRules, headerText } from './shared/interactive';
import type { Field } from '../form/types';
import { defineKind } from '../form/kind';
import { at } from '../preview/bodyPart';
import { button as drawnButton, each, interactiveText, plainText } from '../preview/drawing';
import { place } from '../preview/html';

const ID_LIMIT = 256;
const MAX_BUTTONS = 3;
export const WRAPPING = { type: 'reply', member: 'reply' } as const;

const bodyText = {
	displayName: 'Body Text',
	name: 'bodyText',
	type: 'string',
	typeOptions: { rows: 3 },
	required: true,
	default: '',
	placeholder: 'e.g. Shall we deliver tomorrow?',
	description: 'The text above the buttons',
	hint: 'Up to 1024 characters',
} as const;

export const buttonTitle = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Yes, please',
	description: 'The text on the button',
	hint: 'Up to 20 characters, different for each button',
} as const;

export const buttonId = {
	displayName: 'ID',
	name: 'id',
	type: 'string',
	default: '',
	placeholder: 'e.g. yes',
	description: 'What you get back when the person taps the button',
	hint: 'Up to 256 characters. Left empty, it is made from the title.',
} as const;

export const buttons = {
	displayName: 'Buttons',
	name: 'buttons',
	type: 'fixedCollection',
	typeOptions: entries('Button', 'title'),
	displayOptions: showFields,
	default: { button: [{ title: '' }] },
	placeholder: 'Add Button',
	description: 'One to three buttons',
	options: [{ displayName: 'Button', name: 'button', values: [buttonTitle, buttonId] }],
} as const;

const button = entryOf('Button', 'button', [buttonTitle, buttonId]);

/** How one button becomes many. @param entry the collection in which it is filled in */
export const repeatedButtons = (entry: Field): Repeated => ({
	entry,
	one: 'Button',
	list: buttons,
	min: 1,
	max: MAX_BUTTONS,
	collect: (entries) => ({ buttons: { button: entries } }),
	rename: renameEach('Button'),
});

export const buttonsJson = {
	displayName: 'Buttons (JSON)',
	name: 'buttonsJson',
	type: 'json',
	typeOptions: { rows: 6 },
	displayOptions: showJson,
	required: true,
	default: `[
	{ "reply": { "id": "yes", "title": "Yes, please" } },
	{ "reply": { "id": "no", "title": "No, thanks" } }
]`,
	description:
		'One to three buttons as the API takes them. "type" is added, a missing ID is made from the title.',
} as const;

/** Adds the constant members and the IDs that are missing. @param idLimit characters that an ID may have */
function withConstants(given: unknown, idLimit = ID_LIMIT): unknown {
	if (!Array.isArray(given)) return given;
	const buttons = given.map((button: unknown) => nested(button, WRAPPING));
	const replies = withIds(
		buttons.map((button) => (isRecord(button) ? button.reply : undefined)),
		idLimit,
	);
	return wrapped(buttons, replies, WRAPPING);
}

interface ButtonsForm {
	readonly inputMode: string;
	readonly buttonsJson: unknown;
	readonly buttons: { readonly button: readonly object[] };
}

/** The buttons of a form in the shape of the API, with an ID for each. */
export function buttonsOf({ inputMode, buttonsJson, buttons }: ButtonsForm, idLimit?: number): unknown {
	const given =
		inputMode === 'json'
			? withoutEmpty(buttonsJson)
			: buttons.button.map((reply) => ({ reply: filled(reply) }));
	return withConstants(given, idLimit);
}

/** The rule of the buttons. @param idLimit characters that an ID may have */
export const buttonsRule = (idLimit = ID_LIMIT): Rule =>
	all(
		list(
			{ many: buttons, one: 'Button', min: 1, max: MAX_BUTTONS },
			wrappedChoice(
				WRAPPING,
				{ words: buttonId, max: idLimit },
				{ title: text(buttonTitle, { max: 20 }) },
				'a reply button has only a title and an ID, which comes back when it is tapped; buttons with links are in Send Carousel and in templates',
			),
		),
		buttonsDiffer(WRAPPING, { one: 'Button', title: buttonTitle, id: buttonId, where: 'each button' }),
	);

export const sendButtons = defineKind({
	operation: {
		name: 'Send Buttons',
		value: 'sendButtons',
		action: 'Send buttons',
		description: 'Send a text with one to three buttons to tap',
	},
	jsonAt: ['interactive', 'action', 'buttons'],
	shape: { type: 'interactive', interactive: 'button' },
	fields: [
		bodyText,
		headerText,
		footerText,
		inputModeOf('Button'),
		repeatFor,
		buttons,
		button,
		whenTooMany,
		buttonsJson,
	],
	repeated: [repeatedButtons(button)],
	build: (form) => ({
		type: 'interactive',
		interactive: {
			type: 'button',
			...frame(form),
			action: {
				buttons: buttonsOf(form),
			},
		},
	}),
	rule: object({
		interactive: object({
			...frameRules(bodyText, 1024),
			action: object({ buttons: buttonsRule() }),
		}),
	}),
	draw: (interactive) => ({
		label: 'Reply buttons',
		path: interactive.path,
		bubble: interactiveText(interactive),
		buttons: each(at(interactive, 'action', 'buttons'), 'No buttons', (entry) =>
			place(
				entry.path,
				drawnButton('reply', plainText(at(entry, 'reply', 'title'), 'button-text', 'No title')),
			),
		),
	}),
});
