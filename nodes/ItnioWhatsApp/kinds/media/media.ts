/** Image, video, audio, document and sticker: one description, five rows of words (docs/api.md, section 2). */
import { filled } from '../../core/members';
import { object, type Rule } from '../../core/rules';
import { defineKind, type Draw } from '../../form/kind';
import type { Field } from '../../form/types';
import {
	binaryProperty,
	caption,
	captionRule,
	documentRule,
	fromFile,
	fromLink,
	linkOrFile,
	mediaRule,
	mediaSource,
} from '../shared/media';
import { drawAudio, drawFile, drawPicture, drawSticker } from './draw';

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

/** What goes with a link: the fields, and the rule of the media object. */
interface Extras {
	readonly fields: ReadonlyArray<typeof caption | typeof filename | typeof filenameOfFile>;
	readonly rule: (link: Field) => Rule;
}

const NOTHING: Extras = { fields: [], rule: mediaRule };
const CAPTION: Extras = { fields: [caption], rule: (link) => mediaRule(link, { caption: captionRule }) };
const NAME_AND_CAPTION: Extras = {
	fields: [filename, filenameOfFile, caption],
	rule: (link) => documentRule(link, filename, { caption: captionRule }),
};

interface Words {
	readonly name: string;
	readonly value: string;
	readonly type: string;
	readonly action: string;
	readonly description: string;
	/** What the link leads to, in the middle of a sentence. */
	readonly thing: string;
	readonly sample: string;
	/** Formats and size that WhatsApp takes. */
	readonly takes: string;
}

const mediaKind = (
	{ name, value, type, action, description, thing, sample, takes }: Words,
	extras: Extras,
	draw: Draw,
) => {
	const mediaLink = {
		displayName: `${name} Link`,
		name: 'mediaLink',
		type: 'string',
		displayOptions: { show: fromLink },
		required: true,
		default: '',
		placeholder: `e.g. https://example.com/${sample}`,
		description: `Public web address of the ${thing}. WhatsApp fetches it itself, so it must open without a login.`,
		hint: takes,
	} as const;
	return defineKind({
		operation: { name: `Send ${name}`, value, action, description },
		shape: { type },
		fields: [mediaSource, mediaLink, binaryProperty, ...extras.fields],
		build: (form) => ({
			type,
			[type]: filled({
				link: linkOrFile(form, form.mediaLink),
				filename: form.filename,
				caption: form.caption,
			}),
		}),
		rule: object({ [type]: extras.rule(mediaLink) }),
		draw,
	});
};

export const sendImage = mediaKind(
	{
		name: 'Image',
		value: 'sendImage',
		type: 'image',
		action: 'Send image',
		description: 'Send an image with an optional caption',
		thing: 'image',
		sample: 'flowers.jpg',
		takes: 'JPEG or PNG, up to 5 MB',
	},
	CAPTION,
	drawPicture('Photo', 'image'),
);

export const sendVideo = mediaKind(
	{
		name: 'Video',
		value: 'sendVideo',
		type: 'video',
		action: 'Send video',
		description: 'Send a video with an optional caption',
		thing: 'video',
		sample: 'bouquet.mp4',
		takes: 'MP4, up to 16 MB',
	},
	CAPTION,
	drawPicture('Video', 'video'),
);

export const sendAudio = mediaKind(
	{
		name: 'Audio',
		value: 'sendAudio',
		type: 'audio',
		action: 'Send audio file',
		description: 'Send an audio file or a voice recording',
		thing: 'audio file',
		sample: 'greeting.mp3',
		takes: 'MP3, OGG, AAC, AMR or M4A, up to 16 MB',
	},
	NOTHING,
	drawAudio,
);

export const sendDocument = mediaKind(
	{
		name: 'Document',
		value: 'sendDocument',
		type: 'document',
		action: 'Send document',
		description: 'Send a PDF or another file with an optional caption',
		thing: 'document',
		sample: 'invoice.pdf',
		takes: 'Up to 100 MB',
	},
	NAME_AND_CAPTION,
	drawFile,
);

export const sendSticker = mediaKind(
	{
		name: 'Sticker',
		value: 'sendSticker',
		type: 'sticker',
		action: 'Send sticker',
		description: 'Send a sticker',
		thing: 'sticker',
		sample: 'smile.webp',
		takes: 'WebP, up to 100 KB',
	},
	NOTHING,
	drawSticker,
);
