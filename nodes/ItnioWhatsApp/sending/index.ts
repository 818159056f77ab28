/** Sends checked messages: in parallel, at the service's pace, each recipient's in order, none twice. */
import type { Answer } from '../service/answer';
import type { StatusTable } from '../service/statuses';
import { InFlight, type Step } from './dispatcher';
import { hashOf, keyOf, type Ledger, type LedgerKey, type Memory } from './ledger';
import type { Numbers } from './numbers';
import type { Claim, Settlement } from './once';
import { classify, UNKNOWN_ADVICE, type Failed, type Outcome, type Verdict } from '../service/classify';
import { backoffMs, MAX_RETRIES, retryAfterMs } from '../core/backoff';

/** A message that passed the checks. */
export interface Message {
	readonly itemIndex: number;
	/** Which one of several messages of the item, from 0. */
	readonly part?: number;
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
	/** What makes it the same message for a retry, where that is not the body. */
	readonly identity?: object;
	readonly timeoutMs: number;
	/** Send it again although an earlier try of this run, or an earlier execution, may have sent it. */
	readonly resendUnknown: boolean;
	/** A message with this key goes once, ever; undefined: as often as it comes. */
	readonly onceKey?: string;
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
export interface SendingTools {
	/** One signed request for one message. Must not throw. */
	readonly call: (message: Message) => Promise<Answer>;
	readonly statuses: StatusTable;
	readonly ledger: Ledger;
	/** The business numbers of this process. */
	readonly numbers: Pick<Numbers, 'of'>;
	readonly baseUrl: string;
	readonly canceled: () => boolean;
	/** Resolves when the execution is canceled. */
	readonly cancellation: Promise<unknown>;
	/** Milliseconds, never running backwards. */
	readonly now: () => number;
	/** The time of day in milliseconds, for a `Retry-After` that names a date. */
	readonly wallClock: () => number;
	/** From 0 up to 1. */
	readonly random: () => number;
	readonly progress?: Progress;
	/** Where messages have keys: what was sent before. */
	readonly once?: SentBefore;
}

/** What this node has sent, ever. */
export interface SentBefore {
	/** @param isOurs an unconfirmed claim of this key can only be one of this very execution */
	claim(key: string, isOurs: boolean): Promise<Claim>;
	settle(key: string, settlement: Settlement): Promise<void>;
	/** Resolves once all is stored. */
	written(): Promise<void>;
}

/** What is told of a run while it is under way. */
export interface Progress {
	/** So many messages are to be sent. */
	begins(messages: number): void;
	/** One of them has an outcome. */
	ends(outcome: Outcome | AlreadySent): void;
	/** A start was held up for so many milliseconds by the limit, of so many a second. */
	waited(milliseconds: number, perSecond: number): void;
}

/** It went before, in this execution or in an earlier one. */
export interface AlreadySent {
	readonly kind: 'alreadySent';
}

/** What became of a message; `duplicateOf`: it was not sent because that item carries the same message. */
export type Sent =
	| Outcome
	| AlreadySent
	| { readonly kind: 'skipped'; readonly duplicateOf: number; readonly messageId: string };

interface Job extends Message {
	readonly key: LedgerKey;
	readonly hash: string;
	readonly memory: Memory;
}

const notStarted = (canceled: boolean): Failed => ({
	kind: 'notSent',
	heldBack: true,
	why: canceled
		? 'The message was not sent: the execution was canceled before its turn.'
		: 'The message was not sent: an earlier one failed and the node is set to stop then.',
});

const sentBefore: Failed = {
	kind: 'unknown',
	why: `An earlier execution ended before it knew what became of this message. ${UNKNOWN_ADVICE} To send it again, set When Outcome Is Unknown in the options.`,
};

const notRemembered = (error: unknown): Failed => ({
	kind: 'notSent',
	why: `The message was not sent, because n8n cannot remember it (${error instanceof Error ? error.message : String(error)}). Send Once works in saved workflows only: save the workflow and execute again.`,
});

const stillUnknown: Failed = {
	kind: 'unknown',
	why: `An earlier try of this run sent this message and got no usable answer. ${UNKNOWN_ADVICE} To send it again with the next retry, set When Outcome Is Unknown in the options.`,
};

/**
 * @returns what became of each message, in the order of the messages
 */
export async function sendAll(
	messages: readonly Message[],
	options: SendingOptions,
	tools: SendingTools,
): Promise<Sent[]> {
	const jobs = messages.map((message): Job => {
		const key = keyOf(message.itemIndex, message.part);
		const hash = hashOf(message.path, message.identity ?? message.body);
		return { ...message, key, hash, memory: tools.ledger.recall(key, hash) };
	});
	const results = new Map<Job, Sent>();
	const firstOf = new Map<string, Job>();
	const toSend: Job[] = [];

	for (const job of jobs) {
		const { memory } = job;
		if (options.skipDuplicates && firstOf.has(job.hash)) continue;
		firstOf.set(job.hash, job);
		if (memory === undefined || (memory === 'unknown' && job.resendUnknown)) toSend.push(job);
		else results.set(job, memory === 'unknown' ? stillUnknown : memory);
	}

	const outcomes = await dispatch(toSend, options, tools);
	for (const job of toSend) results.set(job, outcomes.get(job) ?? notStarted(tools.canceled()));
	return jobs.map((job) => results.get(job) ?? duplicate(firstOf.get(job.hash) as Job, results));
}

/** A message that another item carries, too, shares its fate. */
function duplicate(first: Job, results: ReadonlyMap<Job, Sent>): Sent {
	const sent = results.get(first) as Outcome | AlreadySent;
	if (sent.kind === 'alreadySent') return sent;
	if (sent.kind === 'accepted') {
		return { kind: 'skipped', duplicateOf: first.itemIndex, messageId: sent.messageId };
	}
	return {
		...sent,
		kind: sent.kind === 'unknown' ? 'unknown' : 'notSent',
		why: `Not sent, because item ${first.itemIndex} is the same message and failed: ${sent.why}`,
	};
}

/** What is known of a message that is tried again. */
interface Tries {
	readonly firstAt: number;
	/** Tries after failures that do not go away by patience. */
	few: number;
}

async function dispatch(
	jobs: readonly Job[],
	{ parallel, maxPerSecond, waitAtMostMs, stopOnFailure }: SendingOptions,
	tools: SendingTools,
): Promise<Map<Job, Outcome | AlreadySent>> {
	const { ledger, now, wallClock, numbers, baseUrl, progress, once } = tools;
	const outcomes = new Map<Job, Outcome | AlreadySent>();
	const tries = new Map<Job, Tries>();
	const inFlight = new InFlight(parallel);
	/** Jobs whose key is ours, or was left by an earlier execution and is taken over. */
	const claimed = new Map<Job, Claim>();
	const settling: Array<Promise<void>> = [];
	let failed = false;
	let stop: () => void = () => undefined;
	const interrupted = Promise.race([tools.cancellation, new Promise<void>((resolve) => (stop = resolve))]);

	/** Nothing more starts, at no number, where the node is set to stop. */
	function fails(): void {
		if (!stopOnFailure) return;
		failed = true;
		stop();
	}

	/** Whether a message goes, by what was sent before. */
	async function admit(job: Job): Promise<'go' | { readonly done: Outcome | AlreadySent }> {
		if (!once || job.onceKey === undefined) return 'go';
		let claim: Claim;
		try {
			claim = await once.claim(job.onceKey, job.memory === 'unknown');
		} catch (error) {
			fails();
			return end(notRemembered(error));
		}
		if (claim === 'sent') return end({ kind: 'alreadySent' });
		if (claim === 'ours' || job.resendUnknown) {
			claimed.set(job, claim);
			return 'go';
		}
		settling.push(once.settle(job.onceKey, 'unknown'));
		// The others have nothing to do with it: they go on.
		return end(sentBefore);
	}

	function end<R extends Outcome | AlreadySent>(outcome: R): { readonly done: R } {
		progress?.ends(outcome);
		return { done: outcome };
	}

	function settle(job: Job, settlement: Settlement): void {
		if (!once || job.onceKey === undefined || !claimed.delete(job)) return;
		settling.push(once.settle(job.onceKey, settlement));
	}

	/** Milliseconds after which another try is safe; `isWorthIt`: the message has this patience left. */
	function againIn(
		tries: Tries,
		{ retry, retryAfter }: Verdict,
		attempt: number,
	): { readonly wait: number; readonly isWorthIt: boolean } {
		if (retry === 'no') return { wait: 0, isWorthIt: false };
		if (retry === 'few') {
			tries.few += 1;
			return { wait: backoffMs(tries.few - 1, tools.random()), isWorthIt: tries.few <= MAX_RETRIES };
		}
		// A service that asks for no pause would be asked again without end.
		const wait = retryAfterMs(retryAfter, wallClock()) || backoffMs(attempt, tools.random());
		return { wait, isWorthIt: now() + wait - tries.firstAt <= waitAtMostMs };
	}

	async function sendFrom(businessPhone: string, own: readonly Job[]): Promise<void> {
		const dispatcher = numbers.of(baseUrl, businessPhone);

		async function run(job: Job, attempt: number): Promise<Step<Outcome | AlreadySent>> {
			const startedAt = now();
			const sofar = tries.get(job) ?? { firstAt: startedAt, few: 0 };
			tries.set(job, sofar);
			ledger.leaves(job.key, job.hash);
			const answer = await tools.call(job);
			const verdict = classify(answer, tools.statuses, now() - sofar.firstAt);
			const { outcome, retry } = verdict;
			if (outcome.kind === 'accepted') ledger.accepted(job.key, job.hash, outcome);
			else if (outcome.kind !== 'unknown') ledger.notTaken(job.key);

			if (outcome.kind === 'accepted') dispatcher.pace.accepted();
			if (outcome.kind === 'unknown') dispatcher.unanswered();
			else if (retry === 'no') dispatcher.answered(now() - startedAt);
			const { wait, isWorthIt } = againIn(sofar, verdict, attempt);
			const isWaitOfAll =
				retry === 'tooMany' && dispatcher.pace.tooMany(startedAt, wait, !isWorthIt) === 'all';
			// Then it is the pace that waits, for all messages.
			if (isWorthIt) return { againIn: isWaitOfAll ? 0 : wait };

			tries.delete(job);
			settle(job, settlementOf(outcome));
			if (outcome.kind !== 'accepted') fails();
			return end(outcome);
		}

		const results = await dispatcher.send({
			jobs: own,
			maxPerSecond,
			inFlight,
			laneOf: ({ body }) => String(body.recipient),
			run,
			...(once && {
				admit,
				// A claim that was left by an earlier execution stays what it was.
				abandon: (job: Job) => settle(job, claimed.get(job) === 'ours' ? 'notTaken' : 'unknown'),
			}),
			stopped: () => failed || tools.canceled(),
			interrupted,
			waited: (milliseconds) => progress?.waited(milliseconds, dispatcher.pace.limit),
		});
		own.forEach((job, index) => {
			const outcome = results[index];
			if (outcome) outcomes.set(job, outcome);
		});
	}

	const byNumber = new Map<string, Job[]>();
	for (const job of jobs) {
		const businessPhone = String(job.body.businessPhone);
		const own = byNumber.get(businessPhone) ?? [];
		own.push(job);
		byNumber.set(businessPhone, own);
	}
	progress?.begins(jobs.length);
	await Promise.all(Array.from(byNumber, async ([businessPhone, own]) => await sendFrom(businessPhone, own)));
	await Promise.all(settling);
	await once?.written();
	return outcomes;
}

function settlementOf({ kind }: Outcome): Settlement {
	if (kind === 'accepted' || kind === 'unknown') return kind;
	return 'notTaken';
}
