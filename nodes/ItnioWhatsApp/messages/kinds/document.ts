import { object, text } from '../../checks/rules';
import { filled } from '../../values/members';
import { caption, captionRule, mediaRule } from '../fields/media';
import { defineKind } from '../kind';

const mediaLink = {
	displayName: 'Document Link',
	name: 'mediaLink',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/invoice.pdf',
	description:
		'Public web address of the document. WhatsApp fetches it itself, so it must open without a login.',
	hint: 'Up to 100 MB',
} as const;

const filename = {
	displayName: 'File Name',
	name: 'filename',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Invoice 1042.pdf',
	description: 'The name under which the recipient sees and saves the document',
	hint: 'With its ending, so that the phone knows how to open it',
} as const;

export const sendDocument = defineKind({
	operation: {
		name: 'Send Document',
		value: 'sendDocument',
		action: 'Send a document',
		description: 'Send a PDF or another file with an optional caption',
	},
	shape: { type: 'document' },
	fields: [mediaLink, filename, caption],
	build: (form) => ({
		type: 'document',
		document: filled({ link: form.mediaLink.trim(), filename: form.filename, caption: form.caption }),
	}),
	rule: object({ document: mediaRule(mediaLink, { filename: text(filename), caption: captionRule }) }),
});
