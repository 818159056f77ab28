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
/** Refusals are bad luck, a stall on the way for example, up to this share of what was answered within the last second. */
const BAD_LUCK = 0.1;
/** Each refusal that is no bad luck lowers the pace by this share, down to the half. */
const SLOW_DOWN = 0.1;
const MOST_SLOW_DOWN = 0.5;
/** So many refusals at once say that the service takes no more than it took within the last second. */
const CERTAIN = 3;
/** Refusals that come later than this tell nothing new of the pace. */
const WAVE_MS = 1_000;
/** As little as a service can ask for in whole seconds; who asks for more means everybody. */
const LEAST_RETRY_AFTER_MS = 1_000;
/** For longer than this nobody waits on behalf of a message that gives up. */
const LONGEST_ON_BEHALF_MS = 60_000;
const SLOWEST = 0.01;
/** No more starts are remembered: beyond this pace they are only spread evenly. */
const MOST_REMEMBERED = 10_000;
/** How much of the full pace comes back with each second without a refusal: quickly up to near the pace that was too much, then slowly. */
const QUICK_RECOVERY = 0.1;
const SLOW_RECOVERY = 0.01;
const NEAR = 0.9;
/** After this many seconds of slow recovery without a refusal it is twice as quick, and so on: the limit may have changed. */
const FORGETTING_SECONDS = 30;

/** When something happened, as far as it was within the last second. */
class LastSecond {
	private readonly times: number[] = [];

	note(now: number): void {
		this.times.push(now);
		const first = this.times.findIndex((at) => at > now - 1_000);
		if (first > 0) this.times.splice(0, first);
	}

	count(now: number): number {
		return this.times.filter((at) => at > now - 1_000).length;
	}
}

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

	/** Something was accepted since the last message that gave up. */
	private hasTaken = true;

	private readonly lately = { taken: new LastSecond(), refused: new LastSecond() };

	/** Nothing had been refused before the wave. */
	private isFirstWave = true;

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
		this.hasTaken = true;
		this.lately.taken.note(this.now());
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
	 * The service said "too many". A few of many are bad luck: only they wait, and the others are spread a little further.
	 * Otherwise all starts pause, and the pace is lowered, for all requests that were under way together at most to the
	 * half.
	 *
	 * @param startedAt when the refused request started
	 * @param asked for how many milliseconds it, or everything, waits
	 * @param givesUp it has no patience left, but has heard when the others may go on. They wait on its behalf, not for
	 * hours, and once: where nothing is accepted after that, each would wait for the next one without end.
	 * @returns who waits
	 */
	tooMany(startedAt: number, asked: number, givesUp = false): 'all' | 'itself' {
		const now = this.now();
		const isInVain = givesUp && (!this.hasTaken || asked > LONGEST_ON_BEHALF_MS);
		const retryAfterMs = isInVain ? 0 : asked;
		if (givesUp) this.hasTaken = false;
		this.lately.refused.note(now);
		const [taken, refused] = [this.lately.taken.count(now), this.lately.refused.count(now)];
		const isBadLuck = retryAfterMs <= LEAST_RETRY_AFTER_MS && refused <= BAD_LUCK * (taken + refused);
		if (startedAt > this.slowedAt) {
			this.tooMuch = this.perSecond;
			this.refusals = 0;
			this.slowedAt = now;
			this.isFirstWave = this.leastMargin < MOST_MARGIN;
		}
		this.margin = MOST_MARGIN;
		this.leastMargin = MOST_MARGIN;
		const perSecond = this.paceAfter(isBadLuck, taken);
		if (isBadLuck) this.nextSlot = Math.max(this.nextSlot, now) + this.interval(perSecond);
		else this.pausedUntil = Math.max(this.pausedUntil, now + retryAfterMs);
		this.lowered = { perSecond, since: Math.max(now, this.pausedUntil) };
		this.nextSlot = Math.max(this.nextSlot, this.pausedUntil);
		return isBadLuck ? 'itself' : 'all';
	}

	/** The pace after one more refusal. */
	private paceAfter(isBadLuck: boolean, taken: number): number {
		if (this.now() - this.slowedAt >= WAVE_MS) return this.perSecond;
		this.refusals += 1;
		// The first time, the larger margin is enough.
		if (isBadLuck && this.isFirstWave) return this.perSecond;
		const steps = isBadLuck ? 1 : this.refusals;
		const lowered = this.tooMuch * (1 - Math.min(MOST_SLOW_DOWN, steps * SLOW_DOWN));
		const perSecond = Math.max(SLOWEST * this.maxPerSecond, Math.min(this.perSecond, lowered));
		if (isBadLuck || this.refusals < CERTAIN || taken === 0 || taken >= perSecond) return perSecond;
		this.tooMuch = taken / NEAR;
		return taken;
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
