/** What the options From Markdown and Long Text make of the texts of a message. */
import { fromMarkdown } from '../core/markdown';
import { isMissing, isRecord } from '../core/members';
import { MAX_TEXT, type Body } from '../core/message';
import { splitText } from '../core/splitText';
import { length } from '../core/text';
import { OnlyThoughts, withoutThoughts } from '../core/thoughts';

/** The same object with one of its texts changed, where it has it. */
function withText(value: unknown, member: string): unknown {
	if (!isRecord(value)) return value;
	const markdown = value[member];
	if (typeof markdown !== 'string') return value;
	const text = fromMarkdown(markdown);
	const isNoAnswer = isMissing(text) && !isMissing(markdown) && isMissing(withoutThoughts(markdown));
	return { ...value, [member]: isNoAnswer ? new OnlyThoughts() : text };
}

/** A card, or an interactive message: `body.text`. */
const withBodyText = (value: unknown): unknown =>
	isRecord(value) && 'body' in value ? { ...value, body: withText(value.body, 'text') } : value;

const WITH_CAPTION: ReadonlySet<string> = new Set(['image', 'video', 'document']);

function interactive(value: unknown): unknown {
	const changed = withBodyText(value);
	if (!isRecord(changed) || !isRecord(changed.action) || !Array.isArray(changed.action.cards)) return changed;
	return { ...changed, action: { ...changed.action, cards: changed.action.cards.map(withBodyText) } };
}

/** A message whose texts were Markdown. Headers, footers and titles show no marks, so they stay as they are. */
export function fromMarkdownTexts(payload: Body): Body {
	const entries = Object.entries(payload).map(([member, value]) => {
		if (member === 'text') return [member, withText(value, 'body')];
		if (member === 'interactive') return [member, interactive(value)];
		return [member, WITH_CAPTION.has(member) ? withText(value, 'caption') : value];
	});
	return Object.fromEntries(entries) as Body;
}

/** The bodies that a text message with a long text becomes, in order: itself where the text fits. */
export function textParts(body: Body): Body[] {
	const text = isRecord(body.text) ? body.text.body : undefined;
	if (typeof text !== 'string' || length(text) <= MAX_TEXT) return [body];
	// Only the first one quotes the message that is answered.
	const { context, ...others } = body;
	return splitText(text, MAX_TEXT).map((piece, index) => ({
		...others,
		...(index === 0 && context !== undefined ? { context } : {}),
		text: { body: piece },
	}));
}
