/**
 * One entry of a form, written for the first element of a list, for every element: where a text of the form says
 * `$json.products[0]`, the element at hand is put, and n8n computes the text.
 */
import { isRecord } from '../../core/members';
import { codeIn, endOf, keyOf, readCode, type Way } from './code';

/** Computes a text of the form, without the `=` in front, for the item at hand. Throws where n8n does. */
export type Evaluate = (text: string) => unknown;

/** A place where a text takes its value from the element. */
interface Mention {
	/** In the text. */
	readonly start: number;
	readonly end: number;
	/** The list at whose element it asks. */
	readonly elements: readonly unknown[];
	/** As written. */
	readonly list: string;
	/** The code that gives the element at a place. */
	readonly elementAt: (index: number) => string;
	/** The members that are asked of the element, up to what has to be computed. */
	readonly path: readonly string[];
	/** Whether the code takes care of what is missing. */
	readonly minds: boolean;
	/** Whether the code only asks for a member of the element. */
	readonly isMember: boolean;
	/** Whether the text is nothing but what the code begins with it gives. */
	readonly isAll: boolean;
}

/** A text of the form, ready to be filled in for each element. */
export interface EntryText {
	readonly text: string;
	readonly mentions: readonly Mention[];
	/** The code of the text that does more than take a member of the element, and does not mind where nothing comes of it. */
	readonly computed: ReadonlyArray<{ readonly start: number; readonly end: number }>;
	/** What the text takes from the list that is not its first element, as written. */
	readonly others: readonly string[];
	/** Lists whose first element the text takes and that do not go with this one. */
	readonly strangers: readonly Stranger[];
}

export interface Stranger {
	/** As written. */
	readonly list: string;
	readonly elements: number;
	/** It is a column, and the list goes along with it, not the other way round. */
	readonly goesFirst: boolean;
}

/** What a way with a first element at its end has to do with the list. */
type Target =
	| { readonly kind: 'list' | 'other' }
	/** Beside it: the elements at the same places belong together, as Summarize gives them. */
	| { readonly kind: 'beside'; readonly elements: readonly unknown[] }
	| ({ readonly kind: 'stranger' } & Stranger);

interface Findings {
	readonly mentions: Mention[];
	readonly computed: Array<{ start: number; end: number }>;
	readonly others: string[];
	readonly strangers: Stranger[];
}

/** Why a text has no value for an element. */
export type NoValue =
	| { readonly lacks: string }
	/** n8n hides what went wrong, and gives nothing instead. */
	| { readonly nothingFrom: string };

/** What makes other elements of those that a list has. */
const CHANGING = ['flat', 'flatMap', 'chunk', 'pluck', 'reduce', 'entries', 'keys', 'values', 'join'];

/** Members that tell something of the whole list, the same for each entry. */
const OF_THE_WHOLE = ['length', 'isEmpty', 'isNotEmpty'];
/** How nothing reads in the middle of a text. */
const NOTHING = /\b(undefined|null|NaN)\b/;
const HANDLES_MISSING = ['ifEmpty', 'isEmpty', 'isNotEmpty'];

/** How many steps from `at` on lead to the first element; 0 if they do not. */
function toFirst({ steps }: Way, at: number): 0 | 1 | 2 {
	const [step, call] = [steps[at], steps[at + 1]];
	if (step?.kind !== 'member') return 0;
	if (step.name === '0') return 1;
	if (call?.kind !== 'call') return 0;
	return (step.name === 'at' && call.key === '(0)') || (step.name === 'first' && call.key === '()') ? 2 : 0;
}

const isCall = ({ steps }: Way, at: number): boolean => steps[at]?.kind === 'call';

/** The members from a step on, up to a call or what has to be computed. A method is no member. */
function membersFrom(way: Way, from: number): string[] {
	const names: string[] = [];
	for (let at = from; way.steps[at]?.kind === 'member' && !isCall(way, at + 1); at += 1) {
		names.push(way.steps[at]?.name ?? '');
	}
	return names;
}

const lastName = ({ steps }: Way, length = steps.length): string | undefined =>
	steps
		.slice(0, length)
		.reverse()
		.find(({ kind }) => kind === 'member')?.name;

/** The list of one item, in whatever way the form of the entry may name it. */
export class ElementsOf {
	/** What the list is called, e.g. `products`; empty where it has no name. */
	readonly name: string;

	readonly elements: readonly unknown[];

	private readonly keys = new Set<string>();

	private readonly known = new Map<string, Target>();

	/** What the lists are members of that the elements come from. */
	private readonly parents: ReadonlySet<string>;

	/** What a person drags the first element of. */
	private readonly firstSource: string;

	/** Lists whose elements are others in `Repeat for Each`. */
	private readonly changed = new Set<string>();

	private readonly texts = new Map<string, EntryText>();

	private readonly serialized: string;

	/** Whether the list is named by one way, so that an index may follow it. */
	private readonly isPlain: boolean;

	/** Whether it is a list as it stands in the input, neither cut nor computed. */
	readonly isWhole: boolean;

