import type { Html } from '../html';
import { box, el, icon, place } from '../html';
import type { Drawing } from '../drawing';
import { button, each, interactiveText, media, plainText, richText } from '../drawing';
import type { Spot } from '../bodyPart';
import { at, items, present, text } from '../bodyPart';

/** A list: the bubble with its button, and the sheet that the button opens. */
export function list(interactive: Spot): Drawing {
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
				el('div', { class: 'sheet-title', dir: 'auto' }, text(label).slice(0, 200) || 'List'),
			),
			each(at(interactive, 'action', 'sections'), 'No sections', section),
			box('sheet-send', el('span', {}, 'Send')),
		),
	};
}

const section = (spot: Spot): Html =>
	place(
		spot.path,
		box(
			'section',
			plainText(at(spot, 'title'), 'section-title', 'Section without a title'),
			each(at(spot, 'rows'), 'No rows', row),
		),
	);

const row = (spot: Spot): Html =>
	place(
		spot.path,
		box(
			'row',
			box(
				'row-text',
				plainText(at(spot, 'title'), 'row-title', 'Row without a title'),
				plainText(at(spot, 'description'), 'small'),
			),
			box('radio'),
		),
	);

export const buttons = (interactive: Spot): Drawing => ({
	label: 'Reply buttons',
	path: interactive.path,
	bubble: interactiveText(interactive),
	buttons: each(at(interactive, 'action', 'buttons'), 'No buttons', (entry) =>
		place(entry.path, button('reply', plainText(at(entry, 'reply', 'title'), 'button-text', 'No title'))),
	),
});

export const locationRequest = (interactive: Spot): Drawing => ({
	label: 'Location request',
	path: interactive.path,
	bubble: interactiveText(interactive),
	buttons: place(at(interactive, 'action').path, button('pin', box('button-text', 'Send location'))),
});

/** Cards that scroll sideways under the text. */
export function carousel(interactive: Spot): Drawing {
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

function card(spot: Spot): Html {
	const header = at(spot, 'header');
	const kind = at(header, 'type').value === 'video' ? 'video' : 'image';
	const body = at(spot, 'body');
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
		cardAction(at(spot, 'action')),
	);
}

function cardAction(action: Spot): Html {
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
