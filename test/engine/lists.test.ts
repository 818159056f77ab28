/** One entry into many, and many items into one message, as n8n's engine computes them. */
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { runInEngine } from './engine';
import { serviceForTests } from './service';

const service = serviceForTests();

const SARI = '6281234567890';
const BUDI = '6281345678901';

const product = (number: number, more: IDataObject = {}): IDataObject => ({
	name: `Plant ${number}`,
	price: number * 10,
	picture: `https://images.example.com/${number}.jpg`,
	page: `https://shop.example.com/${number}`,
	...more,
});
const products = (count: number) => Array.from({ length: count }, (_, index) => product(index + 1));

const carousel: INodeParameters = {
	resource: 'message',
	operation: 'sendCarousel',
	businessPhone: '6285574670498',
	recipient: '={{ $json.phone }}',
	bodyText: '=For {{ $json.customer }}',
};
const repeatedCard = (entry: INodeParameters = {}): INodeParameters => ({
	...carousel,
	inputMode: 'repeat',
	repeatFor: '={{ $json.products }}',
	card: {
		entry: {
			headerLink: '={{ $json.products[0].picture }}',
			bodyText:
				'=*{{ $json.products[0].name.toUpperCase() }}* – ${{ $json.products[0].price }} for {{ $json.customer }}',
			urlText: 'Buy it',
			url: '={{ $json.products[0].page }}',
			...entry,
		},
	},
});
const cardFor = (index: number, number: number, customer = 'Sari') => ({
	card_index: index,
	type: 'cta_url',
	header: { type: 'image', image: { link: `https://images.example.com/${number}.jpg` } },
	body: { text: `*PLANT ${number}* – $${number * 10} for ${customer}` },
	action: {
		name: 'cta_url',
		parameters: { display_text: 'Buy it', url: `https://shop.example.com/${number}` },
	},
});

const run = async (
	parameters: INodeParameters,
	items: IDataObject[] = [{ phone: SARI, customer: 'Sari', products: products(3) }],
	settings: Partial<INode> = {},
) => await runInEngine({ credential: service.credential(), items, settings, parameters });

const cardsSent = () =>
	service.received().map((body) => (body.interactive as { action: { cards: unknown[] } }).action.cards);

describe('a card for each element of a list', () => {
	it('is filled in once', async () => {
		const { outputs, error } = await run(repeatedCard());
		expect(error?.message).toBeUndefined();
		expect(cardsSent()).toEqual([[cardFor(0, 1), cardFor(1, 2), cardFor(2, 3)]]);
		expect(outputs[0]).toEqual([
			{ json: expect.objectContaining({ messageType: 'carousel' }) as unknown, pairedItem: { item: 0 } },
		]);
	});
});

