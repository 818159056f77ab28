import type { Path } from '../core/problem';
import { places, type Element, type Html } from './html';

/** A fault that the checks found; `path` leads to it in the API body. */
export interface PreviewProblem {
	path: ReadonlyArray<string | number>;
	message: string;
}

export interface Assignment {
	/** The sentences to write at each drawn place. */
	readonly placed: ReadonlyMap<Element, readonly string[]>;
	/** The sentences about something that the phone does not show. */
	readonly unplaced: readonly string[];
}

/**
 * Finds for each problem the innermost drawn part of the message that contains it: the id of a quick reply is not
 * visible, so a fault in it is marked at the button.
 */
export function assign(drawing: Html, problems: readonly PreviewProblem[]): Assignment {
	const drawn = new Map<string, Element>();
	for (const element of places(drawing)) {
		const name = pathName(element.place ?? []);
		// Drawn twice, as the label of a list's button is: the first one carries the sentence.
		if (!drawn.has(name)) drawn.set(name, element);
	}
	const placed = new Map<Element, string[]>();
	const unplaced: string[] = [];
	for (const { path, message } of problems) {
		const element = enclosing(drawn, path);
		if (element === undefined) unplaced.push(message);
		else placed.set(element, [...(placed.get(element) ?? []), message]);
	}
	return { placed, unplaced };
}

/** A path as a key to compare by; 0 and "0" are the same step. */
export const pathName = (path: Path): string => JSON.stringify(path.map(String));

/** What `known` holds for the longest beginning of `path`, the empty one excepted. */
export function enclosing<T>(known: ReadonlyMap<string, T>, path: Path): T | undefined {
	for (let length = path.length; length > 0; length--) {
		const found = known.get(pathName(path.slice(0, length)));
		if (found !== undefined) return found;
	}
	return undefined;
}
