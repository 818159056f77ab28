/** Looks after those who wait for reports, for as long as there are any: n8n ends a wait with nothing of what came. */
import { Loops } from './loops';

/** What is looked after. */
export interface Watched {
	readonly ends: (since: number, now: number) => { readonly isWaiting: boolean; readonly hasEnded: boolean };
}

export interface WatchClock {
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly sleep: (milliseconds: number) => Promise<void>;
}

const STEP_MS = 1_000;
/** What another process heard, and what could not be handed over, is looked for so often. */
const LOOK_EVERY_MS = 60_000;

export class DeliveryWatch extends Loops<Watched> {
	constructor(private readonly clock: WatchClock) {
		super();
	}

	/**
	 * Once for each list, however often it is called.
	 *
	 * @param look must not throw; whatever comes of it, the next one may find more
	 */
	async over(list: Watched, look: () => Promise<unknown>): Promise<void> {
		const { now, sleep } = this.clock;
		await this.run(list, async (isStopped) => {
			let looked = now();
			for (;;) {
				await sleep(STEP_MS);
				if (isStopped()) return;
				const { isWaiting, hasEnded } = list.ends(looked, now());
				if (!isWaiting) return;
				// Also where the clock was set back since.
				if (!hasEnded && Math.abs(now() - looked) < LOOK_EVERY_MS) continue;
				looked = now();
				await look();
			}
		});
	}
}