describe('what is wrong with a list is said where it can be mended', () => {
	const sari = { phone: SARI, customer: 'Sari' };
	const saidFor = async (
		parameters: INodeParameters,
		item: IDataObject = { ...sari, products: products(3) },
	) => {
		const { error } = await run(parameters, [item]);
		expect(service.sandbox.requests).toBe(0);
		return error?.message;
	};

	it('names the element, as a person finds it', async () => {
		const list = [product(1), product(2), product(3, { picture: '' })];
		expect(await saidFor(repeatedCard(), { ...sari, products: list })).toBe(
			'Card 3 (products[2]) › Image or Video Link is empty: enter a web address that starts with https://. This message was not sent.',
		);
	});

	it('names the element of a quick reply, too, and the one that is the same', async () => {
		const form = {
			...repeatedCard({
				quickReplies: { reply: [{ title: 'Keep it' }, { title: '={{ $json.products[0].answer }}' }] },
			}),
			carouselButtonType: 'quickReply',
		};
		const list = [product(1, { answer: 'More' }), product(2, { answer: 'Keep it' })];
		expect(await saidFor(form, { ...sari, products: list })).toBe(
			'Card 2 (products[1]) › Quick Reply 2 › Title is the same as Card 2 (products[1]) › Quick Reply 1 › Title: "Keep it". Give each button of a card a title of its own. This message was not sent.',
		);
	});

	it.each([
		['no list', '=', 'Repeat for Each is empty: drag the list here from the input'],
		[
			'a typed text',
			'products',
			'Repeat for Each must be one list and nothing else, but it is the text "products"',
		],
		[
			'text around it',
			'=All: {{ $json.products }}',
			'Repeat for Each must be one list and nothing else, but it is the text "All: {{ $json.products }}"',
		],
		[
			'two lists',
			'={{ $json.products }}{{ $json.products }}',
			'Repeat for Each must be one list and nothing else',
		],
		[
			'a list as the text of its JSON',
			'={{ JSON.stringify($json.products) }}',
			'Repeat for Each must give a list, but it gives a text with JSON in it: make a list of it in a node before this one, such as Edit Fields (Set) with a field of the type Array and {{ JSON.stringify($json.products).parseJson() }}, and drag that list here',
		],
		['another value', '={{ $json.customer }}', 'Repeat for Each must give a list, but it gives text'],
		[
			'a list that is not there',
			'={{ $json.goods }}',
			'Repeat for Each gives nothing: the 1st item has no $json.goods',
		],
		[
			'an empty list',
			'={{ $json.products.slice(9) }}',
			'Repeat for Each gives an empty list: there is nothing to make a message from',
		],
		['a broken expression', '={{ $json.products +++ }}', 'Repeat for Each could not be computed: '],
	])('%s', async (_, given, words) => {
		const said = await saidFor({ ...repeatedCard(), repeatFor: given });
		expect(said).toContain(`${words}`);
		expect(said).not.toContain('problems');
	});

	it('a list of one is too short for a carousel, and long enough for a list', async () => {
		const one = { ...sari, products: products(1) };
		expect(await saidFor(repeatedCard(), one)).toBe(
			'Repeat for Each has only 1 element, a carousel needs at least 2 cards. This message was not sent.',
		);
	});

	it('spaces around the expression do no harm', async () => {
		await run({ ...repeatedCard(), repeatFor: '= {{ $json.products }}\n' });
		expect(cardsSent()).toHaveLength(1);
	});

	it.each([
		[
			'mentions no element',
			{ headerLink: 'https://e.com/a.jpg', bodyText: 'Same', url: 'https://e.com' },
			'Card mentions no element of the list, all of them would be the same: drag values of its first element into the fields, such as {{ $json.products[0] }}',
		],
		[
			'mentions the second element',
			{ bodyText: '={{ $json.products[1].name }}' },
			'Card › Card Text takes $json.products[1] from the list, which is the same for every Card: take it from the first element, $json.products[0]',
		],
		[
			'mentions a list of the same name',
			{ bodyText: '={{ $json.box.products[0].name }}' },
			'Card › Card Text takes its value from $json.box.products, another list (with 2 elements) than Repeat for Each (with 3): take it from $json.products[0]',
		],
		[
			'cannot be computed',
			{ bodyText: '={{ $json.products[0].name +++ }}' },
			'Card 1 (products[0]) › Card Text could not be computed: invalid syntax',
		],
		[
			'computes nothing',
			{ bodyText: '=For {{ nope($json.products[0].name) }}' },
			'Card 1 (products[0]) › Card Text gets nothing from {{ nope($json.products[0].name) }} for products[0]: look at this expression',
		],
		[
			'gives a list',
			{ bodyText: '={{ [$json.products[0].name] }}' },
			'Card 1 (products[0]) › Card Text must be text, but the expression gives a list: choose one value in it',
		],
	] as Array<[string, INodeParameters, string]>)('an entry that %s', async (_, entry, words) => {
		const item = { ...sari, products: products(3), box: { products: products(2) } };
		expect(await saidFor(repeatedCard(entry), item)).toContain(words);
	});

	it('an entry that nobody filled in', async () => {
		expect(await saidFor({ ...repeatedCard(), card: {} })).toBe(
			'Card is empty: choose Add Card and fill it in once. This message was not sent.',
		);
	});

	it('an element that is empty', async () => {
		expect(await saidFor(repeatedCard(), { ...sari, products: [product(1), null, product(3)] })).toContain(
			'Card 2 (products[1]) has nothing to be made from: products[1] is empty',
		);
	});
});

describe('what an element does not have', () => {
	const list = [product(1, { by: { name: 'Ana' } }), product(2, { by: null }), product(3)];
	const sent = async (bodyText: string) => {
		const { error } = await run(repeatedCard({ bodyText }), [{ phone: SARI, products: list }]);
		const [cards = []] = cardsSent();
		return {
			error: error?.message,
			texts: cards.map((card) => (card as { body?: { text: string } }).body?.text),
		};
	};

	it.each(['={{ $json.products[0].by.name }}', '={{ $json.products[0].by.name.toUpperCase() }}'])(
		'%s leaves a field out that may be empty',
		async (text) => {
			const { texts } = await sent(text);
			expect(texts.map((found) => found?.toLowerCase())).toEqual(['ana', undefined, undefined]);
		},
	);

	it.each(['=by {{ $json.products[0].by.name }}', '={{ "by " + $json.products[0].by.name }}'])(
		'%s is a problem, not half a sentence',
		async (text) => {
			const { error } = await sent(text);
			for (const number of [2, 3]) {
				expect(error).toContain(
					`Card ${number} (products[${number - 1}]) › Card Text needs "by.name", which products[${number - 1}] does not have: add it where the list comes from, or take it out here`,
				);
			}
			expect(service.sandbox.requests).toBe(0);
		},
	);

	it.each(['=by {{ $json.products[0].by?.name ?? "us" }}', '=by {{ $json.products[0].by?.name || "us" }}'])(
		'%s minds it itself',
		async (text) => expect((await sent(text)).texts).toEqual(['by Ana', 'by us', 'by us']),
	);
});

