/**
 * What is wrong with a message, as data. The words come last: `sentenceOf` makes the sentence that a person reads,
 * and nothing takes a sentence apart again.
 */
import { excerpt, shown } from './text';

export type Path = ReadonlyArray<string | number>;

/** One step on the way to a place of the form: `Title`, `Card 2`, `Card 2 (products[1])`. */
export interface Step {
	readonly label: string;
	/** Of an entry of a list, from 1. */
	readonly number?: number;
	/** What the entry was made of. */
	readonly from?: string;
}

/** The way to a place of the form. */
export type Way = readonly Step[];

/** What can be wrong, and what has to be known to say it. */
export type Fault =
	| { readonly code: 'empty'; readonly params: { readonly remedy?: string } }
	| {
			readonly code: 'wrongType';
			readonly params: { readonly wanted: string; readonly found: string; readonly remedy?: string };
	  }
	| {
			readonly code: 'notAList';
			/** `inside`: the list that is meant. */
			readonly params: { readonly found: string; readonly inside?: string };
	  }
	| {
			readonly code: 'tooLong';
			readonly params: { readonly length: number; readonly max: number; readonly text: string };
	  }
	| {
			readonly code: 'tooFew' | 'tooMany';
			readonly params: {
				readonly count: number;
				readonly limit: number;
				/** What the form calls the entries. */
				readonly one: string;
				readonly many: string;
			};
	  }
	| {
			readonly code: 'notOneOf';
			/** `found`: undefined where nothing is there. */
			readonly params: {
				readonly found: unknown;
				readonly wanted: readonly string[];
				readonly missing: string;
			};
	  }
	| {
			readonly code: 'notConstant';
			readonly params: { readonly found: unknown; readonly wanted: string | number };
	  }
	| {
			readonly code: 'repeated';
			readonly params: { readonly value: string; readonly before: Way; readonly why: string };
	  }
	/** What only one rule knows; `what` continues the sentence that the field's name begins. */
	| { readonly code: 'custom'; readonly params: { readonly what: string } };

/** One thing that is wrong with a message. */
export type Problem = Fault & {
	/** Where it is in the API body, e.g. `['image', 'link']`. */
	readonly path: Path;
	/** Where it is in the form. */
	readonly at: Way;
	/** What is certainly meant: with it in that place of the body, nothing is wrong. */
	readonly instead?: string | number;
};

/** A way as people read it: `Card 2 › Quick Reply 1 › Title`. */
export const wayInWords = (way: Way): string =>
	way
		.map(({ label, number, from }) =>
			[label, number, from === undefined ? undefined : `(${from})`]
				.filter((part) => part !== undefined)
				.join(' '),
		)
		.join(' › ');

/** The field that a problem is at, in the words of the form. */
export const fieldOf = ({ at }: Pick<Problem, 'at'>): string => wayInWords(at);

export const quoted = (value: unknown): string => `"${excerpt(shown(value), 60)}"`;

/** What is wrong, as it follows the name of the field. */
function whatOf(fault: Fault): string {
	switch (fault.code) {
		case 'empty':
			return fault.params.remedy === undefined ? 'is empty' : `is empty: ${fault.params.remedy}`;
		case 'wrongType': {
			const { wanted, found, remedy } = fault.params;
			return `must be ${wanted}, but it is ${found}${remedy === undefined ? '' : `: ${remedy}`}`;
		}
		case 'notAList': {
			const { found, inside } = fault.params;
			return `must be a list, not ${found}${inside === undefined ? '' : `: choose "${inside}" in it`}`;
		}
		case 'tooLong': {
			const { length, max, text } = fault.params;
			return `is ${length} characters long, the limit is ${max}: "${excerpt(text)}"`;
		}
		case 'tooFew': {
			const { count, limit, one, many } = fault.params;
			const found = count === 0 ? 'are empty' : `have only ${count} ${count === 1 ? one : many}`;
			return `${found}: add at least ${limit} ${limit === 1 ? one : many}`;
		}
		case 'tooMany': {
			const { count, limit, one, many } = fault.params;
			return `have ${count} ${count === 1 ? one : many}, the limit is ${limit}`;
		}
		case 'notOneOf': {
			const { found, wanted, missing } = fault.params;
			const what = found === undefined ? missing : `is ${quoted(found)}`;
			return `${what}, it must be one of: ${wanted.join(', ')}`;
		}
		case 'notConstant': {
			const { found, wanted } = fault.params;
			const what = found === undefined ? 'is missing' : `is ${quoted(found)}`;
			return `${what}, it must be ${JSON.stringify(wanted)}`;
		}
		case 'repeated': {
			const { before, value, why } = fault.params;
			return `is the same as ${wayInWords(before)}: ${quoted(value)}. ${why}`;
		}
		case 'custom':
			return fault.params.what;
	}
}

/** The whole sentence of a problem, beginning with the field. */
export const sentenceOf = (problem: Problem): string => `${fieldOf(problem)} ${whatOf(problem)}`;

/** Whether two ways lead to the same place. */
export const isSameWay = (one: Way, other: Way): boolean =>
	one.length === other.length &&
	one.every(({ label, number }, index) => label === other[index]?.label && number === other[index]?.number);

/** Whether a person would read the same twice. */
export const isSameProblem = (one: Problem, other: Problem): boolean =>
	one.code === other.code && sentenceOf(one) === sentenceOf(other);

/** The problem with other names on every way that it speaks of. */
export function withWays(problem: Problem, change: (way: Way) => Way): Problem {
	const changed = { ...problem, at: change(problem.at) };
	return changed.code === 'repeated'
		? { ...changed, params: { ...changed.params, before: change(changed.params.before) } }
		: changed;
}
