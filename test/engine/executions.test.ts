/**
 * A form or a CRM trigger makes one execution for each person: many executions of the real engine at once, judged by
 * the service's own record. The faults are drawn from a seed: STORM_SEED=7 npx jest executions
 */
import type { IDataObject, INode } from 'n8n-workflow';
import { numbers } from '../../nodes/ItnioWhatsApp/sending/numbers';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runInEngine, type EngineOptions, type EngineRun } from './engine';
import { storm } from './faults';
import { startGate } from './gate';
import { serviceForTests } from './service';

jest.setTimeout(300_000);

const service = serviceForTests();
const person = (index: number) => `62812${String(index).padStart(6, '0')}`;

interface Settings extends Partial<EngineOptions> {
	options?: IDataObject;
	baseUrl?: string;
}

/** An execution with messages to these people. */
const execute = async (phones: readonly string[], { options = {}, baseUrl, ...changes }: Settings = {}) =>
	await runInEngine({
		items: phones.map((phone) => ({ phone })),
		credential: service.credential(baseUrl === undefined ? {} : { baseUrl }),
		parameters: {
			resource: 'message',
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '={{ $json.phone }}',
			text: '=message for {{ $json.phone }}',
			options: options as never,
		},
		...changes,
	});

const all = async (count: number, settings?: Settings): Promise<EngineRun[]> =>
	await Promise.all(
		Array.from({ length: count }, async (_, index) => await execute([person(index)], settings)),
	);

const idsByRecipient = ({ received }: Sandbox) => {
	const ids = new Map<string, string[]>();
	for (const { recipient, messageId } of received)
		ids.set(recipient, [...(ids.get(recipient) ?? []), messageId]);
	return ids;
};

it('300 executions of one message at a service that takes 20 a second: all accepted, once each', async () => {
	service.sandbox.configure({ latencyMs: 20, ratePerSecond: 20, retryAfter: 1 });
	const runs = await all(300);
	expect(runs.filter(({ error }) => error)).toEqual([]);
	const ids = idsByRecipient(service.sandbox);
	runs.forEach(({ outputs }, index) => {
		expect([outputs[0]?.[0]?.json.messageId]).toEqual(ids.get(person(index)));
	});
	// What one was refused all obey: far fewer refusals than executions.
	expect(service.sandbox.requests - service.sandbox.received.length).toBeLessThan(150);
});

it('1,000 executions of one message with every fault: nothing twice, nothing lost without a word', async () => {
	const sandbox = await startSandbox({
		latencyMs: 3,
		seed: Number(process.env.STORM_SEED ?? 1),
		faults: storm(1),
	});
	const gate = await startGate(sandbox.port, 150, 100);
	try {
		const settings: Partial<INode> = { onError: 'continueRegularOutput' };
		const runs = await all(1_000, {
			settings,
			baseUrl: gate.url,
			// Far above what a slow machine takes for an answer: only those that never come run out of it.
			options: { maxPerSecond: 500, timeout: 10_000 },
		});
		const ids = idsByRecipient(sandbox);
		expect([...ids.values()].filter((own) => own.length > 1)).toEqual([]);
		const tally: Record<string, number> = {};
		runs.forEach(({ outputs, error }, index) => {
			expect(error).toBeUndefined();
			const [item] = outputs[0] ?? [];
			const details = item?.json.details as IDataObject | undefined;
			const outcome = details === undefined ? 'accepted' : String(details.outcome);
			tally[outcome] = (tally[outcome] ?? 0) + 1;
			const own = ids.get(person(index)) ?? [];
			if (outcome === 'accepted') return expect([item?.json.messageId]).toEqual(own);
			expect(['rejected', 'notSent', 'unknown']).toContain(outcome);
			expect(item?.json.error).toMatch(/^[A-Z].{20,}/s);
			// A message that the service took is never called rejected or not sent.
			if (outcome !== 'unknown') expect(own).toEqual([]);
		});
		expect(tally.accepted).toBeGreaterThan(0);
		expect(tally.unknown).toBeGreaterThan(0);
	} finally {
		gate.close();
		await sandbox.close();
	}
});

describe('an execution that ends before its time gives back its place', () => {
	/** The pace of one a second would hold for all that come after it. */
	const slow = { maxPerSecond: 1 };
	const campaign = Array.from({ length: 50 }, (_, index) => person(index));

	it('canceled, as n8n also does with one whose time is up', async () => {
		const first = execute(campaign, {
			onStart: ({ cancel }) => void setTimeout(cancel, 300),
			options: slow,
		});
		const others = all(100, { options: { maxPerSecond: 5_000 } });
		const { run } = await first;
		expect(run.status).toBe('canceled');
		const runs = await others;
		expect(runs.filter(({ error }) => error)).toEqual([]);
		// What is over the others' own is the first one's: it ended long before its 50.
		expect(service.sandbox.received.length - runs.length).toBeLessThan(20);
		const ids = idsByRecipient(service.sandbox);
		runs.forEach(({ outputs }, index) => {
			expect(ids.get(person(index))).toContain(outputs[0]?.[0]?.json.messageId);
		});
	});

	it('failed', async () => {
		service.sandbox.configure({ faults: [{ kind: 'status', status: -68, match: { recipient: person(0) } }] });
		const first = await execute(campaign, { options: slow });
		expect(first.error?.message).toMatch(/balance/i);
		const runs = await Promise.all(campaign.slice(1, 9).map(async (phone) => await execute([phone])));
		expect(runs.filter(({ error }) => error)).toEqual([]);
	});
});

it('messages of several executions to one person arrive in the order in which the executions came', async () => {
	service.sandbox.configure({ latencyMs: 10 });
	const runs = Array.from({ length: 12 }, async (_, index) =>
		execute([person(0)], {
			parameters: {
				resource: 'message',
				operation: 'sendText',
				businessPhone: service.businessPhone,
				recipient: person(0),
				text: `message ${index}`,
			},
		}),
	);
	await Promise.all(runs);
	expect(service.received().map(({ text }) => (text as IDataObject).body)).toEqual(
		runs.map((_, index) => `message ${index}`),
	);
});

it('no number is held once nobody sends from it', async () => {
	await all(5);
	const before = numbers.size;
	expect(before).toBeGreaterThan(0);
	// The last second of a number is remembered, then it is forgotten.
	for (const until = Date.now() + 60_000; numbers.size >= before && Date.now() < until;) {
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	expect(numbers.size).toBeLessThan(before);
});
