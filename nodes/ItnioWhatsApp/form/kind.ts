/**
 * What every kind of message must have: its form, the body it builds from the form, and the rule that this body
 * obeys, and how it is drawn. Everything else (picker, properties, checks, sending) derives from the list in `kinds/index.ts`.
 */
import type { INodeProperties } from 'n8n-workflow';
import type { Shape } from '../core/message';
import type { Way } from '../core/problem';
import type { Rule } from '../core/rules';
import type { Draw } from '../preview/drawing';
import type { Repeated } from './repeatFields';
import type { Field, ParametersOf } from './types';

/** How the operation appears in the node panel. */
export interface Operation {
	/** In the picker, e.g. `Send Carousel`. */
	readonly name: string;
	/** Stored in workflows: never changes. */
	readonly value: string;
	/** Among the node's actions, e.g. `Send carousel`. */
	readonly action: string;
	readonly description: string;
}

export type { Draw, Shape };

/** A message without the members that all messages share. */
export type Payload = { readonly [member: string]: unknown };

export const CUSTOM_MESSAGE_PATH = '/wa/custom/sendMsg';

/** A kind that has a shape has a drawing; the one that can be any has neither. */
type Look =
	{ readonly shape: Shape; readonly draw: Draw } | { readonly shape?: undefined; readonly draw?: undefined };

interface Definition<P extends Payload> {
	readonly operation: Operation;
	/** Where the service takes it, below the base URL; without it `CUSTOM_MESSAGE_PATH`. */
	readonly path?: string;
	readonly fields: readonly Field[];
	/** Where the field that takes JSON ends up in the body; without it the whole body. */
	readonly jsonAt?: readonly string[];
	/** Parameters of the form (see `readFields`) → the kind's own part of the body. Empty optional values are left out. */
	readonly build: (parameters: never) => P;
	/** What the body must obey, in the words of the form. */
	readonly rule: Rule;
	/** What the form calls a place that the rule names otherwise, by what the form shows. */
	readonly rename?: (way: Way, parameters: never) => Way;
	/** How one entry that is filled in becomes many, for each list that the form may show. */
	readonly repeated?: readonly Repeated[];
	/** The rule is for all that the kind builds, also where it has the shape of another kind. */
	readonly ruleComesFirst?: true;
}

export type Kind<P extends Payload = Payload> = Definition<P> & Look;

/** Defines a kind; the argument of `build` is typed by `fields`. */
export function defineKind<const Fields extends readonly Field[], P extends Payload>(
	definition: Omit<Definition<P>, 'fields' | 'build' | 'rename'> &
		Look & {
			readonly fields: Fields;
			readonly build: (parameters: ParametersOf<Fields>) => P;
			readonly rename?: (way: Way, parameters: ParametersOf<Fields>) => Way;
		},
): Kind<P> {
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
