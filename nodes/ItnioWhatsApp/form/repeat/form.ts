/** The form of one message, whatever it is made of. */
import type { Problem } from '../../core/rules';
import type { GetParameter, GetStored } from '../read';
import type { Field } from '../types';
import type { N8nItem } from './evaluation';
import type { ListPlace } from './places';

/** Which items a message is made of. */
export interface Source {
	/** The item that everything but the entries of a list comes from. */
	readonly itemIndex: number;
	/** All items that are in the message, in their order. */
	readonly itemIndexes: readonly number[];
	/** Which one of several messages of the same items, from 0. */
	readonly part: number;
}

export interface Form extends Source {
	readonly get: GetParameter;
	readonly stored: GetStored;
	/** What is wrong with it before it is read. */
	readonly problems: readonly Problem[];
	/** Says in the words of this form what the checks found; undefined where that is said already. */
	readonly inItsWords: (problem: Problem) => Problem | undefined;
}

/** An item, and how an expression takes its data, e.g. `$json`. */
export interface NamedItem {
	readonly item: N8nItem;
	readonly name: string;
}

/** The node's parameters and the items that it was given. */
export interface Input {
	readonly items: number;
	/** The value of a parameter for an item, expressions resolved. */
	readonly get: (name: string, itemIndex: number, field: Field) => unknown;
	/** A parameter as it is stored, with its expressions. */
	readonly stored: GetStored;
	/** Computes a text with expressions, without the `=` in front, for an item. Throws where n8n does. */
	readonly evaluate: (text: string, itemIndex: number) => unknown;
	/** Whether the node runs for the first item only. */
	readonly executeOnce: boolean;
	/** Digits that complete numbers where the options name no country; may be empty. */
	readonly usualCountryCode: string;
	/** How many items there are, also those that the node does not run for. */
	readonly allItems: () => number;
	/** The items that expressions may read for an item, that one first: n8n's own, also of nodes before this one. */
	readonly itemsFor: (itemIndex: number, text: string) => readonly NamedItem[];
	/** All objects and lists in an item's data. */
	readonly placesIn: (json: object) => readonly ListPlace[];
	/** Whether expressions run in an engine of their own, which gets copies of some data. */
	readonly handsOutCopies: () => boolean;
}
