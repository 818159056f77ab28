/** What a service's limit allows. Two readings of "as fast as possible" are in use, so each has its name. */

export interface Limited {
	messages: number;
	/** Messages per second that the service takes. */
	rate: number;
	latencyMs: number;
}

/** Even sending: the starts are spread evenly at the limit, and the last answer comes after the latency. Seconds. */
export const evenSeconds = ({ messages, rate, latencyMs }: Limited): number =>
	(messages - 1) / rate + latencyMs / 1000;

/** Sending in bursts: each second's worth starts at once, as early as the limit allows. Nothing is faster. Seconds. */
export const burstSeconds = ({ messages, rate, latencyMs }: Limited): number =>
	Math.ceil(messages / rate) - 1 + latencyMs / 1000;
