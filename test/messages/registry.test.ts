import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { checkMessage } from '../../nodes/ItnioWhatsApp/checks/message';
import { kinds, messageOperations } from '../../nodes/ItnioWhatsApp/messages';
import * as list from '../../nodes/ItnioWhatsApp/messages/kinds';
import type { Kind } from '../../nodes/ItnioWhatsApp/messages/kind';
import { options } from '../../nodes/ItnioWhatsApp/messages/fields/options';
import { bodyOf, validNames } from '../checks/bodies';
import { at, copyOf, pathsOf, put } from '../checks/paths';
import { description, draft, phones, problemsIn, resolved } from './form';
import { vendorSamples } from './vendor';
import type { Field } from '../../nodes/ItnioWhatsApp/messages/fields/types';

/** Saved workflows depend on these: the stored names of each operation's parameters. */
const STORED_NAMES: Readonly<Record<string, readonly string[]>> = {
	sendText: ['text'],
	sendImage: ['mediaSource', 'mediaLink', 'binaryProperty', 'caption'],
	sendVideo: ['mediaSource', 'mediaLink', 'binaryProperty', 'caption'],
	sendAudio: ['mediaSource', 'mediaLink', 'binaryProperty'],
	// The name of a document is required beside a link only, so it is there twice.
	sendDocument: ['mediaSource', 'mediaLink', 'binaryProperty', 'filename', 'filename', 'caption'],
	sendSticker: ['mediaSource', 'mediaLink', 'binaryProperty'],
	sendLocation: ['latitude', 'longitude', 'locationName', 'locationAddress'],
	sendContacts: ['inputMode', 'repeatFor', 'contacts', 'contact', 'contactsJson'],
	sendList: [
		'bodyText',
		'headerText',
		'footerText',
		'listButtonText',
		'inputMode',
		'repeatFor',
		'sections',
		'row',
		'whenTooMany',
		'sectionsJson',
	],
	sendButtons: [
		'bodyText',
		'headerText',
		'footerText',
		'inputMode',
		'repeatFor',
		'buttons',
		'button',
		'whenTooMany',
		'buttonsJson',
	],
	sendLocationRequest: ['bodyText'],
	sendCarousel: [
		'bodyText',
		'carouselButtonType',
		'inputMode',
		'repeatFor',
		'cards',
		'card',
		'whenTooMany',
		'cardsJson',
	],
	sendAndWait: [
		'message',
		'answerBy',
		// Once more, hidden and with another default, where an agent asks for an approval.
		'answerBy',
		'callbackNotice',
		'approveLabel',
		'declineLabel',
		'listButtonText',
		'inputMode',
		'buttons',
		'buttonsJson',
		'sections',
		'sectionsJson',
	],
	sendTemplate: ['templateName', 'templateLanguage', 'inputMode', 'componentsJson'],
	sendJson: ['messageJson'],
};
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
	sendText: ['text'],
	sendImage: ['mediaLink'],
	sendVideo: ['mediaLink'],
	sendAudio: ['mediaLink'],
	sendDocument: ['mediaLink', 'filename'],
	sendSticker: ['mediaLink'],
	sendLocation: ['latitude', 'longitude', 'locationName', 'locationAddress'],
	sendList: ['bodyText', 'listButtonText'],
	sendButtons: ['bodyText'],
	sendLocationRequest: ['bodyText'],
	sendCarousel: ['bodyText'],
	sendAndWait: ['message'],
	sendTemplate: ['templateName', 'templateLanguage', 'templateValues'],
	sendJson: ['messageJson'],
};
const COLLECTIONS: Readonly<Record<string, readonly string[]>> = {
	sendContacts: [
		'contacts.contact.formattedName*',
		...[
			'firstName',
			'lastName',
			'middleName',
			'prefix',
			'suffix',
			'birthday',
			'company',
			'department',
			'title',
		].map((name) => `contacts.contact.${name}`),
		...['phone', 'type', 'waId'].map((name) => `contacts.contact.phones.phone.${name}`),
		...['email', 'type'].map((name) => `contacts.contact.emails.email.${name}`),
		...['street', 'city', 'state', 'zip', 'country', 'countryCode', 'type'].map(
			(name) => `contacts.contact.addresses.address.${name}`,
		),
		...['url', 'type'].map((name) => `contacts.contact.urls.url.${name}`),
	],
	sendList: [
		'sections.section.title*',
		'sections.section.rows.row.title*',
		'sections.section.rows.row.description',
		'sections.section.rows.row.id',
	],
	sendButtons: ['buttons.button.title*', 'buttons.button.id'],
	sendAndWait: [
		'buttons.button.title*',
		'buttons.button.id',
		'sections.section.title*',
		'sections.section.rows.row.title*',
		'sections.section.rows.row.description',
		'sections.section.rows.row.id',
	],
	sendCarousel: [
		'cards.card.headerType',
		'cards.card.mediaSource',
		'cards.card.binaryProperty*',
		'cards.card.headerLink*',
		'cards.card.bodyText',
		'cards.card.urlText*',
		'cards.card.url*',
		'cards.card.quickReplies.reply.title*',
		'cards.card.quickReplies.reply.id',
	],
};

