/**
 * The sample bodies of the vendor's page, as docs/api.md, section 2, settles them: phone numbers are texts, a location
 * has its type and no link. And the forms that a person fills in to send them.
 */
import type { INodeParameters } from 'n8n-workflow';
import { without } from '../core/paths';
import samples from '../sandbox/vendor-samples.json';

export type Body = Record<string, unknown>;

interface Sample {
	readonly title: string;
	readonly operation: string;
	readonly body: Body;
	readonly fields: INodeParameters;
	/** The same with JSON input: only what no node can know, constants are left out. */
	readonly json?: INodeParameters;
	/** The vendor's placeholder numbers are longer than a number can be. */
	readonly impossibleNumbers?: true;
	/** The vendor's placeholder for the WhatsApp ID of the second phone is in capital letters. */
	readonly placeholderId?: true;
}

const raw = samples as unknown as Body[];

function ruled(index: number): Body {
	const { location, ...sample } = raw[index] ?? {};
	const body = { ...sample, businessPhone: String(sample.businessPhone) };
	if (location === undefined) return body;
	return { ...body, type: 'location', location: without(location as Body, ['link']) };
}

const luckyShrub = 'https://www.luckyshrub.com/assets/blue-echeveria.jpeg';
const amazon =
	'https://test-itnio-im.s3.us-west-2.amazonaws.com/im-img-file/4be035c4c37b4a6c8d40690ce27e5660.png?X-Amz-Expires=86400';
const blue =
	'*Blue Echeveria*nnA rosette-shaped succulent with powdery blue leaves, perfect for brightening up any space.';
const zebra =
	'*Zebra Haworthia*nnStriking white stripes on deep green leaves give this compact succulent a bold, modern look.';
const row = (id: string) => ({
	id: `${id}_ID`,
	title: `${id}_TITLE`,
	description: `${id}_DESCRIPTION`,
});
const sections = [1, 2].map((number) => ({
	title: `SECTION_${number}_TITLE`,
	rows: [1, 2].map((index) => row(`SECTION_${number}_ROW_${index}`)),
}));
const listTexts = {
	bodyText: 'BODY_TEXT',
	headerText: 'HEADER_TEXT',
	footerText: 'FOOTER_TEXT',
	listButtonText: 'BUTTON_TEXT',
};
const address = {
	street: 'STREET',
	city: 'CITY',
	state: 'STATE',
	zip: 'ZIP',
	country: 'COUNTRY',
	countryCode: 'COUNTRY_CODE',
};
const urlCards = [
	{ bodyText: blue, url: 'https://shop.luckyshrub.com/latest/blue-echeveria' },
	{ bodyText: zebra, url: 'https://shop.luckyshrub.com/latest/zebra-haworthia' },
];
const contact = (raw[11]?.contacts as Body[])[0] as Body;

