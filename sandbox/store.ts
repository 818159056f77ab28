import { createHash } from 'node:crypto';
import type { Counts, ReceivedMessage, RejectedMessage } from './types';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the service remembers: messages accepted and rejected, and who wrote when. */
export class MessageStore {
	received: ReceivedMessage[] = [];
	rejected: RejectedMessage[] = [];
	requests = 0;
	private accepted = 0;
	private refused = 0;
	private duplicates = 0;
	private n = 0;
	private bodies = new Set<string>();
	private lastWrote = new Map<string, number>();

	accept(message: Omit<ReceivedMessage, 'n'>, keep: number): ReceivedMessage {
		const entry = { ...message, n: ++this.n };
		this.accepted++;
		// A digest, not the text: forty thousand carousels need not be kept twice.
		const digest = createHash('md5').update(message.rawBody).digest('base64');
		if (this.bodies.has(digest)) this.duplicates++;
		else this.bodies.add(digest);
		this.received.push(entry);
		trim(this.received, keep);
		return entry;
	}

	reject(entry: Omit<RejectedMessage, 'n'>, keep: number): void {
		this.refused++;
		this.rejected.push({ ...entry, n: ++this.n });
		trim(this.rejected, keep);
	}

	counts(): Counts {
		const { requests, accepted, duplicates, refused: rejected } = this;
		return { requests, accepted, duplicates, rejected };
	}

	/** Accepted and rejected together, newest first, at most `limit`, only those after number `after`. */
	newest(limit: number, after = 0): Array<ReceivedMessage | RejectedMessage> {
		return [...this.received.slice(-limit), ...this.rejected.slice(-limit)]
			.filter(({ n }) => n > after)
			.sort((a, b) => b.n - a.n)
			.slice(0, limit);
	}

	find(messageId: string): ReceivedMessage | undefined {
		for (let i = this.received.length - 1; i >= 0; i--) {
			if (this.received[i]?.messageId === messageId) return this.received[i];
		}
		return undefined;
	}

	personWrote(businessPhone: string, person: string, nowMs: number): void {
		this.lastWrote.set(`${businessPhone} ${person}`, nowMs);
	}

	/** Whether custom messages to this person are allowed: 24 hours from their last message to this business number. */
	isWindowOpen(businessPhone: string, person: string, nowMs: number): boolean {
		const at = this.lastWrote.get(`${businessPhone} ${person}`);
		return at !== undefined && nowMs - at < DAY_MS;
	}

	clear(): void {
		// Emptied in place: whoever holds the array sees it empty, too.
		this.received.length = 0;
		this.rejected.length = 0;
		this.bodies.clear();
		this.lastWrote.clear();
		this.requests = this.accepted = this.refused = this.duplicates = this.n = 0;
	}
}

/** Cuts off the oldest in slices, because removing one at a time from a long array is slow. */
function trim(entries: unknown[], keep: number): void {
	if (entries.length > keep * 1.25) entries.splice(0, entries.length - keep);
}
