import { object } from '../../core/rules';
import { filled } from '../../core/members';
import { binaryProperty, fromLink, linkOrFile, mediaRule, mediaSource } from '../shared/media';
import { defineKind } from '../../form/kind';

const mediaLink = {
	displayName: 'Audio Link',
	name: 'mediaLink',
	type: 'string',
	displayOptions: { show: fromLink },
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/greeting.mp3',
	description:
		'Public web address of the audio file. WhatsApp fetches it itself, so it must open without a login.',
	hint: 'MP3, OGG, AAC, AMR or M4A, up to 16 MB',
} as const;

export const sendAudio = defineKind({
	operation: {
		name: 'Send Audio',
		value: 'sendAudio',
		action: 'Send an audio file',
		description: 'Send an audio file or a voice recording',
	},
	shape: { type: 'audio' },
	fields: [mediaSource, mediaLink, binaryProperty],
	build: (form) => ({ type: 'audio', audio: filled({ link: linkOrFile(form, form.mediaLink) }) }),
	rule: object({ audio: mediaRule(mediaLink) }),
});
