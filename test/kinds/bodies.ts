/** The parts of which the bodies in tests are built, in the API's own shape, and bodies made of the example of each kind. */
import { BODIES_OF_KINDS } from './examples';

export type Body = Record<string, unknown>;

/** A header, or the media object of a card. */
export const media = (type: string, link: string): Body => ({ type, [type]: { link } });

export const urlAction = (display_text: string, url: string): Body => ({
	name: 'cta_url',
	parameters: { display_text, url },
});

/** @param replies ID and title of each */
export const quickReplies = (replies: ReadonlyArray<readonly [id: string, title: string]>): Body => ({
	buttons: replies.map(([id, title]) => ({ type: 'quick_reply', quick_reply: { id, title } })),
});

export const card = (card_index: number, header: Body, text: string, action: Body): Body => ({
	card_index,
	type: 'cta_url',
	header,
	body: { text },
	action,
});

/** @param buttons ID and title of each */
export const replyButtons = (buttons: ReadonlyArray<readonly [id: string, title: string]>): Body => ({
	buttons: buttons.map(([id, title]) => ({ type: 'reply', reply: { id, title } })),
});

/** How the node calls the kind of a body. */
const kindOf = ({ type, interactive, template }: Body): unknown =>
	template === undefined ? ((interactive as Body | undefined)?.type ?? type) : 'template';

/**
 * The examples of the kinds that a catalogue has no body of its own for, by their kind: so a new kind needs its example
 * only, and is tried in every catalogue.
 */
export function examplesBeside(
	catalogue: Readonly<Record<string, Body>>,
	envelope: Body,
): Record<string, Body> {
	const present = new Set(Object.values(catalogue).map(kindOf));
	const missing = Object.values(BODIES_OF_KINDS).filter(({ messageType }) => !present.has(messageType));
	return Object.fromEntries(missing.map(({ messageType, body }) => [messageType, { ...envelope, ...body }]));
}
