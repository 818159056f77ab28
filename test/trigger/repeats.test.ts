import fc from 'fast-check';
import type { IDataObject, INode } from 'n8n-workflow';
import {
	BOUNDS,
	fingerprint,
	pushes,
	Repeats,
	type RepeatBounds,
} from '../../nodes/ItnioWhatsApp/trigger/repeats';
import { regularPush } from '../../nodes/ItnioWhatsApp/core/regularPush';
import type { Push } from '../../nodes/ItnioWhatsApp/trigger/push';

const minute = 60_000;
const t0 = 1_760_000_000_000;

describe('what is the same push', () => {
	const nameOf = (push: object) => fingerprint(regularPush(push as Push));
	const same = (a: object, b: object) => nameOf(a) === nameOf(b);
	const report = {
		eventType: 'message-status-event',
		appId: 'a',
		messageId: 'm',
		recipient: '628120000001',
		status: 'sent',
		timestamp: 1,
	};
	const inbound = {
		eventType: 'up-message-event',
		appId: 'a',
		messageId: 'm',
		timestamp: 1,
		message: { type: 'text' },
	};
	const billing = { eventType: 'billing-event', appId: 'a', messageId: 'm', conversationId: 'c', fee: '0.1' };
	const template = {
		eventType: 'template-status-event',
		appId: 'a',
		templateId: 't',
		languageCode: 'en',
		status: 'PAUSED',
		timestamp: 1,
	};

	const quality = {
		field: 'phone_number_quality_update',
		appId: 'a',
		displayPhoneNumber: '62',
		event: 'FLAGGED',
		oldLimit: 'TIER_1K',
	};
	const account = { field: 'account_update', appId: 'a', event: 'DISABLED_UPDATE' };

	test.each([report, inbound, billing, template, quality, account])('one that is repeated: %j', (push) => {
		expect(same(push, structuredClone(push))).toBe(true);
	});

	test('one whose message is an object keeps the name under which it is stored already', () => {
		const image = { type: 'image', image: { id: '1', filePath: 'https://a', caption: '{"a":1}' } };
		const unnamed = { ...inbound, messageId: undefined, message: image, from: '62' };
		const text = { type: 'text', text: '{"a":1}' };
		const events = [inbound, { ...inbound, message: text }, { ...inbound, message: image }, unnamed];
		expect(events.map(nameOf)).toEqual([
			'AdUGNEqjZ6shTVRd',
			'az0BzZ5vVp_94VRz',
			'Duyep_oqHeKXcUBw',
			'vC5SSJRe4RdSc2eW',
		]);
	});

	test('a message that is pushed again at a later time, too', () => {
		expect(same(inbound, { ...inbound, timestamp: 61 })).toBe(true);
		expect(same(report, { ...report, timestamp: 61 })).toBe(true);
	});

	test('a file that is pushed again with another link, too', () => {
		const image = (filePath: string, more = {}) => ({
			...inbound,
			message: { type: 'image', image: { id: '1', filePath, ...more } },
		});
		expect(same(image('https://a'), image('https://b'))).toBe(true);
		expect(same(image('https://a'), image('https://a', { caption: 'new' }))).toBe(false);
	});

	test('a file of a message that comes as the text of its JSON, too', () => {
		const image = (filePath: string) => ({
			...inbound,
			message: JSON.stringify({ type: 'image', image: { id: '1', filePath } }),
		});
		expect(same(image('https://a'), image('https://b'))).toBe(true);
	});

	test('but not another event, app, message, status, charge or moment of a template', () => {
		const pushes = [
			report,
			{ ...report, status: 'delivered' },
			{ ...report, status: 'read' },
			{ ...report, messageId: 'n' },
			{ ...report, appId: 'b' },
			inbound,
			{ ...inbound, messageId: 'n' },
			// First it could not be shown, then it came; and then it was edited.
			{ ...inbound, message: { type: 'unsupported' } },
			{ ...inbound, message: { type: 'text', text: { body: 'a' } } },
			{ ...inbound, message: { type: 'text', text: { body: 'b' } } },
			{ ...inbound, messageId: '' },
			{ ...inbound, messageId: '', message: { type: 'image' } },
			billing,
			{ ...billing, conversationId: 'd' },
			template,
			{ ...template, languageCode: 'id' },
			{ ...template, status: 'APPROVED' },
			{ ...template, timestamp: 2 },
			quality,
			{ ...quality, event: 'UNFLAGGED' },
			{ ...quality, displayPhoneNumber: '1' },
			account,
			{ ...account, event: 'ACCOUNT_RESTRICTION' },
		];
		expect(new Set(pushes.map((push) => fingerprint(push as unknown as Push))).size).toBe(pushes.length);
	});

	test('parts that stand beside each other are not mixed up', () => {
		expect(
			same({ ...inbound, appId: 'ab', messageId: 'c' }, { ...inbound, appId: 'a', messageId: 'bc' }),
		).toBe(false);
	});
});

