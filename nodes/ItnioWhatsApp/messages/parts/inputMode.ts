import type { Field } from '../kind';

export const inputMode = {
	displayName: 'Input Mode',
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
} as const satisfies Field;

/** Shown when the input mode is the given one. */
export const showFields = { show: { inputMode: ['fields'] } } as const;
export const showJson = { show: { inputMode: ['json'] } } as const;
