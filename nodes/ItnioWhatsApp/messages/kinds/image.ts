import { object } from '../../checks/rules';
import { filled } from '../../values/members';
import { caption, captionRule, mediaRule } from '../fields/media';
import { defineKind } from '../kind';

const mediaLink = {
	displayName: 'Image Link',
	name: 'mediaLink',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/flowers.jpg',
	description:
		'Public web address of the image. WhatsApp fetches it itself, so it must open without a login.',
	hint: 'JPEG or PNG, up to 5 MB',
} as const;

export const sendImage = defineKind({
	operation: {
		name: 'Send Image',
		value: 'sendImage',
		action: 'Send an image',
		description: 'Send an image with an optional caption',
	},
	shape: { type: 'image' },
	fields: [mediaLink, caption],
	build: (form) => ({ type: 'image', image: filled({ link: form.mediaLink.trim(), caption: form.caption }) }),
	rule: object({ image: mediaRule(mediaLink, { caption: captionRule }) }),
});
