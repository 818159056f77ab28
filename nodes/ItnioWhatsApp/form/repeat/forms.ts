/** From the items to the forms of the messages: one entry into many, many items into one message. */
import { complain, named, ROOT, type Place, type Problem } from '../../core/rules';
import { FileOfItem } from '../../media/file';
import { isMissing, type Members } from '../../core/members';
import { excerpt, oneLine, typeInWords } from '../../core/text';
import { repeatFor, whenTooMany, type Repeated } from '../repeatFields';
import { isShown, type GetParameter } from '../read';
import type { Kind } from '../kind';
import { codeIn } from './code';
import { ElementsOf, serialized, type Stranger } from './elements';
import { computed, fillIn, storedEntry } from './entry';
import type { Form, Input } from './form';
import { itemsByRecipient, problemsOfAllItems } from './recipients';
import { parts, type WhenTooMany } from './split';

export type { Form, Input, Source } from './form';

/** An entry of a message, as if it had been filled in, and what it was made of. */
interface Entry {
	readonly values: Members;
	/** Where it comes from, e.g. `products[2]` or `item 7`. */
	readonly from: string;
	/** What went wrong when it was filled in: that of the message that it is in. */
	readonly problems: readonly Problem[];
}

/** The entries of one recipient's message or messages. */
interface Entries {
	readonly itemIndexes: readonly number[];
	readonly entries: readonly Entry[];
	/** Of all messages that are made of it. */
	readonly problems: readonly Problem[];
	/** What has too many or too few, e.g. `Repeat for Each`, and what it has, e.g. `element`. */
	readonly counts: readonly [field: string, noun: string];
	/** Whether the problems make those of the entries worthless. */
	readonly isUnusable: boolean;
}

/** @returns the forms of all messages of a run, in the order of their items */
export function formsOf(kind: Kind, input: Input): Form[] {
	const mode = kind.fields.find(({ name }) => name === 'inputMode');
	const chosen = mode && input.items > 0 ? input.get(mode.name, 0, mode) : undefined;
	const once = problemsOfAllItems(kind, input, chosen);
	const repeated = chosen === undefined ? undefined : repeatedOf(kind, input);
	const items = Array.from({ length: input.items }, (_, itemIndex) => itemIndex);
	const makeEntries = repeated && { repeat: fromElements, items: fromItems }[String(chosen)];
	if (!repeated || !makeEntries) return items.map((itemIndex) => plainForm(input, itemIndex, once));

	const groups = chosen === 'items' ? itemsByRecipient(input) : items.map((itemIndex) => [itemIndex]);
	return groups
		.map((itemIndexes) => makeEntries(repeated, input, itemIndexes))
		.flatMap((made) => formsWith(repeated, input, made, once));
}

/** The list of which the form shows one entry, as it is set. */
function repeatedOf({ fields, repeated = [] }: Kind, input: Input): Repeated | undefined {
	return repeated.find(({ entry }) => {
		const conditions = fields.filter(({ name }) => name in (entry.displayOptions?.show ?? {}));
		return isShown(
			entry,
			Object.fromEntries(conditions.map((field) => [field.name, input.get(field.name, 0, field)])),
		);
	});
}

const parametersOf =
	(input: Input, itemIndex: number): GetParameter =>
	(name, field) =>
		input.get(name, itemIndex, field);

const plainForm = (input: Input, itemIndex: number, problems: readonly Problem[]): Form => ({
	itemIndex,
	itemIndexes: [itemIndex],
	part: 0,
	get: parametersOf(input, itemIndex),
	problems,
	inItsWords: (problem) => problem,
});

/** `1 element`, `2 elements`. */
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Why a value of another list is none of an entry, as it follows the other list's name. */
function strangerWords({ elements, goesFirst, list: name }: Stranger, list: ElementsOf, one: string): string {
	const { displayName } = repeatFor;
	if (goesFirst) {
		return `which has as many elements as ${displayName}: if they belong together, drag ${name} into ${displayName}`;
	}
	const constant = `where every ${one} is to have the same,`;
	return list.isWhole
		? `another list (with ${counted(elements, 'element')}) than ${displayName} (with ${list.elements.length}): take it from ${list.first}, or ${constant} from a field of the item that is no list`
		: `a list beside ${displayName}, which is cut or changed there, so that nobody knows what belongs together: drag the whole list into ${displayName}, or ${constant} take it from a field of the item that is no list`;
}

