/** Where a list is in the data of n8n, found by its contents. */
import { isRecord } from '../../core/members';

/** A list in the data of an item. */
export interface ListPlace {
	/** The data of the item. */
	readonly json: object;
	/** A list; where XML has only one element, the element itself. */
	readonly value: object;
	readonly path: ReadonlyArray<string | number>;
	/** What it is a member of. */
	readonly parent: object;
	/** The lists around it, outermost first. */
	readonly around: readonly object[];
}

/** Deeper data has no list that a person can drag. */
const MAX_DEPTH = 30;

/** So many elements are compared with one that has more members than they. */
const MAX_COMPARED = 100;

/** An object or a list as JSON has them, no date and the like. */
export function isData(value: unknown): value is object {
	if (typeof value !== 'object' || value === null) return false;
	if (Array.isArray(value)) return true;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A value as a text, to be compared. */
export function serialized(value: unknown): string {
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '';
	}
}

/** All places in an item's data that hold an object or a list. */
export function placesIn(json: object): ListPlace[] {
	const found: ListPlace[] = [];
	const visit = (parent: object, path: ListPlace['path'], around: ListPlace['around']) => {
		if (path.length > MAX_DEPTH) return;
		const entries: Array<[string | number, unknown]> = Array.isArray(parent)
			? parent.map((value: unknown, index) => [index, value])
			: Object.entries(parent);
		for (const [key, value] of entries) {
			if (!isData(value) || value === parent || around.includes(value)) continue;
			const place = { json, value, path: [...path, key], parent, around };
			found.push(place);
			visit(value, place.path, Array.isArray(value) ? [...around, value] : around);
		}
	};
	visit(json, [], []);
	return found;
}

/** The elements that a place stands for. */
export const elementsAt = ({ value }: Pick<ListPlace, 'value'>): readonly unknown[] =>
	Array.isArray(value) ? value : [value];

/** Whether an element is another one with more members, as `map` makes it of `{ ...one, more }`. */
function isMadeOf(element: unknown, other: unknown): boolean {
	if (!isRecord(element) || !isRecord(other)) return false;
	const members = Object.entries(other);
	return (
		members.length > 0 &&
		members.every(([name, value]) => name in element && serialized(element[name]) === serialized(value))
	);
}

const keys = new WeakMap<ListPlace, readonly string[]>();

/** The elements that a place stands for, as texts to be compared. */
export function keysAt(place: ListPlace): readonly string[] {
	const found = keys.get(place) ?? elementsAt(place).map(serialized);
	keys.set(place, found);
	return found;
}

/** Where a list comes from. */
export interface Origin {
	/** Empty: an element stands nowhere. */
	readonly places: readonly ListPlace[];
	/** Whether it is the list as it stands there, neither cut nor computed. */
	readonly isWhole: boolean;
}

/**
 * The places whose first element is to be one of a list: the list itself wherever it stands; where it was filtered,
 * sorted, cut or put together, the lists that its elements are of.
 */
export function originOf(elements: readonly unknown[], places: readonly ListPlace[]): Origin {
	const lists = places.filter(({ value }) => Array.isArray(value));
	const whole = serialized(elements);
	const same = lists.filter(
		(place) => elementsAt(place).length === elements.length && serialized(place.value) === whole,
	);
	if (same.length > 0) return { places: same, isWhole: true };
	const wanted = elements.map(serialized);
	const exactly = lists.map((place) => {
		const known = new Set(keysAt(place));
		return wanted.map((key) => known.has(key));
	});
	const complete = lists.filter((_, index) => exactly[index]?.every(Boolean));
	if (complete.length > 0) return { places: complete, isWhole: false };
	const held = lists.map((place, list) => {
		const own = elementsAt(place);
		return elements.map(
			(element, index) =>
				exactly[list]?.[index] ||
				isMadeOf(element, own[index]) ||
				own.slice(0, MAX_COMPARED).some((other) => isMadeOf(element, other)),
		);
	});
	const all = lists.filter((_, index) => held[index]?.every(Boolean));
	if (all.length > 0) return { places: all, isWhole: false };
	const isSomewhere = elements.every((_, index) => held.some((own) => own[index]));
	const some = isSomewhere ? lists.filter((_, index) => held[index]?.some(Boolean)) : [];
	return { places: some, isWhole: false };
}

/** Where the one element stands that XML gives in place of a list of one. */
export function originOfOnly(element: unknown, places: readonly ListPlace[]): Origin {
	const whole = serialized(element);
	return {
		places: places.filter(
			({ value, parent }) => !Array.isArray(value) && !Array.isArray(parent) && serialized(value) === whole,
		),
		isWhole: true,
	};
}

/** A way as it follows the name of what it begins with. */
export const written = (path: ListPlace['path']): string =>
	path
		.map((key) => {
			if (typeof key === 'number') return `[${key}]`;
			return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
		})
		.join('');

/** How a person takes an item's data in an expression, e.g. `$json`. */
export type Names = ReadonlyMap<object, string>;

/** How a person takes a place in an expression, e.g. `$json.products`. */
export const expressionOf = ({ json, path }: ListPlace, names: Names): string =>
	(names.get(json) ?? '$json') + written(path);

/** What a list is called: the last member on the way to it, e.g. `products`. */
export function nameOf({ path }: ListPlace): string {
	const last = path.map((key) => typeof key).lastIndexOf('string');
	return String(path[last] ?? '') + written(path.slice(last + 1));
}
