/**
 * Thousands of messages against everything that can go wrong on their way, in the real engine. What the node says is
 * compared with what the service recorded. The faults are drawn from a seed: STORM_SEED=7 npx jest storm
 */
import type { IDataObject, INode, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { startSandbox, type Fault, type Sandbox } from '../../sandbox';
import { storm } from './faults';
import { resumable, runInEngine, type EngineRun } from './engine';
import { startGate, type Gate } from './gate';
import { serviceForTests } from './service';

const SEED = Number(process.env.STORM_SEED ?? 1);
const service = serviceForTests();

let sandbox: Sandbox;
let gate: Gate;
beforeEach(async () => {
	sandbox = await startSandbox({ latencyMs: 3, seed: SEED });
	gate = await startGate(sandbox.port, 150, 100);
});
afterEach(async () => {
	gate.close();
	await sandbox.close();
});

/** Every third message goes to one of twenty people, the others to one person each. */
const person = (index: number) =>
	index % 3 === 2
		? `62899${String((index * 7) % 20).padStart(6, '0')}`
		: `62812${String(index).padStart(6, '0')}`;
const itemsOf = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ phone: person(index), text: `message ${index}` }));

interface Scenario {
	items: IDataObject[];
	settings: Partial<INode>;
	resume?: IRunExecutionData;
}

const run = async ({ items, settings, resume }: Scenario): Promise<EngineRun> =>
	await runInEngine({
		items,
		settings,
		...(resume === undefined ? {} : { resume }),
		credential: service.credential({ baseUrl: gate.url }),
		parameters: {
			resource: 'message',
			operation: 'sendText',
			businessPhone: '6282299953162',
			recipient: '={{ $json.phone }}',
			text: '={{ $json.text }}',
			// Long enough for a busy machine: what times out does so because the service does not answer.
			options: { maxPerSecond: 20_000, parallel: 20, timeout: 3_000 },
		},
	});

/** Of people with one message each. */
const ONCE_REFUSED = Array.from({ length: 12 }, (_, k) => 60 * k + 3);
const indexOf = (body: Record<string, unknown>) =>
	Number(String((body.text as IDataObject).body).slice('message '.length));

/** IDs by the index of the item whose message was accepted. */
function record(): Map<number, string[]> {
	const accepted = new Map<number, string[]>();
	for (const { body, messageId } of sandbox.received) {
		const index = indexOf(body);
		accepted.set(index, [...(accepted.get(index) ?? []), messageId]);
	}
	return accepted;
}

function expectNothingTwice(): void {
	expect([...record()].filter(([, ids]) => ids.length > 1)).toEqual([]);
}

function expectOrderKept(): void {
	const latest = new Map<string, number>();
	const overtaken: number[] = [];
	for (const { recipient, body } of sandbox.received) {
		const index = indexOf(body);
		if (index < (latest.get(recipient) ?? -1)) overtaken.push(index);
		latest.set(recipient, index);
	}
	expect(overtaken).toEqual([]);
}

/** How each item is reported, checked against what the service recorded. */
function expectHonest(
	items: readonly IDataObject[],
	output: readonly INodeExecutionData[],
): Record<string, number> {
	expect(output).toHaveLength(items.length);
	const accepted = record();
	const tally: Record<string, number> = {};
	output.forEach(({ json, pairedItem }, index) => {
		expect(pairedItem).toEqual({ item: index });
		const ids = accepted.get(index) ?? [];
		const details = json.details as IDataObject | undefined;
		const outcome = details === undefined ? 'accepted' : String(details.outcome);
		tally[outcome] = (tally[outcome] ?? 0) + 1;
		if (outcome === 'accepted') {
			expect([json.messageId]).toEqual(ids);
			expect(json.recipient).toBe(items[index]?.phone);
			return;
		}
		expect(['rejected', 'notSent', 'unknown']).toContain(outcome);
		expect(details).toMatchObject({ itemIndex: index, recipient: items[index]?.phone });
		expect(json.error).toMatch(/^[A-Z].{20,}/s);
		// A message that the service took is never called rejected or not sent.
		if (outcome !== 'unknown') expect(ids).toEqual([]);
	});
	return tally;
}

