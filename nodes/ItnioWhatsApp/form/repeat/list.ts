/** What stands in `Repeat for Each`, and where its elements stand in the data of n8n. */
import { isMissing } from '../../core/members';
import { excerpt, typeInWords, ordinal } from '../../core/text';
import { repeatFor } from '../repeatFields';
import { Elements } from './elements';
import { valueWith, type Stage } from './evaluation';
import type { Input, NamedItem } from './form';
import {
	elementsAt,
	keysAt,
	isData,
	nameOf,
	originOf,
	originOfOnly,
	serialized,
	type Names,
	type Origin,
	type ListPlace,
} from './places';
import { codeIn } from './text';

const REMEDY = 'drag the list here from the input';

/** The code in `Repeat for Each`; undefined, and reported, where it is not code alone. */
function codeOf(stored: unknown, report: (what: string) => void): string | undefined {
	if (isMissing(stored) || (typeof stored === 'string' && stored.replace(/^=/, '').trim() === '')) {
		report(`is empty: ${REMEDY}`);
		return undefined;
	}
	const text = typeof stored === 'string' && stored.startsWith('=') ? stored.slice(1).trim() : '';
	const [part, ...others] = codeIn(text);
	if (part && others.length === 0 && part.start === 2 && part.end === text.length - 2) return text;
	const what = text === '' ? stored : text;
	report(`must be one list and nothing else, but it is the text "${excerpt(String(what), 60)}": ${REMEDY}`);
	return undefined;
}

/**
 * The lists that elements are surely of. A value of a cell, or an object that says as much as a part of an element,
 * stands in other lists by chance: of these, the ones without which the expression gives other elements.
 */
function sourcesOf(places: readonly ListPlace[], stage: Stage, text: string, elements: readonly unknown[]) {
	const ofElements = (list: unknown) =>
		Array.isArray(list) ? list.map(serialized).sort().join() : undefined;
	const given = ofElements(elements);
	const isSource = (place: ListPlace) => {
		try {
			return ofElements(valueWith(stage, text, [{ place, elements: [], isList: false }])) !== given;
		} catch {
			return true;
		}
	};
	const own = new Set(elements.filter(isData).map(serialized));
	const isSure = (place: ListPlace) => keysAt(place).some((key) => own.has(key));
	const sources = new Set(
		places.filter((place) => isSure(place) || isSource(place)).map(({ value }) => serialized(value)),
	);
	return places.filter(({ value }) => sources.has(serialized(value)));
}

/**
 * The list of an item, ready to be put in the form element by element.
 *
 * @param entryTexts all expressions of the entry
 * @returns undefined, and reported, where there is none
 */
export function readList(
	input: Input,
	itemIndex: number,
	entryTexts: readonly string[],
	report: (what: string) => void,
): Elements | undefined {
	const text = codeOf(input.stored(repeatFor.name), report);
	if (text === undefined) return undefined;
	const items = input.itemsFor(itemIndex, [text, ...entryTexts].join('\n'));
	const stage: Stage = {
		items: items.map(({ item }) => item),
		evaluate: (expression) => input.evaluate(expression, itemIndex),
		handsOutCopies: input.handsOutCopies(),
	};
	let value: unknown;
	try {
		value = valueWith(stage, text, []);
	} catch (error) {
		report(`could not be computed: ${error instanceof Error ? error.message : 'its expression failed'}`);
		return undefined;
	}
	if (value === undefined || value === null) {
		report(`gives nothing: the ${ordinal(itemIndex)} item has no ${text.slice(2, -2).trim()}`);
		return undefined;
	}
	if (typeof value !== 'object') {
		report(`must give a list, but it gives ${typeInWords(value)}: ${REMEDY}`);
		return undefined;
	}
	if (Array.isArray(value) && value.length === 0) {
		report('gives an empty list: there is nothing to make a message from');
		return undefined;
	}
	const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
	const names = namesOf(items);
	const all = [...names.keys()].flatMap((json) => input.placesIn(json));
	const { places: held, isWhole } = Array.isArray(value) ? originOf(elements, all) : originOfOnly(value, all);
	const places = isWhole ? held : sourcesOf(held, stage, text, elements);
	if (!Array.isArray(value) && places.length === 0) {
		report('gives one element and not a list: drag the whole list here from the input');
		return undefined;
	}
	if (places.length === 0) {
		report(
			'gives elements that are in no list of the input, so no value can be taken from the first one: make this list in a node before this one, and drag it here',
		);
		return undefined;
	}
	return elementsOf(stage, { names, all, origin: { places, isWhole }, elements });
}

/** One item's data may stand in several items: the first name is the one that people drag. */
function namesOf(items: readonly NamedItem[]): Map<object, string> {
	const names = new Map<object, string>();
	for (const { item, name } of items) if (!names.has(item.json)) names.set(item.json, name);
	return names;
}

interface Found {
	readonly names: Names;
	readonly all: readonly ListPlace[];
	readonly origin: Origin;
	readonly elements: readonly unknown[];
}

function elementsOf(stage: Stage, { names, all, origin, elements }: Found): Elements {
	const { places, isWhole } = origin;
	const parents = new Set(places.map(({ parent }) => parent));
	const own = new Set(places.map(({ value }) => value));
	const around = new Set(places.flatMap((place) => place.around));
	const itsNames = new Set(places.map(nameOf));
	const lengths = new Set([elements.length, ...places.map((place) => elementsAt(place).length)]);
	lengths.delete(1);
	const lists = all.filter(({ value }) => Array.isArray(value) && !own.has(value));
	const beside = lists.filter(({ parent }) => parents.has(parent));
	const columns = beside.filter(
		(place) =>
			isWhole &&
			isColumn(elements) &&
			isColumn(elementsAt(place)) &&
			elementsAt(place).length === elements.length,
	);
	const isItsOwn = (place: ListPlace) => isWhole && places.some((one) => isInFirstOf(place.value, one));
	const neighbours = lists.filter(
		(place) =>
			!columns.includes(place) &&
			!isItsOwn(place) &&
			(parents.has(place.parent) ||
				around.has(place.value) ||
				itsNames.has(nameOf(place)) ||
				lengths.has(elementsAt(place).length)),
	);
	return new Elements({ ...stage, places, isWhole, columns, elements }, neighbours, names);
}

/** Whether a place is in the first element of a list: `orders[0].lines` in `orders`. */
function isInFirstOf(list: object, { json, path }: ListPlace): boolean {
	let at: unknown = json;
	return path.some((key) => {
		const isHere = at === list && key === 0;
		at = isData(at) ? Reflect.get(at, key) : undefined;
		return isHere;
	});
}

/**
 * Whether it is one column of several, as Summarize gives them: values that stand in a cell, dates among them. The
 * products of an order and its shipping lines may be as many by chance.
 */
const isColumn = (elements: readonly unknown[]): boolean => !elements.some(isData);
