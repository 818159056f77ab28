/** Expressions in fields that are set to Fixed: nobody means to send them, and n8n leaves them as they are. */
import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import { fieldOf, sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import { isLeftFixed } from '../../nodes/ItnioWhatsApp/form/fixed';
import { options } from '../../nodes/ItnioWhatsApp/form/options';
import { businessPhone, recipient } from '../../nodes/ItnioWhatsApp/form/phones';
import type { Field } from '../../nodes/ItnioWhatsApp/form/types';
import { kinds } from '../../nodes/ItnioWhatsApp/kinds/properties';
import { draftMessage } from '../../nodes/ItnioWhatsApp/run/draft';
import { APP_ID, draft, formOf, kindOf, noFiles, phones, problemsIn } from '../kinds/form';

const SAID = 'holds an expression, but is set to Fixed: choose Expression above the field';
const LEFT = 'Hello {{ $json.name }}';

describe('what is stored', () => {
	it.each([
		LEFT,
		'{{$json.name}}',
		'{{ "Hi " + $json.name }}',
		'{{ 1 }} {{ $now }}',
		"{{ $('Form').item.json.name }}",
		'{{ $json.name',
		'{{{{ $json.name }}',
		'{{\n$json.name\n}}',
	])('is left Fixed: %s', (stored) => {
		expect(isLeftFixed(stored)).toBe(true);
		expect(isLeftFixed(`=${stored}`)).toBe(false);
	});

	it.each([
		'',
		'Hello {{1}}',
		'{{ name }}',
		'$json.name',
		'{ $json.name }',
		'only {{ $5 }} today',
		'}} $x {{',
		7,
	])('is no expression: %s', (stored) => expect(isLeftFixed(stored)).toBe(false));
});

interface Case {
	readonly parameters: INodeParameters;
	readonly words: string;
}

type Row = { readonly name: string; readonly displayName: string; readonly values: readonly Field[] };

/** What makes the form show a field. */
const shownBy = (field: Field): INodeParameters =>
	Object.fromEntries(
		Object.entries(field.displayOptions?.show ?? {}).map(([name, values]) => [
			name.replace('/', ''),
			(values as NodeParameterValueType[])[0],
		]),
	);

/** Every way to leave an expression in a field, with the words for the place. */
function casesOf(field: Field): Case[] {
	const { name, displayName } = field;
	switch (field.type) {
		case 'string':
			return [{ parameters: { ...shownBy(field), [name]: LEFT }, words: displayName }];
		case 'json':
			return [{ parameters: { ...shownBy(field), [name]: JSON.stringify([LEFT]) }, words: displayName }];
		case 'resourceLocator':
			return [{ parameters: { [name]: { mode: 'name', value: LEFT } }, words: displayName }];
		case 'collection':
			return ((field.options ?? []) as readonly Field[]).flatMap((option) =>
				casesOf(option).map(({ parameters, words }) => ({ parameters: { [name]: parameters }, words })),
			);
		case 'fixedCollection':
			return ((field.options ?? []) as readonly Row[]).flatMap((row) =>
				row.values.flatMap(casesOf).map(({ parameters, words }) => ({
					parameters: {
						...shownBy(field),
						// Of a whole carousel, not of a card.
						...('quickReplies' in parameters && { carouselButtonType: 'quickReply' }),
						[name]: { [row.name]: [parameters] },
					},
					words: `${row.displayName} 1 › ${words}`,
				})),
			);
		default:
			return [];
	}
}

/** One entry that is filled in for many is tried in n8n's engine. */
const isOneForMany = ({ displayOptions }: Field) =>
	JSON.stringify(displayOptions?.show?.inputMode ?? '').includes('repeat') ||
	JSON.stringify(displayOptions?.show?.inputMode ?? '').includes('items');

describe.each(kinds.map((kind) => [kind.operation.value, kind] as const))('%s', (operation, kind) => {
	const fields = [businessPhone, recipient, options, ...kind.fields] as readonly Field[];
	const cases = fields
		.filter(({ name }) => operation !== 'sendTemplate' || name !== options.name)
		.filter((field) => !isOneForMany(field))
		.flatMap(casesOf)
		.map((one) => [one.words, one.parameters] as const);

	it.each(cases)('names an expression that is left in %s', (words, parameters) => {
		const { problems } = draft(operation, { templateName: { mode: 'name', value: 'x' }, ...parameters });
		const said = problems.filter((problem) => fieldOf(problem) === words);
		expect(said.map(sentenceOf)).toEqual([`${words} ${SAID}`]);
	});
});

it('is shown in the preview as it would go', () => {
	expect(draft('sendText', { text: LEFT }).body.text).toEqual({ body: LEFT });
});

it('is said of the fields that a template has made', () => {
	const templateValues = {
		mappingMode: 'defineBelow',
		value: { body1: LEFT },
		schema: [{ id: 'body1', displayName: 'Body {{1}}', type: 'string' }],
	};
	const template = { templateName: { mode: 'name', value: 'x' }, templateLanguage: 'en' };
	expect(problemsIn('sendTemplate', { ...template, templateValues } as unknown as INodeParameters)).toEqual([
		`Gaps in the Text › Body {{1}} ${SAID}`,
	]);
});

it('is sent where it is in the words of a customer', () => {
	const words = 'My note: {{ $json.x }} and {{{{ $(';
	const computed: Record<string, unknown> = {
		...phones,
		bodyText: words,
		inputMode: 'json',
		buttonsJson: JSON.stringify([{ reply: { id: words, title: '{{ $x }}' } }]),
	};
	const form = formOf(
		(name, field) => computed[name] ?? field.default,
		(name) => (name in phones ? phones.recipient : '={{ $json.words }}'),
	);
	const account = { appId: APP_ID, businessPhone: '', defaultCountryCode: '' };
	const { problems, body } = draftMessage(kindOf('sendButtons'), form, account, noFiles);
	expect(problems.map(sentenceOf)).toEqual([]);
	expect(body.interactive).toEqual({
		type: 'button',
		body: { text: words },
		action: { buttons: [{ type: 'reply', reply: { id: words, title: '{{ $x }}' } }] },
	});
});
