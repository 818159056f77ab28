/** An answer that could not be handed over, as n8n lists it with the executions. */
import { NodeOperationError, type IWebhookFunctions } from 'n8n-workflow';
import type { Undelivered } from '../trigger/conversation';
import { waitingBase } from './addresses';

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
export const unsure = (
	context: IWebhookFunctions,
	executionId: string,
	used: readonly string[],
): Undelivered =>
	undelivered(
		context,
		used,
		`An answer in WhatsApp was handed to execution ${executionId}, but n8n did not say whether it goes on with it`,
		'Look into that execution. If it still waits or went on without an answer, ask the person once more. This happens where n8n is stopped in that moment, has no free place for long (N8N_CONCURRENCY_PRODUCTION_LIMIT), or a proxy in front of it gives up.',
	);

/** @param why in a few words */
export const unreachable = (context: IWebhookFunctions, executionId: string, why: string): Undelivered =>
	undelivered(
		context,
		[],
		`An answer in WhatsApp could not be handed to execution ${executionId}, which waits for it: n8n cannot reach its own address ${waitingBase(context)}, because ${why}`,
		'Set the environment variable WEBHOOK_URL of n8n to an address that also n8n itself can reach. ITNIO pushes the answer again after 1, 3 and 5 minutes.',
	);
