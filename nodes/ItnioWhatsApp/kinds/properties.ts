/** What derives from the list of kinds: the operation picker, the properties, the rules. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { options } from '../form/options';
import { downloadFile, downloadFileProperties } from '../form/downloadFile';
import { businessPhone, dayNotice, recipient, sendsNotice } from '../form/phones';
import type { Field } from '../form/types';
import { propertiesOf, type Kind } from '../form/kind';
import { waitForDelivery, waitForDeliveryProperties } from '../form/waitForDelivery';
import * as list from './index';

export const kinds = Object.values(list);

/** Those that send nothing stand where people look for them: waiting beside waiting, custom JSON at the end. */
export const messageOperations: INodePropertyOptions[] = kinds.flatMap(({ operation }) => {
	if (operation === list.sendAndWait.operation) return [{ ...operation }, { ...waitForDelivery }];
	return operation === list.sendJson.operation ? [{ ...downloadFile }, { ...operation }] : [{ ...operation }];
});

/** The operations that send nothing. */
const others = [waitForDelivery.value, downloadFile.value];

/** Sender and recipient, which every message has; a custom JSON message may bring them along. */
const addressProperties: INodeProperties[] = [businessPhone, recipient].flatMap((field: Field) => {
	const property = field as INodeProperties;
	const custom = [list.sendJson.operation.value];
	return [
		{
			...property,
			displayOptions: { show: { resource: ['message'] }, hide: { operation: [...custom, ...others] } },
		},
		{
			...property,
			required: false,
			hint: 'May stay empty where the JSON has it',
			displayOptions: { show: { resource: ['message'], operation: custom } },
		},
	];
});

const template = { operation: [list.sendTemplate.operation.value] };
const notices: INodeProperties[] = [
	{
		...(dayNotice as Field as INodeProperties),
		displayOptions: {
			show: { resource: ['message'] },
			hide: { operation: [...template.operation, ...others] },
		},
	},
	{
		...(sendsNotice as Field as INodeProperties),
		displayOptions: { show: { resource: ['message'], ...template } },
	},
];

export const messageProperties: INodeProperties[] = [
	...addressProperties,
	...notices,
	...kinds.flatMap((kind: Kind) => propertiesOf(kind)),
	{
		...(options as Field as INodeProperties),
		displayOptions: { show: { resource: ['message'] }, hide: { operation: others } },
	},
	...waitForDeliveryProperties,
	...downloadFileProperties,
];

/** The kind behind an operation. */
export function kindOfOperation(operation: string): Kind | undefined {
	return kinds.find((kind) => kind.operation.value === operation);
}