describe('continue', () => {
	const settings: Partial<INode> = { onError: 'continueRegularOutput' };

	it('Retry On Fail off: 1,200 messages', async () => {
		sandbox.configure({ faults: storm(1) });
		const items = itemsOf(1_200);
		const { outputs, error, hints } = await run({ items, settings });
		expect(error).toBeUndefined();
		const tally = expectHonest(items, outputs[0] ?? []);
		expectNothingTwice();
		expectOrderKept();
		expect(gate.closures).toBeGreaterThan(3);
		// Enough of each to prove something.
		expect(tally.accepted).toBeGreaterThan(100);
		expect(tally.rejected).toBeGreaterThan(0);
		expect(tally.unknown).toBeGreaterThan(0);
		expect(hints[0]).toMatch(new RegExp(`\\b${tally.accepted} accepted\\b`));
	});

	it('Retry On Fail on, and the first item fails twice: 800 messages', async () => {
		const first: Fault = { kind: 'status', status: -5, match: { recipient: person(0) }, times: 2 };
		const once = ONCE_REFUSED.map((index): Fault => ({
			kind: 'status',
			status: -5,
			match: { recipient: person(index) },
			times: 1,
		}));
		sandbox.configure({ faults: [first, ...once, ...storm(0.7)] });
		const items = itemsOf(800);
		const { outputs } = await run({ items, settings: { ...settings, retryOnFail: true, maxTries: 5 } });
		const tally = expectHonest(items, outputs[0] ?? []);
		expectNothingTwice();
		expect(tally.accepted).toBeGreaterThan(100);
		// What was refused in one try went again with the next.
		const refused = new Set(sandbox.rejected.map(({ body }) => indexOf(body as Record<string, unknown>)));
		const accepted = record();
		expect([...refused].filter((index) => accepted.has(index)).length).toBeGreaterThan(0);
		for (const index of ONCE_REFUSED) {
			const refusals = sandbox.rejected.filter(
				({ body }) => indexOf(body as Record<string, unknown>) === index,
			);
			const { details } = outputs[0]?.[index]?.json as { details?: IDataObject };
			if (details?.outcome === 'rejected') expect(refusals.length).toBeGreaterThan(1);
		}
	});
});

describe('stop', () => {
	it.each([
		['off', {}],
		['on', { retryOnFail: true, maxTries: 3 }],
	])(
		'Retry On Fail %s, and "Retry" until nothing is left to send: 300 messages',
		async (_, settings: Partial<INode>) => {
			sandbox.configure({ faults: storm(0.2) });
			const items = itemsOf(300);
			let last = await run({ items, settings });
			for (let tries = 0; last.error && tries < 150; tries++) {
				expect(last.error.message).toMatch(/^\d+(?:st|nd|rd|th) of \d+ \(\+\d+\): /);
				const before = sandbox.requests;
				last = await run({ items, settings, resume: resumable(last.run) });
				// What is left may have been sent: a person has to decide.
				if (last.error && sandbox.requests === before) break;
			}
			expectNothingTwice();
			expectOrderKept();

			const accepted = record();
			if (!last.error) {
				expect(expectHonest(items, last.outputs[0] ?? [])).toEqual({ accepted: items.length });
				return;
			}
			expect(last.error.message).toMatch(/may have been sent/);
			const store = last.run.data.executionData?.contextData['node:WhatsApp'] as IDataObject;
			const ledger = (store.itnioLedger as Record<string, Record<string, string>>)[0] ?? {};
			expect(Object.keys(ledger)).toHaveLength(items.length);
			const unknown = Object.entries(ledger).flatMap(([item, entry]) =>
				entry.endsWith('?') ? [Number(item)] : [],
			);
			expect(unknown.length).toBeLessThan(items.length - 50);
			for (const index of items.keys()) {
				if (unknown.includes(index)) continue;
				expect(accepted.get(index)).toEqual([expect.any(String)]);
				expect(ledger[index]).toContain(accepted.get(index)?.[0]);
			}
			const reported = items.length - unknown.length;
			expect(last.error.description).toContain(`Messages already accepted: ${reported} `);
		},
	);
});
