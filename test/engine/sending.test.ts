/** Order, duplicates, retries of both kinds, loops, canceling, secrets: in the real engine, by the service's own record. */
import type { IDataObject, INode, INodeParameters, IRun, IRunExecutionData } from 'n8n-workflow';
import { recipientFor, type Fault } from '../../sandbox';
import { resumable, runInEngine, type EngineOptions } from './engine';
import { injected } from './injected';
import { serviceForTests } from './service';

const service = serviceForTests();

const NO_BALANCE = recipientFor(-68);
const person = (index: number) => `62812${String(index).padStart(6, '0')}`;
const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ phone: person(index), text: `message ${index}` }));

const parameters: INodeParameters = {
	resource: 'message',
	operation: 'sendText',
	recipient: '={{ $json.phone }}',
	text: '={{ $json.text }}',
};
const FAST: IDataObject = { maxPerSecond: 5_000, parallel: 20 };

interface Changes extends Partial<EngineOptions> {
	options?: IDataObject;
}

const run = async (items: IDataObject[], { options = {}, ...changes }: Changes = {}) =>
	await runInEngine({
		credential: service.credential(),
		items,
		...changes,
		parameters: {
			...parameters,
			businessPhone: service.businessPhone,
			...changes.parameters,
			options: { ...FAST, ...options },
		} as INodeParameters,
	});

const sentTexts = () => service.received().map(({ text }) => (text as IDataObject).body as string);
const nothingTwice = () => expect(new Set(sentTexts()).size).toBe(sentTexts().length);
const ledgerOf = ({ data }: IRun) => data.executionData?.contextData['node:WhatsApp']?.itnioLedger;
const acceptedIn = (data: IRun) =>
	Object.entries((ledgerOf(data) as Record<string, Record<string, string>> | undefined)?.[0] ?? {})
		.filter(([, entry]) => !entry.endsWith('?'))
		.map(([item]) => Number(item))
		.sort((a, b) => a - b);

const continuing: Partial<INode> = { onError: 'continueRegularOutput' };
const retrying: Partial<INode> = { retryOnFail: true, maxTries: 3 };

/** The node was edited before the retry: n8n then runs it with its present parameters. */
function withParameters(data: IRunExecutionData, changed: INodeParameters): void {
	for (const { node } of data.executionData?.nodeExecutionStack ?? []) {
		node.parameters = { ...node.parameters, ...changed };
	}
}

it('keeps the order of each person, and the output in the order of the items', async () => {
	service.sandbox.configure({ latencyMs: 5 });
	const items = Array.from({ length: 90 }, (_, index) => ({
		phone: person(index % 7),
		text: `message ${index}`,
	}));
	const { outputs } = await run(items);
	for (let who = 0; who < 7; who++) {
		const own = service.sandbox.received.filter(({ recipient }) => recipient === person(who));
		expect(own.map(({ body }) => (body.text as IDataObject).body)).toEqual(
			items.filter(({ phone }) => phone === person(who)).map(({ text }) => text),
		);
	}
	const ids = new Map(
		service.sandbox.received.map(({ body, messageId }) => [(body.text as IDataObject).body, messageId]),
	);
	expect(outputs[0]?.map(({ json }) => json.messageId)).toEqual(items.map(({ text }) => ids.get(text)));
	expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
});

it('skips duplicates where it is told to, and names the item that was sent', async () => {
	const items = [0, 1, 0, 0].map((index) => ({ phone: person(index), text: 'same' }));
	const { outputs, hints } = await run(items, { options: { skipDuplicates: true } });
	expect(service.sandbox.received).toHaveLength(2);
	const first = outputs[0]?.[0]?.json;
	expect(outputs[0]?.[2]?.json).toMatchObject({ skipped: true, duplicateOf: 0, messageId: first?.messageId });
	expect(outputs[0]?.[3]?.json).toMatchObject({ skipped: true, duplicateOf: 0 });
	expect(hints).toEqual(['2 accepted, 2 skipped as duplicates (3rd–4th: +62812000000, +62812000000)']);
});