export const vendorSamples: readonly Sample[] = [
	{
		title: 'text',
		operation: 'sendText',
		body: ruled(0),
		fields: { text: 'this is body content' },
	},
	{
		title: 'text that answers',
		operation: 'sendText',
		body: ruled(1),
		fields: { text: 'this is body content', options: { replyToMessageId: '1' } },
	},
	{
		title: 'image',
		operation: 'sendImage',
		body: ruled(2),
		fields: { mediaLink: 'https://abc.com/log.png', caption: 'title' },
	},
	{
		title: 'document',
		operation: 'sendDocument',
		body: ruled(3),
		fields: { mediaLink: 'https://abc.com/log.png', filename: '123', caption: 'title' },
	},
	{
		title: 'audio',
		operation: 'sendAudio',
		body: ruled(4),
		fields: { mediaLink: 'https://abc.com/log.png' },
	},
	{
		title: 'video',
		operation: 'sendVideo',
		body: ruled(5),
		fields: { mediaLink: 'https://abc.com/log.png', caption: 'title' },
	},
	{
		title: 'sticker',
		operation: 'sendSticker',
		body: ruled(6),
		fields: { mediaLink: 'https://abc.com/log.webp' },
	},
	{
		title: 'location',
		operation: 'sendLocation',
		body: ruled(7),
		fields: {
			latitude: '62.636152267456',
			longitude: '104.056640625',
			locationName: '深圳',
			locationAddress: '深圳市龙岗区',
		},
	},
	{
		title: 'list',
		operation: 'sendList',
		body: ruled(8),
		fields: {
			...listTexts,
			sections: { section: sections.map(({ title, rows }) => ({ title, rows: { row: rows } })) },
		},
		json: { ...listTexts, sectionsJson: sections as never },
	},
	{
		title: 'buttons',
		operation: 'sendButtons',
		body: ruled(9),
		fields: {
			bodyText: 'BUTTON_TEXT',
			buttons: {
				button: [
					{ title: 'one', id: '22' },
					{ title: 'two', id: '33' },
				],
			},
		},
		json: {
			bodyText: 'BUTTON_TEXT',
			buttonsJson: [{ reply: { id: '22', title: 'one' } }, { reply: { id: '33', title: 'two' } }] as never,
		},
	},
	{
		title: 'location request',
		operation: 'sendLocationRequest',
		body: ruled(10),
		fields: { bodyText: '广东省深圳市龙岗区' },
		impossibleNumbers: true,
	},
	{
		title: 'contacts',
		placeholderId: true,
		operation: 'sendContacts',
		body: ruled(11),
		fields: {
			contacts: {
				contact: [
					{
						formattedName: 'NAME',
						firstName: 'FIRST_NAME',
						lastName: 'LAST_NAME',
						middleName: 'MIDDLE_NAME',
						suffix: 'SUFFIX',
						prefix: 'PREFIX',
						birthday: '1995-01-11',
						company: 'COMPANY',
						department: 'DEPARTMENT',
						title: 'TITLE',
						phones: {
							phone: [
								{ phone: 'PHONE_NUMBER', type: 'HOME' },
								{ phone: 'PHONE_NUMBER', type: 'WORK', waId: 'PHONE_OR_WA_ID' },
							],
						},
						emails: {
							email: [
								{ email: 'EMAIL', type: 'WORK' },
								{ email: 'EMAIL', type: 'HOME' },
							],
						},
						addresses: {
							address: [
								{ ...address, type: 'HOME' },
								{ ...address, type: 'WORK' },
							],
						},
						urls: {
							url: [
								{ url: 'URL', type: 'WORK' },
								{ url: 'URL', type: 'HOME' },
							],
						},
					},
				],
			},
		},
		json: { contactsJson: [contact] as never },
	},
	{
		title: 'carousel with link buttons',
		operation: 'sendCarousel',
		body: ruled(12),
		fields: {
			bodyText: 'good for you',
			carouselButtonType: 'url',
			cards: {
				card: urlCards.map((card) => ({
					headerType: 'image',
					headerLink: amazon,
					urlText: 'Buy now',
					...card,
				})),
			},
		},
		json: {
			bodyText: 'good for you',
			cardsJson: urlCards.map(({ bodyText, url }) => ({
				header: { image: { link: amazon } },
				body: { text: bodyText },
				action: { parameters: { display_text: 'Buy now', url } },
			})) as never,
		},
	},
	{
		title: 'carousel with quick replies',
		operation: 'sendCarousel',
		body: ruled(13),
		fields: {
			bodyText: 'Of course! Here are three of our latest arrivals, each under $25:',
			carouselButtonType: 'quickReply',
			cards: {
				card: [1, 2].map(() => ({
					headerType: 'image',
					headerLink: luckyShrub,
					bodyText: blue,
					quickReplies: { reply: [{ title: 'Learn more', id: 'learn-blue-echeveria' }] },
				})),
			},
		},
		json: {
			bodyText: 'Of course! Here are three of our latest arrivals, each under $25:',
			carouselButtonType: 'quickReply',
			cardsJson: [1, 2].map(() => ({
				header: { image: { link: luckyShrub } },
				body: { text: blue },
				action: { buttons: [{ quick_reply: { id: 'learn-blue-echeveria', title: 'Learn more' } }] },
			})) as never,
		},
	},
];
export const numberOfVendorSamples = raw.length;
export const rawVendorSamples = raw;
