/** What models think before they answer. */

/** A thought that does not end was cut off, and the answer with it. */
const THOUGHT = String.raw`<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)`;
/** Marks of other models: what begins like them may be meant for the customer, unless it ends like them, too. */
const OTHER_THOUGHTS = [
	String.raw`<reasoning>[\s\S]*?<\/reasoning>`,
	String.raw`\[THINK\][\s\S]*?\[\/THINK\]`,
	String.raw`◁think▷[\s\S]*?◁\/think▷`,
];
const THOUGHTS = new RegExp(`^(?:\\s*(?:${[THOUGHT, ...OTHER_THOUGHTS].join('|')}))+\\s*`, 'i');

/** Some servers leave the mark out that opens it: then a line of its own holds the one that closes it, outside of code. */
const UNOPENED =
	/^(?:```(?:(?!```)[\s\S])*```|~~~(?:(?!~~~)[\s\S])*~~~|(?!<think|```|~~~)[\s\S])*?\n[^\S\n]*<\/think(?:ing)?>[^\S\n]*(?:\n|$)\s*/i;

/** An answer of a model without its thoughts; empty where there is nothing else. Pure; never throws. */
export const withoutThoughts = (answer: string): string =>
	answer.replace(THOUGHTS.test(answer) ? THOUGHTS : UNOPENED, '');