describe('the memory', () => {
	test('knows a push through the vendor’s repeats after 1, 3 and 5 minutes, and then forgets it', () => {
		const memory = new Repeats();
		expect(memory.meet('a', t0)).toBe(true);
		for (const at of [1, 4, 9, 14]) expect(memory.meet('a', t0 + at * minute)).toBe(false);
		expect(memory.meet('a', t0 + 16 * minute)).toBe(true);
	});

	test.each([20, 80])(
		'knows an order through its repeats while a campaign’s reports come, %d a second',
		(perSecond) => {
			const memory = new Repeats();
			memory.meet('order', t0);
			const known: boolean[] = [];
			for (let n = 1; n <= perSecond * 9 * 60; n += 1) {
				const at = t0 + (n * 1000) / perSecond;
				memory.meet(`report ${n}`, at);
				if ([1, 4, 9].some((minutes) => n === perSecond * minutes * 60))
					known.push(!memory.meet('order', at));
			}
			expect(known).toEqual([true, true, true]);
		},
	);

	test('two processes that take turns: a push costs as much beside 16,000 pushes as beside 1,000', () => {
		/** Milliseconds of the quickest of some rounds of 50 pushes. */
		const costBeside = (count: number): number => {
			const processes = [new Repeats(), new Repeats()] as const;
			for (let n = 0; n < count; n += 1) for (const memory of processes) memory.meet(`m${n}`, t0 + n);
			let stored = processes[0].stored();
			const rounds = Array.from({ length: 5 }, (_, round) => {
				const startedAt = performance.now();
				for (let n = 0; n < 50; n += 1) {
					const memory = processes[n % 2 === 0 ? 0 : 1];
					const now = t0 + count + 1_000 * (50 * round + n);
					memory.merge(stored, now);
					expect(memory.begin(`${round}-${n}`, now)).toBe(true);
					memory.finish(`${round}-${n}`, now);
					stored = memory.stored();
				}
				return performance.now() - startedAt;
			});
			return Math.min(...rounds);
		};
		costBeside(1_000);
		// Sorted in, they cost 14 times as much.
		expect(costBeside(16_000)).toBeLessThan(8 * costBeside(1_000));
	});

	test('goes on with what another process stored', () => {
		const first = new Repeats();
		first.meet('a', t0);
		const second = new Repeats();
		second.merge(first.stored(), t0 + minute);
		expect(second.meet('a', t0 + minute)).toBe(false);
		expect(second.meet('b', t0 + minute)).toBe(true);
	});

	test.each(['', 'x', ' ', '{}', 'a:', ':1', 'a:soon later', 'a:-1', 'a:zzzzzzzz', 'a b:c:d'])(
		'does not stumble over %j in the stored data',
		(stored) => {
			const memory = new Repeats();
			memory.merge(stored, t0);
			expect(memory.size).toBe(0);
			expect(memory.meet('a', t0)).toBe(true);
		},
	);

	test('forgets on request', () => {
		const memory = new Repeats();
		memory.meet('a', t0);
		memory.forget('a');
		expect(memory.meet('a', t0)).toBe(true);
	});

	/** The plainest memory there is: a list of everything, filtered at every question. */
	class Plain {
		private met: Array<{ name: string; at: number }> = [];
		constructor(private readonly bounds: RepeatBounds) {}
		meet(name: string, now: number): boolean {
			this.met = this.met.filter(({ at }) => now - at <= this.bounds.maxAgeMs);
			if (this.met.some((entry) => entry.name === name)) return false;
			this.met = [...this.met, { name, at: now }].slice(-this.bounds.maxCount);
			return true;
		}
	}

	const steps = fc.array(
		fc.record({ name: fc.constantFrom(...'abcdefghij'), wait: fc.integer({ min: 0, max: 40 }) }),
		{
			maxLength: 200,
		},
	);
	const bounds = fc.record({
		maxAgeMs: fc.integer({ min: 1, max: 200 }),
		maxCount: fc.integer({ min: 1, max: 8 }),
		maxStored: fc.integer({ min: 1, max: 8 }),
	});

	test('answers like the plainest memory there is', () => {
		fc.assert(
			fc.property(bounds, steps, (limits, calls) => {
				const memory = new Repeats(limits);
				const plain = new Plain(limits);
				let now = t0;
				for (const { name, wait } of calls) {
					now += wait;
					expect(memory.meet(name, now)).toBe(plain.meet(name, now));
				}
			}),
		);
	});

	test('never outgrows its bounds, whatever comes, whatever is stored, and wherever the clock jumps', () => {
		const jumps = fc.array(
			fc.record({
				name: fc.stringMatching(/^[\w-]{1,16}$/),
				wait: fc.integer({ min: -400, max: 400 }),
				stored: fc.oneof(fc.string(), fc.stringMatching(/^(\w{1,3}:t3\w{4} ?){0,20}$/)),
			}),
			{ maxLength: 60 },
		);
		fc.assert(
			fc.property(bounds, jumps, (limits, calls) => {
				const memory = new Repeats(limits);
				let now = t0;
				for (const { name, wait, stored } of calls) {
					now += wait;
					memory.merge(stored, now);
					memory.meet(name, now);
					expect(memory.size).toBeLessThanOrEqual(limits.maxCount);
					const entries = memory
						.stored()
						.split(' ')
						.filter((entry) => entry !== '');
					expect(entries.length).toBeLessThanOrEqual(limits.maxStored);
				}
			}),
		);
	});

	test('stores the newest, in a few kilobytes', () => {
		const memory = new Repeats();
		const names = Array.from({ length: BOUNDS.maxCount + 10_000 }, (_, n) =>
			fingerprint({ eventType: 'x', n } as Push),
		);
		names.forEach((name, n) => memory.meet(name, t0 + n));
		expect(memory.size).toBe(BOUNDS.maxCount);
		const stored = memory.stored().split(' ');
		expect(stored.map((entry) => entry.split(':')[0])).toEqual(names.slice(-BOUNDS.maxStored));
		expect(memory.stored().length).toBeLessThan(20_000);
	});

	test('stores the same, however often it was asked before', () => {
		const step = fc.record({
			what: fc.constantFrom('meet', 'begin', 'finish', 'forget', 'merge'),
			name: fc.constantFrom(...'abcdefgh'),
		});
		fc.assert(
			fc.property(fc.array(step), (all) => {
				const [asked, unasked] = [new Repeats(), new Repeats()];
				all.forEach(({ what, name }, n) => {
					for (const memory of [asked, unasked]) {
						if (what === 'meet' || what === 'begin') memory[what](name, t0 + n);
						else if (what === 'merge') memory.merge(`${name}:${Math.floor(t0 / 1000).toString(36)}`, t0);
						else if (what === 'finish') memory.finish(name, t0 + n);
						else memory.forget(name);
					}
					asked.stored();
				});
				const entries = (memory: Repeats) => memory.stored().split(' ').sort();
				expect(entries(asked)).toEqual(entries(unasked));
			}),
		);
	});

	test('what was dealt with last is among the newest, also where another process told something meanwhile', () => {
		const memory = new Repeats();
		memory.begin('late', t0);
		for (let n = 0; n < 600; n += 1) memory.meet(`m${n}`, t0 + 1_000 + n);
		memory.lines();
		memory.finish('late', t0 + 2_000);
		expect(memory.lines()).toContain('late:');
		memory.merge(`x:${Math.floor((t0 + 2_000) / 1_000).toString(36)}`, t0 + 3_000);
		expect(memory.lines()).toContain('late:');
	});

	test('what nobody ever finished is welcome again after 15 minutes', () => {
		const memory = new Repeats();
		memory.begin('a', t0);
		expect([memory.isOpen('a', t0 + 14 * minute), memory.isOpen('a', t0 + 16 * minute)]).toEqual([
			true,
			false,
		]);
	});

	const contextOf = (id: string, stored: IDataObject = {}) => ({
		getWorkflow: () => ({ id: 'w', name: 'w', active: true }),
		getNode: () => ({ id }) as INode,
		getWorkflowStaticData: () => stored,
	});

	test('is one for each trigger, and goes when nothing in it is of use any more', () => {
		const first = pushes.of(contextOf('1'), t0);
		first.meet('a', t0);
		expect(pushes.of(contextOf('1'), t0 + minute)).toBe(first);
		expect(pushes.of(contextOf('2'), t0 + minute)).not.toBe(first);
		pushes.of(contextOf('2'), t0 + 60 * minute);
		expect(pushes.of(contextOf('1'), t0 + 60 * minute)).not.toBe(first);
	});

	test('is written only where something changed, and leaves everything else alone', () => {
		const stored: IDataObject = { own: { of: 'the user' } };
		pushes.of(contextOf('3', stored), t0).meet('a', t0);
		pushes.keep(contextOf('3', stored), t0);
		expect(stored).toEqual({ own: { of: 'the user' }, pushes: expect.stringMatching(/^a:\w+$/) });
		Object.freeze(stored);
		pushes.of(contextOf('3', stored), t0);
		pushes.keep(contextOf('3', stored), t0);
	});
});
