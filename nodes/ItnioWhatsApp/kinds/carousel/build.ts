/** From the form of a carousel to its body (docs/api.md, section 2). */
import { filled, isRecord } from '../../core/members';
import { nested, withIds, wrapped, type Wrapping } from '../shared/ids';
import { withoutEmpty } from '../../form/inputMode';
import { linkOrFile } from '../shared/media';
import type { ParametersOf } from '../../form/types';
import type { carouselFields } from './fields';

export const REPLY_ID_LIMIT = 20;
export const CARD_WRAPPING = { type: 'quick_reply', member: 'quick_reply' } as const satisfies Wrapping;

type CarouselForm = ParametersOf<typeof carouselFields>;

export const buildCarousel = (form: CarouselForm) => ({
	type: 'interactive',
	interactive: {
		type: 'carousel',
		body: filled({ text: form.bodyText }),
		action: {
			cards: completeCards(
				form.inputMode === 'json'
					? withoutEmpty(form.cardsJson)
					: form.cards.card.map((card) => ({
							header: {
								type: card.headerType,
								[card.headerType]: filled({ link: linkOrFile(card, card.headerLink) }),
							},
							...filled({ body: filled({ text: card.bodyText }) }),
							action:
								form.carouselButtonType === 'url'
									? { parameters: filled({ display_text: card.urlText, url: card.url.trim() }) }
									: { buttons: card.quickReplies.reply.map((reply) => ({ quick_reply: filled(reply) })) },
						})),
			),
		},
	},
});

const repliesOf = (card: unknown): unknown[] =>
	isRecord(card) && isRecord(card.action) && Array.isArray(card.action.buttons) ? card.action.buttons : [];

const replyOf = (button: unknown): unknown => (isRecord(button) ? button.quick_reply : undefined);

function withNestedReplies(card: unknown): unknown {
	if (!isRecord(card) || !isRecord(card.action) || !Array.isArray(card.action.buttons)) return card;
	const buttons = card.action.buttons.map((button: unknown) => nested(button, CARD_WRAPPING));
	return { ...card, action: { ...card.action, buttons } };
}

/** Numbers the cards and adds the constant members and the IDs of quick replies that are missing. */
function completeCards(given: unknown): unknown {
	if (!Array.isArray(given)) return given;
	const cards = given.map(withNestedReplies);
	// Over all cards, so that a tap tells on which card it was.
	const replies = withIds(cards.flatMap(repliesOf).map(replyOf), REPLY_ID_LIMIT);
	return cards.map((card, index) => {
		const own = replies.splice(0, repliesOf(card).length);
		return isRecord(card)
			? {
					card_index: index,
					type: 'cta_url',
					...card,
					...filled({ header: completeHeader(card.header), action: completeAction(card.action, own) }),
				}
			: card;
	});
}

function completeHeader(header: unknown): unknown {
	if (!isRecord(header)) return header;
	const type = header.video !== undefined && header.image === undefined ? 'video' : 'image';
	return { type, ...header };
}

function completeAction(action: unknown, replies: readonly unknown[]): unknown {
	if (!isRecord(action)) return action;
	if (Array.isArray(action.buttons)) {
		const buttons = wrapped(action.buttons, replies, CARD_WRAPPING);
		return { ...action, buttons };
	}
	return 'parameters' in action ? { name: 'cta_url', ...action } : action;
}
