/**
 * Required by each process of n8n: writes once a second how much memory it has and how long its event loop stood still, and
 * says whose work that was, by a profile of the processor. WEEK_MONITOR: the folder for it.
 */
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const { join } = require('node:path');

const folder = process.env.WEEK_MONITOR;
const [, script = '', command = ''] = process.argv;
const isN8n = /[/\\]n8n$/.test(script) && ['start', 'worker', 'webhook'].includes(command);

/** Also while the clock of this process goes wrong. */
const realNow = Date.now.bind(Date);
const EVERY_MS = 10;
/** A standstill of so many milliseconds is looked into. */
const LONG_MS = 100;
/** Microseconds between two looks of the profile. */
const SAMPLED_US = 5_000;
/** Where n8n keeps the packages that people installed. */
const OURS = '/node_modules/n8n-nodes-itnio/';

function watch() {
	const file = join(folder, `${command}-${process.pid}.jsonl`);
	const write = (line) => {
		try {
			appendFileSync(file, `${JSON.stringify(line)}\n`);
		} catch {
			// The folder is gone: the week is over.
		}
	};
	const session = new Session();
	session.connect();
	const post = (method, parameters) => session.post(method, parameters);
	post('Profiler.enable');
	post('Profiler.setSamplingInterval', { interval: SAMPLED_US });
	post('Profiler.start');

	let last = process.hrtime.bigint();
	let usage = process.cpuUsage();
	let longestMs = 0;
	let standstills = [];
	let ignoreNext = false;

	/** Whose work the standstills were, in milliseconds; stopping and starting holds the process up itself. */
	const explain = () => {
		if (standstills.length === 0) return;
		const asked = standstills;
		standstills = [];
		session.post('Profiler.stop', (error, result) => {
			if (error || !result) return;
			const { nodes, samples, timeDeltas, startTime } = result.profile;
			const parents = new Map();
			const byId = new Map(nodes.map((node) => [node.id, node]));
			for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node.id);
			const ours = new Map();
			const isOurs = (id) => {
				const known = ours.get(id);
				if (known !== undefined) return known;
				const parent = parents.get(id);
				const found = byId.get(id).callFrame.url.includes(OURS) || (parent !== undefined && isOurs(parent));
				ours.set(id, found);
				return found;
			};
			const found = asked.map(({ at, ms, from, to }) => ({
				at,
				ms,
				from,
				to,
				ourMs: 0,
				sampledMs: 0,
				collectingMs: 0,
				names: new Map(),
			}));
			let time = startTime;
			for (let n = 0; n < samples.length; n += 1) {
				time += timeDeltas[n];
				const one = found.find(({ from, to }) => time >= from && time <= to);
				if (one === undefined) continue;
				const spentMs = timeDeltas[n] / 1000;
				const { callFrame } = byId.get(samples[n]);
				if (callFrame.functionName === '(idle)' || callFrame.functionName === '(program)') continue;
				one.sampledMs += spentMs;
				if (callFrame.functionName === '(garbage collector)') one.collectingMs += spentMs;
				if (isOurs(samples[n])) one.ourMs += spentMs;
				const name = `${callFrame.functionName || 'anonymous'} ${callFrame.url.split('/').slice(-2).join('/')}:${callFrame.lineNumber + 1}`;
				one.names.set(name, (one.names.get(name) ?? 0) + spentMs);
			}
			for (const { at, ms, ourMs, sampledMs, collectingMs, names } of found) {
				const most = [...names]
					.sort(([, a], [, b]) => b - a)
					.slice(0, 4)
					.map(([name, spent]) => `${name} ${Math.round(spent)}`);
				write({ standstill: { at, ms, ourMs: Math.min(ms, ourMs), sampledMs, collectingMs, most } });
			}
		});
		post('Profiler.start');
		ignoreNext = true;
	};

	setInterval(() => {
		const now = process.hrtime.bigint();
		const { user, system } = process.cpuUsage(usage);
		// What others of the machine take away meanwhile is not this process's.
		const ms = Math.min(Number(now - last) / 1e6 - EVERY_MS, (user + system) / 1000);
		if (ignoreNext) ignoreNext = false;
		else {
			longestMs = Math.max(longestMs, ms);
			if (ms >= LONG_MS)
				standstills.push({ at: realNow(), ms, from: Number(last) / 1000, to: Number(now) / 1000 });
		}
		last = now;
		usage = process.cpuUsage();
	}, EVERY_MS).unref();

	let seconds = 0;
	setInterval(() => {
		const { rss, heapUsed, external } = process.memoryUsage();
		write({
			at: realNow(),
			command,
			pid: process.pid,
			rss,
			heapUsed,
			external,
			longestMs: Math.round(longestMs),
		});
		longestMs = 0;
		seconds += 1;
		if (seconds % 10 === 0) explain();
	}, 1_000).unref();
}

/** The clock of this process goes wrong for a while: the file says by how many milliseconds. */
function followClock() {
	const file = join(folder, 'clock');
	const Real = Date;
	let shift = 0;
	class Shifted extends Real {
		constructor(...given) {
			if (given.length === 0) super(realNow() + shift);
			else super(...given);
		}
		static now() {
			return realNow() + shift;
		}
	}
	globalThis.Date = Shifted;
	setInterval(() => {
		shift = existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : 0;
	}, 500).unref();
}

if (folder && isN8n) {
	watch();
	if (process.env.WEEK_CLOCK) followClock();
}
