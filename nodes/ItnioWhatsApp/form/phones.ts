import { SHARED_WORDS } from '../core/message';
import type { Field } from './types';

export const businessPhone = {
	displayName: SHARED_WORDS.businessPhone,
	name: 'businessPhone',
	type: 'resourceLocator',
	// Nobody has tried the list on a real account yet, and typing always works: docs/decisions.md.
	default: { mode: 'phone', value: '' },
	description:
		'The WhatsApp number of your business that sends the message, as the ITNIO console shows it, e.g. 6282299953162. Left empty, it is the Business Phone of the ITNIO API credential.',
	hint: 'May stay empty where the credential has it',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a number…',
			typeOptions: { searchListMethod: 'searchNumbers', searchable: true },
		},
		{
			displayName: 'Number',
			name: 'phone',
			type: 'string',
			placeholder: 'e.g. 6282299953162',
			// Where a way to fill it in has a hint, n8n shows that one and not the field's own.
			hint: 'With the country code. May stay empty where the credential has it.',
		},
	],
} as const satisfies Field;

export const recipient = {
	displayName: SHARED_WORDS.recipient,
	name: 'recipient',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. +62 812-3456-7890',
	description: 'The WhatsApp number of the person who gets the message',
	hint: 'With the country code. Spaces, +, - and brackets are fine.',
} as const satisfies Field;

/** What executing does, and how to look first. */
const SENDS =
	'Executing this step sends real messages. To look at them first, add <b>Options › Preview Only</b>.';

/** Stands over a template, which is bound to no window. */
export const sendsNotice = {
	displayName: SENDS,
	name: 'sendsNotice',
	type: 'notice',
	default: '',
} as const satisfies Field;

/** An answer of "success" says nothing of it: API reference, section 2. */
export const dayNotice = {
	displayName: `${SENDS} WhatsApp delivers only to a person who wrote to you in the last 24 hours. To others, use <b>Send Template</b>; <b>Options › Last Wrote At</b> tells them apart.`,
	name: 'dayNotice',
	type: 'notice',
	default: '',
} as const satisfies Field;