/** An entry that is filled in once has the fields of the list's entries. */
const ENTRIES: Readonly<Record<string, readonly [string, string]>> = {
	sendContacts: ['contacts.contact.', 'contact.entry.'],
	sendList: ['sections.section.rows.row.', 'row.entry.'],
	sendButtons: ['buttons.button.', 'button.entry.'],
	sendCarousel: ['cards.card.', 'card.entry.'],
};

const everyKind: readonly Kind[] = kinds;
const byOperation = everyKind.map((kind) => [kind.operation.value, kind] as const);
const groupsOf = (field: Field) =>
	field.type === 'fixedCollection' ? (field.options as unknown as readonly INodePropertyCollection[]) : [];

interface Located {
	readonly field: Field;
	/** In the form, with the first entry of each list. */
	readonly path: string;
}

/** A field and all that are in it. */
function within(field: Field, parent = ''): Located[] {
	const path = `${parent}${field.name}`;
	const index = field.typeOptions?.multipleValues ? '[0]' : '';
	return [
		{ field, path },
		...groupsOf(field).flatMap((group) =>
			group.values.flatMap((value) => within(value as Field, `${path}.${group.name}${index}.`)),
		),
	];
}
/** Whether the form shows a field before anything is chosen in it. */
const isShownAtFirst = (field: Field, { fields }: Kind): boolean =>
	Object.entries(field.displayOptions?.show ?? {}).every(([name, values]) =>
		(values as readonly unknown[]).includes(fields.find((other) => other.name === name)?.default),
	);
const fieldsOf = ({ fields }: Kind): Located[] => fields.flatMap((field) => within(field));

