import { excerpt, grouped } from '../core/text';

type TokenType = 'plain' | 'key' | 'string' | 'literal' | 'note';

export interface JsonLine {
	readonly depth: number;
	readonly tokens: ReadonlyArray<readonly [TokenType, string]>;
	/** Path of the value that starts on this line; undefined on closing lines. */
	readonly path?: ReadonlyArray<string | number>;
}

export interface JsonLimits {
	readonly lines: number;
	readonly depth: number;
	readonly characters: number;
}

// The page stays usable, and the walk ends, whatever the body holds.
const LIMITS: JsonLimits = { lines: 3000, depth: 40, characters: 5000 };

/** The indented JSON of any value, line by line. What is left out to stay within `limits` is said in a note. */
export function jsonLines(value: unknown, limits: JsonLimits = LIMITS): JsonLine[] {
	const lines: JsonLine[] = [];
	const add = (line: JsonLine): void => void lines.push(line);

	const walk = (
		current: unknown,
		path: ReadonlyArray<string | number>,
		lead: JsonLine['tokens'],
		comma: JsonLine['tokens'],
	): void => {
		const depth = path.length;
		if (typeof current !== 'object' || current === null) {
			add({ depth, path, tokens: [...lead, ...scalar(current, limits), ...comma] });
			return;
		}
		const list = Array.isArray(current);
		const [open, close] = list ? ['[', ']'] : ['{', '}'];
		const keys: Array<string | number> = list ? current.map((_, index) => index) : Object.keys(current);
		if (keys.length === 0) {
			add({ depth, path, tokens: [...lead, ['plain', open + close], ...comma] });
			return;
		}
		if (depth >= limits.depth) {
			add({ depth, path, tokens: [...lead, ['plain', open], ['note', ' … '], ['plain', close], ...comma] });
			return;
		}
		add({ depth, path, tokens: [...lead, ['plain', open]] });
		for (const [position, key] of keys.entries()) {
			if (lines.length >= limits.lines) {
				add({ depth: depth + 1, tokens: [['note', `… ${grouped(keys.length - position)} more not shown`]] });
				break;
			}
			const entry = (current as Record<string | number, unknown>)[key];
			const name: JsonLine['tokens'] =
				typeof key === 'number'
					? []
					: [
							['key', quote(key, limits)],
							['plain', ': '],
						];
			walk(entry, [...path, key], name, position < keys.length - 1 ? [['plain', ',']] : []);
		}
		add({ depth, tokens: [['plain', close], ...comma] });
	};

	walk(value, [], [], []);
	return lines;
}

/** The JSON of any value on one line, at most some 300 characters of it. */
export function compactJson(value: unknown): string {
	const line = jsonLines(value, { lines: 30, depth: 4, characters: 60 })
		.map(({ tokens }) => tokens.map(([, token]) => token).join(''))
		.join(' ');
	return excerpt(line, 300);
}

function scalar(value: unknown, limits: JsonLimits): JsonLine['tokens'] {
	if (typeof value !== 'string') return [['literal', String(value)]];
	const rest = value.length - limits.characters;
	const quoted: readonly [TokenType, string] = ['string', quote(value, limits)];
	return rest > 0 ? [quoted, ['note', ` … ${grouped(rest)} more characters`]] : [quoted];
}

/** Invisible and direction-changing characters are written as \u escapes: here one must see what is really sent. */
function quote(value: string, limits: JsonLimits): string {
	return JSON.stringify(value.slice(0, limits.characters)).replace(
		/[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
		(char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
