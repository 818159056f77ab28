/** The form of a carousel: its text, its cards, and the buttons on them. */
import { entries } from '../../form/entries';
import { showFields, showJson } from '../../form/inputMode';
import { binaryProperty, fromLink, mediaSource } from '../shared/media';
import { entryOf, inputModeOf, repeatFor, showForm, whenTooMany } from '../../form/repeatFields';

export const carouselText = {
	displayName: 'Body Text',
	name: 'bodyText',
	type: 'string',
	typeOptions: { rows: 3 },
	required: true,
	default: '',
	placeholder: 'e.g. Our latest arrivals, each under $25:',
	description: 'The text above the cards',
	hint: 'Up to 1024 characters',
} as const;

const carouselButtonType = {
	displayName: 'Card Buttons',
	name: 'carouselButtonType',
	type: 'options',
	noDataExpression: true,
	displayOptions: showForm,
	options: [
		{
			name: 'Link',
			value: 'url',
			description: 'One button on each card that opens a web page',
		},
		{
			name: 'Quick Reply',
			value: 'quickReply',
			description: 'One or two buttons on each card that answer you',
		},
	],
	default: 'url',
	description: 'All cards of one carousel have the same kind of button',
} as const;

const showUrl = { show: { '/carouselButtonType': ['url'] } } as const;
const showQuickReply = { show: { '/carouselButtonType': ['quickReply'] } } as const;

export const headerType = {
	displayName: 'Image or Video',
	name: 'headerType',
	type: 'options',
	options: [
		{ name: 'Image', value: 'image' },
		{ name: 'Video', value: 'video' },
	],
	default: 'image',
	description: 'What is at the top of the card',
} as const;

export const headerLink = {
	displayName: 'Image or Video Link',
	name: 'headerLink',
	type: 'string',
	displayOptions: { show: fromLink },
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/blue-echeveria.jpg',
	description:
		'Public web address of the image or video. WhatsApp fetches it itself, so it must open without a login.',
	hint: 'Image up to 5 MB, video up to 16 MB',
} as const;

export const cardText = {
	displayName: 'Card Text',
	name: 'bodyText',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. *Blue Echeveria* – $12',
	description: 'The text on the card, may be left empty',
	hint: 'Up to 160 characters',
} as const;

export const urlText = {
	displayName: 'Button Text',
	name: 'urlText',
	type: 'string',
	displayOptions: showUrl,
	required: true,
	default: '',
	placeholder: 'e.g. Buy now',
	description: 'The text on the button',
	hint: 'Up to 20 characters',
} as const;

export const url = {
	displayName: 'Button Link',
	name: 'url',
	type: 'string',
	displayOptions: showUrl,
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/blue-echeveria',
	description: 'The web page that the button opens',
} as const;

export const replyTitle = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Learn more',
	description: 'The text on the button',
	hint: 'Up to 20 characters, different for each button of a card',
} as const;

export const replyId = {
	displayName: 'ID',
	name: 'id',
	type: 'string',
	default: '',
	placeholder: 'e.g. more-blue',
	description: 'What you get back when the person taps the button',
	hint: 'Up to 20 characters. Left empty, it is made from the title.',
} as const;

export const quickReplies = {
	displayName: 'Quick Replies',
	name: 'quickReplies',
	type: 'fixedCollection',
	typeOptions: entries('Quick Reply', 'title'),
	displayOptions: showQuickReply,
	default: { reply: [{ title: '' }] },
	placeholder: 'Add Quick Reply',
	description: 'One or two on each card',
	options: [{ displayName: 'Quick Reply', name: 'reply', values: [replyTitle, replyId] }],
} as const;

const cardFields = [
	headerType,
	mediaSource,
	headerLink,
	binaryProperty,
	cardText,
	urlText,
	url,
	quickReplies,
] as const;

export const cards = {
	displayName: 'Cards',
	name: 'cards',
	type: 'fixedCollection',
	typeOptions: entries('Card', 'bodyText'),
	displayOptions: showFields,
	default: { card: [{ headerType: 'image' }, { headerType: 'image' }] },
	placeholder: 'Add Card',
	description: '2 to 10 cards that the person scrolls sideways. Drag them to change their order.',
	options: [
		{
			displayName: 'Card',
			name: 'card',
			values: cardFields,
		},
	],
} as const;

export const card = entryOf('Card', 'card', cardFields);

const cardsJson = {
	displayName: 'Cards (JSON)',
	name: 'cardsJson',
	type: 'json',
	typeOptions: { rows: 20 },
	displayOptions: showJson,
	required: true,
	default: `[
	{
		"header": {
			"image": { "link": "https://example.com/blue.jpg" }
		},
		"body": { "text": "*Blue Echeveria* – $12" },
		"action": {
			"parameters": {
				"display_text": "Buy now",
				"url": "https://example.com/blue"
			}
		}
	},
	{
		"header": {
			"image": { "link": "https://example.com/zebra.jpg" }
		},
		"body": { "text": "*Zebra Haworthia* – $9" },
		"action": {
			"parameters": {
				"display_text": "Buy now",
				"url": "https://example.com/zebra"
			}
		}
	}
]`,
	description:
		'The cards as the API takes them. "card_index", "type" and "name" are added, a missing ID is made from the title.',
} as const;

export const carouselFields = [
	carouselText,
	inputModeOf('Card'),
	carouselButtonType,
	repeatFor,
	cards,
	card,
	whenTooMany,
	cardsJson,
] as const;
