/** What a carousel obeys (docs/api.md, section 2). */
import {
	absent,
	all,
	complain,
	constant,
	inside,
	link,
	list,
	named,
	object,
	oneOf,
	text,
	type Rule,
} from '../../core/rules';
import { meantOf } from '../../core/alike';
import { isRecord } from '../../core/members';
import { buttonsDiffer, wrappedChoice } from '../shared/ids';
import { mediaRule } from '../shared/media';
import { REPLY_ID_LIMIT, CARD_WRAPPING } from './build';
import {
	carouselText,
	cards,
	cardText,
	headerLink,
	headerType,
	quickReplies,
	replyId,
	replyTitle,
	url,
	urlText,
} from './fields';

export const MIN_CARDS = 2;
export const MAX_CARDS = 10;

const cardHeader: Rule = (value, at, report) => {
	const type = isRecord(value) && value.type === 'video' ? 'video' : 'image';
	const known = value === undefined || (isRecord(value) && value.type === type);
	object(known ? { [type]: mediaRule(headerLink) } : { type: oneOf(headerType, ['image', 'video']) })(
		value,
		at,
		report,
	);
};

const urlAction = object({
	name: constant('cta_url'),
	parameters: object({ display_text: text(urlText, { max: 20 }), url: link(url) }),
});

const quickReplyAction = object({
	buttons: all(
		list(
			{ many: quickReplies, one: 'Quick Reply', min: 1, max: 2 },
			wrappedChoice(
				CARD_WRAPPING,
				{ words: replyId, max: REPLY_ID_LIMIT },
				{ title: text(replyTitle, { max: 20 }) },
				'a quick reply has only a title and an ID, which comes back when it is tapped; for links give all cards a link button instead',
			),
		),
		buttonsDiffer(CARD_WRAPPING, {
			one: 'Quick Reply',
			title: replyTitle,
			id: replyId,
			where: 'each button of a card',
		}),
	),
});

const cardAction: Rule = (value, at, report) => {
	if (isRecord(value) && 'buttons' in value) quickReplyAction(value, at, report);
	else if (isRecord(value) && ('parameters' in value || 'name' in value)) urlAction(value, at, report);
	else complain(report, at, 'has no button: give it a link button or one or two quick replies');
};

const cardsOverall: Rule = (value, at, report) => {
	const all: unknown[] = Array.isArray(value) ? value : [];
	const place = named(at, cards);
	const numbers = all.map((card) => (isRecord(card) ? card.card_index : undefined));
	const wanted = all.map((_, index) => index);
	if (wanted.some((index) => !numbers.includes(index))) {
		const what = `must be numbered 0, 1, 2, … in "card_index", but the numbers are ${numbers.map((number) => JSON.stringify(number) ?? 'none').join(', ')}`;
		const meant = numbers.map((number) => meantOf(number, wanted));
		if (wanted.some((index) => !meant.includes(index))) complain(report, place, what);
		else {
			// The numbers are right, but written as texts.
			meant.forEach((number, index) => {
				const at = inside(inside(place, index), 'card_index');
				if (number !== numbers[index]) complain(report, at, what, number);
			});
		}
	}
	const hasReplies = (card: unknown) => isRecord(card) && isRecord(card.action) && 'buttons' in card.action;
	const hasUrl = (card: unknown) =>
		isRecord(card) && isRecord(card.action) && ('parameters' in card.action || 'name' in card.action);
	if (all.some(hasReplies) && all.some(hasUrl)) {
		complain(report, place, 'mix link buttons and quick replies: give all cards the same kind of button');
	}
};

const noFrame = (words: string): Rule => absent(words, 'is not possible in a carousel: take it out');

export const carouselRule: Rule = object({
	interactive: object({
		header: noFrame('Header'),
		footer: noFrame('Footer'),
		body: object({ text: text(carouselText, { max: 1024 }) }),
		action: object({
			cards: all(
				list(
					{ many: cards, one: 'Card', min: MIN_CARDS, max: MAX_CARDS },
					object({
						type: constant('cta_url'),
						header: cardHeader,
						body: object({ text: text(cardText, { max: 160 }) }, { required: false }),
						action: cardAction,
					}),
				),
				cardsOverall,
			),
		}),
	}),
});
