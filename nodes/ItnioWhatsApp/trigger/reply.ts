import type { IDataObject } from 'n8n-workflow';
import { repairPhone } from '../checks/phone';
import { UP_MESSAGE, type Push } from './push';

const isGiven = (value: unknown): value is string | number =>
	(typeof value === 'string' && value !== '') || typeof value === 'number';

/**
 * The push as it came and, for an inbound message, what the send node needs to answer it: `replyTo` for its option
 * Reply To Message ID, and `sender` for its Recipient. Whatever the message holds is left alone: not all of its shapes
 * are published (docs/api.md, section 5).
 */
export function withReply(push: Push): IDataObject {
	if (push.eventType !== UP_MESSAGE) return push;
	const { messageId, from } = push;
	const phone = typeof from === 'object' && from !== null && 'phone' in from ? from.phone : undefined;
	return {
		...push,
		...(isGiven(messageId) ? { replyTo: String(messageId) } : {}),
		...(isGiven(phone) ? { sender: repairPhone(phone) } : {}),
	};
}
