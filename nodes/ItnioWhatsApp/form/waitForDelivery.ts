/** The form of the operation "Wait for Delivery", which follows one that sends. */
import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from './kind';
import { limitWaitTime } from './limitWaitTime';
import type { Field } from './types';

export const waitForDelivery = {
	name: 'Wait for Delivery',
	value: 'waitForDelivery',
	action: 'Wait for delivery',
	description: 'Wait until messages were delivered, or could not be, before the workflow goes on',
} as const satisfies Operation;

const reportNotice = {
	displayName:
		'The reports come through a published workflow with an <b>ITNIO WhatsApp Trigger</b>: its Production URL is the callback address in the ITNIO console, and the <b>Callback URL</b> of the credential',
	name: 'reportNotice',
	type: 'notice',
	default: '',
} as const;

const messageId = {
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	required: true,
	default: '={{ $json.messageId }}',
	placeholder: 'e.g. 8f1d0c1e5a9b4c7f',
	description: 'The messageId that the send node puts out. An item without one is not waited for.',
	hint: 'Up to 500 messages of one execution',
} as const;

const until = {
	displayName: 'Until',
	name: 'until',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Delivered',
			value: 'delivered',
			description: 'The message is on the phone of the person',
		},
		{
			name: 'Read',
			value: 'read',
			description: 'The person has opened the message. Who hides that from others never gets there.',
		},
	],
	default: 'delivered',
	description: 'How far each message must come. One that failed is not waited for any longer.',
} as const;

/** Where nobody adds the option. */
export const DELIVERY_LIMIT = {
	limitType: 'afterTimeInterval',
	resumeAmount: 1,
	resumeUnit: 'days',
} as const;

const waitOptions = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	default: {},
	placeholder: 'Add option',
	options: [
		{
			...limitWaitTime,
			displayOptions: { show: { '/operation': [waitForDelivery.value] } },
			default: { values: DELIVERY_LIMIT },
			description:
				'How long to wait at most, up to 30 days. Then the workflow goes on with what is known. Without this option it waits for 1 day.',
		},
	],
} as const;

export const waitForDeliveryProperties: INodeProperties[] = [reportNotice, messageId, until, waitOptions].map(
	(field: Field) => ({
		...(field as INodeProperties),
		displayOptions: { show: { resource: ['message'], operation: [waitForDelivery.value] } },
	}),
);
