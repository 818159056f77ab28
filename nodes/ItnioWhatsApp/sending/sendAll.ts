/** Sends checked messages: in parallel, at the service's pace, each recipient's in order, none twice. */
import { Slices } from '../core/time';
import { STILL_UNKNOWN } from './failing';
import { hashOf, keyOf } from './ledger';
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
		if (memory === undefined || (memory === 'unknown' && job.resendUnknown)) toSend.push(job);
		else results.set(job, memory === 'unknown' ? STILL_UNKNOWN : memory);
	}

	const outcomeOf = await new SendingRun(options, tools).send(toSend);
	for (const job of toSend) results.set(job, outcomeOf(job));
	return jobs.map((job) => results.get(job) ?? duplicate(firstOf.get(job.hash) as Job, results));
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
		why: `Not sent, because item ${first.itemIndex} is the same message and failed: ${sent.why}`,
	};
}