describe('a message is never made of what does not belong together', () => {
	const text = (bodyText: string, more: INodeParameters = {}) => ({ ...repeatedCard({ bodyText }), ...more });
	const said = async (parameters: INodeParameters, more: IDataObject = {}) => {
		const item = { phone: SARI, customer: 'Sari', products: products(3), ...more };
		const { error } = await run(parameters, [item]);
		expect(service.sandbox.requests).toBe(0);
		return error?.message;
	};
	const texts = () => (cardsSent()[0] as Array<{ body: { text: string } }>).map(({ body }) => body.text);

	it.each([
		['$json.products.reverse()', [3, 2, 1]],
		['$json.products.splice(0, 2)', [1, 2]],
	])('a list is computed once, whatever that does to its data: %s', async (list, numbers) => {
		await run({ ...repeatedCard(), repeatFor: `={{ ${list} }}` });
		expect(cardsSent()).toEqual([numbers.map((number, index) => cardFor(index, number))]);
	});

	it('elements that are nowhere in the input have no first one to drag', async () => {
		const list = '={{ $json.products.map((product, index) => ({ ...product, name: Math.random() })) }}';
		expect(await said({ ...repeatedCard(), repeatFor: list })).toBe(
			'Repeat for Each gives elements that are in no list of the input, so no value can be taken from the first one: make this list in a node before this one, and drag it here. This message was not sent.',
		);
	});

	it('a sorted copy is the same each time', async () => {
		const { error } = await run({ ...repeatedCard(), repeatFor: '={{ $json.products.toReversed() }}' });
		expect(error?.message).toBeUndefined();
		expect(texts().map((body) => body.slice(0, 9))).toEqual(['*PLANT 3*', '*PLANT 2*', '*PLANT 1*']);
	});

	const columns = (list: string, more: INodeParameters = {}) =>
		text('={{ $json.names[0] }} {{ $json.prices[0] }}', {
			repeatFor: `={{ ${list} }}`,
			card: {
				entry: {
					headerLink: 'https://images.example.com/a.jpg',
					bodyText: '={{ $json.names[0] }} {{ $json.prices[0] }}',
					urlText: 'Buy',
					url: 'https://shop.example.com',
					...more,
				},
			},
		});
	const beside = { names: ['B', 'C', 'A'], prices: [1, 2, 3] };

	it.each([
		'$json.names.slice(0, 2)',
		'$json.names.filter((name) => name !== "B")',
		'$json.names.toSorted()',
	])('a list beside {{ %s }}', async (list) => {
		expect(await said(columns(list), beside)).toContain(
			'Card › Card Text takes its value from $json.prices, a list beside Repeat for Each, which is cut or changed there',
		);
	});

	it.each(['$json.names', '$json.names.slice(0, 10)', '$json.names.filter(Boolean)', '$json.names || []'])(
		'a list beside {{ %s }}, which is all of it, goes along',
		async (list) => {
			await run(columns(list), [{ phone: SARI, customer: 'Sari', ...beside }]);
			expect(texts()).toEqual(['B 1', 'C 2', 'A 3']);
		},
	);

	it('more of a list beside it than its first element is a problem', async () => {
		const bodyText = '={{ $json.names[0] }}: {{ $json.prices[0] }} of {{ $json.prices.join() }}';
		expect(await said(columns('$json.names', { bodyText }), beside)).toContain(
			'Card › Card Text takes $json.prices[1] from the list, which is the same for every Card',
		);
	});

	it('a total of a list beside it is on every card', async () => {
		const bodyText = '={{ $json.names[0] }}: {{ $json.prices[0] }} of {{ $json.prices.sum() }}';
		await run(columns('$json.names', { bodyText }), [{ phone: SARI, customer: 'Sari', ...beside }]);
		expect(texts()).toEqual(['B: 1 of 6', 'C: 2 of 6', 'A: 3 of 6']);
	});

	it.each([
		['$ifEmpty($json.products[0].offer, "soon")', 'soon'],
		['[$json.products[0].name, $json.products[0].offer].filter(Boolean).join(", ")', 'Plant 1'],
		['$if($json.products[0].offer, "Sale", "New")', 'New'],
	])('nothing that a function makes something of goes: {{ %s }}', async (code, expected) => {
		const list = products(2).map((one) => ({ ...one, offer: null }));
		const { error } = await run(text(`={{ ${code} }}`), [{ phone: SARI, customer: 'Sari', products: list }]);
		expect(error?.message).toBeUndefined();
		expect(texts()[0]).toBe(expected);
	});

	it('a list with times of a clock is the same each time', async () => {
		const withTimes =
			'={{ $json.products.map((one) => ({ ...one, now: $now.toISO(), ms: Date.now(), at: $now })) }}';
		const runs = await Promise.all(
			Array.from({ length: 10 }, async () => await run({ ...repeatedCard(), repeatFor: withTimes })),
		);
		for (const { error } of runs) expect(error?.message).toBeUndefined();
	});

	it.each(['$json.products.flat()', '$json.products.flatMap((one) => (one.price > 10 ? [one] : []))'])(
		'elements that stay what they are: {{ %s }}',
		async (list) => {
			const { error } = await run({ ...repeatedCard(), repeatFor: `={{ ${list} }}` });
			expect(error?.message).toBeUndefined();
			expect(texts().at(-1)).toContain('PLANT 3');
		},
	);

	it.each([
		['$json.images', '$json.titles', ['A', 'B'], [{ alt: 'a' }, { alt: 'b' }]],
		['$json.titles', '$json.images', [{ alt: 'a' }, { alt: 'b' }], ['A', 'B']],
	])('texts beside objects, %s repeated, do not go along', async (list, other, ...values) => {
		const bodyText = '={{ $json.images[0].alt }} {{ $json.titles[0] }}';
		const [otherValues, own] = values;
		const [key, otherKey] = [list, other].map((way) => way.replace('$json.', '')) as [string, string];
		expect(await said(columns(list, { bodyText }), { [key]: own, [otherKey]: otherValues })).toContain(
			`Card › Card Text takes its value from ${other}, another list (with 2 elements) than Repeat for Each (with 2): take it from ${list}[0], or where every Card is to have the same, from a field of the item that is no list, or make one list of both in a node before this one if they belong together`,
		);
	});

	it('a list in whose name there are slashes may have lists beside it', async () => {
		const item = { phone: SARI, customer: 'Sari', 'http://shop': ['A', 'B'], prices: [1, 2] };
		const bodyText = '={{ $json["http://shop"][0] }} {{ $json.prices[0] }}';
		await run(columns('$json["http://shop"]', { bodyText }), [item]);
		expect(texts()).toEqual(['A 1', 'B 2']);
	});

	it('two lists of an order that have as many elements by chance', async () => {
		const shipping = ['JNE', 'insurance', 'packing'].map((title) => ({ title }));
		expect(
			await said(text('={{ $json.products[0].name }} by {{ $json.shipping_lines[0].title }}'), {
				shipping_lines: shipping,
			}),
		).toContain(
			'Card › Card Text takes its value from $json.shipping_lines, another list (with 3 elements) than Repeat for Each (with 3): take it from $json.products[0], or where every Card is to have the same, from a field of the item that is no list',
		);
	});

	describe('elements of several lists', () => {
		const orders = [
			{ number: 1, products: products(2) },
			{ number: 2, products: [product(3)] },
		];
		const form = (bodyText: string) =>
			repeatedCard({
				headerLink: '={{ $json.orders[0].products[0].picture }}',
				url: '={{ $json.orders[0].products[0].page }}',
				bodyText,
			});
		const repeatFor = '={{ $json.orders.flatMap((order) => order.products) }}';

		it('come one after the other', async () => {
			const bodyText = '={{ $json.orders[0].products[0].name }}';
			await run({ ...form(bodyText), repeatFor }, [{ phone: SARI, customer: 'Sari', orders }]);
			expect(texts()).toEqual(['Plant 1', 'Plant 2', 'Plant 3']);
		});

		it('have nothing of what is around the first one', async () => {
			const bodyText = '={{ $json.orders[0].products[0].name }} of {{ $json.orders[0].number }}';
			expect(await said({ ...form(bodyText), repeatFor }, { orders, products: [] })).toContain(
				'Card › Card Text takes its value from $json.orders, a list beside Repeat for Each',
			);
		});
	});

	it.each(['$json.products.slice(1)', '$json.products || []'])(
		'what is said to do about {{ %s }} can be done',
		async (list) => {
			const advice = /such as \{\{ (.*) \}\}/.exec(
				(await said({
					...text('the same'),
					repeatFor: `={{ ${list} }}`,
					card: {
						entry: {
							headerLink: 'https://images.example.com/a.jpg',
							bodyText: 'x',
							urlText: 'Buy',
							url: 'https://shop.example.com',
						},
					},
				})) ?? '',
			)?.[1];
			const { error } = await run({
				...text(`={{ ${advice}.name }}`),
				repeatFor: `={{ ${list} }}`,
			});
			expect(error?.message).toBeUndefined();
			expect(texts().at(-1)).toBe('Plant 3');
		},
	);

	it.each([
		['half a sentence', '=Now {{ $json.products[0].offer }} $', null],
		['a word of the code', '={{ "$" + $json.products[0].offer }}', null],
		[
			'beside something that is minded',
			'={{ ($json.products[0].mark || "*") + " $" + $json.products[0].offer }}',
			undefined,
		],
	])('nothing in the middle of a text: %s', async (_, bodyText, offer) => {
		const list = products(3).map((one) => ({ ...one, mark: '', ...(offer === null && { offer }) }));
		expect(await said(text(bodyText), { products: list })).toMatch(
			/Card 1 \(products\[0\]\) › Card Text needs "offer", which products\[0\] does not have/,
		);
	});
});

