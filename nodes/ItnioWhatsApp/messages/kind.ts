/**
 * What every message kind must have. A kind is a room of its own: its form, the body it builds from the form,
 * and the rules that this body obeys. Everything else (picker, properties, checks, sending) derives from the
 * list in `index.ts`.
 */
import type { INodeProperties } from 'n8n-workflow';
import type { Shape } from '../checks/message';
import type { Rule } from '../checks/rules';

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
						: string;

type RowOf<Group> = Group extends { values: infer Fields extends readonly unknown[] }
	? ParametersOf<Fields>
	: never;

/** The parameters that a list of fields yields, by name. */
export type ParametersOf<Fields extends readonly unknown[]> = {
	[F in Fields[number] as F extends Named ? F['name'] : never]: ValueOf<F>;
};

/** How the operation stands in the node panel. */
export interface Operation {
	/** In the picker, e.g. `Send Carousel`. */
	readonly name: string;
	/** Stored in workflows: never changes. */
	readonly value: string;
	/** Among the node's actions, e.g. `Send a carousel`. */
	readonly action: string;
	readonly description: string;
}

export type { Shape };

/** A message without the members that all messages share. */
export type Payload = { readonly [member: string]: unknown };

export const CUSTOM_MESSAGE_PATH = '/wa/custom/sendMsg';

export interface Kind<P extends Payload = Payload> {
	readonly operation: Operation;
	/** Where the service takes it, below the base URL; without it `CUSTOM_MESSAGE_PATH`. */
	readonly path?: string;
	readonly fields: readonly Field[];
	/** Undefined for the kind that can be any. */
	readonly shape?: Shape;
	/** Parameters of the form (see `readFields`) → the kind's own part of the body. Empty optional values are left out. */
	readonly build: (parameters: never) => P;
	/** What the body must obey, in the words of the form. */
	readonly rule: Rule;
}

/** Defines a kind; the argument of `build` is typed by `fields`. */
export function defineKind<const Fields extends readonly Field[], P extends Payload>(definition: {
	readonly operation: Operation;
	readonly path?: string;
	readonly fields: Fields;
	readonly shape?: Shape;
	readonly build: (parameters: ParametersOf<Fields>) => P;
	readonly rule: Rule;
}): Kind<P> {
	return definition;
}

/** The fields of a kind as n8n wants them: shown for its operation only. */
export function propertiesOf({ operation, fields }: Kind): INodeProperties[] {
	return fields.map((field) => ({
		...(field as INodeProperties),
		displayOptions: {
			...(field.displayOptions as INodeProperties['displayOptions']),
			show: {
				resource: ['message'],
				operation: [operation.value],
				...(field.displayOptions?.show as Record<string, string[]> | undefined),
			},
		},
	}));
}

/** The members that hold something: empty texts, lists and objects are left out of the request, never sent. */
export function filled<T extends object>(members: T): Partial<T> {
	return Object.fromEntries(Object.entries(members).filter(([, value]) => !isEmpty(value))) as Partial<T>;
}

function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.length === 0;
	return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The object, or undefined where it holds nothing: for optional parts such as a footer. */
export function unlessEmpty<T extends object>(members: T): T | undefined {
	return isEmpty(members) ? undefined : members;
}
