import fc from 'fast-check';
import { readCallbackUrl } from '../../nodes/ItnioWhatsApp/conversation/callbackUrl';
import type { Reply } from '../../nodes/ItnioWhatsApp/conversation/handingOver';
import { register } from '../../nodes/ItnioWhatsApp/conversation/registering';
import {
	isNotice,
	MAX_SKEW_MS,
	readNotice,
	writeNotice,
	type Notice,
	type Registration,
} from '../../nodes/ItnioWhatsApp/conversation/registration';
import { MAX_WAITING, sameStored, Waiting } from '../../nodes/ItnioWhatsApp/conversation/waiting';
import { waitUntil } from '../../nodes/ItnioWhatsApp/conversation/waitUntil';

const NOW = 1_760_000_000_000;
const KEY = 'a key';
const registration = (change: Partial<Registration> = {}): Registration => ({
	executionId: '7',
	nodeId: '861af60c-a53d-4e51-aa16-fe4a3b683c95',
	nonce: '9srYfBM7',
	signature: 'c5'.repeat(32),
	recipient: '6281234567890',
	businessPhone: '628111000111',
	until: 0,
	...change,
});

describe('a notice', () => {
	const notice = writeNotice(KEY, 'add', registration(), NOW);

	test('is read as it was written, within five minutes', () => {
		for (const skew of [0, MAX_SKEW_MS, -MAX_SKEW_MS]) {
			expect(readNotice(KEY, { ...notice }, NOW + skew)).toEqual({
				action: 'add',
				registration: registration(),
			});
		}
	});

	test('is of no use later', () => {
		expect(readNotice(KEY, { ...notice }, NOW + MAX_SKEW_MS + 1)).toEqual({
			refusal: expect.stringContaining('too old'),
		});
	});

	test('is refused under another key', () => {
		expect(readNotice('another key', { ...notice }, NOW)).toEqual({
			refusal: expect.stringContaining('API secret'),
		});
	});

	test('is refused when any of it was changed', () => {
		const names = Object.keys(notice.itnioWait) as Array<keyof Notice['itnioWait']>;
		expect(names).toHaveLength(9);
		for (const name of names) {
			const value = notice.itnioWait[name];
			const changed = name === 'action' ? 'remove' : typeof value === 'number' ? value + 1 : `${value}0`;
			const forged = { ...notice, itnioWait: { ...notice.itnioWait, [name]: changed } };
			expect([name, readNotice(KEY, forged, NOW)]).toEqual([name, { refusal: expect.any(String) }]);
		}
	});

	test('is never an exception, whatever somebody posts', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (itnioWait, mac) => {
				expect(readNotice(KEY, { itnioWait, mac }, NOW)).toEqual({ refusal: expect.any(String) });
			}),
		);
	});

	test('is told from a push', () => {
		expect(isNotice({ ...notice })).toBe(true);
		for (const other of [{ eventType: 'up-message-event' }, [], null, 'itnioWait', undefined]) {
			expect(isNotice(other)).toBe(false);
		}
	});

	test('holds nothing of the key', () => {
		expect(JSON.stringify(notice)).not.toContain(KEY);
	});
});

describe('registering', () => {
	const trigger = (...replies: Reply[]) => {
		const notices: Notice[] = [];
		const pauses: number[] = [];
		return {
			notices,
			pauses,
			register: async () =>
				await register(registration(), {
					post: async (notice) => {
						notices.push(notice);
						return replies[Math.min(notices.length, replies.length) - 1] as Reply;
					},
					sleep: async (milliseconds) => void pauses.push(milliseconds),
					now: () => NOW,
					key: KEY,
				}),
		};
	};
	const noted: Reply = { status: 200, body: { wait: 'noted' } };
	const stored: Reply = { status: 200, body: { wait: 'stored' } };

	test('goes on until n8n has it in its database', async () => {
		const { notices, register: go } = trigger(noted, noted, stored);
		expect(await go()).toBeUndefined();
		expect(notices).toHaveLength(3);
	});

	test('bears with an n8n that starts', async () => {
		const { register: go } = trigger(
			{ unreachable: 'the connection is refused' },
			{ status: 503, body: '' },
			stored,
		);
		expect(await go()).toBeUndefined();
	});

	test.each([
		['nobody listens', { status: 404, body: { message: 'not registered' } }, /no published trigger.*publish/],
		[
			'another node listens',
			{ status: 200, body: { message: 'Workflow was started' } },
			/no ITNIO WhatsApp Trigger/,
		],
		[
			'the secret is another one',
			{ status: 403, body: { message: 'Not signed.' } },
			/HTTP 403\): Not signed\.$/,
		],
		[
			'nobody is there',
			{ unreachable: 'its host name is unknown' },
			/cannot be reached.*host name is unknown/,
		],
		['the database is broken', noted, /log/],
	] as Array<[string, Reply, RegExp]>)('says why it cannot: %s', async (_what, reply, words) => {
		const { register: go, pauses } = trigger(reply);
		expect(await go()).toMatch(words);
		expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(10_000);
	});
});

