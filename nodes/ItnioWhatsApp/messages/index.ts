/** What derives from the list of rooms: the operation picker, the properties, the rules. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { propertiesOf, type Field, type Kind } from './kind';
import { options } from './parts/options';
import { businessPhone, recipient } from './parts/phones';
import * as rooms from './rooms';

export const kinds = Object.values(rooms);

/** Every payload that a room can build. */
export type MessagePayload = ReturnType<(typeof rooms)[keyof typeof rooms]['build']>;

export const messageOperations: INodePropertyOptions[] = kinds
	.map(({ operation }) => ({ ...operation }))
	.sort((a, b) => a.name.localeCompare(b.name));

/** Sender and recipient, which every message has; a custom JSON message may bring its own. */
const addressProperties: INodeProperties[] = [businessPhone, recipient].flatMap((field: Field) => {
	const property = field as INodeProperties;
	const custom = [rooms.json.operation.value];
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
