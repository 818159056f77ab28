/**
 * Reads the code of an expression far enough to find what it takes its values from: `$json.products[0].name` and the
 * like, in whatever spelling. Texts, comments and regular expressions are known as such; nothing is computed.
 */

interface Token {
	readonly kind: 'name' | 'number' | 'text' | 'other';
	/** As written; of a text what it says. */
	readonly value: string;
	readonly start: number;
	readonly end: number;
}

/** One step of a way: a member, a call, or something that has to be computed. */
export interface Step {
	/** The same for each spelling: `.name`, `["name"]` and `?.name` are one key. */
	readonly key: string;
	readonly kind: 'member' | 'call' | 'computed';
	/** Of a member. */
	readonly name: string;
	/** Where it ends in the code. */
	readonly end: number;
}

/** Where a value comes from: a name and the steps from it. */
export interface Way {
	readonly root: string;
	readonly start: number;
	readonly rootEnd: number;
	readonly steps: readonly Step[];
}

export interface Code {
	readonly ways: readonly Way[];
	/** Whether one way is all that there is. */
	readonly isOneWay: boolean;
	/** Whether the code itself says what to do where something is missing. */
	readonly minds: boolean;
}

const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const NUMBER = /0[xXoObB][\da-fA-F_]+n?|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?n?/y;
const SIGN = /\?\.(?!\d)|\?\?|\|\||&&|=>|\.\.\.|[^]/uy;
const BLANK = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const QUOTED = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/y;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

const unescaped = (text: string): string =>
	text.replace(/\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|([^]))/gi, (_, ...found: string[]) => {
		const hex = found[0] ?? found[1] ?? found[2];
		if (hex !== undefined) return String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff));
		return ESCAPES[found[3] ?? ''] ?? found[3] ?? '';
	});

/** Cuts code into tokens. Those between `${` and `}` of a template are a list of their own. */
class Tokens {
	readonly lists: Token[][] = [];

	private at = 0;

	constructor(private readonly code: string) {
		while (this.at < code.length) this.list(false);
	}

	private take(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.code)?.[0];
		if (found !== undefined) this.at += found.length;
		return found;
	}

	/** Up to the end, or to the bracket that closes a part of a template. */
	private list(inTemplate: boolean): void {
		const tokens: Token[] = [];
		this.lists.push(tokens);
		for (let depth = 0; this.at < this.code.length;) {
			if (this.take(BLANK) !== undefined) continue;
			if (inTemplate && depth === 0 && this.code[this.at] === '}') break;
			const token = this.next(tokens[tokens.length - 1]);
			if (token.value === '{' && token.kind === 'other') depth += 1;
			if (token.value === '}' && token.kind === 'other') depth -= 1;
			tokens.push(token);
		}
		this.at += 1;
	}

	private next(before: Token | undefined): Token {
		const start = this.at;
		const token = (kind: Token['kind'], value: string): Token => ({ kind, value, start, end: this.at });
		const name = this.take(NAME);
		if (name !== undefined) return token('name', name);
		const number = this.take(NUMBER);
		if (number !== undefined) return token('number', String(Number(number.replace(/_|n$/g, ''))));
		const quoted = this.take(QUOTED);
		if (quoted !== undefined) return token('text', unescaped(quoted.slice(1, -1)));
		if (this.code[start] === '`') {
			const text = this.template();
			return token(text === undefined ? 'other' : 'text', text ?? '`');
		}
		const mayDivide = before !== undefined && (before.kind !== 'other' || /^[)\]}`]$/.test(before.value));
		if (!mayDivide && this.take(REGEX) !== undefined) return token('other', '/');
		return token('other', this.take(SIGN) ?? '');
	}

	/** What a template says; undefined where parts of it are computed. */
	private template(): string | undefined {
		const start = (this.at += 1);
		let isText = true;
		while (this.at < this.code.length && this.code[this.at] !== '`') {
			if (this.code.startsWith('${', this.at)) {
				isText = false;
				this.at += 2;
				this.list(true);
			} else this.at += this.code[this.at] === '\\' ? 2 : 1;
		}
		this.at += 1;
		return isText ? unescaped(this.code.slice(start, this.at - 1)) : undefined;
	}
}

const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const isSign = (token: Token | undefined, ...values: string[]): boolean =>
	token?.kind === 'other' && values.includes(token.value);

