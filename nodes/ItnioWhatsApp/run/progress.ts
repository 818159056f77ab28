/** What a person hears of a run that takes its time: lines in n8n's log while it goes on, a sentence at its end. */
import type { Progress } from '../sending';
import type { Clock } from '../core/time';
import { grouped } from '../core/text';

const LOG_EVERY_MS = 10_000;
/** Shorter waits are nothing to talk about. */
const LONG_WAIT_MS = 5_000;

const seconds = (milliseconds: number): string => `${grouped(Math.round(milliseconds / 1000))} s`;

export class RunProgress implements Progress {
	private messages = 0;

	private done = 0;

	private accepted = 0;

	private waitedMs = 0;

	private readonly startedAt: number;

	private readonly end = new AbortController();

	/** The smallest of those that the run waited for: it may be another run's. */
	private limit = Infinity;

	constructor(private readonly clock: Clock) {
		this.startedAt = clock.now();
	}

	begins(messages: number): void {
		this.messages = messages;
	}

	ends({ kind }: { readonly kind: string }): void {
		if (kind === 'alreadySent') {
			// It does not go again, so it takes none of the time that is left.
			this.messages -= 1;
			return;
		}
		this.done += 1;
		if (kind === 'accepted') this.accepted += 1;
	}

	waited(milliseconds: number, perSecond: number): void {
		this.waitedMs += milliseconds;
		this.limit = Math.min(this.limit, perSecond);
	}

	/** Says every ten seconds how far the run is, until it is over. @param say must not throw */
	async tell(say: (sentence: string) => void): Promise<void> {
		const { signal } = this.end;
		for (;;) {
			try {
				await this.clock.sleep(LOG_EVERY_MS, signal);
			} catch {
				return;
			}
			if (signal.aborted) return;
			say(this.sentence);
		}
	}

	over(): void {
		this.end.abort();
	}

	/** `1,200 of 4,000 accepted, 36 s left`. */
	private get sentence(): string {
		const elapsed = this.clock.now() - this.startedAt;
		const failed = this.done - this.accepted;
		return [
			`${grouped(this.accepted)} of ${grouped(this.messages)} accepted`,
			...(failed > 0 ? [`${grouped(failed)} failed`] : []),
			this.done === 0
				? `waiting for ITNIO for ${seconds(elapsed)}`
				: `${seconds((elapsed / this.done) * (this.messages - this.done))} left`,
		].join(', ');
	}

	/** `waited 12 s for the limit of 80 a second`; empty where the wait was short. */
	get waiting(): string {
		// Messages of several business numbers wait at the same time.
		const waited = Math.min(this.waitedMs, this.clock.now() - this.startedAt);
		return waited < LONG_WAIT_MS
			? ''
			: `waited ${seconds(waited)} for the limit of ${grouped(this.limit)} a second`;
	}
}
