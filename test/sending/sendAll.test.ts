import type { Answer } from '../../nodes/ItnioWhatsApp/service/answer';
import {
	sendAll,
	type Message,
	type SendingOptions,
	type SendingTools,
	type Sent,
} from '../../nodes/ItnioWhatsApp/sending';
import { Ledger, type Store } from '../../nodes/ItnioWhatsApp/sending/ledger';
import { ACCEPTED, NOON, OPTIONS, toolsIn } from './tools';
import { mostInOneSecond, VirtualTime } from './virtualTime';

const accepting = () => ACCEPTED;
const http = (status: number, retryAfter?: string): Answer => ({
	kind: 'unreadable',
	http: status,
	why: 'no JSON',
	...(retryAfter === undefined ? {} : { retryAfter }),
});
const status = (code: string): Answer => ({
	kind: 'answered',
	http: 200,
	envelope: { status: code, reason: '', json: {} },
});
const refused: Answer = { kind: 'notSent', why: 'the connection was refused', retry: true };
const noAnswer: Answer = { kind: 'noAnswer', why: 'no answer came in time' };

const messagesTo = (...recipients: string[]): Message[] =>
	recipients.map((recipient, itemIndex) => ({
		itemIndex,
		path: '/wa/custom/sendMsg',
		body: { recipient, text: `for ${recipient}` },
		timeoutMs: 1_000,
		resendUnknown: false,
	}));

interface Call {
	itemIndex: number;
	at: number;
}

/** Sends with answers of one's own, in a time of one's own. */
async function send(
	messages: readonly Message[],
	answer: (message: Message, tries: number, at: number) => Answer,
	{
		latency = 200,
		store = {},
		time = new VirtualTime(),
		...changes
	}: Partial<SendingOptions & SendingTools> & { latency?: number; store?: Store; time?: VirtualTime } = {},
) {
	const calls: Call[] = [];
	const tries = new Map<number, number>();
	const ledger = new Ledger(store, 0);
	const options: SendingOptions = { ...OPTIONS, parallel: 20, ...changes };
	const tools = toolsIn(time, {
		call: async (message) => {
			const count = tries.get(message.itemIndex) ?? 0;
			tries.set(message.itemIndex, count + 1);
			calls.push({ itemIndex: message.itemIndex, at: time.now() });
			await time.sleep(latency / 2);
			const given = answer(message, count, time.now());
			await time.sleep(latency / 2);
			return given;
		},
		ledger,
		...changes,
	});
	const results = await time.run(sendAll(messages, options, tools));
	return { results, kinds: results.map(({ kind }) => kind), calls, ledger, store, time };
}

const people = (count: number) => messagesTo(...Array.from({ length: count }, (_, index) => `62812${index}`));

it('sends everything at the pace of the limit', async () => {
	const { kinds, calls, time } = await send(people(400), accepting);
	expect(new Set(kinds)).toEqual(new Set(['accepted']));
	expect(calls).toHaveLength(400);
	expect(mostInOneSecond(calls.map(({ at }) => at))).toBeLessThanOrEqual(80);
	expect(time.now()).toBeLessThan(((399 / 80) * 1000 + 200) * 1.06);
});

