/**
 * A push that the service takes for failed comes again after 1, 3 and 5 minutes (docs/api.md, section 5). It may have
 * started a workflow all the same: n8n answered too late, or the answer was lost. So pushes are remembered for a while.
 */
import { createHash } from 'crypto';
import { isRecord } from '../core/members';
import { ownCopy } from '../core/text';
import { Memory, type Kept } from './memory';
import { BILLING, MESSAGE_STATUS, TEMPLATE_STATUS, UP_MESSAGE, type Push } from './push';

export interface RepeatBounds {
	maxAgeMs: number;
	/** Pushes remembered by this process. */
	maxCount: number;
	/** Pushes that are stored with the workflow: it is written with each of them, so these are few. */
	maxStored: number;
}

export const BOUNDS: RepeatBounds = {
	// 1 + 3 + 5 minutes, and time for four calls that are not answered.
	maxAgeMs: 15 * 60_000,
	// At 100 a second for all that time, which are some 10 MB.
	maxCount: 100_000,
	maxStored: 500,
};

/** The same file may be pushed with another link to it. */
function contentOf({ message }: Push): unknown {
	if (!isRecord(message)) return message;
	const { type } = message;
	const file = typeof type === 'string' ? message[type] : undefined;
	return isRecord(file) ? { ...message, [String(type)]: { ...file, filePath: undefined } } : message;
}

/** What makes a push the same push. The three reports sent, delivered and read of one message are three pushes. */
function identity(push: Push): unknown[] {
	const { eventType, appId, messageId, status } = push;
	const message = messageId === '' || messageId === undefined || messageId === null ? push : messageId;
	switch (eventType) {
		case UP_MESSAGE:
			// What was edited, or could not be shown at first, comes again under the same ID.
			return [eventType, appId, message, contentOf(push)];
		case MESSAGE_STATUS:
			return [eventType, appId, message, push.recipient, status];
		case BILLING:
			return [eventType, appId, message, push.conversationId, push.currency, push.fee];
		case TEMPLATE_STATUS:
			// A template may be paused, approved and paused again: only the time tells these apart.
			return [eventType, appId, push.templateId, push.languageCode, status, push.timestamp];
		default:
			return [push];
	}
}

/** A short name of the push. Nothing of its content can be read from it. */
export function fingerprint(push: Push): string {
	return createHash('sha256')
		.update(JSON.stringify(identity(push)))
		.digest('base64url')
		.slice(0, 16);
}

/** One entry as it is stored: a name, and seconds since 1970. */
const STORED = /^([\w.-]+):([0-9a-z]{1,8})$/;

/** The pushes of the last minutes, bounded in age and number. Times are milliseconds since 1970. */
export class Repeats implements Kept {
	/** As they came to be known, which is nearly the oldest first. */
	private readonly seen = new Map<string, number>();

	/** Those that are to be stored, oldest first: picking them out of thousands for each push would cost too much. */
	private newest: Map<string, number> | undefined;

	/** Those that are being dealt with, with the count of writings then: nobody else may write down that they were. */
	private readonly open = new Map<string, number>();

	/** Those of which n8n may still say that it cannot begin, also where others count them as dealt with. */
	readonly unanswered = new Set<string>();

	/** Those that were forgotten, with the time up to which what is stored of them no longer counts. */
	private readonly welcome = new Map<string, number>();

	/** How often a call took the text that it stores. */
	private writings = 0;

	/** Whether what is stored may lack one that was dealt with: two calls took their texts before either was over. */
	private isLacking = false;

	constructor(private readonly bounds: RepeatBounds = BOUNDS) {}

	/** Whether nobody who is still at work will store what is lacking. */
	get isBehind(): boolean {
		return this.isLacking && this.open.size === 0;
	}

	get size(): number {
		return this.seen.size;
	}

	has(name: string): boolean {
		return this.seen.has(name);
	}

