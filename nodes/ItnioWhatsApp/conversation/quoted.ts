/** Of several questions that one person has, the one that is quoted: so people say which one they answer. */
import { isRecord } from '../core/members';
import { quotedBy } from '../trigger/inbound';
import type { Push } from '../trigger/push';
import type { Reply } from './handingOver';
import type { Question } from './question';

/** What a waiting execution is asked. */
export interface Quotes {
	/** Whatever in the messages may be the ID of the message that is quoted. */
	readonly quotes: readonly string[];
}

/** More questions at a time has nobody. */
const MAX_ASKED = 20;

/**
 * @param ask asks the execution of a wait whether its question is the one
 * @returns the wait for the question that is quoted, or all of them where none is
 */
export async function quotedOrAll<T>(
	waits: readonly T[],
	messages: readonly Push[],
	ask: (wait: T, body: Quotes) => Promise<Reply>,
): Promise<readonly T[]> {
	const quotes = messages.flatMap(quotedBy);
	if (waits.length < 2 || quotes.length === 0) return waits;
	for (const wait of waits.slice(0, MAX_ASKED)) {
		const reply = await ask(wait, { quotes });
		// Handing over finds out why.
		if ('unreachable' in reply) break;
		if (isRecord(reply.body) && reply.body.quoted === true) return [wait];
	}
	return waits;
}

/** What the execution says to it; undefined: it was asked something else. */
export function saysQuoted(
	{ messageId }: Pick<Question, 'messageId'>,
	body: unknown,
): { quoted: boolean } | undefined {
	const quotes = isRecord(body) ? body.quotes : undefined;
	if (!Array.isArray(quotes)) return undefined;
	return { quoted: messageId !== undefined && quotes.includes(messageId) };
}
