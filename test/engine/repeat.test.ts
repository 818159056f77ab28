/** An element in the first place of its list, in the real engine: every spelling, every way to it, nothing left behind. */
import fc from 'fast-check';
import type { IDataObject, INode, INodeParameters, INodeType } from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { engine } from './engine';

const credential = { apiKey: 'key', apiSecret: 'secret', appId: 'App12345', baseUrl: 'http://127.0.0.1:9' };

const described = (execute: () => unknown) =>
	({
		description: {
			displayName: 'N',
			name: 'n',
			version: 1,
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		execute,
	}) as unknown as INodeType;

interface Sent {
	/** The full names of the contacts, message by message. */
	names: unknown[][];
	problems: string[];
	error?: string;
	/** The items as they were after the run. */
	items: IDataObject[];
	pairedItems: unknown[];
}

/** Contacts, one for each element, of items that come from "Shop" and pass through "Pass", which copies them. */
async function contacts(
	repeatFor: string,
	name: string,
	items: IDataObject[],
	more: INodeParameters = {},
	/** Pinned to "Pass". */
	pinned?: IDataObject,
): Promise<Sent> {
	const nodes: Record<string, INodeType> = {
		shop: described(async () => [items.map((json) => ({ json }))]),
		pass: described(async function (this: { getInputData(): Array<{ json: IDataObject }> }) {
			return [
				this.getInputData().map(({ json }, item) => ({ json: structuredClone(json), pairedItem: { item } })),
			];
		} as () => unknown),
		side: described(async () => [structuredClone(items).map((json) => ({ json }))]),
		send: new ItnioWhatsApp(),
	};
	const parameters: INodeParameters = {
		resource: 'message',
		operation: 'sendContacts',
		businessPhone: '6285574670498',
		recipient: '6281234567890',
		inputMode: 'repeat',
		repeatFor: `={{ ${repeatFor} }}`,
		contact: { entry: { formattedName: name, phones: { phone: [{ phone: '1' }] } } },
		options: { previewOnly: true },
		...more,
	};
	const node = (called: string, own: INodeParameters = {}): INode => ({
		id: called,
		name: called,
		type: called.toLowerCase(),
		typeVersion: 1,
		position: [0, 0],
		parameters: own,
	});
	const link = (...to: string[]) => ({
		main: [to.map((called) => ({ node: called, type: 'main' as const, index: 0 }))],
	});
	const run = await engine.run({
		nodes: [
			node('Shop'),
			node('Pass'),
			node('Side'),
			{ ...node('Send', parameters), credentials: { itnioApi: { id: '1', name: 'ITNIO' } } },
		],
		connections: { Shop: link('Pass', 'Side'), Pass: link('Send') },
		typeOf: (type) => nodes[type] as INodeType,
		start: 'Shop',
		credentialType: new ItnioApi(),
		credential,
		...(pinned && { pinData: { Pass: [{ json: pinned }] } }),
	});
	const { runData, error } = run.data.resultData;
	const outputs = runData.Send?.[0]?.data?.main?.[0] ?? [];
	const previews = outputs.map(({ json }) => json) as unknown as Array<{
		problems: string[];
		request: { body: { contacts?: Array<{ name?: { formatted_name: unknown } }> } };
	}>;
	return {
		names: previews.map(({ request }) =>
			(request.body.contacts ?? []).map((contact) => contact.name?.formatted_name),
		),
		problems: previews.flatMap(({ problems }) => problems),
		...(error && { error: error.message }),
		items: runData.Pass?.[0]?.data?.main?.[0]?.map(({ json }) => json) ?? [],
		pairedItems: outputs.map(({ pairedItem }) => pairedItem),
	};
}

interface Product {
	[member: string]: unknown;
	name: string;
	price: number;
	made: { by: { name: string } };
	tags: string[];
}

const word = fc.stringMatching(/^[a-zA-Z\u00e9\u4e2d "'`{}\\]{0,8}[a-z]$/);
const product: fc.Arbitrary<Product> = fc.record({
	name: word,
	price: fc.integer({ min: -5, max: 5 }),
	made: fc.record({ by: fc.record({ name: word }) }),
	tags: fc.array(word, { minLength: 1, maxLength: 3 }),
});
const name = ({ name: own }: Product) => own;

/** What people, n8n and models write for a value of the first product, and what it is of a product. */
const SPELLINGS: Array<[string, (one: Product) => unknown]> = [
	['$json.products[0].name', name],
	['$json["products"][0].name', name],
	["$json['products'][0]['name']", name],
	['$json[`products`][0][`name`]', name],
	['$json.products.at(0).name', name],
	['$json.products.at(-0).name', name],
	['$json.products?.[0]?.name', name],
	['$json.products.first().name', name],
	['$json . products [ 0 ] . name', name],
	['$json.products[0 /* the first */].name // of the list', name],
	['$json.products["0"].name', name],
	['$json.products[1 - 1].name', name],
	['$json.products[$json.products.length - $json.products.length].name', name],
	['($json.products)[0].name', name],
	['($json.products[0].name)', name],
	['$json.products.slice(0, 1)[0].name', name],
	['$json.products.slice(0, 1).map((one) => one.name).join()', name],
	['[...$json.products][0].name', name],
	['[...$json.products].shift().name', name],
	['Array.from($json.products)[0].name', name],
	['(([first]) => first.name)($json.products)', name],
	['(({ products }) => products[0].name)($json)', name],
	['(({ products: [{ name }] }) => name)($json)', name],
	['(() => { const { products } = $json; const [one] = products; return one.name; })()', name],
	['(() => { const data = $json; return data.products[0].name; })()', name],
	['(() => { for (const one of $json.products) return one.name; })()', name],
	[
		'(() => { return /"/.test($json.products[0].name) ? $json.products[0].name : $json.products[0].name; })()',
		name,
	],
	['Object.values($json).find((value) => Array.isArray(value))[0].name', name],
	['Object.entries($json).filter(([key]) => key === "products")[0][1][0].name', name],
	['JSON.parse(JSON.stringify($json.products[0])).name', name],
	['$jmespath($json, "products[0].name")', name],
	['$jmespath($json.products, "[0].name")', name],
	['$jmespath($json.products[0], "name")', name],
	['$input.item.json.products[0].name', name],
	['$input.first().json.products[0].name', name],
	['$input.last().json.products[0].name', name],
	['$input.all()[0].json.products[0].name', name],
	['$item(0).$json.products[0].name', name],
	['$items()[0].json.products[0].name', name],
	["$('Shop').item.json.products[0].name", name],
	["$('Shop').first().json.products[0].name", name],
	["$('Shop').last().json.products[0].name", name],
	["$('Shop').all()[0].json.products[0].name", name],
	["$('Shop').itemMatching(0).json.products[0].name", name],
	['$("Pass").item.json.products[0].name', name],
	['$(["Sh", "op"].join("")).item.json.products[0].name', name],
	['$node["Shop"].json.products[0].name', name],
	['$node.Shop.json["products"][0]["name"]', name],
	['$items("Shop")[0].json.products[0].name', name],
	['`${$json.products[0].name}`', name],
	['"" + $json.products[0].name', name],
	['$json.products[0].name.toUpperCase()', (one) => one.name.toUpperCase()],
	['$json.products[0].made.by.name', (one) => one.made.by.name],
	['$json.products[0].made["by"]?.name', (one) => one.made.by.name],
	['$json.products[0].tags[0]', (one) => one.tags[0]],
	['$json.products[0].tags.join(" + ")', (one) => one.tags.join(' + ')],
	['$json.products[0].price', (one) => String(one.price)],
	['$json.products[0].price * 2 + "%"', (one) => `${one.price * 2}%`],
	[
		'$if($json.products[0].price > 0, $json.products[0].name, "free")',
		(one) => (one.price > 0 ? one.name : 'free'),
	],
	['Object.keys($json.products[0]).join()', (one) => Object.keys(one).join()],
];

describe('every way to a value of the first element', () => {
	it('there are many', () => expect(SPELLINGS.length).toBeGreaterThan(40));

	it.each(SPELLINGS)('%s', async (code, valueOf) => {
		await fc.assert(
			fc.asyncProperty(fc.array(product, { minLength: 1, maxLength: 4 }), async (products) => {
				const before = JSON.stringify(products);
				const items = [{ shop: { products: 1 }, products: products as IDataObject[] }];
				const sent = await contacts('$json.products', `=<{{ ${code} }}>`, items);
				expect(sent.problems).toEqual([]);
				expect(sent.names).toEqual([products.map((one) => `<${String(valueOf(one))}>`)]);
				expect(JSON.stringify([products, sent.items[0]?.products])).toBe(`[${before},${before}]`);
			}),
			{ numRuns: 8 },
		);
	});
});

/** Lists that are made of a list, as n8n's engine and plain JavaScript make them. */
const LISTS: Array<[string, (list: Product[]) => Product[]]> = [
	['$json.products', (list) => list],
	["$('Shop').item.json.products", (list) => list],
	['$json.products.filter((one) => one.price > 0)', (list) => list.filter(({ price }) => price > 0)],
	["$('Shop').first().json.products.slice(1)", (list) => list.slice(1)],
	['$json.products.slice(1, 3)', (list) => list.slice(1, 3)],
	['$json.products.toReversed()', (list) => list.slice().reverse()],
	['$json.products.reverse()', (list) => list.slice().reverse()],
	[
		'$json.products.sort((a, b) => a.price - b.price)',
		(list) => list.slice().sort((a, b) => a.price - b.price),
	],
	['[...$json.products, ...$json.products]', (list) => [...list, ...list]],
	['$json.products.map((one) => ({ ...one, more: 1 }))', (list) => list.map((one) => ({ ...one, more: 1 }))],
	['$json.products || []', (list) => list],
];

it('whatever a list is made of, each element gives its own values, and the data stays', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(product, { minLength: 1, maxLength: 5 }),
			fc.constantFrom(...LISTS),
			fc.uniqueArray(fc.constantFrom(...SPELLINGS), { minLength: 1, maxLength: 3 }),
			async (products, [list, listOf], spellings) => {
				const elements = listOf(products);
				fc.pre(elements.length > 0);
				const before = JSON.stringify(products);
				const text = `=${spellings.map(([code]) => `{{ ${code} }}`).join('|')}`;
				const sent = await contacts(list, text, [{ shop: 1, products: products as IDataObject[] }]);
				expect(sent.problems).toEqual([]);
				expect(sent.names).toEqual([
					elements.map((one) => spellings.map(([, valueOf]) => String(valueOf(one))).join('|')),
				]);
				expect(JSON.stringify([products, sent.items[0]?.products])).toBe(`[${before},${before}]`);
			},
		),
		{ numRuns: 150 },
	);
});

