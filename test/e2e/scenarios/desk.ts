/**
 * The shop's desk in a real n8n: people write, some opt out, a campaign goes out twice, its reports come in random order,
 * twice and late, what WhatsApp held back goes again for two days. Every person must get exactly what is right, by the
 * sandbox's record, every row must say what became of its message, and the report must say the same.
 *
 *   npm run e2e -- desk [--people=300 --n8n=2.8.4 --seed=1 --all-statuses --at-once=50 --queue]
 *
 * With `--queue`: over two workers, with PostgreSQL, where two first reports of a message may make two rows (docs/desk.md).
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { messageStatusEvent, upMessageEvent, type ReceivedMessage } from '../../../sandbox';
import {
	credentialData,
	expect,
	inARow,
	itemNode,
	loadExample,
	outputOf,
	publishExample,
	START,
	until,
	withN8n,
	type JsonObject,
	type Scene,
} from '../../../harness';
import { BUSINESS, doubledIn, HOUR_MS, inN8n, N8N, oneByOne, person, randomFrom, shuffledBy } from './shared';

const { values } = parseArgs({
	options: {
		...N8N,
		people: { type: 'string', default: '300' },
		seed: { type: 'string', default: '1' },
		/** The trigger takes "sent", too. */
		'all-statuses': { type: 'boolean', default: false },
		/** So many reports are on their way at the same moment. */
		'at-once': { type: 'string', default: '50' },
		queue: { type: 'boolean', default: false },
	},
});
const count = Number(values.people);
const random = randomFrom(Number(values.seed));
const CAMPAIGN = 'Spring opening';

type Status = Parameters<typeof messageStatusEvent>[1];
/** How somebody came into the table: wrote just now or 30 hours ago, is known from a list only, wrote STOP, or START after it. */
type Past = 'wrote' | 'returns' | 'wroteLongAgo' | 'listed' | 'leaves' | 'broken';
const PASTS: readonly Past[] = [
	...['wrote', 'wrote', 'wrote', 'wrote', 'returns'],
	...['wroteLongAgo', 'wroteLongAgo', 'listed', 'listed', 'leaves'],
] as Past[];

/** What is reported of a message. */
interface Course {
	readonly reports: readonly Status[];
	readonly failure?: string;
	/** What the person does then. */
	readonly then?: 'answers' | 'leaves';
	/** Of the second and the third message. */
	readonly again?: ReadonlyArray<'delivered' | 'failed'>;
}
const READ: Course = { reports: ['sent', 'delivered', 'read'] };
const COURSES: readonly Course[] = [
	...Array.from({ length: 8 }, () => READ),
	{ ...READ, then: 'answers' },
	{ ...READ, then: 'answers' },
	{ ...READ, then: 'leaves' },
	{ reports: ['sent', 'delivered', 'delivered'] },
	{ reports: ['sent', 'delivered'] },
	{ reports: ['sent'] },
	{ reports: ['sent', 'failed'], failure: '131026' },
	{ reports: ['failed', 'failed'], failure: '130472' },
	{ reports: ['sent', 'failed'], failure: '131049', again: ['delivered'] },
	{ reports: ['failed'], failure: '131049', again: ['failed', 'delivered'] },
	{ reports: ['failed'], failure: '131049', again: ['failed', 'failed'] },
	{ reports: ['failed'], failure: '131049', then: 'leaves' },
];

interface Person {
	readonly phone: string;
	readonly past: Past;
	readonly course: Course;
}
const people: readonly Person[] = Array.from({ length: count }, (_, index) => ({
	phone: person(index),
	past: index % 100 === 50 ? 'broken' : (PASTS[index % PASTS.length] as Past),
	course: COURSES[Math.floor(random() * COURSES.length)] as Course,
}));
const isReached = ({ past }: Person) => past !== 'leaves' && past !== 'broken';
const numberOf = (list: readonly Person[], holds: (one: Person) => boolean) => list.filter(holds).length;
const secondsSince = (begin: number) => ((Date.now() - begin) / 1000).toFixed(1);

/** Wait until it is so, asking n8n seldom, because each time costs it a whole table. */
const soon = async (what: string, ask: () => Promise<boolean>) =>
	await until(what, ask, { everyMs: 1_000, timeoutMs: HOUR_MS });

