/** What models think before they answer. */

/** A thought that does not end was cut off, and the answer with it. */
const THOUGHT = String.raw`<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)`;
/** Marks of other models: what begins like them may be meant for the customer, unless it ends like them, too. */
const OTHER_THOUGHTS = [
	String.raw`<reasoning>[\s\S]*?<\/reasoning>`,
	String.raw`<thought>[\s\S]*?<\/thought>`,
	String.raw`<seed:think>[\s\S]*?<\/seed:think>`,
	String.raw`\[THINK\][\s\S]*?\[\/THINK\]`,
	String.raw`◁think▷[\s\S]*?◁\/think▷`,
	String.raw`<\|channel\|>analysis<\|message\|>[\s\S]*?<\|channel\|>final<\|message\|>`,
];
const THOUGHTS = new RegExp(`^(?:\\s*(?:${[THOUGHT, ...OTHER_THOUGHTS].join('|')}))+\\s*`, 'i');

/** Nothing is lost in front of it. */
const LEADING_ENDS = /^(?:\s*<\/think(?:ing)?>)+\s*/i;
const LINES = /[^\r\n]*(?:\r\n?|\n|$)/g;
const END = /^\s*<\/think(?:ing)?>\s*$/i;
/** Of code, also within a list or a quote; code within a line has its signs on both sides. */
const CODE = /^\s*(?:(?:[-*+>]|\d{1,9}[.)])\s*)*(?=(?:`+[^`]*|~+[^~]*)$)(`{3,}|~{3,})/;

/**
 * Some servers leave the mark out that opens it: then a line of its own holds the one that closes it, outside of code.
 * By hand: a pattern would run out of memory in a long block of code.
 */
function withoutUnopened(answer: string): string {
	if (!/<\/think/i.test(answer)) return answer;
	let fence: string | undefined;
	let end = 0;
	for (const [line] of answer.matchAll(LINES)) {
		end += line.length;
		const [, mark] = CODE.exec(line) ?? [];
		if (fence !== undefined) {
			if (mark?.startsWith(fence)) fence = undefined;
		} else if (mark !== undefined) fence = mark;
		else if (END.test(line)) return answer.slice(end).trimStart();
		else if (/<think/i.test(line)) return answer;
	}
	return answer;
}

const TAGS = /<(\/?)think(?:ing)?>/gi;
const CODE_SIGN = /`+|~{3,}/g;
/** The end of a line, and white space behind it. */
const LINE_END = /[^\S\n]*(?:\n\s*|$)/y;

/**
 * Behind a greeting that the form adds, a thought is one where its tags end their lines: `write <think>x</think> around it` is
 * text, and so is all behind a sign of code. With such signs in it, it is one where both do, and each sign has its other one.
 */
function withoutInner(answer: string): string {
	const codeFrom = (at: number): number => {
		CODE_SIGN.lastIndex = at;
		return CODE_SIGN.exec(answer)?.index ?? Infinity;
	};
	const lineEnd = (at: number): number => {
		LINE_END.lastIndex = at;
		return LINE_END.test(answer) ? LINE_END.lastIndex : -1;
	};
	const kept: string[] = [];
	let done = 0;
	let code = codeFrom(0);
	let opening: { readonly at: number; readonly end: number; readonly endsLine: boolean } | undefined;
	for (const { 0: tag, 1: slash, index: at } of answer.matchAll(TAGS)) {
		const behind = at + tag.length;
		if (slash === '') {
			if (opening === undefined && code < at) break;
			opening ??= { at, end: behind, endsLine: lineEnd(behind) !== -1 };
		} else if (opening !== undefined) {
			const end = lineEnd(behind);
			const signs = code > at ? 0 : (answer.slice(opening.end, at).match(CODE_SIGN)?.length ?? 0);
			const ends = [opening.endsLine, end !== -1];
			if (signs === 0 ? ends.includes(true) : signs % 2 === 0 && !ends.includes(false)) {
				kept.push(answer.slice(done, opening.at));
				done = Math.max(behind, end);
				if (code < done) code = codeFrom(done);
			}
			opening = undefined;
		}
	}
	return kept.join('') + answer.slice(done);
}

/** What stands where an answer was nothing but thoughts: the rules say so in the words of the form. */
export class OnlyThoughts {
	readonly why =
		'holds only what a model thought, and no answer: look at the node of the model, which may have reached its limit of tokens';
}

/** An answer of a model without its thoughts; empty where there is nothing else. Pure; never throws. */
export const withoutThoughts = (answer: string): string => {
	const isLed = THOUGHTS.test(answer) || LEADING_ENDS.test(answer);
	const rest = isLed ? answer.replace(THOUGHTS, '') : withoutUnopened(answer);
	return withoutInner(rest.replace(LEADING_ENDS, ''));
};
