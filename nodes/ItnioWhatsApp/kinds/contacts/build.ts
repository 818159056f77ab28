/** From the form of contact cards to their body (docs/api.md, section 2). */
import { filled, isMissing, isRecord } from '../../core/members';
import { withoutEmpty } from '../../form/inputMode';
import type { ParametersOf } from '../../form/types';
import type { contactsFields } from './fields';

type ContactsForm = ParametersOf<typeof contactsFields>;

export function buildContacts(form: ContactsForm) {
	const given = form.inputMode === 'json' ? form.contactsJson : form.contacts.contact.map(ofForm);
	const contacts = withoutEmpty(given);
	return { type: 'contacts', contacts: Array.isArray(contacts) ? contacts.map(withoutEmptyRows) : contacts };
}

const ofForm = (contact: ContactsForm['contacts']['contact'][number]) => ({
	addresses: contact.addresses.address.map(({ countryCode: country_code, ...row }) => ({
		...row,
		country_code,
	})),
	birthday: contact.birthday.trim(),
	emails: contact.emails.email,
	name: {
		formatted_name: contact.formattedName,
		first_name: contact.firstName,
		last_name: contact.lastName,
		middle_name: contact.middleName,
		suffix: contact.suffix,
		prefix: contact.prefix,
	},
	org: { company: contact.company, department: contact.department, title: contact.title },
	phones: contact.phones.phone.map(({ waId: wa_id, ...row }) => ({ ...row, wa_id })),
	urls: contact.urls.url,
});

const LISTS: readonly string[] = ['addresses', 'emails', 'phones', 'urls'];

/** A row of a form or of a CRM in which nobody entered anything: at most its type is chosen. */
const isEmptyRow = (row: unknown): boolean =>
	isMissing(row) || (isRecord(row) && Object.keys(row).every((name) => name === 'type'));

/** A contact without the phones, emails, addresses and websites that it has not. */
function withoutEmptyRows(contact: unknown): unknown {
	if (!isRecord(contact)) return contact;
	const members = Object.entries(contact).map(([name, value]) => [
		name,
		LISTS.includes(name) && Array.isArray(value) ? value.filter((row) => !isEmptyRow(row)) : value,
	]);
	return filled(Object.fromEntries(members));
}
