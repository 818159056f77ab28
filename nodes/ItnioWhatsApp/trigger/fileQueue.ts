/** Whose turn it is to be downloaded: a thousand files at once must fill neither the memory nor the line. */
import { ringAfter } from '../core/alarms';

/** Work of which only so much goes on at the same time. What has waited for too long is not done at all. */
export class FileQueue {
	private running = 0;

	private readonly waiting = new Set<() => void>();

	constructor(
		private readonly parallel: number,
		private readonly maxWaitMs: number,
	) {}

	/** @returns undefined: its turn did not come in time */
	async run<T>(work: () => Promise<T>): Promise<T | undefined> {
		if (this.running < this.parallel) this.running += 1;
		else if (!(await this.turn())) return undefined;
		try {
			return await work();
		} finally {
			// The place is handed over, or given back.
			const [next] = this.waiting;
			if (next) next();
			else this.running -= 1;
		}
	}

	private async turn(): Promise<boolean> {
		return await new Promise((resolve) => {
			const end = (isMine: boolean) => {
				if (!this.waiting.delete(go)) return;
				takeBack();
				resolve(isMine);
			};
			const go = () => end(true);
			const takeBack = ringAfter(this.maxWaitMs, () => end(false));
			this.waiting.add(go);
		});
	}
}