const threeProducts: IDataObject[] = ['A', 'B', 'C'].map((own, index) => ({ name: own, price: index + 1 }));
const shop = (more: IDataObject = {}): IDataObject => ({ products: structuredClone(threeProducts), ...more });

describe('what went out wrongly without a word', () => {
	it.each([
		'$jmespath($json, "products[0].price")',
		'(({ products }) => products[0].price)($json)',
		'Object.values($json)[0][0].price',
		'(() => { const data = $json; return data.products[0].price; })()',
		`(() => { return /"/.test("") || $json.products[0].price; })()`,
	])('beside a value that is taken properly: %s', async (code) => {
		const sent = await contacts('$json.products', `={{ $json.products[0].name }} {{ ${code} }}`, [shop()]);
		expect(sent.problems).toEqual([]);
		expect(sent.names).toEqual([['A 1', 'B 2', 'C 3']]);
	});

	it('a list that is shuffled', async () => {
		const shuffled = '$json.products.sort(() => Math.random() - 0.5)';
		for (let run = 0; run < 60; run += 1) {
			const sent = await contacts(shuffled, '={{ $json.products[0].name }} {{ $json.products[0].price }}', [
				{ products: threeProducts.slice(0, 2) },
			]);
			expect(sent.names[0]?.slice().sort()).toEqual(['A 1', 'B 2']);
		}
	});

	it('elements that are members of what the form shows', async () => {
		const orders = [1001, 1002].map((number) => ({
			name: `#${number}`,
			customer: { name: `Ann of ${number}`, email: 'ann@example.com' },
		}));
		const list = '$json.orders.map((order) => order.customer)';
		const { problems } = await contacts(list, '={{ $json.orders[0].name }}', [{ orders }]);
		expect(problems).toEqual([
			'Repeat for Each gives elements that are in no list of the input, so no value can be taken from the first one: make this list in a node before this one, and drag it here',
		]);
	});

	it.each([
		['$json.colours', '$json.photos'],
		['$json.photos', '$json.colours'],
	])('texts beside objects, for each of %s', async (list, other) => {
		const item = { colours: ['Red', 'Blue'], photos: [{ side: 'red, front' }, { side: 'red, back' }] };
		const { problems } = await contacts(list, '={{ $json.colours[0] }}: {{ $json.photos[0].side }}', [item]);
		expect(problems).toEqual([expect.stringContaining(`takes its value from ${other}, another list`)]);
	});
});

