/** Sends checked messages: in parallel, at the service's pace, each recipient's in order, none twice. */
import type { Answer } from '../api/client';
import type { StatusTable } from '../api/statuses';
import { hashOf, type Ledger } from './ledger';
import { judge, UNKNOWN_ADVICE, type Failed, type Outcome } from './outcome';
import { Pace } from './pace';
import { runPool, type Step } from './pool';
import { backoffMs, MAX_RETRIES, retryAfterMs } from './retry';

/** A message that passed the checks. */
export interface Message {
	readonly itemIndex: number;
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
	/** Milliseconds. */
	readonly timeout: number;
	/** Send it again although an earlier try of this run may have sent it. */
	readonly resendUnknown: boolean;
}

export interface SendingOptions {
	readonly parallel: number;
	readonly maxPerSecond: number;
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
	readonly cancelled: () => boolean;
	/** Resolves when the execution is cancelled. */
	readonly cancellation: Promise<unknown>;
	/** Milliseconds, never running backwards. */
	readonly now: () => number;
	/** The time of day in milliseconds, for a `Retry-After` that names a date. */
	readonly wallClock: () => number;
	readonly sleep: (milliseconds: number) => Promise<unknown>;
	/** From 0 up to 1. */
	readonly random: () => number;
}

/** What became of a message; `duplicateOf`: it was not sent because that item carries the same message. */
export type Sent =
	Outcome | { readonly kind: 'skipped'; readonly duplicateOf: number; readonly messageId: string };

interface Job extends Message {
	readonly hash: string;
}

const notStarted = (cancelled: boolean): Failed => ({
	kind: 'notSent',
	heldBack: true,
	why: cancelled
		? 'The message was not sent: the execution was canceled before its turn.'
		: 'The message was not sent: an earlier one failed and the node is set to stop then.',
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
	const jobs = messages.map((message): Job => ({ ...message, hash: hashOf(message.path, message.body) }));
	const results = new Map<Job, Sent>();
	const firstOf = new Map<string, Job>();
	const toSend: Job[] = [];

	for (const job of jobs) {
		const memory = tools.ledger.recall(job.itemIndex, job.hash);
		if (options.skipDuplicates && firstOf.has(job.hash)) continue;
		firstOf.set(job.hash, job);
		if (memory === undefined || (memory === 'unknown' && job.resendUnknown)) toSend.push(job);
		else results.set(job, memory === 'unknown' ? stillUnknown : memory);
	}

	const outcomes = await dispatch(toSend, options, tools);
	toSend.forEach((job, index) => results.set(job, outcomes[index] ?? notStarted(tools.cancelled())));
	return jobs.map((job) => results.get(job) ?? duplicate(firstOf.get(job.hash) as Job, results));
}

/** A message that another item carries, too, shares its fate. */
function duplicate(first: Job, results: ReadonlyMap<Job, Sent>): Sent {
	const sent = results.get(first) as Outcome;
	if (sent.kind === 'accepted') {
		return { kind: 'skipped', duplicateOf: first.itemIndex, messageId: sent.messageId };
	}
	return {
		...sent,
		kind: sent.kind === 'unknown' ? 'unknown' : 'notSent',
		why: `Not sent, because item ${first.itemIndex} is the same message and failed: ${sent.why}`,
	};
}

async function dispatch(
	jobs: readonly Job[],
	{ parallel, maxPerSecond, stopOnFailure }: SendingOptions,
	tools: SendingTools,
): Promise<Array<Outcome | undefined>> {
	const { ledger, now, wallClock, sleep } = tools;
	const pace = new Pace({ maxPerSecond, now });
	let failed = false;

	async function run(job: Job, attempt: number): Promise<Step<Outcome>> {
		const startedAt = now();
		ledger.leaves(job.itemIndex, job.hash);
		const verdict = judge(await tools.call(job), tools.statuses);
		if (verdict.outcome.kind === 'accepted') ledger.accepted(job.itemIndex, job.hash, verdict.outcome);
		else if (verdict.outcome.kind !== 'unknown') ledger.notTaken(job.itemIndex);

		// A service that asks for no pause would use up all tries within a moment.
		const wait = Math.max(
			retryAfterMs(verdict.retryAfter, wallClock()) ?? 0,
			backoffMs(attempt, tools.random()),
		);
		if (verdict.retry === 'tooMany') pace.tooMany(startedAt, wait);
		if (verdict.retry !== 'no' && attempt < MAX_RETRIES) {
			// After "too many" it is the pace that waits, for all messages.
			return { againIn: verdict.retry === 'tooMany' ? 0 : wait };
		}
		if (stopOnFailure && verdict.outcome.kind !== 'accepted') failed = true;
		return { done: verdict.outcome };
	}

	return await runPool(jobs, {
		parallel,
		pace,
		laneOf: ({ body }) => String(body.recipient),
		run,
		stopped: () => failed || tools.cancelled(),
		interrupted: tools.cancellation,
		sleep,
	});
}
