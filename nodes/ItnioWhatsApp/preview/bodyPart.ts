import type { Path } from '../core/problem';
import { compactJson } from './jsonLines';

/** A part of the API body together with its path. The body may be faulty, so nothing is assumed about the value. */
export interface BodyPart {
	readonly value: unknown;
	readonly path: Path;
}

/** The part below `part` at `keys`; its value is undefined where the body has nothing, or something else, there. */
export function at(part: BodyPart, ...keys: Array<string | number>): BodyPart {
	return keys.reduce<BodyPart>(
		({ value, path }, key) => ({ value: own(value, key), path: [...path, key] }),
		part,
	);
}

/** The text as a person reads it: '' for nothing, a number as it is written, anything unexpected as JSON. */
export function shownText(part: BodyPart): string {
	const { value } = part;
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value;
	return typeof value === 'object' ? compactJson(value) : String(value);
}

/** Whether there is anything to show. */
export const present = (part: BodyPart): boolean => shownText(part).trim() !== '';

/** The entries of a list; none if it is no list. */
export const items = (part: BodyPart): BodyPart[] =>
	Array.isArray(part.value)
		? part.value.map((value: unknown, index) => ({ value, path: [...part.path, index] }))
		: [];

// Own properties only: a body with "type": "constructor" must not find what every object inherits.
function own(value: unknown, key: string | number): unknown {
	if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
	return (value as Record<string | number, unknown>)[key];
}
