/** From the items to the forms of the messages: one entry into many, many items into one message. */
import { withWays, type Problem, type Step } from '../../core/problem';
import { entry as numbered } from '../../core/rules';
import type { Slices } from '../../core/time';
import { whenTooMany, type Repeated } from '../repeatFields';
import { options } from '../options';
import { readItemOptions } from '../readOptions';
import { isShown, readFields, type GetParameter } from '../read';
import type { Kind } from '../kind';
import type { Entries, Entry } from './entries';
import type { Form, Input } from './form';
import { counted, fromElements } from './fromElements';
import { fromItems } from './fromItems';
import { itemsByRecipient, problemsOfAllItems } from './recipients';
import { parts } from './split';

export type { Form, Input, Source } from './form';

/** @returns the forms of all messages of a run, in the order of their items */
export async function formsOf(kind: Kind, input: Input, slices: Slices): Promise<Form[]> {
	const mode = kind.fields.find(({ name }) => name === 'inputMode');
	const chosen = mode && input.items > 0 ? input.get(mode.name, 0, mode) : undefined;
	const once = await problemsOfAllItems(kind, input, { mode: chosen, slices });
	const repeated = chosen === undefined ? undefined : repeatedOf(kind, input);
	const items = Array.from({ length: input.items }, (_, itemIndex) => itemIndex);
	const makeEntries = repeated && { repeat: fromElements, items: fromItems }[String(chosen)];
	if (!repeated || !makeEntries) return items.map((itemIndex) => plainForm(input, itemIndex, once));

	const groups =
		chosen === 'items' ? await itemsByRecipient(input, slices) : items.map((itemIndex) => [itemIndex]);
	const forms = await slices.map(groups, (itemIndexes) => {
		const get = parametersOf(input, itemIndexes[0] ?? 0);
		const { max = Infinity } = repeated;
		const { isSplit, stops, problems } = choiceOf(kind, max, get, input.stored);
		// With Skip Checks the service decides how many are too many.
		const takesAll = isSplit || (stops && skipsChecks(get));
		const made = makeEntries(repeated, input, itemIndexes, takesAll ? Infinity : max);
		return formsWith(repeated, input, get, made, {
			isSplit,
			once: [...once, ...problems, ...(stops && !takesAll ? problemsOfTooMany(repeated, made) : [])],
		});
	});
	return forms.flat();
}

/** What to do with more entries than fit into one message: nothing is cut that nobody chose to cut. */
function choiceOf(kind: Kind, max: number, get: GetParameter, stored: Input['stored']) {
	if (max === Infinity) return { isSplit: false, stops: true, problems: [] };
	// A question is one message: its form has a choice less.
	const field = kind.fields.find(({ name }) => name === whenTooMany.name) as typeof whenTooMany | undefined;
	const { parameters, problems } = readFields([field ?? whenTooMany], get, stored);
	const isSplit = parameters.whenTooMany === 'split' && problems.length === 0;
	return { isSplit, stops: !isSplit && parameters.whenTooMany !== 'first', problems };
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

function skipsChecks(get: GetParameter): boolean {
	try {
		return readItemOptions(get(options.name, options)).options.skipChecks;
	} catch {
		return false;
	}
}

const plainForm = (input: Input, itemIndex: number, problems: readonly Problem[]): Form => ({
	itemIndex,
	itemIndexes: [itemIndex],
	part: 0,
	get: parametersOf(input, itemIndex),
	stored: input.stored,
	problems,
	inItsWords: (problem) => problem,
});

/** One form, or with `split` as many as it takes. */
function formsWith(
	repeated: Repeated,
	{ stored }: Input,
	get: GetParameter,
	made: Entries,
	{ isSplit, once }: { isSplit: boolean; once: readonly Problem[] },
): Form[] {
	const arranged = repeated.arrange?.(made.entries, ({ values }) => values) ?? made.entries;
	const messages = isSplit && arranged.length > 0 ? parts(arranged, repeated) : [arranged];
	return messages.map((entries, part): Form => {
		const filled = entries.filter(({ isEmpty }) => !isEmpty);
		const parameters = repeated.collect(filled.map(({ values }) => values));
		const itemIndexes = entries.flatMap(({ itemIndex }) => itemIndex ?? []).sort((a, b) => a - b);
		return {
			itemIndex: made.itemIndexes[0] ?? 0,
			itemIndexes: itemIndexes.length > 0 ? itemIndexes : made.itemIndexes,
			part,
			get: (name, field) => {
				// To kinds and checks it is a form that was filled in entry by entry.
				if (name === 'inputMode') return 'fields';
				return name in parameters ? parameters[name] : get(name, field);
			},
			// What its entries are made of was looked at as it is stored.
			stored: (name) => (name in parameters ? undefined : stored(name)),
			problems: [...once, ...made.problems, ...entries.flatMap(({ problems }) => problems)],
			inItsWords: (problem) => inTheWordsOf(repeated, made, entries, problem),
		};
	});
}

const verbOf = ({ list }: Repeated, field: string): string => (field === list.displayName ? 'have' : 'has');

/** That there are more than one message takes. */
function problemsOfTooMany(repeated: Repeated, { counts, count, isUnusable }: Entries): Problem[] {
	const { max = Infinity } = repeated;
	if (isUnusable || count <= max) return [];
	const [field, noun] = counts;
	const what = `${counted(count, noun)}, one message takes at most ${max}: choose in ${whenTooMany.displayName} what to do`;
	return [
		{
			path: [],
			at: [{ label: field }],
			code: 'custom',
			params: { what: `${verbOf(repeated, field)} ${what}` },
		},
	];
}

/** What the checks say of an entry, with what it was made of; what they say of the list, with how long that is. */
function inTheWordsOf(
	repeated: Repeated,
	{ counts: [field, noun], isUnusable }: Entries,
	entries: readonly Entry[],
	problem: Problem,
): Problem | undefined {
	const { one, list, message = 'one message', min } = repeated;
	const filled = entries.flatMap((entry, index) => (entry.isEmpty ? [] : { ...entry, index }));
	const isOfList = problem.at.length === 1 && problem.at[0]?.label === list.displayName;
	if (isOfList && filled.length < min) {
		// Those that are empty were named.
		if (isUnusable || entries.length >= min) return undefined;
		const what = `only ${counted(entries.length, noun)}, ${message} needs at least ${min} ${list.displayName.toLowerCase()}`;
		return {
			path: problem.path,
			at: [{ label: field }],
			code: 'custom',
			params: { what: `${verbOf(repeated, field)} ${what}` },
		};
	}
	const stepOf = (at: number): Step => {
		const { index, from } = filled[at] ?? { index: at, from: '' };
		return { ...numbered(one, index), from };
	};
	const values = filled.map((each) => each.values);
	return withWays(problem, (way) => repeated.rename(way, stepOf, values));
}
