import type { JsonObject } from '../types';
import {
	CHECK_FAILED,
	element,
	isJsonObject,
	isEmpty,
	link,
	noteStrangers,
	object,
	text,
	type Remarks,
} from './members';
import { refuse } from './refusal';

/** "A card component parameter is wrong": the one code for anything in a card that is of the wrong JSON type. */
const CARD = -322;

function checkIndexes(cards: JsonObject[], at: string): void {
	const seen = new Set(cards.map((card) => card.card_index));
	// 0…n-1 all among the indexes of n cards: then they start at 0, are consecutive and do not repeat.
	if (!cards.every((_, i) => seen.has(i))) {
		refuse(-306, `${at}: card_index must run from 0 to ${cards.length - 1} without repeats`);
	}
}

function checkHeader(card: JsonObject, at: string, remarks: Remarks): void {
	const header = object(card, 'header', `${at}.header`, -308, CARD);
	const kind = header.type;
	if (kind !== 'image' && kind !== 'video') refuse(-309, `${at}.header.type must be image or video`);
	const media = object(header, kind, `${at}.header.${kind}`, -310, CARD);
	link(media, 'link', `${at}.header.${kind}.link`, -310, CARD);
	noteStrangers(media, ['link'], `${at}.header.${kind}`, remarks);
	noteStrangers(header, ['type', kind], `${at}.header`, remarks);
}

function checkBody(card: JsonObject, at: string, remarks: Remarks): void {
	if (card.body === undefined || card.body === null) return;
	const body = object(card, 'body', `${at}.body`, -311, CARD);
	text(body, 'text', `${at}.body.text`, { empty: -311, max: 160, over: -311, wrongType: CARD });
	noteStrangers(body, ['text'], `${at}.body`, remarks);
}

function checkUrlButton(action: JsonObject, at: string, remarks: Remarks): void {
	if (action.name !== 'cta_url') refuse(-313, `${at}.name must be cta_url`);
	const parameters = object(action, 'parameters', `${at}.parameters`, -314, CARD);
	text(parameters, 'display_text', `${at}.parameters.display_text`, {
		empty: -315,
		max: 20,
		over: -315,
		wrongType: CARD,
	});
	link(parameters, 'url', `${at}.parameters.url`, -316, CARD);
	noteStrangers(parameters, ['display_text', 'url'], `${at}.parameters`, remarks);
	noteStrangers(action, ['name', 'parameters'], at, remarks);
}

function checkQuickReplies(action: JsonObject, at: string, remarks: Remarks): void {
	const { buttons } = action;
	if (buttons !== null && buttons !== '' && !Array.isArray(buttons))
		refuse(CARD, `${at}.buttons must be an array`);
	if (!Array.isArray(buttons) || buttons.length < 1 || buttons.length > 2) {
		refuse(-317, `${at}.buttons takes 1 or 2 quick replies`);
	}
	const titles = new Set<string>();
	buttons.forEach((value: unknown, b) => {
		const here = `${at}.buttons[${b}]`;
		const button = element(value, here, CARD);
		if (button.type !== 'quick_reply') refuse(-318, `${here}.type must be quick_reply`);
		const reply = object(button, 'quick_reply', `${here}.quick_reply`, -319, CARD);
		text(reply, 'id', `${here}.quick_reply.id`, { empty: -320, max: 20, over: -320, wrongType: CARD });
		const title = text(reply, 'title', `${here}.quick_reply.title`, {
			empty: -321,
			max: 20,
			over: -321,
			wrongType: CARD,
		});
		// The vendor's own sample repeats a title over two cards, so only the same card counts (docs/api.md, section 2).
		if (titles.has(title))
			refuse(CHECK_FAILED, `${here}.quick_reply.title repeats another title of this card`);
		titles.add(title);
		noteStrangers(reply, ['id', 'title'], `${here}.quick_reply`, remarks);
		noteStrangers(button, ['type', 'quick_reply'], here, remarks);
	});
	noteStrangers(action, ['buttons'], at, remarks);
}

/** Which of the two button kinds a card uses. */
function buttonKind(action: JsonObject, at: string): 'url' | 'quick reply' {
	const url = 'name' in action || 'parameters' in action;
	const quickReply = 'buttons' in action;
	if (url && quickReply) refuse(-331, `${at} has a URL button and quick replies`);
	if (!url && !quickReply) refuse(CARD, `${at} has neither a URL button nor quick replies`);
	return url ? 'url' : 'quick reply';
}

/** carousel (docs/api.md, section 2). */
export function checkCarousel(interactive: JsonObject, remarks: Remarks): void {
	for (const part of ['header', 'footer']) {
		if (interactive[part] !== undefined && interactive[part] !== null) {
			refuse(-304, `interactive.${part} is not allowed in a carousel`);
		}
	}
	const body = object(interactive, 'body', 'interactive.body', -329);
	text(body, 'text', 'interactive.body.text', { empty: -330, max: 1024, over: -330 });
	noteStrangers(body, ['text'], 'interactive.body', remarks);

	const { action } = interactive;
	const at = 'interactive.action.cards';
	const values = isJsonObject(action) ? action.cards : undefined;
	if (!Array.isArray(values) || values.length < 2 || values.length > 10)
		refuse(-305, `${at} takes 2 to 10 cards`);
	if (isJsonObject(action)) noteStrangers(action, ['cards'], 'interactive.action', remarks);

	const cards = values.map((value: unknown, i) => element(value, `${at}[${i}]`, CARD));
	checkIndexes(cards, at);
	const kinds = new Set<string>();
	cards.forEach((card, i) => {
		const here = `${at}[${i}]`;
		if (card.type !== 'cta_url') refuse(-307, `${here}.type must be cta_url`);
		checkHeader(card, here, remarks);
		checkBody(card, here, remarks);
		if (isEmpty(card.action)) refuse(-312, `${here}.action is empty`);
		const cardAction = element(card.action, `${here}.action`, CARD);
		const kind = buttonKind(cardAction, `${here}.action`);
		kinds.add(kind);
		if (kinds.size > 1) refuse(-331, `${here}.action uses another kind of button than the cards before`);
		if (kind === 'url') checkUrlButton(cardAction, `${here}.action`, remarks);
		else checkQuickReplies(cardAction, `${here}.action`, remarks);
		noteStrangers(card, ['card_index', 'type', 'header', 'body', 'action'], here, remarks);
	});
}
