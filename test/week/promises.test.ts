/** Each promise of the simulated week can be broken: what is looked up in the end finds it. */
import { judge, type Evidence } from '../e2e/scenarios/week/promises';
import type { Executed } from '../e2e/scenarios/week/record';
import type { PushedRecord } from '../e2e/scenarios/week/traffic';
import { DEFAULT_ACCOUNT, type ReceivedMessage } from '../../sandbox';

const AT = Date.UTC(2026, 10, 29);
const PERSON = { index: 0, name: 'Sari', digits: '6281200000000', country: '62', atHome: '0812-0000-0000' };

const received = (n: number, id: string, more: Partial<ReceivedMessage> = {}): ReceivedMessage => ({
	...{ n, messageId: `m${n}`, at: AT + n * 1_000, endpoint: 'custom', recipient: PERSON.digits },
	...{ businessPhone: '628111000111', body: {}, rawBody: `[${id}]`, headers: {}, reported: 'accepted' },
	...{ warnings: [], notes: [], ...more },
});
const executed = (id: number, workflow: string, more: Partial<Executed> = {}): Executed => ({
	...{ id, workflow, status: 'success', startedAt: AT, ids: new Set<string>(), outcomes: [], ...more },
});
const said = (messageId: string, more: Partial<PushedRecord> = {}): PushedRecord => ({
	...{ what: 'message', messageId, person: PERSON.digits, at: AT, isTap: false },
	...{ outcome: { delivered: true, attempts: 1 }, endedAt: AT, ...more },
});

/** A week in which everything holds. */
function evidence(): Evidence & { executions: Executed[]; received: ReceivedMessage[] } {
	const messages = [received(1, 'o-1'), received(2, 'o-2'), received(3, 'f-1'), received(4, 'r-1')];
	return {
		received: messages,
		rejected: [],
		executions: [
			executed(1, 'order', {
				ids: new Set(['o-1', 'o-2']),
				outcomes: ['o-1', 'o-2'].map((id) => ({ node: 'Send', id, what: 'accepted' })),
			}),
			executed(2, 'form', { ids: new Set(['f-1']) }),
			executed(3, 'inbox', { startedBy: 'p1' }),
		],
		traffic: {
			calls: [
				{
					path: 'order',
					ids: ['o-1', 'o-2'],
					calledAt: AT,
					triedAt: AT,
					answeredAt: AT,
					end: 'heard',
					tries: 1,
				},
				{ path: 'reminder', ids: ['r-1'], calledAt: AT, triedAt: AT, answeredAt: AT, end: 'heard', tries: 1 },
			],
			pushed: [said('p1')],
			accepted: new Map(
				['o-1', 'o-2', 'f-1', 'r-1'].map((id, index) => [id, [messages[index] as ReceivedMessage]]),
			),
		},
		planned: new Map([
			['o-1', { kind: 'order', person: PERSON }],
			['o-2', { kind: 'order', person: PERSON }],
			['f-1', { kind: 'form', person: PERSON }],
			['r-1', { kind: 'reminder', person: PERSON, hoursSilent: 1 }],
		]),
		...{
			remembered: 1_000,
			waitsForMs: 60_000,
			measured: [],
			weekEndedAt: AT + 3_600_000,
			account: DEFAULT_ACCOUNT,
			secretToken: 'a token',
		},
		...{ secretsInData: [], logFolders: [] },
		database: { all: async () => [], columns: async () => new Map(), close: async () => {} },
	};
}

const brokenIn = async (given: Evidence) =>
	(await judge(given)).filter(({ holds }) => !holds).map(({ key }) => key);

it('holds where nothing went wrong', async () => {
	expect(await brokenIn(evidence())).toEqual([]);
});

it('holds where a report comes when nobody waits for it any more', async () => {
	const { executions, traffic, ...week } = evidence();
	const late = executed(9, 'parcel', {
		reported: new Map([['m1', 'noReport']]),
		stoppedAt: AT + 240_000,
	});
	const about = { what: 'report', status: 'delivered', endedAt: AT + 70_000 } as const;
	const pushed = [...traffic.pushed, said('m1', about)];
	expect(
		await brokenIn({ ...week, executions: [...executions, late], traffic: { ...traffic, pushed } }),
	).toEqual([]);
});

it('what memory does when the owner executes again what n8n gave up is not of the week', async () => {
	const steep = [{ name: 'start-1', samples: samples(10 * 2 ** 20), standstills: [] }];
	const week = { ...evidence(), measured: steep };
	expect(await brokenIn(week)).toEqual(['memory']);
	expect(await brokenIn({ ...week, weekEndedAt: AT - 1 })).toEqual([]);
});

it('a message starts two workflows only where n8n ended before it had answered', async () => {
	const { executions, traffic, ...week } = evidence();
	const twice = {
		...week,
		executions: [...executions, executed(9, 'inbox', { startedBy: 'p1' })],
		traffic: {
			...traffic,
			pushed: [said('p1', { outcome: { delivered: true, attempts: 2 }, endedAt: AT + 60_000 })],
		},
	};
	expect(await brokenIn(twice)).toEqual(['answers']);
	const began = (at: number) => [
		{ name: 'start-2', samples: [{ at, rss: 1, heapUsed: 1, longestMs: 1 }], standstills: [] },
	];
	expect(await brokenIn({ ...twice, measured: began(AT + 1_000) })).toEqual([]);
	expect(await brokenIn({ ...twice, measured: began(AT + 61_000) })).toEqual(['answers']);
});

