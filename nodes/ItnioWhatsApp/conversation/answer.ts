/** Whether what a person did answers a question, and what the workflow goes on with. */
import { isRecord } from '../core/members';
import { APPROVE } from '../core/reply';
import { personOf } from '../core/phone';
import type { AnswerBy, Question } from './question';
import { typedChoice } from './typedChoice';

type Members = Readonly<Record<string, unknown>>;

/** One message of a person. */
export interface Said {
	readonly messageId: string;
	/** Unix time in seconds; 0: unknown. */
	readonly timestamp: number;
	/** What the person wrote, or the title of what was tapped. */
	readonly text: string;
	/** As it came, without tokens. */
	readonly message: Members;
}

/** What the trigger hands over: what a person did, and who that is. */
export interface PersonAnswer {
	/** Digits; empty where the person hides the number. */
	readonly sender: string;
	readonly businessPhone: string;
	/** The place of what was tapped among the choices of the question. */
	readonly choice?: number;
	/** In the order in which it was written: more than one where messages in a row are grouped. */
	readonly said: readonly Said[];
}

/** `response` of the output. */
export interface Response {
	readonly answered: boolean;
	readonly by?: 'tap' | 'text' | 'location' | 'file';
	readonly id?: string;
	readonly title?: string;
	readonly text?: string;
	readonly location?: Members;
	/** As the push has it: `filePath`, `mimeType` and so on, with the type of its message. */
	readonly file?: Members;
	/** The message as it came; of messages in a row: the one that answers. */
	readonly message?: Members;
	readonly messageId?: string;
	readonly timestamp?: number;
	readonly sender?: string;
}

/** What the node puts out beside the input item. */
export interface WaitOutcome {
	readonly response: Response;
	/** As n8n's human review of tool calls reads it. */
	readonly data?: { readonly approved: boolean; readonly chatInput?: string };
}

/** Why something is no answer: of somebody else, or of the right person but none to this question. */
export type NoAnswer = 'somebodyElse' | 'unfit';

function readSaid(value: unknown): Said | undefined {
	if (!isRecord(value)) return undefined;
	const { messageId, timestamp, text, message } = value;
	if (typeof messageId !== 'string') return undefined;
	return {
		messageId,
		timestamp: typeof timestamp === 'number' ? timestamp : 0,
		text: typeof text === 'string' ? text : '',
		message: isRecord(message) ? message : {},
	};
}

/** Reads what arrived at the node's address. Whatever is not in the trigger's form is undefined. */
export function readAnswer(value: unknown): PersonAnswer | undefined {
	if (!isRecord(value)) return undefined;
	const { sender, businessPhone, choice, said } = value;
	if (typeof sender !== 'string' || typeof businessPhone !== 'string' || !Array.isArray(said)) {
		return undefined;
	}
	const read = said.map(readSaid).filter((one) => one !== undefined);
	if (read.length === 0) return undefined;
	return { sender, businessPhone, said: read, ...(typeof choice === 'number' ? { choice } : {}) };
}

const FILE_TYPES: readonly unknown[] = ['audio', 'document', 'image', 'video', 'voice'];

function fileOf({ type, ...message }: Members): Members | undefined {
	const file = typeof type === 'string' && FILE_TYPES.includes(type) ? message[type] : undefined;
	return isRecord(file) ? { type, ...file } : undefined;
}

const locationOf = ({ type, location }: Members): Members | undefined =>
	type === 'location' && isRecord(location) ? location : undefined;

/** What was done, by which message, and which ones are part of it. */
type Deed = Pick<Response, 'by' | 'id' | 'title' | 'text' | 'location' | 'file'> & {
	readonly one: Said;
	readonly used: readonly Said[];
};

/** The last of the messages in a row that is what is asked for. */
function lastWith<T>(
	said: readonly Said[],
	find: (one: Said) => T | undefined,
): { readonly one: Said; readonly found: T } | undefined {
	for (const one of [...said].reverse()) {
		const found = find(one);
		if (found !== undefined) return { one, found };
	}
	return undefined;
}

function deed({ answerBy, choices }: Question, said: readonly Said[]): Deed | undefined {
	const all = said
		.map(({ text }) => text)
		.filter((text) => text.trim() !== '')
		.join('\n');
	const text = all === '' ? {} : { text: all };
	const written = lastWith(said, (one) => (one.text.trim() === '' ? undefined : one));
	switch (answerBy) {
		case 'location': {
			const where = lastWith(said, ({ message }) => locationOf(message));
			if (where) return { by: 'location', location: where.found, ...text, one: where.one, used: said };
			return written && { by: 'text', ...text, one: written.one, used: said };
		}
		case 'file': {
			const sent = lastWith(said, ({ message }) => fileOf(message));
			return sent && { by: 'file', file: sent.found, ...text, one: sent.one, used: said };
		}
		case 'text':
			return written && { by: 'text', ...text, one: written.one, used: said };
		default: {
			// Nothing but a choice is an answer: everything else starts a workflow, and the question waits.
			const isApproval = answerBy === 'approval';
			const typed = lastWith(said, (one) =>
				isApproval && fileOf(one.message) ? undefined : typedChoice(choices, one.text, isApproval),
			);
			return typed && { by: 'text', ...typed.found, text: typed.one.text, one: typed.one, used: [typed.one] };
		}
	}
}

function tapOn({ choices }: Question, choice: number, [one]: readonly Said[]): Deed | undefined {
	const tapped = choices[choice];
	if (tapped === undefined || one === undefined) return undefined;
	return { by: 'tap', id: tapped.id, title: tapped.title, text: tapped.title, one, used: [one] };
}

/** What the workflow goes on with, and the IDs of the messages that say so. */
export interface Taken {
	readonly outcome: WaitOutcome;
	readonly used: readonly string[];
}

/** @returns why it goes on waiting where there is nothing to go on with */
export function answerTo(question: Question, answer: PersonAnswer): Taken | NoAnswer {
	const { sender, businessPhone, choice, said } = answer;
	// The token of a tap went to nobody else, so a person who hides the number is known by it.
	const isHidden = sender === '' && choice !== undefined;
	const isAsked = isHidden || personOf(sender) === personOf(question.recipient);
	if (!isAsked || businessPhone !== question.businessPhone) return 'somebodyElse';
	// What was written before the question was sent is no answer to it. Both times are the service's own.
	const after = said.filter(({ timestamp }) => timestamp <= 0 || timestamp >= question.askedAt);
	const done = choice === undefined ? deed(question, after) : tapOn(question, choice, said);
	if (done === undefined) return 'unfit';
	const { one, used, ...what } = done;
	const { message, messageId, timestamp } = one;
	const who = sender === '' ? {} : { sender };
	const response: Response = { answered: true, ...what, message, messageId, timestamp, ...who };
	const isApproval = question.answerBy === 'approval';
	const outcome = { response, ...(isApproval ? { data: { approved: what.id === APPROVE } } : {}) };
	return { outcome, used: used.map((message) => message.messageId) };
}

/**
 * What the workflow goes on with when the time is up.
 *
 * @param forAgent an agent waits for the approval of a tool call: it reads why there is none
 */
export function noAnswerTo(answerBy: AnswerBy, forAgent = false): WaitOutcome {
	const response: Response = { answered: false };
	if (answerBy !== 'approval') return { response };
	const why = forAgent ? { chatInput: 'Nobody answered in time, so this is not approved.' } : {};
	return { response, data: { approved: false, ...why } };
}
