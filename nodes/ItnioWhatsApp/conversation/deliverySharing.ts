/** Tells the other processes of n8n what this one heard, until all of it is in the database. */
import type { WatchClock } from './deliveryWatch';
import { Loops } from './loops';
import type { Unsettled } from './unsettled';

/** What is shared. */
export interface Shared {
	readonly unsettled: Unsettled;
	/** What is known by these names, as it is stored. */
	readonly linesOf: (names: Iterable<string>) => string;
}

/**
 * The names of what the database did not have: whoever was told writes it now. `unreachable`: n8n does not get through to
 * itself for now, perhaps because of what stands before it.
 */
export type Telling = ReadonlySet<string> | 'unreachable';

const NONE: ReadonlySet<string> = new Set();

/** The call that brought it is over by then, and its process has written it. */
const FIRST_PAUSE_MS = 50;
/** What comes in a row is told at once. */
const PAUSE_MS = 200;
/** So long that the service still waits for an answer about what comes meanwhile. */
const MAX_PAUSE_MS = 5_000;

export class DeliverySharing extends Loops<Shared> {
	constructor(private readonly clock: WatchClock) {
		super();
	}

	/**
	 * Once for each list, however often it is called.
	 *
	 * @param tell must not throw
	 */
	async over(list: Shared, tell: (lines: string) => Promise<Telling>): Promise<void> {
		const { now, sleep } = this.clock;
		const { unsettled } = list;
		await this.run(list, async (isStopped) => {
			let pause = FIRST_PAUSE_MS;
			while (!unsettled.isEmpty) {
				await sleep(pause);
				if (isStopped()) return;
				const due = unsettled.due(now());
				const lines = list.linesOf(due.keys());
				const missing = lines === '' ? NONE : await tell(lines);
				if (typeof missing === 'string') unsettled.giveUpWaiting();
				else unsettled.looked(due, missing, now());
				const isInVain = typeof missing === 'string' || (missing.size > 0 && missing.size === due.size);
				pause = isInVain ? Math.min(2 * pause, MAX_PAUSE_MS) : PAUSE_MS;
			}
		});
	}
}
