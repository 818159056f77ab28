/** Three ways in which a service may count what it takes in a second. Times are milliseconds. */
export interface Limiter {
	/** Whether a call at this time is taken. */
	take(now: number): boolean;
}

/** Holds one second's worth, filled evenly. */
export class TokenBucket implements Limiter {
	private tokens: number;

	private filledAt = 0;

	constructor(private readonly perSecond: number) {
		this.tokens = perSecond;
	}

	take(now: number): boolean {
		this.tokens = Math.min(this.perSecond, this.tokens + ((now - this.filledAt) * this.perSecond) / 1000);
		this.filledAt = now;
		if (this.tokens < 1) return false;
		this.tokens -= 1;
		return true;
	}
}

/** So many within any second. */
export class SlidingWindow implements Limiter {
	private taken: number[] = [];

	constructor(private readonly perSecond: number) {}

	take(now: number): boolean {
		this.taken = this.taken.filter((at) => now - at < 1000);
		if (this.taken.length >= this.perSecond) return false;
		this.taken.push(now);
		return true;
	}
}

/** So many between one full second and the next. */
export class FixedWindow implements Limiter {
	private second = -1;

	private taken = 0;

	constructor(private readonly perSecond: number) {}

	take(now: number): boolean {
		const second = Math.floor(now / 1000);
		if (second !== this.second) [this.second, this.taken] = [second, 0];
		if (this.taken >= this.perSecond) return false;
		this.taken += 1;
		return true;
	}
}
