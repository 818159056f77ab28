import { sleep } from 'n8n-workflow';
import { Slices, type Clock } from '../core/time';

export const clock: Clock = { now: () => performance.now(), sleep };

/** Work of this process in slices. */
export const slicesOf = (): Slices => new Slices(clock);
