/**
 * The building blocks of the checks. A rule looks at one place of the finished API body and reports, in the
 * words of the form, what is wrong there. Rules know nothing of n8n and change nothing.
 */
import { isMissing, isRecord } from './members';
import { excerpt, length, shown, typeInWords } from './text';
import { isWebAddress } from './webAddress';

/** One thing that is wrong with a message. */
export interface Problem {
	/** Where it is in the API body, e.g. `['image', 'link']`. */
	path: ReadonlyArray<string | number>;
	/** Where it is in the form, e.g. `Card 2 › Quick Reply 1 › Title`. */
	field: string;
	/** The whole sentence, beginning with the field. */
	message: string;
}

/** A part of the body that a person wrote as JSON: its places go by the names that stand there. */
export interface JsonPart {
	/** Where it is in the body. */
	readonly path: ReadonlyArray<string | number>;
	/** What the form calls the field. */
	readonly field: string;
	/** Members in there that the form has fields for, too: they keep the names of the fields. */
	readonly besides?: readonly string[];
}

/** A place in the body and the words that lead a person to it in the form. */
export interface Place {
	readonly path: ReadonlyArray<string | number>;
	readonly words: readonly string[];
	readonly json?: JsonPart;
}

export type Report = (problem: Problem) => void;
export type Rule = (value: unknown, at: Place, report: Report) => void;

/** A field of the form, or its label: what a rule calls the place it looks at. */
export type Labelled = string | { readonly displayName: string };

export const ROOT: Place = { path: [], words: [] };

const label = (from: Labelled): string => (typeof from === 'string' ? from : from.displayName);

/** A place inside `at`: one step down in the body, and where words are given also one step down in the form. */
export function inside(at: Place, key: string | number, words?: Labelled): Place {
	return {
		...at,
		path: [...at.path, key],
		words: words === undefined ? at.words : [...at.words, label(words)],
	};
}

/** The same place of the body under a (further) label of the form. */
export function named(at: Place, words: Labelled): Place {
	return { ...at, words: [...at.words, label(words)] };
}

/** What people call one entry of a list of the API: `buttons`, `addresses`. */
const oneOfMany = (many: string): string => many.replace(/(?<=ss)es$|s$/, '');

/** The way to a place in JSON: `header.image.link of card 2`, `title of row 3 of section 1`. */
function wayInJson({ path, field }: JsonPart, at: Place): string {
	let way: string[] = [];
	let members: string[] = [];
	const whole = String(path[path.length - 1] ?? 'entries');
	for (const step of at.path.slice(path.length)) {
		if (typeof step === 'string') members.push(step);
		else {
			way = [`${oneOfMany(members.pop() ?? whole)} ${step + 1}`, ...way];
			members = [];
		}
	}
	return [...(members.length > 0 ? [members.join('.')] : []), ...way].join(' of ') || field;
}

/** Whether a place is in what was written as JSON. */
const isIn = ({ path, besides = [] }: JsonPart, at: Place): boolean =>
	path.every((step, index) => step === at.path[index]) && !besides.includes(String(at.path[path.length]));

/** The form's way to a place, as people read it: `Card 2 › Title`; for an unlabelled place its API path. */
export function wayTo(at: Place): string {
	if (at.json && isIn(at.json, at)) return wayInJson(at.json, at);
	return at.words.length > 0 ? at.words.join(' › ') : at.path.join('.') || 'Message';
}

/** Reports a problem: `what` continues the sentence that the field's name begins, e.g. `is empty`. */
export function complain(report: Report, at: Place, what: string): void {
	const field = wayTo(at);
	report({ path: at.path, field, message: `${field} ${what}` });
}

const quoted = (value: unknown): string => `"${excerpt(shown(value), 60)}"`;

/**
 * A text. `required`: it may not be empty or only blanks. `max`: the limit in code points.
 */
export function text(
	words: Labelled,
	{ max, required = true }: { max?: number; required?: boolean } = {},
): Rule {
	return (value, parent, report) => {
		const at = named(parent, words);
		if (value === undefined && !required) return;
		if (isMissing(value)) {
			complain(report, at, required ? 'is empty' : 'is empty: fill it in or leave it out');
			return;
		}
		if (typeof value !== 'string') {
			complain(report, at, `must be a text, but it is ${typeInWords(value)}: put it in quotes`);
			return;
		}
		const characters = length(value);
		if (max !== undefined && characters > max) {
			complain(report, at, `is ${characters} characters long, the limit is ${max}: "${excerpt(value)}"`);
		}
	};
}

/**
 * A text with one more condition.
 *
 * @param wrong what is wrong with a text that is not empty, undefined if nothing is
 */
export function textThat(
	words: Labelled,
	wrong: (value: string) => string | undefined,
	limits: { max?: number; required?: boolean } = {},
): Rule {
	const plain = text(words, limits);
	return (value, parent, report) => {
		plain(value, parent, report);
		const what = typeof value === 'string' && !isMissing(value) ? wrong(value) : undefined;
		if (what !== undefined) complain(report, named(parent, words), what);
	};
}

