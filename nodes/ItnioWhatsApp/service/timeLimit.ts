/** n8n's own timeout counts idle time only; this one ends what goes on and on, a little later than that. */
const LENIENCY_MS = 100;
/** So long a request may still go on when the execution is canceled, because it may have been accepted already. */
const GRACE_MS = 5_000;

const RELEASED = 'released';

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
 * @param timeoutMs milliseconds
 * @param canceled aborted when the execution is canceled
 */
export function startTimeLimit(timeoutMs: number, canceled?: AbortSignal): TimeLimit {
	const limit = new AbortController();
	const released = new AbortController();
	const once = { once: true, signal: released.signal };
	const endAfter = (milliseconds: number) =>
		AbortSignal.timeout(milliseconds).addEventListener('abort', () => limit.abort(), once);

	const over = new Promise<undefined>((resolve) => {
		const giveUp = () =>
			AbortSignal.timeout(LENIENCY_MS).addEventListener('abort', () => resolve(undefined), once);
		limit.signal.addEventListener('abort', giveUp, once);
	});
	endAfter(timeoutMs + LENIENCY_MS);
	if (canceled?.aborted) endAfter(GRACE_MS);
	else canceled?.addEventListener('abort', () => endAfter(GRACE_MS), once);
	return {
		signal: limit.signal,
		over,
		late: () => {
			if (!limit.signal.aborted) return undefined;
			return canceled?.aborted
				? 'the execution was canceled before the answer was there'
				: 'the answer was not there in time';
		},
		// With a reason of its own: the usual one is an error with a stack, made for each message.
		release: () => released.abort(RELEASED),
	};
}
