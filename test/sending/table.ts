/** The store of Send Once as n8n has it, in virtual time. */
import type { OnceStore } from '../../nodes/ItnioWhatsApp/sending/onceStore';
import type { VirtualTime } from './virtualTime';

/** n8n's table `processed_data`: one value for a node, read and written as a whole. */
export class Table {
	value: string[] | undefined;

	/** Accesses so far. */
	calls = 0;

	/** Of each access, that many milliseconds later it fails. */
	failures = 0;

	/** The next access takes so much longer. */
	slowOnceMs = 0;

	constructor(
		private readonly time: VirtualTime,
		private readonly random: () => number,
		private readonly accessMs = 10,
	) {}

	/**
	 * What a process has of it; dead processes write nothing more.
	 *
	 * @param sleep of the process, which may stand still between reading and writing
	 */
	store(isDead: () => boolean = () => false, sleep = this.time.sleep): OnceStore {
		const access = async <T>(change: (value: string[]) => T): Promise<T> => {
			this.calls += 1;
			const slowMs = this.slowOnceMs;
			this.slowOnceMs = 0;
			await sleep(slowMs + (this.accessMs / 2) * this.random());
			if (this.failures > 0) {
				this.failures -= 1;
				throw new Error('SQLITE_BUSY');
			}
			const isFirst = this.value === undefined;
			const copy = [...(this.value ?? [])];
			const result = change(copy);
			await sleep(this.accessMs * this.random());
			if (isDead()) return await new Promise<never>(() => undefined);
			if (isFirst && this.value !== undefined) throw new Error('UNIQUE constraint failed');
			this.value = copy;
			return result;
		};
		return {
			record: async (entries, most) =>
				await access((value) => {
					const before = new Set(value);
					const fresh = entries.filter((entry) => !before.has(entry));
					value.push(...fresh);
					if (most !== undefined) value.splice(0, Math.max(0, value.length - most));
					return fresh;
				}),
			remove: async (entries) =>
				await access((value) => {
					for (const entry of entries) {
						const at = value.indexOf(entry);
						if (at !== -1) value.splice(at, 1);
					}
				}),
		};
	}
}
