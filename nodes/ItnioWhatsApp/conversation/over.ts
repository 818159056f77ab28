/** Questions that were answered, by their messages: who quotes one later means none of the others. */
import type { IWebhookFunctions } from 'n8n-workflow';
import { quotedBy } from '../trigger/inbound';
import { Memory } from '../trigger/memory';
import type { Push } from '../trigger/push';
import { BOUNDS, Repeats } from '../trigger/repeats';
import { nameOfMessage } from './deliveryReport';

export const over = new Memory('over', () => new Repeats({ ...BOUNDS, maxAgeMs: 24 * 60 * 60_000 }));

/** As a question is called in that list. */
export const nameOfQuestion = (messageId: string): string => nameOfMessage(messageId.trim());

export function quotesOver(context: IWebhookFunctions, push: Push): boolean {
	const questions = over.of(context, Date.now());
	return quotedBy(push).some((id) => questions.has(nameOfQuestion(id)));
}
