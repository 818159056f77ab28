/** What must hold at the end: looked up in the sandbox's own record and in n8n's database. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account, ReceivedMessage, RejectedMessage } from '../../../../sandbox';
import type { Measured } from './measures';
import { slopeOf } from './measures';
import type { Database, Executed } from './record';
import type { PushedRecord, Traffic } from './traffic';
import type { Planned } from './world';

/** One row of the table. */
export interface Promised {
	readonly key: string;
	readonly holds: boolean;
	/** Figures, by name. */
	readonly figures: Readonly<Record<string, number>>;
	/** A few of what broke it. */
	readonly broken: readonly string[];
}

export interface Evidence {
	readonly received: readonly ReceivedMessage[];
	readonly rejected: readonly RejectedMessage[];
	readonly executions: readonly Executed[];
	/** What was called, pushed and accepted. */
	readonly traffic: Pick<Traffic, 'calls' | 'pushed' | 'accepted'>;
	/** What the shop means to send, by what stands in it. */
	readonly planned: ReadonlyMap<string, Pick<Planned, 'kind' | 'person' | 'hoursSilent'>>;
	/** How many messages Send Once remembers at one node. */
	readonly remembered: number;
	/** So long Wait for Delivery waits, milliseconds. */
	readonly waitsForMs: number;
	readonly measured: readonly Measured[];
	/** Then the owner executes again what n8n gave up, all at once. Milliseconds since 1970. */
	readonly weekEndedAt: number;
	readonly database: Database;
	readonly account: Account;
	readonly secretToken: string;
	/** Where a secret stood in the data of an execution. */
	readonly secretsInData: readonly string[];
	readonly logFolders: readonly string[];
}

const ENDED = ['success', 'error', 'crashed', 'canceled'];
const HOUR_MS = 60 * 60_000;
const WINDOW_MS = 24 * HOUR_MS;
const MAX_SHOWN = 12;
const STANDSTILL_MS = 300;
const PER_SECOND = 80;

function promised(
	key: string,
	broken: readonly string[],
	figures: Promised['figures'] = {},
	holds = broken.length === 0,
): Promised {
	return { key, holds, figures: { ...figures, broken: broken.length }, broken: broken.slice(0, MAX_SHOWN) };
}

/** Executions by what stands in their data. */
function byId(executions: readonly Executed[]): Map<string, Executed[]> {
	const found = new Map<string, Executed[]>();
	for (const execution of executions)
		for (const id of execution.ids) {
			const list = found.get(id);
			if (list) list.push(execution);
			else found.set(id, [execution]);
		}
	return found;
}

const ONCE = new Set(['order', 'campaign', 'reminder']);

/** Where Send Once is on, the service accepted each message at most once. */
function neverTwice({ traffic, planned }: Evidence): Promised {
	const broken: string[] = [];
	let watched = 0;
	for (const [id, { kind }] of planned) {
		if (!ONCE.has(kind)) continue;
		watched += 1;
		const accepted = traffic.accepted.get(id) ?? [];
		if (accepted.length > 1)
			broken.push(`${id}: ${accepted.map(({ at }) => new Date(at).toISOString()).join(', ')}`);
	}
	return promised('once', broken, { messages: watched });
}

/** Without Send Once: as often as there are executions that were told to send it. */
function onlyWhatIsTold({ traffic, executions, planned }: Evidence): Promised {
	const told = byId(executions);
	// n8n keeps of them when they ran, not what started them: each may have been told to send one of the answers.
	const crashed = new Set(
		executions.filter((one) => one.workflow === 'inbox' && one.status === 'crashed' && !one.startedBy),
	);
	const crashedWhile = (at: number) =>
		[...crashed].find(({ startedAt, stoppedAt = Infinity }) => startedAt <= at && at <= stoppedAt);
	const broken: string[] = [];
	let watched = 0;
	for (const [id, accepted] of traffic.accepted) {
		const kind = planned.get(id)?.kind ?? (id.startsWith('t-') ? 'thanks' : 'reply');
		if (ONCE.has(kind)) continue;
		watched += 1;
		let source =
			kind === 'reply'
				? executions.filter(({ startedBy }) => id === `a-${startedBy}`).length
				: (told.get(kind === 'thanks' ? id.replace('t', 'q') : id) ?? []).length;
		for (const { at } of accepted) {
			const one = kind === 'reply' && source < accepted.length ? crashedWhile(at) : undefined;
			if (one === undefined) continue;
			crashed.delete(one);
			source += 1;
		}
		if (accepted.length > Math.max(1, source))
			broken.push(`${id}: ${accepted.length} times, ${source} executions`);
	}
	return promised('told', broken, { messages: watched });
}

