/**
 * The reports of a large campaign through the shop's desk in a real n8n: sent, delivered and read of each message, or sent
 * and failed, in random order, many at once. Every row must be right in the end; how long that takes, and how many executions.
 *
 *   npm run e2e -- desk-reports [--messages=4000 --n8n=2.8.4 --at-once=50 --all-statuses --queue]
 *
 * With `--queue`: over two workers, with PostgreSQL, where two first reports of a message may make two rows (docs/desk.md).
 */
import { parseArgs } from 'node:util';
import { messageStatusEvent } from '../../../sandbox';
import {
	credentialData,
	expect,
	inARow,
	outputOf,
	publishExample,
	START,
	until,
	withN8n,
	type JsonObject,
	type Scene,
} from '../../../harness';
import { BUSINESS, HOUR_MS, inN8n, N8N, person, randomFrom, shuffledBy } from './shared';

const { values } = parseArgs({
	options: {
		...N8N,
		messages: { type: 'string', default: '4000' },
		/** So many reports are on their way at the same moment. */
		'at-once': { type: 'string', default: '50' },
		/** The trigger takes "sent", too. */
		'all-statuses': { type: 'boolean', default: false },
		queue: { type: 'boolean', default: false },
	},
});
const count = Number(values.messages);
const COLUMNS = ['delivered', 'read', 'failed'] as const;
const reportsOf = (index: number) =>
	index % 10 === 0 ? (['sent', 'failed'] as const) : (['sent', 'delivered', 'read'] as const);
const wantedOf = (index: number) => (index % 10 === 0 ? 'failed' : 'delivered,read');

/** Which columns are filled in of each message, in whichever of its rows. */
function columnsByMessage(rows: readonly JsonObject[]): ReadonlyMap<string, string> {
	const found = new Map<string, Set<string>>();
	for (const row of rows) {
		const id = String(row.messageId);
		const columns = found.get(id) ?? new Set();
		for (const name of COLUMNS) if (row[name] !== null) columns.add(name);
		found.set(id, columns);
	}
	return new Map(
		Array.from(found, ([id, columns]) => [id, COLUMNS.filter((name) => columns.has(name)).join()]),
	);
}

async function reportAll({ client, sandbox, credential }: Scene): Promise<void> {
	const desk = await publishExample(client, 'desk-people-and-reports.json', credential, ({ nodes }) => {
		const trigger = nodes.find(({ name }) => name === 'When something happens');
		if (trigger && values['all-statuses']) (trigger.parameters.options as JsonObject).statuses = [];
	});
	await client.runWorkflow(desk.workflow);
	const get = {
		name: 'Messages',
		type: 'n8n-nodes-base.dataTable',
		typeVersion: 1.1,
		parameters: {
			operation: 'get',
			dataTableId: { __rl: true, mode: 'name', value: 'whatsapp_messages' },
			returnAll: true,
		},
	};
	const reader = await client.createWorkflow(inARow('Read', START, get));
	let reads = 0;
	const look = async () => {
		reads += 1;
		const execution = await client.runWorkflow(reader, HOUR_MS);
		// n8n gives up reading while rows are added.
		const rows = execution.status === 'success' ? outputOf(execution, get.name).map(({ json }) => json) : [];
		const known = columnsByMessage(rows);
		const right = Array.from({ length: count }, (_, index) => index).filter(
			(index) => known.get(`message ${index}`) === wantedOf(index),
		).length;
		return { rows: rows.length, messages: known.size, right, id: Number(execution.id) };
	};
	const first = await look();
	const from = { appId: credentialData(sandbox.url).appId as string, businessPhone: BUSINESS };
	sandbox.configure({ pushDelaysMs: [1_000, 3_000, 10_000, 30_000] });
	const reports = shuffledBy(
		randomFrom(1),
		Array.from({ length: count }, (_, index) => index).flatMap((index) =>
			reportsOf(index).map((status) => ({ index, status })),
		),
	);
	const begin = Date.now();
	const seconds = () => Math.round((Date.now() - begin) / 1000);
	const queue = reports.values();
	let refused = 0;
	await Promise.all(
		Array.from({ length: Number(values['at-once']) }, async () => {
			for (const { index, status } of queue) {
				const message = { messageId: `message ${index}`, recipient: person(index) };
				const why = status === 'failed' ? '131049' : '';
				const event = messageStatusEvent(message, status, { ...from, nowMs: Date.now() }, why);
				const { delivered } = await sandbox.push(desk.callbackUrl, event);
				if (!delivered) refused += 1;
			}
		}),
	);
	const pushed = seconds();
	let state = await look();
	let before = -1;
	// To the end, or until nothing changes any more.
	await until(
		'the last row',
		async () => {
			if (state.right === count || state.right === before) return true;
			before = state.right;
			state = await look();
			return false;
		},
		{ everyMs: 5_000, timeoutMs: HOUR_MS },
	);
	console.log(
		`  ${reports.length} reports of ${count} messages pushed in ${pushed} s, over after ${seconds()} s, ${state.id - first.id - reads + 1} executions`,
	);
	expect('every report is taken', refused === 0, `${refused} refused`);
	expect('every row says what was reported', state.right === count, `${state.right} of ${count}`);
	expect(
		values.queue ? 'each message has a row' : 'each message has one row',
		values.queue ? state.messages === count : state.rows === count,
		`${state.rows} rows of ${state.messages} messages`,
	);
}

export async function run(): Promise<void> {
	await withN8n({ ...inN8n(values.n8n), ...(values.queue ? { queue: { workers: 2 } } : {}) }, reportAll);
}
