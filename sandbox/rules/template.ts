import { TEMPLATES, placeholders, type TemplateLanguage } from '../templates';
import type { JsonObject } from '../types';
import { ENVELOPE } from './envelope';
import {
	CHECK_FAILED,
	MALFORMED,
	WRONG_TYPE,
	element,
	link,
	neverArrivesOver,
	noteStrangers,
	object,
	oneOf,
	text,
	type Remarks,
} from './members';
import { refuse } from './refusal';

/** `en`, `en_US`, `zh_Hant_TW`. @throws Refusal -74 */
export function checkLanguageCode(code: string, at: string): string {
	if (!/^[a-z]{2,3}(_[A-Za-z]{2,4}){0,2}$/.test(code))
		refuse(-74, `${at} "${code}" is not a language code like en_US`);
	return code;
}

function findLanguage(name: string, code: string): TemplateLanguage {
	const template = TEMPLATES.find(({ templateName }) => templateName === name);
	const found = template?.languages.find(({ language }) => language.code === code);
	if (!found) refuse(-38, `template "${name}" does not exist in language ${code}`);
	if (found.status !== 'APPROVED')
		refuse(-2, `template "${name}" in ${code} is ${found.status}, not APPROVED`);
	return found;
}

/** The parameter types that each place takes (docs/api.md, section 5). */
const PARAMETER_TYPES = {
	header: ['text', 'image', 'video', 'document', 'location'],
	body: ['text', 'currency', 'date_time'],
	url: ['text'],
	quick_reply: ['payload'],
} as const;

function checkParameter(parameter: JsonObject, at: string, remarks: Remarks): void {
	switch (parameter.type) {
		case 'text': {
			// Meta's own rule [M]: noted, not refused.
			if (/[\r\n\t]| {5}/.test(text(parameter, 'text', `${at}.text`))) {
				remarks.warnings.push(`${at}.text does not stand in one line: it would never arrive`);
			}
			return undefined;
		}
		case 'payload':
			return void text(parameter, 'payload', `${at}.payload`);
		case 'image':
		case 'video':
		case 'document': {
			const kind = parameter.type;
			link(object(parameter, kind, `${at}.${kind}`), 'link', `${at}.${kind}.link`);
			return undefined;
		}
		case 'location': {
			const location = object(parameter, 'location', `${at}.location`);
			for (const key of ['latitude', 'longitude', 'name', 'address'])
				text(location, key, `${at}.location.${key}`);
			return undefined;
		}
		default:
			// currency and date_time: the vendor gives their names, but not their members.
			return undefined;
	}
}

/** Where a component goes, what may be in it and how many of them. */
interface Place {
	key: string;
	types: readonly string[];
	count: number;
	/** A quick reply's payload may be left out. */
	optional?: boolean;
}

function placesOf({ header, body, buttons = [] }: TemplateLanguage): Place[] {
	const places: Place[] = [];
	if (header?.type === 'text') {
		places.push({ key: 'header', types: ['text'], count: placeholders(header.text) });
	} else if (header) {
		places.push({ key: 'header', types: [header.type], count: 1 });
	}
	places.push({ key: 'body', types: PARAMETER_TYPES.body, count: placeholders(body.text) });
	buttons.forEach(({ subType, url }, index) => {
		const count = subType === 'url' ? placeholders(url) : 1;
		const optional = subType === 'quick_reply';
		places.push({ key: `button ${subType} ${index}`, types: PARAMETER_TYPES[subType], count, optional });
	});
	return places;
}

function placeKey(component: JsonObject, at: string): { key: string; types: readonly string[] } {
	const type = oneOf(component.type, ['header', 'body', 'button'], `${at}.type`) as
		'header' | 'body' | 'button';
	if (type !== 'button') return { key: type, types: PARAMETER_TYPES[type] };
	const subType = oneOf(component.sub_type, ['url', 'quick_reply'], `${at}.sub_type`) as
		'url' | 'quick_reply';
	if (typeof component.index !== 'string') refuse(WRONG_TYPE, `${at}.index must be a string`);
	if (!/^[0-9]$/.test(component.index)) refuse(CHECK_FAILED, `${at}.index must be "0" to "9"`);
	return { key: `button ${subType} ${component.index}`, types: PARAMETER_TYPES[subType] };
}

function parametersOf(
	component: JsonObject,
	types: readonly string[],
	at: string,
	remarks: Remarks,
): JsonObject[] {
	const values = component.parameters ?? [];
	if (!Array.isArray(values)) refuse(WRONG_TYPE, `${at}.parameters must be an array`);
	return values.map((value: unknown, p) => {
		const here = `${at}.parameters[${p}]`;
		const parameter = element(value, here);
		oneOf(parameter.type, types, `${here}.type`, WRONG_TYPE);
		checkParameter(parameter, here, remarks);
		return parameter;
	});
}

/**
 * The `template` part of a template message (docs/api.md, section 5).
 * @throws Refusal -38, -2, -74, -76, -83, -133, -134, -135, -8
 */
export function checkTemplate(body: JsonObject, remarks: Remarks): void {
	const template = object(body, 'template', 'template');
	const name = text(template, 'name', 'template.name');
	const code = text(object(template, 'language', 'template.language'), 'code', 'template.language.code');
	const language = findLanguage(name, checkLanguageCode(code, 'template.language.code'));

	const components = template.components ?? [];
	if (!Array.isArray(components)) refuse(WRONG_TYPE, 'template.components must be an array');
	const places = placesOf(language);
	const given = new Map<string, number>();
	components.forEach((value: unknown, c) => {
		const at = `template.components[${c}]`;
		const component = element(value, at);
		const { key, types } = placeKey(component, at);
		const parameters = parametersOf(component, types, at, remarks);
		const place = places.find((candidate) => candidate.key === key);
		if (!place && parameters.length > 0)
			refuse(MALFORMED, `${at}: template "${name}" has no ${key} with variables`);
		if (given.has(key)) refuse(MALFORMED, `${at}: ${key} is there twice`);
		parameters.forEach(({ type, text }, p) => {
			if (!place?.types.includes(String(type))) {
				refuse(
					MALFORMED,
					`${at}.parameters[${p}]: the ${key} of "${name}" takes ${place?.types.join(' or ')}`,
				);
			}
			if (key === 'header' && typeof text === 'string') {
				neverArrivesOver(text, 60, `${at}.parameters[${p}].text`, remarks);
			}
		});
		given.set(key, parameters.length);
		noteStrangers(component, ['type', 'sub_type', 'index', 'parameters'], at, remarks);
	});
	for (const { key, count, optional } of places) {
		const found = given.get(key) ?? (optional ? count : 0);
		if (found !== count)
			refuse(MALFORMED, `template "${name}": ${key} takes ${count} parameters, ${found} given`);
	}
	noteStrangers(template, ['name', 'language', 'components'], 'template', remarks);
	noteStrangers(body, [...ENVELOPE, 'template'], '', remarks);
}