/** Whatever was handed to n8n was accepted, left out on purpose, or stands in n8n's list with what became of it. */
function nothingLost({ traffic, executions, planned }: Evidence): Promised {
	const told = byId(executions);
	const broken: string[] = [];
	const figures = {
		accepted: 0,
		leftOut: 0,
		listedAsFailed: 0,
		crashed: 0,
		neverHeard: 0,
		lostByN8n: 0,
		neverBegun: 0,
		messages: 0,
	};
	const heard = new Set(traffic.calls.filter(({ end }) => end === 'heard').flatMap(({ ids }) => ids));
	const unsure = new Set(traffic.calls.filter(({ end }) => end === 'unsure').flatMap(({ ids }) => ids));
	for (const [id] of planned) {
		figures.messages += 1;
		if (traffic.accepted.has(id)) {
			figures.accepted += 1;
			continue;
		}
		const runs = told.get(id) ?? [];
		const outcomes = runs.flatMap(({ outcomes: all }) => all.filter((outcome) => outcome.id === id));
		if (outcomes.some(({ what }) => what === 'optedOut')) figures.leftOut += 1;
		else if (outcomes.some(({ what }) => ['rejected', 'notSent', 'unknown'].includes(what)))
			figures.listedAsFailed += 1;
		else if (runs.some(({ status }) => status === 'error' || status === 'canceled'))
			figures.listedAsFailed += 1;
		else if (runs.some(({ status }) => status === 'crashed')) figures.crashed += 1;
		else if (runs.length === 0 && !heard.has(id)) figures.neverHeard += 1;
		// n8n answers a webhook before it writes down the execution.
		else if (runs.length === 0) figures.lostByN8n += 1;
		else if (runs.some(({ neverBegun }) => neverBegun)) figures.neverBegun += 1;
		else
			broken.push(
				`${id}: ${runs.map(({ id: run, status }) => `execution ${run} ${status}`).join(', ')}; ${JSON.stringify(outcomes)}`,
			);
	}
	return promised('lost', broken, { ...figures, unsure: unsure.size });
}

/** What n8n says was accepted the service has. */
function acceptedIsTrue({ traffic, executions }: Evidence): Promised {
	const broken: string[] = [];
	let claims = 0;
	for (const { id: run, outcomes, workflow } of executions)
		for (const { id, what, node } of outcomes) {
			if (what !== 'accepted' && what !== 'alreadySent') continue;
			claims += 1;
			if (!traffic.accepted.has(id))
				broken.push(`${id}: ${workflow} › ${node} of execution ${run} says ${what}`);
		}
	return promised('true', broken, { claims });
}

/** Items of one execution to one person. */
function inOrder({ traffic, executions, planned }: Evidence): Promised {
	// What failed at first, and went when it was executed again, came late with good reason.
	const stumbled = new Set(
		executions.flatMap(({ status, ids, outcomes }) =>
			status === 'success'
				? outcomes.flatMap(({ id, what }) => (['rejected', 'notSent', 'unknown'].includes(what) ? [id] : []))
				: [...ids],
		),
	);
	const broken: string[] = [];
	let pairs = 0;
	for (const { path, ids } of traffic.calls) {
		if (path === 'campaign' || ids.length < 2) continue;
		const last = new Map<string, { id: string; n: number }>();
		for (const id of ids) {
			const person = planned.get(id)?.person.digits ?? '';
			const [accepted] = traffic.accepted.get(id) ?? [];
			// A reminder goes by another node where the window is closed.
			if (accepted === undefined || accepted.endpoint === 'template' || stumbled.has(id)) continue;
			const before = last.get(person);
			if (before) {
				pairs += 1;
				if (before.n > accepted.n) broken.push(`${before.id} after ${id}, both to ${person}`);
			}
			last.set(person, { id, n: accepted.n });
		}
	}
	return promised('order', broken, { pairs });
}

