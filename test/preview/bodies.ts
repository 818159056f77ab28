import { card, media, quickReplies, replyButtons, urlAction, type Body } from '../kinds/bodies';
import { EXAMPLES, examplesBeside, messageTypeOf, type Essentials } from '../kinds/examples';
import type { PreviewProblem } from '../../nodes/ItnioWhatsApp/preview';

const common = {
	appId: 'DGziZf5u',
	businessPhone: '12026693133',
	recipient: '6281234567890',
	channelType: 0,
};
const message = (type: string, payload: unknown, more: Body = {}): Body => ({
	...common,
	type,
	[type]: payload,
	...more,
});
const interactive = (type: string, payload: Body): Body => message('interactive', { type, ...payload });

export const MEDIA_HOST = 'https://media.example';

const urlCard = (index: number, name: string, text: string): Body =>
	card(
		index,
		index === 1 ? media('video', `${MEDIA_HOST}/1.mp4`) : media('image', `${MEDIA_HOST}/${index}.png`),
		`*${name}*\n${text}`,
		urlAction('Buy now', `https://shop.example/${index}`),
	);

const replyCard = (index: number, titles: string[]): Body =>
	card(
		index,
		media('image', `${MEDIA_HOST}/${index}.png`),
		`*Plant ${index + 1}*\nA rosette-shaped succulent with powdery blue leaves.`,
		quickReplies(titles.map((title, at) => [`reply-${index}-${at}`, title] as const)),
	);

const written: Readonly<Record<string, Body>> = {
	text: message('text', {
		body: 'Hi *Sari*, your order _#4821_ is on its way! 🎉\n\nWhat is inside:\n- 2 × Blue Echeveria\n- 1 × ~Old pot~ *New pot*\n\n1. Unpack\n2. Water\n\n> Keep out of direct sun\n\nTrack it: https://shop.example/track/4821?x=1_2_3. Your code is `ECH-10`',
	}),
	reply: message(
		'text',
		{ body: 'Yes, we are open until 9 pm.' },
		{ context: { refMessageId: 'wamid.HBgNNjI4MTIzNDU2Nzg5MBUCABIYFj' } },
	),
	emoji: message('text', { body: '👍🏽🎉' }),
	rightToLeft: message('text', { body: 'مرحبا *سارة*، طلبك في الطريق\nSee you soon' }),
	monospace: message('text', { body: 'Total:\n```\nA   10.00\nB    2.50\n```' }),
	image: message('image', { link: `${MEDIA_HOST}/plant.png`, caption: 'Our *newest* arrival, just for you' }),
	imageAlone: message('image', { link: `${MEDIA_HOST}/broken.png` }),
	video: message('video', { link: `${MEDIA_HOST}/film.mp4`, caption: 'How to repot' }),
	audio: message('audio', { link: `${MEDIA_HOST}/voice.ogg` }),
	document: message('document', {
		link: `${MEDIA_HOST}/invoice.pdf`,
		filename: 'Invoice 2026-001.pdf',
		caption: 'Your invoice',
	}),
	sticker: message('sticker', { link: `${MEDIA_HOST}/hello.webp` }),
	location: message('location', {
		latitude: '-6.2088',
		longitude: '106.8456',
		name: 'Lucky Shrub',
		address: 'Jl. Jend. Sudirman 1, Jakarta',
	}),
	contacts: message('contacts', [
		{
			name: { formatted_name: 'Dewi Lestari', first_name: 'Dewi' },
			org: { company: 'Lucky Shrub', department: 'Care', title: 'Advisor' },
			phones: [{ phone: '+62 812 3456 789', type: 'WORK', wa_id: '628123456789' }],
			emails: [{ email: 'dewi@shop.example', type: 'WORK' }],
			urls: [{ url: 'https://shop.example', type: 'WORK' }],
			addresses: [
				{ street: 'Jl. Melati 5', city: 'Jakarta', zip: '10110', country: 'Indonesia', type: 'HOME' },
			],
			birthday: '1995-01-11',
		},
		{ name: { formatted_name: 'Budi Santoso' }, phones: [{ phone: '+62 811 222 333', type: 'CELL' }] },
	]),
	list: interactive('list', {
		header: { type: 'text', text: 'Plant care' },
		body: { text: 'What would you like to know about your *new plant*?' },
		footer: { text: 'Lucky Shrub, since 1998' },
		action: {
			button: 'Choose a topic',
			sections: [
				{
					title: 'First days',
					rows: [
						{ id: 'unpack', title: 'Unpacking', description: 'How to take it out of the box without harm' },
						{ id: 'place', title: 'The right place', description: 'Light, warmth and draught' },
					],
				},
				{
					title: 'Later',
					rows: [
						{ id: 'water', title: 'Watering' },
						{ id: 'repot', title: 'Repotting', description: 'Once a year, in spring' },
					],
				},
			],
		},
	}),
	button: interactive('button', {
		header: { type: 'text', text: 'Delivery tomorrow' },
		body: { text: 'Shall we come between 9 and 12?' },
		footer: { text: 'Answer until 8 pm' },
		action: replyButtons(
			['Yes, please', 'Another day', 'Call me'].map((title, index) => [`b${index}`, title] as const),
		),
	}),
	location_request_message: interactive('location_request_message', {
		body: { text: 'Where shall the driver bring your order?' },
		action: { name: 'send_location' },
	}),
	carouselUrl: interactive('carousel', {
		body: { text: 'Here are three of our latest arrivals, each under $25:' },
		action: {
			cards: [
				urlCard(
					0,
					'Blue Echeveria',
					'A rosette-shaped succulent with powdery blue leaves, perfect for brightening up any space.',
				),
				urlCard(1, 'Zebra Haworthia', 'Striking white stripes on deep green leaves.'),
				urlCard(2, 'Panda Plant', 'Soft, silvery and easy to keep.'),
			],
		},
	}),
	carouselQuickReply: interactive('carousel', {
		body: { text: 'Which one is yours?' },
		action: {
			cards: [replyCard(0, ['Tell me more', 'Not for me']), replyCard(1, ['Tell me more', 'Not for me'])],
		},
	}),
	template: {
		...common,
		template: {
			name: 'order_update',
			language: { code: 'en_US' },
			components: [
				{ type: 'header', parameters: [{ type: 'image', image: { link: `${MEDIA_HOST}/header.png` } }] },
				{
					type: 'body',
					parameters: [
						{ type: 'text', text: 'Sari' },
						{ type: 'currency', currency: { fallback_value: '$24.90', code: 'USD', amount_1000: 24900 } },
						{ type: 'date_time', date_time: { fallback_value: '12 March' } },
					],
				},
				{ type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'track/4821' }] },
				{
					type: 'button',
					sub_type: 'quick_reply',
					index: '1',
					parameters: [{ type: 'payload', payload: 'stop' }],
				},
			],
		},
	},
	unknown: message('poll', { question: 'Tea or coffee?', options: ['Tea', 'Coffee'] }),
};

