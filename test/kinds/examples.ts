/**
 * Each kind once: the parameters of its form, the form filled in, and the part of the body that it must become. A new
 * kind adds its example here, and every test that loops over the kinds has what it needs.
 */
import type { INodeParameters } from 'n8n-workflow';
import { card, media, quickReplies, replyButtons, urlAction, type Body } from './bodies';

/** A place of the body, and a value of the same type that neither the node nor the service may take there. */
export type Refusal = readonly [path: string, value: unknown];

export interface Example {
	/**
	 * The stored names, which saved workflows depend on, as the form has them; those of the entries of a list with the
	 * way to them. `*`: required. A number: how many characters the hint of the field allows.
	 */
	parameters: readonly string[];
	/**
	 * Filled in, as the demo sends it: `npm run docs -- --write` takes it into examples/demo-all-kinds.json. Left out by
	 * kinds that take more than a form: an approved template, a person who answers.
	 */
	form?: INodeParameters;
	/** Without what all messages have; written from docs/api.md, and not from what the node makes of the form. */
	body: Body;
	/** One for each limit and rule of its own, a limit missed by one: so none can go without a red test. */
	refused: readonly [Refusal, ...Refusal[]];
	/** The same for what the node refuses of its own accord ([D] in docs/api.md) and the service takes. */
	refusedByNode?: readonly Refusal[];
	/** What the preview must show of the body, for a kind that test/preview/bodies.ts has no body of. */
	preview?: Essentials;
}

/** What a person must be able to read in a preview, which addresses it shows, and the signs of its buttons. */
export interface Essentials {
	reads: string[];
	media?: Array<[tag: string, src: string]>;
	icons?: string[];
}

const picture = 'https://images.example.com/blue-echeveria.jpg';
const shop = 'https://shop.example.com';
const NO_LINK = 'example.com/file';
const tooLong = (limit: number): string => 'x'.repeat(limit + 1);
/** That many entries. */
const times = <T>(count: number, entry: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => entry(index));

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

const pictureCard = (index: number) =>
	urlCard(index, media('image', picture), `Plant ${index + 1}`, `plant-${index + 1}`);
const replyButton = (index: number) => ({
	type: 'reply',
	reply: { id: `button-${index + 1}`, title: `Button ${index + 1}` },
});
const listRow = (index: number) => ({ id: `plant-${index + 1}`, title: `Plant ${index + 1}` });

/** As somebody writes it by hand: a carousel with quick replies. */
const KEEP_ONE: Body = {
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
};

