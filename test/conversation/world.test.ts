/** What if any call between trigger, waiting execution and service fails, comes late, comes twice, or its reply is lost? */
import fc from 'fast-check';
import { play } from './world';
import { idsOf, type Fault, type Outcome, type Plan } from './worldPlan';

beforeEach(() => {
	jest.useFakeTimers({ now: 1_760_000_000_000 });
	// In virtual time, too.
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(), ms);
		return controller.signal;
	});
});
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

const played = async (plan: Plan): Promise<Outcome> => {
	const { advanceTimersByTimeAsync: advance, clearAllTimers } = jest;
	const ready = play(plan, advance);
	// The first steps wait for nothing but each other.
	await jest.advanceTimersByTimeAsync(0);
	const outcome = await ready;
	clearAllTimers();
	return outcome;
};

const quiet: Plan = {
	deeds: [],
	faults: [],
	full: { fromS: 0, forS: 0 },
	waitsFromS: 1,
	limitS: 0,
	runsS: 5,
	kills: [],
	restarts: [],
	moves: [],
	userWritesS: [],
	groupS: 0,
	broken: { fromS: 0, forS: 0, afterS: 0 },
	patienceS: 30,
	processes: 1,
};

const fault = fc.oneof(
	{ weight: 4, arbitrary: fc.constant<Fault>('none') },
	{
		weight: 3,
		arbitrary: fc.constantFrom<Fault>('refused', 'lostBefore', 'lostAfter', 'gatewayBefore', 'gatewayAfter'),
	},
);
const world = fc.record<Plan>({
	deeds: fc.array(
		fc.record({
			atS: fc.integer({ min: 2, max: 200 }),
			kind: fc.constantFrom('tapYes', 'tapNo', 'typeYes', 'words'),
			twice: fc.boolean(),
		}),
		{ minLength: 1, maxLength: 4 },
	),
	faults: fc.array(fault, { maxLength: 30 }),
	full: fc.record({ fromS: fc.integer({ min: 0, max: 150 }), forS: fc.constantFrom(0, 0, 10, 40, 200) }),
	waitsFromS: fc.constantFrom(1, 1, 20, 90),
	limitS: fc.constantFrom(0, 0, 100, 160),
	runsS: fc.constantFrom(0, 5, 120),
	kills: fc.constant([]),
	restarts: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 1 }),
	moves: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 1 }),
	userWritesS: fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 20 }),
	groupS: fc.constantFrom(0, 0, 5, 30),
	broken: fc.record({
		fromS: fc.integer({ min: 0, max: 200 }),
		forS: fc.constantFrom(0, 0, 20, 100),
		afterS: fc.constantFrom(0, 3, 20, 80),
	}),
	patienceS: fc.constantFrom(3, 10, 30),
	processes: fc.constant(1),
});
/** What was told 200 goes with the process, and what n8n cannot begin for more than half a minute counts as begun after a restart. */
const lasting = world.map((plan) =>
	plan.groupS > 0 || plan.broken.afterS > 30 ? { ...plan, restarts: [] } : plan,
);
/** Of two processes each has a memory of its own. */
const shared = world.map((plan): Plan => ({
	...plan,
	deeds: plan.deeds.map((deed) => ({ ...deed, twice: false })),
	full: quiet.full,
	restarts: [],
	broken: quiet.broken,
	processes: 2,
}));

function holds(outcome: Outcome, plan: Plan): void {
	const { taken, started, unstored, unseen, pushed, errors, status, messages, userCount } = outcome;
	expect(taken.length).toBeLessThanOrEqual(1);
	for (const { id, kind } of messages) {
		const times = (ids: readonly string[]) => ids.filter((one) => one === id).length;
		const ends = times(taken) + times(started.flatMap(idsOf));
		// Between beginning with the workflow and writing that down n8n can be killed; better twice than never.
		// Two processes that are at work with the same push do not know of each other.
		const most = plan.processes > 1 ? times(pushed) : 1 + times(unstored);
		expect(ends).toBeLessThanOrEqual(most);
		// A second tap on a question that was answered is no other answer.
		const wasDropped = taken.length > 0 && kind !== 'words';
		if (ends === 0 && !wasDropped && times(unseen) === 0) expect(errors).toBeGreaterThan(0);
	}
	const isAnswer = messages.some(({ kind }) => kind !== 'words');
	// Where ITNIO was told that all is well, or two processes count the pushes, an answer that nobody can hand over starts a workflow.
	const isHandedOver = plan.groupS === 0 && plan.processes === 1;
	if (isAnswer && errors === 0 && isHandedOver) expect(status).not.toBe('waiting');
	expect(userCount).toBe(plan.userWritesS.length);
}

test('each message ends in one place, and no question waits after its answer came', async () => {
	let places = { taken: 0, started: 0, errors: 0 };
	await fc.assert(
		fc.asyncProperty(lasting, async (plan) => {
			const outcome = await played(plan);
			places = {
				taken: places.taken + outcome.taken.length,
				started: places.started + outcome.started.length,
				errors: places.errors + outcome.errors,
			};
			holds(outcome, plan);
		}),
		{ numRuns: Number(process.env.WORLDS ?? 100) },
	);
	// All of them were seen.
	expect(places).toEqual({
		taken: expect.any(Number),
		started: expect.any(Number),
		errors: expect.any(Number),
	});
	expect(Math.min(places.taken, places.started)).toBeGreaterThan(0);
	if (process.env.WORLDS) console.log(places);
}, 600_000);

