/** When the next message may start. Arithmetic only: the clock comes from outside and nothing waits in here. */

export interface PaceOptions {
	/** Starts per second, a positive number. */
	readonly maxPerSecond: number;
	/** Current time in milliseconds, never running backwards. */
	readonly now: () => number;
}

/**
 * The starts are a little further apart than the limit asks, because what starts evenly does not arrive evenly, and a
 * refusal costs seconds: 5 % until it is known how unevenly answers come, then what that asks for. At least 2 %, or 20 ms
 * in a second: a garbage collection on the way is not seen in advance.
 */
const MOST_MARGIN = 0.05;
const LEAST_MARGIN = 0.02;
/** One message in a few thousand is later than this many times the mean deviation. */
const DEVIATIONS = 5;
/** After a stall of the machine the pace catches up at most this much. */
const CATCH_UP_MS = 250;
/** A single refusal may be bad luck; several at once are not. Each lowers the pace by this share, down to the half. */
const SLOW_DOWN = 0.1;
const MOST_SLOW_DOWN = 0.5;
/** So many refusals at once say that the service takes no more than it took within the last second. */
const CERTAIN = 3;
/** Refusals that come later than this tell nothing new of the pace. */
const WAVE_MS = 1_000;
const SLOWEST = 0.01;
/** No more starts are remembered: beyond this pace they are only spread evenly. */
const MOST_REMEMBERED = 10_000;
/** How much of the full pace comes back with each second without a refusal: quickly up to near the pace that was too much, then slowly. */
const QUICK_RECOVERY = 0.1;
const SLOW_RECOVERY = 0.01;
const NEAR = 0.9;
/** After so many seconds of slow recovery without a refusal it is twice as quick, and so on: the limit may have changed. */
const FORGETTING_SECONDS = 30;

export class Pace {
	private readonly now: () => number;

	private maxPerSecond: number;

	/** The latest starts, oldest first, from `oldest` on; what lies before it is dropped now and then. */
	private starts: number[] = [];

	private oldest = 0;

	private nextSlot: number;

	private pausedUntil = -Infinity;

	/** Starts per second that "too many" left, as of `lowered.since`. */
	private lowered: { readonly perSecond: number; readonly since: number } | undefined;

	/** The pace that was too much. */
	private tooMuch = Infinity;

	/** Of requests that started before the pace was lowered. */
	private refusals = 0;

	private slowedAt = -Infinity;

	/** When messages were accepted within the last second. */
	private readonly acceptances: number[] = [];

	private margin = MOST_MARGIN;

	private leastMargin = LEAST_MARGIN;

	constructor({ maxPerSecond, now }: PaceOptions) {
		this.maxPerSecond = maxPerSecond;
		this.now = now;
		this.nextSlot = now();
	}

	/** Starts per second that are allowed from now on; what was learned of the service stays. */
	set limit(maxPerSecond: number) {
		if (maxPerSecond === this.maxPerSecond) return;
		this.maxPerSecond = maxPerSecond;
		// A slot of a slower pace is not waited for by a quicker one; too early a start is what `starts` prevents.
		const last = this.starts.at(-1);
		this.nextSlot = last === undefined ? this.now() : last + this.interval(this.perSecond);
	}

	get limit(): number {
		return this.maxPerSecond;
	}

	/** Milliseconds until the next start is allowed; 0: now. */
	delay(): number {
		const opens = Math.max(this.nextSlot, this.windowOpens(), this.pausedUntil);
		return Math.max(0, opens - this.now());
	}

	/** Notes a start. Only to be called when `delay()` is 0. */
	take(): void {
		const now = this.now();
		this.remember(now);
		this.nextSlot = Math.max(this.nextSlot, now - CATCH_UP_MS) + this.interval(this.perSecond);
	}

	/** A message was accepted. */
	accepted(): void {
		const now = this.now();
		this.acceptances.push(now);
		const first = this.acceptances.findIndex((at) => at > now - WAVE_MS);
		if (first > 0) this.acceptances.splice(0, first);
	}

