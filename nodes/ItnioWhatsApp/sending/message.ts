/** What sending takes and gives. */
import type { Clock } from '../core/time';
import type { Answer } from '../service/answer';
import type { Outcome } from '../service/classify';
import type { StatusTable } from '../service/statuses';
import type { Claim, Settlement } from './onceStore';
import type { Ledger } from './ledger';
import type { Numbers } from './numbers';

/** A message that passed the checks. */
export interface Message {
	readonly itemIndex: number;
	/** Which one of several messages of the item, from 0. */
	readonly part?: number;
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
	/** What makes it the same message for a retry, where that is not the body. */
	readonly identity?: Message['body'];
	readonly timeoutMs: number;
	/** Send it again although an earlier try of this run, or an earlier execution, may have sent it. */
	readonly resendUnknown: boolean;
	/** A message with this key goes once, ever; undefined: as often as it comes. */
	readonly onceKey?: string;
	/** When the person last wrote, as `readLastWroteAt` gives it; undefined: nobody asks. */
	readonly lastWroteAt?: number;
}

export interface SendingOptions {
	/** Undefined: as many as the pace needs. */
	readonly parallel?: number;
	/** Shared with all executions of this process that send from the same number. */
	readonly maxPerSecond: number;
	/** Milliseconds since the first try of a message for which it is tried again after "too many". */
	readonly waitAtMostMs: number;
	/** Send identical messages once. */
	readonly skipDuplicates: boolean;
	/** The first failure stops further starts. */
	readonly stopOnFailure: boolean;
}

/** What sending needs from outside; tests bring a clock of their own. */
export interface SendingTools extends Clock {
	/** One signed request for one message. */
	readonly call: (message: Message) => Promise<Answer>;
	readonly statuses: StatusTable;
	readonly ledger: Ledger;
	/** The business numbers of this process. */
	readonly numbers: Pick<Numbers, 'of'>;
	readonly baseUrl: string;
	readonly canceled: () => boolean;
	/** Resolves when the execution is canceled. */
	readonly cancellation: Promise<unknown>;
	/** Unix time in milliseconds, for a `Retry-After` that names a date and for the 24 hours. */
	readonly wallClock: () => number;
	/** Of the workflow, for a time that people read. */
	readonly timeZone: string;
	/** From 0 up to 1. */
	readonly random: () => number;
	readonly progress?: Progress;
	/** Where messages have keys: what was sent before. */
	readonly once?: SentBefore;
}

/** What this node has sent, ever. */
export interface SentBefore {
	claim(key: string): Promise<Claim>;
	/** Once more, where it was `claimed`. */
	look(key: string): Promise<Claim>;
	/** Resolves once it is stored. */
	settle(key: string, settlement: Settlement): Promise<void>;
}

/** Progress of a run while it is under way. */
export interface Progress {
	/** So many messages are to be sent. */
	begins(messages: number): void;
	/** One of them has an outcome. */
	ends(outcome: Ended): void;
	/** A start was held up for this many milliseconds by a limit of this many a second. */
	waited(milliseconds: number, perSecond: number): void;
}

/** It went before, in this execution or in an earlier one. */
export interface AlreadySent {
	readonly kind: 'alreadySent';
}

export type Ended = Outcome | AlreadySent;

/** What became of a message; `duplicateOf`: it was not sent because that item carries the same message. */
export type Sent =
	Ended | { readonly kind: 'skipped'; readonly duplicateOf: number; readonly messageId: string };
