/** The messages of one run on their way: each is claimed where it goes once, tried, perhaps tried again, and settled. */
import { backoffMs, MAX_RETRIES, retryAfterMs } from '../core/backoff';
import { isWindowClosed } from '../core/lastWrote';
import { personOf } from '../core/phone';
import { textOf } from '../core/text';
import { classify, type Verdict } from '../service/classify';
import type { Settlement } from './onceStore';
import type { Dispatcher } from './dispatcher';
import { broken, CANCELED, HELD_BACK, notRemembered, SENT_BEFORE, shut, windowClosed } from './failing';
import type { LedgerKey, RunMemory } from './ledger';
import type { Ended, Message, SendingOptions, SendingTools } from './message';
import { RunClaims, type Admission } from './runClaims';
import { InFlight, type TurnStep, type Work } from './turn';

export interface Job extends Message {
	readonly key: LedgerKey;
	readonly hash: string;
	readonly memory: RunMemory;
}

/** What is known of a message that is tried again. */
interface Tries {
	readonly firstAt: number;
	/** Tries after failures that do not go away by patience. */
	few: number;
}

const SETTLEMENTS: Readonly<Record<Ended['kind'], Settlement>> = {
	accepted: 'accepted',
	alreadySent: 'accepted',
	unknown: 'unknown',
	rejected: 'notTaken',
	notSent: 'notTaken',
};

export class SendingRun {
	private readonly outcomes = new Map<Job, Ended>();

	private readonly tries = new Map<Job, Tries>();

	private readonly inFlight: InFlight;

	private readonly claims: RunClaims<Job>;

	/** Requests that were made and have no outcome yet. */
	private readonly away = new Set<Job>();

	private hasFailed = false;

	/** The service took nothing for as long as a message may wait. */
	private isShut = false;

	private takenAt: number;

	private stop: () => void = () => undefined;

	private readonly interrupted: Promise<unknown>;

	constructor(
		private readonly options: SendingOptions,
		private readonly tools: SendingTools,
	) {
		this.inFlight = new InFlight(options.parallel);
		this.claims = new RunClaims(tools.once, tools);
		this.takenAt = tools.now();
		this.interrupted = Promise.race([
			tools.cancellation,
			new Promise<void>((resolve) => (this.stop = resolve)),
		]);
	}

	/** What became of each job. Never rejects, whatever throws. */
	async send(jobs: readonly Job[]): Promise<(job: Job) => Ended> {
		const byNumber = new Map<string, Job[]>();
		for (const job of jobs) {
			const businessPhone = textOf(job.body.businessPhone);
			const own = byNumber.get(businessPhone) ?? [];
			own.push(job);
			byNumber.set(businessPhone, own);
		}
		this.tools.progress?.begins(jobs.length);
		const over = new AbortController();
		if (this.tools.once) void this.claims.watch((job) => this.away.has(job), over.signal);
		await Promise.all(Array.from(byNumber, async ([phone, own]) => await this.sendFrom(phone, own)));
		over.abort();
		await this.claims.settled();
		return (job) => this.outcomes.get(job) ?? this.whyNotStarted;
	}

	private get whyNotStarted(): Ended {
		if (this.tools.canceled()) return CANCELED;
		return this.isShut ? shut(this.options.waitAtMostMs) : HELD_BACK;
	}

	private async sendFrom(businessPhone: string, jobs: readonly Job[]): Promise<void> {
		const { numbers, baseUrl, once, progress } = this.tools;
		const dispatcher = numbers.of(baseUrl, businessPhone);
		const work: Work<Job, Ended> = {
			jobs,
			maxPerSecond: this.options.maxPerSecond,
			inFlight: this.inFlight,
			laneOf: ({ body }) => personOf(textOf(body.recipient)),
			run: async (job, attempt) => await this.try(job, attempt, dispatcher),
			broken: (job, error) => this.end(job, broken(error, this.away.has(job))),
			...((once || jobs.some(({ lastWroteAt }) => lastWroteAt !== undefined)) && {
				admit: async (job: Job) => await this.admit(job),
				abandon: (job: Job) => this.claims.release(job),
			}),
			stopped: () => this.isStopped,
			interrupted: this.interrupted,
			waited: (milliseconds) => progress?.waited(milliseconds, dispatcher.pace.limit),
		};
		await dispatcher.send(work);
	}

	/** Whether a message goes. What was sent before needs no window: it must not go as a template, too. */
	private async admit(job: Job): Promise<'go' | TurnStep<Ended>> {
		const admission = await this.claim(job);
		return admission === 'go' && this.isClosed(job) ? { done: this.endClosed(job) } : admission;
	}

