import { entryOf, repeatFor, repeatModeOf, whenTooManyForOne } from '../../form/repeatFields';
import { TOKEN_ROOM } from '../../core/reply';
import { buttonId, buttons, buttonsJson, buttonTitle } from '../buttons';
import {
	listButtonText,
	rowDescription,
	rowId,
	rows,
	rowTitle,
	sections,
	sectionsJson,
	sectionTitle,
	sectionTitleOfRow,
} from '../list/fields';

/** Behind every ID goes the token that leads the answer back: so much is left. */
export const BUTTON_ID_LIMIT = 256 - TOKEN_ROOM;
export const ROW_ID_LIMIT = 200 - TOKEN_ROOM;

const whenBy = (...by: ReadonlyArray<'approval' | 'buttons' | 'file' | 'list' | 'location' | 'text'>) => ({
	answerBy: by,
});

/** n8n reads it under this name where the node is a channel of an agent's human review. */
export const message = {
	displayName: 'Message',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 3 },
	required: true,
	default: '',
	placeholder: 'e.g. Shall we deliver tomorrow, or do you pick it up?',
	description: 'The question',
	hint: 'Up to 1024 characters; 4096 with a list or where the answer is typed',
} as const;

/** For an agent nothing but an approval will do. */
const answerByForAgents = {
	displayName: 'Answer By',
	name: 'answerBy',
	type: 'hidden',
	displayOptions: { show: { '@tool': [true] } },
	default: 'approval',
} as const;

const answerBy = {
	displayName: 'Answer By',
	name: 'answerBy',
	type: 'options',
	noDataExpression: true,
	displayOptions: { hide: { '@tool': [true] } },
	options: [
		{
			name: 'Approval',
			value: 'approval',
			description: 'Two buttons: one approves, one declines',
		},
		{
			name: 'Buttons',
			value: 'buttons',
			description: 'One to three buttons to tap',
		},
		{
			name: 'File',
			value: 'file',
			description: 'A photo, a video, a document or a voice message',
		},
		{
			name: 'List',
			value: 'list',
			description: 'A list of up to 10 rows to choose from',
		},
		{
			name: 'Location',
			value: 'location',
			description: 'The person shares a location with one tap',
		},
		{
			name: 'Text',
			value: 'text',
			description: 'Whatever the person writes next',
		},
	],
	default: 'buttons',
	description: 'How the person answers',
} as const;

/** Without a trigger that listens nobody would hear the tap. */
const tapNotice = {
	displayName:
		'The tap comes back through an <b>ITNIO WhatsApp Trigger</b> in a published workflow, whose Production URL is the callback address in the ITNIO console. Without it, the question is never answered.',
	name: 'tapNotice',
	type: 'notice',
	displayOptions: { show: whenBy('approval', 'buttons', 'list') },
	default: '',
} as const;

const callbackNotice = {
	displayName:
		'What a person types, shares or sends as a file finds the way back only if the credential knows the <b>Callback URL</b> of your ITNIO WhatsApp Trigger, and its workflow is published',
	name: 'callbackNotice',
	type: 'notice',
	displayOptions: { show: whenBy('file', 'location', 'text') },
	default: '',
} as const;

export const approveLabel = {
	displayName: 'Approve Button',
	name: 'approveLabel',
	type: 'string',
	displayOptions: { show: whenBy('approval') },
	default: 'Approve',
	placeholder: 'e.g. Yes, go on',
	description: 'The text on the button that approves',
	hint: 'Up to 20 characters',
} as const;

export const declineLabel = {
	displayName: 'Decline Button',
	name: 'declineLabel',
	type: 'string',
	displayOptions: { show: whenBy('approval') },
	default: 'Decline',
	placeholder: 'e.g. No, stop',
	description: 'The text on the button that declines',
	hint: 'Up to 20 characters',
} as const;

const openListText = {
	...listButtonText,
	displayOptions: { show: whenBy('list') },
} as const;

const shownAs = (inputMode: 'fields' | 'json' | 'repeat', ...by: ReadonlyArray<'buttons' | 'list'>) =>
	({ show: { ...whenBy(...by), inputMode: [inputMode] } }) as const;

const idOfButton = {
	...buttonId,
	hint: `Up to ${BUTTON_ID_LIMIT} characters. Left empty, it is made from the title.`,
} as const;

const idOfRow = {
	...rowId,
	hint: `Up to ${ROW_ID_LIMIT} characters. Left empty, it is made from the title.`,
} as const;

const buttonsToTap = {
	...buttons,
	displayOptions: shownAs('fields', 'buttons'),
	options: [{ displayName: 'Button', name: 'button', values: [buttonTitle, idOfButton] }],
} as const;

export const buttonToTap = {
	...entryOf('Button', 'button', [buttonTitle, idOfButton]),
	displayOptions: shownAs('repeat', 'buttons'),
} as const;

const rowsToTap = {
	...rows,
	options: [{ displayName: 'Row', name: 'row', values: [rowTitle, rowDescription, idOfRow] }],
} as const;

export const rowToTap = {
	...entryOf('Row', 'row', [sectionTitleOfRow, rowTitle, rowDescription, idOfRow]),
	displayOptions: shownAs('repeat', 'list'),
} as const;

const sectionsToTap = {
	...sections,
	displayOptions: shownAs('fields', 'list'),
	options: [{ displayName: 'Section', name: 'section', values: [sectionTitle, rowsToTap] }],
} as const;

export const questionFields = [
	message,
	answerByForAgents,
	answerBy,
	tapNotice,
	callbackNotice,
	approveLabel,
	declineLabel,
	openListText,
	{ ...repeatModeOf('Button'), displayOptions: { show: whenBy('buttons') } },
	{ ...repeatModeOf('Row'), displayOptions: { show: whenBy('list') } },
	{ ...repeatFor, displayOptions: shownAs('repeat', 'buttons', 'list') },
	buttonsToTap,
	buttonToTap,
	{ ...buttonsJson, displayOptions: shownAs('json', 'buttons') },
	sectionsToTap,
	rowToTap,
	{ ...whenTooManyForOne, displayOptions: shownAs('repeat', 'buttons', 'list') },
	{ ...sectionsJson, displayOptions: shownAs('json', 'list') },
] as const;
