/** How large a week is, and what goes wrong in it. */
import { parseArgs } from 'node:util';
import { N8N } from '../shared';

const { values } = parseArgs({
	options: {
		...N8N,
		people: { type: 'string', default: '5000' },
		messages: { type: 'string', default: '100000' },
		minutes: { type: 'string', default: '60' },
		seed: { type: 'string', default: '1' },
		queue: { type: 'boolean', default: false },
		/** Share of the messages that are reported, from 0 to 1. */
		reports: { type: 'string', default: '1' },
		/** Nothing goes wrong. */
		calm: { type: 'boolean', default: false },
		/** Where everything is kept. */
		keep: { type: 'string' },
		write: { type: 'boolean', default: false },
	},
});

const minutes = Number(values.minutes);

export const OPTIONS = {
	version: values.n8n,
	people: Number(values.people),
	messages: Number(values.messages),
	minutes,
	seed: Number(values.seed),
	queue: values.queue,
	reports: Number(values.reports),
	calm: values.calm,
	keep: values.keep,
	write: values.write,
} as const;

/** Milliseconds. */
export const WEEK_MS = minutes * 60_000;
export const DAY_MS = WEEK_MS / 7;

/** The command that repeats this week. */
export const COMMAND = [
	'npm run e2e -- week',
	`--people=${OPTIONS.people} --messages=${OPTIONS.messages} --minutes=${minutes} --seed=${OPTIONS.seed}`,
	`--reports=${OPTIONS.reports}${OPTIONS.queue ? ' --queue' : ''}${OPTIONS.calm ? ' --calm' : ''} --n8n=${OPTIONS.version}`,
].join(' ');