describe('Retry On Fail', () => {
	it('sends nothing twice when the node stops', async () => {
		service.sandbox.configure({
			faults: [{ kind: 'status', status: -5, match: { recipient: person(7) }, times: 2 }],
		});
		const { outputs, error, run: stored } = await run(people(40), { settings: retrying });
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(40);
		expect(sentTexts()).toHaveLength(40);
		nothingTwice();
		expect(ledgerOf(stored)).toBeUndefined();
	});

	it('sends nothing twice when the node continues and its first item fails', async () => {
		service.sandbox.configure({
			faults: [{ kind: 'status', status: -5, match: { recipient: person(0) }, times: 2 }],
		});
		const { outputs, run: stored } = await run(people(40), { settings: { ...retrying, ...continuing } });
		expect(outputs[0]?.map(({ json }) => json.status)).toEqual(new Array(40).fill('0'));
		expect(sentTexts()).toHaveLength(40);
		nothingTwice();
		expect(ledgerOf(stored)).toBeUndefined();
	});

	it('does not send again what may have been sent', async () => {
		service.sandbox.configure({ faults: [{ kind: 'resetAfterRead', match: { recipient: person(3) } }] });
		const { error } = await run(people(10), { settings: retrying });
		expect(error?.message).toMatch(/^4th of 10 \(\+62812000003\): .*may have been sent/);
		expect(error?.description).toBe(
			'Messages already accepted: 9 (1st–3rd, 5th–10th). Executions › Retry sends the rest with the old data. Executing again sends all again, so take out what was accepted: Send Once, added now, does not know it.',
		);
		expect(sentTexts()).toHaveLength(10);
		nothingTwice();
	});

	it('sends it again where it is told to', async () => {
		service.sandbox.configure({
			faults: [{ kind: 'resetAfterRead', match: { recipient: person(3) }, times: 1 }],
		});
		const { error } = await run(people(10), {
			settings: retrying,
			options: { whenOutcomeUnknown: 'resend' },
		});
		expect(error).toBeUndefined();
		expect(sentTexts().filter((text) => text === 'message 3')).toHaveLength(2);
		expect(sentTexts()).toHaveLength(11);
	});
});

describe('the "Retry" of a failed execution', () => {
	const failOnce: Fault = { kind: 'status', status: -5, match: { recipient: person(20) }, times: 1 };

	it('sends what is missing and nothing twice', async () => {
		// The refusal comes at once, everything else takes a moment: only what is under way may still arrive.
		service.sandbox.configure({ faults: [failOnce, { kind: 'latency', ms: 50 }] });
		const items = people(60);
		const first = await run(items, { options: { parallel: 3 } });
		expect(first.error?.message).toMatch(/^21st of 60 \(\+62812000020\): /);
		const before = sentTexts().length;
		expect(before).toBeLessThan(30);
		expect(acceptedIn(first.run)).toHaveLength(before);

		const second = await run(items, { resume: resumable(first.run) });
		expect(second.error).toBeUndefined();
		expect(sentTexts()).toHaveLength(60);
		nothingTwice();
		expect(second.outputs[0]?.map(({ json }) => json.recipient)).toEqual(items.map(({ phone }) => phone));
		expect(second.outputs[0]?.every(({ json }) => /^[0-9a-f]{32}$/.test(String(json.messageId)))).toBe(true);
		expect(ledgerOf(second.run)).toBeUndefined();
	});

	it('gives accepted items the same result as if it had not been interrupted', async () => {
		service.sandbox.configure({ faults: [{ ...failOnce, match: { recipient: person(1) } }] });
		const first = await run(people(2), { options: { parallel: 1 } });
		const { messageId, at } = service.sandbox.received[0] ?? { at: 0 };
		const second = await run(people(2), { resume: resumable(first.run) });
		expect(second.outputs[0]?.[0]?.json).toEqual({
			messageId,
			recipient: person(0),
			businessPhone: service.businessPhone,
			messageType: 'text',
			channelType: 0,
			timestamp: Math.floor(at / 1000),
			status: '0',
			reason: 'success',
		});
	});

	it('sends a message that was changed meanwhile', async () => {
		service.sandbox.configure({ faults: [failOnce] });
		const first = await run(people(25), { options: { parallel: 1 } });
		const data = resumable(first.run);
		const changed = { ...parameters, text: '={{ $itemIndex === 4 ? "corrected" : $json.text }}' };
		withParameters(data, changed);
		const second = await run([], { resume: data });
		expect(second.error).toBeUndefined();
		expect(sentTexts()).toHaveLength(26);
		expect(sentTexts().filter((text) => text === 'corrected')).toHaveLength(1);
	});

	it.each([
		['doNotResend', 1],
		['resend', 2],
	])(
		'with an unknown outcome and "%s" the service has the message %d time(s)',
		async (whenOutcomeUnknown, times) => {
			service.sandbox.configure({
				faults: [{ kind: 'halfAnswer', match: { recipient: person(2) }, times: 1 }],
			});
			const options = { whenOutcomeUnknown };
			const first = await run(people(5), { options });
			expect(first.error?.message).toMatch(/^3rd of 5 \(\+62812000002\): /);
			const second = await run(people(5), { options, resume: resumable(first.run) });
			expect(sentTexts().filter((text) => text === 'message 2')).toHaveLength(times);
			expect(sentTexts()).toHaveLength(4 + times);
			expect(second.error === undefined).toBe(times === 2);
		},
	);
});

