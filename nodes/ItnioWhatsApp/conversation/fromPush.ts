/** What a push says to those who wait for an answer. */
import { messageOf, readInbound, tapIn } from '../trigger/inbound';
import { secondsOf, type Push } from '../trigger/push';
import type { Said } from './answer';
import { findTicket, withoutTokens, type Ticket } from './token';

/** Of what was tapped where that is known: the question itself may stand beside it, with all its choices. */
export const ticketOf = (push: Push): Ticket | undefined =>
	findTicket(tapIn(push)?.id) ?? findTicket(push.message);

export const saidBy = (push: Push): Said => ({
	messageId: String(push.messageId ?? ''),
	timestamp: secondsOf(push),
	text: readInbound(push)?.text ?? '',
	message: withoutTokens(messageOf(push)),
});