describe('the operations', () => {
	it('are the stored names', () => {
		expect(everyKind.map(({ operation }) => operation.value).sort()).toEqual(
			Object.keys(STORED_NAMES).sort(),
		);
	});

	it('are exported under their values', () => {
		for (const [name, kind] of Object.entries<Kind>(list)) expect(name).toBe(kind.operation.value);
	});

	it('stand in the picker in alphabetical order, sendText first chosen', () => {
		const picker = description.properties.find(
			({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.[0] === 'message',
		);
		const names = (picker?.options as INodePropertyOptions[]).map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(picker?.options).toEqual(messageOperations);
		expect(picker).toMatchObject({ default: 'sendText', noDataExpression: true });
		expect(description.properties[0]).toMatchObject({
			name: 'resource',
			default: 'message',
			noDataExpression: true,
		});
	});

	it.each(byOperation)(
		'%s is written as n8n writes it',
		(_, { operation: { name, value, action, description: text } }) => {
			expect(name).toMatch(/^Send( ([A-Z][A-Za-z]*|and|for))+$/);
			expect(value).toMatch(/^send[A-Z][A-Za-z]*$/);
			expect(action).toMatch(/^Send (an? )?[a-z ]*(JSON )?[a-z]+$/);
			expect(text).toMatch(/^[A-Z].{8,}[^.]$/);
		},
	);

	it.each(['name', 'value', 'action', 'description'] as const)('have no %s twice', (key) => {
		const values = everyKind.map(({ operation }) => operation[key]);
		expect(values).toEqual([...new Set(values)]);
	});

	it('have no shape twice', () => {
		const shapes = everyKind.flatMap(({ shape }) => (shape === undefined ? [] : [JSON.stringify(shape)]));
		expect(shapes).toEqual([...new Set(shapes)]);
	});
});

describe.each(byOperation)('the form of %s', (operation, kind) => {
	const all = fieldsOf(kind);

	it('has the parameters by their stored names, and requires what it requires', () => {
		const names = kind.fields.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining([...(STORED_NAMES[operation] ?? [])]));
		if (operation !== 'sendTemplate') expect(names).toHaveLength(STORED_NAMES[operation]?.length ?? 0);
		const required = kind.fields
			.filter((field) => field.required && isShownAtFirst(field, kind))
			.map(({ name }) => name);
		expect(required.sort()).toEqual([...(REQUIRED[operation] ?? [])].sort());
	});

	it('has the entries by their stored names', () => {
		const [list = '', entry = ''] = ENTRIES[operation] ?? [];
		const ofOne = (COLLECTIONS[operation] ?? [])
			// A question is not asked once for each element of a list.
			.filter((path) => list !== '' && path.startsWith(list))
			.map((path) => entry + path.slice(list.length));
		const expected = COLLECTIONS[operation] && [
			...COLLECTIONS[operation],
			...ofOne,
			...(operation === 'sendList' ? ['row.entry.sectionTitle*'] : []),
		];
		if (!expected)
			return expect(operation === 'sendTemplate' || all.length === kind.fields.length).toBe(true);
		const found = all
			.filter(({ field, path }) => path.includes('.') && field.type !== 'fixedCollection')
			.map(({ field, path }) => path.replaceAll('[0]', '') + (field.required ? '*' : ''));
		return expect(found.sort()).toEqual([...expected].sort());
	});

	it('tells of every field what to enter', () => {
		for (const { field, path } of all) {
			expect([path, field.displayName]).toEqual([path, expect.stringMatching(/^[A-Za-z]/)]);
			if (field.type === 'string') {
				expect([path, field.placeholder]).toEqual([path, expect.stringMatching(/^e\.g\. \S/)]);
			}
			if (field.type === 'fixedCollection') {
				if (field === kind.repeated?.entry)
					expect(groupsOf(field).map(({ name }) => name)).toEqual(['entry']);
				else expect(field.typeOptions).toMatchObject({ multipleValues: true, sortable: true });
				expect([path, field.placeholder]).toEqual([path, expect.stringMatching(/^Add [A-Z]/)]);
			}
			// n8n's style: no full stop behind a single sentence.
			expect([path, field.description?.match(/^[^.]*\.$/) ?? null]).toEqual([path, null]);
			expect([path, field.hint?.match(/^[^.]*\.$/) ?? null]).toEqual([path, null]);
			if (field.type === 'options') {
				const values = (field.options as unknown as INodePropertyOptions[]).map(({ value }) => value);
				expect(values).toContain(field.default);
				expect(values).toEqual([...new Set(values)]);
			}
		}
	});

	it('is shown for this operation only', () => {
		const own = kind.fields.map(({ name }) => name);
		for (const other of everyKind) {
			const values = resolved({ resource: 'message', operation: other.operation.value, ...phones });
			for (const name of own.filter((one) => !other.fields.some((field) => field.name === one))) {
				expect(values).not.toHaveProperty(name);
			}
		}
		expect(Object.keys(resolved({ resource: 'message', operation, ...phones }))).toEqual(
			expect.arrayContaining(['businessPhone', 'recipient', 'options', own[0]]),
		);
	});

	const jsonField = kind.fields.find(({ type }) => type === 'json');
	if (jsonField && operation !== 'sendTemplate') {
		it('has a JSON example that works as it stands', () => {
			const texts = { bodyText: 'Choose', message: 'Choose', listButtonText: 'Open' };
			const form = { ...texts, inputMode: 'json' };
			expect(typeof jsonField.default).toBe('string');
			const { body, problems } = draft(operation, form);
			expect(problems).toEqual([]);
			expect(JSON.stringify(body).length).toBeGreaterThan(100);
			expect(jsonField.required).toBe(true);
		});
	}
});

describe('the limits that the hints name', () => {
	const forms: Array<[string, INodeParameters]> = vendorSamples.map(({ operation, fields }) => [
		operation,
		fields,
	]);
	const [buttons, list] = ['sendButtons', 'sendList'].map((name) =>
		forms.find(([operation, fields]) => operation === name && fields.inputMode !== 'json'),
	);
	forms.push(
		['sendAndWait', { message: 'Really?', answerBy: 'approval', approveLabel: 'Yes', declineLabel: 'No' }],
		['sendAndWait', { ...buttons?.[1], message: 'Which?', answerBy: 'buttons' }],
		['sendAndWait', { ...list?.[1], message: 'Which?', answerBy: 'list' }],
	);
	// What the samples of the page leave out.
	const more: Readonly<Record<string, INodeParameters>> = {
		sendButtons: { headerText: 'Header', footerText: 'Footer' },
	};
	const limited = everyKind
		.filter(({ operation }) => operation.value !== 'sendTemplate')
		.flatMap((kind) =>
			fieldsOf(kind).flatMap(({ field, path }) => {
				const limit = /^Up to (\d+) characters/.exec(field.hint ?? '')?.[1];
				// The same fields again; what is made of them is tried in lists/.
				const isRepeated = path.startsWith(`${kind.repeated?.entry.name}.`);
				return limit === undefined || isRepeated
					? []
					: [[kind.operation.value, path, Number(limit), field.displayName] as const];
			}),
		);

	it('are those of the reference', () => {
		expect(
			limited.map(([operation, path, limit]) => `${operation} ${path.replaceAll('[0]', '')} ${limit}`).sort(),
		).toEqual(
			[
				'sendText text 4096',
				'sendImage caption 1024',
				'sendVideo caption 1024',
				'sendDocument caption 1024',
				'sendList bodyText 4096',
				'sendList headerText 60',
				'sendList footerText 60',
				'sendList listButtonText 20',
				'sendList sections.section.title 24',
				'sendList sections.section.rows.row.title 24',
				'sendList sections.section.rows.row.description 72',
				'sendList sections.section.rows.row.id 200',
				'sendButtons bodyText 1024',
				'sendButtons headerText 60',
				'sendButtons footerText 60',
				'sendButtons buttons.button.title 20',
				'sendButtons buttons.button.id 256',
				'sendLocationRequest bodyText 1024',
				'sendAndWait message 1024',
				'sendAndWait approveLabel 20',
				'sendAndWait declineLabel 20',
				'sendAndWait listButtonText 20',
				'sendAndWait buttons.button.title 20',
				// 256 and 200, less the 96 characters that lead the answer back.
				'sendAndWait buttons.button.id 160',
				'sendAndWait sections.section.title 24',
				'sendAndWait sections.section.rows.row.title 24',
				'sendAndWait sections.section.rows.row.description 72',
				'sendAndWait sections.section.rows.row.id 104',
				'sendCarousel bodyText 1024',
				'sendCarousel cards.card.bodyText 160',
				'sendCarousel cards.card.urlText 20',
				'sendCarousel cards.card.quickReplies.reply.title 20',
				'sendCarousel cards.card.quickReplies.reply.id 20',
			].sort(),
		);
	});

	it.each(limited)('%s: %s takes %i characters and not one more', (operation, path, limit, displayName) => {
		const form = forms
			.filter(([name]) => name === operation)
			.map(([, fields]) => ({ ...fields, ...more[operation] }))
			.find((fields) => at(fields, path) !== undefined);
		const problems = (count: number) =>
			problemsIn(operation, put(copyOf(form as INodeParameters), path, '手'.repeat(count)));
		expect(problems(limit)).toEqual([]);
		expect(problems(limit + 1)).toEqual([
			expect.stringMatching(
				new RegExp(`${displayName} is ${limit + 1} characters long, the limit is ${limit}: "手{1,26}…?"$`),
			),
		]);
	});
});

it('every problem is told in words of the form, or of the API in quotes', () => {
	const labels = new Set<string>();
	const learn = (property: INodeProperties) => {
		labels.add(property.displayName);
		for (const option of property.options ?? []) {
			if ('values' in option) {
				labels.add(option.displayName);
				option.values.forEach(learn);
			} else if ('displayName' in option) learn(option);
		}
	};
	description.properties.forEach(learn);

	const seen = new Set<string>();
	const replacements = [undefined, null, '', 7, true, [], {}, ['x'], 'x'.repeat(5000)];
	for (const name of validNames) {
		for (const path of pathsOf(bodyOf(name))) {
			for (const value of replacements) {
				for (const { field } of checkMessage(put(bodyOf(name), path, value), kinds)) seen.add(field);
			}
		}
	}
	const strange = [...seen]
		.flatMap((field) => field.split(' › '))
		.filter((word) => !/^"[a-z_A-Z.]+"$/.test(word) && !labels.has(word.replace(/ \d+$/, '')));
	expect(strange).toEqual([]);
	expect(seen.size).toBeGreaterThan(60);
});

it('the options, by their stored names, are all there and stand in alphabetical order', () => {
	expect(options.options.map(({ name }) => name)).toEqual([
		'appId',
		'defaultCountryCode',
		'limitWaitTime',
		'maxPerSecond',
		'parallel',
		'previewOnly',
		'replyToMessageId',
		'sendOnceBy',
		'sendOnceForget',
		'sendOnceKey',
		'sendOnceRemember',
		'skipChecks',
		'skipDuplicates',
		'timeout',
		'waitAtMost',
		'whenOutcomeUnknown',
	]);
	for (const { type, description: text } of options.options as readonly {
		type: string;
		description: string;
	}[]) {
		if (type === 'boolean') expect(text).toMatch(/^Whether /);
	}
	const labels = options.options.map(({ displayName }) => displayName);
	expect(labels).toEqual([...labels].sort());
});
