/** What the cards of a carousel may lack although the service takes them. */
import { escapeHtml } from '../../core/escape';
import { isMissing, memberAt } from '../../core/members';
import { excerpt } from '../../core/text';

const listAt = (value: unknown, path: ReadonlyArray<string | number>): readonly unknown[] => {
	const found = memberAt(value, path);
	return Array.isArray(found) ? found : [];
};

/** @returns one sentence for each, without the item it is in */
export function cardHints(body: unknown): string[] {
	const cards = listAt(body, ['interactive', 'action', 'cards']);
	return [...sameIds(cards), ...tooManyLines(cards)];
}

/** A person may want no more than to know that it was tapped, and the vendor's own sample has one ID on all cards. */
function sameIds(cards: readonly unknown[]): string[] {
	const found = new Map<string, number>();
	for (const card of cards) {
		const ids = listAt(card, ['action', 'buttons']).map((button) => memberAt(button, ['quick_reply', 'id']));
		for (const id of new Set(ids)) {
			if (typeof id === 'string' && !isMissing(id)) found.set(id, (found.get(id) ?? 0) + 1);
		}
	}
	return Array.from(found)
		.filter(([, count]) => count > 1)
		.map(([id, count]) =>
			escapeHtml(
				`"${excerpt(id, 60)}" is the ID of a button on ${count} cards: a tap does not tell on which one. If you need to know, put the product's number in each ID, or leave them empty in Send Carousel.`,
			),
		);
}

/** Meta's limit; the vendor says nothing of it (docs/api.md, section 2). */
const MAX_LINES = 3;

const linesOf = (text: unknown): number => (typeof text === 'string' ? text.split(/\r\n|\r|\n/).length : 0);

const tooManyLines = (cards: readonly unknown[]): string[] =>
	cards.some((card) => linesOf(memberAt(card, ['body', 'text'])) > MAX_LINES)
		? [
				`The text of a card has more than ${MAX_LINES} lines, and WhatsApp may not deliver the message: make it shorter, or write some of its lines as one.`,
			]
		: [];
