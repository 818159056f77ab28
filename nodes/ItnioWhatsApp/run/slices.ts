import { sleepWithAbort } from 'n8n-workflow';
import { Slices, type Clock } from '../core/time';

export const clock: Clock = { now: () => performance.now(), sleep: sleepWithAbort };

/** Work of this process in slices. @param isOver nobody wants the rest any more */
export const slicesOf = (isOver?: () => boolean): Slices => new Slices(clock, isOver);
