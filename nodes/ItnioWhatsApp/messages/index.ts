/** The list of rooms. The operation picker, the properties and the rules derive from it. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { audio } from './audio';
import { buttonsMessage } from './buttons';
import { carousel } from './carousel';
import { contactsMessage } from './contacts';
import { document } from './document';
import { image } from './image';
import { json } from './json';
import { propertiesOf, type Field, type Kind } from './kind';
import { list } from './list';
import { location } from './location';
import { locationRequest } from './locationRequest';
import { options } from './parts/options';
import { businessPhone, recipient } from './parts/phones';
import { sticker } from './sticker';
import { template } from './template';
import { text } from './text';
import { video } from './video';

export const kinds = [
	text,
	image,
	video,
	audio,
	document,
	sticker,
	location,
	contactsMessage,
	list,
	buttonsMessage,
	locationRequest,
	carousel,
	template,
	json,
] as const;

/** Every payload that a room can build. */
export type MessagePayload = ReturnType<(typeof kinds)[number]['build']>;

export const messageOperations: INodePropertyOptions[] = kinds
	.map(({ operation }) => ({ ...operation }))
	.sort((a, b) => a.name.localeCompare(b.name));

/** Sender and recipient, which every message has; a custom JSON message may bring its own. */
const addressProperties: INodeProperties[] = [businessPhone, recipient].flatMap((field: Field) => {
	const property = field as INodeProperties;
	const custom = [json.operation.value];
	return [
		{ ...property, displayOptions: { show: { resource: ['message'] }, hide: { operation: custom } } },
		{
			...property,
			required: false,
			hint: 'Used where the JSON has none',
			displayOptions: { show: { resource: ['message'], operation: custom } },
		},
	];
});

export const messageProperties: INodeProperties[] = [
	...addressProperties,
	...kinds.flatMap((kind: Kind) => propertiesOf(kind)),
	{ ...(options as Field as INodeProperties), displayOptions: { show: { resource: ['message'] } } },
];

/** The room behind an operation. */
export function kindOfOperation(operation: string): Kind | undefined {
	return kinds.find((kind) => kind.operation.value === operation);
}
