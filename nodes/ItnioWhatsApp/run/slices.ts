import { sleep } from 'n8n-workflow';
import { ringAfter } from '../core/alarms';
import { Slices, type Clock } from '../core/time';

/** A wait that ends with the signal. n8n's own is there in some of its versions only. */
const sleepUntil = async (milliseconds: number, signal: AbortSignal): Promise<void> =>
	await new Promise((resolve, reject) => {
		signal.throwIfAborted();
		const end = () => {
			takeBack();
			reject(new Error('The wait was ended'));
		};
		// Such a timer keeps no process alive.
		const takeBack = ringAfter(milliseconds, () => {
			signal.removeEventListener('abort', end);
			resolve();
		});
		signal.addEventListener('abort', end, { once: true });
	});

export const clock: Clock = {
	now: () => performance.now(),
	sleep: async (milliseconds, signal) =>
		await (signal === undefined ? sleep(milliseconds) : sleepUntil(milliseconds, signal)),
};

/** Work of this process in slices. @param isOver nobody wants the rest any more */
export const slicesOf = (isOver?: () => boolean): Slices => new Slices(clock, isOver);
