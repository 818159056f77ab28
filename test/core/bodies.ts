/** Valid bodies of every kind with everything in them. */
import {
	card as cardOf,
	media as mediaOf,
	quickReplies,
	replyButtons,
	urlAction as urlActionOf,
	type Body,
} from '../kinds/bodies';
import { examplesBeside } from '../kinds/examples';
import { copyOf } from './paths';

export type { Body };

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

const card = (index: number, action: Body, header = 'image'): Body =>
	cardOf(index, mediaOf(header, `https://example.com/${index}`), `Card ${index}`, action);
const urlAction = (): Body => urlActionOf('Buy now', 'https://example.com/buy');
const replies = (...titles: string[]): Body =>
	quickReplies(titles.map((title, index) => [`r${index}`, title] as const));

const written = {
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
				phones: [{ phone: '+62 812', type: 'CELL', wa_id: '6281234567890' }],
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
		action: replyButtons(['Yes', 'No', 'Later'].map((title) => [title, title] as const)),
	}),
	locationRequest: interactive('location_request_message', { action: { name: 'send_location' } }),
	urlCarousel: interactive('carousel', {
		action: { cards: [card(0, urlAction()), card(1, urlAction(), 'video')] },
	}),
	replyCarousel: interactive('carousel', {
		action: { cards: [card(0, replies('More', 'Less')), card(1, replies('More'))] },
	}),
} satisfies Record<string, Body>;

export type ValidName = keyof typeof written;
/** With the example of every kind that is not written out above. */
export const valid: Readonly<Record<ValidName, Body>> = { ...examplesBeside(written, envelope), ...written };
export const validNames = Object.keys(valid) as ValidName[];

/** A copy of a valid body. */
export const bodyOf = (name: ValidName): Body => copyOf(valid[name]);

export { card, replies, urlAction };