/** The place of the bracket that closes the one at `from`; -1 without one. */
function closing(tokens: readonly Token[], from: number): number {
	const open: string[] = [];
	for (let index = from; index < tokens.length; index += 1) {
		const { kind, value } = tokens[index] as Token;
		if (kind !== 'other') continue;
		const close = OPENING[value];
		if (close !== undefined) open.push(close);
		else if (value === open[open.length - 1]) {
			open.pop();
			if (open.length === 0) return index;
		}
	}
	return -1;
}

const written = (tokens: readonly Token[]): string =>
	tokens.map(({ kind, value }) => (kind === 'text' ? JSON.stringify(value) : value)).join(' ');

const memberKey = (name: string): string => `.${JSON.stringify(name)}`;

/** The step that begins with a token, and the place of the token after it. */
function stepAt(tokens: readonly Token[], at: number): { step: Step; next: number } | undefined {
	const optional = isSign(tokens[at], '?.');
	const member = tokens[at + 1];
	if ((optional || isSign(tokens[at], '.')) && member?.kind === 'name') {
		const { value: name, end } = member;
		return { step: { key: memberKey(name), kind: 'member', name, end }, next: at + 2 };
	}
	const from = optional ? at + 1 : at;
	if (!isSign(tokens[from], '[', '(')) return undefined;
	const to = closing(tokens, from);
	if (to < 0) return undefined;
	const inner = tokens.slice(from + 1, to);
	const { end } = tokens[to] as Token;
	if (isSign(tokens[from], '(')) {
		return { step: { key: `(${written(inner)})`, kind: 'call', name: '', end }, next: to + 1 };
	}
	const [only] = inner;
	if (inner.length === 1 && (only?.kind === 'number' || only?.kind === 'text')) {
		return { step: { key: memberKey(only.value), kind: 'member', name: only.value, end }, next: to + 1 };
	}
	return { step: { key: `[${written(inner)}]`, kind: 'computed', name: '', end }, next: to + 1 };
}

function wayAt(tokens: readonly Token[], from: number): { way: Way; next: number } | undefined {
	const root = tokens[from];
	if (root?.kind !== 'name' || isSign(tokens[from - 1], '.', '?.')) return undefined;
	const steps: Step[] = [];
	let next = from + 1;
	for (let found = stepAt(tokens, next); found; found = stepAt(tokens, next)) {
		steps.push(found.step);
		next = found.next;
	}
	return { way: { root: root.value, start: root.start, rootEnd: root.end, steps }, next };
}

/** @param code what stands between `{{` and `}}` */
export function readCode(code: string): Code {
	const { lists } = new Tokens(code);
	const ways: Way[] = [];
	let isOneWay = false;
	for (const tokens of lists) {
		for (let index = 0; index < tokens.length; index += 1) {
			const found = wayAt(tokens, index);
			if (!found) continue;
			ways.push(found.way);
			isOneWay ||= lists.length === 1 && index === 0 && found.next === tokens.length;
		}
	}
	const minds = lists.flat().some((token) => isSign(token, '??', '||', '&&', '?'));
	return { ways, isOneWay, minds };
}

/** The first steps of a way, the same for each spelling. */
export const keyOf = ({ root, steps }: Way, length = steps.length): string =>
	root +
	steps
		.slice(0, length)
		.map(({ key }) => key)
		.join('');

/** Where the first steps of a way end in the code. */
export const endOf = ({ rootEnd, steps }: Way, length: number): number =>
	length === 0 ? rootEnd : (steps[length - 1] as Step).end;

/**
 * The parts of a stored text that are code, as n8n cuts them out: between `{{` and the next `}}`, neither of them after
 * an odd number of backslashes.
 *
 * @param text without the `=` in front
 */
export function codeIn(text: string): Array<{ start: number; end: number }> {
	const found: Array<{ start: number; end: number }> = [];
	let start: number | undefined;
	for (let at = 0; at < text.length;) {
		const next = text.indexOf(start === undefined ? '{{' : '}}', at);
		if (next < 0) break;
		const backslashes = /\\*$/.exec(text.slice(at, next))?.[0].length ?? 0;
		at = next + 2;
		if (backslashes % 2 === 1) continue;
		if (start === undefined) start = at;
		else {
			found.push({ start, end: next });
			start = undefined;
		}
	}
	if (start !== undefined) found.push({ start, end: text.length });
	return found;
}
