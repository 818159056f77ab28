/**
 * n8n serves webhooks before it has looked through the executions that its last session left open, those that wait among
 * them. One that goes on meanwhile is overwritten, and marked as crashed. So answers wait a little after a start.
 */
export class Settling {
	private firstCallMs: number | undefined;

	/**
	 * @param youngMs so old the process is when it certainly has started
	 * @param settleMs so long n8n may take after the first call
	 */
	constructor(
		private readonly youngMs = 120_000,
		private readonly settleMs = 10_000,
	) {}

	/**
	 * @param ageMs of the process
	 * @returns for how many milliseconds an answer has to wait
	 */
	wait(ageMs: number): number {
		this.firstCallMs ??= ageMs;
		return ageMs < this.youngMs ? Math.max(0, this.firstCallMs + this.settleMs - ageMs) : 0;
	}
}

/** Of this process. */
export const settling = new Settling();
