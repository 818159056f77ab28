/** Texts of the form, cut up as n8n cuts them up. */
import fc from 'fast-check';
import { Expression, Workflow } from 'n8n-workflow';
import { ItnioWhatsApp } from '../../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { codeIn, cutOut, joined } from '../../../nodes/ItnioWhatsApp/form/repeat/text';

const written = (text: string) => codeIn(text).map(({ start, end }) => text.slice(start, end));

describe('what is code in a text', () => {
	it.each<[string, string[]]>([
		['', []],
		['Hello', []],
		['{{ 1 }}', [' 1 ']],
		['a {{ b }} c {{ d }}', [' b ', ' d ']],
		['{{a}}{{b}}', ['a', 'b']],
		['{{ {a: {b: 1}} }}', [' {a: {b: 1']],
		['{{ {a: {b: 1} } }}', [' {a: {b: 1} } ']],
		['{ { 1 } }', []],
		['}} {{ 1 }}', [' 1 ']],
		['{{ {{ 1 }}', [' {{ 1 ']],
		['\\{{ 1 }}', []],
		['\\\\{{ 1 }}', [' 1 ']],
		['\\{{ 1 }} {{ 2 }}', [' 2 ']],
		['{{ "\\}}" }}', [' "\\}}" ']],
		['{{ not closed', [' not closed']],
		['{{}}', ['']],
		['{{ "é 中 😀" }}', [' "é 中 😀" ']],
		['{{ a\n// b\n}}', [' a\n// b\n']],
	])('%j', (text, codes) => expect(written(text)).toEqual(codes));

	it('is all that there is only without a space around it', () => {
		expect(cutOut('{{ 1 }}')).toEqual({ codes: [' 1 '], written: ['', ''], isAll: true });
		expect(cutOut(' {{ 1 }}')).toEqual({ codes: [' 1 '], written: [' ', ''], isAll: false });
		expect(cutOut('{{ 1 }}\n')).toEqual({ codes: [' 1 '], written: ['', '\n'], isAll: false });
		expect(cutOut('{{ 1 }}{{ 2 }}')).toEqual({ codes: [' 1 ', ' 2 '], written: ['', '', ''], isAll: false });
		expect(cutOut('no code')).toEqual({ codes: [], written: ['no code'], isAll: false });
	});
});

describe('a text of its parts', () => {
	const workflow = new Workflow({
		nodes: [{ id: '1', name: 'Send', type: 'send', typeVersion: 1, position: [0, 0], parameters: {} }],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => new ItnioWhatsApp(),
			getByNameAndVersion: () => new ItnioWhatsApp(),
			getKnownTypes: () => ({}),
		},
	});
	/** What n8n makes of a text. */
	const byN8n = (text: string) =>
		new Expression(workflow).resolveSimpleParameterValue(
			`=${text}`,
			{},
			null,
			0,
			0,
			'Send',
			[{ json: {} }],
			'manual',
			{},
		) as unknown;

	const value = fc.oneof(
		fc.constantFrom(undefined, null, '', 0, -0, 1.5, true, false, 'null', 'undefined', '{{', '}}', '$&'),
		fc.string(),
		fc.integer(),
	);
	const part = fc.oneof(
		fc.constantFrom('', ' ', '\n', '$', '*', '{ ', ' }', 'für 中 '),
		fc.stringMatching(/^[a-z ]*$/),
	);

	it('reads as n8n makes it', () => {
		fc.assert(
			fc.property(part, fc.array(fc.tuple(value, part), { minLength: 1, maxLength: 4 }), (first, rest) => {
				const codes = rest.map(([own]) =>
					own === undefined
						? 'undefined'
						: JSON.stringify(own).replace(/[{}]/g, (brace) => (brace === '{' ? '\\u007b' : '\\u007d')),
				);
				const text = first + rest.map(([, behind], index) => `{{ ${codes[index]} }}${behind}`).join('');
				fc.pre(!cutOut(text).isAll);
				expect(
					joined(
						cutOut(text),
						rest.map(([own]) => own),
					),
				).toBe(byN8n(text));
			}),
		);
	});

	it('is left to n8n where there is a backslash, or a value that is no text', () => {
		expect(joined(cutOut('\\ {{ 1 }}'), [1])).toBeUndefined();
		expect(joined(cutOut('a {{ [1] }}'), [[1]])).toBeUndefined();
		expect(joined(cutOut('a {{ $now }}'), [new Date(0)])).toBeUndefined();
		expect(joined(cutOut('a {{ null }}'), [null])).toBe('a ');
	});
});