/** By the service's clock, in any second. */
function pace({ received, rejected }: Evidence): Promised {
	const times = new Map<string, number[]>();
	for (const { businessPhone, at } of received) {
		const list = times.get(businessPhone);
		if (list) list.push(at);
		else times.set(businessPhone, [at]);
	}
	const broken: string[] = [];
	let most = 0;
	for (const [number, list] of times) {
		list.sort((a, b) => a - b);
		for (let from = 0, to = 0; to < list.length; to += 1) {
			while ((list[to] ?? 0) - (list[from] ?? 0) >= 1_000) from += 1;
			const count = to - from + 1;
			if (count > most) most = count;
			if (count > PER_SECOND)
				broken.push(`${number}: ${count} within a second at ${new Date(list[to] ?? 0).toISOString()}`);
		}
	}
	const refused = rejected.filter(({ status }) => status === 'HTTP 429').length;
	return promised('pace', broken, { most, refusedAsTooMany: refused });
}

/** Each message of a person is the answer to one question or starts one workflow. */
function answersAtOnePlace({ traffic, executions, measured }: Evidence): Promised {
	const begun = measured.map(({ samples }) => samples[0]?.at ?? 0);
	/** n8n ended before it had answered the push: it begins with it once more itself, and the service pushes once more. */
	const startedAgain = (found: readonly string[], { at, endedAt = at, outcome }: PushedRecord) =>
		found.length > 1 &&
		(outcome?.attempts ?? 0) > 1 &&
		found.every((place) => place.startsWith('starts')) &&
		begun.some((time) => time > at && time < endedAt);
	const places = new Map<string, string[]>();
	const note = (messageId: string, place: string) =>
		places.set(messageId, [...(places.get(messageId) ?? []), place]);
	for (const { id, workflow, startedBy, answeredBy } of executions) {
		if (startedBy !== undefined) note(startedBy, `starts ${id}`);
		if (answeredBy !== undefined) note(answeredBy, `answers ${workflow} ${id}`);
	}
	const told = byId(executions);
	const broken: string[] = [];
	const figures = {
		...{ messages: 0, answers: 0, starts: 0, startedAgain: 0 },
		...{ secondTaps: 0, inACrash: 0, neverDelivered: 0 },
	};
	const crashes = executions.filter(({ status }) => status === 'crashed' || status === 'error');
	for (const pushed of traffic.pushed) {
		const { what, messageId, outcome, isTap, question, at, person } = pushed;
		if (what !== 'message') continue;
		figures.messages += 1;
		const found = places.get(messageId) ?? [];
		if (found.length === 1) {
			if (found[0]?.startsWith('starts')) figures.starts += 1;
			else figures.answers += 1;
		} else if (startedAgain(found, pushed)) figures.startedAgain += 1;
		else if (found.length > 1) broken.push(`${messageId} of ${person}: ${found.join(' and ')}`);
		else if (!outcome?.delivered) figures.neverDelivered += 1;
		else {
			const runs = question === undefined ? [] : (told.get(question) ?? []);
			const wasAnswered = runs.some(({ answered }) => answered === true);
			// A second tap within 15 minutes is dropped, as the guide says.
			if (isTap && wasAnswered) figures.secondTaps += 1;
			else if (
				runs.some(({ status }) => status === 'crashed' || status === 'error') ||
				crashes.some(({ workflow, startedAt }) => workflow === 'inbox' && Math.abs(startedAt - at) < 120_000)
			)
				figures.inACrash += 1;
			else
				broken.push(
					`${messageId} of ${person} (${question ?? 'no question'}, ${isTap ? 'tap' : 'words'}, ${new Date(at).toISOString()}): nowhere, delivered after ${outcome.attempts} tries; ${runs.map(({ id, status, answered }) => `execution ${id} ${status} answered ${String(answered)}`).join(', ')}`,
				);
		}
	}
	return promised('answers', broken, figures);
}

