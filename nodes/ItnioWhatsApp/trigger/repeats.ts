/**
 * A push that the service takes for failed comes again after 1, 3 and 5 minutes (docs/api.md, section 5). It may have
 * started a workflow all the same: n8n answered too late, or the answer was lost. So pushes are remembered for a while.
 */
import { createHash } from 'crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { BILLING, MESSAGE_STATUS, TEMPLATE_STATUS, UP_MESSAGE, type Push } from './push';

export interface Bounds {
	maxAgeMs: number;
	/** Pushes remembered by this process. */
	maxCount: number;
	/** Pushes that are stored with the workflow: it is written with each of them, so these are few. */
	maxStored: number;
}

export const BOUNDS: Bounds = {
	// 1 + 3 + 5 minutes, and time for four calls that are not answered.
	maxAgeMs: 15 * 60_000,
	maxCount: 20_000,
	maxStored: 500,
};

/** Fingerprint → seconds since 1970. Becomes part of the workflow's static data. */
export type Stored = Record<string, number>;

/** What makes a push the same push. The three reports sent, delivered and read of one message are three pushes. */
function identity(push: Push): unknown[] {
	const { eventType, appId, messageId, status } = push;
	const message = messageId === '' || messageId === undefined || messageId === null ? push : messageId;
	switch (eventType) {
		case UP_MESSAGE:
			return [eventType, appId, message];
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

/** The pushes of the last minutes, bounded in age and number. Times are milliseconds since 1970. */
export class Repeats {
	/** Oldest first. */
	private seen = new Map<string, number>();

	/** Those that are being dealt with: nobody else may write down that they were. */
	private readonly open = new Set<string>();

	constructor(private readonly bounds: Bounds = BOUNDS) {}

	get size(): number {
		return this.seen.size;
	}

	has(name: string): boolean {
		return this.seen.has(name);
	}

	/** Whether it remembers nothing of use. */
	isSpent(now: number): boolean {
		this.tidy(now);
		return this.seen.size === 0;
	}

	/** Takes in what was stored, by this process or another one. Anything that is not a memory is ignored. */
	merge(stored: unknown, now: number): void {
		if (typeof stored !== 'object' || stored === null) return;
		let isSorted = true;
		for (const [name, seconds] of Object.entries(stored)) {
			if (typeof seconds !== 'number' || this.seen.has(name)) continue;
			if (!this.isRecent(seconds * 1000, now)) continue;
			this.seen.set(name, seconds * 1000);
			isSorted = false;
		}
		if (!isSorted) this.seen = new Map([...this.seen].sort(([, a], [, b]) => a - b));
		this.tidy(now);
	}

	/** @returns whether the push is met for the first time; from now on it is known */
	meet(name: string, now: number): boolean {
		this.tidy(now);
		if (this.seen.has(name)) return false;
		this.seen.set(name, now);
		this.tidy(now);
		return true;
	}

	/** The same, but it is stored only when `finish` says that it was dealt with. */
	begin(name: string, now: number): boolean {
		const isFirst = this.meet(name, now);
		if (isFirst) this.open.add(name);
		return isFirst;
	}

	finish(name: string): void {
		this.open.delete(name);
	}

	/** The push started nothing after all: its repeat is welcome. */
	forget(name: string): void {
		this.seen.delete(name);
		this.open.delete(name);
	}

	/** The newest, to be stored. */
	stored(): Stored {
		const newest = [...this.seen].filter(([name]) => !this.open.has(name)).slice(-this.bounds.maxStored);
		return Object.fromEntries(newest.map(([name, at]) => [name, Math.floor(at / 1000)]));
	}

	private tidy(now: number): void {
		for (const [name, at] of this.seen) {
			if (this.isRecent(at, now) && this.seen.size <= this.bounds.maxCount) break;
			this.forget(name);
		}
	}

	/** A time far in the future comes from a clock that was set back since. */
	private isRecent(at: number, now: number): boolean {
		return Math.abs(now - at) <= this.bounds.maxAgeMs;
	}
}

/**
 * One memory for each trigger node of this process. n8n reads the stored one from its database for every call and writes
 * it back after the answer, so calls that come at the same time would not know of each other by that alone.
 */
const memories = new Map<string, Repeats>();

/** Tells the trigger nodes of all workflows apart. */
export const triggerOf = (context: Pick<IWebhookFunctions, 'getNode' | 'getWorkflow'>): string =>
	`${context.getWorkflow().id}/${context.getNode().id}`;

/** @param trigger see `triggerOf` */
export function memoryOf(trigger: string, now: number): Repeats {
	// n8n does not say when a workflow is gone for good.
	for (const [name, memory] of memories) if (memory.isSpent(now)) memories.delete(name);
	const memory = memories.get(trigger) ?? new Repeats();
	memories.set(trigger, memory);
	return memory;
}
