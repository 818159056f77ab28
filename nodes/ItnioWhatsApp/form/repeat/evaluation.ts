/** One piece of code for one element of a list, computed by n8n with the element in the list's first place. */
import { withAt } from '../../core/members';
import { elementsAt, isData, serialized, type ListPlace } from './places';
import { plainView, Watch, watchedView, withoutViews, type Moved } from './view';

/** An item of n8n: what expressions read. */
export interface N8nItem {
	json: object;
}

/** What n8n gave for a piece of code, and what the code took for it. */
export interface Given {
	readonly value: unknown;
	readonly watch: Watch;
}

/** Where the list is in the data of an item. */
export interface Held {
	/** The list itself, wherever it stands. */
	readonly places: readonly ListPlace[];
	/** Lists beside it whose elements go along. */
	readonly columns: readonly ListPlace[];
	/** Lists that are easily taken for it: beside it, around it, of its name, or as long. */
	readonly neighbours: readonly ListPlace[];
}

/** Where expressions are computed. */
export interface Stage {
	/** The items that the expressions of the form may read. */
	readonly items: readonly N8nItem[];
	/** Computes a text with expressions, without the `=` in front. Throws where n8n does. */
	readonly evaluate: (text: string) => unknown;
	/** Whether expressions run in an engine of their own, which gets copies of some data. */
	readonly handsOutCopies: boolean;
}

export interface Scene extends Stage {
	readonly elements: readonly unknown[];
	/** What of the list is in an item's data, looked for where an expression reads it. */
	readonly heldIn: (json: object) => Held;
	/** Of all data that was read up to now. */
	readonly neighbours: () => readonly ListPlace[];
}

/**
 * What n8n gives for a text while the items have other data. What it does to the data is done to a copy.
 *
 * @param dataOf the data in place of an item's, asked for where an expression reads it
 */
function evaluateWith(stage: Stage, text: string, dataOf: (json: object) => unknown): unknown {
	const { items, evaluate, handsOutCopies } = stage;
	const before = new Map<N8nItem, PropertyDescriptor | undefined>();
	const data = new Map<object, unknown>();
	const shown = (json: object): unknown => {
		if (!data.has(json)) data.set(json, dataOf(json));
		return data.get(json);
	};
	try {
		for (const item of items) {
			if (before.has(item)) continue;
			const { json } = item;
			const own = Object.getOwnPropertyDescriptor(item, 'json');
			// Where n8n copies an item, a getter is left out.
			const other = handsOutCopies
				? { value: shown(json), writable: true }
				: { get: () => shown(json), set: () => undefined };
			if (!Reflect.defineProperty(item, 'json', { ...other, enumerable: true, configurable: true })) {
				throw new Error('n8n has locked this item: let it pass through an Edit Fields node before this one');
			}
			before.set(item, own);
		}
		return withoutViews(evaluate(text));
	} finally {
		for (const [item, own] of before) if (own) Reflect.defineProperty(item, 'json', own);
	}
}

/** Lists in an item's data with other elements than they have. */
type MovedIn = (json: object) => readonly Moved[];

/** What n8n gives for a text with other elements in some lists. */
export const valueWith = (stage: Stage, text: string, movedIn: MovedIn): unknown =>
	evaluateWith(stage, text, (json) =>
		stage.handsOutCopies ? plainView(json, movedIn(json)) : watchedView(json, movedIn(json), new Watch()),
	);

const inBrackets = (code: string): string => `{{${code}}}`;
/** The last line of code may be a comment. */
const inList = (codes: readonly string[]): string =>
	inBrackets(` [${codes.map((code) => `(${code}\n)`).join()}] `);

/** Members of every text and list, which are no members of an element. */
const isMethod = (name: string): boolean => name in String.prototype || name in Array.prototype;

/** Stands for what is not there, and is told what is asked of it. */
class Missing {
	static at(path: readonly string[], tell: (path: string[]) => void): object {
		return new Proxy(new Missing(), {
			get(_, key) {
				if (typeof key === 'symbol' || isMethod(key) || key in Object.prototype || key === 'toJSON') {
					return undefined;
				}
				const inner = [...path, key];
				tell(inner);
				return Missing.at(inner, tell);
			},
		});
	}
}

/** A word that occurs in no shop. */
const TOKEN = 'qzjxvw';

export class Evaluation {
	constructor(private readonly scene: Scene) {}

