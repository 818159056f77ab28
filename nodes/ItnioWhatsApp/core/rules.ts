/**
 * The building blocks of the checks. A rule looks at one place of the finished API body and reports, in the
 * words of the form, what is wrong there. Rules know nothing of n8n and change nothing.
 */
import { meantOf } from './alike';
import { isMissing, isRecord } from './members';
import { entry, inside, label, named, ROOT, wayTo, type JsonPart, type Labelled, type Place } from './place';
import type { Fault, Problem } from './problem';
import { dateOf, length, typeInWords, withoutEnds } from './text';
import { OnlyThoughts } from './thoughts';
import { whyCutApart, whyInexact, whyUnmeant } from './unmeant';
import { meantAddress, whyNoAddress } from './webAddress';

export { entry, inside, named, ROOT, wayTo, type JsonPart, type Labelled, type Place } from './place';
export type { Problem } from './problem';

export type Report = (problem: Problem) => void;
export type Rule = (value: unknown, at: Place, report: Report) => void;

/**
 * Reports a problem.
 *
 * @param fault what is wrong, or words that continue the sentence which the field's name begins
 * @param instead what is certainly meant
 */
export function complain(report: Report, at: Place, fault: Fault | string, instead?: string | number): void {
	const found: Fault = typeof fault === 'string' ? { code: 'custom', params: { what: fault } } : fault;
	report({ path: at.path, at: wayTo(at), ...found, ...(instead !== undefined && { instead }) });
}

const empty = (remedy?: string): Fault => ({
	code: 'empty',
	params: { ...(remedy !== undefined && { remedy }) },
});

const wrongType = (wanted: string, value: unknown, remedy?: string): Fault => ({
	code: 'wrongType',
	params: { wanted, found: typeInWords(value), ...(remedy !== undefined && { remedy }) },
});

