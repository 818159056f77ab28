/** Tells the other processes of n8n what this one heard, until all of it is in the database. */
import type { WatchClock } from './deliveryWatch';
import type { Unsettled } from './unsettled';

/** What is shared. */
export interface Shared {
	readonly unsettled: Unsettled;
	/** What is known by these names, as it is stored. */
	readonly linesOf: (names: Iterable<string>) => string;
}

/** `stored`: the database had all of it. `told`: whoever was told writes it now, or was out of reach. `refused`: nobody is there. */
export type Telling = 'stored' | 'told' | 'refused';

/** What comes in a row is told at once. */
const PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 10_000;

export class DeliverySharing {
	private shared = new WeakSet<Shared>();

	constructor(private readonly clock: WatchClock) {}

	/**
	 * Once for each list, however often it is called.
	 *
	 * @param tell must not throw
	 */
	async over(list: Shared, tell: (lines: string) => Promise<Telling>): Promise<void> {
		const { now, sleep } = this.clock;
		if (this.shared.has(list)) return;
		this.shared.add(list);
		let pause = PAUSE_MS;
		while (!list.unsettled.isEmpty) {
			await sleep(pause);
			if (!this.shared.has(list)) return;
			const due = list.unsettled.due(now());
			const lines = list.linesOf(due.keys());
			const telling = lines === '' ? 'stored' : await tell(lines);
			if (telling === 'refused') break;
			if (telling === 'stored') list.unsettled.found(due, now());
			pause = telling === 'stored' ? PAUSE_MS : Math.min(2 * pause, MAX_PAUSE_MS);
		}
		this.shared.delete(list);
	}

	isOver(list: Shared): boolean {
		return this.shared.has(list);
	}

	/** As when the process ends. */
	stop(): void {
		this.shared = new WeakSet();
	}
}