	private isClosed({ lastWroteAt }: Job): boolean {
		return isWindowClosed(lastWroteAt, this.tools.wallClock());
	}

	private endClosed(job: Job): Ended {
		this.claims.release(job);
		const { wallClock, timeZone } = this.tools;
		return this.end(job, windowClosed(job.lastWroteAt as number, { now: wallClock(), timeZone }));
	}

	/** Whether a message goes, by what was sent before. */
	private async claim(job: Job): Promise<'go' | TurnStep<Ended>> {
		let admission: Admission;
		try {
			admission = await this.claims.admit(job);
		} catch (error) {
			return { done: this.end(job, notRemembered(error)) };
		}
		if (typeof admission === 'object') return admission;
		if (admission === 'sent') return { done: this.end(job, { kind: 'alreadySent' }) };
		// Of those in doubt, the others have nothing to do with it: they go on.
		return admission === 'ours' || job.resendUnknown ? 'go' : { done: this.end(job, SENT_BEFORE, false) };
	}

	private get isStopped(): boolean {
		return this.hasFailed || this.isShut || this.tools.canceled();
	}

	private async try(job: Job, attempt: number, dispatcher: Dispatcher): Promise<TurnStep<Ended>> {
		// The pace, or a service that was busy, may have made it late.
		if (this.isClosed(job)) return { done: this.endClosed(job) };
		const admission = await this.claim(job);
		if (admission !== 'go') return admission;
		// Where its claim was made anew, that took a moment.
		if (this.isStopped) return { againIn: 0 };
		const { ledger, now, call, statuses } = this.tools;
		const { pace } = dispatcher;
		const startedAt = now();
		const sofar = this.tries.get(job) ?? { firstAt: startedAt, few: 0 };
		this.tries.set(job, sofar);
		ledger.leaves(job.key, job.hash);
		this.away.add(job);
		const verdict = classify(await call(job), statuses, now() - sofar.firstAt);
		this.away.delete(job);
		const { outcome, retry } = verdict;
		if (outcome.kind === 'accepted') {
			ledger.accepted(job.key, job.hash, outcome);
			pace.accepted();
			this.takenAt = now();
		} else if (outcome.kind !== 'unknown') ledger.notTaken(job.key, job.hash);

		if (outcome.kind === 'unknown') dispatcher.unanswered();
		else if (retry === 'no') dispatcher.answered(now() - startedAt);
		const { wait, isWorthIt } = this.againIn(sofar, verdict, attempt);
		const isWaitOfAll = retry === 'tooMany' && pace.tooMany(startedAt, wait, !isWorthIt) === 'all';
		// Then it is the pace that waits, for all messages.
		if (isWorthIt) return { againIn: isWaitOfAll ? 0 : wait };

		const isPatient = retry === 'tooMany' || retry === 'patiently';
		if (isPatient && this.options.waitAtMostMs > 0 && this.takenAt <= sofar.firstAt) {
			this.isShut = true;
			this.stop();
		}
		return { done: this.end(job, outcome) };
	}

	/** Milliseconds after which another try is safe; `isWorthIt`: the message has this patience left. */
	private againIn(
		tries: Tries,
		{ retry, retryAfter }: Verdict,
		attempt: number,
	): { readonly wait: number; readonly isWorthIt: boolean } {
		const { now, random, wallClock } = this.tools;
		if (retry === 'no') return { wait: 0, isWorthIt: false };
		if (retry === 'few') {
			tries.few += 1;
			return { wait: backoffMs(tries.few - 1, random()), isWorthIt: tries.few <= MAX_RETRIES };
		}
		// A service that asks for no pause would be asked again without end.
		const wait = retryAfterMs(retryAfter, wallClock()) || backoffMs(attempt, random());
		return { wait, isWorthIt: now() + wait - tries.firstAt <= this.options.waitAtMostMs };
	}

	/** A message has an outcome. @param stops a failure is one that ends a run which is set to stop */
	private end(job: Job, outcome: Ended, stops = true): Ended {
		this.tries.delete(job);
		this.away.delete(job);
		this.outcomes.set(job, outcome);
		this.claims.settle(job, SETTLEMENTS[outcome.kind]);
		if (stops && outcome.kind !== 'accepted' && outcome.kind !== 'alreadySent') this.fails();
		this.tools.progress?.ends(outcome);
		return outcome;
	}

	/** Nothing more starts, at no number, where the node is set to stop. */
	private fails(): void {
		if (!this.options.stopOnFailure) return;
		this.hasFailed = true;
		this.stop();
	}
}
