/**
 * The data of an item with other elements in the first places of its lists, for the time of one expression. It is a copy
 * that is made where it is looked at: whatever an expression does to it, n8n's own data stays as it was.
 */
import { withAt } from '../../core/members';
import { isData, type ListPlace } from './places';

/** A list whose first element is another one for now. */
export interface Moved {
	readonly place: ListPlace;
	/** The list as the expression sees it, which may change it. */
	readonly elements: unknown[];
	/** Whether it is the list that is repeated, not one beside it. */
	readonly isList: boolean;
}

/** What an expression took. */
export class Watch {
	/** Whether it looked at a moved list at all: otherwise its value is the same for every element. */
	hasLooked = false;

	/** Whether it asked for the first element. */
	hasTaken = false;

	/** The members of the first element that it asked for and that hold nothing, in the order of asking. */
	readonly missing: string[][] = [];

	/** The list beside it whose element at hand it asked for, which holds nothing. */
	emptyColumn: ListPlace | undefined;

	/** The places behind the first one of moved lists that it took something from. */
	readonly others = new Map<ListPlace, number>();

	/** A member of an element that it asked the list for. */
	askedOfList: { readonly place: ListPlace; readonly key: string } | undefined;

	/** The list in which it asked for the place of an element. */
	askedPlace: ListPlace | undefined;

	/** Whether it changed anything of what it was shown. */
	hasChanged = false;

	/** The places of all other lists that it took something from. */
	readonly taken = new Map<object, Set<number>>();

	/** Whether there is anything but values of the first element. */
	get isDoubtful(): boolean {
		const { missing, others, emptyColumn, askedOfList, askedPlace, hasChanged } = this;
		return missing.length + others.size > 0 || hasChanged || !!(emptyColumn ?? askedOfList ?? askedPlace);
	}
}

/** What tells where in a list an element stands: the one at hand always stands first. */
export const TELLS_PLACE = ['indexOf', 'lastIndexOf', 'findIndex', 'findLastIndex'];

/** What is asked of every object, by JSON and by n8n. */
const ASKED_OF_ALL = ['toJSON', 'then', 'constructor', 'isProxy', '__proto__'];

/** What it means that something is taken from inside of a value. */
interface Inside {
	readonly tell: () => void;
	/** The way from the first element; undefined elsewhere. */
	readonly path?: readonly string[];
}

const NOWHERE: Inside = { tell: () => undefined };

/** Values that were handed out already. */
const handedOut = new WeakSet<object>();

const placeOf = (key: string): number => (/^(?:0|[1-9]\d*)$/.test(key) ? Number(key) : -1);

/**
 * An item's data as an expression is to see it.
 *
 * @param watch is told what is taken
 */
export function watchedView(json: object, movedLists: readonly Moved[], watch: Watch): object {
	const moved = new Map(movedLists.map((one) => [one.place.value, one]));

	const show = (value: unknown, inside: Inside): unknown =>
		isData(value) && !handedOut.has(value) ? proxyOf(value, inside) : value;

	const insideOf = (value: object, own: Moved | undefined, inside: Inside, key: string): Inside => {
		const index = Array.isArray(value) || own ? placeOf(key) : -1;
		if (own) {
			if (index === 0) return { tell: () => undefined, path: own.isList ? [] : undefined };
			if (index < 0) return NOWHERE;
			return {
				tell: () => {
					if (!watch.others.has(own.place)) watch.others.set(own.place, index);
				},
			};
		}
		if (inside.path) return { tell: inside.tell, path: [...inside.path, key] };
		if (index < 0) return inside;
		return {
			tell: () => {
				inside.tell();
				const taken = watch.taken.get(value) ?? new Set();
				watch.taken.set(value, taken.add(index));
			},
		};
	};

	const proxyOf = (value: object, inside: Inside): object => {
		const own = moved.get(value);
		const target: object = own ? own.elements : Array.isArray(value) ? [...value] : { ...value };
		const proxy = new Proxy(target, {
			get(shown, key) {
				const found: unknown = Reflect.get(shown, key);
				if (own && Array.isArray(shown) && TELLS_PLACE.includes(String(key))) watch.askedPlace ??= own.place;
				if (typeof key === 'symbol' || typeof found === 'function' || ASKED_OF_ALL.includes(key))
					return found;
				if (own) watch.hasLooked = true;
				const isIndex = placeOf(key) >= 0;
				if (Array.isArray(shown) && !isIndex) {
					if (own && found === undefined) watch.askedOfList ??= { place: own.place, key };
					return found;
				}
				const isMissing = found === undefined || found === null;
				if (own && key === '0') {
					watch.hasTaken = true;
					if (isMissing && !own.isList) watch.emptyColumn = own.place;
				}
				const within = insideOf(value, own, inside, key);
				const given = show(found, within);
				if (isData(given)) {
					Reflect.set(shown, key, given);
					return given;
				}
				within.tell();
				if (within.path && within.path.length > 0 && isMissing) watch.missing.push([...within.path]);
				return given;
			},
			set(shown, key, value) {
				watch.hasChanged = true;
				return Reflect.set(shown, key, value);
			},
			deleteProperty(shown, key) {
				watch.hasChanged = true;
				return Reflect.deleteProperty(shown, key);
			},
			defineProperty(shown, key, property) {
				watch.hasChanged = true;
				return Reflect.defineProperty(shown, key, property);
			},
		});
		handedOut.add(proxy);
		return proxy;
	};

	return proxyOf(json, NOWHERE);
}

/** A value without anything of a view in it. */
export function withoutViews(value: unknown, depth = 0): unknown {
	if (!isData(value) || depth > 100) return value;
	if (Array.isArray(value)) return value.map((each) => withoutViews(each, depth + 1));
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutViews(each, depth + 1)]));
}

/** An item's data as an expression is to see it, without being watched. */
export const plainView = (json: object, moved: readonly Moved[]): unknown =>
	moved.reduce<unknown>((data, { place, elements }) => withAt(data, place.path, elements), json);
