/**
 * Why a message that was accepted did not arrive: Meta's codes (docs/api.md, section 6) in plain English. The service
 * hands them on in `failure`, in a shape that it does not publish.
 */
import { isRecord } from './members';

/** When the same person may be written to again: at once, later, by a template, or not at all. */
export type TryAgain = 'now' | 'later' | 'template' | 'never';

export interface FailureReason {
	readonly code: number;
	/** What happened, a clause without a full stop. */
	readonly explanation: string;
	/** What to do about it, one or two whole sentences. */
	readonly advice: string;
	readonly tryAgain: TryAgain;
}

type Known = Omit<FailureReason, 'code'>;

const reason = (tryAgain: TryAgain, explanation: string, advice: string): Known => ({
	explanation,
	advice,
	tryAgain,
});

export const FAILURE_REASONS = {
	'130429': reason(
		'later',
		'Too many messages were sent at once',
		'Send more slowly, and this message again.',
	),
	'130472': reason(
		'never',
		'WhatsApp keeps marketing messages from this person as part of an experiment',
		'Reach the person another way, or wait until they write to you.',
	),
	'131000': reason(
		'later',
		'WhatsApp gave no reason',
		'Send this message again later. If it stays, ask ITNIO support.',
	),
	'131008': reason('now', 'A value of the message is missing', 'Fill it in and send the message again.'),
	'131009': reason(
		'now',
		'A value of the message is wrong',
		'Look at the values of the message, correct them and send it again.',
	),
	'131026': reason(
		'never',
		'The person cannot be reached: no WhatsApp on this number, a very old app, or its terms are not accepted',
		'Check the number with the person, or reach them another way.',
	),
	'131031': reason(
		'later',
		'WhatsApp has locked the business account',
		'Find the reason in the ITNIO console, and ask ITNIO support. Pause campaigns until then.',
	),
	'131042': reason(
		'later',
		'WhatsApp does not deliver because of a problem with the payment',
		'Ask ITNIO support about the balance and the payment method, then send this message again.',
	),
	'131047': reason(
		'template',
		'More than 24 hours have passed since the person wrote to you',
		'Use Send Template, or wait until the person writes.',
	),
	'131048': reason(
		'later',
		'WhatsApp has limited the business number, because people blocked it or reported spam',
		'Pause campaigns, look at the quality of the number in the ITNIO console, and write to fewer people.',
	),
	'131049': reason(
		'later',
		'WhatsApp held the message back, to keep the person from too much marketing',
		'Not before 24 hours have passed, better some days. Sending it at once is held back again.',
	),
	'131050': reason(
		'never',
		'The person has stopped marketing messages from your business',
		'Take the person out of your campaigns. Other templates and answers still arrive.',
	),
	'131051': reason('now', 'WhatsApp does not support this kind of message', 'Send another kind of message.'),
	'131052': reason(
		'now',
		'WhatsApp could not fetch the file',
		'Open the link without a login (option Check Links does it), correct it and send the message again.',
	),
	'131053': reason(
		'now',
		'WhatsApp could not take the file',
		'Look at its type and size, correct them and send the message again.',
	),
	'131056': reason(
		'later',
		'Too many messages went to this person in a short time',
		'Wait a few minutes before the next message to this person.',
	),
	'132000': reason(
		'now',
		'The template takes a different number of values',
		'Choose the template from the list, fill in all its values and send it again.',
	),
	'132001': reason(
		'now',
		'The template does not exist in this language, or is not approved yet',
		'Choose template and language from the list, and send it again.',
	),
	'132005': reason(
		'now',
		'The template is too long once its values are in it',
		'Shorten the values and send it again.',
	),
	'132007': reason(
		'never',
		'The template breaks a rule of WhatsApp about its content',
		'Change the template in the ITNIO console and submit it for approval again.',
	),
	'132012': reason(
		'now',
		'A value of the template has the wrong format',
		'Compare the values with the example of the template, correct them and send it again.',
	),
	'132015': reason(
		'later',
		'WhatsApp has paused the template, because people did not like it',
		'Wait until it is approved again, or use another template.',
	),
	'132016': reason(
		'never',
		'WhatsApp has disabled the template for good',
		'Make a new template in the ITNIO console.',
	),
	'133010': reason(
		'later',
		'The business number is not registered with WhatsApp',
		'Look at the number in the ITNIO console, and ask ITNIO support.',
	),
	'135000': reason(
		'later',
		'WhatsApp gave no reason',
		'Send this message again later. If it stays, ask ITNIO support.',
	),
} as const satisfies Readonly<Record<string, Known>>;

/** All of Meta's codes here have six digits; longer numbers are times, IDs and people. */
const CODE = /(?<!\d)\d{6}(?!\d)/g;
const MAX_DEPTH = 6;
const MAX_CHARACTERS = 20_000;

const isKnown = (code: string): code is keyof typeof FAILURE_REASONS => Object.hasOwn(FAILURE_REASONS, code);

function knownCode(failure: unknown, depth = 0): keyof typeof FAILURE_REASONS | undefined {
	if (typeof failure === 'number' || typeof failure === 'string') {
		const codes: string[] = String(failure).slice(0, MAX_CHARACTERS).match(CODE) ?? [];
		return codes.find(isKnown);
	}
	if (depth > MAX_DEPTH || typeof failure !== 'object' || failure === null) return undefined;
	// A code stands for itself; the words beside it may mention others.
	const inner = isRecord(failure) ? [failure.code, ...Object.values(failure)] : Object.values(failure);
	for (const value of inner) {
		const found = knownCode(value, depth + 1);
		if (found) return found;
	}
	return undefined;
}

/** Why a message failed, where `failure` of a status report holds a known code: as a number, in a text, in JSON. */
export function failureReason(failure: unknown): FailureReason | undefined {
	const code = knownCode(failure);
	return code === undefined ? undefined : { code: Number(code), ...FAILURE_REASONS[code] };
}
