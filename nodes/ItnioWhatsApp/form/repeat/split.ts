/** What to do with more entries than fit into one message. */

/** How many entries one message has. */
export interface Bounds {
	readonly min: number;
	/** Undefined: any number. */
	readonly max?: number;
}

/**
 * Cuts entries into messages, in order. No message has more than `max`, and where there are `min` at all none has fewer;
 * `min` is at most half of `max`.
 */
export function parts<T>(entries: readonly T[], { min, max = Infinity }: Bounds): T[][] {
	const cut: T[][] = [];
	for (let start = 0; start < entries.length;) {
		const left = entries.length - start;
		// The last but one gives up what the last one needs.
		const size = left > max && left - max < min ? left - min : Math.min(left, max);
		cut.push(entries.slice(start, start + size));
		start += size;
	}
	return cut;
}