	/**
	 * @param code of `Repeat for Each`, without brackets
	 * @param given what it gives: a list, or the one element alone, as the XML node gives a list of one
	 */
	constructor(
		private readonly code: string,
		given: unknown,
		private readonly evaluate: Evaluate,
	) {
		this.elements = Array.isArray(given) ? given : [given];
		this.serialized = serialized(this.elements);
		const { ways, isOneWay } = readCode(code);
		const [way] = ways;
		const all = way && ([way, way.steps.length] as const);
		// A comment at the end would swallow an index.
		const endsWithList = way !== undefined && endOf(way, way.steps.length) === code.trimEnd().length;
		this.isPlain = isOneWay && Array.isArray(given) && endsWithList;
		if (isOneWay && way) this.keys.add(keyOf(way));
		// A list that is cut, filtered or sorted consists of elements of the list that a person drags from.
		const sources = ways
			.filter(({ root }) => root.startsWith('$'))
			.flatMap((each) => this.sourcesIn(each, isOneWay));
		for (const [source, length] of sources) {
			const isChanged = CHANGING.includes(source.steps[length]?.name ?? '') && !this.isPartOf(source, length);
			(isChanged ? this.changed : this.keys).add(keyOf(source, length));
		}
		const named = sources[0] ?? all;
		this.name = (named && lastName(...named)) ?? '';
		this.firstSource = isOneWay || !named ? code.trim() : code.slice(named[0].start, endOf(...named));
		this.isWhole = this.isPlain && way?.steps[way.steps.length - 1]?.kind === 'member';
		this.parents = new Set(
			(this.isWhole && all ? [all] : sources).flatMap(([source, length]) =>
				source.steps[length - 1]?.kind === 'member' ? [keyOf(source, length - 1)] : [],
			),
		);
	}

	/** The list's first element, as a person would write it. */
	get first(): string {
		return `${this.firstSource}[0]`;
	}

	/** The beginnings of a way that are lists. */
	private sourcesIn(way: Way, isOneWay: boolean): Array<readonly [Way, number]> {
		const ends = way.steps.flatMap(({ kind }, at) => (kind === 'member' && isCall(way, at + 1) ? [at] : []));
		if (!isOneWay) ends.push(way.steps.length);
		return ends
			.filter((length) => Array.isArray(this.valueOf(this.code.slice(way.start, endOf(way, length)))))
			.map((length) => [way, length] as const);
	}

	/** Whether all elements are those of a source: `flat()` and the like may leave them as they are. */
	private isPartOf(source: Way, length: number): boolean {
		const value = this.valueOf(this.code.slice(source.start, endOf(source, length)));
		const own = new Set(Array.isArray(value) ? value.map(serialized) : []);
		return this.elements.every((element) => own.has(serialized(element)));
	}

	private valueOf(code: string): unknown {
		try {
			return this.evaluate(`{{ ${code} }}`);
		} catch {
			return undefined;
		}
	}

	/** What the first steps of a way lead to, given that the next step asks for a first element. */
	private targetOf(way: Way, length: number, written: string): Target {
		const key = keyOf(way, length);
		if (this.keys.has(key)) return { kind: 'list' };
		if (!way.root.startsWith('$')) return { kind: 'other' };
		const known = this.known.get(key) ?? this.compare(way, length, written);
		this.known.set(key, known);
		return known;
	}

	private compare(way: Way, length: number, written: string): Target {
		const value = this.valueOf(written);
		if (!Array.isArray(value)) return { kind: 'other' };
		if (value.length > 0 && serialized(value) === this.serialized) return { kind: 'list' };
		const isBeside = length > 0 && this.parents.has(keyOf(way, length - 1));
		if (isBeside && this.isWhole && isColumn(this.elements) && value.length === this.elements.length) {
			return { kind: 'beside', elements: value };
		}
		const hasItsName = this.name !== '' && lastName(way, length) === this.name;
		if (isBeside || hasItsName) {
			const goesFirst = isBeside && this.isWhole && value.length === this.elements.length && isColumn(value);
			return { kind: 'stranger', list: written, elements: value.length, goesFirst };
		}
		return { kind: 'other' };
	}

	/** Finds what a text of the form takes from the list. */
	read(text: string): EntryText {
		const known = this.texts.get(text);
		if (known) return known;
		const found: EntryText & Findings = { text, mentions: [], computed: [], others: [], strangers: [] };
		for (const part of codeIn(text)) {
			const code = text.slice(part.start, part.end);
			const read = readCode(code);
			const isAllText = part.start === 2 && part.end + 2 === text.length;
			const own = read.ways.flatMap((way, index) => {
				// The first way, where it is the only code that is not inside of a call's brackets.
				const isAllCode = read.isOneWay && index === 0;
				const place = { offset: part.start, isAllCode, isAll: isAllCode && isAllText };
				return this.mentionsIn(code, way, { ...place, minds: read.minds }, found);
			});
			found.mentions.push(...own);
			const isComputed = own.length > 0 && !own.some(({ isMember, minds }) => isMember || minds);
			if (isComputed) found.computed.push(part);
		}
		// Those inside of templates are found last.
		found.mentions.sort((a, b) => a.start - b.start);
		this.texts.set(text, found);
		return found;
	}

