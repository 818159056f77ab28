import { object } from '../../core/rules';
import { filled } from '../../core/members';
import {
	binaryProperty,
	caption,
	captionRule,
	fromLink,
	linkOrFile,
	mediaRule,
	mediaSource,
} from '../shared/media';
import { defineKind } from '../../form/kind';

const mediaLink = {
	displayName: 'Image Link',
	name: 'mediaLink',
	type: 'string',
	displayOptions: { show: fromLink },
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
	fields: [mediaSource, mediaLink, binaryProperty, caption],
	build: (form) => ({
		type: 'image',
		image: filled({ link: linkOrFile(form, form.mediaLink), caption: form.caption }),
	}),
	rule: object({ image: mediaRule(mediaLink, { caption: captionRule }) }),
});
