import type { INodeProperties } from 'n8n-workflow';
import { OPT_OUT_WORDS } from './optOut';
import { ACCOUNT_UPDATE, BILLING, MESSAGE_STATUS, NUMBER_QUALITY, TEMPLATE_STATUS, UP_MESSAGE } from './push';

/** Shown under the node on the canvas, and in the list of events. */
export const EVENT_NAMES: Readonly<Record<string, string>> = {
	[UP_MESSAGE]: 'Message Received',
	[MESSAGE_STATUS]: 'Message Status Changed',
	[TEMPLATE_STATUS]: 'Template Status Changed',
	[BILLING]: 'Message Billed',
	[NUMBER_QUALITY]: 'Number Quality Changed',
	[ACCOUNT_UPDATE]: 'Account Restricted or Changed',
};

export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'Open <b>Webhook URLs</b> above and enter one of them in the ITNIO console as the callback address: the <b>Test URL</b> while you test here, the <b>Production URL</b> once the workflow is published. ITNIO calls <b>one address</b>, so a second trigger would disconnect the first: let one trigger take all events, and call the other workflows from it. ITNIO does not sign what it pushes: anybody who knows the address can call it. So add the option <b>Secret Token</b>, and put the token at the end of the address: <code>?token=…</code>',
		name: 'callbackNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: [
			{
				name: 'Account Restricted or Changed',
				value: 'account_update',
				description: 'WhatsApp restricted, blocked or changed your business account',
			},
			{
				name: 'Message Billed',
				value: 'billing-event',
				description: 'A message was charged, with its price',
			},
			{
				name: 'Message Received',
				value: 'up-message-event',
				description: 'A person wrote to the business, or tapped a button or list row',
			},
			{
				name: 'Message Status Changed',
				value: 'message-status-event',
				description: 'A message that you sent failed, was sent, delivered, read or deleted',
			},
			{
				name: 'Number Quality Changed',
				value: 'phone_number_quality_update',
				description: 'The quality of a business number, or how many people it may write to in a day, changed',
			},
			{
				name: 'Template Status Changed',
				value: 'template-status-event',
				description: 'A template was approved, rejected, paused and so on',
			},
		],
		default: ['up-message-event'],
		description: 'The events that start the workflow. Others are answered and dropped.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Also Start for Answers',
				name: 'alsoStartForAnswers',
				type: 'boolean',
				default: true,
				displayOptions: { show: { '/events': ['up-message-event'] } },
				description:
					'Whether to start the workflow also for a message that answers a question of Send and Wait for Response. Without this option such a message only goes to the execution that waits for it.',
			},
			{
				displayName: 'Business Phones',
				name: 'businessPhones',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Business Phone' },
				default: [],
				placeholder: 'e.g. +62 822-9995-3162',
				description:
					'Start only for these WhatsApp numbers of your business. Without any, for all. Events about templates and the account have no number and always pass.',
				hint: 'With the country code. Spaces, +, - and brackets are fine.',
			},
			{
				displayName: 'Download Files',
				name: 'downloadFiles',
				type: 'boolean',
				default: true,
				displayOptions: { show: { '/events': ['up-message-event'] } },
				description:
					'Whether to fetch what people send (voice messages, photos, documents) as the file "data" of the item. Needs a Secret Token. Without the file, the workflow starts with fileProblem.',
			},
			{
				displayName: 'Group Messages',
				name: 'groupMessages',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 60, numberPrecision: 0 },
				default: 5,
				displayOptions: { show: { '/events': ['up-message-event'] } },
				description:
					'How many seconds of silence end a row of messages: they start the workflow once, or answer a question together. 0 is off. If n8n is stopped in the meantime, they are lost.',
			},
			{
				displayName: 'Message Types',
				name: 'messageTypes',
				type: 'multiOptions',
				displayOptions: { show: { '/events': ['up-message-event'] } },
				options: [
					{ name: 'Audio', value: 'audio' },
					{ name: 'Document', value: 'document' },
					{ name: 'Image', value: 'image' },
					{ name: 'Location', value: 'location' },
					{
						name: 'Other',
						value: 'other',
						description: 'Any type that ITNIO has not published, taps and reactions among them',
					},
					{
						name: 'Reaction',
						value: 'reaction',
						description: 'An emoji on a message',
					},
					{ name: 'Sticker', value: 'sticker' },
					{ name: 'Tap', value: 'tap', description: 'A tap on a button or list row' },
					{ name: 'Text', value: 'text' },
					{ name: 'Unknown', value: 'unknown', description: 'WhatsApp did not say what it is' },
					{
						name: 'Unsupported',
						value: 'unsupported',
						description: 'Something that WhatsApp does not pass on to businesses',
					},
					{ name: 'Video', value: 'video' },
				],
				default: [],
				description: 'Start only for messages of these types. Without any, for all.',
			},
			{
				displayName: 'Only This App',
				name: 'onlyThisApp',
				type: 'boolean',
				default: true,
				description:
					'Whether to refuse events of another app than the App ID in the credential. When off, no credential is needed.',
			},
			{
				displayName: 'Opt-Out Words',
				name: 'optOutWords',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Word' },
				default: [...OPT_OUT_WORDS],
				displayOptions: { show: { '/events': ['up-message-event'] } },
				description:
					'A message that is nothing but one of these words sets optedOut in the output; START and its like set optedIn. Neither answers a question that waits for text.',
			},
			{
				displayName: 'Secret Token',
				name: 'secretToken',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				placeholder: 'e.g. k7Qw2mVx94tBz1Rj',
				description:
					'A password of your own for the callback address. Calls without it are refused. Use letters and digits only: it is part of an address.',
				hint: 'Enter the address in the ITNIO console as …/webhook?token=YourToken',
			},
			{
				displayName: 'Skip Repeats',
				name: 'skipRepeats',
				type: 'boolean',
				default: true,
				description:
					'Whether to drop an event that ITNIO pushes again, after 1, 3 and 5 minutes. Events are remembered for 15 minutes; after a restart of n8n, the last 500 of them.',
			},
			{
				displayName: 'Statuses',
				name: 'statuses',
				type: 'multiOptions',
				displayOptions: { show: { '/events': ['message-status-event', 'template-status-event'] } },
				options: [
					{ name: 'Message: Deleted', value: 'deleted' },
					{ name: 'Message: Delivered', value: 'delivered' },
					{ name: 'Message: Failed', value: 'failed' },
					{ name: 'Message: Read', value: 'read' },
					{ name: 'Message: Sent', value: 'sent' },
					{ name: 'Template: Approved', value: 'APPROVED' },
					{ name: 'Template: Deleted', value: 'DELETED' },
					{ name: 'Template: Disabled', value: 'DISABLED' },
					{ name: 'Template: Flagged', value: 'FLAGGED' },
					{ name: 'Template: In Appeal', value: 'IN_APPEAL' },
					{ name: 'Template: Limit Exceeded', value: 'LIMIT_EXCEEDED' },
					{ name: 'Template: Paused', value: 'PAUSED' },
					{ name: 'Template: Pending', value: 'PENDING' },
					{ name: 'Template: Pending Deletion', value: 'PENDING_DELETION' },
					{ name: 'Template: Reinstated', value: 'REINSTATED' },
					{ name: 'Template: Rejected', value: 'REJECTED' },
				],
				default: [],
				description:
					'Start only for these statuses. Without any of a message, for all statuses of messages; the same holds for templates.',
			},
		],
	},
];
