/** Sends checked messages: in parallel, at the service's pace, each recipient's in order, none twice. */
import { isWindowClosed } from '../core/lastWrote';
import { Slices } from '../core/time';
import { ordinal } from '../core/text';
import { HELD_BACK, STILL_UNKNOWN } from './failing';
import { goesNow, hashOf, keyOf } from './ledger';
import type { Ended, Message, SendingOptions, SendingTools, Sent } from './message';
import { SendingRun, type Job } from './sendingRun';

/**
 * Never rejects, whatever throws inside: each message has an outcome.
 *
 * @returns what became of each message, in the order of the messages
 */
export async function sendAll(
	messages: readonly Message[],
	options: SendingOptions,
	tools: SendingTools,
): Promise<Sent[]> {
	const jobs = await new Slices(tools).map(messages, (message): Job => {
		const key = keyOf(message.itemIndex, message.part);
		const hash = hashOf(message.path, message.identity ?? message.body);
		return { ...message, key, hash, memory: tools.ledger.recall(key, hash) };
	});
	const results = new Map<Job, Ended>();
	const firstOf = new Map<string, Job>();
	const toSend: Job[] = [];

	for (const job of jobs) {
		const { memory } = job;
		if (options.skipDuplicates && firstOf.has(job.hash)) continue;
		firstOf.set(job.hash, job);
		if (goesNow(memory, job.resendUnknown)) toSend.push(job);
		else results.set(job, typeof memory === 'object' ? memory : STILL_UNKNOWN);
	}

	const rest = options.stopOnFailure ? await endClosed(toSend, results, { options, tools }) : toSend;
	const outcomeOf = await new SendingRun(options, tools).send(rest);
	for (const job of rest) results.set(job, outcomeOf(job));
	// What did not get its turn is in doubt as before.
	for (const [job, ended] of results) {
		if (job.memory === 'unknown' && 'heldBack' in ended) results.set(job, STILL_UNKNOWN);
	}
	return jobs.map((job) => results.get(job) ?? duplicate(firstOf.get(job.hash) as Job, results));
}

interface Sending {
	readonly options: SendingOptions;
	readonly tools: SendingTools;
}

/**
 * Ends messages whose window is closed already, before the first of the others starts.
 *
 * @returns what may start now: nothing where one of them failed
 */
async function endClosed(
	jobs: readonly Job[],
	results: Map<Job, Ended>,
	{ options, tools }: Sending,
): Promise<Job[]> {
	const now = tools.wallClock();
	const closed = jobs.filter(({ lastWroteAt }) => isWindowClosed(lastWroteAt, now));
	if (closed.length === 0) return [...jobs];
	// All of them are told, not the first one alone.
	const outcomeOf = await new SendingRun({ ...options, stopOnFailure: false }, tools).send(closed);
	for (const job of closed) results.set(job, outcomeOf(job));
	const others = jobs.filter((job) => !results.has(job));
	if (closed.every((job) => outcomeOf(job).kind === 'alreadySent')) return others;
	for (const job of others) results.set(job, HELD_BACK);
	return [];
}

/** A message that another item carries, too, shares its fate. */
function duplicate(first: Job, results: ReadonlyMap<Job, Ended>): Sent {
	const sent = results.get(first) as Ended;
	if (sent.kind === 'alreadySent') return sent;
	if (sent.kind === 'accepted') {
		return { kind: 'skipped', duplicateOf: first.itemIndex, messageId: sent.messageId };
	}
	return {
		...sent,
		kind: sent.kind === 'unknown' ? 'unknown' : 'notSent',
		why: `Not sent, because the ${ordinal(first.itemIndex)} item is the same message and failed: ${sent.why}`,
	};
}
