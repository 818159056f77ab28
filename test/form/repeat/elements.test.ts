/** What a text of the form takes from a list, and what it becomes for another element. */
import fc from 'fast-check';
import { codeIn, keyOf, readCode } from '../../../nodes/ItnioWhatsApp/form/repeat/code';
import { ElementsOf } from '../../../nodes/ItnioWhatsApp/form/repeat/elements';

/** Stands in for n8n: a lone expression gives its value, expressions inside of a text give texts. */
const evaluator = ($json: unknown) => (text: string) => {
	const valueOf = (code: string): unknown => new Function('$json', `return (${code}\n)`)($json) as unknown;
	const parts = codeIn(text);
	const [only] = parts;
	if (only && parts.length === 1 && only.start === 2 && only.end === text.length - 2) {
		return valueOf(text.slice(2, -2));
	}
	let [result, done] = ['', 0];
	for (const { start, end } of parts) {
		result += text.slice(done, start - 2) + String(valueOf(text.slice(start, end)) ?? '');
		done = end + 2;
	}
	return result + text.slice(done);
};

const elementsOf = (code: string, $json: unknown) =>
	new ElementsOf(code, evaluator($json)(`{{ ${code} }}`), evaluator($json));

const identifier = fc.stringMatching(/^[a-z_$][a-zA-Z0-9_$]{0,6}$/).filter((name) => {
	try {
		new Function(`var ${name}`);
		return !['at', 'first', 'length'].includes(name);
	} catch {
		return false;
	}
});
const anyName = fc.oneof(identifier, fc.string({ unit: 'grapheme', maxLength: 6 }));

const blank = fc.constantFrom('', ' ', '\n', '\t', ' /* [0] */ ');
/** A member in one of the ways in which people and n8n write it. */
const member = (name: string) =>
	fc
		.tuple(fc.constantFrom('dot', 'double', 'single', 'optional', 'optionalDot'), blank, blank)
		.map(([how, a, b]) => {
			const isName = /^[a-zA-Z_$][\w$]*$/.test(name);
			const single = `'${JSON.stringify(name).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
			if (isName && how === 'dot') return `${a}.${b}${name}`;
			if (isName && how === 'optionalDot') return `${a}?.${b}${name}`;
			if (how === 'single') return `${a}[${b}${single}${a}]`;
			return how === 'optional' ? `${a}?.[${b}${JSON.stringify(name)}]` : `${a}[${JSON.stringify(name)}${b}]`;
		});
const way = (names: readonly string[]) =>
	fc.tuple(...names.map(member)).map((steps) => `$json${steps.join('')}`);
const first = fc.constantFrom('[0]', '?.[0]', ' [ 0 ]', '.at(0)', '?.at( 0 )', '["0"]');

const safe = (name: string) => !['__proto__', 'constructor', 'toString', 'valueOf'].includes(name);

it('every spelling of the first element becomes the element at hand, wherever the list is', () => {
	const cases = fc
		.tuple(
			fc.array(anyName.filter(safe), { minLength: 1, maxLength: 3 }),
			anyName.filter(safe),
			fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 2, maxLength: 5 }),
		)
		.chain(([path, key, values]) =>
			fc.record({
				path: fc.constant(path),
				key: fc.constant(key),
				values: fc.constant(values),
				list: way(path),
				used: way(path),
				first,
				end: member(key),
			}),
		);
	fc.assert(
		fc.property(cases, ({ path, key, values, list, used, first: access, end }) => {
			const elements = values.map((value) => ({ [key]: value }));
			const $json = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), elements);
			const found = elementsOf(list, $json);
			for (const [index, value] of values.entries()) {
				const alone = found.read(`{{ ${used}${access}${end} }}`);
				expect(alone).toMatchObject({ others: [], strangers: [], mentions: [{ path: [key], isAll: true }] });
				expect(found.fill(alone, index)).toEqual({ value });
				const amid = found.read(`a {{ (${used}${access}${end}) + '!' }} b {{ ${used}${access}${end} }} {c}`);
				expect(found.fill(amid, index)).toEqual({ value: `a ${value}! b ${value} {c}` });
			}
		}),
		{ numRuns: 400 },
	);
});

it('what is no code stays as it is, to the last character', () => {
	const elements = elementsOf('$json.rows', { rows: [{ a: 'x' }, { a: 'y' }] });
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
			fc.pre(!/[{}]$|[{}]{2}|\\$/.test(before) && !/^[{}]|[{}]{2}/.test(after));
			const read = elements.read(`${before}{{ $json.rows[0].a }}${after}`);
			expect(read.mentions).toHaveLength(1);
			expect(elements.fill(read, 1)).toEqual({ value: `${before}y${after}` });
		}),
	);
});

it('reads any text without failing, and finds nothing in texts, comments and regular expressions', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (code) => {
			expect(Array.isArray(readCode(code).ways)).toBe(true);
			expect(codeIn(code).every(({ start, end }) => start <= end && end <= code.length)).toBe(true);
		}),
		{ numRuns: 1000 },
	);
	const signs = fc.array(fc.constantFrom(...'$json.a[0]`"\'{}()/\\ \n?:'.split('')), { maxLength: 60 });
	fc.assert(
		fc.property(signs, (code) => Array.isArray(readCode(code.join('')).ways)),
		{ numRuns: 2000 },
	);
	for (const code of [
		'"$json.rows[0].a"',
		"'$json.rows[0].a'",
		'`$json.rows[0].a`',
		'1 // $json.rows[0].a',
		'/* $json.rows[0].a */ 1',
		'/[/$json.rows[0].a]/.test("x")',
		'other.$json.rows[0].a',
	]) {
		expect([
			code,
			elementsOf('$json.rows', { rows: [{ a: 1 }, { a: 2 }] }).read(`{{ ${code} }}`).mentions,
		]).toEqual([code, []]);
	}
});

