/**
 * Of one push: whether it came before, and from when on it counts as dealt with. Where its workflow is on its way, or the
 * service was told that all is well, nobody pushes it again. n8n may end sooner, so it is written down then and not before.
 */
import type { IWebhookFunctions } from 'n8n-workflow';
import { ringAfter } from '../core/alarms';
import { within } from '../core/time';
import { keepMemory } from './memory';
import { fingerprint, pushes, type Repeats } from './repeats';
import type { Push } from './push';

/**
 * After so long n8n has begun with a workflow for all others, also where it has not said so: the call was answered before, or the
 * workflow waits for a free place. n8n goes on with it by itself then, also after a restart. Sooner than the service pushes again.
 */
const BEGUN_MS = 30_000;
/** The caller may have hung up. Then nobody hears that n8n cannot begin, so it is looked so often, and for so long. */
const LOOK_MS = 1_000;
const LOOK_FOR_MS = 10 * 60_000;

/** So long n8n may take for a call of its own address before the workflow starts. */
const STORING_MS = 1_000;

/** Lets n8n store what this process knows, by a call of its own. @param known lines of the pushes, where they are remembered */
type Store = (known: string | undefined) => Promise<void>;

/**
 * What is still to be done at the end of a call. `workflow`: n8n begins with it; where it cannot, the push is welcome again.
 * `error`: n8n lists it, and the push is not to be tried again. `push`: nothing came of it, so its repeat is welcome.
 */
export type Left = 'nothing' | 'workflow' | 'error' | 'push';

export class Note {
	/** n8n read its database when the call began: a call that has waited since must not write what was there then. */
	hasWaited = false;

	/** Whether the service heard that all is well: it never pushes it again. */
	isTold = false;

	private readonly name: string | undefined;

	/** @param isRemembered otherwise each push is met for the first time */
	constructor(
		private readonly context: IWebhookFunctions,
		push: Push,
		isRemembered: boolean,
		private readonly store: Store,
	) {
		this.name = isRemembered ? fingerprint(push) : undefined;
	}

	private get memory(): Repeats {
		return pushes.of(this.context, Date.now());
	}

	/** Between asking and remembering nothing is awaited, so of two equal calls at the same time only one is the first. */
	begin(): 'first' | 'atWork' | 'before' {
		const { memory, name } = this;
		if (name === undefined) return 'first';
		if (memory.isOpen(name, Date.now())) return 'atWork';
		return memory.begin(name, Date.now()) ? 'first' : 'before';
	}

	/** The call was answered, unless it was before, or nobody listened any more. */
	told(): void {
		const { destroyed, statusCode } = this.context.getResponseObject();
		this.isTold ||= statusCode < 400 && !destroyed;
		if (this.isTold && this.name !== undefined) this.memory.finish(this.name, Date.now());
	}

	/** At the end of the call. */
	async end(left: Left): Promise<void> {
		const { memory, name } = this;
		if (left === 'push') {
			if (name !== undefined) memory.forget(name);
			return;
		}
		if (name !== undefined) memory.finish(name, Date.now());
		if (!this.hasWaited) keepMemory(this.context, Date.now());
		if (left !== 'nothing' && name !== undefined && !this.isTold) this.leaveToN8n(name, left);
		else if (this.hasWaited) {
			// Before the workflow begins: at the same time, one would overwrite what the other one stores.
			const storing = this.store(name === undefined ? undefined : memory.lines());
			await within(STORING_MS, storing, 'n8n does not reach itself').catch(() => undefined);
		}
	}

	/** Until n8n has done what is left, the service may push it again. */
	private leaveToN8n(name: string, left: Left): void {
		// Not looked up again: that would take in once more what n8n read for this call.
		const { context, memory } = this;
		const response = context.getResponseObject();
		const lookUntil = performance.now() + LOOK_FOR_MS;
		const takeBack = ringAfter(BEGUN_MS, () => this.write(name, memory));
		const seeAnswer = () => {
			if (!response.writableEnded && performance.now() < lookUntil) {
				ringAfter(LOOK_MS, seeAnswer);
				return;
			}
			takeBack();
			memory.unanswered.delete(name);
			if (response.statusCode >= 400 && left === 'workflow') memory.forget(name);
			else this.write(name, memory);
		};
		memory.reopen(name);
		// Told to come again, before n8n began.
		if (response.writableEnded) return;
		memory.unanswered.add(name);
		if (response.destroyed) seeAnswer();
		else response.once('close', seeAnswer);
	}

	/** n8n writes what the call kept; where it has waited, or another one wrote meanwhile, that is not enough. */
	private write(name: string, memory: Repeats): void {
		if (!memory.isOpen(name, Date.now())) return;
		memory.finish(name, Date.now());
		if (this.hasWaited || memory.isBehind) void this.store(memory.lines());
	}
}
