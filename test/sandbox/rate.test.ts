import fc from 'fast-check';
import { RateLimit, TokenBucket } from '../../sandbox/rate';
import { balance, send, textMessage, startForOneTest } from './helpers';

test('never takes more than the rate within any second, and never fewer than it could', () => {
	const steps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 });
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 8 }), steps, (rate, pauses) => {
			const limit = new RateLimit(rate);
			const taken: number[] = [];
			let now = 0;
			for (const pause of pauses) {
				now += pause;
				const within = taken.filter((at) => now - at < 1000).length;
				const let_in = limit.take(now);
				expect(let_in).toBe(within < rate);
				if (let_in) taken.push(now);
			}
		}),
	);
});

test('a bucket lets a second’s worth through at once, then as many as it is filled with', () => {
	const bucket = new TokenBucket(20);
	const takenAt = (now: number, calls: number) =>
		Array.from({ length: calls }, () => bucket.take(now)).filter(Boolean).length;
	expect(takenAt(5_000, 30)).toBe(20);
	expect(takenAt(5_049, 5)).toBe(0);
	expect(takenAt(5_150, 5)).toBe(3);
	expect(takenAt(60_000, 100)).toBe(20);
});

test('sends above the rate get HTTP 429 with Retry-After and are not accepted', async () => {
	let now = Date.now();
	const sandbox = await startForOneTest({ ratePerSecond: 3, retryAfter: 2, now: () => now });
	const statuses = async (n: number) =>
		(await Promise.all(Array.from({ length: n }, async () => await send(sandbox.url, textMessage())))).map(
			({ http, headers }) => [http, headers.get('retry-after')],
		);
	const ok = [200, null];
	const busy = [429, '2'];
	const sorted = (list: unknown[]) => list.map(String).sort();
	expect(sorted(await statuses(5))).toEqual(sorted([ok, ok, ok, busy, busy]));
	expect((await balance(sandbox.url)).http).toBe(200);
	now += 999;
	expect(await statuses(1)).toEqual([busy]);
	now += 1;
	expect(await statuses(1)).toEqual([ok]);
	expect(sandbox.counts()).toMatchObject({ requests: 8, accepted: 4, rejected: 3 });
	expect(sandbox.rejected[0]).toMatchObject({ status: 'HTTP 429', endpoint: 'custom' });
});

test.each([
	[3, '3'],
	['date:90', 'Wed, 01 Sep 2021 04:01:30 GMT'],
	['soon', 'soon'],
	['', null],
])('Retry-After as %j', async (retryAfter, header) => {
	const sandbox = await startForOneTest({
		faults: [{ kind: 'http429' }],
		retryAfter,
		now: () => 1_630_468_800_000,
	});
	expect((await send(sandbox.url, textMessage())).headers.get('retry-after')).toBe(header);
});
