/** What is in `Repeat for Each`, and where its elements are in the data of n8n. */
import { isMissing } from '../../core/members';
import { excerpt, typeInWords, ordinal } from '../../core/text';
import { notComputed } from '../notComputed';
import { repeatFor } from '../repeatFields';
import { Elements } from './elements';
import { valueWith, type Held, type Stage } from './evaluation';
import type { Input, NamedItem } from './form';
import {
	elementsAt,
	keysAt,
	isData,
	nameOf,
	originOf,
	originOfOnly,
	serialized,
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
 * Whether an expression takes its elements from a list. A value of a cell, or an object that says as much as a part of an
 * element, is in other lists by chance: without these, the expression gives the same.
 */
function isSource(place: ListPlace, stage: Stage, text: string, elements: readonly unknown[]): boolean {
	const ofElements = (list: unknown) =>
		Array.isArray(list) ? list.map(serialized).sort().join() : undefined;
	try {
		const without = valueWith(stage, text, (json) =>
			json === place.json ? [{ place, elements: [], isList: false }] : [],
		);
		return ofElements(without) !== ofElements(elements);
	} catch {
		return true;
	}
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
	const read = new Set<object>();
	let value: unknown;
	try {
		value = valueWith(stage, text, (json) => {
			read.add(json);
			return [];
		});
	} catch (error) {
		report(notComputed(error));
		return undefined;
	}
	if (value === undefined || value === null) {
		report(`gives nothing: the ${ordinal(itemIndex)} item has no ${text.slice(2, -2).trim()}`);
		return undefined;
	}
	if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
		report(
			`must give a list, but it gives a text with JSON in it: make a list of it in a node before this one, such as Edit Fields (Set) with a field of the type Array and {{ ${text.slice(2, -2).trim()}.parseJson() }}, and drag that list here`,
		);
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
	const originIn = (places: readonly ListPlace[]) =>
		Array.isArray(value) ? originOf(elements, places) : originOfOnly(value, places);
	// Its elements are of what it read, and of nothing else.
	const { places: found, isWhole } = originIn([...read].flatMap((json) => input.placesIn(json)));
	const own = new Set(elements.filter(isData).map(serialized));
	const isSure = (place: ListPlace) => keysAt(place).some((key) => own.has(key));
	const sources = new Set(
		found
			.filter((place) => isWhole || isSure(place) || isSource(place, stage, text, elements))
			.map(({ value: list }) => serialized(list)),
	);
	const isOne = ({ value: list }: ListPlace) => sources.has(serialized(list));
	const places = found.filter(isOne);
	if (!Array.isArray(value) && places.length === 0) {
		report('gives one element and not a list: drag the whole list here from the input');
		return undefined;
	}
	const [first] = places;
	if (!first) {
		report(
			'gives elements that are in no list of the input, so no value can be taken from the first one: make this list in a node before this one, and drag it here',
		);
		return undefined;
	}
	const near = nearTo(places, elements);
	const held = new Map<object, Held>();
	const findIn = (json: object): Held => {
		const all = input.placesIn(json);
		if (read.has(json))
			return near(
				all,
				places.filter((place) => place.json === json),
				isWhole,
			);
		const here = originIn(all);
		if (here.isWhole) return near(all, here.places, true);
		// Where it was cut, also other lists that it might have been cut of, and each part where it was put together.
		const isPart = (place: ListPlace) => isOne(place) || (here.places.includes(place) && isSure(place));
		return near(all, isWhole ? [] : all.filter(isPart), false);
	};
	const heldIn = (json: object): Held => {
		const known = held.get(json) ?? findIn(json);
		held.set(json, known);
		return known;
	};
	const neighbours = () => Array.from(held.values()).flatMap((one) => one.neighbours);
	return new Elements({ ...stage, elements, heldIn, neighbours }, first, isWhole, namesOf(items));
}

/** One item's data may be in several items: the first name is the one that people drag. */
function namesOf(items: readonly NamedItem[]): Map<object, string> {
	const names = new Map<object, string>();
	for (const { item, name } of items) if (!names.has(item.json)) names.set(item.json, name);
	return names;
}

/** What is to be known of a list in the data of an item, where it stands there. */
const nearTo = (origin: readonly ListPlace[], elements: readonly unknown[]) => {
	const itsNames = new Set(origin.map(nameOf));
	const lengths = new Set([elements.length, ...origin.map((place) => elementsAt(place).length)]);
	lengths.delete(1);
	return (all: readonly ListPlace[], places: readonly ListPlace[], isWhole: boolean): Held => {
		const parents = new Set(places.map(({ parent }) => parent));
		const own = new Set(places.map(({ value }) => value));
		const around = new Set(places.flatMap((place) => place.around));
		const lists = all.filter(({ value }) => Array.isArray(value) && !own.has(value));
		const hasColumns = isWhole && isColumn(elements);
		const columns = lists.filter((place) => {
			const values = elementsAt(place);
			return hasColumns && parents.has(place.parent) && values.length === elements.length && isColumn(values);
		});
		const isItsOwn = (place: ListPlace) => isWhole && places.some((one) => isInFirstOf(place.value, one));
		const isNear = (place: ListPlace) =>
			parents.has(place.parent) ||
			around.has(place.value) ||
			itsNames.has(nameOf(place)) ||
			lengths.has(elementsAt(place).length);
		const others = lists.filter((place) => !columns.includes(place) && !isItsOwn(place) && isNear(place));
		return { places, columns, neighbours: others };
	};
};

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
 * Whether it is one column of several, as Summarize gives them: values of a cell, dates among them. The
 * products of an order and its shipping lines may be as many by chance.
 */
const isColumn = (elements: readonly unknown[]): boolean => !elements.some(isData);
