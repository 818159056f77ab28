/** What n8n's database holds in the end: SQLite or PostgreSQL, read with what n8n itself brings. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse as parseFlatted } from 'flatted';
import type { Installation, Item, NodeRun, Scene } from '../../../../harness';
import { DELIVERY } from './workflows';

type Row = Record<string, unknown>;

export interface Database {
	all(sql: string): Promise<Row[]>;
	/** All tables, and their columns. */
	columns(): Promise<ReadonlyMap<string, string[]>>;
	close(): Promise<void>;
}

interface SqliteDatabase {
	all(sql: string, done: (error: Error | null, rows: Row[]) => void): void;
	close(done: () => void): void;
}

const isName = (name: unknown): name is string => typeof name === 'string';

export async function openDatabase({ folder }: Installation, { n8n, servers }: Scene): Promise<Database> {
	const load = createRequire(join(folder, 'package.json'));
	if (servers !== undefined) {
		const { Client } = load('pg') as {
			Client: new (options: object) => {
				connect(): Promise<void>;
				query(sql: string): Promise<{ rows: Row[] }>;
				end(): Promise<void>;
			};
		};
		const client = new Client({
			host: servers.DB_POSTGRESDB_HOST,
			port: Number(servers.DB_POSTGRESDB_PORT),
			user: servers.DB_POSTGRESDB_USER,
			database: servers.DB_POSTGRESDB_DATABASE,
		});
		await client.connect();
		const all = async (sql: string) => (await client.query(sql)).rows;
		return {
			all,
			async columns() {
				const rows = await all(
					"select table_name, column_name from information_schema.columns where table_schema = 'public'",
				);
				const found = new Map<string, string[]>();
				for (const { table_name: table, column_name: column } of rows)
					if (isName(table) && isName(column)) found.set(table, [...(found.get(table) ?? []), column]);
				return found;
			},
			close: async () => await client.end(),
		};
	}
	const { Database: Sqlite, OPEN_READONLY } = load('sqlite3') as {
		Database: new (file: string, mode: number) => SqliteDatabase;
		OPEN_READONLY: number;
	};
	const database = new Sqlite(join(n8n.userFolder, '.n8n', 'database.sqlite'), OPEN_READONLY);
	const all = async (sql: string) =>
		await new Promise<Row[]>((resolve, reject) => {
			database.all(sql, (error, rows) => (error ? reject(error) : resolve(rows)));
		});
	return {
		all,
		async columns() {
			const found = new Map<string, string[]>();
			for (const { name: table } of await all("select name from sqlite_master where type = 'table'")) {
				if (!isName(table)) continue;
				const rows = await all(`pragma table_info("${table}")`);
				found.set(
					table,
					rows.flatMap(({ name }) => (isName(name) ? [name] : [])),
				);
			}
			return found;
		},
		close: async () => await new Promise<void>((resolve) => database.close(() => resolve())),
	};
}

/** One execution, with what is needed of it. */
export interface Executed {
	readonly id: number;
	readonly workflow: string;
	readonly status: string;
	/** n8n wrote it down, and ended before it began with it. */
	readonly neverBegun?: boolean;
	/** Milliseconds since 1970. */
	readonly startedAt: number;
	/** The same; undefined of what has not ended. */
	readonly stoppedAt?: number;
	/** What stands anywhere in its data. */
	readonly ids: ReadonlySet<string>;
	/** What became of the items of a node, by node; one for each item that came out. */
	readonly outcomes: ReadonlyArray<Outcome>;
	/** Messages of people that started it or answered its question. */
	readonly startedBy?: string;
	readonly answeredBy?: string;
	readonly answered?: boolean;
	/** What Wait for Delivery went on with, by message of the service. */
	readonly reported?: ReadonlyMap<string, string>;
	readonly error?: string;
}

export interface Outcome {
	readonly node: string;
	readonly id: string;
	readonly what: 'accepted' | 'alreadySent' | 'optedOut' | 'rejected' | 'notSent' | 'unknown' | 'waiting';
	readonly why?: string;
}

interface Data {
	resultData?: { runData?: Record<string, NodeRun[]>; error?: { message?: string } };
}

const IDS = /"([fopcrqt]-\d+)"/g;
const timeOf = (value: unknown): number =>
	value instanceof Date ? value.getTime() : new Date(`${String(value).replace(' ', 'T')}Z`).getTime();