it('a list of one that comes without the list, as from XML', async () => {
	await run(
		{
			resource: 'message',
			operation: 'sendButtons',
			businessPhone: '6285574670498',
			recipient: SARI,
			bodyText: 'Which one?',
			inputMode: 'repeat',
			repeatFor: '={{ $json.products }}',
			button: { entry: { title: '={{ $json.products[0].name }}' } },
		},
		[{ products: product(1) }],
	);
	expect(service.received()[0]?.interactive).toMatchObject({
		action: { buttons: [{ type: 'reply', reply: { id: 'Plant 1', title: 'Plant 1' } }] },
	});
});

describe('rows', () => {
	const list = (more: INodeParameters = {}): INodeParameters => ({
		resource: 'message',
		operation: 'sendList',
		businessPhone: '6285574670498',
		recipient: SARI,
		bodyText: 'Choose',
		listButtonText: 'Open',
		inputMode: 'repeat',
		repeatFor: '={{ $json.rows }}',
		row: {
			entry: {
				sectionTitle: '={{ $json.rows[0].kind }}',
				title: '={{ $json.rows[0].name }}',
				description: '={{ $json.rows[0].note }}',
			},
		},
		...more,
	});
	const rows = [
		{ kind: 'Succulents', name: 'Blue', note: 'small' },
		{ kind: 'Flowers', name: 'Tulips' },
		{ kind: 'Succulents', name: 'Zebra' },
	];
	const sections = () =>
		service
			.received()
			.map((body) => (body.interactive as { action: { sections: unknown[] } }).action.sections);

	it('stand together by their section titles', async () => {
		await run(list(), [{ rows }]);
		expect(sections()).toEqual([
			[
				{
					title: 'Succulents',
					rows: [
						{ id: 'Blue', title: 'Blue', description: 'small' },
						{ id: 'Zebra', title: 'Zebra' },
					],
				},
				{ title: 'Flowers', rows: [{ id: 'Tulips', title: 'Tulips' }] },
			],
		]);
	});

	it('are named by their elements, also where sections have put them elsewhere', async () => {
		const bad = [
			{ kind: 'A', name: 'one' },
			{ kind: 'B', name: 'x'.repeat(25) },
			{ kind: 'A', name: '' },
			{ kind: 'C'.repeat(25), name: 'four' },
		];
		const { error } = await run(list(), [{ rows: bad }]);
		expect(error?.message).toContain('(1) Row 2 (rows[2]) › Row Title is empty;');
		expect(error?.message).toContain(
			'(2) Row 3 (rows[1]) › Row Title is 25 characters long, the limit is 24: "xxxxxxxxxxxxxxxxxxxxxxxxx";',
		);
		expect(error?.message).toContain(
			'(3) Row 4 (rows[3]) › Section Title is 25 characters long, the limit is 24',
		);
	});

	const many = Array.from({ length: 12 }, (_, index) => ({
		kind: index % 2 === 0 ? 'Even' : 'Odd',
		name: `${index}`,
	}));
	const titles = () =>
		(sections() as Array<Array<{ title: string; rows: Array<{ title: string }> }>>).map((own) =>
			own.map(({ title, rows: each }) => [title, each.map((row) => row.title).join(' ')]),
		);

	it('too many are a problem', async () => {
		const { error } = await run(list(), [{ rows: many }]);
		expect(error?.message).toBe(
			'Repeat for Each has 12 elements, one message takes at most 10: choose in When There Are Too Many what to do. This message was not sent.',
		);
	});

	it('or only the first ones go', async () => {
		await run(list({ whenTooMany: 'first' }), [{ rows: many }]);
		expect(titles()).toEqual([
			[
				['Even', '0 2 4 6 8'],
				['Odd', '1 3 5 7 9'],
			],
		]);
	});

	it('or several messages, sections whole where they can be', async () => {
		const { outputs } = await run(list({ whenTooMany: 'split' }), [{ rows: many }]);
		expect(titles()).toEqual([
			[
				['Even', '0 2 4 6 8 10'],
				['Odd', '1 3 5 7'],
			],
			[['Odd', '9 11']],
		]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
	});
});

describe('eleven products', () => {
	const eleven = [{ phone: SARI, customer: 'Sari', products: products(11) }];

	it('several messages, in order, none with a single card', async () => {
		const { outputs } = await run({ ...repeatedCard(), whenTooMany: 'split' }, eleven);
		expect(cardsSent()).toEqual([
			products(9).map((_, index) => cardFor(index, index + 1)),
			[cardFor(0, 10), cardFor(1, 11)],
		]);
		expect(outputs[0]).toHaveLength(2);
		expect(new Set(outputs[0]?.map(({ json }) => json.messageId)).size).toBe(2);
	});

	it('a retry sends only those parts that were not accepted', async () => {
		service.sandbox.configure({
			faults: [
				{ kind: 'latency', ms: 1, times: 1 },
				{ kind: 'status', status: -68, times: 1 },
			],
		});
		const { outputs, error } = await run({ ...repeatedCard(), whenTooMany: 'split' }, eleven, {
			retryOnFail: true,
			maxTries: 3,
		});
		expect(error).toBeUndefined();
		expect(cardsSent().map(({ length }) => length)).toEqual([9, 2]);
		expect(outputs[0]).toHaveLength(2);
	});

	it('what one of them lacks stops its own message, and no other', async () => {
		const list = products(11).map((one, index) => (index === 10 ? one : { ...one, by: 'Ana' }));
		const { outputs } = await run(
			{
				...repeatedCard({ bodyText: '=By {{ $json.products[0].by }}' }),
				whenTooMany: 'split',
			},
			[{ phone: SARI, customer: 'Sari', products: list }],
			{ onError: 'continueRegularOutput' },
		);
		expect(cardsSent().map((cards) => cards.length)).toEqual([9]);
		expect(outputs[0]?.map(({ json }) => json.error)).toEqual([
			undefined,
			expect.stringMatching(/^Card 11 \(products\[10\]\) › Card Text needs "by"/),
		]);
	});

	it('a problem of the list itself stops all of them', async () => {
		const { outputs } = await run(
			{ ...repeatedCard({ bodyText: '={{ $json.products[1].name }}' }), whenTooMany: 'split' },
			eleven,
			{ onError: 'continueRegularOutput' },
		);
		expect(service.sandbox.requests).toBe(0);
		for (const { json } of outputs[0] ?? []) expect(json.error).toMatch(/takes \$json\.products\[1\]/);
	});

	it('the first ones go, whatever those lack that are left out', async () => {
		const list = products(11).map((one, index) => (index === 10 ? one : { ...one, by: 'Ana' }));
		await run({ ...repeatedCard({ bodyText: '=By {{ $json.products[0].by }}' }), whenTooMany: 'first' }, [
			{ phone: SARI, customer: 'Sari', products: list },
		]);
		expect(cardsSent().map((cards) => cards.length)).toEqual([10]);
	});

	it('the names of the elements go on in the next message', async () => {
		const list = products(11);
		list[10] = product(11, { page: 'nowhere' });
		const { error } = await run({ ...repeatedCard(), whenTooMany: 'split' }, [
			{ phone: SARI, products: list },
		]);
		expect(error?.message).toContain('Card 2 (products[10]) › Button Link is not a complete web address');
	});

	it('the first ten of very many, without the others being computed', async () => {
		// All of them would take minutes.
		const slow = '=*{{ (() => { let n = 0; while (n < 2e5) n += 1; return $json.products[0].name; })() }}*';
		await run({ ...repeatedCard({ bodyText: slow }), whenTooMany: 'first' }, [
			{ phone: SARI, customer: 'Sari', products: products(20_000) },
		]);
		expect(cardsSent().map(({ length }) => length)).toEqual([10]);
	});

	it('the first ten, and nothing of the eleventh is looked at', async () => {
		const list = [...products(10), product(11, { page: 'nowhere' })];
		await run({ ...repeatedCard(), whenTooMany: 'first' }, [
			{ phone: SARI, customer: 'Sari', products: list },
		]);
		expect(cardsSent()).toEqual([products(10).map((_, index) => cardFor(index, index + 1))]);
	});
});

describe('a card for each input item', () => {
	const line = (customer: string, phone: string, number: number, more: IDataObject = {}) => ({
		...product(number),
		customer,
		phone,
		...more,
	});
	const lines = [
		line('Sari', '+62 812-3456-7890', 1),
		line('Budi', '0813 4567 8901', 2),
		line('Sari', '081234567890', 3),
		line('Budi', '6281345678901', 4),
	];
	const itemsCard = (more: INodeParameters = {}): INodeParameters => ({
		...carousel,
		inputMode: 'items',
		card: {
			entry: {
				headerLink: '={{ $json.picture }}',
				bodyText: '=*{{ $json.name.toUpperCase() }}* – ${{ $json.price }} for {{ $json.customer }}',
				urlText: 'Buy it',
				url: '={{ $json.page }}',
			},
		},
		options: { defaultCountryCode: '62' },
		...more,
	});

	it('each recipient gets one message with their own lines, however the number is written', async () => {
		const { outputs } = await run(itemsCard(), lines);
		expect(cardsSent()).toEqual([
			[cardFor(0, 1, 'Sari'), cardFor(1, 3, 'Sari')],
			[cardFor(0, 2, 'Budi'), cardFor(1, 4, 'Budi')],
		]);
		expect(service.received().map(({ recipient }) => recipient)).toEqual([SARI, BUDI]);
		expect(outputs[0]?.map(({ pairedItem, json }) => [json.recipient, pairedItem])).toEqual([
			[SARI, [{ item: 0 }, { item: 2 }]],
			[BUDI, [{ item: 1 }, { item: 3 }]],
		]);
	});

	it.each([
		[
			'split',
			[
				[0, 1, 2, 3, 4, 5, 6, 7, 8],
				[9, 10],
			],
		],
		['first', [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]],
	])('each output names the items that are in its message: %s', async (whenTooMany, items) => {
		const many = Array.from({ length: 11 }, (_, index) => line('Sari', SARI, index + 1));
		const { outputs } = await run(itemsCard({ whenTooMany }), many);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((own) => own.map((item) => ({ item }))),
		);
	});

	it('names the line that is wrong, and the others are sent', async () => {
		const bad = [...lines.slice(0, 3), line('Budi', BUDI, 4, { page: '' })];
		const { outputs } = await run(itemsCard(), bad, { onError: 'continueRegularOutput' });
		expect(outputs[0]?.[1]).toEqual({
			json: {
				error:
					'Card 2 (4th item) › Button Link is empty: enter a web address that starts with https://. This message was not sent.',
				details: expect.objectContaining({
					itemIndex: 1,
					itemIndexes: [1, 3],
					recipient: BUDI,
					field: 'Card 2 (4th item) › Button Link',
				}) as unknown,
			},
			pairedItem: [{ item: 1 }, { item: 3 }],
		});
		expect(service.received().map(({ recipient }) => recipient)).toEqual([SARI]);
	});

	it('says who has too few or too many', async () => {
		const many = Array.from({ length: 11 }, (_, index) => line('Budi', BUDI, index + 1));
		const { outputs } = await run(itemsCard(), [line('Sari', SARI, 1), ...many], {
			onError: 'continueRegularOutput',
		});
		expect(outputs[0]?.map(({ json }) => json.error)).toEqual([
			'Cards have only 1 input item, a carousel needs at least 2 cards. This message was not sent.',
			'Cards have 11 input items, one message takes at most 10: choose in When There Are Too Many what to do. This message was not sent.',
		]);
	});

	it('a card that takes nothing from its item is a problem', async () => {
		const card = { entry: { headerLink: 'https://e.com/a.jpg', urlText: 'Buy', url: 'https://e.com' } };
		const { error } = await run(itemsCard({ card }), lines);
		expect(error?.message).toContain('Card takes nothing from its input item, all of them would be the same');
	});

	it('keeps lines without a recipient together, and says so', async () => {
		const { error } = await run(itemsCard(), [line('', '', 1), line('', '', 2)]);
		// One message, so there is nothing to tell it apart from.
		expect(error?.message).toMatch(/^Recipient is empty/);
		expect(error?.description ?? '').toBe('');
	});

	it('Execute Once would hide the other lines', async () => {
		const { error } = await run(itemsCard(), lines, { executeOnce: true });
		expect(error?.message).toContain(
			'Execute Once hides 3 of 4 input items from this node: switch it off in the settings of the node',
		);
		expect(service.sandbox.requests).toBe(0);
	});
});

