/** An answer that could not be handed over, as n8n lists it with the executions. */
import { NodeOperationError, type IWebhookFunctions } from 'n8n-workflow';
import type { Delivery, Service, Undelivered } from '../trigger/conversation';
import type { Push } from '../trigger/push';
import { fingerprint, Repeats } from '../trigger/repeats';
import { waitingBase } from './addresses';
import type { Handed } from './handingOver';
import type { NotSaid } from './quoted';
import type { Wait } from './token';

/** ITNIO pushes again three times: behind the last one nothing comes, so that it must not be lost. */
const REPEATS = [1, 2, 3];

/** Pushes that were not taken, each with the number of its try. */
const untaken = new Repeats();

/** Notes that a push is not taken. @returns whether it is the last one */
export function isLastPush(push: Push): boolean {
	const name = fingerprint(push);
	return REPEATS.every((attempt) => !untaken.meet(`${name}-${attempt}`, Date.now()));
}

function undelivered(
	context: IWebhookFunctions,
	used: readonly string[],
	message: string,
	description: string,
): Undelivered {
	// n8n stores the node with the error: without its Secret Token.
	const node = { ...context.getNode(), parameters: {} };
	return { kind: 'failed', used, error: new NodeOperationError(node, message, { description }) };
}

/** @param used the IDs of the messages that may have been handed over all the same */
const unsure = (context: IWebhookFunctions, executionId: string, used: readonly string[]): Undelivered =>
	undelivered(
		context,
		used,
		`An answer in WhatsApp was handed to execution ${executionId}, but n8n did not say whether it goes on with it`,
		'Look into that execution. If it still waits or went on without an answer, ask the person once more. This happens where n8n is stopped in that moment, has no free place for long (N8N_CONCURRENCY_PRODUCTION_LIMIT), or a proxy in front of it gives up.',
	);

/** The execution is there, and does not say whether it asked the question that is quoted. */
const mute = (context: IWebhookFunctions, executionId: string): Undelivered =>
	undelivered(
		context,
		[],
		`An answer in WhatsApp that quotes a question could not be handed over, because execution ${executionId} does not say whether it asked that question`,
		'ITNIO pushes the answer again after 1, 3 and 5 minutes. If that does not help, look into that execution: it may be at work for long, or n8n has no free place for it (N8N_CONCURRENCY_PRODUCTION_LIMIT).',
	);

/** @param why in a few words */
const unreachable = (context: IWebhookFunctions, executionId: string, why: string): Undelivered =>
	undelivered(
		context,
		[],
		`An answer in WhatsApp could not be handed to execution ${executionId}, which waits for it: n8n cannot reach its own address ${waitingBase(context)}, because ${why}`,
		'Set the environment variable WEBHOOK_URL of n8n to an address that also n8n itself can reach. ITNIO pushes the answer again after 1, 3 and 5 minutes.',
	);

/**
 * An answer that could not be handed over, so that it comes again or somebody looks.
 *
 * @returns undefined: nobody waits for it, or ITNIO does not push it again
 */
export function undeliveredOf(
	context: IWebhookFunctions,
	messages: readonly Push[],
	{ executionId }: Pick<Wait, 'executionId'>,
	handed: Handed | NotSaid,
	{ isTold }: Service,
): Undelivered | undefined {
	const [push] = messages;
	if (handed.kind === 'unsure') {
		const all = messages.map(({ messageId }) => String(messageId ?? ''));
		return unsure(context, executionId, handed.used.length > 0 ? handed.used : all);
	}
	if (handed.kind !== 'unreachable' && handed.kind !== 'mute') return undefined;
	if (isTold || push === undefined || isLastPush(push)) return undefined;
	return handed.kind === 'mute' ? mute(context, executionId) : unreachable(context, executionId, handed.why);
}

/** What became of messages in a row, of which parts went to several questions. */
export function together(
	context: IWebhookFunctions,
	deliveries: ReadonlyArray<Delivery | Undelivered>,
): Delivery | Undelivered {
	const used = deliveries.flatMap((one) => ('used' in one ? one.used : []));
	const [failed, ...others] = deliveries.filter((one) => one.kind === 'failed');
	// n8n lists one error of a call.
	for (const { error } of others) context.logger.error(error.message);
	if (failed) return { ...failed, used };
	const handed = deliveries.find(({ kind }) => kind === 'handed');
	return handed ? { kind: 'handed', used } : { kind: 'start', late: false };
}