test('nor if n8n is killed at any moment, once or twice', async () => {
	const afterDeed = fc.record({ n: fc.nat(3), ms: fc.integer({ min: 0, max: 60 }) });
	const kill = fc.oneof(fc.integer({ min: 1, max: 400 }), afterDeed);
	const killed = fc.tuple(world, fc.array(kill, { minLength: 1, maxLength: 2 })).map(([plan, kills]) => ({
		...plan,
		groupS: 0,
		broken: quiet.broken,
		kills: kills.map((at) => {
			if (typeof at === 'number') return at;
			const { atS = 0 } = plan.deeds[at.n % plan.deeds.length] ?? {};
			return atS + at.ms / 1000;
		}),
	}));
	await fc.assert(
		fc.asyncProperty(killed, async (plan) => holds(await played(plan), plan)),
		{ numRuns: Number(process.env.WORLDS ?? 100) },
	);
}, 600_000);

test('nor if two processes of n8n take turns', async () => {
	await fc.assert(
		fc.asyncProperty(shared, async (plan) => holds(await played(plan), plan)),
		{ numRuns: Number(process.env.WORLDS ?? 100) },
	);
}, 600_000);

test('a quiet world: the tap ends the wait, and nothing else happens', async () => {
	const outcome = await played({ ...quiet, deeds: [{ atS: 5, kind: 'tapYes' }] });
	const id = outcome.messages[0]?.id;
	expect(outcome).toEqual({
		taken: [id],
		started: [],
		errors: 0,
		unstored: [],
		unseen: [],
		pushed: [id],
		status: 'finished',
		messages: [{ id, kind: 'tapYes' }],
		userCount: 0,
	});
});

test('no place for 10 minutes: ITNIO is told to come again, and the one answer ends the wait', async () => {
	const deeds: Plan['deeds'] = [{ atS: 5, kind: 'tapYes' }];
	const { taken, started, errors } = await played({ ...quiet, deeds, full: { fromS: 0, forS: 600 } });
	expect({ taken, started, errors }).toEqual({
		taken: [expect.stringMatching(/m0$/)],
		started: [],
		errors: 0,
	});
});

test('the execution runs on for half an hour after the first tap: a second tap is dropped', async () => {
	const deeds: Plan['deeds'] = [
		{ atS: 5, kind: 'tapYes' },
		{ atS: 8, kind: 'tapNo' },
	];
	const { taken, started } = await played({ ...quiet, deeds, runsS: 1_800 });
	expect({ taken, started }).toEqual({ taken: [expect.stringMatching(/m0$/)], started: [] });
});

test.each(['tapYes', 'words'] as const)(
	'the question is over, and n8n is killed before the workflow of "%s" began: the next push starts it',
	async (kind) => {
		for (const killS of [100.004, 100.008, 100.01]) {
			const { started } = await played({ ...quiet, deeds: [{ atS: 100, kind }], limitS: 50, kills: [killS] });
			expect(started.map(({ messageId }) => messageId)).toEqual([expect.stringMatching(/m0$/)]);
		}
	},
);

test('calls at the same time do not write over what the other one noted: killed afterwards, each starts once', async () => {
	const deeds: Plan['deeds'] = [
		{ atS: 5, kind: 'tapYes' },
		{ atS: 100, kind: 'words', twice: true },
		{ atS: 100, kind: 'words' },
	];
	const { started } = await played({ ...quiet, deeds, kills: [100.1] });
	expect(started.map(({ messageId }) => messageId)).toEqual([
		expect.stringMatching(/m1$/),
		expect.stringMatching(/m2$/),
	]);
});

test('told to come again, n8n begins with the workflow, and is killed before: the next push starts it', async () => {
	for (let ms = 115_140; ms < 115_156; ms += 1) {
		const { started } = await played({
			...quiet,
			deeds: [{ atS: 100, kind: 'tapYes' }],
			waitsFromS: 111,
			limitS: 113,
			kills: [ms / 1000],
		});
		expect(new Set(started.map(({ messageId }) => messageId)).size).toBe(1);
	}
});

test('n8n cannot begin, and says so only when ITNIO has come again: the push after that starts the workflow', async () => {
	const { started, errors } = await played({
		...quiet,
		deeds: [
			{ atS: 5, kind: 'words' },
			{ atS: 5, kind: 'words' },
			{ atS: 5, kind: 'tapYes' },
		],
		patienceS: 3,
		broken: { fromS: 0, forS: 20, afterS: 80 },
	});
	expect({ started: started.map(({ messageId }) => messageId), errors }).toEqual({
		started: [expect.stringMatching(/m0$/), expect.stringMatching(/m1$/)],
		errors: 0,
	});
});

test('what was written in a row with an answer of which nobody knows whether it was taken starts the workflow', async () => {
	const { started, taken, errors } = await played({
		...quiet,
		deeds: [
			{ atS: 2, kind: 'typeYes' },
			{ atS: 2, kind: 'words' },
		],
		full: { fromS: 0, forS: 200 },
		limitS: 160,
		groupS: 30,
	});
	expect({ started: started.map(idsOf), taken, errors }).toEqual({
		started: [[expect.stringMatching(/m1$/)]],
		taken: [],
		errors: 1,
	});
});
