/** One piece of code for one element of a list, computed by n8n with the element in the list's first place. */
import { withAt } from '../../core/members';
import { isData, serialized, type ListPlace } from './places';
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
	/** The list, wherever it stands. */
	readonly places: readonly ListPlace[];
	/** Whether it is a list as it stands there, neither cut nor computed. */
	readonly isWhole: boolean;
	/** Lists beside it whose elements go along. */
	readonly columns: readonly ListPlace[];
	readonly elements: readonly unknown[];
}

/** Does something while the items have other data. It must be over when it returns. */
function withData<T>(items: readonly N8nItem[], dataOf: (json: object) => unknown, work: () => T): T {
	const before = [...new Set(items)].map((item) => ({ item, json: item.json }));
	const data = new Map<object, unknown>();
	try {
		for (const { item, json } of before) {
			if (!data.has(json)) data.set(json, dataOf(json));
			if (!Reflect.set(item, 'json', data.get(json))) {
				throw new Error('n8n has locked this item: let it pass through an Edit Fields node before this one');
			}
		}
		return work();
	} finally {
		for (const { item, json } of before) Reflect.set(item, 'json', json);
	}
}

/** What n8n gives for a text with other elements in some lists. What it does to the data is done to a copy. */
export function valueWith(stage: Stage, text: string, moved: readonly Moved[]): unknown {
	const byList = listed(moved);
	return withData(
		stage.items,
		(json) => (stage.handsOutCopies ? plainView(json, moved) : watchedView(json, byList, new Watch())),
		() => withoutViews(stage.evaluate(text)),
	);
}

const listed = (moved: readonly Moved[]): ReadonlyMap<object, Moved> =>
	new Map(moved.map((one) => [one.place.value, one]));

const inBrackets = (code: string): string => `{{${code}}}`;
/** The last line may be a comment. */
const inList = (code: string): string => `{{ [${code}\n] }}`;

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

/** A word that stands in no shop. */
const TOKEN = 'qzjxvw';

export class Evaluation {
	constructor(private readonly scene: Scene) {}

	/** Watched. In some engines of n8n not everything can be watched: then it is nothing. */
	watched(code: string, index: number, element = this.scene.elements[index]): Given {
		return this.watchedWith(inBrackets(code), this.moved(index, element));
	}

	/** As n8n computes it by itself. */
	plain(code: string, index: number): unknown {
		return this.plainWith(inBrackets(code), this.moved(index, this.scene.elements[index]));
	}

	/** A whole text, where only n8n knows how its values read. */
	text(text: string, index: number): unknown {
		return this.plainWith(text, this.moved(index, this.scene.elements[index]));
	}

	/** The same without all other elements. */
	alone(code: string, index: number): unknown {
		return this.plainWith(inBrackets(code), this.moved(index, this.scene.elements[index]).map(onlyFirst));
	}

	/** The same without any element. */
	without(code: string): unknown {
		const moved = this.moved(0, undefined).map(onlyFirst);
		return this.plainWith(
			inBrackets(code),
			moved.map((one) => ({
				...one,
				elements: [nothingLike(this.scene.elements[0]), ...one.elements.slice(1)],
			})),
		);
	}

	/** The same with other elements of another list. */
	withList(code: string, index: number, place: ListPlace, elements: readonly unknown[]): unknown {
		const other: Moved = { place, elements, isList: false };
		return this.plainWith(inBrackets(code), [...this.moved(index, this.scene.elements[index]), other]);
	}

	/** Whether code breaks off, which n8n hides. */
	breaks(code: string, index: number): boolean {
		return !Array.isArray(
			this.watchedWith(inList(code), this.moved(index, this.scene.elements[index])).value,
		);
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

	private moved(index: number, element: unknown): Moved[] {
		const rest = ({ value }: ListPlace): unknown[] => (Array.isArray(value) ? value.slice(1) : []);
		return [
			...this.scene.places.map((place) => ({ place, isList: true, elements: [element, ...rest(place)] })),
			...this.scene.columns.map((place) => ({
				place,
				isList: false,
				elements: [Reflect.get(place.value, index), ...rest(place)],
			})),
		];
	}

	private watchedWith(text: string, moved: readonly Moved[]): Given {
		const watch = new Watch();
		const byList = listed(moved);
		const value = withData(
			this.scene.items,
			(json) => watchedView(json, byList, watch),
			() => withoutViews(this.scene.evaluate(text)),
		);
		return { value, watch };
	}

	private plainWith(text: string, moved: readonly Moved[]): unknown {
		return valueWith(this.scene, text, moved);
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