describe('loops', () => {
	it('the rounds keep apart: the same message may go in each', async () => {
		const { run: first } = await run(people(2));
		const failing = await run(people(3), {
			settings: {},
			parameters: { recipient: `={{ $itemIndex === 1 ? "+${NO_BALANCE}" : $json.phone }}` },
			options: { parallel: 1 },
		});
		const context = failing.run.data.executionData?.contextData['node:WhatsApp'] as IDataObject;
		expect(Object.keys(context.itnioLedger as IDataObject)).toEqual(['0']);

		// The second round of a loop, as the engine sees it: the node has one run behind it, and the context
		// still holds what the first one left.
		const resumed = resumable(failing.run);
		resumed.resultData.runData.WhatsApp = first.data.resultData.runData.WhatsApp ?? [];
		service.sandbox.reset();
		withParameters(resumed, parameters);
		const { error } = await run([], { resume: resumed });
		expect(error).toBeUndefined();
		expect(sentTexts()).toEqual(['message 0', 'message 1', 'message 2']);
		const after = resumed.executionData?.contextData['node:WhatsApp'] as IDataObject;
		expect(Object.keys(after.itnioLedger as IDataObject)).toEqual(['0']);
	});
});

describe('canceling', () => {
	/** Cancels once something has happened (and a while after), and keeps how many requests the service had by then. */
	function cancelWhen(hasHappened: () => boolean, afterMs = 0) {
		const canceled = { afterRequests: 0 };
		const onStart = ({ cancel }: { cancel: () => void }) => {
			const look = setInterval(() => {
				if (!hasHappened()) return;
				clearInterval(look);
				setTimeout(() => {
					canceled.afterRequests = service.sandbox.requests;
					cancel();
				}, afterMs);
			}, 5);
		};
		return { canceled, onStart };
	}

	it('stops new sends at once, and knows what was accepted', async () => {
		service.sandbox.configure({ latencyMs: 100 });
		const { canceled, onStart } = cancelWhen(() => service.sandbox.received.length >= 10);
		const { run: stored } = await run(people(400), { options: { parallel: 5, maxPerSecond: 50 }, onStart });
		const sent = service.sandbox.received.length;
		expect(sent).toBeGreaterThanOrEqual(10);
		expect(sent).toBeLessThanOrEqual(canceled.afterRequests + 5);
		expect(service.sandbox.requests).toBe(sent);
		expect(acceptedIn(stored)).toHaveLength(sent);
		expect(stored.status).toBe('canceled');
	});

	it('says what was not reached, also where the node stops at the first failure', async () => {
		service.sandbox.configure({ latencyMs: 100 });
		const { onStart } = cancelWhen(() => service.sandbox.received.length >= 10);
		const { outputs, hints } = await run(people(400), {
			options: { parallel: 5, maxPerSecond: 50 },
			onStart,
		});
		const sent = service.sandbox.received.length;
		expect(outputs[0]?.filter(({ json }) => json.messageId !== undefined)).toHaveLength(sent);
		expect(outputs[0]?.filter(({ json }) => json.error !== undefined)).toHaveLength(400 - sent);
		expect(hints[0]).toMatch(new RegExp(`^${sent} accepted, ${400 - sent} not reached`));
	});

	it('says what was accepted, also where it comes when all is sent and one was refused', async () => {
		const calls: string[] = [];
		const { onStart } = cancelWhen(() => calls.length > 0);
		const implementation = injected(
			{ at: 0, only: ['helpers.checkProcessedAndRecord'], kind: 'lateTwice', lateMs: 500 },
			calls,
		);
		const items = [...people(2), { phone: `+${NO_BALANCE}`, text: 'the last one' }];
		const { outputs } = await run(items, { options: { parallel: 1 }, onStart, implementation });
		expect(outputs[0]?.map(({ json }) => json.messageId !== undefined)).toEqual([true, true, false]);
	});

	it('does not start over with Retry On Fail, nor forget with "continue"', async () => {
		service.sandbox.configure({ latencyMs: 50 });
		const { canceled, onStart } = cancelWhen(() => service.sandbox.received.length >= 10);
		const { run: stored } = await run(people(400), {
			settings: { ...retrying, ...continuing },
			options: { parallel: 5, maxPerSecond: 50 },
			onStart,
		});
		const sent = service.sandbox.received.length;
		expect(sent).toBeLessThanOrEqual(canceled.afterRequests + 5);
		nothingTwice();
		expect(acceptedIn(stored)).toHaveLength(sent);
	});

	it('in the middle of a pause that the service asked for', async () => {
		// Refused until then, accepted afterwards: whoever sits the pause out sends.
		service.sandbox.configure({ faults: [{ kind: 'http429', retryAfter: 60, times: 2 }] });
		const { canceled, onStart } = cancelWhen(() => service.sandbox.requests >= 2, 300);
		await run(people(10), { options: { parallel: 2 }, onStart });
		expect(service.sandbox.requests).toBe(canceled.afterRequests);
		expect(service.sandbox.received).toEqual([]);
	});
});

