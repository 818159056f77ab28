/** Valid bodies of every kind with everything in them. */
import { copyOf } from './paths';

export type Body = Record<string, unknown>;

const envelope = {
	appId: 'sandboxApp',
	businessPhone: '628111000111',
	recipient: '628123456789',
	channelType: 0,
	context: { refMessageId: 'wamid.1' },
};

const media = (type: string, more: Body = {}): Body => ({
	...envelope,
	type,
	[type]: { link: 'https://example.com/file', ...more },
});

const interactive = (type: string, more: Body): Body => ({
	...envelope,
	type: 'interactive',
	interactive: { type, body: { text: 'Choose' }, ...more },
});

const frame = { header: { type: 'text', text: 'Fresh' }, footer: { text: 'Until 18:00' } };

const card = (index: number, action: Body, header = 'image'): Body => ({
	card_index: index,
	type: 'cta_url',
	header: { type: header, [header]: { link: `https://example.com/${index}` } },
	body: { text: `Card ${index}` },
	action,
});
const urlAction = (): Body => ({
	name: 'cta_url',
	parameters: { display_text: 'Buy now', url: 'https://example.com/buy' },
});
const replies = (...titles: string[]): Body => ({
	buttons: titles.map((title, index) => ({ type: 'quick_reply', quick_reply: { id: `r${index}`, title } })),
});

export const valid = {
	text: { ...envelope, type: 'text', text: { body: 'Hello' } },
	image: media('image', { caption: 'A picture' }),
	video: media('video', { caption: 'A film' }),
	audio: media('audio'),
	document: media('document', { filename: 'invoice.pdf', caption: 'Your invoice' }),
	sticker: media('sticker'),
	location: {
		...envelope,
		type: 'location',
		location: { latitude: '-22.7196', longitude: '114.2469', name: 'Lucky Shrub', address: 'Longgang' },
	},
	contacts: {
		...envelope,
		type: 'contacts',
		contacts: [
			{
				name: {
					formatted_name: 'Dr. Ana Putri Wijaya Jr.',
					first_name: 'Ana',
					last_name: 'Wijaya',
					middle_name: 'Putri',
					prefix: 'Dr.',
					suffix: 'Jr.',
				},
				birthday: '1995-01-31',
				org: { company: 'Lucky Shrub', department: 'Sales', title: 'Florist' },
				phones: [{ phone: '+62 812', type: 'CELL', wa_id: '62812' }],
				emails: [{ email: 'ana@example.com', type: 'WORK' }],
				addresses: [
					{
						street: '1 Garden Road',
						city: 'Jakarta',
						state: 'DKI',
						zip: '10110',
						country: 'Indonesia',
						country_code: 'ID',
						type: 'HOME',
					},
				],
				urls: [{ url: 'https://example.com', type: 'WORK' }],
			},
			{ name: { formatted_name: 'Budi' } },
		],
	},
	list: interactive('list', {
		...frame,
		action: {
			button: 'Open',
			sections: [
				{ title: 'Succulents', rows: [{ id: 'a', title: 'Echeveria', description: '$12' }] },
				{
					title: 'Cacti',
					rows: [
						{ id: 'b', title: 'Saguaro' },
						{ id: 'c', title: 'Saguaro' },
					],
				},
			],
		},
	}),
	buttons: interactive('button', {
		...frame,
		action: {
			buttons: ['Yes', 'No', 'Later'].map((title) => ({ type: 'reply', reply: { id: title, title } })),
		},
	}),
	locationRequest: interactive('location_request_message', { action: { name: 'send_location' } }),
	urlCarousel: interactive('carousel', {
		action: { cards: [card(0, urlAction()), card(1, urlAction(), 'video')] },
	}),
	replyCarousel: interactive('carousel', {
		action: { cards: [card(0, replies('More', 'Less')), card(1, replies('More'))] },
	}),
} satisfies Record<string, Body>;

export type ValidName = keyof typeof valid;
export const validNames = Object.keys(valid) as ValidName[];

/** A copy of a valid body. */
export const bodyOf = (name: ValidName): Body => copyOf(valid[name]);

export { card, replies, urlAction };