	/** What a way takes from the list; nothing where it has nothing to do with it. */
	private mentionsIn(
		code: string,
		way: Way,
		{
			offset,
			isAllCode,
			isAll,
			minds,
		}: Readonly<Record<'isAllCode' | 'isAll' | 'minds', boolean>> & { readonly offset: number },
		found: Findings,
	): Mention[] {
		const { start, steps } = way;
		for (let length = 0; length <= steps.length; length += 1) {
			const access = toFirst(way, length);
			const written = code.slice(start, endOf(way, length));
			if (access > 0 && this.changed.has(keyOf(way, length))) {
				found.others.push(code.slice(start, endOf(way, length + access)));
				return [];
			}
			if (access > 0) {
				const target = this.targetOf(way, length, written);
				if (target.kind === 'stranger') found.strangers.push(target);
				if (target.kind === 'stranger' || target.kind === 'other') continue;
				const isBeside = target.kind === 'beside';
				const from = length + access;
				const path = membersFrom(way, from);
				return [
					{
						start: offset + start,
						end: offset + endOf(way, from),
						elements: isBeside ? target.elements : this.elements,
						list: written,
						elementAt: isBeside ? (index) => `${written}[${index}]` : (index) => this.element(index),
						path,
						minds: minds || steps.slice(from).some(({ name }) => HANDLES_MISSING.includes(name)),
						isMember: isAllCode && from + path.length === steps.length,
						isAll,
					},
				];
			}
			if (!this.keys.has(keyOf(way, length))) continue;
			// What follows may be the list itself, e.g. `.slice(1)[0]`.
			const isOnItsWay = steps.some((_, at) => at >= length && this.keys.has(keyOf(way, at + 1)));
			if (isOnItsWay) continue;
			if (!OF_THE_WHOLE.includes(steps[length]?.name ?? '')) {
				found.others.push(code.slice(start, endOf(way, Math.min(length + 1, steps.length))));
			}
			return [];
		}
		return [];
	}

	/**
	 * The value of a text for the element at a place of the list.
	 *
	 * @returns the value, or why there is none. A text that is nothing but a value that is missing is `undefined`.
	 * Throws where n8n does.
	 */
	fill({ text, mentions, computed }: EntryText, index: number): { readonly value: unknown } | NoValue {
		const lacking = mentions.filter(({ elements, path }) => lacks(elements[index], path));
		// What a function makes of `null` is its own business, as long as it makes something of it.
		const [first] = lacking.filter(
			({ elements, path, minds, isMember }) => !minds && (isMember || lacks(elements[index], path, false)),
		);
		if (first?.isAll) return { value: undefined };
		if (first) return { lacks: this.nameOf(first) };
		for (const { start, end } of computed) {
			const part = this.evaluate(`{{${this.written(text, mentions, index, start, end)}}}`);
			if (part === undefined || part === null) return { nothingFrom: text.slice(start, end).trim() };
		}
		const value = this.evaluate(this.written(text, mentions, index));
		const [minded] = lacking;
		// The code takes care of something that is missing, and perhaps not of this.
		if (minded && typeof value === 'string' && NOTHING.test(value) && !NOTHING.test(text))
			return { lacks: this.nameOf(minded) };
		return { value };
	}

	private nameOf({ path, list }: Mention): string {
		return path.length > 0 ? path.join('.') : list;
	}

	/** A part of a text, with the element at a place in it. */
	private written(
		text: string,
		mentions: readonly Mention[],
		index: number,
		from = 0,
		to = text.length,
	): string {
		let [result, done] = ['', from];
		for (const { start, end, elementAt } of mentions) {
			// Also one that stands inside of another one, which is replaced as a whole.
			if (start < done || end > to) continue;
			result += text.slice(done, start) + elementAt(index);
			done = end;
		}
		return result + text.slice(done, to);
	}

	private element(index: number): string {
		if (this.isPlain) return `${this.code.trim()}[${index}]`;
		// A comment at its end would swallow the bracket.
		const code = this.code.includes('//') ? `${this.code}\n` : this.code.trim();
		return `[${code}].flat()[${index}]`;
	}
}

/**
 * Whether it is one column of several, as Summarize gives them: values that stand in a cell, dates among them. The
 * products of an order and its shipping lines may be as many by chance.
 */
const isColumn = (elements: readonly unknown[]): boolean =>
	!elements.some(
		(element) =>
			typeof element === 'object' &&
			element !== null &&
			Object.prototype.toString.call(element) !== '[object Date]',
	);

/** A value as a text, to be compared. */
export function serialized(value: unknown): string {
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '';
	}
}

/** Whether one of the members on the way is not there, or holds nothing: a database gives `null` then. */
function lacks(element: unknown, path: readonly string[], orNull = true): boolean {
	let value = element;
	for (const name of path) {
		if (value === undefined || value === null) return true;
		value =
			isRecord(value) || Array.isArray(value)
				? (value as Record<string, unknown>)[name]
				: Object(value)[name];
	}
	return value === undefined || (orNull && value === null);
}
