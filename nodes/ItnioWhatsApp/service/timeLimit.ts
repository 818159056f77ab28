import { ringAfter } from '../core/alarms';

/** n8n's own timeout counts idle time only; this one ends what goes on and on, a little later than that. */
const LENIENCY_MS = 100;
/** So long a request may still go on when the execution is canceled, because it may have been accepted already. */
const GRACE_MS = 5_000;

export interface TimeLimit {
	/** Aborted when the time is up. */
	readonly signal: AbortSignal;
	/** Resolves a moment later: who has not ended by then never will. */
	readonly over: Promise<undefined>;
	/** Why it was aborted, in a person's words; undefined while there is time. */
	readonly late: () => string | undefined;
	/** The request is over: nothing waits for it any longer. */
	readonly release: () => void;
}

/**
 * How long a request may take, from now to the last byte of its answer.
 *
 * Not by `AbortSignal.any`: Node 20 forgets the timers in it when it cleans up its memory, and nothing ends any more.
 *
 * @param timeoutMs milliseconds
 * @param canceled aborted when the execution is canceled
 * @param graceMs so long a canceled request goes on; 0 where nothing is lost with it
 */
export function startTimeLimit(
	timeoutMs: number,
	canceled?: AbortSignal,
	graceMs: number = GRACE_MS,
): TimeLimit {
	const limit = new AbortController();
	const takeBack: Array<() => void> = [];
	let giveUp: () => void = () => undefined;
	const over = new Promise<undefined>((resolve) => {
		giveUp = () => resolve(undefined);
	});
	const endAfter = (milliseconds: number) => {
		const end = () => {
			limit.abort();
			takeBack.push(ringAfter(LENIENCY_MS, giveUp));
		};
		takeBack.push(ringAfter(milliseconds, end));
	};
	const onCancel = () => endAfter(graceMs);

	endAfter(timeoutMs + LENIENCY_MS);
	if (canceled?.aborted) onCancel();
	else canceled?.addEventListener('abort', onCancel, { once: true });
	return {
		signal: limit.signal,
		over,
		late: () => {
			if (!limit.signal.aborted) return undefined;
			return canceled?.aborted
				? 'the execution was canceled before the answer was there'
				: 'the answer was not there in time';
		},
		release: () => {
			canceled?.removeEventListener('abort', onCancel);
			for (const each of takeBack) each();
		},
	};
}

/**
 * What comes of work that nothing is lost with: canceled, it ends at once.
 *
 * @param work may ignore its signal, or never end
 * @returns undefined: it has not ended in time
 * @throws what the work throws in time
 */
export async function inTime<T>(
	timeoutMs: number,
	canceled: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
	const limit = startTimeLimit(timeoutMs, canceled, 0);
	try {
		return await Promise.race([work(limit.signal), limit.over]);
	} finally {
		limit.release();
	}
}