describe('all items in one message by Execute Once', () => {
	const form = (recipient: string): INodeParameters => ({
		...carousel,
		recipient,
		inputMode: 'json',
		cardsJson: `={{ $input.all().map(({ json }) => ({
			header: { image: { link: json.picture } },
			action: { parameters: { display_text: 'Buy it', url: json.page } }
		})) }}`,
	});
	const items = [SARI, BUDI].map((phone, index) => ({ ...product(index), phone }));

	it('is a problem where the items have several recipients', async () => {
		const { error } = await run(form('={{ $json.phone }}'), items, { executeOnce: true });
		expect(error?.message).toBe(
			'Recipient names 2 people in 2 input items, but all items would go into one message to the first: set How to Fill In to One Card for Each Input Item, and switch off Execute Once in the settings of the node. This message was not sent.',
		);
		expect(service.sandbox.requests).toBe(0);
	});

	it('goes to the one recipient that there is', async () => {
		await run(form(SARI), items, { executeOnce: true });
		expect(cardsSent()[0]).toHaveLength(2);
	});

	it('goes to one person whose number is written in two ways', async () => {
		const options = { defaultCountryCode: '62' };
		const twice = items.map((item, index) => ({
			...item,
			phone: ['081234567890', `+${SARI}`][index] as string,
		}));
		const { error } = await run({ ...form('={{ $json.phone }}'), options }, twice, { executeOnce: true });
		expect(error?.message).toBeUndefined();
		expect(cardsSent()[0]).toHaveLength(2);
	});
});

