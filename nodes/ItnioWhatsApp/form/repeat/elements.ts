/**
 * One entry of a form, filled in for the first element of a list, for every element: each element is put in the first
 * place of the list, and n8n computes the entry. What the code takes is watched, never read off the code.
 */
import { Evaluation, isSame, type Given, type Scene } from './evaluation';
import { elementsAt, expressionOf, isData, nameOf, written, type Names, type ListPlace } from './places';
import { isNothing, judged, nothingsIn, SAYS_NOTHING, type Nothing } from './nothing';
import { cutOut, joined } from './text';
import { Watch } from './view';
import { isPlace, totalOf } from './whole';

/** Another list whose first element a text takes. */
export interface Stranger {
	/** As a person would write it. */
	readonly list: string;
	readonly elements: number;
}

/** What a text takes from a list where the first element is meant. Both as a person would write them. */
export interface Other {
	readonly takes: string;
	/** Undefined: it takes the place of an element in the list. */
	readonly first?: string;
}

/** What a text takes beside the element at hand. */
export interface TakenMembers {
	/** Whether it takes anything from the element. */
	readonly fromElement: boolean;
	/** What it takes from the list that is not its first element. */
	readonly others: readonly Other[];
	readonly strangers: readonly Stranger[];
}

/** Why a text has no value for an element. */
export type NoValue =
	| Nothing
	| Other
	/** It is an object, in a text. */
	| { readonly unreadable: string }
	| { readonly stranger: Stranger };

export type Filled = { readonly value: unknown } | NoValue;

/** What is known of a piece of code, by its value for the first element. */
interface Known {
	readonly first: Given;
	/** Whether n8n lets all be seen that it takes. */
	readonly isWatched: boolean;
	readonly taken: TakenMembers;
}

/** How an object reads in a text. */
export const UNREADABLE = '[object Object]';

/** The like of an element, without anything in it. */
function emptied(value: unknown): unknown {
	if (typeof value === 'string') return '';
	if (Array.isArray(value)) return value.map(emptied);
	if (!isData(value)) return null;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, emptied(each)]));
}

export class Elements {
	/** What the list is called, e.g. `products`. */
	readonly name: string;

	/** The list's first element, as a person would write it. */
	readonly first: string;

	/** The list, as a person would write it. */
	private readonly list: string;

	readonly length: number;

	private readonly evaluation: Evaluation;

	private readonly known = new Map<string, Known>();

	/** What was computed at once for one element. */
	private atOnce: { readonly index: number; readonly values: ReadonlyMap<string, unknown> } | undefined;

	/**
	 * @param origin where the list stands, as the person dragged it
	 * @param isWhole whether it is a list as it stands there, neither cut nor computed
	 */
	constructor(
		private readonly scene: Scene,
		private readonly origin: ListPlace,
		readonly isWhole: boolean,
		private readonly names: Names,
	) {
		this.name = nameOf(origin);
		this.list = expressionOf(origin, names);
		this.first = `${this.list}[0]`;
		this.length = scene.elements.length;
		this.evaluation = new Evaluation(scene);
	}

	at(index: number): unknown {
		return this.scene.elements[index];
	}

	/** What a text takes, by its value for the first element. Throws where n8n does. */
	look(text: string): TakenMembers {
		const taken = cutOut(text).codes.map((code) => this.knownOf(code).taken);
		return {
			fromElement: taken.some(({ fromElement }) => fromElement),
			others: [...new Map(taken.flatMap(({ others }) => others).map((one) => [one.takes, one])).values()],
			strangers: taken.flatMap(({ strangers }) => strangers),
		};
	}

	/**
	 * The value of a text for an element.
	 *
	 * @returns the value, or why there is none. A text that is nothing but a value that is missing is `undefined`.
	 * Throws where n8n does.
	 */
	fill(text: string, index: number): Filled {
		const parts = cutOut(text);
		const values: unknown[] = [];
		for (const code of parts.codes) {
			const filled = this.fillCode(code, index, parts.isAll);
			if (!('value' in filled)) return filled;
			values.push(filled.value);
		}
		if (parts.isAll) return { value: values[0] };
		const value = joined(parts, values) ?? this.evaluation.text(text, index);
		const whole = parts.codes.find((_, part) => isData(values[part]));
		if (whole !== undefined && String(value).includes(UNREADABLE)) return { unreadable: whole.trim() };
		return { value };
	}

	/** What n8n makes of a text for an element, whatever that is. */
	textOf(text: string, index: number): unknown {
		return this.evaluation.text(text, index);
	}

	private knownOf(code: string): Known {
		const known = this.known.get(code) ?? this.explore(code);
		this.known.set(code, known);
		return known;
	}

	private explore(code: string): Known {
		const first = this.evaluation.watched(code, 0);
		const isWatched = !this.scene.handsOutCopies || this.isSeen(code, first);
		const taken = isWatched ? this.takenIn(code, first) : this.takenUnseen(code);
		const total = taken.others.some((one) => one.first !== undefined)
			? totalOf(this.evaluation, code, this.origin)
			: undefined;
		if (total === undefined) return { first, isWatched, taken };
		// It is the same for every element, as is what takes nothing of the list.
		return {
			first: { value: total, watch: new Watch() },
			isWatched: true,
			taken: { ...taken, fromElement: false, others: [] },
		};
	}

	/** Whether what was seen is what the code takes, and not what n8n copied for it. */
	private isSeen(code: string, { value, watch }: Given): boolean {
		if (!isSame(value, this.evaluation.plain(code, 0))) return false;
		return watch.others.size === 0 || !isSame(value, this.evaluation.alone(code, 0));
	}