/** A complete web address that WhatsApp can fetch by itself. */
export function link(words: Labelled): Rule {
	return (value, parent, report) => {
		const at = named(parent, words);
		if (isMissing(value)) {
			complain(report, at, 'is empty: enter a web address that starts with https://');
		} else if (typeof value !== 'string') {
			complain(report, at, `must be a web address, but it is ${typeInWords(value)}`);
		} else if (!isWebAddress(value)) {
			const spaces = /\s/.test(value) ? '. It contains a blank: write %20 instead' : '';
			complain(report, at, `is not a complete web address (https://…): ${quoted(value)}${spaces}`);
		}
	};
}

/** One of a few fixed values. */
export function oneOf(
	words: Labelled,
	values: readonly string[],
	{ required = true }: { required?: boolean } = {},
): Rule {
	return (value, parent, report) => {
		if (value === undefined && !required) return;
		if (typeof value === 'string' && values.includes(value)) return;
		const found = isMissing(value) ? 'is empty' : `is ${quoted(value)}`;
		complain(report, named(parent, words), `${found}, it must be one of: ${values.join(', ')}`);
	};
}

/** A member that the API wants with exactly one value. */
export function constant(expected: string | number): Rule {
	return (value, at, report) => {
		if (value === expected) return;
		const name = at.path[at.path.length - 1];
		const found = value === undefined ? 'is missing' : `is ${quoted(value)}`;
		complain(report, named(at, `"${String(name)}"`), `${found}, it must be ${JSON.stringify(expected)}`);
	};
}

/** A member that this kind of message may not have. */
export function absent(words: Labelled, why: string): Rule {
	return (value, at, report) => {
		if (value !== undefined) complain(report, named(at, words), why);
	};
}

/**
 * An object whose members follow rules of their own; other members are left to the service. A missing object
 * is judged through its members, so that the person reads which field of the form is empty.
 */
export function object(
	members: Readonly<Record<string, Rule>>,
	{ required = true, words }: { required?: boolean; words?: Labelled } = {},
): Rule {
	return (value, parent, report) => {
		const at = words === undefined ? parent : named(parent, words);
		if (value === undefined && !required) return;
		if (value !== undefined && !isRecord(value)) {
			const key = at.path[at.path.length - 1] ?? 'message';
			// An entry of a list has a name already, e.g. `Card 2`.
			const name = words === undefined && typeof key === 'string' ? named(at, `"${key}"`) : at;
			complain(report, name, `must be an object, but it is ${typeInWords(value)}`);
			return;
		}
		for (const [key, rule] of Object.entries(members)) rule(value?.[key], inside(at, key), report);
	};
}

/**
 * A list of at least `min` and at most `max` entries that all follow `rule`.
 *
 * @param many what the form calls the whole list, e.g. `Cards`
 * @param one what the form calls an entry, e.g. `Card`: the third one is `Card 3`
 */
export function list(
	{ many, one, min = 0, max }: { many: Labelled; one: Labelled; min?: number; max?: number },
	rule: Rule,
): Rule {
	return (value, parent, report) => {
		if (value === undefined && min === 0) return;
		const at = named(parent, many);
		const noun = (count: number) => (count === 1 ? label(one) : label(many));
		if (value !== undefined && !Array.isArray(value)) {
			complain(report, at, `must be a list, not ${typeInWords(value)}`);
			return;
		}
		const entries: unknown[] = value ?? [];
		if (entries.length < min) {
			const found =
				entries.length === 0 ? 'are empty' : `have only ${entries.length} ${noun(entries.length)}`;
			complain(report, at, `${found}: add at least ${min} ${noun(min)}`);
		}
		if (max !== undefined && entries.length > max) {
			complain(report, at, `have ${entries.length} ${noun(entries.length)}, the limit is ${max}`);
		}
		entries.forEach((entry, index) => {
			rule(entry, inside(parent, index, `${label(one)} ${index + 1}`), report);
		});
	};
}

/** Several rules for the same place. */
export function all(...rules: readonly Rule[]): Rule {
	return (value, at, report) => rules.forEach((rule) => rule(value, at, report));
}

/** A value that must not be there twice, and where it is. */
export interface Occurrence {
	value: unknown;
	at: Place;
}

/** Reports every value that was there before; values that are missing are left to the other rules. */
export function unique(occurrences: readonly Occurrence[], why: string, report: Report): void {
	const first = new Map<string, Place>();
	for (const { value, at } of occurrences) {
		if (typeof value !== 'string' || isMissing(value)) continue;
		const before = first.get(value);
		if (before) complain(report, at, `is the same as ${wayTo(before)}: ${quoted(value)}. ${why}`);
		else first.set(value, at);
	}
}

/** All problems that a rule finds in a value; `json`: the part of it that was written as JSON. */
export function problemsOf(rule: Rule, value: unknown, json?: JsonPart): Problem[] {
	const problems: Problem[] = [];
	rule(value, { ...ROOT, ...(json && { json }) }, (problem) => problems.push(problem));
	return problems;
}
