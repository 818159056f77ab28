import { object } from '../../core/rules';
import { filled } from '../../core/members';
import { binaryProperty, fromLink, linkOrFile, mediaRule, mediaSource } from '../shared/media';
import { defineKind } from '../../form/kind';

const mediaLink = {
	displayName: 'Sticker Link',
	name: 'mediaLink',
	type: 'string',
	displayOptions: { show: fromLink },
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
	fields: [mediaSource, mediaLink, binaryProperty],
	build: (form) => ({ type: 'sticker', sticker: filled({ link: linkOrFile(form, form.mediaLink) }) }),
	rule: object({ sticker: mediaRule(mediaLink) }),
});
