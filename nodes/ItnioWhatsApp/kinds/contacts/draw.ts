import { at, items, present, shownText, type BodyPart } from '../../preview/bodyPart';
import { each, plainText, type Drawing } from '../../preview/drawing';
import { box, el, icon, place, type Html } from '../../preview/html';

/** One card per contact, with everything that the contact sheet of a phone would list. */
export const drawContacts = (payload: BodyPart): Drawing => ({
	label: items(payload).length > 1 ? `${items(payload).length} contacts` : 'Contact',
	path: payload.path,
	bubble: each(payload, 'No contact', card),
	buttons: [box('button', 'Message'), box('button', 'Save contact')],
});

function card(contact: BodyPart): Html {
	const name = at(contact, 'name');
	const shownName = present(at(name, 'formatted_name')) ? at(name, 'formatted_name') : name;
	return place(
		contact.path,
		box(
			'contact',
			box(
				'contact-head',
				box('face', icon('person')),
				box(
					'contact-title',
					place(
						name.path,
						plainText(at(name, 'formatted_name'), 'contact-name', nameOfParts(shownName) || 'No name'),
					),
				),
			),
			organisation(at(contact, 'org')),
			details(at(contact, 'phones'), 'phone'),
			details(at(contact, 'emails'), 'email'),
			details(at(contact, 'urls'), 'url'),
			...items(at(contact, 'addresses')).slice(0, 20).map(address),
			detail(at(contact, 'birthday'), 'Birthday', plainText(at(contact, 'birthday'), 'detail-value')),
		),
	);
}

const nameOfParts = (name: BodyPart): string =>
	['prefix', 'first_name', 'middle_name', 'last_name', 'suffix']
		.map((part) => shownText(at(name, part)))
		.filter(Boolean)
		.join(' ');

function organisation(org: BodyPart): Html {
	const parts = ['title', 'department', 'company'].map((part) => at(org, part)).filter(present);
	return detail(org, 'company', ...parts.map((part) => plainText(part, 'detail-value')));
}

const DETAIL_NAMES = { phone: 'phone', email: 'e-mail', url: 'link' } as const;

const details = (list: BodyPart, valueName: keyof typeof DETAIL_NAMES): Html =>
	place(
		list.path,
		...items(list)
			.slice(0, 20)
			.map((entry) =>
				detail(
					entry,
					`${shownText(at(entry, 'type')).slice(0, 30)} ${DETAIL_NAMES[valueName]}`.trim(),
					plainText(at(entry, valueName), 'detail-value', `No ${DETAIL_NAMES[valueName]}`),
				),
			),
	);

function address(entry: BodyPart): Html {
	const parts = ['street', 'city', 'state', 'zip', 'country'].map((part) => at(entry, part)).filter(present);
	return detail(
		entry,
		`${shownText(at(entry, 'type')).slice(0, 30)} address`.trim(),
		...parts.map((part) => plainText(part, 'detail-value')),
	);
}

const detail = (part: BodyPart, label: string, ...values: Html[]): Html =>
	place(
		part.path,
		present(part) && values.length > 0
			? box(
					'detail',
					el('div', { class: 'detail-label', dir: 'auto' }, label.slice(0, 40).toLowerCase()),
					box('detail-values', ...values),
				)
			: undefined,
	);
