import { setTimeout as sleep } from 'node:timers/promises';

/** A slow machine is not a broken one: whatever ends by itself may take this long. */
export const PATIENCE_MS = 300_000;

/**
 * Asks again until there is an answer, so that nobody sleeps for luck.
 *
 * @param what is waited for, as it follows "waited in vain for"; a function is asked when the time is over
 * @param ask `undefined` and `false` mean not yet; what it throws ends the waiting
 * @returns what `ask` returned in the end
 * @throws Error naming what was waited for, when `timeoutMs` are over
 */
export async function until<T>(
	what: string | (() => string),
	ask: () => T | undefined | false | Promise<T | undefined | false>,
	{ timeoutMs = PATIENCE_MS, everyMs = 100 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		if (Date.now() > deadline) {
			const name = typeof what === 'string' ? what : what();
			throw new Error(`Waited in vain for ${name} (${timeoutMs / 1000} s)`);
		}
		await sleep(everyMs);
	}
}
