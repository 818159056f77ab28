import { sentenceOf } from '../../../nodes/ItnioWhatsApp/core/problem';
/** From the form of a template message to its body, and from a template to the fields of its form. */
import { NodeHelpers, type INodeParameters, type INodeType } from 'n8n-workflow';
import { ItnioWhatsApp } from '../../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { readFields } from '../../../nodes/ItnioWhatsApp/form/read';
import { sendTemplate } from '../../../nodes/ItnioWhatsApp/kinds';
import { choiceValue, readChoice } from '../../../nodes/ItnioWhatsApp/service/templates/choice';
import { readTemplates, type Template } from '../../../nodes/ItnioWhatsApp/service/templates/model';
import { placeholdersOf, valueFields } from '../../../nodes/ItnioWhatsApp/service/templates/valueFields';

function build(form: Record<string, unknown>) {
	const { parameters, problems } = readFields(
		sendTemplate.fields,
		(name, field) => form[name] ?? field.default,
	);
	return {
		payload: sendTemplate.build(parameters as never),
		problems: problems.map(sentenceOf),
	};
}

const named = { templateName: 'welcome', templateLanguage: 'id' };

describe('the body', () => {
	it('has no components where nothing is filled in', () => {
		expect(build(named)).toEqual({
			payload: { template: { name: 'welcome', language: { code: 'id' } } },
			problems: [],
		});
	});

	it.each([
		['a row of the list', { __rl: true, mode: 'list', value: 'welcome/en_US' }, '', 'en_US'],
		['a row, and another language', { __rl: true, mode: 'list', value: 'welcome/en_US' }, 'id', 'id'],
		['a name', { __rl: true, mode: 'name', value: ' welcome ' }, 'id', 'id'],
		['an expression for all of it', 'welcome', 'id', 'id'],
	])('takes %s', (_, templateName, templateLanguage, code) => {
		expect(build({ templateName, templateLanguage }).payload).toEqual({
			template: { name: 'welcome', language: { code } },
		});
	});

	it('keeps the order of the template where the editor stored another one, and names what is missing by its place', () => {
		const fields = ['body10', 'body2', 'body1', 'headerText'];
		const values = Object.fromEntries(fields.map((id) => [id, id]));
		const schema = fields.map((id) => ({ id, displayName: id }));
		const { payload } = build({ ...named, templateValues: { value: { ...values, body2: null }, schema } });
		const texts = ['body1', '', '', '', '', '', '', '', '', 'body10'];
		expect(payload.template.components).toEqual([
			{ type: 'header', parameters: [{ type: 'text', text: 'headerText' }] },
			{ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) },
		]);
	});

	it('leaves out fields that the person removed, and takes values that come without their fields', () => {
		const schema = [{ id: 'body1' }, { id: 'body2', removed: true }];
		const value = { body1: 7, body2: 'gone' };
		const one = [{ type: 'body', parameters: [{ type: 'text', text: '7' }] }];
		expect(build({ ...named, templateValues: { value, schema } }).payload.template.components).toEqual(one);
		expect(build({ ...named, templateValues: { value: { body1: 7 } } }).payload.template.components).toEqual(
			one,
		);
	});

	it.each(['body4294967296', `body${'9'.repeat(400)}`])('builds something of the value %s', (id) => {
		const templateValues = { value: { body1: 'a', [id]: 'b' } };
		const [body] = build({ ...named, templateValues }).payload.template.components as [
			{ parameters: object[] },
		];
		expect(body.parameters.slice(0, 2)).toEqual([
			{ type: 'text', text: 'a' },
			{ type: 'text', text: '' },
		]);
		expect(body.parameters).toHaveLength(204);
	});

	it('says which value an expression filled in with an object', () => {
		const schema = [{ id: 'body1', displayName: 'Body {{1}} – Hello {{1}}' }];
		expect(build({ ...named, templateValues: { value: { body1: { a: 1 } }, schema } }).problems).toEqual([
			'Gaps in the Text › Body {{1}} – Hello {{1}} must be text, but the expression gives an object: choose one value in it',
		]);
	});

	it('counts buttons as they stand, unless an index is given', () => {
		const button = [
			{ type: 'quick_reply', value: 'p' },
			{ type: 'url', value: 's', index: ' 5 ' },
		];
		expect(build({ ...named, templateButtons: { button } }).payload.template.components).toEqual([
			{
				type: 'button',
				sub_type: 'quick_reply',
				index: '0',
				parameters: [{ type: 'payload', payload: 'p' }],
			},
			{ type: 'button', sub_type: 'url', index: '5', parameters: [{ type: 'text', text: 's' }] },
		]);
	});

	it('adds to JSON the types that its values show, and makes an index a text', () => {
		const componentsJson = [
			{ type: 'header', parameters: [{ image: { link: 'l' } }] },
			{
				type: 'body',
				parameters: [{ text: 'a' }, { type: 'text', text: 'b' }, { text: 'c', payload: 'd' }, 'e'],
			},
			{ type: 'button', sub_type: 'quick_reply', index: 1, parameters: [{ payload: 'p' }] },
			'odd',
		];
		expect(build({ ...named, inputMode: 'json', componentsJson }).payload.template.components).toEqual([
			{ type: 'header', parameters: [{ type: 'image', image: { link: 'l' } }] },
			{
				type: 'body',
				parameters: [
					{ type: 'text', text: 'a' },
					{ type: 'text', text: 'b' },
					{ text: 'c', payload: 'd' },
					'e',
				],
			},
			{
				type: 'button',
				sub_type: 'quick_reply',
				index: '1',
				parameters: [{ type: 'payload', payload: 'p' }],
			},
			'odd',
		]);
	});
});

