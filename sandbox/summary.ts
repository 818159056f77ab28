import { isJsonObject } from './rules/members';
import type { JsonObject } from './types';

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

const object = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});
const bags = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.map(object) : []);
const str = (value: unknown): string | undefined =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** Everything that a part says, for kinds that need no words of their own here. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
	const text = str(value);
	return text === undefined ? [] : [text];
}

function button(source: JsonObject): Button {
	const title = str(source.title) ?? '';
	const id = str(source.id);
	const description = str(source.description);
	return { title, ...(id === undefined ? {} : { id }), ...(description ? { description } : {}) };
}

function interactive(source: JsonObject): Summary {
	const action = object(source.action);
	const header = str(object(source.header).text);
	const text = str(object(source.body).text);
	const footer = str(object(source.footer).text);
	return {
		kind: str(source.type) ?? 'interactive',
		...(header ? { header } : {}),
		...(text ? { text } : {}),
		...(footer ? { footer } : {}),
		buttons: [
			...bags(action.buttons).map(({ reply }) => button(object(reply))),
			...(typeof action.button === 'string' ? [{ title: `☰ ${action.button}` }] : []),
			...(action.name === 'send_location' ? [{ title: '⌖ Send location' }] : []),
		],
		sections: bags(action.sections).map((section) => ({
			title: str(section.title) ?? '',
			rows: bags(section.rows).map(button),
		})),
		cards: bags(action.cards).map((card) => {
			const head = object(card.header);
			const media = object(head[str(head.type) ?? '']);
			const act = object(card.action);
			const parameters = object(act.parameters);
			const url = str(parameters.url);
			return {
				media: { type: str(head.type) ?? '', link: str(media.link) ?? '' },
				text: str(object(card.body).text) ?? '',
				buttons: [
					...bags(act.buttons).map(({ quick_reply: reply }) => button(object(reply))),
					...(url === undefined ? [] : [{ title: `↗ ${str(parameters.display_text) ?? ''}`, url }]),
				],
			};
		}),
	};
}

/** @param body any body, also one that was refused, so nothing in it is taken for granted */
export function summarise(body: unknown): Summary {
	const source = object(body);
	const none = { buttons: [], sections: [], cards: [] };
	if (isJsonObject(source.template)) {
		const { name, language, components } = source.template;
		const values = bags(components)
			.flatMap(({ parameters }) => bags(parameters))
			.map((parameter) => {
				const media = object(parameter[str(parameter.type) ?? '']);
				return str(parameter.text) ?? str(parameter.payload) ?? str(media.link) ?? str(parameter.type) ?? '';
			});
		const header = `${str(name) ?? ''} · ${str(object(language).code) ?? ''}`;
		return { kind: 'template', header, text: values.join('\n'), ...none };
	}
	const kind = str(source.type) ?? 'unknown';
	if (kind === 'interactive') return interactive(object(source.interactive));
	if (kind === 'contacts') {
		const text = bags(source.contacts)
			.map(({ name, phones }) => {
				const numbers = bags(phones).map(({ phone }) => str(phone) ?? '');
				return [str(object(name).formatted_name) ?? '', ...numbers].join(' · ');
			})
			.join('\n');
		return { kind, text, ...none };
	}
	const part = object(source[kind]);
	if (kind === 'location') {
		const place = [str(part.address), `${str(part.latitude) ?? ''}, ${str(part.longitude) ?? ''}`];
		const header = str(part.name);
		return { kind, ...(header ? { header } : {}), text: place.filter(Boolean).join('\n'), ...none };
	}
	if (kind === 'text') return { kind, text: str(part.body) ?? '', ...none };
	const link = str(part.link);
	if (link === undefined) return { kind, text: textsIn(source[kind]).join('\n'), ...none };
	const header = [str(part.filename), link].filter(Boolean).join(' · ');
	const caption = str(part.caption);
	return { kind, header, ...(caption ? { text: caption } : {}), ...none };
}
