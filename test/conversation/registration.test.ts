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
import { hasStored, MAX_WAITING, Waiting } from '../../nodes/ItnioWhatsApp/conversation/waiting';
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
				at: NOW,
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

	test('has what it takes to be stored also after an n8n that took twelve seconds to start', async () => {
		const starting: Reply = { status: 503, body: { code: 503, message: 'Database is not ready!' } };
		const { register: go } = trigger(...Array<Reply>(16).fill(starting), noted, stored);
		expect(await go()).toBeUndefined();
	});

	test.each<[string, Reply]>([
		['the proxy in front of it has no n8n yet', { status: 502, body: '<html>' }],
		['nobody listens at its port yet', { unreachable: 'the connection is refused', isAway: true }],
	])('so long may an n8n take to start, too, where %s', async (_what, reply) => {
		const { register: go } = trigger(...Array<Reply>(16).fill(reply), noted, stored);
		expect(await go()).toBeUndefined();
	});

	test('is patient with an n8n whose webhooks have another path (N8N_ENDPOINT_WEBHOOK)', async () => {
		const starting: Reply = { status: 404, body: '<pre>Cannot POST /hooks/itnio/webhook</pre>' };
		expect(await trigger(starting, noted, stored).register()).toBeUndefined();
	});

	test('comes again to a proxy that says there are too many calls', async () => {
		expect(await trigger({ status: 429, body: '' }, noted, stored).register()).toBeUndefined();
	});

	test('is patient with an n8n that is starting', async () => {
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
			/not an ITNIO WhatsApp Trigger/,
		],
		[
			'the secret is another one',
			{ status: 403, body: { message: 'Not signed.' } },
			/HTTP 403\): Not signed$/,
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
	const person = registration().recipient;
	const business = registration().businessPhone;
	const nonces = (waiting: Waiting) => waiting.for(person, business, NOW).map(({ nonce }) => nonce);
	/** As n8n's database gives it back. */
	const stored = (waiting: Waiting): string => waiting.stored(NOW);

	test('is found by the person and the business number, the last one to ask first', () => {
		const waiting = new Waiting();
		waiting.add(registration({ nonce: 'first' }), NOW);
		waiting.add(registration({ nonce: 'other', recipient: '6281234567891' }), NOW);
		waiting.add(registration({ nonce: 'elsewhere', businessPhone: '628111000112' }), NOW);
		waiting.add(registration({ nonce: 'second' }), NOW);
		expect(nonces(waiting)).toEqual(['second', 'first']);
		waiting.remove('second', NOW);
		expect(nonces(waiting)).toEqual(['first']);
	});

	test('is the same after a restart', () => {
		const before = new Waiting();
		const all = [registration({ nonce: 'a', until: NOW + 5 }), registration({ nonce: 'b' })];
		all.forEach((one) => before.add(one, NOW));
		const after = new Waiting();
		after.merge(stored(before), NOW);
		expect(after.for(person, business, NOW)).toEqual([...all].reverse());
		expect(stored(after)).toBe(stored(before));
		for (const one of all) expect(hasStored(stored(before), one)).toBe(true);
		expect(hasStored(stored(before), registration({ nonce: 'a', executionId: '8' }))).toBe(false);
	});

	test('is forgotten when the time is up', () => {
		const waiting = new Waiting();
		waiting.add(registration({ nonce: 'over', until: NOW }), NOW - 5);
		waiting.add(registration({ nonce: 'open', until: NOW + 1 }), NOW - 5);
		waiting.merge('', NOW);
		expect(nonces(waiting)).toEqual(['open']);
	});

	test('is off the list for all who hear of it, also where an old list is read once more', () => {
		const [here, there] = [new Waiting(), new Waiting()];
		here.add(registration(), NOW);
		const old = stored(here);
		there.merge(old, NOW);
		here.remove(registration().nonce, NOW + 1, NOW + 1);
		there.merge(stored(here), NOW + 1);
		for (const waiting of [here, there]) {
			waiting.merge(old, NOW + 2);
			expect(nonces(waiting)).toEqual([]);
		}
	});

	test('may be on it again, when that is said later; a notice that somebody overheard is of no use', () => {
		const waiting = new Waiting();
		expect(waiting.add(registration(), NOW)).toBe('added');
		waiting.remove(registration().nonce, NOW + 5, NOW + 1);
		expect(waiting.add(registration(), NOW)).toBe('over');
		expect(waiting.add(registration(), NOW + 1)).toBe('over');
		expect(nonces(waiting)).toEqual([]);
		// The next try of the node, or the retry of its execution.
		const retried = registration({ executionId: '8' });
		expect(waiting.add(retried, NOW + 2)).toBe('added');
		expect(waiting.for(person, business, NOW)).toEqual([retried]);
		// A removal that was under way for long.
		waiting.remove(registration().nonce, NOW + 9, NOW + 1);
		expect(waiting.for(person, business, NOW)).toEqual([retried]);
	});

	test('in whatever order lists are read, the same comes of them', () => {
		const said = fc.record({
			nonce: fc.constantFrom('a', 'b'),
			at: fc.integer({ min: NOW, max: NOW + 3 }),
			isOn: fc.boolean(),
		});
		fc.assert(
			fc.property(fc.array(fc.array(said)), (processes) => {
				const lists = processes.map((notices) => {
					const waiting = new Waiting();
					for (const { nonce, at, isOn } of notices) {
						if (isOn) waiting.add(registration({ nonce }), at);
						else waiting.remove(nonce, NOW, at);
					}
					return stored(waiting);
				});
				const read = (all: string[]) => {
					const waiting = new Waiting();
					for (const list of all) waiting.merge(list, NOW);
					return nonces(waiting).sort();
				};
				expect(read([...lists].reverse())).toEqual(read(lists));
			}),
		);
	});

	test('is bounded: a full list makes room, and the oldest without an end goes', () => {
		const waiting = new Waiting();
		waiting.add(registration({ nonce: 'ends', until: NOW + 60_000 }), NOW);
		for (let n = 1; n < MAX_WAITING; n++) {
			expect(waiting.add(registration({ nonce: `n${n}` }), NOW)).toBe('added');
		}
		expect(nonces(waiting)).toHaveLength(MAX_WAITING);
		expect(waiting.add(registration({ nonce: 'one-more' }), NOW + 1)).toBe('added');
		expect(waiting.add(registration({ nonce: 'n2' }), NOW + 1)).toBe('added');
		const left = nonces(waiting);
		expect(left).toHaveLength(MAX_WAITING);
		expect([left[0], left.at(-2), left.at(-1)]).toEqual(['one-more', 'n2', 'ends']);
		// Nor does an old list bring it back.
		const after = new Waiting();
		after.merge(stored(waiting), NOW + 1);
		expect(nonces(after)).toEqual(left);
		// What is off the list takes no place on it, and is forgotten in the end.
		for (const nonce of left.slice(1)) waiting.remove(nonce, NOW);
		expect(nonces(waiting)).toEqual(['one-more']);
		waiting.merge('', NOW + 3_600_000);
		expect(stored(waiting)).toMatch(/^one-more [^\n]*$/);
	});

	test('a full list of questions that all have an end makes room, too', () => {
		const waiting = new Waiting();
		for (let n = 0; n <= MAX_WAITING; n++) {
			expect(waiting.add(registration({ nonce: `n${n}`, until: NOW + 60_000 }), NOW + n)).toBe('added');
		}
		expect(nonces(waiting)).toHaveLength(MAX_WAITING);
		expect(nonces(waiting).at(-1)).toBe('n1');
	});

	test('odd static data stands for nobody', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^([\w.-]{0,9}[ \n]){0,12}$/)),
				(odd) => {
					const waiting = new Waiting();
					waiting.merge(odd, NOW);
					expect(waiting.for(person, business, NOW)).toEqual([]);
				},
			),
		);
	});
});

