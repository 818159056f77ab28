import { at, shownText, type BodyPart } from '../../preview/bodyPart';
import { button, each, interactiveText, plainText, type Drawing } from '../../preview/drawing';
import { box, el, icon, place, type Html } from '../../preview/html';

/** A list: the bubble with its button, and the sheet that the button opens. */
export function drawList(interactive: BodyPart): Drawing {
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
