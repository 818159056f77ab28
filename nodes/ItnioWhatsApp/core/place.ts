/** Where a rule looks: a place of the body, and the words that lead a person to it in the form or in the JSON. */
import type { Path, Step, Way } from './problem';

/** A part of the body that a person wrote as JSON: its places go by the names that stand there. */
export interface JsonPart {
	/** Where it is in the body. */
	readonly path: Path;
	/** What the form calls the field. */
	readonly field: string;
	/** Members in there that the form has fields for, too: they keep the names of the fields. */
	readonly besides?: readonly string[];
}

/** A place in the body and the words that lead a person to it in the form. */
export interface Place {
	readonly path: Path;
	readonly words: Way;
	readonly json?: JsonPart;
}

/** A field of the form, or its label: what a rule calls the place it looks at. */
export type Labelled = string | { readonly displayName: string };

/** The same, or an entry of a list. */
type Words = Labelled | Step;

export const ROOT: Place = { path: [], words: [] };

export const label = (from: Labelled): string => (typeof from === 'string' ? from : from.displayName);
const stepOf = (words: Words): Step =>
	typeof words !== 'string' && 'label' in words ? words : { label: label(words) };

/** An entry of a list, e.g. `Card 2`. @param index from 0 */
export const entry = (one: string, index: number): Step => ({ label: one, number: index + 1 });

/** A place inside `at`: one step down in the body, and where words are given also one step down in the form. */
export function inside(at: Place, key: string | number, words?: Words): Place {
	return {
		...at,
		path: [...at.path, key],
		words: words === undefined ? at.words : [...at.words, stepOf(words)],
	};
}

/** The same place of the body under a (further) label of the form. */
export function named(at: Place, words: Words): Place {
	return { ...at, words: [...at.words, stepOf(words)] };
}

/** What people call one entry of a list of the API: `buttons`, `addresses`. */
const oneOfMany = (many: string): string => many.replace(/(?<=ss)es$|s$/, '');

/** The way to a place in JSON: `header.image.link of card 2`, `title of row 3 of section 1`. */
function wayInJson({ path, field }: JsonPart, at: Place): string {
	let way: string[] = [];
	let members: string[] = [];
	const whole = String(path[path.length - 1] ?? 'entries');
	for (const step of at.path.slice(path.length)) {
		if (typeof step === 'string') members.push(step);
		else {
			way = [`${oneOfMany(members.pop() ?? whole)} ${step + 1}`, ...way];
			members = [];
		}
	}
	return [...(members.length > 0 ? [members.join('.')] : []), ...way].join(' of ') || field;
}

/** Whether a place is in what was written as JSON. */
const isIn = ({ path, besides = [] }: JsonPart, at: Place): boolean =>
	path.every((step, index) => step === at.path[index]) && !besides.includes(String(at.path[path.length]));

/** The form's way to a place; for an unlabelled place its API path. */
export function wayTo(at: Place): Way {
	if (at.json && isIn(at.json, at)) return [{ label: wayInJson(at.json, at) }];
	return at.words.length > 0 ? at.words : [{ label: at.path.join('.') || 'Message' }];
}