describe('what stands where it is not looked for', () => {
	const names = (list: string, name: string, item: IDataObject, pinned?: IDataObject) =>
		contacts(list, `=${name}`, [item], {}, pinned);

	it.each([
		['computed', `$(['Pa', 'ss'].join('')).item`],
		['of a node on another branch', `$('Side').first()`],
	])('a node whose name is %s, beside one whose name is written', async (_, way) => {
		const text = `{{ $('Shop').item.json.products[0].name }} {{ ${way}.json.products[0].price }}`;
		for (const list of ["$('Shop').item.json.products", '$json.products']) {
			const sent = await names(list, text, shop());
			expect([sent.names, sent.problems]).toEqual([[['A 1', 'B 2', 'C 3']], []]);
		}
	});

	it('data that is pinned to a node before', async () => {
		const pinned = shop();
		const text = `{{ $('Pass').item.json.products[0].name }} {{ $('Pass').first().json.products[0].price }}`;
		const sent = await names("$('Pass').item.json.products", text, { products: [] }, pinned);
		expect([sent.names, sent.problems]).toEqual([[['A 1', 'B 2', 'C 3']], []]);
		expect(pinned).toEqual(shop());
	});

	it('values of a filtered list that another list has by chance', async () => {
		const item = { prices: [0, 1, 2], stock: [2, 1, 5], flags: [{ on: false }, { on: true }] };
		const filtered = '$json.prices.filter((price) => price > 0)';
		const sent = await names(filtered, '{{ $json.prices[0] }}', item);
		expect([sent.names, sent.problems]).toEqual([[['1', '2']], []]);
		const { problems } = await names(filtered, '{{ $json.prices[0] }} {{ $json.stock[0] }}', item);
		expect(problems).toEqual([
			expect.stringContaining('Full Name takes its value from $json.stock, a list beside Repeat for Each'),
		]);
	});

	it('objects that say as much as a part of each element', async () => {
		const products = threeProducts.map((one) => ({ ...one, on: true }));
		const item = { products, flags: [{ on: false }, { on: true }] };
		const { problems } = await names(
			'$json.products.filter((one) => one.price > 1)',
			'{{ $json.products[0].name }} {{ $json.flags[0].on }}',
			item,
		);
		expect(problems).toEqual([
			expect.stringContaining('Full Name takes its value from $json.flags, a list beside Repeat for Each'),
		]);
	});

	it.each([
		['$json.products.map((one) => one.price)', { all: [5, 1, 2, 3] }],
		[
			'$json.products.map((one) => ({ ...one, name: one.name + "!" }))',
			{ few: [{ price: 1 }, { price: 2 }, { price: 3 }] },
		],
	])('new elements whose values another list has by chance: %s', async (list, more) => {
		const { problems } = await names(list, '{{ $json.products[0].name }}', shop(more));
		expect(problems).toEqual([
			expect.stringContaining('Repeat for Each gives elements that are in no list of the input'),
		]);
	});

	it('another list that only a later element takes its value from', async () => {
		const text =
			'{{ $json.products[0].name }} {{ $json.products[0].price > 2 ? $json.sales[0].price : $json.products[0].price }}';
		const sent = await names('$json.products', text, shop({ sales: [{ price: 7 }, { price: 8 }] }));
		expect(sent.names).toEqual([['A 1', 'B 2', undefined]]);
		expect(sent.problems).toEqual([
			expect.stringMatching(
				/^Contact 3 \(products\[2\]\) › Full Name takes its value from \$json\.sales, another list/,
			),
		]);
	});

	it('another list of as many elements, wherever it is', async () => {
		const item = shop({ data: { lines: [{ cost: 1 }, { cost: 2 }, { cost: 3 }] } });
		const text = '{{ $json.products[0].name }} {{ $json.data.lines[0].cost }}';
		expect((await names('$json.products', text, item)).problems).toEqual([
			expect.stringContaining('takes its value from $json.data.lines, another list (with 3 elements)'),
		]);
	});

	it.each([
		['$json.products', 3],
		['$json.products.slice(0, 1)', 1],
	])('what is looked up in another list is the element’s own, for each of %s', async (list, count) => {
		const stock = ['A', 'B', 'C'].map((own, index) => ({ name: own, left: 7 + index }));
		const item = shop({ stock: stock.slice(0, count) });
		const text =
			'{{ $json.products[0].name }} {{ $json.stock.find((one) => one.name.startsWith($json.products[0].name)).left }}';
		const sent = await names(list, text, item);
		expect([sent.names, sent.problems]).toEqual([[['A 7', 'B 8', 'C 9'].slice(0, count)], []]);
	});

	it('a member of an element that the list is asked for leaves no hole', async () => {
		for (const products of [threeProducts, threeProducts[0] as IDataObject]) {
			for (const code of ['$json.products.name', '"Mr " + $json.products.name']) {
				const text = `Buy {{ ${code} }} for {{ $json.products[0].price }}`;
				expect((await names('$json.products', text, { products })).problems).toEqual([
					'Contact › Full Name takes $json.products.name from the list, which is the same for every Contact: take it from the first element, $json.products[0]',
				]);
			}
		}
	});

	it('an element in place of a value of it', async () => {
		const { problems } = await names('$json.products', 'Buy {{ $json.products[0] }}', shop());
		expect(problems).toEqual(
			[0, 1, 2].map(
				(index) =>
					`Contact ${index + 1} (products[${index}]) › Full Name shows {{ $json.products[0] }} as "[object Object]": choose one value in it`,
			),
		);
	});

	it('what is said of the order whose lines are repeated, and not of another one', async () => {
		const { products } = shop();
		const orders = [
			{ number: 5, lines: products },
			{ number: 6, lines: [{ name: 'D' }] },
		] as unknown as IDataObject[];
		for (const some of [orders, orders.slice(0, 1)]) {
			const text = '{{ $json.orders[0].lines[0].name }} of {{ $json.orders[0].number }}';
			const sent = await names('$json.orders[0].lines', text, { orders: some });
			expect([sent.names, sent.problems]).toEqual([[['A of 5', 'B of 5', 'C of 5']], []]);
		}
		const text = '{{ $json.orders[1].lines[0].name }} of {{ $json.orders[0].number }}';
		expect((await names('$json.orders[1].lines', text, { orders })).problems).toEqual([
			expect.stringContaining('Full Name takes its value from $json.orders, another list (with 2 elements)'),
		]);
	});

	it('one element in place of the list', async () => {
		const { problems } = await names('$json.products[0]', '{{ $json.products[0].name }}', shop());
		expect(problems).toContain(
			'Repeat for Each gives one element and not a list: drag the whole list here from the input',
		);
	});

	it('more of a column than its first element names that column', async () => {
		const item = { names: ['A', 'B'], prices: [1, 2] };
		const { problems } = await names('$json.names', '{{ $json.names[0] }} {{ $json.prices.join() }}', item);
		expect(problems).toEqual([
			'Contact › Full Name takes $json.prices[1] from the list, which is the same for every Contact: take it from the first element, $json.prices[0]',
		]);
	});

	it('what changes the data in a text that only n8n can put together', async () => {
		const item = shop({ tags: ['x', 'y'] });
		const before = JSON.stringify(item);
		const text = '\\ {{ $json.products[0].name }} {{ $json.tags.reverse().join() }}';
		const sent = await names('$json.products', text, item);
		expect(sent.names[0]?.map((one) => String(one).slice(-5))).toEqual(['A y,x', 'B y,x', 'C y,x']);
		expect(JSON.stringify([item, sent.items[0]])).toBe(`[${before},${before}]`);
	});
});

