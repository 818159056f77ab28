/** From the checked messages to what became of them. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { isWindowClosed } from '../core/lastWrote';
import { sendAll, type Message, type Sent } from '../sending';
import { numbers } from '../sending/numbers';
import { callService } from '../service/client';
import type { Connection } from '../service/credential';
import { WHATSAPP_STATUSES } from '../service/statuses';
import type { RunOptions } from '../form/options';
import type { Draft } from './draft';
import type { Prepared } from './prepare';
import { RunProgress } from './progress';
import { onceKeyOf, sentBeforeOf } from './sendOnce';
import { warningsOfSenders } from './senders';
import { clock, slicesOf } from './slices';
import { beginsToSend } from './wall';

export interface Delivered {
	/** Of the messages that were to be sent. */
	readonly sent: ReadonlyMap<Draft, Sent>;
	/** How long the run waited for the limit; empty where that is not worth a word. */
	readonly waiting: string;
}

/** Sends what may go: nothing at all where something is wrong and the node is set to stop. */
export async function deliver(
	context: IExecuteFunctions,
	{ baseUrl }: Connection,
	{ toSend, refused, options, ledger, standingOf }: Prepared,
): Promise<Delivered> {
	const continues = context.continueOnFail();
	const now = Date.now();
	// Where nothing may start, those with a closed window, which do not start either, are told all the same.
	const due =
		refused.length > 0 && !continues
			? toSend.filter(({ lastWroteAt }) => isWindowClosed(lastWroteAt, now))
			: toSend;
	if (due.length === 0) return { sent: new Map(), waiting: '' };
	const signal = context.getExecutionCancelSignal();
	const messages = await slicesOf().map(due, (draft) => messageOf(draft, options));
	for (const warning of await warningsOfSenders(due, standingOf)) say(context, warning);
	const progress = new RunProgress(clock);
	let onCancel: () => void = () => undefined;
	const cancellation = new Promise<void>((resolve) => {
		onCancel = resolve;
	});
	signal?.addEventListener('abort', onCancel, { once: true });
	void progress.tell((sentence) => say(context, sentence));
	try {
		const results = await sendAll(
			messages,
			{
				parallel: options.parallel,
				maxPerSecond: options.maxPerSecond,
				waitAtMostMs: options.waitAtMost * 1000,
				skipDuplicates: options.skipDuplicates,
				stopOnFailure: !continues,
			},
			{
				...clock,
				call: async ({ path, body, timeoutMs }) => {
					beginsToSend(context);
					return await callService(context, { method: 'POST', url: baseUrl + path, body, timeoutMs });
				},
				statuses: WHATSAPP_STATUSES,
				ledger,
				numbers,
				baseUrl,
				canceled: () => signal?.aborted === true,
				cancellation,
				wallClock: Date.now,
				timeZone: context.getTimezone(),
				random: Math.random,
				progress,
				once: sentBeforeOf(context, options),
			},
		);
		return {
			sent: new Map(due.map((draft, index) => [draft, results[index] as Sent])),
			waiting: progress.waiting,
		};
	} finally {
		progress.over();
		signal?.removeEventListener('abort', onCancel);
	}
}

const messageOf = (draft: Draft, options: RunOptions): Message => ({
	itemIndex: draft.itemIndex,
	part: draft.part,
	path: draft.path,
	body: draft.body,
	identity: draft.identity,
	timeoutMs: draft.options.timeout,
	resendUnknown: draft.options.whenOutcomeUnknown === 'resend',
	onceKey: onceKeyOf(draft, options),
	lastWroteAt: draft.lastWroteAt,
});

/** In n8n's log, and in the browser's console where a person runs the workflow by hand. */
function say(context: IExecuteFunctions, sentence: string): void {
	const message = `${context.getNode().name}: ${sentence}`;
	try {
		context.logger.info(message);
		context.sendMessageToUI(message);
	} catch {
		// Nobody hears of it, and the run goes on.
	}
}