	/** Watched. In some engines of n8n not everything can be watched: then it is nothing. */
	watched(code: string, index: number, element = this.scene.elements[index]): Given {
		return this.watchedWith(inBrackets(code), this.moved(index, element));
	}

	/** As n8n computes it by itself. */
	plain(code: string, index: number): unknown {
		return this.text(inBrackets(code), index);
	}

	/** A whole text, where only n8n knows how its values read. */
	text(text: string, index: number): unknown {
		return valueWith(this.scene, text, this.moved(index));
	}

	/** The same without all other elements. */
	alone(code: string, index: number): unknown {
		const moved = this.moved(index);
		return this.tried(code, (json) => moved(json).map(onlyFirst));
	}

	/** The same without any element. */
	without(code: string): unknown {
		const moved = this.moved(0);
		const nothing = nothingLike(this.scene.elements[0]);
		return this.tried(code, (json) =>
			moved(json)
				.map(onlyFirst)
				.map((one) => ({ ...one, elements: [nothing, ...one.elements.slice(1)] })),
		);
	}

	/** The same with the whole list turned into another one, in which no element is put in the first place. */
	withWhole(code: string, change: (own: readonly unknown[]) => unknown[]): unknown {
		return this.tried(code, (json) => {
			const { places, columns } = this.scene.heldIn(json);
			return [...places, ...columns].map((place) => ({
				place,
				elements: change(elementsAt(place)),
				isList: true,
			}));
		});
	}

	/** The same with other elements of another list. */
	withList(code: string, index: number, place: ListPlace, elements: readonly unknown[]): unknown {
		const moved = this.moved(index);
		const other: Moved = { place, elements: [...elements], isList: false };
		return this.tried(code, (json) => (json === place.json ? [...moved(json), other] : moved(json)));
	}

	/** Several pieces of code at once, watched; undefined where one of them breaks off. */
	together(codes: readonly string[], index: number): (Given & { values: unknown[] }) | undefined {
		const given = this.watchedWith(inList(codes), this.moved(index));
		return Array.isArray(given.value) ? { ...given, values: given.value } : undefined;
	}

	/** Whether code breaks off, which n8n hides. */
	breaks(code: string, index: number): boolean {
		return !this.together([code], index);
	}

	/** What the code asks for behind a member that the element does not have. */
	wayBeyond(code: string, index: number, path: readonly string[]): readonly string[] {
		let longest = path;
		const missing = Missing.at(path, (way) => {
			if (way.length > longest.length) longest = way;
		});
		this.watched(code, index, withAt(this.scene.elements[index], path, missing));
		return longest;
	}

	/** What the code gives where the element has a member that it lacks. */
	withMember(code: string, index: number, path: readonly string[], value: string = TOKEN): unknown {
		return this.watched(code, index, withAt(this.scene.elements[index], path, value)).value;
	}

	/** Whether a value is nothing but a part of what was put in place of the missing member. */
	static isOnlyMember(value: unknown): boolean {
		return typeof value === 'string' && TOKEN.includes(value.trim().toLowerCase());
	}

	/** Of data that is made up: undefined where nothing can be computed of it. */
	private tried(code: string, movedIn: MovedIn): unknown {
		try {
			return valueWith(this.scene, inBrackets(code), movedIn);
		} catch {
			return undefined;
		}
	}

	private moved(index: number, element = this.scene.elements[index]): MovedIn {
		return (json) => {
			const { places, columns } = this.scene.heldIn(json);
			const withFirst = (place: ListPlace, first: unknown, isList: boolean): Moved => {
				const elements = [...elementsAt(place)];
				elements[0] = first;
				return { place, isList, elements };
			};
			return [
				...places.map((place) => withFirst(place, element, true)),
				...columns.map((place) => withFirst(place, elementsAt(place)[index], false)),
			];
		};
	}

	private watchedWith(text: string, movedIn: MovedIn): Given {
		const watch = new Watch();
		const value = evaluateWith(this.scene, text, (json) => watchedView(json, movedIn(json), watch));
		return { value, watch };
	}
}

const nothingLike = (value: unknown): unknown => (isData(value) ? {} : null);

const onlyFirst = (moved: Moved): Moved => ({
	...moved,
	elements: moved.elements.map((element, index) => (index === 0 ? element : nothingLike(element))),
});

/** Whether two values are the same, whatever n8n made of them on the way. */
export const isSame = (one: unknown, other: unknown): boolean =>
	Object.is(one, other) || (typeof one === typeof other && serialized(one) === serialized(other));
