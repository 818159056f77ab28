/** Entries that are filled in once, computed by the expression engine of a real n8n. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outputOf, type Execution, type JsonObject, type Scene, type Workflow } from '../../harness';

const SARI = '6281234567890';
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

export function testLists(scene: () => Scene): void {
	const bodies = () => scene().sandbox.received.map(({ body }) => body as JsonObject);
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
	];
	for (const [list, names] of LISTS) {
		test(`repeat: for each of ${list}`, async () => {
			const execution = await send(repeat(list, '={{ $json.products[0].name }}'));
			assert.equal(execution.status, 'success', execution.error?.message);
			assert.deepEqual(texts(), [names]);
		});
	}

	test('probe', async () => {
		const holes = [
			product(1),
			{ ...product(2), price: null, made: null },
			{ name: 'Plant 3', picture: 'https://e.com/a.jpg', page: 'https://e.com' },
		];
		for (const text of [
			'={{ $json.products[0].price }}',
			'={{ $json.products[0].made.by.name }}',
			'=by {{ $json.products[0].made.by.name }}',
			'=at {{ $json.products[0].price }}',
			'={{ $json.products[0].price.toFixed(2) }}',
			'={{ $json.products[0].made?.by?.name ?? "nobody" }}',
			'={{ $json.nothing.at.all }}{{ $json.products[0].name }}',
			'={{ $json.products[0].name +++ }}',
			'={{ nope($json.products[0].name) }}',
			'={{ $json.products[0].name.nope() }}',
			'={{ DateTime.now() }}{{ $json.products[0].name }}',
		]) {
			const execution = await send(repeat('$json.products', text), [{ ...three, products: holes }]);
			console.error('PROBE', text, '→', execution.error?.message ?? '', JSON.stringify(texts().at(-1)));
		}
	});
	void outputOf;
}