describe('the time until which is waited', () => {
	const after = (resumeAmount: unknown, resumeUnit = 'minutes') => ({
		values: { limitType: 'afterTimeInterval', resumeAmount, resumeUnit },
	});
	const at = (maxDateAndTime: unknown) => ({ values: { limitType: 'atSpecifiedTime', maxDateAndTime } });
	const read = (limit: unknown) => waitUntil(limit, { now: NOW, timeZone: 'Asia/Jakarta' });
	test.each([
		[after(45), 45 * 60_000],
		[after(0.5, 'hours'), 30 * 60_000],
		[after('2', 'days'), 2 * 86_400_000],
		[at(new Date(NOW + 5_000).toISOString()), 5_000],
	])('%j', (limit, milliseconds) => {
		expect(read(limit)).toEqual({ until: new Date(NOW + milliseconds) });
	});

	test.each([new Date(NOW), true, [5], ''])('%p is no amount of time', (amount) => {
		expect(read(after(amount))).toEqual({
			problem: expect.stringMatching(/^must be a number above 0, but it is "/) as unknown,
		});
	});

	test.each([
		['2030-12-31T18:00:00', '2030-12-31T11:00:00Z'],
		['2030-12-31 18:00', '2030-12-31T11:00:00Z'],
		['2030-12-31T18:00:00+02:00', '2030-12-31T16:00:00Z'],
		['2030-12-31', '2030-12-30T17:00:00Z'],
		["'2030-12-05", '2030-12-04T17:00:00Z'],
		['Dec 28, 2030, 10:00 AM', '2030-12-28T03:00:00Z'],
		['December 28, 2030 10:00 AM', '2030-12-28T03:00:00Z'],
		['28 Dec 2030 10:00', '2030-12-28T03:00:00Z'],
		['28 Dec 2030', '2030-12-27T17:00:00Z'],
		['2030-12-28 10:00 AM', '2030-12-28T03:00:00Z'],
		['2030-12-01T24:00:00', '2030-12-01T17:00:00Z'],
		['Dec 28, 2030 10:00 GMT', '2030-12-28T10:00:00Z'],
		[Date.UTC(2030, 11, 31), '2030-12-31T00:00:00Z'],
		[new Date(Date.UTC(2030, 11, 31)), '2030-12-31T00:00:00Z'],
		[['2030-12-31T18:00:00'], '2030-12-31T11:00:00Z'],
	])('%j is by the clock of the workflow, unless it names another one', (written, moment) => {
		expect(read(at(written))).toEqual({ until: new Date(moment) });
	});

	test.each([
		'05/01/2030',
		'5.1.2030',
		'30 Feb 2030',
		'30 Feb 2030 10:00 GMT',
		'2030-02-30',
		'2030-12-05T24:30',
		'Dec 2030',
		// November in Finnish, as n8n's toLocaleString and toFormat('d. MMMM yyyy') write it.
		'28. marraskuuta 2030',
		'torstai 28. marraskuuta 2030',
	])('is never another day than the one that is written: %s', (written) => {
		expect(read(at(written))).toEqual({
			problem: `has no date that can be read: "${written}". Write it as 2026-11-28T10:00:00, by the clock of the workflow, or as 2026-11-28T10:00:00Z`,
		});
	});

	test.each([3, '3', [], null, { values: 3 }, { resumeAmount: 3 }])(
		'is not for ever where the option says nothing: %j',
		(limit) => {
			expect(read(limit)).toEqual({
				problem: expect.stringMatching(/^is ".+", which says nothing of a time/),
			});
		},
	);

	test.each([undefined, {}, { values: {} }])('there is none: %j', (limit) => {
		expect(read(limit)).toEqual({ until: undefined });
	});

	test.each([
		[after(0), /above 0/],
		[after(-1), /above 0/],
		[after('soon'), /"soon"/],
		[after(1, 'fortnights'), /unit/],
		[after(11 * 365, 'days'), /ten years/],
		[after(1e300, 'days'), /ten years/],
		[at(''), /no date/],
		[at('tomorrow'), /tomorrow/],
		[at('2020-01-01'), /already over/],
		[
			{ values: { limitType: 'At Specified Time', resumeAmount: 1 } },
			/unknown Limit Type: "At Specified Time"/,
		],
	])('%j is refused before anybody is asked', (limit, words) => {
		expect(read(limit)).toEqual({ problem: expect.stringMatching(words) });
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
