import type { JsonObject, PushOutcome, PushRecord, Settings } from './types';

/** How many pushes are under way at once: a big mailing must not open thousands of connections. */
const PARALLEL = 50;
const REMEMBERED = 1_000;

/** Sends events to the customer's callback address, and repeats those that fail (docs/api.md, section 5). */
export class Pushes {
	readonly records: PushRecord[] = [];
	private readonly stopped = new AbortController();
	private readonly waiting: Array<() => void> = [];
	private readonly pauses = new Set<() => void>();
	private running = 0;

	constructor(
		private readonly now: () => number,
		private readonly settings: () => Settings,
	) {}

	/**
	 * @returns `first`: how the first attempt went; `done`: how it all ended, after the repeats (by default after
	 * 1, 3 and 5 minutes). Neither rejects; stopping the sandbox ends both with `delivered: false`.
	 */
	start(url: string, event: JsonObject): { first: Promise<PushOutcome>; done: Promise<PushOutcome> } {
		const record: PushRecord = { url, event, at: this.now(), delivered: false, attempts: 0 };
		this.records.push(record);
		if (this.records.length > REMEMBERED * 1.25) this.records.splice(0, this.records.length - REMEMBERED);
		const body = JSON.stringify(event);
		const outcome = (): PushOutcome => {
			const { delivered, attempts, httpStatus } = record;
			return { delivered, attempts, ...(httpStatus === undefined ? {} : { httpStatus }) };
		};
		const attempt = async () => {
			record.attempts++;
			record.httpStatus = await this.post(url, body);
			record.delivered =
				record.httpStatus !== undefined && record.httpStatus >= 200 && record.httpStatus < 300;
			return outcome();
		};
		const first = attempt();
		const done = first.then(async () => {
			for (const delay of this.settings().pushDelaysMs) {
				if (record.delivered || this.stopped.signal.aborted) break;
				await this.pause(delay);
				if (!this.stopped.signal.aborted) await attempt();
			}
			return outcome();
		});
		return { first, done };
	}

	/** Ends everything that is under way or waiting to be repeated. */
	stop(): void {
		this.stopped.abort();
		this.pauses.forEach((end) => end());
		this.waiting.splice(0).forEach((go) => go());
	}

	/** @returns the HTTP status; undefined when no answer came */
	private async post(url: string, body: string): Promise<number | undefined> {
		if (this.running >= PARALLEL) await new Promise<void>((go) => this.waiting.push(go));
		this.running++;
		try {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json;charset=UTF-8' },
				body,
				redirect: 'manual',
				signal: AbortSignal.any([this.stopped.signal, AbortSignal.timeout(this.settings().pushTimeoutMs)]),
			});
			await response.arrayBuffer();
			return response.status;
		} catch {
			return undefined;
		} finally {
			this.running--;
			this.waiting.shift()?.();
		}
	}

	private async pause(ms: number): Promise<void> {
		await new Promise<void>((resolve) => {
			const end = () => {
				clearTimeout(timer);
				this.pauses.delete(end);
				resolve();
			};
			const timer = setTimeout(end, ms);
			this.pauses.add(end);
		});
	}
}