	/**
	 * How unevenly answers come is how unevenly messages arrive, at most.
	 *
	 * @param jitterMs mean deviation of the latency, in milliseconds
	 */
	uneven(jitterMs: number): void {
		const asked = (DEVIATIONS * jitterMs) / 1000;
		this.margin = Math.min(MOST_MARGIN, Math.max(this.leastMargin, asked));
	}

	/**
	 * The service said "too many": all starts pause, and the pace is lowered, for all requests that were under way
	 * together at most to the half.
	 *
	 * @param startedAt when the refused request started
	 * @param pause milliseconds for which nothing starts
	 */
	tooMany(startedAt: number, pause: number): void {
		const now = this.now();
		let perSecond = this.perSecond;
		this.margin = MOST_MARGIN;
		this.leastMargin = MOST_MARGIN;
		if (startedAt > this.slowedAt) {
			this.tooMuch = perSecond;
			this.refusals = 0;
			this.slowedAt = now;
		}
		if (now - this.slowedAt < WAVE_MS) {
			this.refusals += 1;
			const lowered = this.tooMuch * (1 - Math.min(MOST_SLOW_DOWN, this.refusals * SLOW_DOWN));
			perSecond = Math.max(SLOWEST * this.maxPerSecond, Math.min(perSecond, lowered));
			const taken = this.acceptances.filter((at) => at > now - WAVE_MS).length;
			if (this.refusals >= CERTAIN && taken > 0 && taken < perSecond) {
				perSecond = taken;
				this.tooMuch = taken / NEAR;
			}
		}
		this.pausedUntil = Math.max(this.pausedUntil, now + pause);
		this.lowered = { perSecond, since: this.pausedUntil };
		this.nextSlot = Math.max(this.nextSlot, this.pausedUntil);
	}

	/** Starts per second at present. */
	get perSecond(): number {
		if (!this.lowered) return this.maxPerSecond;
		const { perSecond, since } = this.lowered;
		const seconds = Math.max(0, this.now() - since) / 1000;
		const quick = QUICK_RECOVERY * this.maxPerSecond;
		const quickly = Math.max(0, this.tooMuch * NEAR - perSecond);
		const calm = Math.max(0, seconds - quickly / quick);
		const slowly =
			calm * (1 + calm / FORGETTING_SECONDS) * SLOW_RECOVERY * Math.min(this.tooMuch, this.maxPerSecond);
		return Math.min(this.maxPerSecond, perSecond + Math.min(quickly, seconds * quick) + slowly);
	}

	/** Milliseconds for which nothing starts because the service said "too many"; 0: nothing is held up. */
	get pause(): number {
		return Math.max(0, this.pausedUntil - this.now());
	}

	/** Whether a new pace would do the same: nothing started lately, and nothing is left of a refusal. */
	get isRested(): boolean {
		const last = this.starts.at(-1) ?? -Infinity;
		return this.delay() === 0 && this.perSecond === this.maxPerSecond && last + this.window <= this.now();
	}

	private interval(perSecond: number): number {
		return (1000 * (1 + this.margin)) / perSecond;
	}

	/** Starts that may fall into one window. */
	private get most(): number {
		return Math.min(Math.max(1, Math.floor(this.maxPerSecond)), MOST_REMEMBERED);
	}

	/** Milliseconds in which no more may start than that: a second, unless the limit is below one or beyond memory. */
	private get window(): number {
		const isWholeSecond = this.maxPerSecond >= 1 && this.maxPerSecond <= MOST_REMEMBERED;
		return 1000 * (1 + this.margin) * (isWholeSecond ? 1 : this.most / this.maxPerSecond);
	}

	private windowOpens(): number {
		const at = this.starts.length - this.most;
		return at < this.oldest ? -Infinity : (this.starts[at] as number) + this.window;
	}

	private remember(start: number): void {
		this.starts.push(start);
		const tooOld = this.now() - 2 * this.window;
		while (this.starts.length - this.oldest > 1 && (this.starts[this.oldest] as number) < tooOld)
			this.oldest++;
		this.oldest = Math.max(this.oldest, this.starts.length - MOST_REMEMBERED);
		if (this.oldest < MOST_REMEMBERED) return;
		this.starts = this.starts.slice(this.oldest);
		this.oldest = 0;
	}
}
