import { isRecord } from '../../core/members';
import { at, items, present, shownText, type BodyPart } from '../../preview/bodyPart';
import {
	button,
	documentCard,
	each,
	locationCard,
	media,
	placeholder,
	plainText,
	unknownJson,
	type Drawing,
} from '../../preview/drawing';
import { box, el, icon, place, type Html } from '../../preview/html';

/** The service keeps the words of a template; what is known here are its name, language and the values to fill in. */
export function drawTemplate(payload: BodyPart): Drawing {
	const components = at(payload, 'components');
	return {
		label: 'Template',
		path: payload.path,
		bubble: [
			box(
				'template-head',
				icon('template'),
				plainText(at(payload, 'name'), 'template-name', 'No template name'),
				place(
					at(payload, 'language').path,
					plainText(at(payload, 'language', 'code'), 'chip', 'no language'),
				),
			),
			items(components).length === 0
				? place(
						components.path,
						box('text', el('p', {}, placeholder('The text of the template, without values'))),
					)
				: each(components, '', component(false)),
		],
		buttons: items(components).slice(0, 30).map(component(true)),
	};
}

const isButton = (part: BodyPart): boolean => shownText(at(part, 'type')).toLowerCase() === 'button';

const component =
	(buttons: boolean) =>
	(part: BodyPart): Html => {
		if (isButton(part) !== buttons) return undefined;
		return place(part.path, place(at(part, 'type').path, buttons ? templateButton(part) : section(part)));
	};

function section(part: BodyPart): Html {
	const name = shownText(at(part, 'type')).slice(0, 40) || 'No type';
	return box(
		'template-part',
		el('div', { class: 'part-name', dir: 'auto' }, name),
		each(at(part, 'parameters'), 'No values', parameter),
	);
}

function parameter(part: BodyPart, index: number): Html {
	return place(part.path, place(at(part, 'type').path, value(part, index)));
}

function value(part: BodyPart, index: number): Html {
	const type = shownText(at(part, 'type'));
	const payload = at(part, type);
	switch (type) {
		case 'image':
		case 'video':
			return media(payload, type);
		case 'document':
			return documentCard(payload);
		case 'location':
			return locationCard(payload);
		case 'text':
			return slot(index, payload);
		case 'currency':
		case 'date_time': {
			const fallback = at(payload, 'fallback_value');
			return slot(index, present(fallback) || !isRecord(payload.value) ? fallback : payload);
		}
		default:
			return unknownJson(part);
	}
}

const slot = (index: number, part: BodyPart): Html =>
	box('slot', el('span', { class: 'chip' }, `{{${index + 1}}}`), plainText(part, 'slot-value', 'No value'));

function templateButton(part: BodyPart): Html {
	const link = shownText(at(part, 'sub_type')).toLowerCase() === 'url';
	const position = shownText(at(part, 'index')).slice(0, 10);
	return place(
		at(part, 'sub_type').path,
		place(
			at(part, 'index').path,
			button(link ? 'open' : 'reply', [
				el(
					'span',
					{ class: 'button-text' },
					`Button ${/^\d$/.test(position) ? Number(position) + 1 : position}`,
				),
				each(at(part, 'parameters'), 'No value', (entry) =>
					place(
						entry.path,
						plainText(
							present(at(entry, 'payload')) ? at(entry, 'payload') : at(entry, 'text'),
							'chip',
							'No value',
						),
					),
				),
			]),
		),
	);
}