it.each([
	['a.b["c"]?.[0]', 'a."b"."c"."0"'],
	["$('Form').item.json.rows", '$("Form")."item"."json"."rows"'],
	['$("Form").item.json.rows', '$("Form")."item"."json"."rows"'],
	['$(`Form`)["item"].json.rows', '$("Form")."item"."json"."rows"'],
	['a["\\u0062\\x63\\n\\q"]', 'a."bc\\nq"'],
	['a[i + 1].b', 'a[i + 1]."b"'],
	['a?.(1, "x").b', 'a(1 , "x")."b"'],
])('%s is known as %s', (code, key) => {
	const { ways, isOneWay } = readCode(code);
	const [found] = ways;
	expect(found && keyOf(found)).toBe(key);
	expect(isOneWay).toBe(true);
});

describe('what a text takes from the list beside its first element', () => {
	const $json = {
		rows: [{ a: 1 }, { a: 2 }],
		more: { rows: [{ a: 3 }], other: [{ a: 4 }] },
		odd: [1, 2, 3],
		even: [4, 5],
	};
	const read = (code: string) => elementsOf('$json.rows', $json).read(`{{ ${code} }}`);

	it.each([
		['$json.rows[1].a', '$json.rows[1]'],
		['$json.rows.map(row => row.a)', '$json.rows.map'],
		['$json.rows', '$json.rows'],
		['($json.rows)[0].a', '$json.rows'],
		['$json["rows"][$itemIndex].a', '$json["rows"][$itemIndex]'],
		['$json.rows.at(-1).a', '$json.rows.at'],
	])('%s', (code, other) =>
		expect(read(code)).toMatchObject({ mentions: [], others: [other], strangers: [] }),
	);

	it('a list of the same name elsewhere is another one', () => {
		expect(read('$json.more.rows[0].a')).toMatchObject({
			mentions: [],
			strangers: [{ list: '$json.more.rows', elements: 1 }],
		});
	});

	it('a list beside a column goes along, if it has as many elements', () => {
		const elements = elementsOf('$json.even', $json);
		const both = elements.read('{{ $json["even"].at(0) }} and {{ $json.rows[0].a }}');
		expect([0, 1].map((index) => elements.fill(both, index))).toEqual([
			{ value: '4 and 1' },
			{ value: '5 and 2' },
		]);
		expect(elements.read('{{ $json.odd[0] }}')).toMatchObject({
			mentions: [],
			strangers: [{ list: '$json.odd', elements: 3 }],
		});
	});

	it('a list beside rows does not, also where it has as many by chance', () => {
		for (const [list, elements] of [
			['$json.even', 2],
			['$json.odd', 3],
		] as const) {
			expect(read(`${list}[0]`)).toMatchObject({ mentions: [], strangers: [{ list, elements }] });
		}
	});

	it.each(['$json.rows.length', '$json.more.other[0].a', '$json.more', 'Math.max(1, 2)', 'rows[0]'])(
		'%s is the same for every entry, and may be',
		(code) => expect(read(code)).toMatchObject({ mentions: [], others: [], strangers: [] }),
	);
});
