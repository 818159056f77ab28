import { object } from '../../checks/rules';
import { filled } from '../../values/members';
import { mediaRule } from '../fields/media';
import { defineKind } from '../kind';

const mediaLink = {
	displayName: 'Sticker Link',
	name: 'mediaLink',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/smile.webp',
	description:
		'Public web address of the sticker. WhatsApp fetches it itself, so it must open without a login.',
	hint: 'WebP, up to 100 KB',
} as const;

export const sendSticker = defineKind({
	operation: {
		name: 'Send Sticker',
		value: 'sendSticker',
		action: 'Send a sticker',
		description: 'Send a sticker',
	},
	shape: { type: 'sticker' },
	fields: [mediaLink],
	build: (form) => ({ type: 'sticker', sticker: filled({ link: form.mediaLink.trim() }) }),
	rule: object({ sticker: mediaRule(mediaLink) }),
});