it('the value of a row carries name and language', () => {
	for (const choice of [
		{ name: 'welcome', languageCode: 'en_US' },
		{ name: 'welcome', languageCode: '' },
	]) {
		expect(readChoice(choiceValue(choice))).toEqual(choice);
	}
});

it.each([
	['"welcome/en_US"', 'welcome', 'en_US'],
	['welcome / pt-br', 'welcome', 'pt_BR'],
	['`welcome`', 'welcome', ''],
	['welcome\u200b', 'welcome', ''],
	['wel\u200bcome', 'welcome', ''],
	['Welcome_2', 'Welcome_2', ''],
	['promo/2024', 'promo/2024', ''],
	['n/a', 'n/a', ''],
	['https://x.com/y', 'https://x.com/y', ''],
	['order_shipped/en_US/x', 'order_shipped/en_US/x', ''],
	['/en', '/en', ''],
	['order_shipped/', 'order_shipped/', ''],
	[' Order Shipped ', 'Order Shipped', ''],
])('%j is the template "%s" in the language "%s"', (value, name, languageCode) => {
	expect(readChoice(value)).toEqual({ name, languageCode });
});

describe('the node', () => {
	const { description } = new ItnioWhatsApp() as INodeType;
	const shown = (parameters: INodeParameters) =>
		Object.keys(
			NodeHelpers.getNodeParameters(
				description.properties,
				{ operation: 'sendTemplate', ...parameters },
				true,
				false,
				null,
				description,
			) ?? {},
		);

	it('shows the fields that belong together', () => {
		const common = ['templateName', 'templateLanguage', 'inputMode'];
		const byName = { templateName: { __rl: true, mode: 'name', value: 'welcome' } };
		expect(shown({})).toEqual(expect.arrayContaining([...common, 'templateValues', 'templateButtons']));
		// A row of the list tells its values: nothing to choose.
		expect(shown({})).not.toEqual(expect.arrayContaining(['templateForm']));
		expect(shown(byName)).toEqual(expect.arrayContaining([...common, 'templateForm', 'templateValues']));
		expect(shown({})).not.toEqual(expect.arrayContaining(['headerType']));
		// What a header's field takes is said where there is one.
		const schema = (id: string) => ({
			templateValues: { mappingMode: 'defineBelow', value: {}, schema: [{ id }] },
		});
		expect(shown(schema('headerImageLink'))).toEqual(expect.arrayContaining(['headerFileNotice']));
		expect(shown(schema('body1'))).not.toEqual(expect.arrayContaining(['headerFileNotice']));
		expect(shown({ inputMode: 'json' })).toEqual(expect.arrayContaining([...common, 'componentsJson']));
		expect(shown({ inputMode: 'json', templateForm: 'any', headerType: 'text' })).not.toEqual(
			expect.arrayContaining(['headerText']),
		);
		expect(shown({ ...byName, templateForm: 'any', headerType: 'document' })).toEqual(
			expect.arrayContaining([...common, 'headerLink', 'headerFilename', 'bodyValues', 'templateButtons']),
		);
		expect(shown({ ...byName, templateForm: 'any', headerType: 'location' })).toEqual(
			expect.arrayContaining(['latitude', 'longitude', 'locationName', 'locationAddress']),
		);
	});

	it('offers messages first, then templates and the account, each with its actions', () => {
		const names = (name: string) =>
			description.properties
				.filter((property) => property.name === name)
				.map(({ options = [] }) => options.map((option) => option.name));
		expect(names('resource')).toEqual([['Message', 'Template', 'Account']]);
		const actions = description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [] }) =>
				options.map((option) => ('action' in option ? option.action : undefined)),
			);
		expect(actions).toEqual(
			expect.arrayContaining(['Send template', 'Get many templates', 'Get account balance']),
		);
	});
});

