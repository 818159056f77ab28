/** A question that was asked: what the node remembers of it while its execution waits. Stored with the execution. */
import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../core/members';
import { textOf } from '../core/text';
import { withToken, type Wait } from './token';

/** How a question may be answered: `answerBy` of the form. */
export type AnswerBy = 'approval' | 'buttons' | 'file' | 'list' | 'location' | 'text';

/** What can be tapped, with the ID and the title as the person who built the workflow wrote them. */
export interface Choice {
	readonly id: string;
	readonly title: string;
}

export interface Question {
	/** How many times the node ran before in this execution. */
	readonly run: number;
	readonly nonce: string;
	/** As n8n handed it out: a new one differs where the address of n8n was changed since. */
	readonly signature: string;
	readonly answerBy: AnswerBy;
	/** Digits. */
	readonly recipient: string;
	readonly businessPhone: string;
	readonly choices: readonly Choice[];
	/** When the service took the question, Unix time in seconds; 0: not yet. */
	readonly askedAt: number;
	/** Of the question in WhatsApp; undefined: not asked yet. */
	readonly messageId?: string;
	/** When the time is up, milliseconds since 1970; undefined: never, or not asked yet. */
	readonly until?: number;
}

/** The node's part of the execution's context. */
export type QuestionStore = IDataObject;

const KEY = 'itnioQuestion';

export function remember(store: QuestionStore, question: Question): void {
	store[KEY] = question as unknown as IDataObject;
}

/** The question that was asked last. Anything else there is not a question. */
export function recall(store: unknown): Question | undefined {
	const question = isRecord(store) ? store[KEY] : undefined;
	if (!isRecord(question) || typeof question.nonce !== 'string' || !Array.isArray(question.choices))
		return undefined;
	return question as unknown as Question;
}

export function forget(store: QuestionStore): void {
	delete store[KEY];
}

/** What can be tapped in a finished body: an ID and a title, once the checks have passed. */
type Tappable = Readonly<Record<string, unknown>>;

/** Where they are: the reply of each button, each row of each section (API reference, section 2). */
const PATHS = [
	['interactive', 'action', 'buttons', '*', 'reply'],
	['interactive', 'action', 'sections', '*', 'rows', '*'],
];

/** The value with what is at the end of a path replaced by what `change` makes of it. */
function mapAt(
	value: unknown,
	[step, ...rest]: readonly string[],
	change: (one: Tappable) => unknown,
): unknown {
	if (step === undefined) return isRecord(value) ? change(value) : value;
	if (step === '*') return Array.isArray(value) ? value.map((inner) => mapAt(inner, rest, change)) : value;
	return isRecord(value) && step in value ? { ...value, [step]: mapAt(value[step], rest, change) } : value;
}

const mapTappable = <T>(body: T, change: (one: Tappable) => unknown): T =>
	PATHS.reduce<unknown>((changed, path) => mapAt(changed, path, change), body) as T;

/** What can be tapped in a body, in order. */
export function choicesOf(body: unknown): Choice[] {
	const choices: Choice[] = [];
	mapTappable(body, (one) => {
		choices.push({ id: textOf(one.id), title: textOf(one.title) });
		return one;
	});
	return choices;
}

/** The body with a token behind the ID of everything that can be tapped. */
export function withTokens<T>(body: T, wait: Wait): T {
	let place = 0;
	return mapTappable(body, (one) => ({ ...one, id: withToken(textOf(one.id), wait, place++) }));
}
