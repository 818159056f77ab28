import { at, present, type BodyPart } from './bodyPart';
import { plainText, type Drawing } from './drawing';
import { box, el, icon, place, type Html } from './html';

/** The phone of the sender: chat header with both numbers, the bubble, and what a tap opens. */
export function phoneFrame(body: BodyPart, drawing: Drawing): Html {
	return [
		box(
			'phone',
			box(
				'bar',
				icon('back'),
				box('face', icon('person')),
				box(
					'bar-text',
					plainText(at(body, 'recipient'), 'bar-title', 'No recipient'),
					el(
						'div',
						{ class: 'bar-from' },
						el('span', {}, 'from '),
						plainText(at(body, 'businessPhone'), 'number', 'no business number'),
					),
				),
				icon('camera'),
				icon('more'),
			),
			box(
				'chat',
				box('notice', 'Preview. Nothing has been sent.'),
				place(drawing.path, bubble(body, drawing)),
				drawing.below,
			),
			box('entry', box('entry-field', icon('smile'), 'Message'), box('entry-mic', icon('mic'))),
		),
		drawing.sheet === undefined
			? undefined
			: [
					box('sheet-caption', 'After a tap on the button'),
					box('phone phone-sheet', box('dim'), drawing.sheet),
				],
	];
}

function bubble(body: BodyPart, { bubbleStyle, bubble: content, buttons }: Drawing): Html {
	return box(
		`bubble ${bubbleStyle === undefined ? '' : `bubble-${bubbleStyle}`}`.trim(),
		quoted(at(body, 'context')),
		box('content', content, stamp),
		buttons === undefined ? undefined : box('buttons', buttons),
	);
}

// A fixed time: the same body must give the same page.
const stamp = box('stamp', el('span', {}, '12:00'), icon('ticks'));

function quoted(context: BodyPart): Html {
	const id = at(context, 'refMessageId');
	return place(
		context.path,
		present(context)
			? box('quoted', box('quoted-title', 'Reply to message'), plainText(id, 'quoted-id', 'No message id'))
			: undefined,
	);
}
