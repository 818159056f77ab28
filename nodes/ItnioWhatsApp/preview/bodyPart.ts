import { compactJson } from './jsonLines';

export type Path = ReadonlyArray<string | number>;

/** A part of the API body together with its path. The body may be faulty, so nothing is assumed about the value. */
export interface Spot {
	readonly value: unknown;
	readonly path: Path;
}

/** The part below `spot` at `keys`; its value is undefined where the body has nothing, or something else, there. */
export function at(spot: Spot, ...keys: Array<string | number>): Spot {
	return keys.reduce<Spot>(
		({ value, path }, key) => ({ value: own(value, key), path: [...path, key] }),
		spot,
	);
}

/** The text as a person reads it: '' for nothing, a number as it is written, anything unexpected as JSON. */
export function text(spot: Spot): string {
	const { value } = spot;
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value;
	return typeof value === 'object' ? compactJson(value) : String(value);
}

/** Whether there is anything to show. */
export const present = (spot: Spot): boolean => text(spot).trim() !== '';

/** The entries of a list; none if it is no list. */
export const items = (spot: Spot): Spot[] =>
	Array.isArray(spot.value)
		? spot.value.map((value: unknown, index) => ({ value, path: [...spot.path, index] }))
		: [];

export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

// Own properties only: a body with "type": "constructor" must not find what every object inherits.
function own(value: unknown, key: string | number): unknown {
	if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
	return (value as Record<string | number, unknown>)[key];
}
