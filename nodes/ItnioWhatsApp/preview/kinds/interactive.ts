import { at, items, present, shownText, type BodyPart } from '../bodyPart';
import { button, each, interactiveText, media, plainText, richText, type Drawing } from '../drawing';
import { box, el, icon, place, type Html } from '../html';

/** A list: the bubble with its button, and the sheet that the button opens. */
export function list(interactive: BodyPart): Drawing {
	const label = at(interactive, 'action', 'button');
	return {
		label: 'List',
		path: interactive.path,
		bubble: interactiveText(interactive),
		buttons: button('list', plainText(label, 'button-text', 'No button text')),
		sheet: box(
			'sheet',
			box('grip'),
			box(
				'sheet-head',
				icon('close'),
				el('div', { class: 'sheet-title', dir: 'auto' }, shownText(label).slice(0, 200) || 'List'),
			),
			each(at(interactive, 'action', 'sections'), 'No sections', section),
			box('sheet-send', el('span', {}, 'Send')),
		),
	};
}

const section = (part: BodyPart): Html =>
	place(
		part.path,
		box(
			'section',
			plainText(at(part, 'title'), 'section-title', 'Section without a title'),
			each(at(part, 'rows'), 'No rows', row),
		),
	);

const row = (part: BodyPart): Html =>
	place(
		part.path,
		box(
			'row',
			box(
				'row-text',
				plainText(at(part, 'title'), 'row-title', 'Row without a title'),
				plainText(at(part, 'description'), 'small'),
			),
			box('radio'),
		),
	);

export const buttons = (interactive: BodyPart): Drawing => ({
	label: 'Reply buttons',
	path: interactive.path,
	bubble: interactiveText(interactive),
	buttons: each(at(interactive, 'action', 'buttons'), 'No buttons', (entry) =>
		place(entry.path, button('reply', plainText(at(entry, 'reply', 'title'), 'button-text', 'No title'))),
	),
});

export const locationRequest = (interactive: BodyPart): Drawing => ({
	label: 'Location request',
	path: interactive.path,
	bubble: interactiveText(interactive),
	buttons: place(at(interactive, 'action').path, button('pin', box('button-text', 'Send location'))),
});

/** Cards that scroll sideways under the text. */
export function carousel(interactive: BodyPart): Drawing {
	const cards = at(interactive, 'action', 'cards');
	return {
		label: items(cards).length > 0 ? `Carousel of ${items(cards).length} cards` : 'Carousel',
		path: interactive.path,
		bubble: interactiveText(interactive),
		below: el(
			'div',
			{ class: 'cards', tabindex: '0', role: 'group', 'aria-label': 'Cards, scroll sideways' },
			each(cards, 'No cards', (entry) => place(entry.path, card(entry))),
		),
	};
}

function card(part: BodyPart): Html {
	const header = at(part, 'header');
	const kind = at(header, 'type').value === 'video' ? 'video' : 'image';
	const body = at(part, 'body');
	return box(
		'card',
		place(header.path, place(at(header, 'type').path, media(at(header, kind), kind))),
		place(
			body.path,
			present(at(body, 'text'))
				? box('card-text', richText(at(body, 'text'), ''))
				: place(at(body, 'text').path),
		),
		box('card-space'),
		cardAction(at(part, 'action')),
	);
}

function cardAction(action: BodyPart): Html {
	const [replies, parameters] = [at(action, 'buttons'), at(action, 'parameters')];
	const link = place(
		at(action, 'name').path,
		place(
			parameters.path,
			place(
				at(parameters, 'url').path,
				button('open', plainText(at(parameters, 'display_text'), 'button-text', 'No button text')),
			),
		),
	);
	const quickReplies = each(replies, 'No buttons', (entry) =>
		place(
			entry.path,
			button('reply', plainText(at(entry, 'quick_reply', 'title'), 'button-text', 'No title')),
		),
	);
	const hasReplies = present(replies);
	const hasLink = present(parameters) || present(at(action, 'name'));
	return place(
		action.path,
		box(
			'buttons',
			hasLink || !hasReplies ? link : undefined,
			hasReplies ? quickReplies : place(replies.path),
		),
	);
}
