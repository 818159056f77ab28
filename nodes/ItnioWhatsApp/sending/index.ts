/** Sends checked messages: in parallel, at the service's pace, each recipient's in order, none twice. */
import type { Answer } from '../api/answer';
import type { StatusTable } from '../api/statuses';
import { InFlight, type Step } from './dispatcher';
import { hashOf, keyOf, type Ledger, type LedgerKey } from './ledger';
import type { Numbers } from './numbers';
import { judge, UNKNOWN_ADVICE, type Failed, type Outcome, type Verdict } from './outcome';
import { backoffMs, MAX_RETRIES, retryAfterMs } from './retry';

/** A message that passed the checks. */
export interface Message {
	readonly itemIndex: number;
	/** Which one of several messages of the item, from 0. */
	readonly part?: number;
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
	/** Milliseconds. */
	readonly timeout: number;
	/** Send it again although an earlier try of this run may have sent it. */
	readonly resendUnknown: boolean;
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
}

/** What is told of a run while it is under way. */
export interface Progress {
	/** So many messages are to be sent. */
	begins(messages: number): void;
	/** One of them has an outcome. */
	ends(outcome: Outcome): void;
	/** A start was held up by the limit for so many milliseconds. */
	waited(milliseconds: number): void;
}

/** What became of a message; `duplicateOf`: it was not sent because that item carries the same message. */
export type Sent =
	Outcome | { readonly kind: 'skipped'; readonly duplicateOf: number; readonly messageId: string };

interface Job extends Message {
	readonly key: LedgerKey;
	readonly hash: string;
}

const notStarted = (canceled: boolean): Failed => ({
	kind: 'notSent',
	heldBack: true,
	why: canceled
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
	const jobs = messages.map((message): Job => ({
		...message,
		key: keyOf(message.itemIndex, message.part),
		hash: hashOf(message.path, message.body),
	}));
	const results = new Map<Job, Sent>();
	const firstOf = new Map<string, Job>();
	const toSend: Job[] = [];

	for (const job of jobs) {
		const memory = tools.ledger.recall(job.key, job.hash);
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
): Promise<Map<Job, Outcome>> {
	const { ledger, now, wallClock, numbers, baseUrl, progress } = tools;
	const outcomes = new Map<Job, Outcome>();
	const tries = new Map<Job, Tries>();
	const inFlight = new InFlight(parallel);
	let failed = false;

	/** Milliseconds after which another try is safe and worth it. */
	function againIn(tries: Tries, { retry, retryAfter }: Verdict, attempt: number): number | undefined {
		if (retry === 'no') return undefined;
		if (retry === 'few') {
			tries.few += 1;
			return tries.few > MAX_RETRIES ? undefined : backoffMs(tries.few - 1, tools.random());
		}
		// A service that asks for no pause would be asked again without end.
		const wait = retryAfterMs(retryAfter, wallClock()) || backoffMs(attempt, tools.random());
		return now() + wait - tries.firstAt > waitAtMostMs ? undefined : wait;
	}

	async function sendFrom(businessPhone: string, own: readonly Job[]): Promise<void> {
		const dispatcher = numbers.of(baseUrl, businessPhone);

		async function run(job: Job, attempt: number): Promise<Step<Outcome>> {
			const startedAt = now();
			const sofar = tries.get(job) ?? { firstAt: startedAt, few: 0 };
			tries.set(job, sofar);
			ledger.leaves(job.key, job.hash);
			const answer = await tools.call(job);
			const verdict = judge(answer, tools.statuses, now() - sofar.firstAt);
			const { outcome, retry } = verdict;
			if (outcome.kind === 'accepted') ledger.accepted(job.key, job.hash, outcome);
			else if (outcome.kind !== 'unknown') ledger.notTaken(job.key);

			if (outcome.kind === 'accepted') dispatcher.pace.accepted();
			if (outcome.kind === 'unknown') dispatcher.unanswered();
			else if (retry === 'no') dispatcher.answered(now() - startedAt);
			const wait = againIn(sofar, verdict, attempt);
			if (retry === 'tooMany') dispatcher.pace.tooMany(startedAt, wait ?? 0);
			// After "too many" it is the pace that waits, for all messages.
			if (wait !== undefined) return { againIn: retry === 'tooMany' ? 0 : wait };

			tries.delete(job);
			progress?.ends(outcome);
			if (stopOnFailure && outcome.kind !== 'accepted') failed = true;
			return { done: outcome };
		}

		const results = await dispatcher.send({
			jobs: own,
			maxPerSecond,
			inFlight,
			laneOf: ({ body }) => String(body.recipient),
			run,
			stopped: () => failed || tools.canceled(),
			interrupted: tools.cancellation,
			waited: (milliseconds) => progress?.waited(milliseconds),
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
	return outcomes;
}