/** After which nothing better is told of a message. */
const FINAL = ['delivered', 'read', 'failed'];
/** A report that comes in the last moment may be too late. */
const LAST_MOMENT_MS = 10_000;
/** By so much, about, the clock goes ahead. */
const CLOCK_AHEAD_MS = 4 * 60_000;

/** Wait for Delivery goes on with what was reported of its own messages, and says that nothing was only where it is so. */
function deliveriesAreTheirs({ received, traffic, executions, waitsForMs }: Evidence): Promised {
	const reports = new Map<string, PushedRecord[]>();
	for (const one of traffic.pushed)
		if (one.what === 'report') reports.set(one.messageId, [...(reports.get(one.messageId) ?? []), one]);
	const broken: string[] = [];
	const figures = { messages: 0, reported: 0, timeUp: 0 };
	const acceptedAt = new Map(received.map(({ messageId, at }) => [messageId, at]));
	for (const { id, reported, stoppedAt = 0 } of executions)
		for (const [messageId, status] of reported ?? []) {
			const at = acceptedAt.get(messageId) ?? 0;
			// After its time it need not hear of anything. By the service's clock: that of n8n goes ahead for a while.
			const isClockWrong = stoppedAt - at > waitsForMs + CLOCK_AHEAD_MS;
			const until = isClockWrong ? 0 : Math.min(stoppedAt, at + waitsForMs) - LAST_MOMENT_MS;
			figures.messages += 1;
			const told = reports.get(messageId) ?? [];
			if (status === 'noReport') {
				figures.timeUp += 1;
				const heard = told.find(
					({ status: final = '', outcome, endedAt = Infinity }) =>
						FINAL.includes(final) && outcome?.delivered === true && outcome.attempts === 1 && endedAt < until,
				);
				if (heard)
					broken.push(
						`execution ${id} knows nothing of ${messageId}: ${heard.status} at ${new Date(heard.at).toISOString()}`,
					);
			} else {
				figures.reported += 1;
				if (!told.some((one) => one.status === status))
					broken.push(`execution ${id}: ${messageId} is ${status}, which nobody reported`);
			}
		}
	return promised('deliveries', broken, figures);
}

/** Nobody gets a message by an execution that began after it was noted that they opted out. */
async function optedOut({ traffic, database }: Evidence): Promise<Promised> {
	const tables = [...(await database.columns())].filter(
		([table, columns]) => table.startsWith('data_table_user') && columns.includes('person'),
	);
	const noted = new Map<string, number>();
	for (const [table] of tables)
		for (const row of await database.all(`select person, "createdAt" from "${table}"`)) {
			const { createdAt } = row;
			const at =
				createdAt instanceof Date
					? createdAt.getTime()
					: new Date(
							`${String(createdAt).replace(' ', 'T')}${String(createdAt).endsWith('Z') ? '' : 'Z'}`,
						).getTime();
			const person = String(row.person);
			noted.set(person, Math.min(at, noted.get(person) ?? Infinity));
		}
	const pushedAt = new Map(traffic.pushed.map(({ messageId, at }) => [messageId, at]));
	const triedAt = new Map<string, number[]>();
	for (const { ids, calledAt, triedAt: last } of traffic.calls)
		for (const id of ids) triedAt.set(id, [...(triedAt.get(id) ?? []), calledAt, last]);
	/** No execution began before it was called. By the service's clock: that of n8n goes ahead for a while. */
	const calledBefore = (id: string, at: number) => {
		if (id.startsWith('a-')) return pushedAt.get(id.slice('a-'.length)) ?? at;
		const times = triedAt.get(id.startsWith('t-') ? id.replace('t', 'q') : id) ?? [at];
		return Math.max(0, ...times.filter((time) => time <= at));
	};
	const broken: string[] = [];
	let left = 0;
	for (const { person, optsOut, outcome } of traffic.pushed)
		if (optsOut && outcome?.delivered) left += noted.has(person) ? 1 : 0;
	for (const [id, messages] of traffic.accepted)
		for (const { recipient, at } of messages) {
			const since = noted.get(recipient);
			// The list was read at the beginning of the execution.
			if (since !== undefined && calledBefore(id, at) > since + 5_000)
				broken.push(`${id} to ${recipient}, ${Math.round((at - since) / 1000)} s after the opt-out`);
		}
	const asked = new Set(traffic.pushed.filter(({ optsOut }) => optsOut).map(({ person }) => person)).size;
	return promised('optedOut', broken, { asked, noted: noted.size, left });
}

