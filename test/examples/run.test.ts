/** What the examples send, from their trigger to the service. */
import { processedDataForTests } from '../engine/processed';
import { serviceForTests } from '../engine/service';
import type { IDataObject } from 'n8n-workflow';
import { accountUpdateEvent, numberQualityEvent } from '../../sandbox';
import { exampleOf } from './files';
import { runExample } from './workflow';

const service = serviceForTests();
processedDataForTests();

const run = async (name: string, trigger = {}) =>
	await runExample(exampleOf(name), service.credential(), trigger);

const warnings = () => service.sandbox.received.flatMap((message) => message.warnings);

const common = { appId: 'sandboxApp', businessPhone: '6285574670498', channelType: 0 };
const sari = { ...common, recipient: '6281234567890' };

describe('form-to-text.json', () => {
	it('thanks the person, whose number lacks the country code', async () => {
		const { output } = await run('form-to-text.json', {
			Name: 'Sari',
			'WhatsApp number': '0812 3456-7890',
			'Your wish': 'Ten tulips for Friday',
		});
		expect(service.received()).toEqual([
			{
				...sari,
				type: 'text',
				text: {
					body: 'Hello Sari, thank you for your message:\n_Ten tulips for Friday_\n\nWe answer within an hour 🌷',
				},
			},
		]);
		expect(output('Accepted')).toHaveLength(1);
		expect(output('Not accepted')).toHaveLength(0);
	});

	it('says what is wrong with a number that nobody can call', async () => {
		const { output } = await run('form-to-text.json', { Name: 'Sari', 'WhatsApp number': 'none' });
		expect(output('Not accepted')).toEqual([
			expect.objectContaining({
				error: 'Recipient contains letters: enter the number alone: "none". This message was not sent.',
			}),
		]);
		expect(service.sandbox.requests).toBe(0);
	});
});

describe('remind-appointment.json', () => {
	it('reminds who comes tomorrow: by a text within 24 hours, otherwise by a template', async () => {
		const { output } = await run('remind-appointment.json');
		expect(
			service
				.received()
				.map(({ recipient, type }) => [recipient, type ?? 'template'])
				.sort(),
		).toEqual([
			['6281234567890', 'text'],
			['6281345678901', 'template'],
		]);
		expect(output('Reached')).toHaveLength(1);
		expect(output('Reached by template')).toHaveLength(1);
	});
});

describe('answer-tomorrow.json', () => {
	it.each([
		[10, 'text'],
		[25, 'template'],
	])('answers who wrote %d hours before by a %s', async (hours, kind) => {
		await run('answer-tomorrow.json', {
			businessPhone: '6285574670498',
			sender: '6281234567890',
			from: { name: 'Sari' },
			timestamp: Math.floor(Date.now() / 1000) - hours * 3_600,
		});
		expect(service.received().map(({ recipient, type }) => [recipient, type ?? 'template'])).toEqual([
			['6281234567890', kind],
		]);
	});
});

describe('crm-rows-to-list.json', () => {
	it('sends each customer their own rows and puts the bad number aside', async () => {
		const { output } = await run('crm-rows-to-list.json');
		expect(output('Accepted').map(({ recipient }) => recipient)).toEqual(['6281234567890', '6281345678901']);
		expect(output('Not accepted')).toEqual([
			expect.objectContaining({
				name: 'Citra',
				error: 'Recipient contains letters: enter the number alone: "call her". This message was not sent.',
			}),
		]);
		expect(service.received()).toContainEqual({
			...common,
			recipient: '6281345678901',
			type: 'interactive',
			interactive: {
				type: 'list',
				body: { text: 'Hello Budi, when may we deliver your flowers?' },
				footer: { text: 'You can change it until the evening before' },
				action: {
					button: 'See the times',
					sections: [
						{
							title: 'Free times',
							rows: [
								{ id: 'thu-11', title: 'Thursday 11:00', description: 'Jl. Kenanga 3' },
								{ id: 'fri-16', title: 'Friday 16:00' },
							],
						},
					],
				},
			},
		});
		expect(warnings()).toEqual([]);
	});
});

