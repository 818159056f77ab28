/** Entries that are filled in once, computed by the expression engine of a real n8n. */
import assert from 'node:assert/strict';
import {
	byRecipient,
	outputOf,
	type Execution,
	type JsonObject,
	type Scene,
	type Workflow,
} from '../../harness';
import { test } from './registry';

const SARI = '6281234567890';
const OTHER = '6281345678901';
const NODE = 'Send';
const SHOP = 'Shop';

const product = (number: number): JsonObject => ({
	name: `Plant ${number}`,
	price: number * 10,
	made: { by: { name: `Maker ${number}` } },
	picture: `https://images.example.com/${number}.jpg`,
	page: `https://shop.example.com/${number}`,
	in_stock: number !== 2,
});
const three = { phone: SARI, customer: 'Sari', products: [1, 2, 3].map(product), first: product(9) };

/** @param engine of n8n's expressions: `legacy` works on the data itself, `vm` has a memory of its own */
export function testLists(scene: () => Scene, engine: 'legacy' | 'vm'): void {
	const bodies = () => byRecipient(scene().sandbox.received).map(({ body }) => body as JsonObject);
	const texts = () =>
		bodies().map(({ interactive }) =>
			(interactive as { action: { cards: { body?: { text: string } }[] } }).action.cards.map(
				({ body }) => body?.text,
			),
		);

	/** Runs a carousel whose items are given by a node called "Shop", with another node in between. */
	async function send(
		parameters: JsonObject,
		items: JsonObject[] = [three],
		settings = {},
	): Promise<Execution> {
		const link = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
		const node = (name: string, type: string, typeVersion: number, own: JsonObject) => ({
			name,
			type,
			typeVersion,
			position: [0, 0] as [number, number],
			parameters: own,
		});
		const workflow: Workflow = {
			name: 'Lists',
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
				node('Items', 'n8n-nodes-base.code', 2, {
					jsCode: `return ${JSON.stringify(items.map((json) => ({ json })))}`,
				}),
				node(SHOP, 'n8n-nodes-base.noOp', 1, {}),
				node('Pass', 'n8n-nodes-base.set', 3.4, {
					assignments: { assignments: [] },
					includeOtherFields: true,
					options: {},
				}),
				{
					...node(NODE, 'n8n-nodes-itnio.itnioWhatsApp', 1, {
						operation: 'sendCarousel',
						businessPhone: '6285574670498',
						recipient: '={{ $json.phone }}',
						bodyText: '=For {{ $json.customer }}',
						options: {},
						...parameters,
					}),
					credentials: { itnioApi: scene().credential },
					...settings,
				},
			],
			connections: { Start: link('Items'), Items: link(SHOP), [SHOP]: link('Pass'), Pass: link(NODE) },
		};
		return await scene().client.runWorkflow(await scene().client.createWorkflow(workflow));
	}

	const repeat = (list: string, text: string): JsonObject => ({
		inputMode: 'repeat',
		repeatFor: `={{ ${list} }}`,
		card: {
			entry: {
				headerLink: '={{ $json.products[0].picture }}',
				bodyText: text,
				urlText: 'Buy it',
				url: '={{ $json.products[0].page }}',
			},
		},
	});

	test(`repeat: the expression engine under test is ${engine}`, async () => {
		const text = '={{ $json.numbers.fill(9) && $input.item.json.numbers.join() }}';
		const form = { ...repeat('$json.products', '={{ $json.products[0].name }}'), bodyText: text };
		await send(form, [{ ...three, numbers: [1, 2] }]);
		const { body } = bodies()[0]?.interactive as { body: { text: string } };
		assert.equal(body.text, engine === 'legacy' ? '9,9' : '1,2');
	});

	// Each of them is the first product's name in another spelling.
	const SPELLINGS = [
		'$json.products[0].name',
		'$json["products"][0].name',
		"$json['products'][0]['name']",
		'$json.products.at(0).name',
		'$json.products?.[0]?.name',
		'$json.products.first().name',
		'$json . products [ 0 ] . name',
		'$input.item.json.products[0].name',
		`$('${SHOP}').item.json.products[0].name`,
		`$('${SHOP}').first().json.products[0].name`,
		`$node["${SHOP}"].json.products[0].name`,
		`$node["${SHOP}"].json["products"][0]["name"]`,
		'$json.products[0].name.toLowerCase().toTitleCase()',
		'`${$json.products[0].name}`',
		'($json.products[0].name)',
		'(() => { const one = $json.products[0]; return one.name; })()',
		'$json.products[0].made.by.name.replace("Maker", "Plant")',
		'$jmespath($json, "products[0].name")',
		'(({ products: [one] }) => one.name)($json)',
		'Object.values($json).find(Array.isArray)[0].name',
		'(() => { const data = $json; return /"/.test("") || data.products[0].name; })()',
		'[...$json.products][0].name',
		'$json.products.slice(0, 1)[0].name',
		'$input.first().json.products[0].name',
		'$input.all()[0].json.products[0].name',
		'$items()[0].json.products[0].name',
		`$items("${SHOP}")[0].json.products[0].name`,
		`$('${SHOP}').last().json.products[0].name`,
		`$('${SHOP}').all()[0].json.products[0].name`,
		`$('${SHOP}').itemMatching(0).json.products[0].name`,
		`$jmespath($('${SHOP}').item.json, "products[0].name")`,
		`(({ products: [one] }) => one.name)($('${SHOP}').item.json)`,
	];
	for (const spelling of SPELLINGS) {
		test(`repeat: ${spelling}`, async () => {
			const execution = await send(repeat('$json.products', `=*{{ ${spelling} }}*`));
			assert.equal(execution.status, 'success', execution.error?.message);
			assert.deepEqual(texts(), [['*Plant 1*', '*Plant 2*', '*Plant 3*']]);
		});
	}

	// Each of them is the list, or a part of it.
	const LISTS: Array<[string, string[]]> = [
		['$json["products"]', ['Plant 1', 'Plant 2', 'Plant 3']],
		[`$('${SHOP}').item.json.products`, ['Plant 1', 'Plant 2', 'Plant 3']],
		[`$node["${SHOP}"].json.products`, ['Plant 1', 'Plant 2', 'Plant 3']],
		['$json.products.slice(0, 2)', ['Plant 1', 'Plant 2']],
		['$json.products.filter(one => one.in_stock)', ['Plant 1', 'Plant 3']],
		['($json.products || [])', ['Plant 1', 'Plant 2', 'Plant 3']],
		[`$('${SHOP}').item.json.products.filter(one => one.in_stock)`, ['Plant 1', 'Plant 3']],
		['$json.products.reverse()', ['Plant 3', 'Plant 2', 'Plant 1']],
		['$json.products.map((one) => ({ ...one, at: $now }))', ['Plant 1', 'Plant 2', 'Plant 3']],
	];
	for (const [list, names] of LISTS) {
		test(`repeat: for each of ${list}`, async () => {
			const execution = await send(repeat(list, '={{ $json.products[0].name }}'));
			assert.equal(execution.status, 'success', execution.error?.message);
			assert.deepEqual(texts(), [names]);
		});
	}

	// What the first product gives, and what is said where nothing can come of it.
	const SILENT: Array<[string, RegExp]> = [
		['=by {{ $json.products[0].made.by.nick }}', /needs "made\.by\.nick", which products\[0\] does not have/],
		[
			'=by {{ nope($json.products[0].name) }}',
			/gets nothing from \{\{ nope\(\$json\.products\[0\]\.name\) \}\}/,
		],
		['={{ $json.products[0].name.nope() }}', /gets nothing from/],
		['={{ $json.products[0].name +++ }}', /could not be computed: invalid syntax/],
	];
	for (const [text, words] of SILENT) {
		test(`repeat: ${text} is a problem of every card`, async () => {
			const execution = await send(repeat('$json.products', text));
			assert.equal(execution.status, 'error');
			assert.match(execution.error?.message ?? '', words);
			assert.match(execution.error?.message ?? '', /Card 3 \(products\[2\]\) › Card Text/);
			assert.equal(scene().sandbox.requests, 0);
		});
	}

	// What is not of the element at hand, whatever way the code takes to it.
	const NOT_ITS_OWN: Array<[string, RegExp]> = [
		['$json.products[1].name', /takes \$json\.products\[1\] from the list/],
		['$json.products.map((one) => one.name).join()', /takes \$json\.products\[1\] from the list/],
		[`$('${SHOP}').item.json.products[1].name`, /takes .*products.* from the list/],
		[`$('${SHOP}').item.json.products.filter((one) => one.price > 10)[0].name`, /takes .* from the list/],
		['$json.shipping_lines[0].title', /takes its value from \$json\.shipping_lines, another list/],
		[`$('${SHOP}').item.json.shipping_lines[0].title`, /takes its value from .*shipping_lines, another list/],
	];
	for (const [code, words] of NOT_ITS_OWN) {
		test(`repeat: ${code} beside the first element is a problem`, async () => {
			const shipping = ['JNE', 'packing'].map((title) => ({ title }));
			const execution = await send(repeat('$json.products', `={{ $json.products[0].name }} {{ ${code} }}`), [
				{ ...three, shipping_lines: shipping },
			]);
			assert.match(execution.error?.message ?? '', words);
			assert.equal(scene().sandbox.requests, 0);
		});
	}

	for (const way of ['$json', `$('${SHOP}').item.json`]) {
		test(`repeat: a total of ${way} is the same on every card`, async () => {
			const text = `={{ $json.products[0].name }} of {{ ${way}.products.map((one) => one.price).sum() }}`;
			const execution = await send(repeat('$json.products', text));
			assert.equal(execution.status, 'success', execution.error?.message);
			assert.deepEqual(texts(), [['Plant 1 of 60', 'Plant 2 of 60', 'Plant 3 of 60']]);
		});

		test(`repeat: the place of an element of ${way} is a problem`, async () => {
			const place = `${way}.products.findIndex((one) => one.name === ${way}.products[0].name) + 1`;
			const { error } = await send(repeat('$json.products', `={{ ${place} }}. {{ $json.products[0].name }}`));
			assert.match(error?.message ?? '', /asks for the place of an element in .*products, which is the same/);
			assert.equal(scene().sandbox.requests, 0);
		});
	}

	test('repeat: what is missing from an element of a node before is a problem', async () => {
		const list = [product(1), { ...product(2), name: undefined }, product(3)] as JsonObject[];
		const text = `=*{{ $('${SHOP}').item.json.products[0].name }}*`;
		const { error } = await send(repeat('$json.products', text), [{ ...three, products: list }]);
		assert.match(
			error?.message ?? '',
			/Card 2 \(products\[1\]\) › Card Text (?:needs "name"|gets nothing from)/,
		);
		assert.equal(scene().sandbox.requests, 0);
	});

	test('repeat: what is missing is left out where it may be', async () => {
		const rare = [product(1), { ...product(2), made: null }, { ...product(3), made: {} }];
		await send(repeat('$json.products', '={{ $json.products[0].made.by.name.toUpperCase() }}'), [
			{ ...three, products: rare },
		]);
		assert.deepEqual(texts(), [['MAKER 1', undefined, undefined]]);
	});

	test('repeat: eleven products become two messages, in order, none with a single card', async () => {
		const eleven = Array.from({ length: 11 }, (_, index) => product(index + 1));
		const execution = await send(
			{ ...repeat('$json.products', '={{ $json.products[0].name }}'), whenTooMany: 'split' },
			[{ ...three, products: eleven }],
		);
		assert.deepEqual(texts(), [
			eleven.slice(0, 9).map(({ name }) => name),
			eleven.slice(9).map(({ name }) => name),
		]);
		assert.deepEqual(
			outputOf(execution, NODE).map(({ pairedItem }) => pairedItem),
			[{ item: 0 }, { item: 0 }],
		);
	});

	const lines = [SARI, OTHER, SARI, OTHER].map((phone, index) => ({
		phone,
		customer: 'All',
		...product(index + 1),
	}));
	const card = {
		entry: {
			headerLink: '={{ $json.picture }}',
			bodyText: '=*{{ $json.name }}*',
			urlText: 'Buy it',
			url: '={{ $json.page }}',
		},
	};

	test('items: each recipient gets their own, linked to all of their items', async () => {
		const execution = await send({ inputMode: 'items', card }, lines);
		assert.deepEqual(texts(), [
			['*Plant 1*', '*Plant 3*'],
			['*Plant 2*', '*Plant 4*'],
		]);
		assert.deepEqual(
			outputOf(execution, NODE).map(({ pairedItem }) => pairedItem),
			[
				[{ item: 0 }, { item: 2 }],
				[{ item: 1 }, { item: 3 }],
			],
		);
	});

	test('items: Execute Once would hide the others, and that is said', async () => {
		const { error } = await send({ inputMode: 'items', card }, lines, { executeOnce: true });
		assert.match(error?.message ?? '', /Execute Once hides 3 of 4 input items/);
		assert.equal(scene().sandbox.requests, 0);
	});

	test('JSON: all items in one message, but several recipients, is a problem', async () => {
		const cardsJson =
			'={{ $input.all().map(({ json }) => ({ header: { image: { link: json.picture } }, action: { parameters: { display_text: "Buy", url: json.page } } })) }}';
		const { error } = await send({ inputMode: 'json', cardsJson }, lines, { executeOnce: true });
		assert.match(error?.message ?? '', /Recipient names 2 people in 4 input items/);
		assert.equal(scene().sandbox.requests, 0);
	});
}
