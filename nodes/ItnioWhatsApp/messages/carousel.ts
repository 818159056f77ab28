import {
	absent,
	all,
	complain,
	constant,
	isRecord,
	link,
	list,
	named,
	object,
	oneOf,
	text,
	type Rule,
} from '../checks/rules';
import { defineKind, filled } from './kind';
import { buttonsDiffer, choice, withIds, wrapped } from './parts/ids';
import { entries } from './parts/entries';
import { inputMode, showFields, showJson, withoutEmpty } from './parts/inputMode';

const REPLY_ID_LIMIT = 20;
const WRAPPING = { type: 'quick_reply', member: 'quick_reply' } as const;
const MAX_CARDS = 10;

const bodyText = {
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
	displayOptions: showFields,
	options: [
		{
			name: 'URL',
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

const headerType = {
	displayName: 'Header Type',
	name: 'headerType',
	type: 'options',
	options: [
		{ name: 'Image', value: 'image' },
		{ name: 'Video', value: 'video' },
	],
	default: 'image',
	description: 'What stands at the top of the card',
} as const;

const headerLink = {
	displayName: 'Header Link',
	name: 'headerLink',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/blue-echeveria.jpg',
	description:
		'Public web address of the image or video. WhatsApp fetches it itself, so it must open without a login.',
	hint: 'Image up to 5 MB, video up to 16 MB',
} as const;

const cardText = {
	displayName: 'Card Text',
	name: 'bodyText',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. *Blue Echeveria* – $12',
	description: 'The text on the card, may be left empty',
	hint: 'Up to 160 characters',
} as const;

const urlText = {
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

const url = {
	displayName: 'Button URL',
	name: 'url',
	type: 'string',
	displayOptions: showUrl,
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/blue-echeveria',
	description: 'The web page that the button opens',
} as const;

const replyTitle = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Learn more',
	description: 'The text on the button',
	hint: 'Up to 20 characters, different for each button of a card',
} as const;

const replyId = {
	displayName: 'ID',
	name: 'id',
	type: 'string',
	default: '',
	placeholder: 'e.g. more-blue',
	description: 'What you get back when the person taps the button',
	hint: 'Up to 20 characters. Left empty, it is made from the title.',
} as const;

const quickReplies = {
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

const cards = {
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
			values: [headerType, headerLink, cardText, urlText, url, quickReplies],
		},
	],
} as const;

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

const repliesOf = (card: unknown): unknown[] =>
	isRecord(card) && isRecord(card.action) && Array.isArray(card.action.buttons) ? card.action.buttons : [];

const replyOf = (button: unknown): unknown => (isRecord(button) ? button.quick_reply : undefined);

/** Numbers the cards and adds the constant members and the IDs of quick replies that are missing. */
function complete(given: unknown): unknown {
	if (!Array.isArray(given)) return given;
	// Over all cards, so that a tap tells on which card it was.
	const replies = withIds(given.flatMap(repliesOf).map(replyOf), REPLY_ID_LIMIT);
	return given.map((card: unknown, index) => {
		const own = replies.splice(0, repliesOf(card).length);
		return isRecord(card)
			? {
					card_index: index,
					type: 'cta_url',
					...card,
					...filled({ header: completeHeader(card.header), action: completeAction(card.action, own) }),
				}
			: card;
	});
}

function completeHeader(header: unknown): unknown {
	if (!isRecord(header)) return header;
	const type = header.video !== undefined && header.image === undefined ? 'video' : 'image';
	return { type, ...header };
}

function completeAction(action: unknown, replies: readonly unknown[]): unknown {
	if (!isRecord(action)) return action;
	if (Array.isArray(action.buttons)) {
		const buttons = wrapped(action.buttons, replies, WRAPPING);
		return { ...action, buttons };
	}
	return 'parameters' in action ? { name: 'cta_url', ...action } : action;
}

const cardHeader: Rule = (value, at, report) => {
	const type = isRecord(value) && value.type === 'video' ? 'video' : 'image';
	const known = value === undefined || (isRecord(value) && value.type === type);
	object(
		known ? { [type]: object({ link: link(headerLink) }) } : { type: oneOf(headerType, ['image', 'video']) },
	)(value, at, report);
};

const urlAction = object({
	name: constant('cta_url'),
	parameters: object({ display_text: text(urlText, { max: 20 }), url: link(url) }),
});

const quickReplyAction = object({
	buttons: all(
		list(
			{ many: quickReplies, one: 'Quick Reply', min: 1, max: 2 },
			object({
				type: constant(WRAPPING.type),
				quick_reply: choice({
					title: text(replyTitle, { max: 20 }),
					id: text(replyId, { max: REPLY_ID_LIMIT }),
				}),
			}),
		),
		buttonsDiffer(WRAPPING, {
			one: 'Quick Reply',
			title: replyTitle,
			id: replyId,
			where: 'each button of a card',
		}),
	),
});

const cardAction: Rule = (value, at, report) => {
	if (isRecord(value) && 'buttons' in value) quickReplyAction(value, at, report);
	else if (isRecord(value) && ('parameters' in value || 'name' in value)) urlAction(value, at, report);
	else complain(report, at, 'has no button: give it a URL button or one or two quick replies');
};

const cardsOverall: Rule = (value, at, report) => {
	const all: unknown[] = Array.isArray(value) ? value : [];
	const place = named(at, cards);
	const numbers = all.map((card) => (isRecord(card) ? card.card_index : undefined));
	if (all.some((_, index) => !numbers.includes(index))) {
		complain(
			report,
			place,
			`must be numbered 0, 1, 2, … in "card_index", but the numbers are ${numbers.map((number) => JSON.stringify(number) ?? 'none').join(', ')}`,
		);
	}
	const hasReplies = (card: unknown) => isRecord(card) && isRecord(card.action) && 'buttons' in card.action;
	const hasUrl = (card: unknown) =>
		isRecord(card) && isRecord(card.action) && ('parameters' in card.action || 'name' in card.action);
	if (all.some(hasReplies) && all.some(hasUrl)) {
		complain(report, place, 'mix URL buttons and quick replies: give all cards the same kind of button');
	}
};

const noFrame = (words: string): Rule => absent(words, 'is not possible in a carousel: take it out');

export const carousel = defineKind({
	operation: {
		name: 'Send Carousel',
		value: 'sendCarousel',
		action: 'Send a carousel',
		description: 'Send 2 to 10 cards with pictures and buttons, e.g. products',
	},
	shape: { type: 'interactive', interactive: 'carousel' },
	fields: [bodyText, inputMode, carouselButtonType, cards, cardsJson],
	build: (form) => ({
		type: 'interactive',
		interactive: {
			type: 'carousel',
			body: filled({ text: form.bodyText }),
			action: {
				cards: complete(
					form.inputMode === 'json'
						? withoutEmpty(form.cardsJson)
						: form.cards.card.map((card) => ({
								header: {
									type: card.headerType,
									[card.headerType]: filled({ link: card.headerLink.trim() }),
								},
								...filled({ body: filled({ text: card.bodyText }) }),
								action:
									form.carouselButtonType === 'url'
										? { parameters: filled({ display_text: card.urlText, url: card.url.trim() }) }
										: { buttons: card.quickReplies.reply.map((reply) => ({ quick_reply: filled(reply) })) },
							})),
				),
			},
		},
	}),
	rule: object({
		interactive: object({
			header: noFrame('Header'),
			footer: noFrame('Footer'),
			body: object({ text: text(bodyText, { max: 1024 }) }),
			action: object({
				cards: all(
					list(
						{ many: cards, one: 'Card', min: 2, max: MAX_CARDS },
						object({
							type: constant('cta_url'),
							header: cardHeader,
							body: object({ text: text(cardText, { max: 160 }) }, { required: false }),
							action: cardAction,
						}),
					),
					cardsOverall,
				),
			}),
		}),
	}),
});
