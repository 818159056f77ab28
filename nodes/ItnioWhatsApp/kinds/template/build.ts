/** From the form of a template message to its body (docs/api.md, section 5). */
import { ChosenFile, UnusableFile } from '../../media/file';
import { languageOf, readChoice } from '../../service/templates/choice';
import { VALUE_IDS } from '../../service/templates/valueFields';
import { filled, isMissing, isRecord } from '../../core/members';
import { linkOrFile } from '../shared/media';
import type { MappedValue, ParametersOf } from '../../form/types';
import type { templateFields } from './fields';

type TemplateForm = ParametersOf<typeof templateFields>;

const MEDIA = ['image', 'video', 'document'] as const;

/** The 1024 characters of a template's text have no room for more (docs/api.md, section 5). */
const MAX_GAPS = 204;

const textValue = (text: string) => ({ type: 'text', text });
const component = (type: 'header' | 'body', parameters: readonly object[]) => ({ type, parameters });

export function buildTemplate(form: TemplateForm) {
	const choice = readChoice(form.templateName);
	const components = componentsOf(form);
	const hasNone = Array.isArray(components) && components.length === 0;
	return {
		template: {
			...filled({
				name: choice.name,
				// The words stay where they follow nothing, so that the checks name them.
				language: filled({ code: languageOf(form.templateLanguage, choice) || form.templateLanguage.trim() }),
			}),
			...(!hasNone && { components }),
		},
	};
}

/** The components in the order of the message; places without values are left out. */
function componentsOf(form: TemplateForm): unknown {
	// An expression that finds nothing does not make a template without values.
	if (form.inputMode === 'json') return withValueTypes(form.componentsJson) ?? null;
	const parts = form.templateForm === 'any' ? anyTemplate(form) : chosenTemplate(form.templateValues);
	const buttons = form.templateButtons.button.map(({ type, value, index }, row) => ({
		type: 'button',
		sub_type: type,
		index: index.trim() === '' ? String(row) : index.trim(),
		parameters: [type === 'quick_reply' ? { type: 'payload', payload: value } : textValue(value)],
	}));
	return [...parts, ...buttons];
}

interface Media {
	readonly link: string | ChosenFile | UnusableFile;
	readonly filename?: string;
}

const mediaValue = (type: (typeof MEDIA)[number], { link, filename }: Media) => ({
	type,
	[type]: filled({ link, filename: type === 'document' ? filename : undefined }),
});

const locationValue = (members: Readonly<Record<'latitude' | 'longitude' | 'name' | 'address', string>>) => ({
	type: 'location',
	location: filled({
		latitude: members.latitude.trim(),
		longitude: members.longitude.trim(),
		name: members.name,
		address: members.address,
	}),
});

function headerValue(form: TemplateForm): object | undefined {
	switch (form.headerType) {
		case 'text':
			return textValue(form.headerText);
		case 'image':
		case 'video':
		case 'document':
			return mediaValue(form.headerType, {
				link: linkOrFile(form, form.headerLink),
				filename: form.headerFilename,
			});
		case 'location':
			return locationValue({
				latitude: form.latitude,
				longitude: form.longitude,
				name: form.locationName,
				address: form.locationAddress,
			});
		default:
			return undefined;
	}
}

function anyTemplate(form: TemplateForm): object[] {
	const header = headerValue(form);
	const values = form.bodyValues.value.map(({ text }) => textValue(text));
	return [
		...(header ? [component('header', [header])] : []),
		...(values.length > 0 ? [component('body', values)] : []),
	];
}

/** The fields that were made for the chosen template; one that was left empty stays, so that the checks name it. */
function chosenTemplate(mapped: readonly MappedValue[]): object[] {
	const texts = new Map(mapped.map(({ id, text }) => [id, text]));
	const header = mappedHeader(texts);
	const bodyNumber = new RegExp(`^${VALUE_IDS.body}(\\d+)$`);
	const numbers = mapped.map(({ id }) => Number(bodyNumber.exec(id)?.[1] ?? 0));
	const values = Array.from({ length: Math.min(Math.max(0, ...numbers), MAX_GAPS) }, (_, index) =>
		textValue(texts.get(`${VALUE_IDS.body}${index + 1}`) ?? ''),
	);
	return [
		...(header ? [component('header', [header])] : []),
		...(values.length > 0 ? [component('body', values)] : []),
	];
}

/** One field takes a link or the name of a file of the item: a name has neither dot nor slash nor colon. */
const mappedLink = (text: string): Media['link'] =>
	text === '' || /[./:]/.test(text) ? text : new ChosenFile(text);

function mappedHeader(texts: ReadonlyMap<string, string>): object | undefined {
	const get = (id: string) => texts.get(id) ?? '';
	if (texts.has(VALUE_IDS.headerText)) return textValue(get(VALUE_IDS.headerText));
	const media = MEDIA.find((type) => texts.has(VALUE_IDS.headerLink[type]));
	if (media) {
		return mediaValue(media, {
			link: mappedLink(get(VALUE_IDS.headerLink[media]).trim()),
			filename: get(VALUE_IDS.headerFilename),
		});
	}
	const { latitude, longitude, name, address } = VALUE_IDS.headerLocation;
	if (![latitude, longitude, name, address].some((id) => texts.has(id))) return undefined;
	return locationValue({
		latitude: get(latitude),
		longitude: get(longitude),
		name: get(name),
		address: get(address),
	});
}

const VALUE_TYPES = ['text', 'payload', 'image', 'video', 'document', 'location', 'currency', 'date_time'];

/** Adds the `type` that a value shows by its only member, and writes the index of a button as the text it must be. */
export function withValueTypes(given: unknown): unknown {
	if (!Array.isArray(given)) return given;
	return given.map((entry: unknown) => {
		if (!isRecord(entry)) return entry;
		const { parameters, index } = entry;
		return {
			...entry,
			...(typeof index === 'number' ? { index: String(index) } : {}),
			...(Array.isArray(parameters) ? { parameters: parameters.map(withType) } : {}),
		};
	});
}

function withType(value: unknown): unknown {
	if (!isRecord(value) || !isMissing(value.type)) return value;
	const present = VALUE_TYPES.filter((type) => type in value);
	const filledIn = present.filter((type) => !isMissing(value[type]));
	const [type, other] = filledIn.length > 0 ? filledIn : present;
	return type === undefined || other !== undefined ? value : { ...value, type };
}
