/** What the trigger asks of those who wait for answers and reports. */
import type { NodeOperationError } from 'n8n-workflow';
import type { Push, Refusal } from './push';
import type { Storing } from './replies';

/**
 * What becomes of messages that may be an answer. `handed`: an execution goes on with it. `before`: the question was
 * answered before. `start`: nobody waits for it, so it starts a workflow like any message; `late` where somebody did.
 */
export type Delivery =
	| { readonly kind: 'before' }
	/** `used`: the IDs of the messages that are the answer; what was written besides starts a workflow. */
	| { readonly kind: 'handed'; readonly used: readonly string[] }
	| { readonly kind: 'start'; readonly late: boolean };

/** `used`: the IDs of the messages that may have been handed over all the same, so that another try could do it twice. */
export interface Undelivered {
	readonly kind: 'failed';
	readonly error: NodeOperationError;
	readonly used: readonly string[];
}

/** Who pushes the messages, and waits for an answer. */
export interface Service {
	/** Told 200 before: it never pushes them again, or not all of them. */
	readonly isTold: boolean;
	/** Called when it takes longer than it can wait for, once or more. */
	readonly onLong: () => void;
}

/** Questions that wait for an answer: whoever may want a push before it starts a workflow. */
export interface Conversation {
	/** Whether a call tells of a question, and is no push. */
	readonly isNotice: (body: unknown) => body is Readonly<Record<string, unknown>>;
	readonly notice: (body: Readonly<Record<string, unknown>>) => Promise<{ wait: string } | Refusal>;
	/** Notes a report of delivery. @returns undefined: it need not be stored, or it is; else the service hears when it is */
	readonly report: (push: Push) => Storing | undefined;
	/** Whether a push is a tap on a question: it says by itself which one. */
	readonly isTap: (push: Push) => boolean;
	/** Whether somebody waits for a message of this person. */
	readonly concerns: (push: Push) => boolean;
	readonly deliver: (messages: readonly Push[], service: Service) => Promise<Delivery | Undelivered>;
	/** A push was refused because n8n is still at work with an earlier one of the same event. */
	readonly notTaken: (push: Push) => void;
	/**
	 * Lets n8n store the pushes and who was answered; to be called when everything else is done.
	 *
	 * @param known lines of the pushes, where they are remembered: another process may take the call
	 */
	readonly settle: (known: string | undefined) => Promise<void>;
	readonly withoutTokens: (push: Push) => Push;
}
