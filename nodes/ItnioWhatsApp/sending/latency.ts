/** How long the service takes to answer, and how unevenly: what comes in here is measured, what goes out is arithmetic. */

/** Weight of a new answer: the last twenty or so count. */
const WEIGHT = 0.1;

export class Latency {
	private meanMs: number | undefined;

	private deviationMs = 0;

	/** @param milliseconds from the start of a request to the end of its answer */
	note(milliseconds: number): void {
		if (this.meanMs === undefined) {
			this.meanMs = milliseconds;
			// Of a single answer nobody knows how far the next one is from it.
			this.deviationMs = milliseconds / 4;
			return;
		}
		this.deviationMs += WEIGHT * (Math.abs(milliseconds - this.meanMs) - this.deviationMs);
		this.meanMs += WEIGHT * (milliseconds - this.meanMs);
	}

	/** Milliseconds; undefined before the first answer. */
	get typicalMs(): number | undefined {
		return this.meanMs;
	}

	/** Mean deviation from the typical latency, in milliseconds; undefined before the first answer. */
	get jitterMs(): number | undefined {
		return this.meanMs === undefined ? undefined : this.deviationMs;
	}
}
