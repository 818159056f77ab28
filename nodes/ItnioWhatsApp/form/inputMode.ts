import { filled, isRecord } from '../core/members';
import type { Field } from './types';

export const inputMode = {
	displayName: 'How to Fill In',
	name: 'inputMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Using Fields Below',
			value: 'fields',
			description: 'Fill in a form',
		},
		{
			name: 'Using JSON',
			value: 'json',
			description: 'Any number of entries from one expression',
		},
	],
	default: 'fields',
	// n8n drops the values of fields that are no longer shown, when the mode is chosen.
	hint: 'Choosing another mode removes what is filled in below',
} as const satisfies Field;

/** Shown when the input mode is the given one. */
export const showFields = { show: { inputMode: ['fields'] } } as const;
export const showJson = { show: { inputMode: ['json'] } } as const;

/**
 * What an expression gives, without members that hold nothing: a CRM has an empty text for every field that
 * nobody filled in. Entries of lists stay, so that the checks count them as the person does.
 */
export function withoutEmpty(given: unknown): unknown {
	if (Array.isArray(given)) return given.map(withoutEmpty);
	// A date of an expression knows itself how it becomes JSON.
	if (!isRecord(given) || 'toJSON' in given) return given;
	return filled(Object.fromEntries(Object.entries(given).map(([key, value]) => [key, withoutEmpty(value)])));
}
