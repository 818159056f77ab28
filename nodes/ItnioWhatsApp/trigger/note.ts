/**
 * Of one push: whether it came before, and from when on it counts as dealt with. Where its workflow is on its way, or the
 * service was told that all is well, nobody pushes it again. n8n may end sooner, so it is written down then and not before.
 */
import type { IWebhookFunctions } from 'n8n-workflow';
import { ringAfter } from '../core/alarms';
import { keepMemory } from './memory';
import { fingerprint, pushes, type Repeats } from './repeats';
import type { Push } from './push';

/** After so long n8n has begun with a workflow of whose beginning nobody hears: the call was answered before. */
const BEGUN_MS = 5_000;
/** So often it is looked whether n8n has answered a call whose caller has hung up. */
const LOOK_MS = 1_000;

/** Lets n8n store what this process knows, by a call of its own. @param known lines of the pushes */
type Store = (known: string) => Promise<void>;

/**
 * What is still to be done at the end of a call. `workflow`: n8n begins with it; where it cannot, the push is welcome again.
 * `error`: n8n lists it, and the push is not to be tried again. `push`: nothing came of it, so its repeat is welcome.
 */
export type Left = 'nothing' | 'workflow' | 'error' | 'push';

export class Note {
	/** n8n read its database when the call began: a call that has waited since must not write what was there then. */
	hasWaited = false;

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
		if (memory.isOpen(name)) return 'atWork';
		return memory.begin(name, Date.now()) ? 'first' : 'before';
	}

	/** The service takes it for delivered from now on. */
	told(): void {
		if (this.name !== undefined) this.memory.finish(this.name);
	}

	/** At the end of the call. */
	async end(left: Left): Promise<void> {
		if (left === 'push') {
			if (this.name !== undefined) this.memory.forget(this.name);
			return;
		}
		this.told();
		if (!this.hasWaited) keepMemory(this.context, Date.now());
		if (left !== 'nothing' && this.leaveToN8n(left)) return;
		// ITNIO may push again, and n8n may be restarted before it does.
		if (this.hasWaited) await this.store(this.memory.lines());
	}

	/** @returns whether the service may push it again until n8n has done that */
	private leaveToN8n(left: Left): boolean {
		const { context, memory, name } = this;
		const response = context.getResponseObject();
		if (name === undefined || (response.writableEnded && response.statusCode < 400)) return false;
		memory.reopen(name);
		if (response.writableEnded) ringAfter(BEGUN_MS, () => this.write(name));
		else if (response.destroyed) this.seeAnswer(name, left);
		else response.once('close', () => this.seeAnswer(name, left));
		return true;
	}

	/** The caller may have hung up; then n8n answers nobody, and still at its time. */
	private seeAnswer(name: string, left: Left): void {
		const { statusCode, writableEnded } = this.context.getResponseObject();
		if (!writableEnded) {
			if (this.memory.isOpen(name)) ringAfter(LOOK_MS, () => this.seeAnswer(name, left));
		} else if (statusCode >= 400 && left === 'workflow') this.memory.forget(name);
		else this.write(name);
	}

	/** n8n writes what the call kept; where it has waited, or another one wrote meanwhile, that is not enough. */
	private write(name: string): void {
		this.memory.finish(name);
		if (this.hasWaited || this.memory.isBehind) void this.store(this.memory.lines());
	}
}
