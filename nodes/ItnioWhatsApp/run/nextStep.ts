/** After a run in which some messages went and some did not: what executing again does, and what to do first. */
import type { Failure } from './failed';

const CORRECT = 'Correct them and execute again: with Send Once only these go';
const GO_ON = 'Execute again: with Send Once only those go that were not reached';
const ADD_FIRST =
	'Executing again sends all again, unless you add Options › Send Once first: it knows what was accepted and leaves it out.';
const TAKE_OUT =
	'Executing again sends all again, so take out what was accepted: Send Once, added now, does not know it.';

export interface RunEnd {
	/** The option Send Once is on. */
	readonly sendsOnce: boolean;
	/** Send Once, added now, would know what was accepted. */
	readonly isNoted: boolean;
	/** An outcome that is unknown is sent again. */
	readonly resendsUnknown: boolean;
	/** How many messages were to be sent. */
	readonly messages: number;
	/** How many of them went, in this run or, with Send Once, in an earlier one. */
	readonly gone: number;
	readonly failures: readonly Failure[];
}

/** A sentence for the error or the summary; empty where executing again has nothing to it. */
export function nextStep({ sendsOnce, isNoted, resendsUnknown, messages, gone, failures }: RunEnd): string {
	// A template goes to those whose window is closed: there is nothing to correct or to execute again.
	if (messages < 2 || failures.every(({ windowClosed }) => windowClosed)) return '';
	if (!sendsOnce) {
		if (gone === 0) return '';
		return isNoted ? ADD_FIRST : TAKE_OUT;
	}
	const failed = failures.filter(({ heldBack }) => !heldBack);
	const unknown = failed.filter(({ kind }) => kind === 'unknown').length;
	const isLeft = messages > gone + failed.length;
	if (failed.length === unknown) return isLeft ? `${GO_ON}.` : '';
	const others = [];
	if (isLeft) others.push(', and what was not reached');
	if (unknown > 0 && !resendsUnknown) others.push(', not those of unknown outcome');
	return `${CORRECT}${others.join('')}.`;
}
