/**
 * What examples/demo-all-kinds.json has to put on the wire, operation by operation, written from docs/api.md,
 * section 2, and not from the node's code.
 */
import { card, media, quickReplies, replyButtons, urlAction, type Body } from '../kinds/bodies';

const common = {
	appId: 'sandboxApp',
	businessPhone: '6285574670498',
	recipient: '6281234567890',
	channelType: 0,
};
const picture = 'https://images.example.com/blue-echeveria.jpg';
const shop = 'https://shop.example.com';

const urlCard = (index: number, header: Body, text: string, path: string) =>
	card(index, header, text, urlAction('Buy it', `${shop}/${path}`));
const replyCard = (index: number, link: string, text: string, name: string) =>
	card(
		index,
		media('image', link),
		text,
		quickReplies([
			[`keep-${name}`, 'Keep this one'],
			[`ask-${name}`, 'Tell me more'],
		]),
	);

export const expectedBodies: Record<string, object> = {
	sendText: {
		...common,
		type: 'text',
		text: {
			body: 'Good morning, Sari! Your Blue Echeveria arrived at our shop today 🪴\nShall we deliver it tomorrow?',
		},
	},
	sendImage: {
		...common,
		type: 'image',
		image: { link: picture, caption: 'Blue Echeveria, 12 cm pot — Rp 85.000' },
	},
	sendVideo: {
		...common,
		type: 'video',
		video: {
			link: 'https://images.example.com/repotting-echeveria.mp4',
			caption: 'How to repot it, in one minute',
		},
	},
	sendAudio: {
		...common,
		type: 'audio',
		audio: { link: 'https://images.example.com/greeting-from-the-florist.mp3' },
	},
	sendDocument: {
		...common,
		type: 'document',
		document: { link: `${shop}/invoices/2041.pdf`, filename: 'Invoice 2041.pdf', caption: 'Your invoice' },
	},
	sendSticker: {
		...common,
		type: 'sticker',
		sticker: { link: 'https://images.example.com/thank-you.webp' },
	},
	sendLocation: {
		...common,
		type: 'location',
		location: {
			latitude: '-6.208763',
			longitude: '106.845599',
			name: 'Blue Echeveria Flower Shop',
			address: 'Jl. Melati 12, Jakarta',
		},
	},
	sendContacts: {
		...common,
		type: 'contacts',
		contacts: [
			{
				name: { formatted_name: 'Dewi Lestari', first_name: 'Dewi', last_name: 'Lestari' },
				org: { company: 'Blue Echeveria Flower Shop', title: 'Florist' },
				phones: [{ phone: '+62 812 3456 7890', type: 'WORK', wa_id: '6281234567890' }],
				emails: [{ email: 'dewi@shop.example.com', type: 'WORK' }],
				addresses: [
					{
						street: 'Jl. Melati 12',
						city: 'Jakarta',
						zip: '10110',
						country: 'Indonesia',
						country_code: 'ID',
						type: 'WORK',
					},
				],
				urls: [{ url: shop, type: 'WORK' }],
			},
		],
	},
	sendLocationRequest: {
		...common,
		type: 'interactive',
		interactive: {
			type: 'location_request_message',
			body: { text: 'Where shall we deliver your Blue Echeveria? Please share your location.' },
			action: { name: 'send_location' },
		},
	},
	sendList: {
		...common,
		type: 'interactive',
		interactive: {
			type: 'list',
			header: { type: 'text', text: "This week's plants" },
			body: { text: 'Which plant may we bring you?' },
			footer: { text: 'Prices include the pot' },
			action: {
				button: 'See the plants',
				sections: [
					{
						title: 'Succulents',
						rows: [
							{ id: 'blue-echeveria', title: 'Blue Echeveria', description: '12 cm pot, Rp 85.000' },
							{ id: 'jade-plant', title: 'Jade Plant', description: '15 cm pot, Rp 120.000' },
						],
					},
					{
						title: 'Cut flowers',
						rows: [{ id: 'tulips', title: 'Tulips', description: 'Ten stems, Rp 150.000' }],
					},
				],
			},
		},
	},
	sendButtons: {
		...common,
		type: 'interactive',
		interactive: {
			type: 'button',
			header: { type: 'text', text: 'Order 2041' },
			body: { text: 'Your bouquet is ready. What shall we do?' },
			footer: { text: 'Open until 18:00' },
			action: replyButtons([
				['deliver', 'Deliver it today'],
				['collect', 'I will collect it'],
				['later', 'Ask me later'],
			]),
		},
	},
	sendCarousel: {
		...common,
		type: 'interactive',
		interactive: {
			type: 'carousel',
			body: { text: 'Three plants that forgive a forgotten watering:' },
			action: {
				cards: [
					urlCard(0, media('image', picture), 'Blue Echeveria — Rp 85.000', 'blue-echeveria'),
					urlCard(
						1,
						media('image', 'https://images.example.com/jade-plant.jpg'),
						'Jade Plant — Rp 120.000',
						'jade-plant',
					),
					urlCard(
						2,
						media('video', 'https://images.example.com/aloe.mp4'),
						'Aloe Vera — Rp 95.000',
						'aloe-vera',
					),
				],
			},
		},
	},
	sendJson: {
		...common,
		type: 'interactive',
		interactive: {
			type: 'carousel',
			body: { text: 'Which of the two shall we keep for you?' },
			action: {
				cards: [
					replyCard(0, picture, 'Blue Echeveria', 'echeveria'),
					replyCard(1, 'https://images.example.com/jade-plant.jpg', 'Jade Plant', 'jade'),
				],
			},
		},
	},
};