describe('what is taken from elsewhere is a problem', () => {
	it.each([
		['$json.products[1].name', '$json.products[1]'],
		['$json.products.at(-1).name', '$json.products[2]'],
		['$json.products.map((one) => one.name).join()', '$json.products[1]'],
		['$json.products.filter((one) => one.price > 1)[0].name', '$json.products[1]'],
		['$jmespath($json, "products[*].name")[0]', '$json.products[1]'],
		['$jmespath($json, "products[1].name")', '$json.products[1]'],
		['JSON.stringify($json)', '$json.products[1]'],
		["$('Shop').item.json.products[1].name", "$('Shop').item.json.products[1]"],
	])('%s', async (code, taken) => {
		const { problems } = await contacts('$json.products', `={{ $json.products[0].name }} {{ ${code} }}`, [
			shop(),
		]);
		expect(problems).toEqual([
			`Contact › Full Name takes ${taken} from the list, which is the same for every Contact: take it from the first element, $json.products[0]`,
		]);
	});

	it('the list of another item', async () => {
		const other = { products: [{ name: 'Of somebody else', price: 0 }] };
		for (const way of [
			"$('Shop').first().json",
			'$input.first().json',
			'$items()[0].json',
			'$item(0).$json',
		]) {
			const { problems } = await contacts('$json.products', `={{ ${way}.products[0].name }}`, [
				other,
				shop(),
			]);
			expect(problems).toEqual([
				expect.stringMatching(
					/^Contact › Full Name takes its value from \$.*\.json\.products, another list \(with 1 element\)/,
				),
			]);
		}
	});

	it('all of a list with one element is not its first element', async () => {
		const item = shop({ tags: ['new'] });
		const joinedTags = '={{ $json.products[0].name }} {{ $json.tags.join(", ") }}';
		expect((await contacts('$json.products', joinedTags, [item])).names).toEqual([
			['A new', 'B new', 'C new'],
		]);
		const first = '={{ $json.products[0].name }} {{ $json.tags[0] }}';
		expect((await contacts('$json.products', first, [item])).problems).toEqual([
			expect.stringContaining('takes its value from $json.tags, another list (with 1 element)'),
		]);
	});
});