describe('trying again', () => {
	it.each([
		['a refused connection', refused],
		['status -4', status('-4')],
	])('%s: up to three times, then the message has failed', async (_, answer) => {
		const once = await send(people(1), (__, tries) => (tries === 0 ? answer : accepting()));
		expect([once.kinds, once.calls.length]).toEqual([['accepted'], 2]);
		const thrice = await send(people(1), (__, tries) => (tries < 3 ? answer : accepting()));
		expect([thrice.kinds, thrice.calls.length]).toEqual([['accepted'], 4]);
		const always = await send(people(1), () => answer);
		expect(always.calls).toHaveLength(4);
		expect(['rejected', 'notSent']).toContain(always.kinds[0]);
		expect(always.ledger.recall(0, '')).toBeUndefined();
	});

	describe.each([
		['HTTP 429', http(429)],
		['HTTP 429 with Retry-After', http(429, '1')],
		['HTTP 503 with Retry-After', http(503, '1')],
	])('%s: until the patience is over', (_, answer) => {
		it('as often as it takes', async () => {
			for (const refusals of [1, 3, 20]) {
				const { kinds, calls } = await send(people(1), (__, tries) =>
					tries < refusals ? answer : accepting(),
				);
				expect([kinds, calls.length]).toEqual([['accepted'], refusals + 1]);
			}
		});

		it.each([0, 10, 300])('waits %d s at most, says so, and forgets the try', async (seconds) => {
			const { results, calls, ledger } = await send(people(1), () => answer, {
				waitAtMostMs: seconds * 1000,
			});
			const [last] = calls.slice(-1) as [Call];
			expect(last.at).toBeLessThanOrEqual(seconds * 1000);
			// The next try would have come too late.
			expect(last.at + 200 + 8_000).toBeGreaterThan(seconds * 1000);
			const waited = Math.round((last.at + 200) / 1000);
			expect(results[0]).toMatchObject({
				kind: 'rejected',
				why: expect.stringMatching(new RegExp(`after ${waited} s of waiting.*raise Try Again For`, 's')),
			});
			expect(ledger.recall(0, '')).toBeUndefined();
		});

		it('ends at once when the execution is canceled', async () => {
			const time = new VirtualTime();
			let isCanceled = false;
			const { kinds, calls } = await send(people(3), () => answer, {
				time,
				canceled: () => isCanceled,
				cancellation: time.sleep(20_500).then(() => {
					isCanceled = true;
				}),
			});
			expect(new Set(kinds)).toEqual(new Set(['notSent']));
			expect(calls.every(({ at }) => at <= 20_500)).toBe(true);
			expect(time.now()).toBeLessThan(20_500 + 1_000);
		});
	});

	it.each([
		['no answer', noAnswer],
		['HTTP 500', http(500, '1')],
		['HTTP 503 without Retry-After', http(503)],
		['status -5', status('-5')],
		['HTTP 404', http(404)],
	])('%s: never', async (_, answer) => {
		const { calls } = await send(people(1), () => answer);
		expect(calls).toHaveLength(1);
	});

	it.each([
		['seconds', '7'],
		['a date', new Date(NOON + 7_000).toUTCString()],
	])('HTTP 429 pauses everything for its Retry-After in %s', async (_, retryAfter) => {
		const { calls, kinds } = await send(people(100), (message, tries) =>
			message.itemIndex === 10 && tries === 0 ? http(429, retryAfter) : accepting(),
		);
		expect(new Set(kinds)).toEqual(new Set(['accepted']));
		const refusedAt = (calls.find(({ itemIndex }) => itemIndex === 10) as Call).at + 200;
		const resumed = calls.filter(({ at }) => at > refusedAt).map(({ at }) => at);
		expect(Math.min(...resumed) - refusedAt).toBeGreaterThanOrEqual(6_600);
		expect(Math.min(...resumed) - refusedAt).toBeLessThanOrEqual(7_100);
	});

	it('HTTP 503 makes its own message wait, and nobody else', async () => {
		const { calls } = await send(people(30), (message, tries) =>
			message.itemIndex === 0 && tries === 0 ? http(503, '5') : accepting(),
		);
		expect(calls.filter(({ itemIndex }) => itemIndex !== 0).every(({ at }) => at < 1_000)).toBe(true);
		expect(calls.filter(({ itemIndex }) => itemIndex === 0).map(({ at }) => Math.round(at / 100))).toEqual([
			0, 52,
		]);
	});
});

it.each([5, 10, 40, 60])('loses nothing where the service takes only %d a second', async (limit) => {
	const taken: number[] = [];
	const { kinds } = await send(people(400), (_, __, at) => {
		if (taken.filter((time) => at - time < 1_000).length >= limit) return http(429, '1');
		taken.push(at);
		return accepting();
	});
	expect(kinds.filter((kind) => kind !== 'accepted')).toEqual([]);
	expect(taken).toHaveLength(400);
});

