import {
	complain,
	isMissing,
	list,
	named,
	object,
	oneOf,
	text,
	type Labelled,
	type Rule,
} from '../checks/rules';
import { defineKind, filled, unlessEmpty } from './kind';
import { entries } from './parts/entries';
import { inputMode, showFields, showJson, withoutEmpty } from './parts/inputMode';

const optionalText = { type: 'string', default: '' } as const;
const HOME_OR_WORK = ['HOME', 'WORK'];
const PHONE_TYPES = ['CELL', 'HOME', 'IPHONE', 'MAIN', 'WORK'];

const placeType = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'Home', value: 'HOME' },
		{ name: 'Work', value: 'WORK' },
	],
	default: 'WORK',
} as const;

const phoneNumber = {
	displayName: 'Phone',
	name: 'phone',
	...optionalText,
	placeholder: 'e.g. +62 812-3456-7890',
	description: 'Shown on the contact card as you write it here',
} as const;

const phoneType = {
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

const waId = {
	displayName: 'WhatsApp ID',
	name: 'waId',
	...optionalText,
	placeholder: 'e.g. 6281234567890',
	description: 'The number as WhatsApp knows it, digits only: with it the card offers to open a chat',
} as const;

const phones = {
	displayName: 'Phones',
	name: 'phones',
	type: 'fixedCollection',
	typeOptions: entries('Phone', 'phone'),
	default: {},
	placeholder: 'Add Phone',
	options: [{ displayName: 'Phone', name: 'phone', values: [phoneNumber, phoneType, waId] }],
} as const;

const email = {
	displayName: 'Email',
	name: 'email',
	...optionalText,
	placeholder: 'e.g. name@email.com',
} as const;

const emails = {
	displayName: 'Emails',
	name: 'emails',
	type: 'fixedCollection',
	typeOptions: entries('Email', 'email'),
	default: {},
	placeholder: 'Add Email',
	options: [{ displayName: 'Email', name: 'email', values: [email, placeType] }],
} as const;

const addresses = {
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

const url = {
	displayName: 'URL',
	name: 'url',
	...optionalText,
	placeholder: 'e.g. https://example.com',
} as const;

const urls = {
	displayName: 'URLs',
	name: 'urls',
	type: 'fixedCollection',
	typeOptions: entries('URL', 'url'),
	default: {},
	placeholder: 'Add URL',
	options: [{ displayName: 'URL', name: 'url', values: [url, placeType] }],
} as const;

const formattedName = {
	displayName: 'Full Name',
	name: 'formattedName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Ana Wijaya',
	description: 'The name as the contact card shows it',
} as const;

const firstName = {
	displayName: 'First Name',
	name: 'firstName',
	...optionalText,
	placeholder: 'e.g. Ana',
} as const;

const lastName = {
	displayName: 'Last Name',
	name: 'lastName',
	...optionalText,
	placeholder: 'e.g. Wijaya',
} as const;

const middleName = {
	displayName: 'Middle Name',
	name: 'middleName',
	...optionalText,
	placeholder: 'e.g. Putri',
} as const;

const prefix = {
	displayName: 'Prefix',
	name: 'prefix',
	...optionalText,
	placeholder: 'e.g. Dr.',
} as const;

const suffix = {
	displayName: 'Suffix',
	name: 'suffix',
	...optionalText,
	placeholder: 'e.g. Jr.',
} as const;

const company = {
	displayName: 'Company',
	name: 'company',
	...optionalText,
	placeholder: 'e.g. Lucky Shrub',
} as const;

const department = {
	displayName: 'Department',
	name: 'department',
	...optionalText,
	placeholder: 'e.g. Sales',
} as const;

const jobTitle = {
	displayName: 'Job Title',
	name: 'title',
	...optionalText,
	placeholder: 'e.g. Florist',
} as const;

const birthday = {
	displayName: 'Birthday',
	name: 'birthday',
	...optionalText,
	placeholder: 'e.g. 1995-01-31',
	description: 'Year, month and day with hyphens between them',
} as const;

const contacts = {
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
			values: [
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
			],
		},
	],
} as const;

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