describe('what everybody else gets is nobody’s business', () => {
	const orders = [
		{ phone: SARI, order: 'roses' },
		{ phone: BUDI, order: 'tulips' },
	];
	const text = (words: string): INodeParameters => ({
		resource: 'message',
		operation: 'sendText',
		businessPhone: '6285574670498',
		recipient: '={{ $json.phone }}',
		text: words,
	});

	it.each([
		'={{ $input.all().map((item) => item.json.order).join(" / ") }}',
		'={{ $items().map((item) => item.json.order) + "" }}',
	])('%s would tell each of two people what the other one gets', async (words) => {
		const { error } = await run(text(words), orders);
		expect(error?.message).toMatch(
			/Text takes the values of all 2 input items, so that each of 2 people would get those of the others: .* make one text for each person in a node before this one \(Summarize\)/,
		);
		expect(service.sandbox.requests).toBe(0);
	});

	it('is said of a list, too, with the mode that does it right', async () => {
		const { error } = await run({ ...repeatedCard(), repeatFor: '={{ $input.all() }}' }, orders);
		expect(error?.message).toContain('set How to Fill In to One Card for Each Input Item');
		expect(service.sandbox.requests).toBe(0);
	});

	it.each([
		'={{ $input.all().length }} people get this',
		'={{ $input.all().filter((item) => item.json.phone === $json.phone)[0].json.order }}',
		'={{ $input.all()[0].json.order }}',
		'={{ $input.all().map((item) => item.json).filter((one) => one.phone === $json.phone)[0].order }}',
		'={{ $input.all().map((item) => item.json.order).unique().length }} orders',
	])('%s chooses or counts, which is fine', async (words) => {
		const { error } = await run(text(words), orders);
		expect(error?.message).toBeUndefined();
		expect(service.received()).toHaveLength(2);
	});

	it('and of one person alone all may be taken', async () => {
		const words = '={{ $input.all().map((item) => item.json.order).join(" / ") }}';
		const { error } = await run(text(words), [orders[0] as IDataObject, { ...orders[1], phone: `+${SARI}` }]);
		expect(error?.message).toBeUndefined();
	});
});

