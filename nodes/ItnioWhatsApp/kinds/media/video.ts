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
	displayName: 'Video Link',
	name: 'mediaLink',
	type: 'string',
	displayOptions: { show: fromLink },
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/bouquet.mp4',
	description:
		'Public web address of the video. WhatsApp fetches it itself, so it must open without a login.',
	hint: 'MP4, up to 16 MB',
} as const;

export const sendVideo = defineKind({
	operation: {
		name: 'Send Video',
		value: 'sendVideo',
		action: 'Send a video',
		description: 'Send a video with an optional caption',
	},
	shape: { type: 'video' },
	fields: [mediaSource, mediaLink, binaryProperty, caption],
	build: (form) => ({
		type: 'video',
		video: filled({ link: linkOrFile(form, form.mediaLink), caption: form.caption }),
	}),
	rule: object({ video: mediaRule(mediaLink, { caption: captionRule }) }),
});
