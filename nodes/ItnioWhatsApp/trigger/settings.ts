/** From the values of the form to what the trigger works with. */
import { COMMAS, SEMICOLONS } from '../core/listMarks';
import { repairPhone } from '../core/phone';
import { excerpt } from '../core/text';
import type { Filters } from './filters';

export interface Settings {
	filters: Filters;
	onlyThisApp: boolean;
	skipRepeats: boolean;
	/** Start a workflow for a message also where it was the answer to a question. */
	alsoStartForAnswers: boolean;
	/** Fetch what people send, as files of the item. */
	downloadFiles: boolean;
	/** Seconds for which a person must not have written before the workflow starts; 0: at once. */
	groupMessages: number;
	/** Who writes one of them does not want to be written to any more; empty: nobody looks. */
	optOutWords: readonly string[];
	/** Undefined: any caller is served. */
	secretToken: string | undefined;
}

const MARKS = new RegExp(`[${COMMAS}${SEMICOLONS}\\n]`);

/** A list as forms and expressions give it: entries, entries in one text, or a single value. */
function entries(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(entries);
	if (value === undefined || value === null) return [];
	return String(value)
		.split(MARKS)
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/** Longer would lose more than it groups, should n8n be stopped meanwhile. */
const MAX_PAUSE_S = 60;

const PHONE = /^[1-9]\d{6,13}$/;

/**
 * @param options the collection "Options" of the form
 * @returns the settings, or what is wrong with them in a sentence for the person who made them
 */
export function readSettings(
	events: unknown,
	options: Record<string, unknown>,
): { settings: Settings } | { problem: string } {
	const chosen = entries(events);
	if (chosen.length === 0) return { problem: 'Trigger On is empty: choose at least one event' };

	const written = entries(options.businessPhones);
	const unreadable = written.find((entry) => !PHONE.test(repairPhone(entry, { isOwn: true })));
	if (unreadable !== undefined) {
		return {
			problem: `Business Phones: "${excerpt(unreadable, 60)}" is not a phone number with its country code, such as 6282299953162`,
		};
	}

	// An option that was added and is empty must not leave the door open.
	const secretToken = 'secretToken' in options ? String(options.secretToken ?? '').trim() : undefined;
	if (secretToken === '') {
		return { problem: 'Secret Token is empty: enter one, or remove the option' };
	}
	const downloadFiles = options.downloadFiles === true;
	if (downloadFiles && secretToken === undefined) {
		return {
			problem:
				'Download Files needs a Secret Token: without one, anybody who knows the address could let n8n fetch files. Add the option Secret Token, and put ?token= with it at the end of the callback address in the ITNIO console',
		};
	}
	const groupMessages = Number(options.groupMessages ?? 0);
	if (!Number.isFinite(groupMessages) || groupMessages < 0 || groupMessages > MAX_PAUSE_S) {
		return { problem: `Group Messages must be a number of seconds from 0 to ${MAX_PAUSE_S}` };
	}
	return {
		settings: {
			filters: {
				events: chosen,
				businessPhones: written.map((entry) => repairPhone(entry, { isOwn: true })),
				messageTypes: entries(options.messageTypes),
				statuses: entries(options.statuses),
			},
			onlyThisApp: options.onlyThisApp !== false,
			skipRepeats: options.skipRepeats !== false,
			alsoStartForAnswers: options.alsoStartForAnswers === true,
			downloadFiles,
			groupMessages,
			optOutWords: entries(options.optOutWords),
			secretToken,
		},
	};
}
