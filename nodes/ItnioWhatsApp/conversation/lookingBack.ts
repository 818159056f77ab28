/**
 * n8n that starts writes anew what it found waiting a moment before, also where that has just gone on: with several
 * processes such an execution waits again, and nobody would ever tell it anything. So it is looked at once more.
 */

/** By then a process that starts has written what it writes. */
const PAUSE_MS = 30_000;
/** More at the same time are not looked after: each holds the reports of its messages. */
const MAX_AT_ONCE = 1_000;
const MAX_TIMES = 3;

export interface LookBackTools {
	/** Whether the execution waits as before. Must not throw. */
	readonly waitsAgain: () => Promise<boolean>;
	/** Tells it once more. @returns whether it has gone on. Must not throw. */
	readonly tellAgain: () => Promise<boolean>;
}

export class LookingBack {
	private count = 0;

	constructor(private readonly sleep: (milliseconds: number) => Promise<unknown>) {}

	/** When an execution has gone on. */
	async at({ waitsAgain, tellAgain }: LookBackTools): Promise<void> {
		if (this.count >= MAX_AT_ONCE) return;
		this.count += 1;
		try {
			for (let times = 0; times < MAX_TIMES; times++) {
				await this.sleep(PAUSE_MS);
				if (!(await waitsAgain()) || !(await tellAgain())) return;
			}
		} finally {
			this.count -= 1;
		}
	}
}
