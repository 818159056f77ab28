/** The clock of this machine, compared with the one of the service. */

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** An answer tells the time in whole seconds and is a moment on its way. */
const SAME_MS = 5 * SECOND_MS;

function inWords(milliseconds: number): string {
	const [unit, name] =
		milliseconds < 90 * SECOND_MS
			? [SECOND_MS, 'second']
			: milliseconds < 90 * MINUTE_MS
				? [MINUTE_MS, 'minute']
				: milliseconds < 48 * HOUR_MS
					? [HOUR_MS, 'hour']
					: [DAY_MS, 'day'];
	const count = Math.round(milliseconds / unit);
	return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/**
 * What to do where the service found a request too old or too new.
 *
 * @param date the `Date` header of the answer
 * @param now the time of this machine when the answer came, in milliseconds
 * @returns undefined where the answer does not tell the time
 */
export function adviceOnClock(date: unknown, now: number): string | undefined {
	const theirs = typeof date === 'string' ? Date.parse(date) : NaN;
	if (Number.isNaN(theirs)) return undefined;
	const ahead = now - theirs;
	if (Math.abs(ahead) < SAME_MS) {
		return 'The clock of the machine that runs n8n is right, so the request was too long on its way: send it again. If it stays, look at the proxy between n8n and ITNIO.';
	}
	const direction = ahead > 0 ? 'ahead' : 'behind';
	return `The clock of the machine that runs n8n is ${inWords(Math.abs(ahead))} ${direction}: set it right (turn on time synchronisation).`;
}
