/** A clock that jumps from one waiting piece of code to the next, so that hours pass in milliseconds. */
export class VirtualTime {
	private time = 0;

	private order = 0;

	/** A heap would be faster; a sorted list is enough for a few hundred sleepers. */
	private readonly sleepers: Array<{ at: number; order: number; wake: () => void }> = [];

	readonly now = (): number => this.time;

	readonly sleep = async (milliseconds: number): Promise<void> => {
		await new Promise<void>((resolve) => {
			const entry = { at: this.time + Math.max(0, milliseconds), order: this.order++, wake: resolve };
			let place = this.sleepers.length;
			while (place > 0 && (this.sleepers[place - 1] as typeof entry).at > entry.at) place--;
			this.sleepers.splice(place, 0, entry);
		});
	};

	readonly after = (milliseconds: number, ring: () => void): void => void this.sleep(milliseconds).then(ring);

	/** Time passes although nobody waits for it: the machine is busy with something else. */
	stall(milliseconds: number): void {
		this.time += milliseconds;
	}

	/** Lets time pass until the work is done. */
	async run<T>(work: Promise<T>): Promise<T> {
		let done = false;
		const finished = work.finally(() => {
			done = true;
		});
		finished.catch(() => undefined);
		for (;;) {
			// All that can go on without time passing goes on first.
			await new Promise((resolve) => setImmediate(resolve));
			if (done) return await finished;
			const next = this.sleepers.shift();
			if (!next) throw new Error('Everything waits and nothing will wake it');
			this.time = Math.max(this.time, next.at);
			next.wake();
		}
	}
}

/** Numbers from 0 up to 1, the same for the same seed. */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 4294967296;
	};
}

/** The most starts that fall into any window of one second. */
export function mostInOneSecond(starts: readonly number[]): number {
	let most = 0;
	let first = 0;
	for (let last = 0; last < starts.length; last++) {
		while ((starts[last] as number) - (starts[first] as number) >= 1000) first++;
		most = Math.max(most, last - first + 1);
	}
	return most;
}
