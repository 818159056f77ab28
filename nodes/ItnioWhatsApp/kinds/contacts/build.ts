/** From the form of contact cards to their body (docs/api.md, section 2). */
import { filled, unlessEmpty } from '../../core/members';
import { withoutEmpty } from '../../form/inputMode';
import type { ParametersOf } from '../../form/types';
import type { contactsFields } from './fields';

type ContactsForm = ParametersOf<typeof contactsFields>;

export const buildContacts = (form: ContactsForm) => ({
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
});

/** A row of phones, emails, addresses or URLs without the rows that hold nothing but a type. */
function rowsWithContent<T extends { type: string }>(rows: readonly T[], toApi: (row: T) => object) {
	return rows
		.map((row) => ({ content: filled(toApi(row)), type: row.type }))
		.filter(({ content }) => Object.keys(content).length > 0)
		.map(({ content, type }) => ({ ...content, ...filled({ type }) }));
}
