import { defineKind } from '../../kind';
import { buildCarousel } from './build';
import { carouselFields } from './fields';
import { carouselRule } from './rule';

export const sendCarousel = defineKind({
	operation: {
		name: 'Send Carousel',
		value: 'sendCarousel',
		action: 'Send a carousel',
		description: 'Send 2 to 10 cards with pictures and buttons, e.g. products',
	},
	shape: { type: 'interactive', interactive: 'carousel' },
	fields: carouselFields,
	build: buildCarousel,
	rule: carouselRule,
});
