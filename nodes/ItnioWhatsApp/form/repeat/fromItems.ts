/** One entry after the other, made of the input items of a recipient. */
import { ordinal } from '../../core/text';
import { complain, named, ROOT, type Place, type Problem } from '../../core/rules';
import { FileOfItem } from '../../media/file';
import type { Repeated } from '../repeatFields';
import { reportNoEntry, type Entries, type Entry } from './entries';
import { computed, fillIn, reportEntryLeftFixed, storedEntry } from './entry';
import type { Input } from './form';
import { codeIn } from './text';

/** @param limit how many entries are wanted */
export function fromItems(
	repeated: Repeated,
	input: Input,
	itemIndexes: readonly number[],
	limit: number,
): Entries {
	const problems: Problem[] = [];
	const report = (problem: Problem) => problems.push(problem);
	const counts = [repeated.list.displayName, 'input item'] as const;
	const count = itemIndexes.length;
	const stored = storedEntry(repeated.entry, input.stored(repeated.entry.name));
	if (!stored) {
		reportNoEntry(repeated, report);
		return { itemIndexes, entries: [], count, problems, counts, isUnusable: true };
	}
	reportEntryLeftFixed(repeated, stored, report);
	// With one that is left, it is not known what they would take.
	let ownValues = problems.length;
	const entries = itemIndexes.slice(0, limit).map((itemIndex, index): Entry => {
		const from = `${ordinal(itemIndex)} item`;
		const place = named(ROOT, { label: repeated.one, number: index + 1, from });
		const own: Problem[] = [];
		const compute = (text: string, at: Place) => {
			ownValues += codeIn(text).length;
			return computed(own, at, () => input.evaluate(text, itemIndex));
		};
		const fileOf = (choice: unknown) => {
			ownValues += 1;
			return new FileOfItem(itemIndex, choice);
		};
		const values = fillIn(repeated.entry, stored, place, compute, fileOf);
		return { values, from, problems: own, itemIndex };
	});
	if (ownValues === 0 && entries.length > 1) {
		complain(
			report,
			named(ROOT, repeated.one),
			`takes nothing from its input item, all of them would be the same: drag values of the input into the fields`,
		);
	}
	return { itemIndexes, entries, count, problems, counts, isUnusable: false };
}