/** A reminder goes as free text only to whom wrote within 24 hours. */
function insideTheWindow({ traffic, planned }: Evidence): Promised {
	const broken: string[] = [];
	const figures = { free: 0, templates: 0 };
	const calledAt = new Map(
		traffic.calls
			.filter(({ path }) => path === 'reminder')
			.flatMap(({ ids, calledAt: at }) => ids.map((id) => [id, at] as const)),
	);
	for (const [id, { kind, hoursSilent }] of planned) {
		if (kind !== 'reminder') continue;
		for (const { endpoint, at } of traffic.accepted.get(id) ?? []) {
			if (endpoint === 'template') {
				figures.templates += 1;
				continue;
			}
			figures.free += 1;
			// The last call may have been repeated later, with a later time in it: the earliest is the strictest.
			const wroteAt = hoursSilent === undefined ? -Infinity : (calledAt.get(id) ?? 0) - hoursSilent * HOUR_MS;
			if (at - wroteAt > WINDOW_MS)
				broken.push(`${id}: silent for ${hoursSilent?.toFixed(2) ?? 'ever'} hours`);
		}
	}
	return promised('window', broken, figures);
}

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.log'))
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Key, secret and token stand nowhere but where they were entered: the credential is encrypted, the token is a parameter. */
async function noSecrets({
	database,
	account,
	secretToken,
	secretsInData,
	logFolders,
}: Evidence): Promise<Promised> {
	const secrets = { 'API key': account.apiKey, 'API secret': account.apiSecret, 'secret token': secretToken };
	const broken = [...secretsInData];
	let columnCount = 0;
	for (const [table, columns] of await database.columns())
		for (const column of columns) {
			columnCount += 1;
			for (const [name, secret] of Object.entries(secrets)) {
				// A parameter of the trigger, which n8n copies with the workflow.
				const isWorkflow =
					/^workflow|^execution_data$/.test(table) &&
					/^(nodes|workflowData|activeVersion|draft.*|data)$/.test(column);
				if (name === 'secret token' && isWorkflow) continue;
				const [row] = await database.all(
					`select count(*) as count from "${table}" where cast("${column}" as text) like '%${secret}%'`,
				);
				const count = Number(row?.count ?? 0);
				if (count > 0) broken.push(`${name} in ${count} rows of ${table}.${column}`);
			}
		}
	const logs = [...new Set(logFolders.flatMap(filesBelow))];
	for (const file of logs) {
		const text = readFileSync(file, 'utf8');
		for (const [name, secret] of Object.entries(secrets))
			if (text.includes(secret)) broken.push(`${name} in ${file}`);
	}
	return promised('secrets', broken, { columns: columnCount, logs: logs.length });
}

/** Only a process that lived for a while says something. */
const MIN_LIFE_MS = 8 * 60_000;
/** Megabytes a minute. A full collection comes once in minutes, so short lives swing. */
const MAX_SLOPE = 5;

function memoryIsFlat({ measured, weekEndedAt }: Evidence): Promised {
	const inTheWeek = measured.map((one) => ({
		...one,
		samples: one.samples.filter(({ at }) => at <= weekEndedAt),
	}));
	const lives = inTheWeek.filter(
		({ samples }) => (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0) >= MIN_LIFE_MS,
	);
	const slopes = lives.map((one) => ({ name: one.name, slope: slopeOf(one) }));
	const broken = slopes
		.filter(({ slope }) => slope > MAX_SLOPE)
		.map(({ name, slope }) => `${name}: ${slope.toFixed(1)} MB a minute`);
	const peaks = measured.flatMap(({ samples }) => samples.map(({ rss }) => rss / 2 ** 20));
	return promised('memory', broken, {
		processes: lives.length,
		steepest: slopes.reduce((most, { slope }) => Math.max(most, slope), lives.length === 0 ? 0 : -Infinity),
		peak: Math.round(peaks.reduce((most, peak) => Math.max(most, peak), 0)),
	});
}

