/** Fields of the form as literals, and the types of what they yield. */
import type { INodeProperties } from 'n8n-workflow';

type Frozen<T> = T extends (...args: never[]) => unknown
	? T
	: T extends object
		? { readonly [K in keyof T]: Frozen<T[K]> }
		: T;

/** A field of the form, as a literal: the type of what it yields is read from it. */
export type Field = Frozen<INodeProperties>;

type Named = { readonly name: string };

/** One value of a resource mapper: a field that the node made for what was chosen, and what it was filled in with. */
export interface MappedValue {
	readonly id: string;
	/** What the form calls the field. */
	readonly displayName: string;
	readonly text: string;
}

/** What a field yields after `readFields`: texts for text fields, rows for collections, anything for JSON and options. */
type ValueOf<F> = F extends { type: 'fixedCollection'; options: readonly (infer Group)[] }
	? { [G in Group as G extends Named ? G['name'] : never]: RowOf<G>[] }
	: F extends { type: 'options'; options: readonly { value: infer Value }[] }
		? Value
		: F extends { type: 'json' | 'collection' }
			? unknown
			: F extends { type: 'boolean' }
				? boolean
				: F extends { type: 'number' }
					? number
					: F extends { type: 'resourceMapper' }
						? MappedValue[]
						: F extends { typeOptions: { binaryDataProperty: true } }
							? unknown
							: string;

type RowOf<Group> = Group extends { values: infer Fields extends readonly unknown[] }
	? ParametersOf<Fields>
	: never;

/** The parameters that a list of fields yields, by name; what no form shows yields a problem at most. */
export type ParametersOf<Fields extends readonly unknown[]> = {
	[F in Exclude<Fields[number], { type: 'hidden' }> as F extends Named ? F['name'] : never]: ValueOf<F>;
};