it('the preview shows all cards, and marks a problem at its card', async () => {
	const list = [product(1), product(2, { page: '' })];
	const { outputs } = await run({ ...repeatedCard(), options: { previewOnly: true } }, [
		{ phone: SARI, customer: 'Sari', products: list },
	]);
	const json = outputs[0]?.[0]?.json as { problems: string[]; request: { body: IDataObject } };
	expect(json.problems).toEqual([
		'Card 2 (products[1]) › Button Link is empty: enter a web address that starts with https://',
	]);
	expect(JSON.stringify(json.request.body)).toContain('*PLANT 2* – $20 for Sari');
	expect(service.sandbox.requests).toBe(0);
});

it('contacts, one for each element', async () => {
	await run(
		{
			resource: 'message',
			operation: 'sendContacts',
			businessPhone: '6285574670498',
			recipient: SARI,
			inputMode: 'repeat',
			repeatFor: '={{ $json.team }}',
			contact: {
				entry: {
					formattedName: '={{ $json.team[0].name }}',
					phones: {
						phone: [{ phone: '={{ $json.team[0].phones[0] }}' }, { phone: '={{ $json.team[0].phones[1] }}' }],
					},
				},
			},
		},
		[
			{
				team: [
					{ name: 'Ana', phones: ['1', '2'] },
					{ name: 'Dewi', phones: ['3'] },
				],
			},
		],
	);
	expect(service.received()[0]?.contacts).toEqual([
		{
			name: { formatted_name: 'Ana' },
			phones: [
				{ phone: '1', type: 'CELL' },
				{ phone: '2', type: 'CELL' },
			],
		},
		{ name: { formatted_name: 'Dewi' }, phones: [{ phone: '3', type: 'CELL' }] },
	]);
});

