import { SHARED_WORDS } from '../core/message';
import { limitWaitTime } from './limitWaitTime';
import type { Field, ParametersOf } from './types';

/** A question goes to one person. */
const ONE_MESSAGE = { '/operation': ['sendAndWait'] } as const;

/**
 * The `default` is what an option is when a person adds it, so a switch that is added is on. What it is when
 * nobody added it: see `readOptions`.
 */
export const options = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	default: {},
	placeholder: 'Add option',
	options: [
		{
			displayName: SHARED_WORDS.appId,
			name: 'appId',
			type: 'string',
			default: '',
			placeholder: 'e.g. DGziZf5u',
			description: 'The ITNIO app to send with, instead of the one in the credential',
		},
		{
			displayName: 'Check Links',
			name: 'checkLinks',
			type: 'boolean',
			default: true,
			description:
				'Whether to open every link to a picture, video or file once before the first message is sent: without a login, of the right type and size. This n8n asks the hosts of the links for it.',
		},
		{
			displayName: 'Default Country Code',
			name: 'defaultCountryCode',
			type: 'string',
			default: '',
			placeholder: 'e.g. 62',
			description:
				'Completes phone numbers that are written without a country code, as in that country: with 62, 0812… becomes 62812…. Empty: the Default Country of the ITNIO API credential.',
		},
		{
			displayName: 'Do Not Send To',
			name: 'doNotSendTo',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: "e.g. {{ $('Opted Out').all().map((row) => row.json.phone) }}",
			description:
				'Numbers of people who opted out: a line each, with commas between them, or a list by an expression. Messages to them are left out and come out as skipped. The first item decides for all.',
		},
		{
			displayName: 'From Markdown',
			name: 'fromMarkdown',
			type: 'boolean',
			displayOptions: { hide: { '/operation': ['sendTemplate', 'sendJson'] } },
			default: true,
			description:
				'Whether the text was written in Markdown, as AI models do: **bold**, headings, links, lists and tables become what WhatsApp shows',
		},
		{
			displayName: 'Last Wrote At',
			name: 'lastWroteAt',
			type: 'string',
			// A template is bound to no window.
			displayOptions: { hide: { '/operation': ['sendTemplate'] } },
			default: '',
			placeholder: 'e.g. {{ $json.lastWroteAt }}',
			description:
				'When the person last wrote to you: date and time, or Unix time. Longer ago than 24 hours, or empty (never): not sent, but failed with windowClosed, for a Send Template after the error output.',
		},
		limitWaitTime,
		{
			displayName: 'Long Text',
			name: 'longText',
			type: 'options',
			displayOptions: { show: { '/operation': ['sendText'] } },
			options: [
				{
					name: 'Send Nothing',
					value: 'stop',
					description: 'A text of more than 4096 characters is a problem',
				},
				{
					name: 'Split Into Messages',
					value: 'split',
					description: 'Several messages in order, cut between paragraphs, sentences or words',
				},
			],
			default: 'split',
			description: 'What to do with a text of more than 4096 characters, such as the answer of an AI model',
		},
		{
			displayName: 'Max Messages per Second',
			name: 'maxPerSecond',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			displayOptions: { hide: ONE_MESSAGE },
			default: 80,
			description:
				'How many messages may start in one second. All workflows that send from the business number share it, and the lowest one holds. Lower it if ITNIO allows less. The first item decides for all.',
		},
		{
			displayName: 'Parallel Requests',
			name: 'parallel',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			displayOptions: { hide: ONE_MESSAGE },
			default: 20,
			description:
				'How many messages may be on their way at the same time. Without this option as many as the pace needs. Messages to one person always go one after the other. The first item decides for all.',
		},
		{
			displayName: 'Preview Only',
			name: 'previewOnly',
			type: 'boolean',
			default: true,
			description: 'Whether to send nothing and show the message as a phone would show it',
		},
		{
			displayName: SHARED_WORDS.replyToMessageId,
			name: 'replyToMessageId',
			type: 'string',
			// The service answers no message with a template.
			displayOptions: { hide: { '/operation': ['sendTemplate'] } },
			default: '',
			placeholder: 'e.g. {{ $json.replyTo }}',
			description: 'ID of the message from the person that this one answers: it is quoted above the answer',
		},
		{
			displayName: 'Send Once',
			name: 'sendOnceBy',
			type: 'options',
			options: [
				{
					name: 'By Key',
					value: 'key',
					description: 'What has the same key goes once: enter it in Send Once Key, e.g. the order number',
				},
				{
					name: 'By Message',
					value: 'message',
					description: 'The same message to the same person goes once',
				},
			],
			default: 'message',
			description:
				'Whether this node never sends a message that it sent before, in any execution, test runs included. The first item decides for all.',
		},
		{
			displayName: 'Send Once Forget',
			name: 'sendOnceForget',
			type: 'boolean',
			default: true,
			description:
				'Whether to forget all that this node has sent. With it on, executing sends nothing and forgets; remove it afterwards. The first item decides for all.',
		},
		{
			displayName: 'Send Once Key',
			name: 'sendOnceKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.orderNumber }}',
			description: 'With Send Once by key: what has the same key goes once',
		},
		{
			displayName: 'Send Once Remember',
			name: 'sendOnceRemember',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 10000,
			description:
				'How many messages Send Once remembers; the oldest are forgotten first. The more, the longer each message takes. The first item decides for all.',
		},
		{
			displayName: 'Skip Checks',
			name: 'skipChecks',
			type: 'boolean',
			default: true,
			description: 'Whether to send without checking first and leave the decision to ITNIO',
		},
		{
			displayName: 'Skip Duplicates',
			name: 'skipDuplicates',
			type: 'boolean',
			displayOptions: { hide: ONE_MESSAGE },
			default: true,
			description:
				'Whether to send identical messages to the same person only once in this run. The first item decides for all.',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1000, maxValue: 600000, numberPrecision: 0 },
			default: 30000,
			description: 'How many milliseconds to wait for the answer of ITNIO to one message',
		},
		{
			displayName: 'Try Again For',
			name: 'waitAtMost',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 300,
			description:
				'For how many seconds a message is tried again when ITNIO takes no more messages for now. Meanwhile the execution goes on and holds its place in n8n. The first item decides for all.',
		},
		{
			displayName: 'When Outcome Is Unknown',
			name: 'whenOutcomeUnknown',
			type: 'options',
			options: [
				{
					name: 'Do Not Send Again',
					value: 'doNotResend',
					description: 'A retry of this run leaves out messages that may have been sent',
				},
				{
					name: 'Send Again',
					value: 'resend',
					description: 'A retry of this run sends them once more, some people may get them twice',
				},
			],
			default: 'doNotResend',
			description: 'What a retry does with messages that ITNIO did not answer',
		},
	],
} as const satisfies Field;