describe('the answer of the service', () => {
	const language = {
		status: 'APPROVED',
		language: { code: 'id', nameEn: 'Indonesian' },
		body: { text: 'Halo {{1}}', exampleParams: 'Maria' },
	};

	it('is read as a list, as one template, and as nothing', () => {
		const one = { templateId: 1, templateName: 'halo', templateCategory: '2', templateLanList: [language] };
		expect(readTemplates(one)).toEqual(readTemplates([one]));
		expect(readTemplates(one)).toEqual([
			{
				templateId: '1',
				templateName: 'halo',
				category: 'UTILITY',
				languageCode: 'id',
				languageName: 'Indonesian',
				status: 'APPROVED',
				reason: '',
				headerType: '',
				headerText: '',
				headerExample: [],
				body: 'Halo {{1}}',
				bodyExample: ['Maria'],
				footer: '',
			},
		]);
		for (const nothing of [undefined, null, '', {}, [], [null], 'odd', [{ templateLanList: null }]]) {
			expect(readTemplates(nothing)).toEqual([]);
		}
	});

	it('may have one language that is no list, an unknown category, and examples as Meta nests them', () => {
		const versions = [['Maria', 'A-1'], [['Maria', 'A-1']], '["Maria", "A-1"]', '[[“odd”'].map(
			(exampleParams) =>
				readTemplates({
					templateCategory: 9,
					templateLanList: { ...language, body: { text: 'x', exampleParams } },
				})[0],
		);
		expect(versions.map((version) => version?.bodyExample)).toEqual([
			['Maria', 'A-1'],
			['Maria', 'A-1'],
			['Maria', 'A-1'],
			['[[“odd”'],
		]);
		expect(versions[0]?.category).toBe('9');
	});
});

describe('the fields of a template', () => {
	const blank: Template = {
		templateId: '1',
		templateName: 'any',
		category: 'UTILITY',
		languageCode: 'en',
		languageName: 'English',
		status: 'APPROVED',
		reason: '',
		headerType: '',
		headerText: '',
		headerExample: [],
		body: '',
		bodyExample: [],
		footer: '',
	};
	const fieldsOf = (changes: Partial<Template>) =>
		valueFields({ ...blank, ...changes }).map(({ id, displayName }) => [id, displayName]);

	it('are none where there is nothing to fill in', () => {
		expect(fieldsOf({ headerType: 'text', headerText: 'Hello', body: 'No {values} here' })).toEqual([]);
	});

	it('show the words before a value and its example, in the order of the numbers', () => {
		expect(
			fieldsOf({
				body: 'The parcel with your order {{2}} will come tomorrow, dear\n{{1}}, between {{3}} and {{3}}.',
				bodyExample: ['Maria', `A-${'1024'.repeat(20)}`],
			}),
		).toEqual([
			['body1', '1: …dear [Maria]'],
			['body2', '2: …order [A-1024102…]'],
			['body3', '3: between […]'],
		]);
	});

	it('show what follows a value where nothing stands before it', () => {
		expect(fieldsOf({ body: '{{1}} is your verification code.', bodyExample: ['123456'] })).toEqual([
			['body1', '1: [123456] is your…'],
		]);
	});

	/** The editor of n8n cuts off a label at 26 letters (1440 pixels); one of Chinese is as wide as two. */
	it('have labels that the editor shows whole', () => {
		const long = 'Donaudampfschifffahrtsgesellschaftskapitän';
		const labels = [
			...fieldsOf({ body: `Dear {{1}}, ${long} {{2}} {{3}}`, bodyExample: [long, long, 'a b c d e f g h'] }),
			...fieldsOf({
				body: '您好 {{1}},您的订单已经发货了请您查收 {{2}} 已发货。',
				bodyExample: ['小明', '一二三四五六七八九'],
			}),
			...['image', 'video', 'document', 'location'].flatMap((headerType) => fieldsOf({ headerType })),
			...fieldsOf({ headerType: 'text', headerText: `${long} {{1}}`, headerExample: [long] }),
		].map(([, displayName = '']) => displayName);
		const widths = labels.map(
			(label) => Array.from(label).length + Array.from(label).filter((letter) => letter > '\u2fff').length,
		);
		expect(labels.filter((_, index) => (widths[index] ?? 0) > 25)).toEqual([]);
		expect(labels).toEqual(expect.arrayContaining(['1: Dear [Donaudamp…]', '2: …请您查收 [一二三四…]']));
	});

	it.each<[string, string[]]>([
		['image', ['headerImageLink']],
		['video', ['headerVideoLink']],
		['document', ['headerDocumentLink', 'headerFilename']],
		['location', ['headerLatitude', 'headerLongitude', 'headerLocationName', 'headerLocationAddress']],
		['unheard of', []],
	])('for a header of type %s', (headerType, ids) => {
		expect(fieldsOf({ headerType }).map(([id]) => id)).toEqual(ids);
	});

	it('take values by name in the order of the text', () => {
		expect(placeholdersOf('{{ name }} and {{order}}, {{name}}')).toEqual(['name', 'order']);
		expect(placeholdersOf('{{10}} {{9}} {{1}}')).toEqual(['1', '9', '10']);
	});
});
