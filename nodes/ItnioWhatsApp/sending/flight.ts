/**
 * How many messages may be on their way at the same time where the person set no number: as many as the pace needs.
 * It grows by the answers that come, so a service that stops answering collects no open requests.
 */

/** Fewer would only slow down a pace that nothing else slows. */
export const FEWEST_IN_FLIGHT = 20;
export const MOST_IN_FLIGHT = 200;
/** Twice what the pace needs on average, because latency is uneven. */
const HEADROOM = 2;

const bounded = (count: number): number =>
	Math.min(MOST_IN_FLIGHT, Math.max(FEWEST_IN_FLIGHT, Math.ceil(count)));

export class Flight {
	private most: number | undefined;

	/**
	 * Messages that may be on their way. Before the first answer: what may start within one second.
	 *
	 * @param perSecond the present pace
	 */
	limit(perSecond: number): number {
		return this.most ?? bounded(perSecond);
	}

	/**
	 * An answer came, whatever it says: one more may go, up to what this pace needs at this latency.
	 *
	 * @param latencyMs what an answer takes at present
	 */
	answered(perSecond: number, latencyMs: number): void {
		const needed = bounded((HEADROOM * perSecond * latencyMs) / 1000);
		const most = this.limit(perSecond);
		this.most = most + Math.sign(needed - most);
	}

	/** No answer came: one fewer may go. */
	unanswered(perSecond: number): void {
		this.most = bounded(this.limit(perSecond) - 1);
	}
}