type OptionValues = ParametersOf<typeof options.options>;
export type OptionName = keyof OptionValues;

/** Options of the whole run: they are read once, from the first item. The others are read for each item. */
export const RUN_OPTIONS = [
	'doNotSendTo',
	'maxPerSecond',
	'parallel',
	'sendOnceBy',
	'sendOnceForget',
	'sendOnceRemember',
	'skipDuplicates',
	'waitAtMost',
] as const satisfies readonly OptionName[];

/** What is undefined where nobody added it: the node then finds its own number, or does without. */
export const UNSET = ['longText', 'parallel', 'sendOnceBy'] as const satisfies readonly OptionName[];

/** What stays as the expression gives it: a list, a date. Undefined where nobody added it, a text where it is empty. */
export const RAW = ['doNotSendTo', 'lastWroteAt'] as const satisfies readonly OptionName[];

type Unset = (typeof UNSET)[number];
type Raw = (typeof RAW)[number] | 'limitWaitTime';
type Read = Omit<OptionValues, Unset | Raw> & { [Name in Unset]: OptionValues[Name] | undefined } & {
	[Name in Raw]: unknown;
};
type RunOptionName = (typeof RUN_OPTIONS)[number];

/** Max Messages per Second; Parallel Requests, undefined: automatic; Try Again For in seconds. */
export type RunOptions = Pick<Read, RunOptionName>;
/** Timeout in milliseconds; Default Country Code in digits, or empty; Limit Wait Time as n8n gives it. */
export type ItemOptions = Omit<Read, RunOptionName>;
