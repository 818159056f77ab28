/**
 * One entry of a form, filled in for the first element of a list, for every element: each element is put in the first
 * place of the list, and n8n computes the entry. What the code takes is watched, never read off the code.
 */
import { Evaluation, isSame, type Given, type Scene } from './evaluation';
import { elementsAt, expressionOf, nameOf, type Names, type ListPlace } from './places';
import { cutOut, joined } from './text';

/** Another list whose first element a text takes. */
export interface Stranger {
	/** As a person would write it. */
	readonly list: string;
	readonly elements: number;
}

/** What a text takes beside the element at hand. */
export interface TakenMembers {
	/** Whether it takes anything from the element. */
	readonly fromElement: boolean;
	/** What it takes from the list that is not its first element, as a person would write it. */
	readonly others: readonly string[];
	readonly strangers: readonly Stranger[];
}

/** Why a text has no value for an element. */
export type NoValue =
	| { readonly lacks: string }
	/** n8n hides what went wrong, and gives nothing instead. */
	| { readonly nothingFrom: string }
	/** It takes this from the list, and it is not the first element. */
	| { readonly takes: string };

export type Filled = { readonly value: unknown } | NoValue;

/** What is known of a piece of code, by its value for the first element. */
interface Known {
	readonly first: Given;
	/** Whether n8n lets all be seen that it takes. */
	readonly isWatched: boolean;
	readonly taken: TakenMembers;
}

/** How nothing reads in a text. */
const NOTHING = /undefined|NaN|\bnull|null\b/g;
/** Code that says itself that it may give nothing. */
const SAYS_NOTHING = /\b(?:null|undefined)\b/;

const isNothing = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'number' && Number.isNaN(value));

const nothingsIn = (value: unknown): number =>
	typeof value === 'string' ? (value.match(NOTHING) ?? []).length : 0;

export class Elements {
	/** What the list is called, e.g. `products`. */
	readonly name: string;

	/** The list's first element, as a person would write it. */
	readonly first: string;

	/** The list, as a person would write it. */
	private readonly list: string;

	/** Whether it is a list as it stands in the input, neither cut nor computed. */
	readonly isWhole: boolean;

	readonly length: number;

	private readonly evaluation: Evaluation;

	private readonly known = new Map<string, Known>();

	/**
	 * @param neighbours lists that are easily taken for the list: beside it, around it, or of its name
	 * @param handsOutCopies whether expressions run in an engine of their own, which gets copies of some data
	 */
	constructor(
		private readonly scene: Scene,
		private readonly neighbours: readonly ListPlace[],
		private readonly names: Names,
		private readonly handsOutCopies: boolean,
	) {
		const [place] = scene.places as [ListPlace];
		this.name = nameOf(place);
		this.list = expressionOf(place, names);
		this.first = `${this.list}[0]`;
		this.length = scene.elements.length;
		this.isWhole = scene.isWhole;
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
			others: [...new Set(taken.flatMap(({ others }) => others))],
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
		return { value: joined(parts, values) ?? this.evaluation.text(text, index) };
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
		const isWatched = !this.handsOutCopies || isSame(first.value, this.evaluation.plain(code, 0));
		const taken = isWatched ? this.takenIn(code, first) : this.takenUnseen(code);
		return { first, isWatched, taken };
	}

	private takenIn(code: string, { watch }: Given): TakenMembers {
		const strangers = this.neighbours.filter((place) => {
			const taken = watch.taken.get(place.value);
			return taken?.size === 1 && taken.has(0) && this.isOnlyFirst(code, place);
		});
		return {
			fromElement: watch.hasTaken,
			others: Array.from(watch.others, ([place, index]) => `${expressionOf(place, this.names)}[${index}]`),
			strangers: strangers.map((place) => this.asStranger(place)),
		};
	}

