/** One filled-in form of every kind, and the part of the body that it must become. */
import type { INodeParameters } from 'n8n-workflow';

interface Example {
	form: INodeParameters;
	body: object;
	messageType: string;
}

const link = 'https://example.com/file';

export const BODIES_OF_KINDS: Readonly<Record<string, Example>> = {
	sendText: {
		form: { text: 'Hello 👋' },
		body: { type: 'text', text: { body: 'Hello 👋' } },
		messageType: 'text',
	},
	sendImage: {
		form: { mediaLink: link, caption: 'Look' },
		body: { type: 'image', image: { link, caption: 'Look' } },
		messageType: 'image',
	},
	sendVideo: {
		form: { mediaLink: link, caption: '' },
		body: { type: 'video', video: { link } },
		messageType: 'video',
	},
	sendAudio: { form: { mediaLink: link }, body: { type: 'audio', audio: { link } }, messageType: 'audio' },
	sendDocument: {
		form: { mediaLink: link, filename: 'Invoice.pdf' },
		body: { type: 'document', document: { link, filename: 'Invoice.pdf' } },
		messageType: 'document',
	},
	sendSticker: {
		form: { mediaLink: link },
		body: { type: 'sticker', sticker: { link } },
		messageType: 'sticker',
	},
	sendLocation: {
		form: { latitude: '22.7196', longitude: '114.2469', locationName: 'Shop', locationAddress: 'Longgang' },
		body: {
			type: 'location',
			location: { longitude: '114.2469', latitude: '22.7196', name: 'Shop', address: 'Longgang' },
		},
		messageType: 'location',
	},
	sendContacts: {
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
		messageType: 'contacts',
	},
	sendList: {
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
		messageType: 'list',
	},
	sendButtons: {
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
		messageType: 'button',
	},
	sendLocationRequest: {
		form: { bodyText: 'Where to?' },
		body: {
			type: 'interactive',
			interactive: {
				type: 'location_request_message',
				body: { text: 'Where to?' },
				action: { name: 'send_location' },
			},
		},
		messageType: 'location_request_message',
	},
	sendCarousel: {
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
		messageType: 'carousel',
	},
	sendJson: {
		form: { messageJson: '{ "type": "text", "text": { "body": "By hand" } }' },
		body: { type: 'text', text: { body: 'By hand' } },
		messageType: 'text',
	},
};
