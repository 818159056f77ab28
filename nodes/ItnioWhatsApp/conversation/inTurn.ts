/** Work that is about the same thing is done one after the other, in the order in which it came. */
export class InTurn {
	private readonly last = new Map<string, Promise<unknown>>();

	/** Rejects as the work does; what comes behind is done all the same. */
	async run<T>(key: string, work: () => Promise<T>): Promise<T> {
		const turn = (this.last.get(key) ?? Promise.resolve()).then(work, work);
		const settled = turn.catch(() => undefined);
		this.last.set(key, settled);
		try {
			return await turn;
		} finally {
			if (this.last.get(key) === settled) this.last.delete(key);
		}
	}
}
