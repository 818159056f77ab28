/**
 * Each kind once: the parameters of its form, the form filled in, and the part of the body that it must become. A new
 * kind adds its example here, and every test that loops over the kinds has what it needs.
 */
import type { INodeParameters } from 'n8n-workflow';

export interface Example {
	/**
	 * The stored names, which saved workflows depend on, as the form has them; those of the entries of a list with the
	 * way to them. `*`: required. A number: how many characters the hint of the field allows.
	 */
	parameters: readonly string[];
	form: INodeParameters;
	/** Without what all messages have. */
	body: object;
	/**
	 * Places of the body with values that neither the node nor the service may take, at least one where the rule asks for
	 * more than something that is filled in: so the rule cannot go without a red test.
	 */
	refused: ReadonlyArray<readonly [path: string, value: unknown]>;
	/** As the output names it. */
	messageType: string;
	/** What the preview must show of the body, for a kind that test/preview/bodies.ts has no body of. */
	preview?: Essentials;
}

/** What a person must be able to read in a preview, which addresses it shows, and the signs of its buttons. */
export interface Essentials {
	reads: string[];
	media?: Array<[tag: string, src: string]>;
	icons?: string[];
}

const link = 'https://example.com/file';
const NO_LINK = 'example.com/file';
const tooLong = (limit: number): string => 'x'.repeat(limit + 1);

