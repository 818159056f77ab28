import { object } from '../../core/rules';
import { filled } from '../../core/members';
import {
	binaryProperty,
	caption,
	captionRule,
	documentRule,
	fromFile,
	fromLink,
	linkOrFile,
	mediaSource,
} from '../shared/media';
import { defineKind } from '../../form/kind';

const mediaLink = {
	displayName: 'Document Link',
	name: 'mediaLink',
	type: 'string',
	displayOptions: { show: fromLink },
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
	displayOptions: { show: fromLink },
	required: true,
	default: '',
	placeholder: 'e.g. Invoice 1042.pdf',
	description: 'The name under which the recipient sees and saves the document',
	hint: 'With its ending, so that the phone knows how to open it',
} as const;

const filenameOfFile = {
	...filename,
	displayOptions: { show: fromFile },
	required: false,
	hint: 'Left empty, it is the name of the file',
} as const;

export const sendDocument = defineKind({
	operation: {
		name: 'Send Document',
		value: 'sendDocument',
		action: 'Send a document',
		description: 'Send a PDF or another file with an optional caption',
	},
	shape: { type: 'document' },
	fields: [mediaSource, mediaLink, binaryProperty, filename, filenameOfFile, caption],
	build: (form) => ({
		type: 'document',
		document: filled({
			link: linkOrFile(form, form.mediaLink),
			filename: form.filename,
			caption: form.caption,
		}),
	}),
	rule: object({ document: documentRule(mediaLink, filename, { caption: captionRule }) }),
});