describe('who waits', () => {
	const nobodyEnded = () => false;
	const person = registration().recipient;
	const business = registration().businessPhone;

	test('is found by the person and the business number, the last one to ask first', () => {
		const waiting = new Waiting(nobodyEnded);
		waiting.add(registration({ nonce: 'first' }));
		waiting.add(registration({ nonce: 'other', recipient: '6281234567891' }));
		waiting.add(registration({ nonce: 'elsewhere', businessPhone: '628111000112' }));
		waiting.add(registration({ nonce: 'second' }));
		expect(waiting.for(person, business).map(({ nonce }) => nonce)).toEqual(['second', 'first']);
		waiting.remove('second');
		expect(waiting.for(person, business).map(({ nonce }) => nonce)).toEqual(['first']);
	});

	test('is the same after a restart', () => {
		const before = new Waiting(nobodyEnded);
		const all = [registration({ nonce: 'a', until: NOW + 5 }), registration({ nonce: 'b' })];
		all.forEach((one) => before.add(one));
		const after = new Waiting(nobodyEnded);
		after.merge(JSON.parse(JSON.stringify(before.stored())), NOW);
		expect(after.for(person, business)).toEqual([...all].reverse());
		expect(sameStored(before.stored(), after.stored())).toBe(true);
	});

	test('is forgotten when the time is up, and when it has ended elsewhere', () => {
		const waiting = new Waiting((nonce) => nonce === 'ended');
		waiting.add(registration({ nonce: 'over', until: NOW }));
		waiting.add(registration({ nonce: 'ended' }));
		waiting.add(registration({ nonce: 'open', until: NOW + 1 }));
		waiting.merge(undefined, NOW);
		expect(waiting.for(person, business).map(({ nonce }) => nonce)).toEqual(['open']);
		expect(waiting.size).toBe(1);
	});

	test('is bounded; a wait that is known already always has its place', () => {
		const waiting = new Waiting(nobodyEnded);
		for (let n = 0; n < MAX_WAITING; n++) expect(waiting.add(registration({ nonce: `${n}` }))).toBe(true);
		expect(waiting.add(registration({ nonce: 'one more' }))).toBe(false);
		expect(waiting.add(registration({ nonce: '0' }))).toBe(true);
		expect(waiting.size).toBe(MAX_WAITING);
	});

	test('odd static data is nobody', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (stored) => {
				const waiting = new Waiting(nobodyEnded);
				waiting.merge(stored, NOW);
				expect(waiting.for(person, business)).toEqual([]);
			}),
		);
	});
});

describe('the time until which is waited', () => {
	const after = (resumeAmount: unknown, resumeUnit = 'minutes') => ({
		values: { limitType: 'afterTimeInterval', resumeAmount, resumeUnit },
	});
	test.each([
		[after(45), 45 * 60_000],
		[after(0.5, 'hours'), 30 * 60_000],
		[after('2', 'days'), 2 * 86_400_000],
		[
			{ values: { limitType: 'atSpecifiedTime', maxDateAndTime: new Date(NOW + 5_000).toISOString() } },
			5_000,
		],
	])('%j', (limit, milliseconds) => {
		expect(waitUntil(limit, NOW)).toEqual({ until: new Date(NOW + milliseconds) });
	});

	test.each([undefined, {}, { values: {} }])('there is none: %j', (limit) => {
		expect(waitUntil(limit, NOW)).toEqual({ until: undefined });
	});

	test.each([
		[after(0), /above 0/],
		[after(-1), /above 0/],
		[after('soon'), /"soon"/],
		[after(1, 'fortnights'), /unit/],
		[after(11 * 365, 'days'), /ten years/],
		[after(1e300, 'days'), /ten years/],
		[{ values: { limitType: 'atSpecifiedTime', maxDateAndTime: '' } }, /no date/],
		[{ values: { limitType: 'atSpecifiedTime', maxDateAndTime: 'tomorrow' } }, /tomorrow/],
		[{ values: { limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01' } }, /over already/],
	])('%j is refused before anybody is asked', (limit, words) => {
		expect(waitUntil(limit, NOW)).toEqual({ problem: expect.stringMatching(words) });
	});
});

test.each([
	['https://n8n.example.com/webhook/1/webhook?token=abc', undefined],
	['http://n8n:5678/webhook/1/webhook', undefined],
	['https://n8n.example.com/webhook-test/1/webhook', /Production URL/],
	['n8n.example.com/webhook/1', /web address/],
	['ftp://n8n.example.com/webhook/1', /web address/],
])('callback URL %s', (url, words) => {
	const expected = words === undefined ? { url } : { problem: expect.stringMatching(words) };
	expect(readCallbackUrl(url)).toEqual(expected);
});
