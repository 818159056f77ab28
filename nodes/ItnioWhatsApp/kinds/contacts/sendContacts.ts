import { defineKind } from '../../form/kind';
import { buildContacts } from './build';
import { drawContacts } from './draw';
import { renameEach } from '../../form/repeatFields';
import { contact, contacts, contactsFields } from './fields';
import { contactsRule } from './rule';

export const sendContacts = defineKind({
	operation: {
		name: 'Send Contacts',
		value: 'sendContacts',
		action: 'Send contacts',
		description: 'Send one or more contact cards',
	},
	jsonAt: ['contacts'],
	shape: { type: 'contacts' },
	fields: contactsFields,
	build: buildContacts,
	rule: contactsRule,
	draw: drawContacts,
	repeated: [
		{
			entry: contact,
			one: 'Contact',
			list: contacts,
			min: 1,
			collect: (entries) => ({ contacts: { contact: entries } }),
			rename: renameEach('Contact'),
		},
	],
});