describe('a total of the whole list', () => {
	const given = (code: string, item: IDataObject, list = '$json.products') =>
		contacts(list, `={{ $json.products[0].name }}: {{ ${code} }}`, [item]);
	const prices = (list: IDataObject[]) => list.map(({ price }) => Number(price));

	it.each<[string, (list: IDataObject[]) => unknown]>([
		['$json.products.map((one) => one.price).sum()', (list) => prices(list).reduce((sum, one) => sum + one)],
		[
			'$json.products.map((one) => one.price).average()',
			(list) => prices(list).reduce((sum, one) => sum + one) / list.length,
		],
		['Math.min(...$json.products.map((one) => one.price))', (list) => Math.min(...prices(list))],
		[
			'$json.products.filter((one) => one.price > 1).length',
			(list) => prices(list).filter((one) => one > 1).length,
		],
		['$jmespath($json, "max(products[*].price)")', (list) => Math.max(...prices(list))],
		['JSON.stringify($json.products).length', (list) => JSON.stringify(list).length],
		[
			"$('Shop').item.json.products.reduce((sum, one) => sum + one.price, 0)",
			(list) => prices(list).reduce((sum, one) => sum + one),
		],
	])('is the same for each element: %s', async (code, totalOf) => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }),
				async (numbers) => {
					const products = numbers.map((price, index) => ({ name: `P${index}`, price }));
					const total = totalOf(products);
					const sent = await given(code, { products });
					expect(sent.problems).toEqual([]);
					expect(sent.names).toEqual([products.map((one) => `${one.name}: ${String(total)}`)]);
				},
			),
			{ numRuns: 8 },
		);
	});

	it('also where its last digits depend on the order, and beside a part of the list', async () => {
		const products = [0.1, 0.2, 0.3].map((price) => ({ name: String(price), price }));
		const sum = '$json.products.map((one) => one.price).sum()';
		const text = (own: string) => `${own}: ${0.1 + 0.2 + 0.3}`;
		expect((await given(sum, { products })).names).toEqual([['0.1', '0.2', '0.3'].map(text)]);
		const part = await given(sum, { products }, '$json.products.filter((one) => one.price > 0.1)');
		expect(part.names).toEqual([['0.2', '0.3'].map(text)]);
	});

	it('is not a value of an element', async () => {
		const text = '={{ $json.products.map((one) => one.price).sum() }}';
		expect((await contacts('$json.products', text, [shop()])).problems).toEqual([
			expect.stringContaining('Contact mentions no element of the list, all of them would be the same'),
		]);
	});

	it.each([
		'$json.products[1].price',
		'$json.products.at(-1).price',
		'$json.products.slice(1).map((one) => one.price)[0]',
		'$json.products.map((one) => one.price)[0]',
		'$json.products.filter((one) => one.price >= 0)[0].price',
		'$json.products.map((one) => one.price)[1]',
		'$json.products.map((one) => one.price).join("")',
		'$json.products[0].price - $json.products.map((one) => one.price).sum()',
	])('is not what depends on which element comes first: %s', async (code) => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 6 }),
				async (numbers) => {
					const products = numbers.map((price, index) => ({ name: `P${index}`, price }));
					const { problems } = await given(code, { products });
					expect(problems.length > 0 || new Set(numbers).size === 1).toBe(true);
				},
			),
			{ numRuns: 25 },
		);
	});
});

