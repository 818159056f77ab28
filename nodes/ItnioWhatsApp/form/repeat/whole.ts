/** What code takes of the whole list: a total is right for every element, the place of one for none. */
import { isSame, type Evaluation } from './evaluation';
import { isNothing, nothingsIn } from './nothing';
import { elementsAt, type ListPlace } from './places';
import { TELLS_PLACE } from './view';

/** So many elements are put in the first place, one after the other. */
const MAX_TURNS = 100;

/** The same, where a sum may differ in its last digits by the order of what it is of. */
const isSameTotal = (one: unknown, other: unknown): boolean =>
	typeof one === 'number' && typeof other === 'number'
		? Math.abs(one - other) <= 1e-9 * Math.abs(one)
		: isSame(one, other);

/** The value of code that is the same whichever element of the list comes first; otherwise undefined. */
export function totalOf(evaluation: Evaluation, code: string, list: ListPlace): unknown {
	const turned = (by: number) =>
		evaluation.withWhole(code, (own) => own.map((_, index) => own[(index + by) % own.length]));
	const total = turned(0);
	if (isNothing(total) || nothingsIn(total) > nothingsIn(code)) return undefined;
	const turns = Array.from({ length: Math.min(elementsAt(list).length, MAX_TURNS) }, (_, by) => by);
	return turns.every((by) => isSameTotal(total, turned(by))) ? total : undefined;
}

/**
 * Whether a value is the place of an element, where nobody sees what code asks a list for: it is the same for an element
 * without anything in it, but not without any element.
 */
export const isPlace = (evaluation: Evaluation, code: string, value: unknown): boolean =>
	TELLS_PLACE.some((name) => code.includes(name)) &&
	/\d/.test(String(value)) &&
	isSame(value, evaluation.without(code)) &&
	!isSame(
		value,
		evaluation.withWhole(code, () => []),
	);
