/** The fields by which one entry, filled in once, becomes many: from the elements of a list or from input items. */
import type { Members } from '../core/members';
import type { Step, Way } from '../core/problem';
import { inputMode } from './inputMode';
import type { Field } from './types';

/**
 * The input mode of a kind that has a list and takes one item at a time.
 *
 * @param one what the form calls an entry, e.g. `Row`
 */
export function repeatModeOf<const One extends string>(one: One) {
	return {
		...inputMode,
		options: [
			...inputMode.options,
			{
				name: `One ${one}, Repeated for a List`,
				value: 'repeat',
				description: `Fill in one ${one.toLowerCase()}, get one for each product, row or the like`,
			},
		],
	} as const;
}

/**
 * The input mode of a kind that has a list.
 *
 * @param one what the form calls an entry, e.g. `Card`
 */
export function inputModeOf<const One extends string>(one: One) {
	const mode = repeatModeOf(one);
	return {
		...mode,
		options: [
			...mode.options,
			{
				name: `One ${one} for Each Input Item`,
				value: 'items',
				description: 'Items with the same recipient become one message',
			},
		],
	} as const;
}

export const showRepeat = { show: { inputMode: ['repeat'] } } as const;
/** Where one entry is filled in. */
export const showEntry = { show: { inputMode: ['repeat', 'items'] } } as const;
/** Where a form is filled in, entry by entry or once. */
export const showForm = { show: { inputMode: ['fields', 'repeat', 'items'] } } as const;

export const repeatFor = {
	displayName: 'Repeat for Each',
	name: 'repeatFor',
	type: 'string',
	displayOptions: showRepeat,
	required: true,
	default: '',
	placeholder: 'e.g. {{ $json.products }}',
	description: 'The list that has one element for each entry of the message',
	hint: 'Drag the list here, then the values of its first element below: each takes its own',
} as const satisfies Field;

/** Where there is one message and no other. */
export const whenTooManyForOne = {
	displayName: 'When There Are Too Many',
	name: 'whenTooMany',
	type: 'options',
	displayOptions: showEntry,
	options: [
		{ name: 'Report a Problem', value: 'stop', description: 'The message is not sent' },
		{ name: 'Take the First Ones', value: 'first', description: 'The others are left out' },
	],
	default: 'stop',
	description: 'What to do with more entries than fit into one message',
} as const satisfies Field;

export const whenTooMany = {
	...whenTooManyForOne,
	options: [
		...whenTooManyForOne.options,
		{ name: 'Send Several Messages', value: 'split', description: 'One after the other, in order' },
	],
} as const satisfies Field;

/**
 * The collection in which one entry is filled in.
 *
 * @param one what the form calls an entry, e.g. `Card`
 * @param name its parameter, e.g. `card`
 */
export function entryOf<
	const One extends string,
	const Name extends string,
	const Values extends readonly unknown[],
>(one: One, name: Name, values: Values) {
	return {
		displayName: one,
		name,
		type: 'fixedCollection',
		displayOptions: showEntry,
		default: {},
		placeholder: `Add ${one}`,
		description: `Filled in once: drag the values of the first element, or of the input item, into the ${one.toLowerCase()}`,
		options: [{ displayName: one, name: 'entry', values }],
	} as const;
}

/** What a list needs to know, to make many entries of one. */
export interface Repeated {
	/** The collection in which the entry is filled in. Where the form shows it, this list is made of it. */
	readonly entry: Field;
	/** What the form calls an entry, e.g. `Card`. */
	readonly one: string;
	/** The collection of the form that has them all. */
	readonly list: Field;
	/** What is made of them, e.g. `a carousel`. */
	readonly message?: string;
	/** How many entries one message has. */
	readonly min: number;
	/** Undefined: any number. */
	readonly max?: number;
	/** Puts entries together that belong together. */
	readonly arrange?: <T>(entries: readonly T[], valuesOf: (entry: T) => Members) => T[];
	/** The entries as parameters of a form that is filled in entry by entry. */
	readonly collect: (entries: readonly Members[]) => Readonly<Record<string, unknown>>;
	/**
	 * The way to a place of the form, with the entry by what it was made of.
	 *
	 * @param stepOf the entry at a place, from 0
	 */
	readonly rename: (way: Way, stepOf: (index: number) => Step, entries: readonly Members[]) => Way;
}

/** Renames entries that the checks call `Card 1`, `Card 2`, … */
export const renameEach =
	(one: string): Repeated['rename'] =>
	([first, ...inner], stepOf) =>
		first?.label === one && first.number !== undefined
			? [stepOf(first.number - 1), ...inner]
			: [...(first ? [first] : []), ...inner];