function outcomeOf(node: string, id: string, { json }: Item): Outcome {
	const details = json.details as { outcome?: Outcome['what'] } | undefined;
	if (json.error !== undefined)
		return { node, id, what: details?.outcome ?? 'notSent', why: String(json.error) };
	if (json.alreadySent === true) return { node, id, what: 'alreadySent' };
	if (json.optedOut === true && json.skipped === true) return { node, id, what: 'optedOut' };
	return { node, id, what: 'accepted' };
}

function read(row: Row, workflow: string): Executed {
	const text = String(row.data ?? '');
	const ids = new Set(Array.from(text.matchAll(IDS), ([, id]) => id ?? ''));
	const base = {
		id: Number(row.id),
		workflow,
		status: String(row.status),
		startedAt: timeOf(row.startedAt ?? row.createdAt),
		ids,
		...(row.startedAt == null && row.status === 'new' && { neverBegun: true }),
		...(row.stoppedAt != null && { stoppedAt: timeOf(row.stoppedAt) }),
	};
	let data: Data;
	try {
		data = parseFlatted(text) as Data;
	} catch {
		return { ...base, outcomes: [] };
	}
	const runData = data.resultData?.runData ?? {};
	const last = (node: string) => runData[node]?.at(-1);
	// n8n puts an item of its own in place of those of an execution that it gave up.
	const itemsOf = (node: string) =>
		(last(node)?.data?.main.flatMap((items) => items ?? []) ?? []).filter(
			({ json }) => json.isArtificialRecoveredEventItem !== true,
		);
	const inputs = itemsOf(workflow === 'inbox' ? 'Item' : 'One by one');
	const idOf = ({ json }: Item) => String(json.id ?? `a-${String(json.messageId)}`);
	const outcomes: Outcome[] = [];
	for (const node of ['Send', 'Send Template', 'Reply', 'Thank']) {
		for (const item of itemsOf(node)) {
			const { pairedItem } = item;
			const index =
				typeof pairedItem === 'object' && pairedItem !== null && 'item' in pairedItem
					? Number(pairedItem.item)
					: 0;
			const came =
				node === 'Send Template'
					? itemsOf('The same item')[index]
					: node === 'Thank'
						? itemsOf('Answered')[index]
						: inputs[index];
			const id = came === undefined ? '' : idOf(came);
			if (workflow.startsWith('ask-') && node === 'Send') {
				if (item.json.response !== undefined) outcomes.push({ node, id, what: 'accepted' });
				else outcomes.push(outcomeOf(node, id, item));
			} else outcomes.push(outcomeOf(node, node === 'Thank' ? id.replace('q', 't') : id, item));
		}
	}
	const [asked] = workflow.startsWith('ask-') ? itemsOf('Send') : [];
	const response = asked?.json.response as { answered?: boolean; messageId?: string } | undefined;
	const [started] = workflow === 'inbox' ? itemsOf('Trigger') : [];
	const reported = new Map<string, string>();
	for (const { json } of itemsOf(DELIVERY)) {
		const { status } = (json.delivery ?? {}) as { status?: string };
		if (status !== undefined && json.messageId !== undefined) reported.set(String(json.messageId), status);
	}
	const { error } = data.resultData ?? {};
	return {
		...base,
		outcomes,
		...(started?.json.eventType === 'up-message-event' && { startedBy: String(started.json.messageId) }),
		...(response && { answered: response.answered === true }),
		...(response?.messageId !== undefined && { answeredBy: response.messageId }),
		...(reported.size > 0 && { reported }),
		...(error?.message !== undefined && { error: error.message }),
	};
}

/** Whether a text stands in what nodes put out, not only in the workflow that ran. */
export function isInResults(data: string, text: string): boolean {
	try {
		const { resultData } = parseFlatted(data) as Data;
		return JSON.stringify([resultData?.runData, resultData?.error]).includes(text);
	} catch {
		return true;
	}
}

const PAGE = 500;

/** All executions of these workflows. @param look is given the stored data of each */
export async function readExecutions(
	database: Database,
	names: ReadonlyMap<string, string>,
	look: (id: number, data: string) => void,
): Promise<Executed[]> {
	const found: Executed[] = [];
	for (let after = 0; ;) {
		const rows = await database.all(
			`select e.id, e.status, e."workflowId", e."startedAt", e."stoppedAt", e."createdAt", d.data from execution_entity e left join execution_data d on d."executionId" = e.id where e.id > ${after} order by e.id limit ${PAGE}`,
		);
		for (const row of rows) {
			after = Number(row.id);
			look(after, String(row.data ?? ''));
			const workflow = names.get(String(row.workflowId));
			if (workflow !== undefined) found.push(read(row, workflow));
		}
		if (rows.length < PAGE) return found;
	}
}
