/**
 * What examples/demo-all-kinds.json has to put on the wire, operation by operation, written from docs/api.md,
 * section 2, and not from the node's code.
 */
const common = {
	appId: 'sandboxApp',
	businessPhone: '6285574670498',
	recipient: '6281234567890',
	channelType: 0,
};
const picture = 'https://images.example.com/blue-echeveria.jpg';
const shop = 'https://shop.example.com';

const urlCard = (card_index: number, media: object, text: string, path: string) => ({
	card_index,
	type: 'cta_url',
	header: media,
	body: { text },
	action: { name: 'cta_url', parameters: { display_text: 'Buy it', url: `${shop}/${path}` } },
});

const replyCard = (card_index: number, link: string, text: string, name: string) => ({
	card_index,
	type: 'cta_url',
	header: { type: 'image', image: { link } },
	body: { text },
	action: {
		buttons: [
			{ type: 'quick_reply', quick_reply: { id: `keep-${name}`, title: 'Keep this one' } },
			{ type: 'quick_reply', quick_reply: { id: `ask-${name}`, title: 'Tell me more' } },
		],
	},
});

const image = (link: string) => ({ type: 'image', image: { link } });

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
			action: {
				buttons: [
					{ type: 'reply', reply: { id: 'deliver', title: 'Deliver it today' } },
					{ type: 'reply', reply: { id: 'collect', title: 'I will collect it' } },
					{ type: 'reply', reply: { id: 'later', title: 'Ask me later' } },
				],
			},
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
					urlCard(0, image(picture), 'Blue Echeveria — Rp 85.000', 'blue-echeveria'),
					urlCard(
						1,
						image('https://images.example.com/jade-plant.jpg'),
						'Jade Plant — Rp 120.000',
						'jade-plant',
					),
					urlCard(
						2,
						{ type: 'video', video: { link: 'https://images.example.com/aloe.mp4' } },
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