it('an answer goes twice only where one of its executions was listed as crashed while it was sent', async () => {
	const { traffic, executions, ...week } = evidence();
	const answers = (id: string): [string, ReceivedMessage[]] => [id, [received(10, id), received(90, id)]];
	const twice = {
		...week,
		traffic: { ...traffic, accepted: new Map([...traffic.accepted, answers('a-p1'), answers('a-p2')]) },
	};
	const crashedAt = (id: number, seconds: number) =>
		executed(id, 'inbox', {
			...{ status: 'crashed', startedAt: AT + seconds * 1_000, stoppedAt: AT + (seconds + 20) * 1_000 },
		});
	const began = [...executions, executed(8, 'inbox', { startedBy: 'p2' })];
	const withCrashed = (...seconds: number[]) => ({
		...twice,
		executions: [...began, ...seconds.map((second, index) => crashedAt(20 + index, second))],
	});
	expect(await brokenIn(withCrashed(5, 6))).toEqual([]);
	// One execution is told to send one answer; and one that had not begun, none.
	expect(await brokenIn(withCrashed(5))).toEqual(['told']);
	expect(await brokenIn(withCrashed(5, 40))).toEqual(['told']);
});

const samples = (bytesAMinute: number) =>
	Array.from({ length: 20 }, (_, minute) => ({
		...{ at: AT + minute * 60_000, rss: 5e8 + minute * bytesAMinute, heapUsed: 1e8, longestMs: 20 },
	}));

it.each<[key: string, change: (week: ReturnType<typeof evidence>) => Partial<Evidence>]>([
	['once', ({ traffic }) => (traffic.accepted.get('o-1')?.push(received(9, 'o-1')), {})],
	['told', ({ traffic }) => (traffic.accepted.get('f-1')?.push(received(9, 'f-1')), {})],
	[
		'lost',
		(week) => ({
			planned: new Map([...week.planned, ['f-2', { kind: 'form', person: PERSON }]]),
			executions: [...week.executions, executed(9, 'form', { ids: new Set(['f-2']) })],
		}),
	],
	[
		'true',
		(week) => ({
			executions: [
				...week.executions,
				executed(9, 'order', { outcomes: [{ node: 'Send', id: 'o-9', what: 'accepted' }] }),
			],
		}),
	],
	['order', ({ traffic }) => (traffic.accepted.set('o-1', [received(8, 'o-1')]), {})],
	[
		'pace',
		(week) => ({
			received: [
				...week.received,
				...Array.from({ length: 81 }, (_, n) => received(100 + n, `x-${n}`, { at: AT + 99_000 + n })),
			],
		}),
	],
	['answers', ({ traffic }) => ({ traffic: { ...traffic, pushed: [said('nowhere')] } })],
	[
		'answers',
		(week) => ({ executions: [...week.executions, executed(9, 'ask-text', { answeredBy: 'p1' })] }),
	],
	[
		'deliveries',
		(week) => ({
			executions: [...week.executions, executed(9, 'parcel', { reported: new Map([['m1', 'read']]) })],
		}),
	],
	[
		'deliveries',
		(week) => ({
			executions: [
				...week.executions,
				executed(9, 'parcel', { reported: new Map([['m1', 'noReport']]), stoppedAt: AT + 60_000 }),
			],
			traffic: {
				...week.traffic,
				pushed: [...week.traffic.pushed, said('m1', { what: 'report', status: 'delivered' })],
			},
		}),
	],
	[
		'optedOut',
		() => ({
			database: {
				all: async (sql) =>
					sql.includes('person')
						? [{ person: PERSON.digits, createdAt: new Date(AT - 3_600_000).toISOString() }]
						: [],
				columns: async () => new Map([['data_table_user_1', ['person', 'createdAt']]]),
				close: async () => {},
			},
		}),
	],
	[
		'window',
		(week) => ({
			planned: new Map([...week.planned, ['r-1', { kind: 'reminder', person: PERSON, hoursSilent: 25 }]]),
		}),
	],
	['secrets', () => ({ secretsInData: ['API key in the data of execution 1'] })],
	['memory', () => ({ measured: [{ name: 'start-1', samples: samples(10 * 2 ** 20), standstills: [] }] })],
	[
		'standstill',
		() => ({
			measured: [
				{
					name: 'start-1',
					samples: samples(0),
					standstills: [
						{ at: AT, ms: 400, ourMs: 350, sampledMs: 390, collectingMs: 0, most: ['a function'] },
					],
				},
			],
		}),
	],
	[
		'keptUp',
		({ traffic }) => ({
			traffic: {
				...traffic,
				pushed: [
					...traffic.pushed,
					...Array.from({ length: 20 }, (_, n) =>
						said(`m${n}`, { what: 'report', endedAt: AT + (n < 8 ? 100 : 11_000) }),
					),
				],
			},
		}),
	],
	['end', (week) => ({ executions: [...week.executions, executed(9, 'form', { status: 'running' })] })],
])('finds a broken promise: %s', async (key, change) => {
	const week = evidence();
	expect(await brokenIn({ ...week, ...change(week) })).toEqual([key]);
});
