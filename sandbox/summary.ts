import { isBag } from './rules/members';
import type { Bag } from './types';

/** A message in the few words that a person needs to recognise it. Plain text: the page escapes it. */
export interface Summary {
	/** `text`, `image`, … `list`, `carousel`, `template` */
	kind: string;
	header?: string;
	text?: string;
	footer?: string;
	/** What one can tap, in order. `id` is there for replies, `url` for links. */
	buttons: Button[];
	/** Rows of a list, by section. */
	sections: Array<{ title: string; rows: Button[] }>;
	cards: Array<{ media: { type: string; link: string }; text: string; buttons: Button[] }>;
}

export interface Button {
	title: string;
	id?: string;
	url?: string;
	description?: string;
}

const bag = (value: unknown): Bag => (isBag(value) ? value : {});
const bags = (value: unknown): Bag[] => (Array.isArray(value) ? value.map(bag) : []);
const str = (value: unknown): string | undefined =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

function button(source: Bag): Button {
	const title = str(source.title) ?? '';
	const id = str(source.id);
	const description = str(source.description);
	return { title, ...(id === undefined ? {} : { id }), ...(description ? { description } : {}) };
}

function interactive(source: Bag): Summary {
	const action = bag(source.action);
	const header = str(bag(source.header).text);
	const text = str(bag(source.body).text);
	const footer = str(bag(source.footer).text);
	return {
		kind: str(source.type) ?? 'interactive',
		...(header ? { header } : {}),
		...(text ? { text } : {}),
		...(footer ? { footer } : {}),
		buttons: [
			...bags(action.buttons).map(({ reply }) => button(bag(reply))),
			...(typeof action.button === 'string' ? [{ title: `☰ ${action.button}` }] : []),
			...(action.name === 'send_location' ? [{ title: '⌖ Send location' }] : []),
		],
		sections: bags(action.sections).map((section) => ({
			title: str(section.title) ?? '',
			rows: bags(section.rows).map(button),
		})),
		cards: bags(action.cards).map((card) => {
			const head = bag(card.header);
			const media = bag(head[str(head.type) ?? '']);
			const act = bag(card.action);
			const parameters = bag(act.parameters);
			const url = str(parameters.url);
			return {
				media: { type: str(head.type) ?? '', link: str(media.link) ?? '' },
				text: str(bag(card.body).text) ?? '',
				buttons: [
					...bags(act.buttons).map(({ quick_reply: reply }) => button(bag(reply))),
					...(url === undefined ? [] : [{ title: `↗ ${str(parameters.display_text) ?? ''}`, url }]),
				],
			};
		}),
	};
}

/** @param body any body, also one that was refused, so nothing in it is taken for granted */
export function summarise(body: unknown): Summary {
	const source = bag(body);
	const none = { buttons: [], sections: [], cards: [] };
	if (isBag(source.template)) {
		const { name, language, components } = source.template;
		const values = bags(components)
			.flatMap(({ parameters }) => bags(parameters))
			.map((parameter) => {
				const media = bag(parameter[str(parameter.type) ?? '']);
				return str(parameter.text) ?? str(parameter.payload) ?? str(media.link) ?? str(parameter.type) ?? '';
			});
		const header = `${str(name) ?? ''} · ${str(bag(language).code) ?? ''}`;
		return { kind: 'template', header, text: values.join('\n'), ...none };
	}
	const kind = str(source.type) ?? 'unknown';
	if (kind === 'interactive') return interactive(bag(source.interactive));
	if (kind === 'contacts') {
		const text = bags(source.contacts)
			.map(({ name, phones }) => {
				const numbers = bags(phones).map(({ phone }) => str(phone) ?? '');
				return [str(bag(name).formatted_name) ?? '', ...numbers].join(' · ');
			})
			.join('\n');
		return { kind, text, ...none };
	}
	const part = bag(source[kind]);
	if (kind === 'location') {
		const place = [str(part.address), `${str(part.latitude) ?? ''}, ${str(part.longitude) ?? ''}`];
		const header = str(part.name);
		return { kind, ...(header ? { header } : {}), text: place.filter(Boolean).join('\n'), ...none };
	}
	if (kind === 'text') return { kind, text: str(part.body) ?? '', ...none };
	const header = [str(part.filename), str(part.link)].filter(Boolean).join(' · ');
	const caption = str(part.caption);
	return { kind, ...(header ? { header } : {}), ...(caption ? { text: caption } : {}), ...none };
}
