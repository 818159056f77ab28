import { fieldOf, sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { checkMessage } from '../../nodes/ItnioWhatsApp/core/message';
import { kinds, messageOperations } from '../../nodes/ItnioWhatsApp/kinds/properties';
import * as list from '../../nodes/ItnioWhatsApp/kinds';
import type { Kind } from '../../nodes/ItnioWhatsApp/form/kind';
import { options } from '../../nodes/ItnioWhatsApp/form/options';
import { bodyOf, validNames } from '../core/bodies';
import { at, copyOf, pathsOf, put } from '../core/paths';
import { EXAMPLES } from './examples';
import { description, draft, phones, problemsIn, resolved } from './form';
import { vendorSamples } from './vendor';
import type { Field } from '../../nodes/ItnioWhatsApp/form/types';

/** Of each operation: its stored names, which saved workflows depend on. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	Object.entries(EXAMPLES).map(([operation, { parameters }]) => [operation, parameters]),
);

/** Those of the form itself, or those of the entries of its lists, with the mark of what is required. */
const namesIn = (operation: string, where: 'form' | 'entries'): string[] =>
	(PARAMETERS[operation] ?? [])
		.map((parameter) => parameter.replace(/ \d+$/, ''))
		.filter((name) => name.includes('.') === (where === 'entries'));

/** An entry that is filled in once has the fields of the list's entries. */
const ROWS = ['sections.section.rows.row.', 'row.entry.'] as const;
const BUTTONS = ['buttons.button.', 'button.entry.'] as const;
const ENTRIES: Readonly<Record<string, ReadonlyArray<readonly [string, string]>>> = {
	sendContacts: [['contacts.contact.', 'contact.entry.']],
	sendList: [ROWS],
	sendButtons: [BUTTONS],
	sendCarousel: [['cards.card.', 'card.entry.']],
	sendAndWait: [BUTTONS, ROWS],
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
		expect(everyKind.map(({ operation }) => operation.value).sort()).toEqual(Object.keys(PARAMETERS).sort());
	});

	it('are exported under their values', () => {
		for (const [name, kind] of Object.entries<Kind>(list)) expect(name).toBe(kind.operation.value);
	});

	it('stand in the picker with what people come for first, sendText first chosen', () => {
		const picker = description.properties.find(
			({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.[0] === 'message',
		);
		const names = (picker?.options as INodePropertyOptions[]).map(({ name }) => name);
		expect(names.slice(0, 2)).toEqual(['Send Text', 'Send Image']);
		expect(names.at(-1)).toBe('Send Custom JSON');
		// Two of them send nothing: Wait for Delivery and Download File.
		expect(new Set(names).size).toBe(kinds.length + 2);
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
			expect(action).toMatch(/^Send (?!an? )[a-z ]*(JSON )?[a-z]+$/);
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
		const stored = namesIn(operation, 'form');
		const unmarked = stored.map((name) => name.replace('*', ''));
		if (operation === 'sendTemplate') expect(names).toEqual(expect.arrayContaining(unmarked));
		else expect([...names].sort()).toEqual(unmarked.sort());
		const required = kind.fields
			.filter((field) => field.required && isShownAtFirst(field, kind))
			.map(({ name }) => name);
		expect(required.map((name) => `${name}*`).sort()).toEqual(
			stored.filter((name) => name.endsWith('*')).sort(),
		);
	});

	it('has the entries by their stored names', () => {
		const lists = ENTRIES[operation] ?? [];
		const ofMany = namesIn(operation, 'entries');
		const ofOne = lists.flatMap(([list, entry]) =>
			ofMany.filter((path) => path.startsWith(list)).map((path) => entry + path.slice(list.length)),
		);
		const ofRows = lists.includes(ROWS) ? ['row.entry.sectionTitle*'] : [];
		const expected = [...ofMany, ...ofOne, ...ofRows];
		// The entries of a template are made of the template that is chosen.
		if (operation === 'sendTemplate') return;
		const found = all
			.filter(({ field, path }) => path.includes('.') && field.type !== 'fixedCollection')
			.map(({ field, path }) => path.replaceAll('[0]', '') + (field.required ? '*' : ''));
		expect(found.sort()).toEqual(expected.sort());
	});

	it('says for every field what to enter', () => {
		for (const { field, path } of all) {
			expect([path, field.displayName]).toEqual([path, expect.stringMatching(/^[A-Za-z]/)]);
			if (field.type === 'string') {
				expect([path, field.placeholder]).toEqual([path, expect.stringMatching(/^e\.g\. \S/)]);
			}
			if (field.type === 'fixedCollection') {
				if (kind.repeated?.some(({ entry }) => entry === field))
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
			expect(problems.map(sentenceOf)).toEqual([
				`${jsonField.displayName} is still the sample: put your own values in its place`,
			]);
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
		...Object.entries(EXAMPLES).flatMap(([operation, { form }]): Array<[string, INodeParameters]> =>
			form === undefined ? [] : [[operation, form]],
		),
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
				const isRepeated = kind.repeated?.some(({ entry }) => path.startsWith(`${entry.name}.`)) ?? false;
				return limit === undefined || isRepeated
					? []
					: [[kind.operation.value, path, Number(limit), field.displayName] as const];
			}),
		);

	it('are those of the examples', () => {
		expect(
			limited.map(([operation, path, limit]) => `${operation} ${path.replaceAll('[0]', '')} ${limit}`).sort(),
		).toEqual(
			Object.entries(PARAMETERS)
				.flatMap(([operation, parameters]) =>
					parameters
						.filter((parameter) => / \d+$/.test(parameter))
						.map((parameter) => `${operation} ${parameter.replace('*', '')}`),
				)
				.sort(),
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
				for (const problem of checkMessage(put(bodyOf(name), path, value), kinds)) seen.add(fieldOf(problem));
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
		'checkLinks',
		'defaultCountryCode',
		'doNotSendTo',
		'fromMarkdown',
		'lastWroteAt',
		'limitWaitTime',
		'longText',
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