export const EXAMPLES: Readonly<Record<string, Example>> = {
	sendText: {
		parameters: ['text* 4096'],
		form: {
			text: 'Good morning, Sari! Your Blue Echeveria arrived at our shop today 🪴\nShall we deliver it tomorrow?',
		},
		body: {
			type: 'text',
			text: {
				body: 'Good morning, Sari! Your Blue Echeveria arrived at our shop today 🪴\nShall we deliver it tomorrow?',
			},
		},
		refused: [['text.body', tooLong(4096)]],
	},
	sendImage: {
		parameters: ['mediaSource', 'mediaLink*', 'binaryProperty', 'caption 1024'],
		form: {
			mediaLink: picture,
			caption: 'Blue Echeveria, 12 cm pot — Rp 85.000',
		},
		body: { type: 'image', image: { link: picture, caption: 'Blue Echeveria, 12 cm pot — Rp 85.000' } },
		refused: [
			['image.link', NO_LINK],
			['image.caption', tooLong(1024)],
		],
	},
	sendVideo: {
		parameters: ['mediaSource', 'mediaLink*', 'binaryProperty', 'caption 1024'],
		form: {
			mediaLink: 'https://images.example.com/repotting-echeveria.mp4',
			caption: 'How to repot it, in one minute',
		},
		body: {
			type: 'video',
			video: {
				link: 'https://images.example.com/repotting-echeveria.mp4',
				caption: 'How to repot it, in one minute',
			},
		},
		refused: [
			['video.link', NO_LINK],
			['video.caption', tooLong(1024)],
		],
	},
	sendDocument: {
		parameters: [
			'mediaSource',
			'mediaLink*',
			'binaryProperty',
			// The name of a document is required beside a link only, so it is there twice.
			'filename*',
			'filename',
			'caption 1024',
		],
		form: {
			mediaLink: `${shop}/invoices/2041.pdf`,
			filename: 'Invoice 2041.pdf',
			caption: 'Your invoice',
		},
		body: {
			type: 'document',
			document: { link: `${shop}/invoices/2041.pdf`, filename: 'Invoice 2041.pdf', caption: 'Your invoice' },
		},
		refused: [
			['document.link', NO_LINK],
			['document.caption', tooLong(1024)],
		],
	},
	sendCarousel: {
		parameters: [
			'bodyText* 1024',
			'carouselButtonType',
			'inputMode',
			'repeatFor',
			'cards',
			'cards.card.headerType',
			'cards.card.mediaSource',
			'cards.card.binaryProperty*',
			'cards.card.headerLink*',
			'cards.card.bodyText 160',
			'cards.card.urlText* 20',
			'cards.card.url*',
			'cards.card.quickReplies.reply.title* 20',
			'cards.card.quickReplies.reply.id 20',
			'card',
			'whenTooMany',
			'cardsJson',
		],
		form: {
			bodyText: 'Three plants that forgive a forgotten watering:',
			carouselButtonType: 'url',
			inputMode: 'fields',
			cards: {
				card: [
					{
						headerType: 'image',
						headerLink: picture,
						bodyText: 'Blue Echeveria — Rp 85.000',
						urlText: 'Buy it',
						url: `${shop}/blue-echeveria`,
					},
					{
						headerType: 'image',
						headerLink: 'https://images.example.com/jade-plant.jpg',
						bodyText: 'Jade Plant — Rp 120.000',
						urlText: 'Buy it',
						url: `${shop}/jade-plant`,
					},
					{
						headerType: 'video',
						headerLink: 'https://images.example.com/aloe.mp4',
						bodyText: 'Aloe Vera — Rp 95.000',
						urlText: 'Buy it',
						url: `${shop}/aloe-vera`,
					},
				],
			},
		},
		body: {
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
		refused: [
			['interactive.header', { type: 'text', text: 'Plants' }],
			['interactive.footer', { text: 'Prices include the pot' }],
			['interactive.body.text', tooLong(1024)],
			['interactive.action.cards', [pictureCard(0)]],
			['interactive.action.cards', times(11, pictureCard)],
			['interactive.action.cards[1].card_index', 2],
			['interactive.action.cards[0].type', 'card'],
			['interactive.action.cards[0].header.type', 'document'],
			['interactive.action.cards[0].header.image.link', NO_LINK],
			['interactive.action.cards[2].header.video.link', NO_LINK],
			['interactive.action.cards[0].action.name', 'url'],
			['interactive.action.cards[0].action.parameters.url', NO_LINK],
			['interactive.action.cards[0].body.text', tooLong(160)],
			['interactive.action.cards[0].action.parameters.display_text', tooLong(20)],
		],
	},
	sendList: {
		parameters: [
			'bodyText* 4096',
			'headerText 60',
			'footerText 60',
			'listButtonText* 20',
			'inputMode',
			'repeatFor',
			'sections',
			'sections.section.title* 24',
			'sections.section.rows.row.title* 24',
			'sections.section.rows.row.description 72',
			'sections.section.rows.row.id 200',
			'row',
			'whenTooMany',
			'sectionsJson',
		],
		form: {
			bodyText: 'Which plant may we bring you?',
			headerText: "This week's plants",
			footerText: 'Prices include the pot',
			listButtonText: 'See the plants',
			inputMode: 'fields',
			sections: {
				section: [
					{
						title: 'Succulents',
						rows: {
							row: [
								{ id: 'blue-echeveria', title: 'Blue Echeveria', description: '12 cm pot, Rp 85.000' },
								{ id: 'jade-plant', title: 'Jade Plant', description: '15 cm pot, Rp 120.000' },
							],
						},
					},
					{
						title: 'Cut flowers',
						rows: { row: [{ id: 'tulips', title: 'Tulips', description: 'Ten stems, Rp 150.000' }] },
					},
				],
			},
		},
		body: {
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
		refused: [
			['interactive.body.text', tooLong(4096)],
			['interactive.header.type', 'image'],
			['interactive.header.text', tooLong(60)],
			['interactive.footer.text', tooLong(60)],
			['interactive.action.button', tooLong(20)],
			['interactive.action.sections', []],
			[
				'interactive.action.sections',
				times(11, (index) => ({ title: `Section ${index + 1}`, rows: [listRow(index)] })),
			],
			['interactive.action.sections[0].title', tooLong(24)],
			['interactive.action.sections[0].rows', []],
			['interactive.action.sections[0].rows', times(10, listRow)],
			['interactive.action.sections[0].rows[1].id', tooLong(200)],
			['interactive.action.sections[0].rows[1].title', tooLong(24)],
			['interactive.action.sections[0].rows[1].description', tooLong(72)],
		],
		refusedByNode: [['interactive.action.sections[0].rows[1].id', 'blue-echeveria']],
	},
	sendButtons: {
		parameters: [
			'bodyText* 1024',
			'headerText 60',
			'footerText 60',
			'inputMode',
			'repeatFor',
			'buttons',
			'buttons.button.title* 20',
			'buttons.button.id 256',
			'button',
			'whenTooMany',
			'buttonsJson',
		],
		form: {
			bodyText: 'Your bouquet is ready. What shall we do?',
			headerText: 'Order 2041',
			footerText: 'Open until 18:00',
			inputMode: 'fields',
			buttons: {
				button: [
					{ id: 'deliver', title: 'Deliver it today' },
					{ id: 'collect', title: 'I will collect it' },
					{ id: 'later', title: 'Ask me later' },
				],
			},
		},
		body: {
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
		refused: [
			['interactive.body.text', tooLong(1024)],
			['interactive.header.type', 'image'],
			['interactive.header.text', tooLong(60)],
			['interactive.footer.text', tooLong(60)],
			['interactive.action.buttons', []],
			['interactive.action.buttons', times(4, replyButton)],
			['interactive.action.buttons[0].type', 'url'],
			['interactive.action.buttons[0].reply.title', tooLong(20)],
			['interactive.action.buttons[1].reply.title', 'Deliver it today'],
			['interactive.action.buttons[0].reply.id', tooLong(256)],
		],
		refusedByNode: [['interactive.action.buttons[1].reply.id', 'deliver']],
	},
	sendAudio: {
		parameters: ['mediaSource', 'mediaLink*', 'binaryProperty'],
		form: { mediaLink: 'https://images.example.com/greeting-from-the-florist.mp3' },
		body: { type: 'audio', audio: { link: 'https://images.example.com/greeting-from-the-florist.mp3' } },
		refused: [['audio.link', NO_LINK]],
	},
	sendSticker: {
		parameters: ['mediaSource', 'mediaLink*', 'binaryProperty'],
		form: { mediaLink: 'https://images.example.com/thank-you.webp' },
		body: { type: 'sticker', sticker: { link: 'https://images.example.com/thank-you.webp' } },
		refused: [['sticker.link', NO_LINK]],
	},
	sendLocation: {
		parameters: ['latitude*', 'longitude*', 'locationName*', 'locationAddress*'],
		form: {
			latitude: '-6.208763',
			longitude: '106.845599',
			locationName: 'Blue Echeveria Flower Shop',
			locationAddress: 'Jl. Melati 12, Jakarta',
		},
		body: {
			type: 'location',
			location: {
				latitude: '-6.208763',
				longitude: '106.845599',
				name: 'Blue Echeveria Flower Shop',
				address: 'Jl. Melati 12, Jakarta',
			},
		},
		refused: [
			['location.latitude', '91'],
			['location.longitude', '114,2469'],
		],
	},
	sendLocationRequest: {
		parameters: ['bodyText* 1024'],
		form: { bodyText: 'Where shall we deliver your Blue Echeveria? Please share your location.' },
		body: {
			type: 'interactive',
			interactive: {
				type: 'location_request_message',
				body: { text: 'Where shall we deliver your Blue Echeveria? Please share your location.' },
				action: { name: 'send_location' },
			},
		},
		refused: [
			['interactive.body.text', tooLong(1024)],
			['interactive.action.name', 'send_photo'],
		],
	},
	sendContacts: {
		parameters: [
			'inputMode',
			'repeatFor',
			'contacts',
			'contacts.contact.formattedName*',
			'contacts.contact.firstName',
			'contacts.contact.lastName',
			'contacts.contact.middleName',
			'contacts.contact.prefix',
			'contacts.contact.suffix',
			'contacts.contact.birthday',
			'contacts.contact.company',
			'contacts.contact.department',
			'contacts.contact.title',
			'contacts.contact.phones.phone.phone',
			'contacts.contact.phones.phone.type',
			'contacts.contact.phones.phone.waId',
			'contacts.contact.emails.email.email',
			'contacts.contact.emails.email.type',
			'contacts.contact.addresses.address.street',
			'contacts.contact.addresses.address.city',
			'contacts.contact.addresses.address.state',
			'contacts.contact.addresses.address.zip',
			'contacts.contact.addresses.address.country',
			'contacts.contact.addresses.address.countryCode',
			'contacts.contact.addresses.address.type',
			'contacts.contact.urls.url.url',
			'contacts.contact.urls.url.type',
			'contact',
			'contactsJson',
		],
		form: {
			inputMode: 'fields',
			contacts: {
				contact: [
					{
						formattedName: 'Dewi Lestari',
						firstName: 'Dewi',
						lastName: 'Lestari',
						birthday: '1990-04-12',
						company: 'Blue Echeveria Flower Shop',
						title: 'Florist',
						phones: { phone: [{ phone: '+62 812 3456 7890', type: 'WORK', waId: '6281234567890' }] },
						emails: { email: [{ email: 'dewi@shop.example.com', type: 'WORK' }] },
						addresses: {
							address: [
								{
									street: 'Jl. Melati 12',
									city: 'Jakarta',
									zip: '10110',
									country: 'Indonesia',
									countryCode: 'ID',
									type: 'WORK',
								},
							],
						},
						urls: { url: [{ url: shop, type: 'WORK' }] },
					},
				],
			},
		},
		body: {
			type: 'contacts',
			contacts: [
				{
					name: { formatted_name: 'Dewi Lestari', first_name: 'Dewi', last_name: 'Lestari' },
					birthday: '1990-04-12',
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
		refused: [
			['contacts', []],
			['contacts[0].birthday', '31.1.1995'],
			['contacts[0].phones[0].type', 'FAX'],
			['contacts[0].emails[0].type', 'PRIVATE'],
			['contacts[0].addresses[0].type', 'SHOP'],
			['contacts[0].urls[0].type', 'SHOP'],
		],
		refusedByNode: [['contacts[0].phones[0].wa_id', 'dewi']],
	},
	sendJson: {
		parameters: ['messageJson*'],
		form: { messageJson: JSON.stringify(KEEP_ONE, null, 2) },
		body: KEEP_ONE,
		refused: [
			['interactive.action.cards[1].card_index', 2],
			['interactive.action.cards[0].action.buttons[0].quick_reply.title', tooLong(20)],
		],
	},
	sendAndWait: {
		parameters: [
			'message* 1024',
			'answerBy',
			// Once more, hidden and with another default, where an agent asks for an approval.
			'answerBy',
			'callbackNotice',
			'tapNotice',
			'approveLabel 20',
			'declineLabel 20',
			'listButtonText 20',
			// Once for buttons and once for a list.
			'inputMode',
			'inputMode',
			'repeatFor',
			'buttons',
			'buttons.button.title* 20',
			// 256 and 200, less the 96 characters that lead the answer back.
			'buttons.button.id 160',
			'button',
			'buttonsJson',
			'sections',
			'sections.section.title* 24',
			'sections.section.rows.row.title* 24',
			'sections.section.rows.row.description 72',
			'sections.section.rows.row.id 104',
			'row',
			'whenTooMany',
			'sectionsJson',
		],
		body: {
			type: 'interactive',
			interactive: {
				type: 'button',
				body: { text: 'Shall we deliver it tomorrow?' },
				action: replyButtons([
					['yes', 'Yes, please'],
					['later', 'Another day'],
				]),
			},
		},
		refused: [
			['interactive.body.text', tooLong(1024)],
			['interactive.action.buttons', []],
			['interactive.action.buttons', times(4, replyButton)],
			['interactive.action.buttons[0].type', 'url'],
			['interactive.action.buttons[0].reply.title', tooLong(20)],
			['interactive.action.buttons[1].reply.title', 'Yes, please'],
		],
		refusedByNode: [
			// The rest leads the answer back.
			['interactive.action.buttons[1].reply.id', tooLong(160)],
			['interactive.action.buttons[1].reply.id', 'yes'],
		],
	},
	sendTemplate: {
		parameters: ['templateName*', 'templateLanguage*', 'templateValues*', 'inputMode', 'componentsJson'],
		body: {
			template: {
				name: 'order_shipped',
				language: { code: 'en_US' },
				components: [
					{ type: 'header', parameters: [{ type: 'image', image: { link: picture } }] },
					{
						type: 'body',
						parameters: [
							{ type: 'text', text: 'Sari' },
							{ type: 'text', text: '2041' },
						],
					},
					{ type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '2041' }] },
				],
			},
		},
		refused: [
			['template.name', tooLong(512)],
			['template.name', 'Order shipped'],
			['template.language.code', 'English'],
			['template.components[0].type', 'footer'],
			['template.components[0].parameters', []],
			['template.components[1].type', 'header'],
			['template.components[0].parameters[0].image.link', NO_LINK],
			['template.components[1].parameters[0].text', 'Sari\nWijaya'],
			['template.components[1].parameters[0].type', 'number'],
			['template.components[2].sub_type', 'phone_number'],
			['template.components[2].index', '10'],
		],
		refusedByNode: [
			['context', { refMessageId: 'wamid.1' }],
			['template.components[2].parameters[0].text', tooLong(2000)],
		],
	},
};

/** How the output names the kind of a body. */
export const messageTypeOf = ({ type, interactive, template }: Body): string =>
	template === undefined ? String((interactive as Body | undefined)?.type ?? type) : 'template';

/**
 * The examples of custom messages that a catalogue has no body of its own for, by their kind: so a new kind needs its example
 * only, and is tried in every catalogue.
 */
export function examplesBeside(
	catalogue: Readonly<Record<string, Body>>,
	envelope: Body,
): Record<string, Body> {
	const present = new Set(Object.values(catalogue).map(messageTypeOf));
	const missing = Object.values(EXAMPLES).filter(
		({ body }) => body.type !== undefined && !present.has(messageTypeOf(body)),
	);
	return Object.fromEntries(missing.map(({ body }) => [messageTypeOf(body), { ...envelope, ...body }]));
}
