/** The form of the operation "Download File": a file that a person sent, by the link in the push. */
import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from './kind';
import type { Field } from './types';

export const downloadFile = {
	name: 'Download File',
	value: 'downloadFile',
	action: 'Download file',
	description: 'Download a voice message, photo, video, document or sticker that a person sent',
} as const satisfies Operation;

const fileLink = {
	displayName: 'File Link',
	name: 'fileLink',
	type: 'string',
	required: true,
	default: '={{ $json.message?.[$json.message.type]?.filePath }}',
	placeholder: 'e.g. https://…/voice.ogg',
	description: 'The filePath that the ITNIO WhatsApp Trigger puts out. As it stands, that of the item.',
	hint: 'With https, and from a host of the internet',
} as const;

const outputField = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	placeholder: 'e.g. data',
	description: 'The name under which later nodes find the file',
	hint: 'The name of the output binary field to put the file in',
} as const;

export const downloadFileProperties: INodeProperties[] = [fileLink, outputField].map((field: Field) => ({
	...(field as INodeProperties),
	displayOptions: { show: { resource: ['message'], operation: [downloadFile.value] } },
}));