describe('what a person reads', () => {
	it('when the node stops: item, status and what was accepted', async () => {
		const items = people(5);
		items[2] = { ...items[2], phone: `+${NO_BALANCE}` };
		const { error } = await run(items, { options: { parallel: 1 } });
		expect(error?.message).toBe(
			`3rd of 5 (+${NO_BALANCE}): The ITNIO account has too little balance (status -68). Top up the account in the ITNIO console, then send this message again.`,
		);
		expect(error?.description).toBe(
			[
				'Messages already accepted: 2 (1st–2nd).',
				'Executions › Retry sends the rest with the old data.',
				'To send the others now: first add Options › Send Once, then Settings › On Error › Continue (using error output). Connect the error output, too: n8n lists such an execution as succeeded.',
				'Executing again sends all again, so take out what was accepted: Send Once, added now, does not know it.',
			].join(' '),
		);
		// With the index n8n would write "[item 2]" behind the message.
		expect(error?.context?.itemIndex).toBeUndefined();
	});

	it('when it continues: a summary of the run', async () => {
		const items = people(6);
		items[2] = { ...items[2], phone: `+${NO_BALANCE}` };
		items[4] = { ...items[4], phone: '12' };
		service.sandbox.configure({ faults: [{ kind: 'empty', match: { recipient: person(5) } }] });
		const { hints } = await run(items, { settings: continuing });
		expect(hints).toEqual([
			'3 accepted, 1 not sent (5th: 12), 1 refused (3rd: +19990000068), 1 of unknown outcome (6th: +62812000005). Executing again sends all again, so take out what was accepted: Send Once, added now, does not know it.',
		]);
	});

	it('when a link looks wrong for its kind', async () => {
		const { hints } = await run(people(1), {
			parameters: { operation: 'sendSticker', mediaLink: 'https://example.com/smile.png' },
		});
		expect(hints).toEqual([
			'A link still leads to example.com, as in the samples: put your own address in its place.',
			'A link for a sticker ends in .png. WhatsApp may not show it: a sticker is usually .webp.',
		]);
	});
});

describe('secrets', () => {
	const apiKey = 'bDqJFiq9QxT4';
	const apiSecret = 'sUpErSeCrEt77';

	it.each<[string, Partial<INode>]>([
		['stops', retrying],
		['continues', { ...retrying, ...continuing }],
		['uses the error output', { onError: 'continueErrorOutput' }],
	])('stand nowhere in the stored run when the node %s, whatever the service quotes', async (_, settings) => {
		const { createServer } = await import('node:http');
		const signatures = new Set<string>();
		const echo = createServer((req, res) => {
			const { 'api-key': key, sign = '' } = req.headers;
			signatures.add(String(sign));
			const reason = `bad key ${String(key)}, secret ${apiSecret}, sign ${String(sign)}`;
			req.resume().on('end', () => res.end(JSON.stringify({ status: '-12345', reason })));
		}).listen(0, '127.0.0.1');
		try {
			await new Promise((resolve) => echo.once('listening', resolve));
			const { port } = echo.address() as { port: number };
			const credential = service.credential({ apiKey, apiSecret, baseUrl: `http://127.0.0.1:${port}` });
			const { run: stored } = await run(people(3), { credential, settings });
			const text = JSON.stringify(stored) + (stored.data.resultData.error?.stack ?? '');
			expect(text).toContain('bad key ••••••••');
			expect(signatures.size).toBeGreaterThan(0);
			for (const secret of [apiKey, apiSecret, ...signatures]) expect(text).not.toContain(secret);
		} finally {
			echo.close();
		}
	});

	it('appear nowhere when nothing could be sent', async () => {
		for (const fault of ['resetAfterRead', 'redirect', 'http500', 'wrongContentType'] as const) {
			service.sandbox.configure({ faults: [{ kind: fault }] });
			const { run: stored } = await run(people(1));
			const { apiKey: key, apiSecret: secret } = service.credential();
			expect(JSON.stringify(stored)).not.toContain(key);
			expect(JSON.stringify(stored)).not.toContain(secret);
		}
	});
});
