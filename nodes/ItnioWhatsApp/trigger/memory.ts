/**
 * What a trigger node remembers: one memory of its process, and a text of each part of it in the static data of its
 * workflow. n8n reads that for every call and writes it back as a whole when the call ends, the user's own data with it.
 * So only a call that ends at once may write; what a longer one learned is written with the next.
 */
import type { IWebhookFunctions } from 'n8n-workflow';

/** A part of the memory. Times are milliseconds since 1970. */
export interface Kept {
	/** Takes in what this process or another one stored. Anything that is no such text is ignored. */
	merge(stored: string, now: number): void;
	/** One text: n8n handles it a hundred times faster than an object of as many members. */
	stored(now: number): string;
	/** Whether nothing in it is of use any more. */
	isSpent(now: number): boolean;
}

type Context = Pick<IWebhookFunctions, 'getNode' | 'getWorkflow' | 'getWorkflowStaticData'>;

/** Tells the trigger nodes of all workflows apart. */
export const triggerOf = (context: Pick<Context, 'getNode' | 'getWorkflow'>): string =>
	`${context.getWorkflow().id}/${context.getNode().id}`;

const parts: Array<Memory<Kept>> = [];

/** One part, for each trigger node of this process. */
export class Memory<T extends Kept> {
	private readonly known = new Map<string, { readonly kept: T; read: string }>();

	/** @param name of its member in the static data */
	constructor(
		private readonly name: string,
		private readonly create: () => T,
	) {
		parts.push(this);
	}

	/** Looked up each time: an empty one may have been dropped since, and another call may have begun a new one. */
	of(context: Context, now: number): T {
		const trigger = triggerOf(context);
		// n8n does not say when a workflow is gone for good.
		for (const [name, { kept }] of this.known) {
			if (name !== trigger && kept.isSpent(now)) this.known.delete(name);
		}
		const entry = this.known.get(trigger) ?? { kept: this.create(), read: '' };
		this.known.set(trigger, entry);
		const stored = this.storedIn(context);
		if (stored !== entry.read) entry.kept.merge(stored, now);
		// The very same text is compared in no time, and the next question of this call compares it again.
		entry.read = stored;
		return entry.kept;
	}

	/** What n8n read from its database for this call. */
	storedIn(context: Context): string {
		const stored = context.getWorkflowStaticData('node')[this.name];
		return typeof stored === 'string' ? stored : '';
	}

	keep(context: Context, now: number): void {
		const entry = this.known.get(triggerOf(context));
		if (entry === undefined) return;
		// Also where this call had nothing to do with it: another process may have written since.
		const text = this.of(context, now).stored(now);
		// n8n sees by an assignment that there is something to save.
		if (text !== this.storedIn(context)) context.getWorkflowStaticData('node')[this.name] = text;
		entry.read = text;
	}
}

/** For a call that ends at once. */
export function keepMemory(context: Context, now: number): void {
	for (const part of parts) part.keep(context, now);
}