describe('order-lines-to-list.json', () => {
	const listFor = (recipient: string, customer: string, rows: object[]) => ({
		...common,
		recipient,
		type: 'interactive',
		interactive: {
			type: 'list',
			body: { text: `Hello ${customer}, this is your order. Is there anything to change?` },
			action: { button: 'See your order', sections: [{ title: 'Your order', rows }] },
		},
	});
	const row = (title: string, description: string) => ({ id: title, title, description });

	it('sends each customer one list with their own lines', async () => {
		const { output } = await run('order-lines-to-list.json');
		expect(service.received()).toEqual([
			listFor('6281234567890', 'Sari', [
				row('Blue Echeveria', '2 pieces, Rp 85.000'),
				row('Aloe Vera', '1 piece, Rp 95.000'),
				row('Tulips', 'Ten stems, Rp 150.000'),
			]),
			listFor('6281345678901', 'Budi', [
				row('Jade Plant', '1 piece, Rp 120.000'),
				row('Zebra Haworthia', '3 pieces, Rp 70.000'),
			]),
		]);
		expect(output('Send a list')).toHaveLength(2);
		expect(warnings()).toEqual([]);
	});
});

describe('products-to-carousel.json', () => {
	const card = (index: number, picture: string, text: string, action: object) => ({
		card_index: index,
		type: 'cta_url',
		header: { type: 'image', image: { link: `https://images.example.com/${picture}.jpg` } },
		body: { text },
		action,
	});
	const products = [
		['blue-echeveria', '*Blue Echeveria*\nRp 85.000'],
		['jade-plant', '*Jade Plant*\nRp 120.000'],
		['aloe-vera', '*Aloe Vera*\nRp 95.000'],
		['zebra-haworthia', '*Zebra Haworthia*\nRp 70.000'],
	] as const;
	const reply = (id: string, title: string) => ({ type: 'quick_reply', quick_reply: { id, title } });

	it('builds both carousels from the list of products', async () => {
		await run('products-to-carousel.json');
		expect(service.received()).toEqual([
			{
				...sari,
				type: 'interactive',
				interactive: {
					type: 'carousel',
					body: { text: 'New in our shop, Sari:' },
					action: {
						cards: products.map(([page, text], index) =>
							card(index, page, text, {
								name: 'cta_url',
								parameters: { display_text: 'Buy it', url: `https://shop.example.com/${page}` },
							}),
						),
					},
				},
			},
			{
				...sari,
				type: 'interactive',
				interactive: {
					type: 'carousel',
					body: { text: 'Shall we keep one for you?' },
					action: {
						cards: products.map(([page, text], index) => {
							const number = index === 0 ? '' : `-${index + 1}`;
							return card(index, page, text, {
								buttons: [
									reply(`Keep it for me${number}`, 'Keep it for me'),
									reply(`Tell me more${number}`, 'Tell me more'),
								],
							});
						}),
					},
				},
			},
		]);
		expect(warnings()).toEqual([]);
	});
});

describe('reply-to-message.json', () => {
	const push = {
		eventType: 'up-message-event',
		businessPhone: '6285574670498',
		from: { phone: '6281234567890', name: 'Sari' },
		sender: '6281234567890',
		replyTo: 'inbound-1',
	};

	it('answers a text and quotes it', async () => {
		await run('reply-to-message.json', { ...push, message: { type: 'text', text: { body: 'Hello?' } } });
		expect(service.received()).toEqual([
			{
				...sari,
				type: 'text',
				context: { refMessageId: 'inbound-1' },
				text: { body: 'Thank you, Sari. We read every message and answer within an hour 🌷' },
			},
		]);
	});

	it('leaves everything else to other branches', async () => {
		await run('reply-to-message.json', { ...push, message: { type: 'sticker' } });
		expect(service.sandbox.requests).toBe(0);
	});
});

describe('account-alert.json', () => {
	const { nodes, connections } = exampleOf('account-alert.json');
	const mine = nodes.map((node) =>
		node.name === 'Tell the owner'
			? {
					...node,
					parameters: { ...node.parameters, businessPhone: '+6285574670498', recipient: '+6281234567890' },
				}
			: node,
	);
	const told = async (push: object) => {
		await runExample({ nodes: mine, connections }, service.credential(), push as IDataObject);
		return service.received().map(({ text }) => text);
	};
	const origin = { appId: 'sandboxApp', businessPhone: '628111000111', nowMs: Date.now() };

	it('says what became of a number, with both limits', async () => {
		expect(await told(numberQualityEvent({}, origin))).toEqual([
			{
				body: '⚠️ *Number 628111000111*: DOWNGRADE\nPeople a day it may write to first: TIER_1K, before TIER_10K. Quality: YELLOW.',
			},
		]);
	});

	it('says that the account is restricted', async () => {
		expect(await told(accountUpdateEvent({ event: 'ACCOUNT_RESTRICTION' }, origin))).toEqual([
			{
				body: '⚠️ *The WhatsApp account*: ACCOUNT_RESTRICTION\nLook in the ITNIO console, and pause campaigns until then.',
			},
		]);
	});
});
