import type { IncomingHttpHeaders } from 'node:http';

/** A JSON object whose members have not been looked at yet. */
export type JsonObject = Record<string, unknown>;

/** The calls of the service that the sandbox answers (docs/api.md, sections 2 and 5). */
export type Endpoint = 'custom' | 'template' | 'query' | 'balance' | 'numbers' | 'account';

/** A customer of the pretended service. `wa` and `sms` are the states that make every call of a family fail. */
export interface Account {
	apiKey: string;
	apiSecret: string;
	appIds: string[];
	businessPhones: string[];
	/** Refuse business numbers that are not in the list with -96; otherwise any number of 7-14 digits will do. */
	onlyOwnBusinessPhones?: boolean;
	balance: string;
	gift?: string;
	credit?: string;
	/** Status that every `/wa/` call of this account gets, e.g. -14. */
	wa?: number;
	/** Status that the balance call of this account gets, e.g. -13. The two families number differently. */
	sms?: number;
	/** What is the matter with this account, for the page. */
	about?: string;
}

export type FaultKind =
	| 'resetBeforeRead'
	| 'resetAfterRead'
	| 'timeoutBeforeAccept'
	| 'timeoutAfterAccept'
	| 'http429'
	| 'http500'
	| 'http502'
	| 'http503'
	| 'halfAnswer'
	| 'wrongContentType'
	| 'slowDrip'
	| 'hugeAnswer'
	| 'redirect'
	| 'empty'
	| 'status'
	| 'latency';

/** Something that goes wrong with a call. The first fault of the list that applies is the one that happens. */
export interface Fault {
	kind: FaultKind;
	/** 0..1, default 1. */
	probability?: number;
	/** How often it happens at most; default: always. */
	times?: number;
	/** Which calls it concerns; default: every call of the API. */
	match?: { recipient?: string; endpoint?: Endpoint };
	/** Whether the message was taken in before the fault. Every kind has a sensible default, see faults.ts. */
	accepted?: boolean;
	/** For http429 and http503 (and the other 5xx): see SandboxOptions.retryAfter. */
	retryAfter?: number | string;
	/** For `status`: the vendor's code, e.g. -4. */
	status?: number;
	/** For `redirect`: 302 (default), 307, … */
	httpStatus?: number;
	/** For `redirect`: the address in the Location header. */
	location?: string;
	/** For `latency`: how long; for `slowDrip`: the pause after each byte (default 5). Milliseconds. */
	ms?: number;
	/** For `hugeAnswer`: size of the body in bytes, default 50 MB. */
	bytes?: number;
}

export interface Settings {
	/** Added before every answer of the API, in milliseconds. */
	latencyMs: number;
	/** Sends above it within one second are answered HTTP 429; null: no limit. */
	ratePerSecond: number | null;
	/** `window`: so many within any second; `bucket`: one second's worth at once, filled evenly. */
	rateCountedBy: 'window' | 'bucket';
	/** Retry-After of a 429: seconds, or `date:<seconds>` for an HTTP date that far ahead, or any text; '' for none. */
	retryAfter: number | string;
	faults: Fault[];
	/** Makes random faults repeatable. */
	seed: number;
	/** Where pushes go; null: nowhere. */
	callbackUrl: string | null;
	/** Pauses before a failed push is repeated, in milliseconds. */
	pushDelaysMs: number[];
	/** How long a push waits for its answer, in milliseconds. */
	pushTimeoutMs: number;
	/** Refuse custom messages to people who did not write within 24 hours. */
	enforceWindow: boolean;
	/** The vendor's page leaves open which of the two the template query answers with. */
	templateDataAs: 'array' | 'object';
	/** The vendor's page has two paths for the queries of numbers and account; the other one answers 404. */
	accountCallsBelow: '/wa' | '/wa/template';
	/** How many accepted and how many rejected messages are remembered; the counts go on. */
	keepMessages: number;
}

