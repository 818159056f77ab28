/** Whose message an input item belongs to. */
import { complain, named, ROOT, type Problem } from '../../checks/rules';
import { repairPhone } from '../../checks/phone';
import { isMissing } from '../../values/members';
import { textOf } from '../../values/text';
import { inputMode } from '../fields/inputMode';
import { options as optionsField } from '../fields/options';
import { recipient } from '../fields/phones';
import { readItemOptions } from '../fields/readOptions';
import type { Kind } from '../kind';
import type { Input } from './form';

/** The items of each recipient, in the order of their first ones. An item whose recipient fails stays alone. */
export function itemsByRecipient(input: Input): number[][] {
	const groups = new Map<string, number[]>();
	for (let itemIndex = 0; itemIndex < input.items; itemIndex += 1) {
		const key = recipientOf(input, itemIndex) ?? `item ${itemIndex}`;
		const group = groups.get(key) ?? [];
		group.push(itemIndex);
		groups.set(key, group);
	}
	return Array.from(groups.values());
}

function recipientOf(input: Input, itemIndex: number): string | undefined {
	try {
		const { options } = readItemOptions(input.get('options', itemIndex, optionsField));
		const given = input.get('recipient', itemIndex, recipient);
		return textOf(repairPhone(given, options.defaultCountryCode)).trim();
	} catch {
		return undefined;
	}
}

const ALL_ITEMS = /\$input\s*\.\s*all\s*\(|\$items\s*\(|\)\s*\.\s*all\s*\(/;

function mentionsAllItems(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=') && ALL_ITEMS.test(value);
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(mentionsAllItems);
}

/** What goes wrong where n8n hands over the first item only, and the message is meant to be made of all. */
export function problemsOfExecuteOnce(kind: Kind, input: Input, mode: unknown): Problem[] {
	if (!input.executeOnce) return [];
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
	if (!kind.fields.some(({ name }) => mentionsAllItems(input.stored(name)))) return [];
	const recipients = new Set<string>();
	for (let itemIndex = 0; itemIndex < all; itemIndex += 1) {
		const found = recipientAt(input, itemIndex);
		if (!isMissing(found)) recipients.add(textOf(found));
	}
	if (recipients.size > 1) {
		const oneForEach = modeByItems(kind);
		const remedy = oneForEach
			? `switch off Execute Once in the settings of the node and set How to Fill In to ${oneForEach}`
			: 'switch off Execute Once in the settings of the node';
		complain(
			report,
			named(ROOT, recipient),
			`is a different one in ${recipients.size} of the ${all} input items, but all of them would go into one message to the first: ${remedy}`,
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
		return repairPhone(input.evaluate(stored.slice(1), itemIndex));
	} catch {
		return undefined;
	}
}
