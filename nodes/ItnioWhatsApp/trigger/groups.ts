/**
 * What one person writes in a row starts one workflow. The service is answered at once; the call of the first message
 * stays open inside n8n until the person has paused, and then starts the workflow with all of them.
 */
import type { IDataObject } from 'n8n-workflow';

/** A person who does not stop does not hold up the workflow for ever. */
export const MOST_MESSAGES = 100;
/** So many pauses long at most. */
const MOST_PAUSES = 10;
const LOOK_EVERY_MS = 100;

interface Group {
	readonly messages: IDataObject[];
	readonly since: number;
	last: number;
}

export interface Clock {
	/** Milliseconds. */
	readonly now: () => number;
	readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The groups of this process that are still open. */
export class Groups {
	private readonly open = new Map<string, Group>();

	constructor(private readonly clock: Clock) {}

	get size(): number {
		return this.open.size;
	}

	/**
	 * @param key who writes to whom
	 * @param pauseMs for how long the person must not have written
	 * @returns all messages in their order, for the call that opened the group; undefined for those that joined it
	 */
	async gather(key: string, message: IDataObject, pauseMs: number): Promise<IDataObject[] | undefined> {
		const { now, sleep } = this.clock;
		const joined = this.open.get(key);
		if (joined) {
			joined.messages.push(message);
			joined.last = now();
			if (joined.messages.length >= MOST_MESSAGES) this.open.delete(key);
			return undefined;
		}
		const group: Group = { messages: [message], since: now(), last: now() };
		this.open.set(key, group);
		while (this.open.get(key) === group) {
			const end = Math.min(group.last + pauseMs, group.since + MOST_PAUSES * pauseMs);
			if (now() >= end) break;
			await sleep(Math.min(LOOK_EVERY_MS, end - now()));
		}
		if (this.open.get(key) === group) this.open.delete(key);
		return inOrder(group.messages);
	}
}

/** By the time at which they were written, in seconds; within a second as they came. */
function inOrder(messages: IDataObject[]): IDataObject[] {
	return [...messages].sort((a, b) => (Number(a.timestamp) || 0) - (Number(b.timestamp) || 0));
}

/** One item for what one person wrote in a row: the last message, all of them, and their joined text. */
export function groupItem(messages: readonly IDataObject[]): IDataObject {
	const last = messages[messages.length - 1] ?? {};
	const text = messages
		.map((message) => String(message.text ?? ''))
		.filter((words) => words !== '')
		.join('\n');
	return { ...last, text, messages: [...messages] };
}