	/** What a text takes where n8n lets nothing be seen: by what its value changes with. */
	private takenUnseen(code: string): TakenMembers {
		const value = this.evaluation.plain(code, 0);
		const changes = (place: ListPlace, elements: readonly unknown[]) =>
			!isSame(value, this.evaluation.withList(code, place, elements));
		return {
			fromElement: !isSame(value, this.evaluation.without(code)),
			others: isSame(value, this.evaluation.alone(code, 0)) ? [] : [this.list],
			strangers: this.neighbours
				.filter((place) => {
					const [first, ...rest] = elementsAt(place);
					return changes(place, [null, ...rest]) && !changes(place, [first, ...rest.map(() => null)]);
				})
				.filter((place) => this.isOnlyFirst(code, place))
				.map((place) => this.asStranger(place)),
		};
	}

	/** Whether code would take the first element only of a longer list, too. */
	private isOnlyFirst(code: string, place: ListPlace): boolean {
		const own = elementsAt(place);
		if (own.length > 1) return true;
		return isSame(
			this.evaluation.withList(code, place, own),
			this.evaluation.withList(code, place, [...own, ...own]),
		);
	}

	private fillCode(code: string, index: number, isAll: boolean): Filled {
		const { first, isWatched } = this.knownOf(code);
		if (!isWatched) return this.fillUnseen(code, index, isAll);
		if (!first.watch.hasLooked) return { value: first.value };
		const given = index === 0 ? first : this.evaluation.watched(code, index);
		const [other] = given.watch.others;
		if (other) return { takes: `${expressionOf(other[0], this.names)}[${other[1]}]` };
		const filled = this.judge(code, index, given, isAll);
		// Perhaps it could only not be watched.
		const isDoubtful = this.handsOutCopies && index > 0 && isNothing(given.value);
		if (isDoubtful && !isNothing(this.evaluation.plain(code, index)))
			return this.fillUnseen(code, index, isAll);
		return filled;
	}

	private fillUnseen(code: string, index: number, isAll: boolean): Filled {
		const value = this.evaluation.plain(code, index);
		if (!isSame(value, this.evaluation.alone(code, index))) {
			return { takes: this.list };
		}
		const isMissing = isNothing(value) && (!isAll || this.evaluation.breaks(code, index));
		const isNamed = nothingsIn(value) > 0 && nothingsIn(code) === 0;
		if ((isMissing && !SAYS_NOTHING.test(code)) || isNamed) return { nothingFrom: code.trim() };
		return { value };
	}

	/** Whether a value is one, or half a sentence. */
	private judge(code: string, index: number, { value, watch }: Given, isAll: boolean): Filled {
		const { missing, emptyColumn } = watch;
		const isEmpty = isNothing(value) ? !isAll : nothingsIn(value) > nothingsIn(code);
		if (emptyColumn && isEmpty) return { lacks: expressionOf(emptyColumn, this.names) };
		const last = missing[missing.length - 1];
		if (!isNothing(value)) {
			const count = nothingsIn(value);
			// What is missing may be in the text as a word.
			const named = missing.find(
				(path) => count > 0 && nothingsIn(this.evaluation.withMember(code, index, path)) < count,
			);
			return named ? { lacks: named.join('.') } : { value };
		}
		if (!last) {
			const isMeant = value === value && SAYS_NOTHING.test(code) && !this.evaluation.breaks(code, index);
			return isMeant || emptyColumn || !watch.hasTaken ? { value } : { nothingFrom: code.trim() };
		}
		const path = this.evaluation.wayBeyond(code, index, last);
		const lacks = { lacks: path.join('.') };
		if (value !== undefined && value !== null) return lacks;
		const otherwise = this.evaluation.withMember(code, index, path);
		const isMember = isNothing(otherwise) || Evaluation.isOnlyMember(otherwise);
		// `"by " + name` breaks off, `name && "by " + name` knows what it does.
		if (isAll) return isMember || !this.evaluation.breaks(code, index) ? { value: undefined } : lacks;
		if (this.evaluation.breaks(code, index)) return lacks;
		return isMember && !SAYS_NOTHING.test(code) ? lacks : { value };
	}

	private asStranger(place: ListPlace): Stranger {
		return { list: expressionOf(place, this.names), elements: elementsAt(place).length };
	}
}