export interface SandboxOptions extends Partial<Omit<Settings, 'ratePerSecond' | 'callbackUrl'>> {
	/** 0 (default): any free port. */
	port?: number;
	/** Default: DEFAULT_ACCOUNT and one account for each credential trouble. */
	accounts?: Account[];
	ratePerSecond?: number | null;
	callbackUrl?: string | null;
	/** Clock in milliseconds, default Date.now. */
	now?: () => number;
}

/**
 * How the answer to an accepted message reached the sender.
 * `waiting`: not answered yet; `accepted`: the whole answer went out; `cut off`: the connection broke before its end;
 * `no answer`: none was ever sent; `http error`: 5xx although accepted; `unreadable`: an answer that is no JSON.
 */
export type Reported = 'waiting' | 'accepted' | 'cut off' | 'no answer' | 'http error' | 'unreadable';

/** A message that the service accepted. */
export interface ReceivedMessage {
	/** Place among all accepted and rejected messages, from 1. */
	n: number;
	messageId: string;
	/** Milliseconds. */
	at: number;
	endpoint: 'custom' | 'template';
	recipient: string;
	businessPhone: string;
	body: JsonObject;
	rawBody: string;
	headers: IncomingHttpHeaders;
	reported: Reported;
	/** Why this message would be accepted by the real service and then never arrive. */
	warnings: string[];
	/** Members that the API does not know and ignores. */
	notes: string[];
}

/** A call that was refused: `status` is the vendor's code, or `HTTP 429`. */
export interface RejectedMessage {
	n: number;
	status: string;
	reason: string;
	body: unknown;
	at: number;
	endpoint: Endpoint;
}

export interface Counts {
	requests: number;
	accepted: number;
	/** Accepted messages whose body had been accepted before, byte for byte. */
	duplicates: number;
	rejected: number;
}

/** How a push ended. */
export interface PushOutcome {
	delivered: boolean;
	attempts: number;
	/** HTTP status of the last attempt; undefined when there was no answer. */
	httpStatus?: number;
}

export interface PushRecord extends PushOutcome {
	url: string;
	event: JsonObject;
	at: number;
}

/** What `inbound` takes: somebody writes, or taps on a button or row of a message that was sent. */
export interface Inbound {
	/** The person's number, or the ID of one who hides it, such as `ID.13491208655302741918`. */
	from: string;
	name?: string;
	/** Business number written to; default: the first one of the first account. */
	to?: string;
	appId?: string;
	/** Default: the text kind. */
	text?: string;
	/** One of image, video, audio, document, sticker. `login`: the file is given to signed calls only. */
	media?: { type: string; caption?: string; filename?: string; mimeType?: string; login?: boolean };
	location?: { longitude: string; latitude: string };
	/** A tap: on `id` or `title` in the message `messageId`. */
	tap?: { messageId?: string; id?: string; title?: string };
	/** A whole `message` object, passed through as it is. */
	message?: JsonObject;
}

export interface Sandbox {
	url: string;
	port: number;
	/** What was accepted, in the order of acceptance. */
	readonly received: ReceivedMessage[];
	readonly rejected: RejectedMessage[];
	readonly pushes: PushRecord[];
	/** Calls of the API so far, whatever became of them. */
	readonly requests: number;
	readonly settings: Settings;
	counts(): Counts;
	/** Throws a TypeError that names an unknown or impossible setting; then nothing is changed. */
	configure(change: Partial<Settings>): void;
	/** Forgets everything received and returns to the settings given at the start. */
	reset(): void;
	/** Posts one event; repeats it as the service does until a 2xx comes or the repeats are used up. */
	push(callbackUrl: string, event: object): Promise<PushOutcome>;
	/** The same, but waits for the first attempt only; the repeats go on by themselves. */
	pushOnce(callbackUrl: string, event: object): Promise<PushOutcome>;
	/** Somebody writes to the business: opens the 24-hour window and pushes to `callbackUrl`, if one is set. */
	inbound(what: Inbound): Promise<{ event: JsonObject; pushed: boolean; delivered: boolean }>;
	close(): Promise<void>;
}
