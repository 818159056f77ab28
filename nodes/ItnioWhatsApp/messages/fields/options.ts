import { SHARED_WORDS } from '../../checks/message';
import { countryCodeDigits } from '../../checks/phone';
import { complain, inside, ROOT, type Problem } from '../../checks/rules';
import { isMissing, isRecord } from '../../values/members';
import type { Field } from './types';

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
			displayName: 'Default Country Code',
			name: 'defaultCountryCode',
			type: 'string',
			default: '',
			placeholder: 'e.g. 62',
			description: 'Completes phone numbers that start with one 0: with 62, 0812… becomes 62812…',
		},
		{
			displayName: 'Max Messages per Second',
			name: 'maxPerSecond',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 80,
			description:
				'How many messages may start in one second. The limit belongs to the business number: all workflows that send from it share it, and the lowest one holds. Lower it if ITNIO allows your number less.',
		},
		{
			displayName: 'Parallel Requests',
			name: 'parallel',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 20,
			description:
				'How many messages may be on their way at the same time. Without this option as many as the pace needs. Messages to one person always go one after the other.',
		},
		{
			displayName: 'Preview Only',
			name: 'previewOnly',
			type: 'boolean',
			default: false,
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
			displayName: 'Skip Checks',
			name: 'skipChecks',
			type: 'boolean',
			default: false,
			description: 'Whether to send without checking first and leave the decision to ITNIO',
		},
		{
			displayName: 'Skip Duplicates',
			name: 'skipDuplicates',
			type: 'boolean',
			default: false,
			description: 'Whether to send identical messages to the same person only once in this run',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1000, numberPrecision: 0 },
			default: 30000,
			description: 'How many milliseconds to wait for the answer of ITNIO to one message',
		},
		{
			displayName: 'Wait at Most',
			name: 'waitAtMost',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 300,
			description:
				'For how many seconds a message is tried again when ITNIO takes no more messages at present. Meanwhile the execution goes on and holds its place in n8n.',
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

/** The options of one item, complete and of the right types. */
export interface SendOptions {
	appId: string;
	/** Digits, or empty. */
	defaultCountryCode: string;
	maxPerSecond: number;
	/** Undefined: as many as the pace needs. */
	parallel: number | undefined;
	previewOnly: boolean;
	replyToMessageId: string;
	skipChecks: boolean;
	skipDuplicates: boolean;
	/** Milliseconds. */
	timeout: number;
	/** Seconds. */
	waitAtMost: number;
	resendUnknown: boolean;
}

type OptionName = (typeof options.options)[number]['name'];

const labelOf = (name: OptionName) =>
	options.options.find((option) => option.name === name)?.displayName ?? name;

/** Reads the options of an item; what cannot be used is reported, and the default stands in for it. */
export function readOptions(raw: unknown): { options: SendOptions; problems: Problem[] } {
	const problems: Problem[] = [];
	const given: Record<string, unknown> = isRecord(raw) ? raw : {};
	const complainAbout = (name: OptionName, what: string) =>
		complain((problem) => problems.push(problem), inside(ROOT, name, labelOf(name)), what);

	const text = (name: OptionName) => (isMissing(given[name]) ? '' : String(given[name]).trim());
	const isOn = (name: OptionName) => given[name] === true || given[name] === 'true';
	const atLeast = (name: OptionName, least: number, fallback: number): number => {
		if (isMissing(given[name])) return fallback;
		const number = Number(given[name]);
		if (Number.isFinite(number) && number >= least) return number;
		complainAbout(name, `must be a number from ${least} upwards, but it is "${String(given[name])}"`);
		return fallback;
	};

	const countryCode = text('defaultCountryCode');
	const digits = countryCode === '' ? '' : countryCodeDigits(countryCode);
	if (digits === undefined) {
		complainAbout('defaultCountryCode', `must be a country code such as 62, but it is "${countryCode}"`);
	}
	return {
		options: {
			appId: text('appId'),
			defaultCountryCode: digits ?? '',
			maxPerSecond: atLeast('maxPerSecond', 1, 80),
			parallel: isMissing(given.parallel) ? undefined : Math.floor(atLeast('parallel', 1, 20)),
			previewOnly: isOn('previewOnly'),
			replyToMessageId: text('replyToMessageId'),
			skipChecks: isOn('skipChecks'),
			skipDuplicates: isOn('skipDuplicates'),
			timeout: atLeast('timeout', 1, 30_000),
			waitAtMost: atLeast('waitAtMost', 0, 300),
			resendUnknown: given.whenOutcomeUnknown === 'resend',
		},
		problems,
	};
}
