/** When the next message may start. Arithmetic only: the clock comes from outside and nothing waits in here. */

export interface PaceOptions {
	/** Starts per second, a positive number. */
	readonly maxPerSecond: number;
	/** Current time in milliseconds, never running backwards. */
	readonly now: () => number;
}

/**
 * The starts are a little further apart than the limit asks, because what starts evenly does not arrive evenly: one
 * message in a thousand that arrives 50 ms late would otherwise be refused, and a refusal costs seconds.
 */
const MARGIN = 1.05;
/** After a stall of the machine the pace catches up at most this much. */
const CATCH_UP_MS = 250;
/** A single refusal may be bad luck; several at once are not. Each lowers the pace by this share, down to the half. */
const SLOW_DOWN = 0.1;
const MOST_SLOW_DOWN = 0.5;
/** Refusals that come later than this tell nothing new of the pace. */
const WAVE_MS = 1_000;
const SLOWEST = 0.01;
/** No more starts are remembered: beyond this pace they are only spread evenly. */
const MOST_REMEMBERED = 10_000;
/** How much of the full pace comes back with each second without a refusal: quickly up to near the pace that was too much, then slowly. */
const QUICK_RECOVERY = 0.1;
const SLOW_RECOVERY = 0.01;
const NEAR = 0.9;

export class Pace {
	private readonly now: () => number;

	private readonly maxPerSecond: number;

	/** The latest starts, as many as may fall into one second; `oldest` is where the next one is written. */
	private readonly starts: Float64Array;

	/** Milliseconds in which no more may start than are remembered. */
	private readonly window: number;

	private oldest = 0;

	private nextSlot = 0;

	private pausedUntil = 0;

	/** Share of the full pace, as of `shareSince`. */
	private share = 1;

	private shareSince = 0;

	/** The share that was too much. */
	private tooMuch = 1;

	/** Of requests that started before the pace was lowered. */
	private refusals = 0;

	private slowedAt = -Infinity;

	constructor({ maxPerSecond, now }: PaceOptions) {
		this.maxPerSecond = maxPerSecond;
		this.now = now;
		const remembered = Math.min(Math.max(1, Math.floor(maxPerSecond)), MOST_REMEMBERED);
		this.starts = new Float64Array(remembered).fill(-Infinity);
		const isWholeSecond = maxPerSecond >= 1 && maxPerSecond <= MOST_REMEMBERED;
		this.window = 1000 * MARGIN * (isWholeSecond ? 1 : remembered / maxPerSecond);
		this.nextSlot = now();
	}

	/** Milliseconds until the next start is allowed; 0: now. */
	delay(): number {
		const windowOpens = (this.starts[this.oldest] as number) + this.window;
		const opens = Math.max(this.nextSlot, windowOpens, this.pausedUntil);
		return Math.max(0, opens - this.now());
	}

	/** Notes a start. Only to be called when `delay()` is 0. */
	take(): void {
		const now = this.now();
		this.starts[this.oldest] = now;
		this.oldest = (this.oldest + 1) % this.starts.length;
		const interval = (1000 * MARGIN) / (this.maxPerSecond * this.currentShare(now));
		this.nextSlot = Math.max(this.nextSlot, now - CATCH_UP_MS) + interval;
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
		this.share = this.currentShare(now);
		if (startedAt > this.slowedAt) {
			this.tooMuch = this.share;
			this.refusals = 0;
			this.slowedAt = now;
		}
		if (now - this.slowedAt < WAVE_MS) {
			this.refusals += 1;
			const lowered = this.tooMuch * (1 - Math.min(MOST_SLOW_DOWN, this.refusals * SLOW_DOWN));
			this.share = Math.max(SLOWEST, Math.min(this.share, lowered));
		}
		this.pausedUntil = Math.max(this.pausedUntil, now + pause);
		this.shareSince = this.pausedUntil;
		this.nextSlot = Math.max(this.nextSlot, this.pausedUntil);
	}

	/** Starts per second at present. */
	get perSecond(): number {
		return this.maxPerSecond * this.currentShare(this.now());
	}

	private currentShare(now: number): number {
		const seconds = Math.max(0, now - this.shareSince) / 1000;
		const quickly = Math.max(0, this.tooMuch * NEAR - this.share);
		const share = this.share + Math.min(quickly, seconds * QUICK_RECOVERY);
		return Math.min(1, share + Math.max(0, seconds - quickly / QUICK_RECOVERY) * SLOW_RECOVERY);
	}
}
