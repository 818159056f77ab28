import { at, items, present, type BodyPart } from '../../preview/bodyPart';
import {
	button,
	each,
	interactiveText,
	media,
	plainText,
	richText,
	type Drawing,
} from '../../preview/drawing';
import { box, el, place, type Html } from '../../preview/html';

/** Cards that scroll sideways under the text. */
export function drawCarousel(interactive: BodyPart): Drawing {
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