/** How a value reads that is no text: the number of a shop's product, a date. Undefined where it has parts. */
const plainText = (value: unknown): string | undefined =>
	['number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : dateOf(value);

/** What is no list, and whether it holds one under the name that the API has for it. */
export function notAList(value: unknown, { path }: Place): Fault {
	const name = String(path[path.length - 1]);
	const isInside = isRecord(value) && Array.isArray(value[name]);
	return { code: 'notAList', params: { found: typeInWords(value), ...(isInside && { inside: name }) } };
}

interface TextLimits {
	/** In code points. */
	readonly max?: number;
	/** Whether it may not be empty or only spaces. */
	readonly required?: boolean;
	/** Whether it is for programs, or a date, so that a date as computers write it is meant. */
	readonly mayBeDate?: boolean;
	/** Whether white space at its ends harms, as behind the ending of a file's name. */
	readonly trimmed?: true;
	/** Whatever it holds: for words that n8n writes by itself. */
	readonly asWritten?: true;
}

/** A text that somebody may have meant. */
export function text(
	words: Labelled,
	{ max = Infinity, required = true, mayBeDate, trimmed, asWritten }: TextLimits = {},
): Rule {
	return (value, parent, report) => {
		const at = named(parent, words);
		if (value === undefined && !required) return;
		if (value instanceof OnlyThoughts) {
			complain(report, at, value.why);
			return;
		}
		if (isMissing(value)) {
			complain(report, at, empty(required ? undefined : 'fill it in or leave it out'));
			return;
		}
		const inexact = typeof value === 'number' ? whyInexact(value) : undefined;
		if (inexact !== undefined) {
			complain(report, at, inexact);
			return;
		}
		if (typeof value !== 'string') {
			const instead = plainText(value);
			const remedy = instead === undefined ? 'choose one value in it' : 'put it in quotes';
			complain(report, at, wrongType('text', value, remedy), instead);
			return;
		}
		const unmeant = asWritten ? undefined : (whyUnmeant(value, { mayBeDate }) ?? whyCutApart(value));
		if (unmeant !== undefined) {
			complain(report, at, unmeant);
			return;
		}
		const characters = length(value);
		const content = withoutEnds(value);
		if (characters > max) {
			const fault: Fault = { code: 'tooLong', params: { length: characters, max, text: value } };
			// White space at the ends is no content: nobody misses it.
			complain(report, at, fault, length(content) <= max ? content : undefined);
		} else if (trimmed && content !== value) {
			complain(report, at, 'has white space at its ends', content);
		}
	};
}

/**
 * A text with one more condition.
 *
 * @param wrong what is wrong with a text that is not empty, undefined if nothing is
 * @param meant what is meant by a wrong text, which counts where nothing is wrong with it
 */
export function textThat(
	words: Labelled,
	wrong: (value: string) => string | undefined,
	limits: TextLimits = {},
	meant: (value: string) => string = (value) => value,
): Rule {
	const plain = text(words, limits);
	return (value, parent, report) => {
		plain(value, parent, report);
		const isJudged =
			typeof value === 'string' && !isMissing(value) && whyUnmeant(value, limits) === undefined;
		const what = isJudged ? wrong(value) : undefined;
		if (!isJudged || what === undefined) return;
		const instead = meant(value);
		complain(report, named(parent, words), what, wrong(instead) === undefined ? instead : undefined);
	};
}

/** A complete web address that WhatsApp can fetch by itself. */
export function link(words: Labelled): Rule {
	return (value, parent, report) => {
		const at = named(parent, words);
		if (isMissing(value)) {
			complain(report, at, empty('enter a web address that starts with https://'));
		} else if (typeof value !== 'string') {
			complain(report, at, wrongType('a web address', value));
		} else {
			const meant = meantAddress(value);
			const why = whyUnmeant(value) ?? whyNoAddress(meant);
			if (why !== undefined) complain(report, at, why);
			else if (meant !== value)
				complain(report, at, 'holds something that does not belong in a web address', meant);
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
		const found = isMissing(value) ? undefined : value;
		const fault: Fault = { code: 'notOneOf', params: { found, wanted: values, missing: 'is empty' } };
		complain(report, named(parent, words), fault, meantOf(value, values));
	};
}

/** A member that the API wants with exactly one value. */
export function constant(expected: string | number): Rule {
	return (value, at, report) => {
		if (value === expected) return;
		const name = at.path[at.path.length - 1];
		const fault: Fault = { code: 'notConstant', params: { found: value, wanted: expected } };
		complain(report, named(at, `"${String(name)}"`), fault, meantOf(value, [expected]));
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
			const member = Object.keys(members).find((name) => name !== 'type');
			const like = member === undefined ? '' : ` such as { "${member}": … }`;
			complain(report, name, wrongType(`an object${like}`, value));
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
		const counted = (code: 'tooFew' | 'tooMany', limit: number): Fault => ({
			code,
			params: { count: entries.length, limit, one: label(one), many: label(many) },
		});
		if (value !== undefined && !Array.isArray(value)) {
			complain(report, at, notAList(value, at));
			return;
		}
		const entries: unknown[] = value ?? [];
		if (entries.length < min) complain(report, at, counted('tooFew', min));
		if (max !== undefined && entries.length > max) complain(report, at, counted('tooMany', max));
		entries.forEach((value, index) => {
			rule(value, inside(parent, index, entry(label(one), index)), report);
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

/**
 * Reports every value that was there before; values that are missing are left to the other rules.
 *
 * @param form values are the same whose forms are: of what people read, as they see it
 */
export function unique(
	occurrences: readonly Occurrence[],
	why: string,
	report: Report,
	form: (value: string) => string = (value) => value,
): void {
	const first = new Map<string, Place>();
	for (const { value, at } of occurrences) {
		if (typeof value !== 'string' || isMissing(value)) continue;
		const before = first.get(form(value));
		if (before) complain(report, at, { code: 'repeated', params: { value, before: wayTo(before), why } });
		else first.set(form(value), at);
	}
}

/** All problems that a rule finds in a value; `json`: the part of it that was written as JSON. */
export function problemsOf(rule: Rule, value: unknown, json?: JsonPart): Problem[] {
	const problems: Problem[] = [];
	rule(value, { ...ROOT, ...(json && { json }) }, (problem) => problems.push(problem));
	return problems;
}
