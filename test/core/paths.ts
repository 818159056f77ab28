/** Reading and changing places of a JSON value, by a list of steps or as it is written: `cards[1].header`. */
export type Path = ReadonlyArray<string | number>;
type Tree = Record<string | number, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

export const stepsOf = (path: string | Path): Path =>
	typeof path === 'string' ? path.split(/[.[\]]+/).filter((step) => step !== '') : path;

/** What is at a place, undefined if nothing is. */
export const at = (value: unknown, path: string | Path): unknown =>
	stepsOf(path).reduce<unknown>((here, step) => (isTree(here) ? here[step] : undefined), value);

/** A copy that shares nothing. */
export function copyOf<T>(value: T): T {
	if (Array.isArray(value)) return value.map(copyOf) as T;
	if (!isTree(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)])) as T;
}

/** Replaces what is at a place; undefined takes it out, and the entries of a list close up. */
export function put<T>(whole: T, path: string | Path, value: unknown): T {
	const steps = stepsOf(path);
	const last = steps[steps.length - 1] ?? '';
	const parent = at(whole, steps.slice(0, -1));
	if (!isTree(parent)) throw new TypeError(`There is no ${String(path)}`);
	if (value !== undefined) parent[last] = copyOf(value);
	else if (Array.isArray(parent)) parent.splice(Number(last), 1);
	else delete parent[last];
	return whole;
}

/** The places of a value, outermost first, without the value itself. */
export function pathsOf(value: unknown, from: Path = []): Path[] {
	if (!isTree(value)) return [];
	return Object.entries(value).flatMap(([key, inner]) => {
		const path = [...from, Array.isArray(value) ? Number(key) : key];
		return [path, ...pathsOf(inner, path)];
	});
}

/** The members that have other names. */
export const without = (value: object, names: readonly string[]): Record<string, unknown> =>
	Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