	private takenIn(code: string, given: Given): TakenMembers {
		return {
			fromElement: given.watch.hasTaken,
			others: this.othersIn(code, given),
			strangers: this.strangersIn(code, 0, given),
		};
	}

	private othersIn(code: string, { value, watch }: Given): Other[] {
		const { others, askedOfList } = watch;
		const place = watch.askedPlace ?? this.placeUnseen(code, value);
		if (place) return [{ takes: expressionOf(place, this.names) }];
		const isEmpty = isNothing(value) || nothingsIn(value) > nothingsIn(code);
		return [
			...Array.from(others, ([place, index]) => this.otherOf(place, index)),
			...(askedOfList && isEmpty ? [this.otherOf(askedOfList.place, askedOfList.key)] : []),
		];
	}

	private placeUnseen(code: string, value: unknown): ListPlace | undefined {
		return this.scene.handsOutCopies && isPlace(this.evaluation, code, value) ? this.origin : undefined;
	}

	private otherOf(place: ListPlace, key: string | number): Other {
		const list = expressionOf(place, this.names);
		return {
			takes: list + written([key]),
			first: this.scene.heldIn(place.json).columns.includes(place) ? `${list}[0]` : this.first,
		};
	}

	private strangersIn(code: string, index: number, given: Given): Stranger[] {
		return this.takenAsFirst(given)
			.filter((place) => this.isOnlyFirst(code, index, place))
			.map((place) => this.asStranger(place));
	}

	/** Other lists of which only the first element was taken. */
	private takenAsFirst({ watch }: Given): ListPlace[] {
		return this.scene.neighbours().filter(({ value }) => {
			const taken = watch.taken.get(value);
			return taken?.size === 1 && taken.has(0);
		});
	}

	/** What a text takes where n8n lets nothing be seen: by what its value changes with. */
	private takenUnseen(code: string): TakenMembers {
		const value = this.evaluation.plain(code, 0);
		const changes = (place: ListPlace, elements: readonly unknown[]) =>
			!isSame(value, this.evaluation.withList(code, 0, place, elements));
		return {
			fromElement: !isSame(value, this.evaluation.without(code)),
			others: this.othersUnseen(code, value),
			strangers: this.scene
				.neighbours()
				.filter((place) => {
					const [first, ...rest] = elementsAt(place);
					return changes(place, [null, ...rest]) && !changes(place, [first, ...rest.map(() => null)]);
				})
				.filter((place) => this.isOnlyFirst(code, 0, place))
				.map((place) => this.asStranger(place)),
		};
	}

	private othersUnseen(code: string, value: unknown): Other[] {
		if (this.placeUnseen(code, value)) return [{ takes: this.list }];
		return isSame(value, this.evaluation.alone(code, 0)) ? [] : [this.all()];
	}

	/** Whether code takes the first element because it is the first one, and not what is looked up or all there is. */
	private isOnlyFirst(code: string, index: number, place: ListPlace): boolean {
		const own = elementsAt(place);
		const value = (elements: readonly unknown[]) => this.evaluation.withList(code, index, place, elements);
		const given = value(own);
		if (own.length === 1 && !isSame(given, value([...own, ...own]))) return false;
		return !isSame(given, value([emptied(own[0]), ...own]));
	}

	private all(): Other {
		return { takes: this.list, first: this.first };
	}

	private fillCode(code: string, index: number, isAll: boolean): Filled {
		const { first, isWatched } = this.knownOf(code);
		if (!isWatched) return this.fillUnseen(code, index, isAll);
		if (!first.watch.hasLooked) return { value: first.value };
		const value = index === 0 ? undefined : this.valuesAt(index).get(code);
		if (!isNothing(value)) return { value };
		const given = index === 0 ? first : this.evaluation.watched(code, index);
		const [other] = this.othersIn(code, given);
		if (other) return other;
		// Those of the first element are said once for all.
		const [stranger] = index === 0 ? [] : this.strangersIn(code, index, given);
		if (stranger) return { stranger };
		const filled = judged(this.evaluation, this.names, { code, index, isAll }, given);
		// Perhaps it could only not be watched.
		const isDoubtful = this.scene.handsOutCopies && index > 0 && isNothing(given.value);
		if (isDoubtful && !isNothing(this.evaluation.plain(code, index)))
			return this.fillUnseen(code, index, isAll);
		return filled;
	}

	/** The values of all code for an element, computed at once; none where one of them is to be looked at by itself. */
	private valuesAt(index: number): ReadonlyMap<string, unknown> {
		if (this.atOnce?.index !== index) this.atOnce = { index, values: this.computedAtOnce(index) };
		return this.atOnce.values;
	}

	private computedAtOnce(index: number): ReadonlyMap<string, unknown> {
		const codes = Array.from(this.known.keys()).filter((code) => this.known.get(code)?.first.watch.hasLooked);
		try {
			const given = this.scene.handsOutCopies ? undefined : this.evaluation.together(codes, index);
			if (!given || given.watch.isDoubtful || this.takenAsFirst(given).length > 0) return new Map();
			return new Map(codes.map((code, at) => [code, given.values[at]]));
		} catch {
			return new Map();
		}
	}

	private fillUnseen(code: string, index: number, isAll: boolean): Filled {
		const value = this.evaluation.plain(code, index);
		if (!isSame(value, this.evaluation.alone(code, index))) return this.all();
		const isMissing = isNothing(value) && (!isAll || this.evaluation.breaks(code, index));
		const isNamed = nothingsIn(value) > 0 && nothingsIn(code) === 0;
		if ((isMissing && !SAYS_NOTHING.test(code)) || isNamed) return { nothingFrom: code.trim() };
		return { value };
	}

	private asStranger(place: ListPlace): Stranger {
		return { list: expressionOf(place, this.names), elements: elementsAt(place).length };
	}
}
