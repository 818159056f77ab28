/** The form of contact cards. */
import { entries } from '../../form/entries';
import { showFields, showJson } from '../../form/inputMode';
import { entryOf, inputModeOf, repeatFor } from '../../form/repeatFields';

const optionalText = { type: 'string', default: '' } as const;

export const placeType = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'Home', value: 'HOME' },
		{ name: 'Work', value: 'WORK' },
	],
	default: 'WORK',
} as const;

export const phoneNumber = {
	displayName: 'Phone',
	name: 'phone',
	...optionalText,
	placeholder: 'e.g. +62 812-3456-7890',
	description: 'Shown on the contact card as you write it here',
} as const;

export const phoneType = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'Cell', value: 'CELL' },
		{ name: 'Home', value: 'HOME' },
		{ name: 'iPhone', value: 'IPHONE' },
		{ name: 'Main', value: 'MAIN' },
		{ name: 'Work', value: 'WORK' },
	],
	default: 'CELL',
} as const;

export const waId = {
	displayName: 'WhatsApp ID',
	name: 'waId',
	...optionalText,
	placeholder: 'e.g. 6281234567890',
	description:
		'The number as WhatsApp knows it, with its country code: with it the card offers to open a chat',
} as const;

export const phones = {
	displayName: 'Phones',
	name: 'phones',
	type: 'fixedCollection',
	typeOptions: entries('Phone', 'phone'),
	default: {},
	placeholder: 'Add Phone',
	options: [{ displayName: 'Phone', name: 'phone', values: [phoneNumber, phoneType, waId] }],
} as const;

export const email = {
	displayName: 'Email',
	name: 'email',
	...optionalText,
	placeholder: 'e.g. name@email.com',
} as const;

export const emails = {
	displayName: 'Emails',
	name: 'emails',
	type: 'fixedCollection',
	typeOptions: entries('Email', 'email'),
	default: {},
	placeholder: 'Add Email',
	options: [{ displayName: 'Email', name: 'email', values: [email, placeType] }],
} as const;

export const addresses = {
	displayName: 'Addresses',
	name: 'addresses',
	type: 'fixedCollection',
	typeOptions: entries('Address', 'street'),
	default: {},
	placeholder: 'Add Address',
	options: [
		{
			displayName: 'Address',
			name: 'address',
			values: [
				{ displayName: 'Street', name: 'street', ...optionalText, placeholder: 'e.g. 1 Garden Road' },
				{ displayName: 'City', name: 'city', ...optionalText, placeholder: 'e.g. Jakarta' },
				{ displayName: 'State', name: 'state', ...optionalText, placeholder: 'e.g. DKI Jakarta' },
				{ displayName: 'ZIP', name: 'zip', ...optionalText, placeholder: 'e.g. 10110' },
				{ displayName: 'Country', name: 'country', ...optionalText, placeholder: 'e.g. Indonesia' },
				{ displayName: 'Country Code', name: 'countryCode', ...optionalText, placeholder: 'e.g. ID' },
				placeType,
			],
		},
	],
} as const;

export const contactUrl = {
	displayName: 'Website',
	name: 'url',
	...optionalText,
	placeholder: 'e.g. https://example.com',
} as const;

export const urls = {
	displayName: 'Websites',
	name: 'urls',
	type: 'fixedCollection',
	typeOptions: entries('Website', 'url'),
	default: {},
	placeholder: 'Add Website',
	options: [{ displayName: 'Website', name: 'url', values: [contactUrl, placeType] }],
} as const;

export const formattedName = {
	displayName: 'Full Name',
	name: 'formattedName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Ana Wijaya',
	description: 'The name as the contact card shows it',
} as const;

export const firstName = {
	displayName: 'First Name',
	name: 'firstName',
	...optionalText,
	placeholder: 'e.g. Ana',
} as const;

export const lastName = {
	displayName: 'Last Name',
	name: 'lastName',
	...optionalText,
	placeholder: 'e.g. Wijaya',
} as const;

export const middleName = {
	displayName: 'Middle Name',
	name: 'middleName',
	...optionalText,
	placeholder: 'e.g. Putri',
} as const;

export const prefix = {
	displayName: 'Prefix',
	name: 'prefix',
	...optionalText,
	placeholder: 'e.g. Dr.',
} as const;

export const suffix = {
	displayName: 'Suffix',
	name: 'suffix',
	...optionalText,
	placeholder: 'e.g. Jr.',
} as const;

export const company = {
	displayName: 'Company',
	name: 'company',
	...optionalText,
	placeholder: 'e.g. Lucky Shrub',
} as const;

export const department = {
	displayName: 'Department',
	name: 'department',
	...optionalText,
	placeholder: 'e.g. Sales',
} as const;

export const jobTitle = {
	displayName: 'Job Title',
	name: 'title',
	...optionalText,
	placeholder: 'e.g. Florist',
} as const;

export const birthday = {
	displayName: 'Birthday',
	name: 'birthday',
	...optionalText,
	placeholder: 'e.g. 1995-01-31',
	description: 'Year, month and day with hyphens between them',
} as const;

const contactFields = [
	formattedName,
	firstName,
	lastName,
	middleName,
	prefix,
	suffix,
	birthday,
	company,
	department,
	jobTitle,
	phones,
	emails,
	addresses,
	urls,
] as const;

export const contacts = {
	displayName: 'Contacts',
	name: 'contacts',
	type: 'fixedCollection',
	typeOptions: entries('Contact', 'formattedName'),
	displayOptions: showFields,
	default: { contact: [{ formattedName: '' }] },
	placeholder: 'Add Contact',
	description: 'One or more contact cards',
	options: [
		{
			displayName: 'Contact',
			name: 'contact',
			values: contactFields,
		},
	],
} as const;

export const contact = entryOf('Contact', 'contact', contactFields);

const contactsJson = {
	displayName: 'Contacts (JSON)',
	name: 'contactsJson',
	type: 'json',
	typeOptions: { rows: 8 },
	displayOptions: showJson,
	required: true,
	default: `[
	{
		"name": { "formatted_name": "Ana Wijaya", "first_name": "Ana", "last_name": "Wijaya" },
		"phones": [{ "phone": "+62 812-3456-7890", "type": "CELL", "wa_id": "6281234567890" }]
	}
]`,
	description: 'The contacts as the API takes them',
} as const;

export const contactsFields = [inputModeOf('Contact'), repeatFor, contacts, contact, contactsJson] as const;
