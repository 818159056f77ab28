/** How a service counts what it lets through. */
export interface Limit {
	/** @param nowMs clock in milliseconds. @returns false when the call is one too many; it then does not count */
	take(nowMs: number): boolean;
}

/** A bucket that holds one second's worth and is filled evenly: after a quiet second a burst is let through. */
export class TokenBucket implements Limit {
	private readonly size: number;
	private tokens: number;
	private filledAt: number | undefined;

	constructor(private readonly perSecond: number) {
		this.size = Math.max(1, perSecond);
		this.tokens = this.size;
	}

	take(nowMs: number): boolean {
		const elapsedMs = nowMs - (this.filledAt ?? nowMs);
		this.tokens = Math.min(this.size, this.tokens + (elapsedMs * this.perSecond) / 1000);
		this.filledAt = nowMs;
		if (this.tokens < 1) return false;
		this.tokens -= 1;
		return true;
	}
}

/**
 * Lets through at most `perSecond` calls within any one-second window.
 * Remembers the times of the last `perSecond` calls in a ring, so that a call costs the same at any rate.
 */
export class RateLimit implements Limit {
	private readonly times: number[];
	private next = 0;

	constructor(perSecond: number) {
		this.times = new Array<number>(Math.max(1, Math.floor(perSecond))).fill(-Infinity);
	}

	/** @param nowMs clock in milliseconds. @returns false when the call is one too many; it then does not count */
	take(nowMs: number): boolean {
		if (nowMs - (this.times[this.next] ?? -Infinity) < 1000) return false;
		this.times[this.next] = nowMs;
		this.next = (this.next + 1) % this.times.length;
		return true;
	}
}

/**
 * A Retry-After value.
 * @param value seconds; or `date:<seconds>` for an HTTP date that far ahead; or any text, sent as it is
 * @returns undefined for ''
 */
export function retryAfterHeader(value: number | string, nowMs: number): string | undefined {
	if (value === '') return undefined;
	const ahead = /^date:(\d+(?:\.\d+)?)$/.exec(String(value));
	return ahead ? new Date(nowMs + Number(ahead[1]) * 1000).toUTCString() : String(value);
}
