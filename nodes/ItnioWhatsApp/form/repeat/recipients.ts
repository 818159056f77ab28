/** Whose message an input item belongs to. */
import { complain, named, ROOT, type Problem } from '../../core/rules';
import { personOf, repairPhone } from '../../core/phone';
import { isMissing } from '../../core/members';
import { textOf } from '../../core/text';
import type { Slices } from '../../core/time';
import { inputMode } from '../inputMode';
import { options as optionsField } from '../options';
import { recipient } from '../phones';
import { readItemOptions } from '../readOptions';
import type { Kind } from '../kind';
import { codeIn } from './text';
import type { Input } from './form';

/** The items of each recipient, in the order of their first ones. An item whose recipient fails stays alone. */
export async function itemsByRecipient(input: Input, slices: Slices): Promise<number[][]> {
	const groups = new Map<string, number[]>();
	await slices.map(indexesTo(input.items), (itemIndex) => {
		const key = recipientOf(input, itemIndex) ?? `item ${itemIndex}`;
		const group = groups.get(key) ?? [];
		group.push(itemIndex);
		groups.set(key, group);
	});
	return Array.from(groups.values());
}

const indexesTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function recipientOf(input: Input, itemIndex: number): string | undefined {
	try {
		const { options } = readItemOptions(
			input.get('options', itemIndex, optionsField),
			input.usualCountryCode,
		);
		const given = input.get('recipient', itemIndex, recipient);
		return personOf(repairPhone(given, { countryCode: options.defaultCountryCode }).trim());
	} catch {
		return undefined;
	}
}

const ALL_ITEMS = /\$input\s*\.\s*all\s*\(|\$items\s*\(|\)\s*\.\s*all\s*\(/;
const EVERYBODY = /(?:\$input\s*\.\s*all|\$items)\s*\(\s*\)/;
/** What chooses among items, counts them, or takes one. */
const CHOOSES =
	/\.\s*(?:length|filter|find\w*|some|every|reduce|at|first|last|indexOf|includes|sum|min|max|average|isEmpty|isNotEmpty)\b|\)\s*\[/;

/** Whether an expression takes all input items as they are. */
const takesEverybody = (text: string): boolean =>
	codeIn(text)
		.map(({ start, end }) => text.slice(start, end))
		.some((code) => EVERYBODY.test(code) && !CHOOSES.test(code));

/** Whether one of the expressions of a stored parameter does something. */
function someExpression(stored: unknown, does: (text: string) => boolean): boolean {
	if (typeof stored === 'string') return stored.startsWith('=') && does(stored);
	if (typeof stored !== 'object' || stored === null) return false;
	return Object.values(stored).some((inner) => someExpression(inner, does));
}

interface Ways {
	/** The input mode that was chosen. */
	readonly mode: unknown;
	readonly slices: Slices;
}

/** What goes wrong where a message is made of all input items, and they are of several people. */
export async function problemsOfAllItems(kind: Kind, input: Input, ways: Ways): Promise<Problem[]> {
	return input.executeOnce
		? await problemsOfExecuteOnce(kind, input, ways)
		: await problemsOfEverybody(kind, input, ways);
}

/** What everybody else gets is nobody's business. */
async function problemsOfEverybody(kind: Kind, input: Input, { mode, slices }: Ways): Promise<Problem[]> {
	if (mode === 'items' || input.items < 2) return [];
	const field = kind.fields.find(({ name }) => someExpression(input.stored(name), takesEverybody));
	if (!field) return [];
	const people = new Set(
		await slices.map(indexesTo(input.items), (itemIndex) => recipientOf(input, itemIndex)),
	);
	if (people.size < 2) return [];
	const problems: Problem[] = [];
	complain(
		(problem) => problems.push(problem),
		named(ROOT, field),
		`takes the values of all ${input.items} input items, so that each of ${people.size} people would get those of the others: take the values of the item itself, such as {{ $json.name }}, or ${remedyFor(kind)}`,
	);
	return problems;
}

function remedyFor(kind: Kind): string {
	const oneForEach = modeByItems(kind);
	return oneForEach === undefined
		? 'make one text for each person in a node before this one (Summarize)'
		: `set How to Fill In to ${oneForEach}`;
}

/** n8n hands over the first item only, and the message is meant to be made of all. */
async function problemsOfExecuteOnce(kind: Kind, input: Input, { mode, slices }: Ways): Promise<Problem[]> {
	const problems: Problem[] = [];
	const report = (problem: Problem) => problems.push(problem);
	const all = input.allItems();
	if (mode === 'items') {
		if (all > 1) {
			complain(
				report,
				named(ROOT, 'Execute Once'),
				`hides ${all - 1} of ${all} input items from this node: switch it off in the settings of the node`,
			);
		}
		return problems;
	}
	if (!kind.fields.some(({ name }) => someExpression(input.stored(name), (text) => ALL_ITEMS.test(text))))
		return [];
	const recipients = new Set<string>();
	await slices.map(indexesTo(all), (itemIndex) => {
		const found = recipientAt(input, itemIndex);
		if (!isMissing(found)) recipients.add(textOf(found));
	});
	if (recipients.size > 1) {
		complain(
			report,
			named(ROOT, recipient),
			`names ${recipients.size} people in ${all} input items, but all items would go into one message to the first: ${remedyFor(kind)}, and switch off Execute Once in the settings of the node`,
		);
	}
	return problems;
}

/** How the form calls the input mode that makes an entry of each item; undefined where it has none. */
function modeByItems({ fields }: Kind): string | undefined {
	const modes = fields.filter(({ name }) => name === inputMode.name).flatMap(({ options = [] }) => options);
	return (modes as ReadonlyArray<{ name: string; value: string }>).find(({ value }) => value === 'items')
		?.name;
}

function recipientAt(input: Input, itemIndex: number): unknown {
	const stored = input.stored('recipient');
	if (typeof stored !== 'string' || !stored.startsWith('=')) return stored;
	try {
		const { options } = readItemOptions(input.get('options', 0, optionsField), input.usualCountryCode);
		const given = input.evaluate(stored.slice(1), itemIndex);
		return repairPhone(given, { countryCode: options.defaultCountryCode });
	} catch {
		return undefined;
	}
}
