/** Why a message was not sent, or nobody knows, where that is not the service's word. */
import { FREE_FOR_MS, NEVER } from '../core/lastWrote';
import { shownMoment } from '../core/moment';
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

/** The time of the window is up, or nearly: `isWindowClosed` leaves some of it to the way of the message. */
function whyClosed(lastWroteAt: number, { now, timeZone }: { now: number; timeZone: string }): string {
	if (lastWroteAt === NEVER) {
		return 'the person has never written to you (Last Wrote At is empty), and WhatsApp would not deliver it';
	}
	const wrote = `the person last wrote on ${shownMoment(lastWroteAt, timeZone)}`;
	return now - lastWroteAt > FREE_FOR_MS
		? `${wrote}, more than 24 hours ago, and WhatsApp would not deliver it`
		: `${wrote}, nearly 24 hours ago, and WhatsApp might not deliver it in time (this node stops five minutes before they are over)`;
}

/**
 * @param lastWroteAt Unix time in milliseconds, or `NEVER`
 * @param ways when it was not sent, Unix time in milliseconds, and the time zone of the workflow
 */
export const windowClosed = (lastWroteAt: number, ways: { now: number; timeZone: string }): Failed => ({
	kind: 'notSent',
	windowClosed: true,
	why: `The message was not sent: ${whyClosed(lastWroteAt, ways)}. Use Send Template.`,
});

/** The option by its label, and its choice: added alone, it changes nothing. */
const RESEND = 'set Options › When Outcome Is Unknown to Send Again.';

export const SENT_BEFORE: Failed = {
	kind: 'unknown',
	why: `An earlier execution ended before it knew what became of this message. ${UNKNOWN_ADVICE} To send it again, ${RESEND}`,
};

export const STILL_UNKNOWN: Failed = {
	kind: 'unknown',
	why: `An earlier try of this run sent this message and got no usable answer. ${UNKNOWN_ADVICE} To send it again with the next retry, ${RESEND}`,
};

export const notRemembered = (error: unknown): Failed => ({
	kind: 'notSent',
	why: `The message was not sent, because n8n cannot remember it (${wordsOf(error)}). Execute again. If it says so again, save the workflow: Send Once works in saved workflows only.`,
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