it.each([
	'indexOf($json.products[0])',
	'lastIndexOf($json.products[0])',
	'findIndex((one) => one.name === $json.products[0].name)',
	'findLastIndex((one) => one.name === $json.products[0].name)',
])('the place of an element, which always stands first, is a problem: %s', async (call) => {
	const number = `={{ $json.products.${call} + 1 }}. {{ $json.products[0].name }}`;
	expect((await contacts('$json.products', number, [shop()])).problems).toEqual([
		'Contact › Full Name asks for the place of an element in $json.products, which is the same for every Contact: give each element its number in a node before this one, and take that',
	]);
	const other =
		'={{ $json.products[0].name.indexOf("B") }} {{ $json.sizes.indexOf($json.products[0].price) }}';
	const sent = await contacts('$json.products', other, [shop({ sizes: [0, 3, 2, 1] })]);
	expect([sent.names, sent.problems]).toEqual([[['-1 3', '0 2', '-1 1']], []]);
});

it('what one piece of code changes is not changed for the next one', async () => {
	const text =
		'={{ $json.products.shift().name }}{{ $json.products[0].price }}{{ $json.products.reverse().length }}{{ $json.products[0].name }}';
	const sent = await contacts('$json.products', text, [shop()]);
	expect([sent.names, sent.problems]).toEqual([[['A13A', 'B23B', 'C33C']], []]);
});