describe('a service that is shut', () => {
	it.each([0, 2])(
		'ends the run as a whole after Try Again For, where %d messages went before',
		async (went) => {
			const { results, calls, time } = await send(
				people(4_000),
				({ itemIndex }) => (itemIndex < went ? accepting() : http(429, '1')),
				{ waitAtMostMs: 60_000, parallel: 2 },
			);
			expect(time.now()).toBeLessThan(went === 0 ? 65_000 : 130_000);
			expect(results.slice(0, went).map(({ kind }) => kind)).toEqual(new Array(went).fill('accepted'));
			expect(new Set(results.slice(went).map(({ kind }) => kind))).toEqual(new Set(['notSent', 'rejected']));
			const whole =
				'The message was not sent: ITNIO took no message for 60 s, so the run ended. Execute again later.';
			expect(results.at(-1)).toEqual({ kind: 'notSent', heldBack: true, why: whole });
			// Those that were never tried did not wait for their own patience.
			expect(new Set(calls.map(({ itemIndex }) => itemIndex)).size).toBeLessThan(100);
		},
	);

	it('goes on for everybody where it takes messages now and then', async () => {
		let open = 0;
		const { kinds, time } = await send(
			people(60),
			(_, __, at) => (Math.floor(at / 1_000) % 20 === 0 && (open += 1) > 0 ? accepting() : http(429, '1')),
			{ waitAtMostMs: 300_000 },
		);
		expect(new Set(kinds)).toEqual(new Set(['accepted']));
		expect(time.now()).toBeLessThan(300_000);
	});
});

describe('one person', () => {
	it('gets the messages in order, one after the other, also through retries', async () => {
		const messages = messagesTo(
			...Array.from({ length: 60 }, (_, index) => ['anna', 'budi', 'citra'][index % 3] as string),
		);
		const { calls, kinds } = await send(messages, (message, tries) =>
			message.itemIndex % 7 === 3 && tries === 0 ? refused : accepting(),
		);
		expect(new Set(kinds)).toEqual(new Set(['accepted']));
		for (const person of [0, 1, 2]) {
			const own = calls.filter(({ itemIndex }) => itemIndex % 3 === person);
			const order = own.map(({ itemIndex }) => itemIndex);
			expect(order).toEqual([...order].sort((a, b) => a - b));
			for (let index = 1; index < own.length; index++) {
				expect((own[index] as Call).at - (own[index - 1] as Call).at).toBeGreaterThanOrEqual(200);
			}
		}
	});
});

it('a person whose number is written in two ways gets the messages one after the other, too', async () => {
	const ways = ['5511987654321', '551187654321', '5511987654321'];
	const { calls } = await send(messagesTo(...ways), (message, tries) =>
		message.itemIndex === 0 && tries === 0 ? refused : accepting(),
	);
	expect(calls.map(({ itemIndex }) => itemIndex)).toEqual([0, 0, 1, 2]);
});

describe('duplicates', () => {
	const messages = messagesTo('anna', 'budi', 'anna', 'anna');

	it('go as often as they are there, unless they are to be skipped', async () => {
		expect((await send(messages, accepting)).calls).toHaveLength(4);
		const { results, calls } = await send(messages, accepting, { skipDuplicates: true });
		expect(calls.map(({ itemIndex }) => itemIndex)).toEqual([0, 1]);
		expect(results[2]).toEqual({ kind: 'skipped', duplicateOf: 0, messageId: 'm' });
		expect(results[3]).toEqual({ kind: 'skipped', duplicateOf: 0, messageId: 'm' });
	});

	it('share the fate of the one that was sent', async () => {
		const fate = async (answer: Answer): Promise<Sent[]> =>
			(
				await send(messages, ({ itemIndex }) => (itemIndex === 0 ? answer : accepting()), {
					skipDuplicates: true,
				})
			).results;
		expect((await fate(status('-68'))).map(({ kind }) => kind)).toEqual([
			'rejected',
			'accepted',
			'notSent',
			'notSent',
		]);
		expect((await fate(noAnswer)).map(({ kind }) => kind)).toEqual([
			'unknown',
			'accepted',
			'unknown',
			'unknown',
		]);
	});
});

