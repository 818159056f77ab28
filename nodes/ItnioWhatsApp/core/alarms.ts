/** Alarms of this process by one timer for all: timers and signals of its own were a tenth of the work of a message. */

interface Alarm {
	/** By `performance.now()`. */
	readonly at: number;
	readonly ring: () => void;
}

const alarms = new Set<Alarm>();
let wakesAt = Infinity;

/**
 * Calls once after some milliseconds; keeps no process alive.
 *
 * @param ring must not throw
 * @returns takes it back; nothing happens where it has rung
 */
export function ringAfter(milliseconds: number, ring: () => void): () => void {
	const alarm: Alarm = { at: performance.now() + milliseconds, ring };
	alarms.add(alarm);
	wakeBy(alarm.at);
	return () => void alarms.delete(alarm);
}

function wakeBy(at: number): void {
	if (at >= wakesAt) return;
	wakesAt = at;
	const milliseconds = Math.max(0, Math.ceil(at - performance.now()));
	// One that an earlier alarm overtook does nothing.
	const wake = () => (wakesAt === at ? ringDue() : undefined);
	AbortSignal.timeout(milliseconds).addEventListener('abort', wake, { once: true });
}

function ringDue(): void {
	wakesAt = Infinity;
	const now = performance.now();
	let next = Infinity;
	const due: Alarm[] = [];
	for (const alarm of alarms) {
		if (alarm.at <= now) due.push(alarm);
		else next = Math.min(next, alarm.at);
	}
	wakeBy(next);
	for (const alarm of due.sort((one, other) => one.at - other.at)) {
		if (alarms.delete(alarm)) alarm.ring();
	}
}
