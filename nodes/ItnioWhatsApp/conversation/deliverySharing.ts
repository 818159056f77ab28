/** Tells the other processes of n8n what this one heard, until all of it is in the database. */
import type { WatchClock } from './deliveryWatch';
import type { Unsettled } from './unsettled';

/** What is shared. */
export interface Shared {
	readonly unsettled: Unsettled;
	/** What is known by these names, as it is stored. */
	readonly linesOf: (names: Iterable<string>) => string;
}

/**
 * `stored`: the database had all of it. `told`: whoever was told writes it now. `unreachable`: n8n does not get through to
 * itself. `refused`: nobody is there to be told.
 */
export type Telling = 'stored' | 'told' | 'unreachable' | 'refused';

/** The call that brought it is over by then, and its process has written it. */
const FIRST_PAUSE_MS = 50;
/** What comes in a row is told at once. */
const PAUSE_MS = 200;
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
		const { unsettled } = list;
		if (this.shared.has(list)) return;
		this.shared.add(list);
		let pause = FIRST_PAUSE_MS;
		while (!unsettled.isEmpty) {
			await sleep(pause);
			if (!this.shared.has(list)) return;
			const due = unsettled.due(now());
			const lines = list.linesOf(due.keys());
			const telling = lines === '' ? 'stored' : await tell(lines);
			if (telling === 'stored') unsettled.found(due, now());
			if (telling === 'unreachable' || telling === 'refused') unsettled.giveUpWaiting();
			if (telling === 'refused') break;
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
