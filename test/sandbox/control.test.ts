import { startSandbox, type Counts, type Sandbox, type Settings } from '../../sandbox';
import { control, send, sendTemplate, template, textMessage, type Body, startForOneTest } from './helpers';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ latencyMs: 1 });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

test('settings can be read and changed over HTTP, and take effect', async () => {
	const change = {
		latencyMs: 0,
		ratePerSecond: 1,
		retryAfter: 'date:5',
		faults: [{ kind: 'http500', times: 1 }],
	};
	const { http, json } = await control<Settings>(sandbox.url, '/_/settings', change);
	expect(http).toBe(200);
	expect(json).toMatchObject(change);
	expect((await control<Settings>(sandbox.url, '/_/settings')).json).toEqual(json);
	expect(sandbox.settings).toEqual(json);
	const seen: number[] = [];
	for (let i = 0; i < 3; i++) seen.push((await send(sandbox.url, textMessage())).http);
	expect(seen).toEqual([500, 200, 429]);
});

test('changing one setting leaves the faults counted', async () => {
	sandbox.configure({ faults: [{ kind: 'http500', times: 1 }] });
	expect((await send(sandbox.url, textMessage())).http).toBe(500);
	sandbox.configure({ latencyMs: 0 });
	expect((await send(sandbox.url, textMessage())).http).toBe(200);
});

test.each([
	[{ latency: 5 }, 'There is no setting "latency"'],
	[{ latencyMs: -1 }, 'Setting "latencyMs" must be milliseconds from 0'],
	[{ ratePerSecond: 0 }, 'Setting "ratePerSecond" must be a number from 1, or null'],
	[{ faults: [{ kind: 'flood' }] }, 'Setting "faults" must be'],
	[{ faults: [{ kind: 'http500', probability: 2 }] }, 'Setting "faults" must be'],
	[{ callbackUrl: 'file:///etc/passwd' }, 'Setting "callbackUrl" must be'],
	[{ latencyMs: 0, enforceWindow: 'yes' }, 'Setting "enforceWindow" must be true or false'],
])('%j is refused, and nothing changes', async (change, words) => {
	const { http, json } = await control<{ error: string }>(sandbox.url, '/_/settings', change);
	expect(http).toBe(400);
	expect(json.error).toContain(words);
	expect(sandbox.settings.latencyMs).toBe(1);
	await expect(startSandbox(change as never)).rejects.toThrow(words);
});

test('messages and counts', async () => {
	await send(sandbox.url, textMessage());
	await send(sandbox.url, textMessage());
	await send(sandbox.url, textMessage({ channelType: 1 }));
	const counts = { requests: 3, accepted: 2, duplicates: 1 };
	expect((await control<Counts>(sandbox.url, '/_/counts')).json).toEqual({ ...counts, rejected: 1 });
	interface Messages {
		received: Body[];
		rejected: Body[];
	}
	const { json } = await control<Messages>(sandbox.url, '/_/messages');
	expect(json).toMatchObject({
		...counts,
		received: [
			{ body: textMessage(), endpoint: 'custom' },
			{ body: textMessage(), endpoint: 'custom' },
		],
		rejected: [{ status: '-112', body: textMessage({ channelType: 1 }) }],
	});
	expect(json.received[0]).not.toHaveProperty('rawBody');
	const full = (await control<Messages>(sandbox.url, '/_/messages?full=1&limit=1')).json;
	expect(full.received).toHaveLength(1);
	expect(full.received[0]).toMatchObject({ n: 2, rawBody: JSON.stringify(textMessage()) });
});

test('reset forgets everything and returns to the settings of the start', async () => {
	const { received } = sandbox;
	await send(sandbox.url, textMessage());
	sandbox.configure({ latencyMs: 0, ratePerSecond: 5 });
	await control(sandbox.url, '/_/reset', {});
	expect(received).toEqual([]);
	expect(sandbox.counts()).toEqual({ requests: 0, accepted: 0, duplicates: 0, rejected: 0 });
	expect(sandbox.settings).toMatchObject({ latencyMs: 1, ratePerSecond: null });
});

test('only the newest are remembered, all are counted', async () => {
	sandbox.configure({ keepMessages: 4 });
	for (let i = 0; i < 12; i++) await send(sandbox.url, textMessage({ text: { body: `${i}` } }));
	expect(sandbox.counts().accepted).toBe(12);
	expect(sandbox.received.length).toBeLessThanOrEqual(5);
	expect(sandbox.received.at(-1)).toMatchObject({ body: { text: { body: '11' } } });
});

test('another website cannot control it', async () => {
	const headers = { Origin: 'https://evil.example' };
	expect((await fetch(`${sandbox.url}/_/reset`, { method: 'POST', headers })).status).toBe(403);
	expect(
		(await fetch(`${sandbox.url}/_/reset`, { method: 'POST', headers: { Origin: sandbox.url } })).status,
	).toBe(200);
});

test('a body of many megabytes is refused', async () => {
	const response = await fetch(`${sandbox.url}/wa/custom/sendMsg`, {
		method: 'POST',
		body: 'x'.repeat(5_000_000),
	});
	expect(response.status).toBe(413);
});

describe('24-hour window', () => {
	const DAY = 24 * 60 * 60 * 1000;
	test('custom messages need one, templates do not', async () => {
		let now = Date.now();
		const strict = await startForOneTest({ enforceWindow: true, now: () => now });
		const status = async () => {
			const timestamp = String(Math.floor(now / 1000));
			return (await send(strict.url, textMessage(), { timestamp })).json.status;
		};
		expect(await status()).toBe('-8');
		expect(strict.rejected[0]?.reason).toContain('24 hours');
		const components = [{ type: 'body', parameters: [{ type: 'text', text: '1' }] }];
		expect((await sendTemplate(strict.url, template('login_code', 'en_US', components))).json.status).toBe(
			'0',
		);

		await control(strict.url, '/_/inbound', { from: '6281234567890', text: 'Hi' });
		expect(await status()).toBe('0');
		now += DAY - 1;
		expect(await status()).toBe('0');
		now += 1;
		expect(await status()).toBe('-8');
		// Writing to one business number says nothing about another.
		await strict.inbound({ from: '6281234567890', to: '12025550100', text: 'Hi' });
		expect(await status()).toBe('-8');
	});
});

test('thousands of messages over many connections are all counted, and none waits for another', async () => {
	const many = async (count: number) => {
		let next = 0;
		const worker = async () => {
			while (next < count) await send(sandbox.url, textMessage({ text: { body: `${next++}` } }));
		};
		await Promise.all(Array.from({ length: 20 }, worker));
	};
	sandbox.configure({ latencyMs: 0 });
	await many(4_000);
	expect(sandbox.counts()).toMatchObject({ accepted: 4_000, duplicates: 0 });

	// All are in although not one is answered.
	const unanswered = await startForOneTest({ faults: [{ kind: 'timeoutAfterAccept' }] });
	const calls = Array.from({ length: 200 }, async () => await send(unanswered.url, textMessage()));
	const ends = Promise.allSettled(calls);
	while (unanswered.received.length < calls.length) await new Promise((resolve) => setImmediate(resolve));
	await unanswered.close();
	expect((await ends).every(({ status }) => status === 'rejected')).toBe(true);
});
