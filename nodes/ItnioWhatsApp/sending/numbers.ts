/**
 * The one place of this process that knows which business numbers are in use. The limit of the service belongs to a
 * number, so all executions that send from it share one dispatcher: n8n loads this module once per process.
 *
 * A number is forgotten when nobody sends from it and its dispatcher has nothing left to remember. An n8n that loads the
 * package again begins with an empty list; executions that still run keep the old one.
 */
import { sleep } from 'n8n-workflow';
import type { Clock } from '../core/time';
import { Dispatcher } from './dispatcher';

export class Numbers {
	private readonly dispatchers = new Map<string, Dispatcher>();

	constructor(private readonly clock: Clock) {}

	/** The dispatcher of a business number at a service, the same for all who ask while it is in use. */
	of(baseUrl: string, businessPhone: string): Dispatcher {
		this.forgetIdle();
		const key = `${businessPhone} ${baseUrl}`;
		const dispatcher = this.dispatchers.get(key) ?? new Dispatcher(this.clock);
		this.dispatchers.set(key, dispatcher);
		return dispatcher;
	}

	/** Numbers that are in use or not yet forgotten. */
	get size(): number {
		this.forgetIdle();
		return this.dispatchers.size;
	}

	private forgetIdle(): void {
		for (const [key, dispatcher] of this.dispatchers) if (dispatcher.isIdle) this.dispatchers.delete(key);
	}
}

/** All numbers of this process. */
export const numbers = new Numbers({ now: () => performance.now(), sleep });