describe('stopping', () => {
	it('the first failure stops further starts, and nothing waits for another try', async () => {
		const { calls, results, ledger } = await send(
			people(200),
			({ itemIndex }) => (itemIndex === 20 ? status('-68') : itemIndex === 19 ? refused : accepting()),
			{ stopOnFailure: true },
		);
		expect(results[20]).toMatchObject({ kind: 'rejected', status: '-68' });
		expect(results[19]).toMatchObject({ kind: 'notSent', heldBack: true });
		expect(results[199]).toMatchObject({ kind: 'notSent', heldBack: true });
		// What started within the 200 ms until the refusal was known.
		expect(calls.length).toBeLessThan(21 + 18);
		const accepted = results.flatMap(({ kind }, index) => (kind === 'accepted' ? [index] : []));
		expect(ledger.acceptedItems).toEqual(accepted);
		expect(accepted).toHaveLength(calls.length - 2);
	});

	it('the next try sends what is missing and nothing else', async () => {
		const store: Store = {};
		const first = await send(people(50), ({ itemIndex }) => (itemIndex === 20 ? noAnswer : accepting()), {
			stopOnFailure: true,
			store,
		});
		const second = await send(people(50), accepting, { stopOnFailure: true, store });
		const sentFirst = first.calls.map(({ itemIndex }) => itemIndex);
		const sentSecond = second.calls.map(({ itemIndex }) => itemIndex);
		expect([...sentFirst, ...sentSecond].sort((a, b) => a - b)).toEqual(
			people(50).map(({ itemIndex }) => itemIndex),
		);
		expect(second.results[20]).toMatchObject({
			kind: 'unknown',
			why: expect.stringContaining('earlier try') as string,
		});
		expect(second.results.filter(({ kind }) => kind === 'accepted')).toHaveLength(49);
	});

	it('the next try sends what is unknown only if it is told to', async () => {
		const store: Store = {};
		await send(people(1), () => noAnswer, { store });
		expect((await send(people(1), accepting, { store })).calls).toHaveLength(0);
		const resending = people(1).map((message) => ({ ...message, resendUnknown: true }));
		const { calls, kinds } = await send(resending, accepting, { store });
		expect([calls.length, kinds]).toEqual([1, ['accepted']]);
		expect((await send(resending, accepting, { store })).calls).toHaveLength(0);
	});

	it.each<[string, Partial<SendingOptions & SendingTools>]>([
		['an earlier message failed', { stopOnFailure: true, parallel: 1 }],
		['the execution was canceled', { canceled: () => true }],
	])('%s before its turn: a message that may have been sent is not called not sent', async (__, ways) => {
		const store: Store = {};
		const messages = people(2).map((message) => ({ ...message, resendUnknown: true }));
		await send(messages, ({ itemIndex }) => (itemIndex === 1 ? noAnswer : status('-2')), { store });
		const { kinds, calls } = await send(messages, () => status('-2'), { store, ...ways });
		expect(calls.map(({ itemIndex }) => itemIndex)).not.toContain(1);
		expect(kinds[1]).toBe('unknown');
	});

	it('nor is one that is the same message to the same person', async () => {
		const store: Store = {};
		const again = messagesTo('62812', '62812').map((message) => ({ ...message, resendUnknown: true }));
		const ways = { store, skipDuplicates: true };
		await send(again, () => noAnswer, ways);
		const { kinds } = await send(again, accepting, { ...ways, canceled: () => true });
		expect(kinds).toEqual(['unknown', 'unknown']);
	});

	it('a message that was changed is sent', async () => {
		const store: Store = {};
		await send(messagesTo('anna', 'budi'), accepting, { store });
		const { calls } = await send(messagesTo('anna', 'citra'), accepting, { store });
		expect(calls.map(({ itemIndex }) => itemIndex)).toEqual([1]);
	});
});
