import type { JsonObject } from '../types';
import {
	CHECK_FAILED,
	WRONG_TYPE,
	element,
	list,
	noteStrangers,
	object,
	oneOf,
	optionalText,
	text,
	type Remarks,
} from './members';
import { refuse } from './refusal';

const HOME_OR_WORK = ['HOME', 'WORK'];

/** The arrays of a contact: their text members and the words that `type` may have. */
const PARTS = {
	addresses: { texts: ['street', 'city', 'state', 'zip', 'country', 'country_code'], types: HOME_OR_WORK },
	emails: { texts: ['email'], types: HOME_OR_WORK },
	phones: { texts: ['phone', 'wa_id'], types: ['CELL', 'MAIN', 'IPHONE', 'HOME', 'WORK'] },
	urls: { texts: ['url'], types: HOME_OR_WORK },
};
const NAME = ['formatted_name', 'first_name', 'last_name', 'middle_name', 'suffix', 'prefix'];
const ORG = ['company', 'department', 'title'];

function isCalendarDay(day: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
	const date = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function checkTexts(
	part: JsonObject,
	keys: readonly string[],
	at: string,
	remarks: Remarks,
	also: string[] = [],
): void {
	for (const key of keys) optionalText(part, key, `${at}.${key}`);
	noteStrangers(part, [...keys, ...also], at, remarks);
}

function checkContact(contact: JsonObject, at: string, remarks: Remarks): void {
	const name = object(contact, 'name', `${at}.name`);
	text(name, 'formatted_name', `${at}.name.formatted_name`);
	checkTexts(name, NAME, `${at}.name`, remarks);

	const birthday = optionalText(contact, 'birthday', `${at}.birthday`);
	if (birthday !== undefined && !isCalendarDay(birthday)) {
		refuse(CHECK_FAILED, `${at}.birthday must be a day written YYYY-MM-DD`);
	}
	if (contact.org !== undefined && contact.org !== null) {
		checkTexts(element(contact.org, `${at}.org`), ORG, `${at}.org`, remarks);
	}
	for (const [part, { texts, types }] of Object.entries(PARTS)) {
		const entries = contact[part] ?? [];
		if (!Array.isArray(entries)) refuse(WRONG_TYPE, `${at}.${part} must be an array`);
		entries.forEach((value: unknown, i) => {
			const here = `${at}.${part}[${i}]`;
			const entry = element(value, here);
			checkTexts(entry, texts, here, remarks, ['type']);
			if (entry.type !== undefined && entry.type !== null && entry.type !== '') {
				oneOf(entry.type, types, `${here}.type`);
			}
		});
	}
	noteStrangers(contact, ['name', 'birthday', 'org', ...Object.keys(PARTS)], at, remarks);
}

/** contacts (docs/api.md, section 2): an array, each with a full name; everything else is optional. */
export function checkContacts(body: JsonObject, remarks: Remarks): void {
	const contacts = list(body, 'contacts', 'contacts', { min: 1, max: Infinity });
	contacts.forEach((value, i) => checkContact(element(value, `contacts[${i}]`), `contacts[${i}]`, remarks));
}