async function workAtTheDesk({ client, sandbox, credential }: Scene): Promise<void> {
	const callback = await publishExample(client, 'desk-people-and-reports.json', credential, ({ nodes }) => {
		const trigger = nodes.find(({ name }) => name === 'When something happens');
		if (trigger && values['all-statuses']) (trigger.parameters.options as JsonObject).statuses = [];
	});
	const { callbackUrl } = callback;
	await client.runWorkflow(callback.workflow);
	const table = (name: string, operation: string, parameters: JsonObject = {}) => ({
		name: `${operation} ${name}`,
		type: 'n8n-nodes-base.dataTable',
		typeVersion: 1.1,
		parameters: { operation, dataTableId: { __rl: true, mode: 'name', value: name }, ...parameters },
		retryOnFail: true,
	});
	const reader = async (name: string) => {
		const get = table(name, 'get', { returnAll: true });
		const workflow = await client.createWorkflow(inARow(`Read ${name}`, START, get));
		return async () => {
			const execution = await client.runWorkflow(workflow, HOUR_MS);
			return {
				rows: outputOf(execution, get.name).map(({ json }) => json),
				executionId: Number(execution.id),
			};
		};
	};
	const readPeople = await reader('whatsapp_people');
	const readMessages = await reader('whatsapp_messages');

	/* People write, and a list is imported in which some are already, written in another way, also without their country. */
	const written = (phone: string, index: number) =>
		index % 2 === 0
			? `0${phone.slice(2, 5)} ${phone.slice(5)}`
			: `+62 ${phone.slice(2, 5)}-${phone.slice(5)}`;
	const listed = people.flatMap(({ phone, past }, index) =>
		past === 'listed' || past === 'broken' || index % 7 === 0
			? [
					{
						person: past === 'broken' ? `${phone}x` : written(phone, index),
						name: `Person ${index}`,
					},
				]
			: [],
	);
	const add = table('whatsapp_people', 'insert', {
		columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] },
	});
	const list = itemNode('List', { people: listed });
	await client.runWorkflow(
		await client.createWorkflow(inARow('Import a list', START, list, oneByOne('people'), add)),
	);
	const from = { appId: credentialData(sandbox.url).appId as string, businessPhone: BUSINESS };
	sandbox.configure({ callbackUrl, enforceWindow: true, pushDelaysMs: [1_000, 3_000, 10_000] });
	const writes = async ({ phone }: Person, text: string) =>
		void (await sandbox.inbound({ from: phone, name: `Person ${phone}`, text, to: BUSINESS }));
	const begin = Date.now();
	await Promise.all(
		people.map(async (one) => {
			if (one.past === 'wrote') await writes(one, 'Are you open?');
			if (one.past === 'leaves' || one.past === 'returns') await writes(one, 'stop');
			if (one.past === 'wroteLongAgo') {
				const nowMs = Date.now() - 30 * HOUR_MS;
				const event = upMessageEvent({ from: one.phone, text: 'Thank you' }, { ...from, nowMs });
				await sandbox.pushOnce(callbackUrl, event);
			}
		}),
	);
	const writers = numberOf(people, ({ past }) => past !== 'listed' && past !== 'broken');
	await soon('everybody who wrote to be in the table', async () => {
		const known = (await readPeople()).rows.filter(({ lastWroteAt }) => lastWroteAt !== null);
		return new Set(known.map((row) => row.person)).size === writers;
	});
	console.log(`  ${writers} people wrote, all in the table after ${secondsSince(begin)} s`);
	const left = async () => {
		const marked = (await readPeople()).rows.filter(({ optedOut }) => optedOut !== null);
		return new Set(marked.map((row) => row.person)).size;
	};
	const hadLeft = numberOf(people, ({ past }) => past === 'leaves');
	await Promise.all(
		people.filter(({ past }) => past === 'returns').map(async (one) => await writes(one, 'Start')),
	);
	await soon('everybody who came back to be marked', async () => (await left()) === hadLeft);
	// From now on the scenario says what is reported.
	sandbox.configure({ callbackUrl: null });

	/* The campaign, and once more. */
	const example = loadExample('desk-campaign.json', credential);
	const named = example.nodes.find(({ name }) => name === 'Campaign')?.parameters.assignments as JsonObject;
	for (const field of named.assignments as JsonObject[]) if (field.name === 'country') field.value = '62';
	const campaign = await client.createWorkflow(example);
	for (const time of ['first', 'second']) {
		const startedAt = Date.now();
		const execution = await client.runWorkflow(campaign, HOUR_MS);
		console.log(`  the ${time} run of the campaign ${execution.status} after ${secondsSince(startedAt)} s`);
	}
	const messageTo = new Map(sandbox.received.map((message) => [message.recipient, message]));
	const isRight = (one: Person) => {
		const endpoint = messageTo.get(one.phone)?.endpoint;
		if (!isReached(one)) return endpoint === undefined;
		return endpoint === (one.past === 'wrote' || one.past === 'returns' ? 'custom' : 'template');
	};
	const right = numberOf(people, isRight);
	expect(
		'each person gets a text, a template or nothing, as is right',
		right === count,
		`${right} of ${count}`,
	);
	expect('nobody gets it twice', doubledIn(sandbox) === 0, `${doubledIn(sandbox)} twice`);
	const refused = sandbox.rejected.length;
	expect('nothing is sent that ITNIO refuses', refused === 0, `${refused} refused`);

	/* Its reports. */
	const dayBefore = () => Date.now() - 25 * HOUR_MS;
	const report = async (status: Status, message: ReceivedMessage, failure = '') => {
		const nowMs = status === 'failed' ? dayBefore() : Date.now();
		const event = messageStatusEvent(message, status, { ...from, nowMs }, failure);
		await sandbox.push(callbackUrl, event);
	};
	const reports = shuffledBy(
		random,
		people.filter(isReached).flatMap(({ phone, course: { reports: all, failure } }) =>
			all.map((status) => {
				const message = messageTo.get(phone) as ReceivedMessage;
				return async () => await report(status, message, status === 'failed' ? failure : '');
			}),
		),
	);
	const first = (await readMessages()).executionId;
	const reporting = Date.now();
	const queue = reports.values();
	await Promise.all(
		Array.from({ length: Number(values['at-once']) }, async () => {
			for (const push of queue) await push();
		}),
	);
	const pushed = secondsSince(reporting);
	let reads = 0;
	const wantedOf = ({ course }: Person) =>
		(['delivered', 'read', 'failed'] as const).filter((status) => course.reports.includes(status)).join();
	const wrongRows = async () => {
		reads += 1;
		const { rows, executionId } = await readMessages();
		const accepted = rows.filter(({ outcome }) => outcome === 'accepted');
		const seenOf = ({ phone }: Person) =>
			(['delivered', 'read', 'failed'] as const)
				.filter((status) => accepted.some((row) => row.recipient === phone && row[status] !== null))
				.join();
		const wrong = numberOf(people, (one) => isReached(one) && seenOf(one) !== wantedOf(one));
		return { wrong, executionId, more: accepted.length - numberOf(people, isReached), rows };
	};
	let state = await wrongRows();
	await soon('every row to be right', async () => (state = await wrongRows()).wrong === 0).catch(() => {});
	console.log(
		`  ${reports.length} reports pushed in ${pushed} s, every row right after ${secondsSince(reporting)} s, ` +
			`${state.executionId - first - reads} executions, ${sandbox.pushes.filter(({ attempts }) => attempts > 1).length} pushes repeated`,
	);
	expect('every row says what was reported of its message', state.wrong === 0, `${state.wrong} wrong`);
	const strays = state.rows.length - numberOf(people, () => true);
	const isAsMany = state.more === 0 && strays === 0;
	if (values.queue) console.log(`  ${state.more} rows more than messages`);
	else expect('each message has one row', isAsMany, `${state.more}, ${strays} more`);

	/* What people do then. */
	sandbox.configure({ callbackUrl });
	const acting = people.filter((one) => isReached(one) && one.course.then !== undefined);
	await Promise.all(
		acting.map(async (one) => {
			await writes(one, one.course.then === 'leaves' ? 'STOP' : 'See you on Saturday');
		}),
	);
	const leaving = numberOf(acting, ({ course }) => course.then === 'leaves');
	await soon('everybody who opted out to be marked', async () => (await left()) === leaving + hadLeft);
	const answering = new Set(acting.map(({ phone }) => phone));
	await soon('every answer to be in the table', async () => {
		const late = (await readPeople()).rows.filter(
			(row) =>
				answering.has(String(row.person)) && new Date(String(row.lastWroteAt)).getTime() >= reporting - 1_000,
		);
		return new Set(late.map((row) => row.person)).size === answering.size;
	});
	sandbox.configure({ callbackUrl: null });

	/* Tomorrow, the day after, and one day more. */
	const again = await client.createWorkflow(loadExample('desk-try-again.json', credential));
	for (const day of [0, 1, 2]) {
		const before = sandbox.received.length;
		const execution = await client.runWorkflow(again, HOUR_MS);
		const sent = sandbox.received.slice(before);
		const wanted = people.filter((one) => isReached(one) && one.course.again?.[day] !== undefined);
		const isSame = isDeepStrictEqual(
			sent.map(({ recipient }) => recipient).sort(),
			wanted.map(({ phone }) => phone).sort(),
		);
		expect(
			`day ${day + 1}: only what was held back goes again`,
			isSame,
			`${sent.length} of ${wanted.length}, ${execution.status}`,
		);
		await Promise.all(
			sent.map(async (message) => {
				const { course } = wanted.find(({ phone }) => phone === message.recipient) as Person;
				const status = course.again?.[day] as Status;
				await report(status, message, status === 'failed' ? '131049' : '');
			}),
		);
		await soon('the reports of the day', async () => {
			const { rows } = await readMessages();
			const ended = new Set(
				rows.filter(({ delivered, failed }) => delivered ?? failed).map(({ messageId }) => messageId),
			);
			return sent.every(({ messageId }) => ended.has(messageId));
		});
	}

	/* The report. */
	const reached = people.filter(isReached);
	const arrives = ({ course }: Person) =>
		course.reports.includes('delivered') || course.again?.includes('delivered') === true;
	const failsBy = (code: string) => numberOf(reached, (one) => one.course.failure === code && !arrives(one));
	const expected = {
		campaign: CAMPAIGN,
		people: count,
		accepted: reached.length,
		delivered: numberOf(reached, arrives),
		read: numberOf(reached, ({ course }) => course.reports.includes('read')),
		failed: failsBy('131026') + failsBy('130472') + failsBy('131049'),
		noReport: numberOf(reached, ({ course }) => isDeepStrictEqual(course.reports, ['sent'])),
		answered: numberOf(reached, ({ course }) => course.then === 'answers'),
		optedOut: numberOf(reached, ({ course }) => course.then === 'leaves'),
	};
	const reportWorkflow = await client.createWorkflow(loadExample('desk-report.json', credential));
	sandbox.configure({ enforceWindow: false });
	const began = Date.now();
	const execution = await client.runWorkflow(reportWorkflow, HOUR_MS);
	const { reasons, notSent, ...counted } = outputOf(execution, 'Count')[0]?.json ?? {};
	console.log(`  the report is ready after ${secondsSince(began)} s`);
	expect('the report counts what happened', isDeepStrictEqual(counted, expected), JSON.stringify(counted));
	const codes = (reasons as Array<{ words: string; count: number }>).map(({ words, count: of }) => [
		words.split(' ')[0],
		of,
	]);
	const wantedCodes = ['131026', '130472', '131049'].map((code) => [code, failsBy(code)]);
	const sorted = (pairs: unknown[][]) => pairs.map(String).sort();
	expect(
		'by reason',
		isDeepStrictEqual(sorted(codes), sorted(wantedCodes.filter(([, of]) => of !== 0))),
		JSON.stringify(codes),
	);
	const before = (notSent as Array<{ words: string; count: number }>).find(
		({ words }) => words === 'opted out',
	);
	expect('and who opted out before', before?.count === hadLeft, JSON.stringify(before));
	const told = String((sandbox.received.at(-1)?.body.text as JsonObject | undefined)?.body);
	expect('the owner is told', told.includes(`${expected.delivered} delivered, ${expected.read} read`), told);
	await client.activate(reportWorkflow);
	const page = await fetch(`${client.url}/webhook/campaign-report`);
	const html = await page.text();
	const hasBars = page.ok && html.includes(CAMPAIGN) && html.includes(`>${expected.delivered} · `);
	expect('and the page shows it', hasBars, `HTTP ${page.status}, ${html.length} characters`);
}

export async function run(): Promise<void> {
	await withN8n({ ...inN8n(values.n8n), ...(values.queue ? { queue: { workers: 2 } } : {}) }, workAtTheDesk);
}