describe('a question with what a list offers', () => {
	const ask = (more: INodeParameters): INodeParameters => ({
		resource: 'message',
		operation: 'sendAndWait',
		businessPhone: '6285574670498',
		recipient: SARI,
		message: 'Which one?',
		inputMode: 'repeat',
		repeatFor: '={{ $json.times }}',
		options: { previewOnly: true },
		...more,
	});
	const byList = (more: INodeParameters = {}) =>
		ask({
			answerBy: 'list',
			row: {
				entry: {
					sectionTitle: 'Free times',
					title: '={{ $json.times[0].label }}',
					description: '={{ $json.times[0].note }}',
					id: '={{ $json.times[0].start }}',
				},
			},
			...more,
		});
	const times = (count: number) =>
		Array.from({ length: count }, (_, index) => ({
			start: `2027-03-${index + 10}`,
			label: `Day ${index + 1}`,
		}));
	const preview = async (parameters: INodeParameters, count: number) => {
		const { outputs } = await run(parameters, [{ times: times(count) }]);
		return outputs[0]?.map(({ json }) => json) as unknown as Array<{
			problems: string[];
			request: { body: { interactive: { action: IDataObject } } };
		}>;
	};

	it('has a row for each element', async () => {
		const [item, ...others] = await preview(byList(), 2);
		expect(others).toEqual([]);
		expect(item?.problems).toEqual([]);
		expect(item?.request.body.interactive.action).toEqual({
			button: 'Choose',
			sections: [
				{
					title: 'Free times',
					rows: [
						{ id: '2027-03-10', title: 'Day 1' },
						{ id: '2027-03-11', title: 'Day 2' },
					],
				},
			],
		});
	});

	it('has a button for each element', async () => {
		const button = { entry: { title: '={{ $json.times[0].label }}' } };
		const [item] = await preview(ask({ answerBy: 'buttons', button }), 3);
		expect(item?.problems).toEqual([]);
		expect(item?.request.body.interactive.action).toEqual({
			buttons: ['Day 1', 'Day 2', 'Day 3'].map((title) => ({ type: 'reply', reply: { id: title, title } })),
		});
	});

	it('takes no more than fit into one message, or the first ones', async () => {
		const [tooMany, ...others] = await preview(byList(), 11);
		expect(others).toEqual([]);
		expect(tooMany?.problems).toEqual([
			'Repeat for Each has 11 elements, one message takes at most 10: choose in When There Are Too Many what to do',
		]);
		const [first] = await preview(byList({ whenTooMany: 'first' }), 11);
		expect(first?.problems).toEqual([]);
		const [section] = first?.request.body.interactive.action.sections as Array<{ rows: unknown[] }>;
		expect(section?.rows).toHaveLength(10);
	});

	it('names the element whose ID leaves no room for the way back', async () => {
		const long = times(2).map((time) => ({ ...time, start: 'x'.repeat(105) }));
		const { outputs } = await run(byList(), [{ times: long.slice(0, 1) }]);
		expect(outputs[0]?.[0]?.json.problems).toEqual([
			expect.stringMatching(/^Row 1 \(times\[0\]\) › ID is 105 characters long, the limit is 104/),
		]);
	});

	it('is not made of a list where the answer is typed', async () => {
		const [item] = await preview(ask({ answerBy: 'text' }), 2);
		expect(item?.request.body).toMatchObject({ type: 'text', text: { body: 'Which one?' } });
	});
});