describe('elements that are 0, false or empty', () => {
	it('are values like others', async () => {
		const sent = await contacts('$json.counts', '={{ $json.counts[0] }}', [{ counts: [0, 1, false, true] }]);
		expect([sent.names, sent.problems]).toEqual([[['0', '1', 'false', 'true']], []]);
	});

	it('or nothing, which is said once, and leaves nothing in the message', async () => {
		const sent = await contacts('$json.texts', '={{ $json.texts[0] }}', [{ texts: ['a', '', null, 'b'] }]);
		expect(sent).toMatchObject({
			names: [['a', 'b']],
			problems: [
				'Contact 2 (texts[1]) has nothing to be made from: texts[1] is empty',
				'Contact 3 (texts[2]) has nothing to be made from: texts[2] is empty',
			],
		});
	});
});

describe('n8n’s data is as it was', () => {
	const frozen = <T>(value: T): T => {
		if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
		return value;
	};

	it('where it may not be changed at all', async () => {
		const list = { list: frozen(shop()) };
		const sent = await contacts('$json.list.products', '={{ $json.list.products[0].name }}', [list]);
		expect(sent.names).toEqual([['A', 'B', 'C']]);
		const whole = await contacts('$json.products', "={{ $('Shop').item.json.products[0].name }}", [
			frozen(shop()),
		]);
		expect(whole.names).toEqual([['A', 'B', 'C']]);
	});

	it.each([
		'$json.products[0].nope.nope',
		'(() => { throw new Error($json.products[0].name) })()',
		'$json.products[0] +++ 1',
		"$('Nowhere').item.json.products[0].name",
		'$json.products.pop().name + $json.products[0].name',
		'$json.products.sort((a, b) => b.price - a.price)[0].name + $json.products.splice(0, 3).length',
		'Object.assign($json.products[0], { name: "changed" }).name',
		'($json.products[0].name = "changed")',
		'(() => { delete $json.products; $json.products = []; return 1; })()',
		'(() => { $input.item.json = { products: [] }; return $json.products[0].name; })()',
	])('whatever an expression does: %s', async (code) => {
		const item = shop();
		const before = JSON.stringify(item);
		const sent = await contacts('$json.products', `={{ $json.products[0].name }} {{ ${code} }}`, [item]);
		expect(JSON.stringify([item, sent.items[0]])).toBe(`[${before},${before}]`);
	});

	it('where several items and executions at once have the same list', async () => {
		const { products } = shop();
		const items = Array.from({ length: 5 }, (_, index) => ({ products, index }));
		const before = JSON.stringify(items);
		let isOver = false;
		/** Between the steps of the executions. */
		const look = async () => {
			let looks = 0;
			for (; looks < 5000 && !isOver; looks += 1) {
				if (JSON.stringify(items) !== before) throw new Error('The data is seen as it is not');
				await Promise.resolve();
			}
			return looks;
		};
		const looking = look();
		const text = `={{ $('Shop').item.json.products[0].name }}{{ $json.products[0].price }}`;
		const all = await Promise.all(
			Array.from({ length: 10 }, async () => await contacts("$('Shop').item.json.products", text, items)),
		);
		isOver = true;
		for (const { names } of all) expect(names).toEqual(items.map(() => ['A1', 'B2', 'C3']));
		expect(await looking).toBeGreaterThan(10);
		expect(JSON.stringify(items)).toBe(before);
	});
});
