import { defineKind } from '../../form/kind';
import { buildCarousel } from './build';
import { drawCarousel } from './draw';
import { renameEach } from '../../form/repeatFields';
import { card, cards, carouselFields } from './fields';
import { carouselRule, MAX_CARDS, MIN_CARDS } from './rule';

export const sendCarousel = defineKind({
	operation: {
		name: 'Send Carousel',
		value: 'sendCarousel',
		action: 'Send carousel',
		description: 'Send 2 to 10 cards with pictures and buttons, e.g. products',
	},
	jsonAt: ['interactive', 'action', 'cards'],
	shape: { type: 'interactive', interactive: 'carousel' },
	fields: carouselFields,
	build: buildCarousel,
	rule: carouselRule,
	draw: drawCarousel,
	repeated: [
		{
			entry: card,
			one: 'Card',
			list: cards,
			message: 'a carousel',
			min: MIN_CARDS,
			max: MAX_CARDS,
			collect: (entries) => ({ cards: { card: entries } }),
			rename: renameEach('Card'),
		},
	],
});
