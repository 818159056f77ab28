/** Work that goes on beside all calls of the trigger, once for each list. */
export class Loops<T extends object> {
	private going = new WeakSet<T>();

	/**
	 * Where it does not go on already, however often it is begun.
	 *
	 * @param work ends soon where `isStopped()`
	 */
	protected async run(list: T, work: (isStopped: () => boolean) => Promise<void>): Promise<void> {
		const { going } = this;
		if (going.has(list)) return;
		going.add(list);
		try {
			await work(() => going !== this.going);
		} finally {
			// Whatever throws, it can be begun again.
			going.delete(list);
		}
	}

	isOver(list: T): boolean {
		return this.going.has(list);
	}

	/** As when the process ends. */
	stop(): void {
		this.going = new WeakSet();
	}
}
