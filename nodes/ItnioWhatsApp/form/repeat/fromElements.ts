/** One entry after the other, made of the elements of a list. */
import { complain, named, ROOT, type Place, type Problem } from '../../core/rules';
import { isMissing, isRecord } from '../../core/members';
import { excerpt, oneLine } from '../../core/text';
import { repeatFor, type Repeated } from '../repeatFields';
import {
	UNREADABLE,
	type Elements,
	type NoValue,
	type Other,
	type Stranger,
	type TakenMembers,
} from './elements';
import { reportNoEntry, type Entries, type Entry } from './entries';
import { computed, fillIn, reportEntryLeftFixed, storedEntry } from './entry';
import type { Input } from './form';
import { readList } from './list';

type Report = (problem: Problem) => void;

/** `1 element`, `2 elements`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** All expressions of a stored parameter. */
function expressionsIn(stored: unknown): string[] {
	if (typeof stored === 'string') return stored.startsWith('=') ? [stored.slice(1)] : [];
	if (Array.isArray(stored)) return stored.flatMap(expressionsIn);
	return isRecord(stored) ? Object.values(stored).flatMap(expressionsIn) : [];
}

/** Why a value of another list does not belong to an entry, as it follows the other list's name. */
function strangerWords({ list: name, elements }: Stranger, list: Elements, one: string): string {
	const { displayName } = repeatFor;
	const takes = `takes its value from ${name},`;
	const constant = `where every ${one} is to have the same,`;
	if (!list.isWhole) {
		return `${takes} a list beside ${displayName}, which is cut or changed there, so nobody knows what belongs together: drag the whole list into ${displayName}, or ${constant} take it from a field of the item that is no list`;
	}
	const together =
		elements === list.length
			? ', or make one list of both in a node before this one if they belong together'
			: '';
	return `${takes} another list (with ${counted(elements, 'element')}) than ${displayName} (with ${list.length}): take it from ${list.first}, or ${constant} from a field of the item that is no list${together}`;
}

const otherWords = ({ takes, first }: Other, one: string): string =>
	first === undefined
		? `asks for the place of an element in ${takes}, which is the same for every ${one}: give each element its number in a node before this one, and take that`
		: `takes ${takes} from the list, which is the same for every ${one}: take it from the first element, ${first}`;

function whyNoValue(found: NoValue, from: string, list: Elements, one: string): string {
	if ('takes' in found) return otherWords(found, one);
	if ('stranger' in found) return strangerWords(found.stranger, list, one);
	if ('lacks' in found) {
		return `needs "${found.lacks}", which ${from} does not have: add it where the list comes from, or take it out here`;
	}
	if ('unreadable' in found) {
		return `shows {{ ${excerpt(oneLine(found.unreadable), 60)} }} as "${UNREADABLE}": choose one value in it`;
	}
	return `gets nothing from {{ ${excerpt(oneLine(found.nothingFrom), 60)} }} for ${from}: look at this expression`;
}

/** What a text takes. What cannot be computed is said of each element later. */
function lookSafely(list: Elements, text: string): TakenMembers | undefined {
	try {
		return list.look(text);
	} catch {
		return undefined;
	}
}

/** What the entry takes that is not of the element at hand, and whether it takes anything of it. */
function reportTaken(
	repeated: Repeated,
	stored: Readonly<Record<string, unknown>>,
	list: Elements,
	report: Report,
) {
	const { one, entry } = repeated;
	let takesNothing = true;
	let isComplete = !reportEntryLeftFixed(repeated, stored, report);
	fillIn(entry, stored, named(ROOT, one), (text, at) => {
		const taken = lookSafely(list, text);
		if (!taken) takesNothing = false;
		if (!taken) return undefined;
		takesNothing &&= !taken.fromElement;
		isComplete &&= taken.others.length + taken.strangers.length === 0;
		for (const other of taken.others) complain(report, at, otherWords(other, one));
		for (const stranger of taken.strangers) complain(report, at, strangerWords(stranger, list, one));
		return undefined;
	});
	if (!takesNothing || !isComplete) return;
	complain(
		report,
		named(ROOT, one),
		`mentions no element of the list, all of them would be the same: drag values of its first element into the fields, such as {{ ${list.first} }}`,
	);
}

/** @param limit how many entries are wanted */
export function fromElements(
	repeated: Repeated,
	input: Input,
	itemIndexes: readonly number[],
	limit: number,
): Entries {
	const [itemIndex = 0] = itemIndexes;
	const { one, entry } = repeated;
	const problems: Problem[] = [];
	const report: Report = (problem) => problems.push(problem);
	const counts = [repeatFor.displayName, 'element'] as const;

	const stored = storedEntry(entry, input.stored(entry.name));
	const list = readList(input, itemIndex, expressionsIn(stored), (what) =>
		complain(report, named(ROOT, repeatFor), what),
	);
	if (!stored) reportNoEntry(repeated, report);
	if (!list || !stored) {
		return { itemIndexes, entries: [], count: 0, problems, counts, isUnusable: true };
	}
	reportTaken(repeated, stored, list, report);
	const isUnusable = problems.length > 0;

	const makeEntry = (index: number): Entry => {
		const from = list.name === '' ? `element ${index + 1}` : `${list.name}[${index}]`;
		const place = named(ROOT, { label: one, number: index + 1, from });
		const own: Problem[] = [];
		const reportOwn: Report = (problem) => own.push(problem);
		if (isMissing(list.at(index))) {
			complain(reportOwn, place, `has nothing to be made from: ${from} is empty`);
			return { values: {}, from, problems: own, isEmpty: true };
		}
		const compute = (text: string, at: Place) =>
			computed(own, at, () => {
				const found = list.fill(text, index);
				if ('value' in found) return found.value;
				// What the entry takes wrongly is said once where it is so for the first element.
				if (isUnusable && ('takes' in found || 'stranger' in found)) return list.textOf(text, index);
				complain(reportOwn, at, whyNoValue(found, from, list, one));
				return undefined;
			});
		return { values: fillIn(entry, stored, place, compute), from, problems: own };
	};
	const entries = Array.from({ length: Math.min(list.length, limit) }, (_, index) => makeEntry(index));
	return { itemIndexes, entries, count: list.length, problems, counts, isUnusable };
}