	startingWith(start: string): string | undefined {
		return Array.from(this.seen.keys()).find((name) => name.startsWith(start));
	}

	/** Whether it remembers nothing of use. */
	isSpent(now: number): boolean {
		this.tidy(now);
		return this.seen.size === 0;
	}

	merge(stored: string, now: number): void {
		for (const entry of stored.split(' ')) {
			const [, name, time] = STORED.exec(entry) ?? [];
			if (name === undefined || time === undefined || this.seen.has(name)) continue;
			const at = parseInt(time, 36) * 1000;
			if (!this.isRecent(at, now) || at <= (this.welcome.get(name) ?? 0)) continue;
			// Sorting in what another process met a moment before would cost as much as there is.
			const own = ownCopy(name);
			this.seen.set(own, at);
			this.enter(own);
		}
		this.tidy(now);
	}

	/** @returns whether the push is met for the first time; from now on it is known */
	meet(name: string, now: number): boolean {
		this.tidy(now);
		if (this.seen.has(name)) return false;
		this.seen.set(name, now);
		this.enter(name);
		this.tidy(now);
		return true;
	}

	/** The same, but it is stored only when `finish` says that it was dealt with. */
	begin(name: string, now: number): boolean {
		const isFirst = this.meet(name, now);
		if (isFirst) this.reopen(name);
		return isFirst;
	}

	/** It was dealt with, but n8n may end before the workflow is on its way: others must not write it down yet. */
	reopen(name: string): void {
		if (!this.seen.has(name)) return;
		this.open.set(name, this.writings);
		this.newest?.delete(name);
	}

	/** Whether nobody knows yet what becomes of the push. */
	isOpen(name: string, now: number): boolean {
		this.tidy(now);
		return this.open.has(name) || this.unanswered.has(name);
	}

	finish(name: string, now: number): void {
		const writings = this.open.get(name);
		if (writings === undefined) return;
		// Among the newest, whenever it came.
		this.seen.delete(name);
		this.seen.set(name, now);
		this.isLacking ||= writings < this.writings;
		this.open.delete(name);
		this.enter(name);
	}

	/** The push started nothing after all: its repeat is welcome. */
	forget(name: string): void {
		const at = this.seen.get(name);
		if (at !== undefined) this.welcome.set(name, at);
		this.drop(name);
	}

	private drop(name: string): void {
		this.seen.delete(name);
		this.open.delete(name);
		this.newest?.delete(name);
	}

	/** The newest, to be stored. */
	stored(): string {
		this.writings += 1;
		if (this.open.size === 0) this.isLacking = false;
		return this.lines();
	}

	/** The same, for another process. */
	lines(): string {
		this.newest ??= new Map(
			[...this.seen].filter(([name]) => !this.open.has(name)).slice(-this.bounds.maxStored),
		);
		return Array.from(this.newest, ([name, at]) => `${name}:${Math.floor(at / 1000).toString(36)}`).join(' ');
	}

	private enter(name: string): void {
		const at = this.seen.get(name);
		if (this.newest === undefined || at === undefined) return;
		this.newest.set(name, at);
		const [oldest] = this.newest.keys();
		if (this.newest.size > this.bounds.maxStored && oldest !== undefined) this.newest.delete(oldest);
	}

	private tidy(now: number): void {
		for (const [name, at] of this.seen) {
			if (this.isRecent(at, now) && this.seen.size <= this.bounds.maxCount) break;
			this.drop(name);
		}
		for (const [name, at] of this.welcome) {
			if (this.isRecent(at, now) && this.welcome.size <= this.bounds.maxCount) break;
			this.welcome.delete(name);
		}
	}

	/** A time far in the future comes from a clock that was set back since. */
	private isRecent(at: number, now: number): boolean {
		return Math.abs(now - at) <= this.bounds.maxAgeMs;
	}
}

/** The pushes that came before. */
export const pushes = new Memory('pushes', () => new Repeats());
