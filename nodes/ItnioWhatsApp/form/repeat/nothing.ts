/** Where an expression gives nothing: whether that is a value, or half a sentence. */
import { Evaluation, type Given } from './evaluation';
import { expressionOf, type Names } from './places';

/** Why there is no value. */
export type Nothing =
	| { readonly lacks: string }
	/** n8n hides what went wrong, and gives nothing instead. */
	| { readonly nothingFrom: string };

/** How nothing reads in a text. */
const NOTHING = /undefined|NaN|\bnull|null\b/g;

/** Code that says itself that it may give nothing. */
export const SAYS_NOTHING = /\b(?:null|undefined)\b/;

export const isNothing = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'number' && Number.isNaN(value));

/** How many times nothing is in a text as a word. */
export const nothingsIn = (value: unknown): number =>
	typeof value === 'string' ? (value.match(NOTHING) ?? []).length : 0;

/**
 * The value of code for an element.
 *
 * @param isAll whether the field holds nothing but this code, and may be left empty
 */
export function judged(
	evaluation: Evaluation,
	names: Names,
	{ code, index, isAll }: { code: string; index: number; isAll: boolean },
	{ value, watch }: Given,
): { readonly value: unknown } | Nothing {
	const { missing, emptyColumn } = watch;
	const isEmpty = isNothing(value) ? !isAll : nothingsIn(value) > nothingsIn(code);
	if (emptyColumn && isEmpty) return { lacks: expressionOf(emptyColumn, names) };
	const last = missing[missing.length - 1];
	if (!isNothing(value)) {
		const count = nothingsIn(value);
		// What is missing may be in the text as a word.
		const named = missing.find(
			(path) => count > 0 && nothingsIn(evaluation.withMember(code, index, path)) < count,
		);
		return named ? { lacks: named.join('.') } : { value };
	}
	if (!last) {
		const isMeant = value === value && SAYS_NOTHING.test(code) && !evaluation.breaks(code, index);
		return isMeant || emptyColumn || !watch.hasTaken ? { value } : { nothingFrom: code.trim() };
	}
	const path = evaluation.wayBeyond(code, index, last);
	const lacks = { lacks: path.join('.') };
	if (value !== undefined && value !== null) return lacks;
	const otherwise = evaluation.withMember(code, index, path);
	const isMember = isNothing(otherwise) || Evaluation.isOnlyMember(otherwise);
	// `"by " + name` breaks off, `name && "by " + name` knows what it does.
	if (isAll) return isMember || !evaluation.breaks(code, index) ? { value: undefined } : lacks;
	if (evaluation.breaks(code, index)) return lacks;
	return isMember && !SAYS_NOTHING.test(code) ? lacks : { value };
}
