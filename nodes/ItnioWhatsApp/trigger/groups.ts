/**
 * What one person writes in a row starts one workflow. The service is answered at once; the call of the first message
 * stays open inside n8n until the person has paused, and then starts the workflow with all of them.
 */
import type { IDataObject } from 'n8n-workflow';
import { regularPush } from '../core/regularPush';
import { messageType, REACTION_TYPE } from './filters';
import { secondsOf, type Push } from './push';

/** A person who does not stop does not hold up the workflow for ever. */
export const MAX_MESSAGES = 100;
/** So many pauses long at most. */
const MAX_PAUSES = 10;
const LOOK_EVERY_MS = 100;

/** A message in a group. */
interface Member {
	readonly push: Push;
}

interface Group<T> {
	readonly messages: T[];
	readonly since: number;
	last: number;
}

export interface GroupClock {
	/** Milliseconds of a clock that nobody sets. */
	readonly now: () => number;
	readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The groups of this process that are still open. */
export class Groups<T extends Member> {
	private readonly open = new Map<string, Group<T>>();

	constructor(private readonly clock: GroupClock) {}

	get size(): number {
		return this.open.size;
	}

	has(key: string): boolean {
		return this.open.has(key);
	}

	/**
	 * @param key who writes to whom
	 * @param pauseMs for how long the person must not have written
	 * @returns all messages in their order, for the call that opened the group; undefined for those that joined it
	 */
	async gather(key: string, message: T, pauseMs: number): Promise<T[] | undefined> {
		const { now, sleep } = this.clock;
		const joined = this.open.get(key);
		if (joined) {
			joined.messages.push(message);
			joined.last = now();
			if (joined.messages.length >= MAX_MESSAGES) this.open.delete(key);
			return undefined;
		}
		const group: Group<T> = { messages: [message], since: now(), last: now() };
		this.open.set(key, group);
		while (this.open.get(key) === group) {
			const end = Math.min(group.last + pauseMs, group.since + MAX_PAUSES * pauseMs);
			if (now() >= end) break;
			await sleep(Math.min(LOOK_EVERY_MS, end - now()));
		}
		if (this.open.get(key) === group) this.open.delete(key);
		return inOrder(group.messages);
	}
}

/** By the time at which they were written, in seconds; within a second, or without a time, as they came. */
function inOrder<T extends Member>(messages: readonly T[]): T[] {
	let last = 0;
	return messages
		.map((message) => ({ message, at: (last = secondsOf(message.push) || last) }))
		.sort((a, b) => a.at - b.at)
		.map(({ message }) => message);
}

const says = ({ text, tapped }: IDataObject): boolean => text !== '' || tapped !== undefined;

const lastOf = <T>(list: readonly T[], is: (one: T) => boolean): T | undefined =>
	[...list].reverse().find(is);

/**
 * One item for what one person wrote in a row: the last message that says something, the last tap, all words, all messages.
 * A heart behind a question does not hide the question.
 */
export function groupItem(messages: readonly IDataObject[]): IDataObject {
	// An item holds the push as it came.
	const typeOf = (message: IDataObject) => messageType(regularPush(message) as Push);
	const top =
		lastOf(messages, says) ??
		lastOf(messages, (message) => typeOf(message) !== REACTION_TYPE) ??
		messages[messages.length - 1];
	const tapped = lastOf(messages, (message) => message.tapped !== undefined)?.tapped;
	const text = messages
		.map((message) => String(message.text ?? ''))
		.filter((words) => words !== '')
		.join('\n');
	// A wish that is not the last word counts all the same.
	const { optedOut, optedIn } = lastOf(messages, (one) => Boolean(one.optedOut ?? one.optedIn)) ?? {};
	const fileProblem = lastOf(messages, (one) => one.fileProblem !== undefined)?.fileProblem;
	const isLate = messages.some(({ lateAnswer }) => lateAnswer === true);
	return {
		...top,
		...(optedOut ? { optedOut } : {}),
		...(optedIn ? { optedIn } : {}),
		...(isLate ? { lateAnswer: true } : {}),
		...(fileProblem === undefined ? {} : { fileProblem }),
		text,
		chatInput: text,
		...(tapped === undefined ? {} : { tapped }),
		messages: [...messages],
		messageTypes: messages.map(typeOf),
	};
}