/** A body of every kind, each as the API takes it. */
export const BODIES: Readonly<Record<string, Body>> = { ...written, ...examplesBeside(written, common) };

/** What the examples among these must show, as far as they say it. */
export const essentialsOfExamples = (): Record<string, Essentials> =>
	Object.fromEntries(
		Object.values(EXAMPLES).flatMap(({ body, preview }) =>
			preview === undefined ? [] : [[messageTypeOf(body), preview]],
		),
	);

export const REQUEST = {
	method: 'POST',
	url: 'https://api.itniotech.com/wa/custom/sendMsg',
	headers: {
		'Content-Type': 'application/json;charset=UTF-8',
		'Api-Key': '••••••fiq9',
		Timestamp: '1630468800',
		Sign: '••••••••',
	},
};

/** A carousel with a fault that is seen, one that is not, and one about the whole request. */
export const FAULTY: { body: Body; problems: PreviewProblem[] } = {
	body: interactive('carousel', {
		body: { text: 'Which one is yours?' },
		action: {
			cards: [
				replyCard(0, ['Tell me more', 'Not for me']),
				replyCard(1, ['Tell me more about this plant', 'No']),
			],
		},
	}),
	problems: [
		{
			path: ['interactive', 'action', 'cards', 1, 'action', 'buttons', 0, 'quick_reply', 'title'],
			message:
				'Card 2 › Quick Reply 1 › Title is 29 characters long, the limit is 20: "Tell me more about this pl…"',
		},
		{ path: ['recipient'], message: 'Recipient is not a telephone number' },
		{ path: ['appId'], message: 'App ID is empty' },
		{
			path: ['interactive', 'action', 'cards', 0, 'header', 'image', 'link'],
			message: 'Card 1 › Image or Video Link is not a web address',
		},
	],
};
