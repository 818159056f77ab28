/** What a rule asks for beyond "filled in", found by trying: no rule is read, so none can be forgotten. */
import type { Body } from '../../nodes/ItnioWhatsApp/core/message';
import type { Problem } from '../../nodes/ItnioWhatsApp/core/problem';
import { problemsOf, ROOT, type Rule } from '../../nodes/ItnioWhatsApp/core/rules';
import { at, copyOf, put, type Path } from '../core/paths';

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The places of a body at which a rule looks, those among them that the body lacks. */
function placesRead(rule: Rule, body: Body): Path[] {
	const places = new Map<string, Path>();
	const watched = (value: unknown, path: Path): unknown => {
		if (!isTree(value)) return value;
		return new Proxy(value, {
			get(target, key) {
				const inner = Reflect.get(target, key) as unknown;
				// The methods and the length of a list are no places.
				const isPlace = Array.isArray(target) ? /^\d+$/.test(String(key)) : typeof key === 'string';
				if (!isPlace) return inner;
				const place = [...path, Array.isArray(target) ? Number(key) : String(key)];
				places.set(JSON.stringify(place), place);
				return watched(inner, place);
			},
		});
	};
	rule(watched(body, []), ROOT, () => undefined);
	return [...places.values()];
}

const LONG = 'x'.repeat(5_000);
const TEXTS = ['no such value', 'two\nlines', LONG, `https://example.com/${LONG}`];

/** Values of the type of what is at a place, of which a rule that asks for more than a filled text refuses one. */
function probes(value: unknown): unknown[] {
	if (Array.isArray(value)) return [[], new Array(100).fill(value[0]), [...value, value[0]]];
	if (typeof value === 'number') return [value + 99];
	return TEXTS;
}

/** `cards.#.header.type notOneOf`: the same for every entry of a list. */
export const nameOf = ({ path, code }: Pick<Problem, 'path' | 'code'>): string =>
	`${path.map((step) => (typeof step === 'number' ? '#' : step)).join('.')} ${code}`;

/** Of each limit and rule that is a kind's own: its name. */
export function ownRulesOf(rule: Rule, body: Body): Set<string> {
	const leaves = placesRead(rule, body).filter((place) => {
		const value = at(body, place);
		return !isTree(value) || Array.isArray(value);
	});
	const found = leaves.flatMap((place) =>
		probes(at(body, place)).flatMap((probe) => problemsOf(rule, put(copyOf(body), place, probe))),
	);
	return new Set(found.map(nameOf));
}

/** Whether a value is refused by a limit that it misses by more than one: then the limit itself is not held. */
export function isFarFrom(problem: Problem): boolean {
	if (problem.code === 'tooLong') return problem.params.length !== problem.params.max + 1;
	if (problem.code === 'tooMany') return problem.params.count !== problem.params.limit + 1;
	if (problem.code === 'tooFew') return problem.params.count !== problem.params.limit - 1;
	return false;
}

/** Whether nothing at all may be in a place. */
export const mayNotBeThere = (rule: Rule, body: Body, place: Path): boolean =>
	[...TEXTS, 7, {}, []].every((value) => problemsOf(rule, put(copyOf(body), place, value)).length > 0);