/** The element of a list that one entry after the other is made of. */
function fromElements(repeated: Repeated, input: Input, itemIndexes: readonly number[]): Entries {
	const [itemIndex = 0] = itemIndexes;
	const problems: Problem[] = [];
	const report = (problem: Problem) => problems.push(problem);
	const counts = [repeatFor.displayName, 'element'] as const;
	const unusable = { itemIndexes, entries: [], problems, counts, isUnusable: true };

	const list = readList(input, itemIndex, (what) => complain(report, named(ROOT, repeatFor), what));
	const stored = storedEntry(repeated.entry, input.stored(repeated.entry.name));
	if (!stored) reportNoEntry(repeated, report);
	if (!list || !stored) return unusable;

	let mentions = 0;
	fillIn(repeated.entry, stored, named(ROOT, repeated.one), (text, at) => {
		const { mentions: found, others, strangers } = list.read(text);
		mentions += found.length;
		for (const other of others) {
			complain(
				report,
				at,
				`takes ${other} from the list, which is the same for every ${repeated.one}: take it from the first element, ${list.first}`,
			);
		}
		for (const stranger of strangers) {
			const what = strangerWords(stranger, list, repeated.one);
			complain(report, at, `takes its value from ${stranger.list}, ${what}`);
		}
		return undefined;
	});
	if (mentions === 0 && problems.length === 0) {
		complain(
			report,
			named(ROOT, repeated.one),
			`mentions no element of the list, all of them would be the same: drag values of its first element into the fields, such as {{ ${list.first} }}`,
		);
	}
	const isUnusable = problems.length > 0;

	const entries = list.elements.map((element, index): Entry => {
		const from = list.name === '' ? `element ${index + 1}` : `${list.name}[${index}]`;
		const place = named(ROOT, `${repeated.one} ${index + 1} (${from})`);
		const own: Problem[] = [];
		const reportOwn = (problem: Problem) => own.push(problem);
		if (isMissing(element)) {
			complain(reportOwn, place, `has nothing to be made of: ${from} is empty`);
			return { values: {}, from, problems: own };
		}
		const values = fillIn(repeated.entry, stored, place, (text, at) =>
			computed(own, at, () => {
				const found = list.fill(list.read(text), index);
				if ('value' in found) return found.value;
				complain(
					reportOwn,
					at,
					'lacks' in found
						? `needs "${found.lacks}", which ${from} does not have: add it where the list comes from, or take it out here`
						: `gets nothing from {{ ${excerpt(oneLine(found.nothingFrom), 60)} }} for ${from}: look at this expression`,
				);
				return undefined;
			}),
		);
		return { values, from, problems: own };
	});
	return { itemIndexes, entries, problems, counts, isUnusable };
}

function reportNoEntry({ entry, one }: Repeated, report: (problem: Problem) => void): void {
	complain(report, named(ROOT, entry), `is empty: choose Add ${one} and fill it in once`);
}

/** So often a list is computed beforehand: one that is mixed by chance is hardly the same so often. */
const READINGS = 3;

/** A list as a text, without times: those of a clock differ from one reading to the next and mix nothing. */
const timeless = (list: unknown): string =>
	serialized(list)
		.replace(/"[+-]?\d{4,6}-\d\d-\d\dT[^"]*"/g, '"time"')
		.replace(/\b1\d{12}\b/g, '0');

/** What stands in `Repeat for Each`, for an item. */
function readList(input: Input, itemIndex: number, report: (what: string) => void): ElementsOf | undefined {
	const stored = input.stored(repeatFor.name);
	const remedy = 'drag the list here from the input';
	if (isMissing(stored) || (typeof stored === 'string' && stored.replace(/^=/, '').trim() === '')) {
		report(`is empty: ${remedy}`);
		return undefined;
	}
	const text = typeof stored === 'string' && stored.startsWith('=') ? stored.slice(1).trim() : '';
	const [part, ...others] = codeIn(text);
	if (!part || others.length > 0 || part.start !== 2 || part.end !== text.length - 2) {
		const what = text === '' ? stored : text;
		report(`must be one list and nothing else, but it is the text "${excerpt(String(what), 60)}": ${remedy}`);
		return undefined;
	}
	const code = text.slice(part.start, part.end);
	let value: unknown;
	const readings: string[] = [];
	try {
		// Read at once: what computes the list may change it. It is computed once more for each value of an entry.
		for (let reading = 0; reading < READINGS; reading += 1) {
			const again = input.evaluate(text, itemIndex);
			if (reading === 0) value = again;
			readings.push(timeless(again));
		}
	} catch (error) {
		report(`could not be computed: ${error instanceof Error ? error.message : 'its expression failed'}`);
		return undefined;
	}
	if (value === undefined || value === null) {
		report(`gives nothing: item ${itemIndex} has no ${code.trim()}`);
		return undefined;
	}
	if (typeof value !== 'object') {
		report(`must give a list, but it gives ${typeInWords(value)}: ${remedy}`);
		return undefined;
	}
	if (Array.isArray(value) && value.length === 0) {
		report('gives an empty list: there is nothing to make a message of');
		return undefined;
	}
	if (readings.some((reading) => reading !== readings[0])) {
		report(
			'gives another list each time: sort, mix or cut it in a node before this one, and drag the list of that node here',
		);
		return undefined;
	}
	return new ElementsOf(code, value, (expression) => input.evaluate(expression, itemIndex));
}