async function boundedStores({ database, remembered }: Evidence): Promise<Promised> {
	const broken: string[] = [];
	const figures: Record<string, number> = {};
	const processed = await database.all('select context, value from processed_data');
	let most = 0;
	for (const { value } of processed) {
		const held = typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
		const data = (held as { data?: unknown[] } | null)?.data ?? (Array.isArray(held) ? held : []);
		most = Math.max(most, data.length);
		// Two entries for each message: known, and for as long as it is open, pending.
		if (data.length > 2 * remembered + 20_000)
			broken.push(`${data.length} entries of one node in the deduplication store`);
	}
	figures.deduplicationEntries = most;
	const stored = await database.all('select name, "staticData" from workflow_entity');
	for (const { name, staticData } of stored) {
		const size = (typeof staticData === 'string' ? staticData : JSON.stringify(staticData ?? '')).length;
		figures.staticData = Math.max(size, figures.staticData ?? 0);
		if (size > 1_500_000) broken.push(`static data of ${String(name)}: ${size} bytes`);
	}
	return promised('stores', broken, figures);
}

function standsStill({ measured }: Evidence): Promised {
	const all = measured.flatMap(({ name, standstills }) => standstills.map((one) => ({ name, ...one })));
	const broken = all
		.filter(({ ourMs }) => ourMs > STANDSTILL_MS)
		.map(
			({ name, ms, ourMs, most }) =>
				`${name}: ${Math.round(ms)} ms, ours ${Math.round(ourMs)}: ${most.join('; ')}`,
		);
	const most = (of: (one: (typeof all)[number]) => number) =>
		Math.round(all.reduce((longest, one) => Math.max(longest, of(one)), 0));
	return promised('standstill', broken, {
		longestOurs: most(({ ourMs }) => ourMs),
		longestOfAll: most(({ ms }) => ms),
		longerThan100: all.length,
	});
}

/** By then the service waits no longer. */
const TAKEN_WITHIN_MS = 10_000;
/** So few events say nothing. */
const FEW_EVENTS = 20;

/** Where n8n is overrun by what runs on the machine, everything comes too late to be answered or waited for. */
function keptUp({ traffic }: Evidence): Promised {
	const took = traffic.pushed
		.map(({ at, endedAt = Infinity }) => endedAt - at)
		.sort((one, other) => one - other);
	const within = (share: number) => took[Math.floor(share * (took.length - 1))] ?? 0;
	const half = within(1 / 2);
	const isOverrun = took.length >= FEW_EVENTS && half > TAKEN_WITHIN_MS;
	return promised('keptUp', isOverrun ? [`half of the events took ${half} ms or longer`] : [], {
		events: took.length,
		halfWithin: half,
		nineInTenWithin: within(9 / 10),
	});
}

function executionsEnd({ executions }: Evidence): Promised {
	const states = new Map<string, number>();
	for (const { status, neverBegun } of executions) {
		const state = neverBegun ? 'neverBegun' : status;
		states.set(state, (states.get(state) ?? 0) + 1);
	}
	const broken = executions
		.filter(({ status, neverBegun }) => !ENDED.includes(status) && !neverBegun)
		.map(({ id, workflow, status }) => `execution ${id} of ${workflow}: ${status}`);
	return promised('end', broken, { executions: executions.length, ...Object.fromEntries(states) });
}

export async function judge(evidence: Evidence): Promise<Promised[]> {
	return [
		neverTwice(evidence),
		onlyWhatIsTold(evidence),
		nothingLost(evidence),
		acceptedIsTrue(evidence),
		inOrder(evidence),
		pace(evidence),
		answersAtOnePlace(evidence),
		deliveriesAreTheirs(evidence),
		await optedOut(evidence),
		insideTheWindow(evidence),
		await noSecrets(evidence),
		memoryIsFlat(evidence),
		await boundedStores(evidence),
		standsStill(evidence),
		executionsEnd(evidence),
		keptUp(evidence),
	];
}
