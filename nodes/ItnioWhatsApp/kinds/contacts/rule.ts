/** What contact cards obey (docs/api.md, section 2). */
import { phone, whyShortened } from '../../core/phone';
import { quoted } from '../../core/problem';
import { list, object, oneOf, text, textThat, type Labelled, type Rule } from '../../core/rules';
import {
	addresses,
	birthday,
	company,
	contacts,
	department,
	email,
	emails,
	firstName,
	formattedName,
	jobTitle,
	lastName,
	middleName,
	phoneNumber,
	phones,
	phoneType,
	placeType,
	prefix,
	suffix,
	contactUrl,
	urls,
	waId,
} from './fields';

const HOME_OR_WORK = ['HOME', 'WORK'];
const PHONE_TYPES = ['CELL', 'HOME', 'IPHONE', 'MAIN', 'WORK'];

const isBirthday = (value: string): boolean => {
	const date = new Date(`${value}T00:00:00Z`);
	return (
		/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
	);
};

const birthdayRule = textThat(
	birthday,
	(value) => (isBirthday(value) ? undefined : `must be a date such as 1995-01-31, not ${quoted(value)}`),
	{ required: false, mayBeDate: true },
);

/** Shown as it is written, but not as what a spreadsheet made of it. */
const shownPhone = textThat(phoneNumber, whyShortened, { required: false });

const optional = (words: Labelled): Rule => text(words, { required: false });

export const contactsRule: Rule = object({
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
					phone: shownPhone,
					type: oneOf(phoneType, PHONE_TYPES, { required: false }),
					wa_id: phone(waId, { required: false }),
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
				{ many: urls, one: 'Website' },
				object({
					url: text(contactUrl, { required: false }),
					type: oneOf(placeType, HOME_OR_WORK, { required: false }),
				}),
			),
		}),
	),
});
