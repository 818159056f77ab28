/** Whether what a person did answers a question, and what the workflow goes on with. */
import { isRecord } from '../core/members';
import { APPROVE } from '../core/reply';
import { personOf } from './person';
import type { AnswerBy, Choice, Question } from './question';

/** What the trigger hands over: what a person did, and who that is. */
export interface Answer {
	/** Digits. */
	readonly sender: string;
	readonly businessPhone: string;
	readonly messageId: string;
	/** Unix time in seconds, as the push has it. */
	readonly timestamp: number;
	/** The place of what was tapped among the choices of the question. */
	readonly choice?: number;
	readonly text?: string;
	readonly location?: Readonly<Record<string, unknown>>;
}

/** `response` of the output. */
export interface Response {
	readonly answered: boolean;
	/** `tap`, `text`: typed, or `location`. */
	readonly by?: 'tap' | 'text' | 'location';
	readonly id?: string;
	readonly title?: string;
	readonly text?: string;
	readonly location?: Readonly<Record<string, unknown>>;
	readonly messageId?: string;
	readonly timestamp?: number;
	readonly sender?: string;
}

/** What the node puts out beside the input item. */
export interface Outcome {
	readonly response: Response;
	/** As n8n's human review of tool calls reads it. */
	readonly data?: { readonly approved: boolean; readonly chatInput?: string };
}

/** Why something is no answer: of somebody else, or of the right person but none to this question. */
export type NoAnswer = 'somebodyElse' | 'unfit';

/** Reads what arrived at the node's address. Whatever is not in the trigger's form is undefined. */
export function readAnswer(value: unknown): Answer | undefined {
	if (!isRecord(value)) return undefined;
	const { sender, businessPhone, messageId, timestamp, choice, text, location } = value;
	if (typeof sender !== 'string' || typeof businessPhone !== 'string' || typeof messageId !== 'string') {
		return undefined;
	}
	return {
		sender,
		businessPhone,
		messageId,
		timestamp: typeof timestamp === 'number' ? timestamp : 0,
		...(typeof choice === 'number' ? { choice } : {}),
		...(typeof text === 'string' ? { text } : {}),
		...(isRecord(location) ? { location } : {}),
	};
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/**
 * The choice that a person typed in place of tapping it: its title or its ID, in capitals or not. Two rows may have the
 * same title: then nobody knows which one is meant.
 */
function typedChoice(choices: readonly Choice[], text: string): Choice | undefined {
	const typed = folded(text);
	const meant = [
		choices.filter(({ title }) => folded(title) === typed),
		choices.filter(({ id }) => folded(id) === typed),
	];
	return meant.find(({ length }) => length === 1)?.[0];
}

/** What was done, without who did it. */
function deed(
	{ answerBy, choices }: Question,
	{ choice, text, location }: Answer,
): Partial<Response> | undefined {
	if (choice !== undefined) {
		const tapped = choices[choice];
		return tapped && { by: 'tap', id: tapped.id, title: tapped.title, text: tapped.title };
	}
	if (location !== undefined) return answerBy === 'location' ? { by: 'location', location } : undefined;
	if (text === undefined || text.trim() === '') return undefined;
	const typed = typedChoice(choices, text);
	// Nothing but the two words approves or declines.
	if (answerBy === 'approval' && typed === undefined) return undefined;
	return { by: 'text', ...typed, text };
}

/** @returns what the workflow goes on with, or why it goes on waiting */
export function answerTo(question: Question, answer: Answer): Outcome | NoAnswer {
	const { sender, businessPhone, messageId, timestamp } = answer;
	if (personOf(sender) !== personOf(question.recipient) || businessPhone !== question.businessPhone) {
		return 'somebodyElse';
	}
	// What was written before the question was sent is no answer to it. Both times are the service's own.
	const isEarly = answer.choice === undefined && timestamp > 0 && timestamp < question.askedAt;
	const done = isEarly ? undefined : deed(question, answer);
	if (done === undefined) return 'unfit';
	const response: Response = { answered: true, ...done, messageId, timestamp, sender };
	if (question.answerBy !== 'approval') return { response };
	return { response, data: { approved: done.id === APPROVE } };
}

/**
 * What the workflow goes on with when the time is up.
 *
 * @param forAgent an agent waits for the approval of a tool call: it reads why there is none
 */
export function noAnswerTo(answerBy: AnswerBy, forAgent = false): Outcome {
	const response: Response = { answered: false };
	if (answerBy !== 'approval') return { response };
	const why = forAgent ? { chatInput: 'Nobody answered in time, so this is not approved.' } : {};
	return { response, data: { approved: false, ...why } };
}
