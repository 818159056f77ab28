import type { Html } from '../html';
import { box, el, icon, place } from '../html';
import type { Drawing } from '../drawing';
import { button, documentCard, each, ghost, locationCard, media, plainText, unknownJson } from '../drawing';
import type { Spot } from '../bodyPart';
import { at, isObject, items, present, text } from '../bodyPart';

/** The service keeps the words of a template; what is known here are its name, language and the values to fill in. */
export function template(payload: Spot): Drawing {
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
				? place(components.path, box('text', el('p', {}, ghost('The text of the template, without values'))))
				: each(components, '', component(false)),
		],
		buttons: items(components).slice(0, 30).map(component(true)),
	};
}

const isButton = (spot: Spot): boolean => text(at(spot, 'type')).toLowerCase() === 'button';

const component =
	(buttons: boolean) =>
	(spot: Spot): Html => {
		if (isButton(spot) !== buttons) return undefined;
		return place(spot.path, place(at(spot, 'type').path, buttons ? templateButton(spot) : section(spot)));
	};

function section(spot: Spot): Html {
	const name = text(at(spot, 'type')).slice(0, 40) || 'No type';
	return box(
		'template-part',
		el('div', { class: 'part-name', dir: 'auto' }, name),
		each(at(spot, 'parameters'), 'No values', parameter),
	);
}

function parameter(spot: Spot, index: number): Html {
	return place(spot.path, place(at(spot, 'type').path, value(spot, index)));
}

function value(spot: Spot, index: number): Html {
	const type = text(at(spot, 'type'));
	const payload = at(spot, type);
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
			return slot(index, present(fallback) || !isObject(payload.value) ? fallback : payload);
		}
		default:
			return unknownJson(spot);
	}
}

const slot = (index: number, spot: Spot): Html =>
	box('slot', el('span', { class: 'chip' }, `{{${index + 1}}}`), plainText(spot, 'slot-value', 'No value'));

function templateButton(spot: Spot): Html {
	const link = text(at(spot, 'sub_type')).toLowerCase() === 'url';
	const position = text(at(spot, 'index')).slice(0, 10);
	return place(
		at(spot, 'sub_type').path,
		place(
			at(spot, 'index').path,
			button(link ? 'open' : 'reply', [
				el(
					'span',
					{ class: 'button-text' },
					`Button ${/^\d$/.test(position) ? Number(position) + 1 : position}`,
				),
				each(at(spot, 'parameters'), 'No value', (entry) =>
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
