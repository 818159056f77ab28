import { defineKind } from '../../kind';
import { buildContacts } from './build';
import { contactsFields } from './fields';
import { contactsRule } from './rule';

export const sendContacts = defineKind({
	operation: {
		name: 'Send Contacts',
		value: 'sendContacts',
		action: 'Send contacts',
		description: 'Send one or more contact cards',
	},
	shape: { type: 'contacts' },
	fields: contactsFields,
	build: buildContacts,
	rule: contactsRule,
});