export const BODIES_OF_KINDS: Readonly<Record<string, Example>> = {
	sendText: {
		parameters: ['text* 4096'],
		form: { text: 'Hello 👋' },
		body: { type: 'text', text: { body: 'Hello 👋' } },
		refused: [['text.body', tooLong(4096)]],
		messageType: 'text',
	},
	sendImage: {
		parameters: ['mediaSource', 'mediaLink*', 'binaryProperty', 'caption 1024'],
		form: { mediaLink: link, caption: 'Look' },
		body: { type: 'image', image: { link, caption: 'Look' } },
		refused: [
			['image.link', NO_LINK],
			['image.caption', tooLong(1024)],
		],
		messageType: 'image',
	},
	sendVideo: {
		parameters: ['mediaSource', 'mediaLink*', 'binaryProperty', 'caption 1024'],
		form: { mediaLink: link, caption: '' },
		body: { type: 'video', video: { link } },
		refused: [
			['video.link', NO_LINK],
			['video.caption', tooLong(1024)],
		],
		messageType: 'video',
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
		form: { mediaLink: link, filename: 'Invoice.pdf' },
		body: { type: 'document', document: { link, filename: 'Invoice.pdf' } },
		refused: [
			['document.link', NO_LINK],
			['document.caption', tooLong(1024)],
		],
		messageType: 'document',
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
			bodyText: 'New',
			carouselButtonType: 'quickReply',
			inputMode: 'fields',
			cards: {
				card: [
					{
						headerType: 'image',
						headerLink: link,
						bodyText: 'Blue',
						quickReplies: { reply: [{ title: 'More' }] },
					},
					{
						headerType: 'video',
						headerLink: link,
						quickReplies: { reply: [{ title: 'More' }, { title: 'Buy', id: 'b' }] },
					},
				],
			},
		},
		body: {
			type: 'interactive',
			interactive: {
				type: 'carousel',
				body: { text: 'New' },
				action: {
					cards: [
						{
							card_index: 0,
							type: 'cta_url',
							header: { type: 'image', image: { link } },
							body: { text: 'Blue' },
							action: { buttons: [{ type: 'quick_reply', quick_reply: { id: 'More', title: 'More' } }] },
						},
						{
							card_index: 1,
							type: 'cta_url',
							header: { type: 'video', video: { link } },
							action: {
								buttons: [
									{ type: 'quick_reply', quick_reply: { id: 'More-2', title: 'More' } },
									{ type: 'quick_reply', quick_reply: { id: 'b', title: 'Buy' } },
								],
							},
						},
					],
				},
			},
		},
		refused: [
			['interactive.body.text', tooLong(1024)],
			['interactive.action.cards[1].card_index', 2],
			['interactive.action.cards[0].type', 'card'],
			['interactive.action.cards[0].header.image.link', NO_LINK],
			['interactive.action.cards[0].body.text', tooLong(160)],
			['interactive.action.cards[0].action.buttons[0].quick_reply.title', tooLong(20)],
		],
		messageType: 'carousel',
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
			bodyText: 'Choose',
			headerText: 'Menu',
			footerText: 'Open until 18:00',
			listButtonText: 'Open',
			inputMode: 'fields',
			sections: {
				section: [
					{
						title: 'Plants',
						rows: { row: [{ title: 'Blue' }, { title: 'Zebra', id: 'z', description: '$9' }] },
					},
				],
			},
		},
		body: {
			type: 'interactive',
			interactive: {
				type: 'list',
				header: { type: 'text', text: 'Menu' },
				body: { text: 'Choose' },
				footer: { text: 'Open until 18:00' },
				action: {
					button: 'Open',
					sections: [
						{
							title: 'Plants',
							rows: [
								{ id: 'Blue', title: 'Blue' },
								{ id: 'z', title: 'Zebra', description: '$9' },
							],
						},
					],
				},
			},
		},
		refused: [
			['interactive.body.text', tooLong(4096)],
			['interactive.header.type', 'image'],
			['interactive.footer.text', tooLong(60)],
			['interactive.action.button', tooLong(20)],
			['interactive.action.sections[0].title', tooLong(24)],
			['interactive.action.sections[0].rows[1].description', tooLong(72)],
		],
		messageType: 'list',
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
			bodyText: 'Deliver tomorrow?',
			inputMode: 'fields',
			buttons: { button: [{ title: 'Yes', id: 'y' }, { title: 'No' }] },
		},
		body: {
			type: 'interactive',
			interactive: {
				type: 'button',
				body: { text: 'Deliver tomorrow?' },
				action: {
					buttons: [
						{ type: 'reply', reply: { id: 'y', title: 'Yes' } },
						{ type: 'reply', reply: { id: 'No', title: 'No' } },
					],
				},
			},
		},
		refused: [
			['interactive.body.text', tooLong(1024)],
			['interactive.action.buttons[0].type', 'url'],
			['interactive.action.buttons[0].reply.title', tooLong(20)],
		],
		messageType: 'button',
	},
	sendAudio: {
		parameters: ['mediaSource', 'mediaLink*', 'binaryProperty'],
		form: { mediaLink: link },
		body: { type: 'audio', audio: { link } },
		refused: [['audio.link', NO_LINK]],
		messageType: 'audio',
	},
	sendSticker: {
		parameters: ['mediaSource', 'mediaLink*', 'binaryProperty'],
		form: { mediaLink: link },
		body: { type: 'sticker', sticker: { link } },
		refused: [['sticker.link', NO_LINK]],
		messageType: 'sticker',
	},
	sendLocation: {
		parameters: ['latitude*', 'longitude*', 'locationName*', 'locationAddress*'],
		form: { latitude: '22.7196', longitude: '114.2469', locationName: 'Shop', locationAddress: 'Longgang' },
		body: {
			type: 'location',
			location: { longitude: '114.2469', latitude: '22.7196', name: 'Shop', address: 'Longgang' },
		},
		refused: [
			['location.latitude', '91'],
			['location.longitude', '114,2469'],
		],
		messageType: 'location',
	},
	sendLocationRequest: {
		parameters: ['bodyText* 1024'],
		form: { bodyText: 'Where to?' },
		body: {
			type: 'interactive',
			interactive: {
				type: 'location_request_message',
				body: { text: 'Where to?' },
				action: { name: 'send_location' },
			},
		},
		refused: [
			['interactive.body.text', tooLong(1024)],
			['interactive.action.name', 'send_photo'],
		],
		messageType: 'location_request_message',
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
						formattedName: 'Ana Wijaya',
						firstName: 'Ana',
						phones: { phone: [{ phone: '+62 812', type: 'CELL', waId: '62812' }] },
					},
				],
			},
		},
		body: {
			type: 'contacts',
			contacts: [
				{
					name: { formatted_name: 'Ana Wijaya', first_name: 'Ana' },
					phones: [{ phone: '+62 812', type: 'CELL', wa_id: '62812' }],
				},
			],
		},
		refused: [
			['contacts[0].birthday', '31.1.1995'],
			['contacts[0].phones[0].type', 'FAX'],
		],
		messageType: 'contacts',
	},
	sendJson: {
		parameters: ['messageJson*'],
		form: { messageJson: '{ "type": "text", "text": { "body": "By hand" } }' },
		body: { type: 'text', text: { body: 'By hand' } },
		refused: [['text.body', tooLong(4096)]],
		messageType: 'text',
	},
};

/** Kinds that take more than a form and a body to try: test/engine/template.test.ts and test/conversation do. */
export const PARAMETERS_OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
	sendAndWait: [
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
	sendTemplate: ['templateName*', 'templateLanguage*', 'templateValues*', 'inputMode', 'componentsJson'],
};
