/** The parts of which the bodies in tests are built, in the API's own shape. */

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
