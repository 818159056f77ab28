/** One card, filled in once for the elements of a list. */
import assert from 'node:assert/strict';
import { inARow, itemNode, NODE_TYPE, SEND, START } from '../../harness';
import {
	BUSINESS,
	addressed,
	credential,
	editor,
	link,
	onlyMessage,
	sandbox,
	scene,
	test,
	urlCard,
} from './stage';

const plant = (number: number) => ({
	name: `Plant ${number}`,
	price: `Rp ${number}0.000`,
	picture: link(`plant-${number}`),
	page: `https://shop.example.com/plant-${number}`,
});

/** A carousel behind a node that gives one item with a list of products; its form is open, with values to drag. */
async function carouselAfterShop(products: number): Promise<void> {
	const list = Array.from({ length: products }, (_, index) => plant(index + 1));
	const { id } = await scene.client.createWorkflow(
		inARow('A list to drag', START, itemNode('Shop', { customer: 'Sari', products: list }), {
			name: SEND,
			type: NODE_TYPE,
			typeVersion: 1,
			parameters: {
				operation: 'sendCarousel',
				businessPhone: BUSINESS,
				recipient: '6281234567890',
				bodyText: 'New in our shop',
				options: {},
			},
			credentials: { itnioApi: credential() },
		}),
	);
	await editor.openWorkflow(id);
	await editor.openNode(SEND);
	await editor.runNodesBefore();
}

test('lists: a list and the values of its first element are dragged, and every element becomes a card', async () => {
	await carouselAfterShop(3);
	await editor.choose('inputMode', 'One Card, Repeated for a List');
	await editor.dragValue('{{ $json.products }}', 'repeatFor');
	assert.equal(await editor.expression('repeatFor'), '{{ $json.products }}');
	await editor.addOnlyEntry('card');
	await editor.dragValue('{{ $json.products[0].picture }}', 'card.entry.headerLink');
	await editor.dragValue('{{ $json.products[0].name }}', 'card.entry.bodyText');
	await editor.append('card.entry.bodyText', ' – ');
	await editor.dragValue('{{ $json.products[0].price }}', 'card.entry.bodyText');
	await editor.type('card.entry.urlText', 'Buy it');
	await editor.dragValue('{{ $json.products[0].page }}', 'card.entry.url');
	await editor.execute();
	assert.deepEqual(
		onlyMessage().interactive?.action?.cards,
		[1, 2, 3].map((number) => ({
			...urlCard(number - 1, `plant-${number}`),
			body: { text: `Plant ${number} – Rp ${number}0.000` },
		})),
	);
});

test('lists: a value of the second element is no value of every element, and that is said', async () => {
	await carouselAfterShop(3);
	await editor.choose('inputMode', 'One Card, Repeated for a List');
	await editor.dragValue('{{ $json.products }}', 'repeatFor');
	await editor.addOnlyEntry('card');
	await editor.dragValue('{{ $json.products[1].picture }}', 'card.entry.headerLink');
	await editor.type('card.entry.urlText', 'Buy it');
	await editor.dragValue('{{ $json.products[0].page }}', 'card.entry.url');
	await editor.execute();
	assert.match(
		await editor.outputText(),
		/Card › Image or Video Link takes \$json\.products\[1\] from the list, .* take it from the first element, \$json\.products\[0\]/,
	);
	assert.equal(sandbox.requests, 0);
});

test('lists: n8n forgets what another input mode hides, and the form says so beforehand', async () => {
	await addressed('Send carousel');
	await editor.type('cards.card[0].headerLink', link('gone'));
	assert.match(
		await editor.part('node-parameters').innerText(),
		/Choosing another mode removes what is filled in below/,
	);
	await editor.choose('inputMode', 'Using JSON');
	await editor.choose('inputMode', 'Using Fields Below');
	assert.equal(await editor.value('cards.card[0].headerLink'), '');
});