/** A row of phones, emails, addresses or URLs without the rows that hold nothing but a type. */
function rowsWithContent<T extends { type: string }>(rows: readonly T[], toApi: (row: T) => object) {
	return rows
		.map((row) => ({ content: filled(toApi(row)), type: row.type }))
		.filter(({ content }) => Object.keys(content).length > 0)
		.map(({ content, type }) => ({ ...content, ...filled({ type }) }));
}

const isBirthday = (value: string): boolean => {
	const date = new Date(`${value}T00:00:00Z`);
	return (
		/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
	);
};

const birthdayRule: Rule = (value, parent, report) => {
	text(birthday, { required: false })(value, parent, report);
	if (typeof value === 'string' && !isMissing(value) && !isBirthday(value)) {
		complain(report, named(parent, birthday), `must be a date such as 1995-01-31, not "${value}"`);
	}
};

const optional = (words: Labelled): Rule => text(words, { required: false });

export const contactsMessage = defineKind({
	operation: {
		name: 'Send Contacts',
		value: 'sendContacts',
		action: 'Send contacts',
		description: 'Send one or more contact cards',
	},
	shape: { type: 'contacts' },
	fields: [inputMode, contacts, contactsJson],
	build: (form) => ({
		type: 'contacts',
		contacts:
			form.inputMode === 'json'
				? withoutEmpty(form.contactsJson)
				: form.contacts.contact.map((contact) =>
						filled({
							addresses: rowsWithContent(
								contact.addresses.address,
								({ street, city, state, zip, country, countryCode }) => ({
									street,
									city,
									state,
									zip,
									country,
									country_code: countryCode,
								}),
							),
							birthday: contact.birthday.trim(),
							emails: rowsWithContent(contact.emails.email, (row) => ({ email: row.email })),
							name: filled({
								formatted_name: contact.formattedName,
								first_name: contact.firstName,
								last_name: contact.lastName,
								middle_name: contact.middleName,
								suffix: contact.suffix,
								prefix: contact.prefix,
							}),
							org: unlessEmpty(
								filled({ company: contact.company, department: contact.department, title: contact.title }),
							),
							phones: rowsWithContent(contact.phones.phone, ({ phone, waId: wa_id }) => ({ phone, wa_id })),
							urls: rowsWithContent(contact.urls.url, (row) => ({ url: row.url })),
						}),
					),
	}),
	rule: object({
		contacts: list(
			{ many: contacts, one: 'Contact', min: 1 },
			object({
				name: object({
					formatted_name: text(formattedName),
					first_name: optional(firstName),
					last_name: optional(lastName),
					middle_name: optional(middleName),
					suffix: optional(suffix),
					prefix: optional(prefix),
				}),
				birthday: birthdayRule,
				org: object(
					{ company: optional(company), department: optional(department), title: optional(jobTitle) },
					{ required: false },
				),
				phones: list(
					{ many: phones, one: 'Phone' },
					object({
						phone: text(phoneNumber, { required: false }),
						type: oneOf(phoneType, PHONE_TYPES, { required: false }),
						wa_id: text(waId, { required: false }),
					}),
				),
				emails: list(
					{ many: emails, one: 'Email' },
					object({
						email: text(email, { required: false }),
						type: oneOf(placeType, HOME_OR_WORK, { required: false }),
					}),
				),
				addresses: list(
					{ many: addresses, one: 'Address' },
					object({
						street: optional('Street'),
						city: optional('City'),
						state: optional('State'),
						zip: optional('ZIP'),
						country: optional('Country'),
						country_code: optional('Country Code'),
						type: oneOf(placeType, HOME_OR_WORK, { required: false }),
					}),
				),
				urls: list(
					{ many: urls, one: 'URL' },
					object({
						url: text(url, { required: false }),
						type: oneOf(placeType, HOME_OR_WORK, { required: false }),
					}),
				),
			}),
		),
	}),
});
