/** The list of rooms. The operation picker, the properties and the rules derive from it. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { audio } from './audio';
import { buttonsMessage } from './buttons';
import { carousel } from './carousel';
import { contactsMessage } from './contacts';
import { document } from './document';
import { image } from './image';
import { json } from './json';
import { propertiesOf, type Kind } from './kind';
import { list } from './list';
import { location } from './location';
import { locationRequest } from './locationRequest';
import { sticker } from './sticker';
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
	json,
] as const;

/** Every payload that a room can build. */
export type MessagePayload = ReturnType<(typeof kinds)[number]['build']>;

export const messageOperations: INodePropertyOptions[] = kinds
	.map(({ operation }) => ({ ...operation }))
	.sort((a, b) => a.name.localeCompare(b.name));

export const messageProperties: INodeProperties[] = kinds.flatMap((kind: Kind) => propertiesOf(kind));

/** The room behind an operation. */
export function kindOfOperation(operation: string): Kind | undefined {
	return kinds.find((kind) => kind.operation.value === operation);
}
