/** Why a message was not sent, or nobody knows, where that is not the service's word. */
import { NEVER } from '../core/lastWrote';
import { textOf } from '../core/text';
import { UNKNOWN_ADVICE, type Failed } from '../service/classify';

const wordsOf = (error: unknown): string => {
	const words = error instanceof Error ? error.message : textOf(error);
	return words === '' ? 'no reason was given' : words;
};

export const CANCELED: Failed = {
	kind: 'notSent',
	heldBack: true,
	why: 'The message was not sent: the execution was canceled before its turn.',
};

export const HELD_BACK: Failed = {
	kind: 'notSent',
	heldBack: true,
	why: 'The message was not sent: an earlier one failed and the node is set to stop then.',
};

/** @param waitAtMostMs for so long the service took no message */
export const shut = (waitAtMostMs: number): Failed => ({
	kind: 'notSent',
	heldBack: true,
	why: `The message was not sent: ITNIO took no message for ${Math.round(waitAtMostMs / 1000)} s, so the run ended. Execute again later.`,
});

/** @param lastWroteAt Unix time in milliseconds, or `NEVER` */
export const windowClosed = (lastWroteAt: number): Failed => ({
	kind: 'notSent',
	windowClosed: true,
	why: `The message was not sent: ${
		lastWroteAt === NEVER
			? 'the person has never written to you (Last Wrote At is empty)'
			: `the person last wrote at ${new Date(lastWroteAt).toISOString()}, more than 24 hours ago`
	}, and WhatsApp would not deliver it. Use Send Template.`,
});

export const SENT_BEFORE: Failed = {
	kind: 'unknown',
	why: `An earlier execution ended before it knew what became of this message. ${UNKNOWN_ADVICE} To send it again, set When Outcome Is Unknown in the options.`,
};

export const STILL_UNKNOWN: Failed = {
	kind: 'unknown',
	why: `An earlier try of this run sent this message and got no usable answer. ${UNKNOWN_ADVICE} To send it again with the next retry, set When Outcome Is Unknown in the options.`,
};

export const notRemembered = (error: unknown): Failed => ({
	kind: 'notSent',
	why: `The message was not sent, because n8n cannot remember it (${wordsOf(error)}). Send Once works in saved workflows only: save the workflow and execute again.`,
});

/** Something broke in this node or in n8n. @param hasLeft the request may have been on its way */
export const broken = (error: unknown, hasLeft: boolean): Failed =>
	hasLeft
		? {
				kind: 'unknown',
				why: `Something broke while the message was sent (${wordsOf(error)}). ${UNKNOWN_ADVICE}`,
			}
		: {
				kind: 'notSent',
				why: `The message was not sent: something broke before it left (${wordsOf(error)}).`,
			};