/** The input items of a recipient, one entry for each. */
function fromItems(repeated: Repeated, input: Input, itemIndexes: readonly number[]): Entries {
	const problems: Problem[] = [];
	const report = (problem: Problem) => problems.push(problem);
	const counts = [repeated.list.displayName, 'input item'] as const;
	const stored = storedEntry(repeated.entry, input.stored(repeated.entry.name));
	if (!stored) {
		reportNoEntry(repeated, report);
		return { itemIndexes, entries: [], problems, counts, isUnusable: true };
	}
	let ownValues = 0;
	const entries = itemIndexes.map((itemIndex, index): Entry => {
		const from = `item ${itemIndex}`;
		const place = named(ROOT, `${repeated.one} ${index + 1} (${from})`);
		const own: Problem[] = [];
		const compute = (text: string, at: Place) => {
			ownValues += codeIn(text).length;
			return computed(own, at, () => input.evaluate(text, itemIndex));
		};
		const fileOf = (choice: unknown) => {
			ownValues += 1;
			return new FileOfItem(itemIndex, choice);
		};
		return { values: fillIn(repeated.entry, stored, place, compute, fileOf), from, problems: own };
	});
	if (ownValues === 0 && entries.length > 1) {
		complain(
			report,
			named(ROOT, repeated.one),
			`takes nothing from its input item, all of them would be the same: drag values of the input into the fields`,
		);
	}
	return { itemIndexes, entries, problems, counts, isUnusable: false };
}

/** One form, or with `split` as many as it takes. */
function formsWith(repeated: Repeated, input: Input, made: Entries, once: readonly Problem[]): Form[] {
	const [itemIndex = 0] = made.itemIndexes;
	const get = parametersOf(input, itemIndex);
	const tooMany = repeated.max === undefined ? 'stop' : (get(whenTooMany.name, whenTooMany) as WhenTooMany);
	const taken = tooMany === 'first' ? made.entries.slice(0, repeated.max) : made.entries;
	const arranged = repeated.arrange?.(taken, ({ values }) => values) ?? taken;
	const messages = tooMany === 'split' && arranged.length > 0 ? parts(arranged, repeated) : [arranged];
	return messages.map((entries, part): Form => {
		const parameters = repeated.collect(entries.map(({ values }) => values));
		return {
			itemIndex,
			itemIndexes: made.itemIndexes,
			part,
			get: (name, field) => {
				// To kinds and checks it is a form that was filled in entry by entry.
				if (name === 'inputMode') return 'fields';
				return name in parameters ? parameters[name] : get(name, field);
			},
			problems: [...once, ...made.problems, ...entries.flatMap(({ problems }) => problems)],
			inItsWords: (problem) => inTheWordsOf(repeated, made, entries, problem),
		};
	});
}

/** What the checks say of an entry, with what it was made of; what they say of the list, with how long that is. */
function inTheWordsOf(
	repeated: Repeated,
	{ counts: [field, noun], isUnusable }: Entries,
	entries: readonly Entry[],
	problem: Problem,
): Problem | undefined {
	const { one, list, min, max } = repeated;
	const { length } = entries;
	if (problem.field === list.displayName && (length < min || (max !== undefined && length > max))) {
		if (isUnusable) return undefined;
		const count = counted(length, noun);
		const what =
			length < min
				? `${count}, one message needs at least ${min}`
				: `${count}, one message takes at most ${max}: choose in ${whenTooMany.displayName} what to do`;
		const verb = field === list.displayName ? 'have' : 'has';
		return { ...problem, field, message: `${field} ${verb} ${length < min ? 'only ' : ''}${what}` };
	}
	const names = entries.map(({ from }) => from);
	const renamed = (text: string) =>
		repeated.rename(
			text,
			(index) => `${one} ${index + 1} (${names[index] ?? ''})`,
			entries.map(({ values }) => values),
		);
	// What stands in quotes is a text of the message.
	const quote = problem.message.indexOf('"');
	const [words, rest] =
		quote < 0 ? [problem.message, ''] : [problem.message.slice(0, quote), problem.message.slice(quote)];
	return { ...problem, field: renamed(problem.field), message: renamed(words) + rest };
}
