/** The 24 hours, at the moment of a message's own turn. */
import {
	sendAll,
	type Message,
	type SendingOptions,
	type SentBefore,
} from '../../nodes/ItnioWhatsApp/sending';
import { Ledger, type Store } from '../../nodes/ItnioWhatsApp/sending/ledger';
import type { Answer } from '../../nodes/ItnioWhatsApp/service/answer';
import { ACCEPTED as accepting, NOON, OPTIONS, toolsIn } from './tools';
import { VirtualTime } from './virtualTime';

const MINUTE = 60_000;
const OPEN_FOR = (24 * 60 - 5) * MINUTE;

const tooMany: Answer = { kind: 'unreadable', http: 429, why: 'no JSON', retryAfter: '30' };

/** @param closesIn milliseconds after noon at which the window closes; undefined: nobody asks */
const message = (itemIndex: number, closesIn?: number): Message => ({
	itemIndex,
	path: '/wa/custom/sendMsg',
	body: { recipient: `62812${itemIndex}` },
	timeoutMs: 1_000,
	resendUnknown: false,
	onceKey: String(itemIndex),
	...(closesIn !== undefined && { lastWroteAt: NOON + closesIn - OPEN_FOR }),
});

interface Changes extends Partial<SendingOptions> {
	readonly answer?: (message: Message, tries: number) => Answer;
	readonly store?: Store;
	readonly once?: SentBefore;
}

async function send(messages: readonly Message[], { answer, store = {}, once, ...changes }: Changes = {}) {
	const time = new VirtualTime();
	const calls: number[] = [];
	const results = await time.run(
		sendAll(
			messages,
			{ ...OPTIONS, maxPerSecond: 1, ...changes },
			toolsIn(time, {
				call: async ({ itemIndex }) => {
					const tries = calls.filter((call) => call === itemIndex).length;
					calls.push(itemIndex);
					await time.sleep(100);
					return answer?.(messages[itemIndex] as Message, tries) ?? accepting;
				},
				ledger: new Ledger(store, 0),
				once,
			}),
		),
	);
	const told = results.map((sent) => ('windowClosed' in sent ? 'closed' : sent.kind));
	return { results, told, calls };
}

const ACCEPTED = 'accepted';

it('a window that closes while the message waits for its turn is closed', async () => {
	const all = Array.from({ length: 10 }, (_, index) => message(index, 5_500));
	const { told, calls } = await send(all);
	expect(told).toEqual([...Array(6).fill(ACCEPTED), ...Array(4).fill('closed')]);
	expect(calls).toEqual([0, 1, 2, 3, 4, 5]);
});

it('a window that closes while the service takes no more is closed, and not tried again', async () => {
	const answer = (_: Message, tries: number) => (tries === 0 ? tooMany : accepting);
	const { told, calls } = await send([message(0, 20_000)], { answer });
	expect([told, calls]).toEqual([['closed'], [0]]);
});

it('closed windows use none of the pace and hold up nobody', async () => {
	const closed = Array.from({ length: 200 }, (_, index) => message(index, -1));
	const { told, calls } = await send([...closed, message(200, 3_000), message(201)]);
	expect(told).toEqual([...Array(200).fill('closed'), ACCEPTED, ACCEPTED]);
	expect(calls).toEqual([200, 201]);
});

it('where the node is set to stop, all closed windows are named and nothing starts', async () => {
	const messages = [message(0), message(1, -1), message(2, 5_000), message(3, -1)];
	const { results, told, calls } = await send(messages, { stopOnFailure: true });
	expect(told).toEqual(['notSent', 'closed', 'notSent', 'closed']);
	expect(results.map((sent) => 'heldBack' in sent)).toEqual([true, false, true, false]);
	expect(calls).toEqual([]);
});

it('where the node is set to stop, a window that closes on the way stops it', async () => {
	const messages = [message(0, 500), message(1, 500), message(2), message(3)];
	const { told, calls } = await send(messages, { stopOnFailure: true });
	expect(told).toEqual([ACCEPTED, 'closed', 'notSent', 'notSent']);
	expect(calls).toEqual([0]);
});

it.each([true, false])('what a try before had sent stays accepted; stops: %p', async (stopOnFailure) => {
	const store: Store = {};
	await send([message(0, 5_000)], { store });
	const { told, calls } = await send([message(0, 5_000 - 24 * 60 * MINUTE)], { store, stopOnFailure });
	expect([told, calls]).toEqual([[ACCEPTED], []]);
});

it('a claim is given back; what was sent, or left in doubt by an earlier execution, stays so', async () => {
	const settled: string[] = [];
	const once: SentBefore = {
		claim: async (key) => (['ours', 'sent', 'unknown'] as const)[Number(key)] ?? 'ours',
		look: async () => 'ours',
		settle: async (key, settlement) => {
			settled.push(`${key} ${settlement}`);
		},
	};
	const messages = [message(0, -1), message(1, -1), { ...message(2, -1), resendUnknown: true }];
	for (const stopOnFailure of [false, true]) {
		const { told, calls } = await send(messages, { once, stopOnFailure });
		expect([told, calls]).toEqual([['closed', 'alreadySent', 'closed'], []]);
	}
	expect(settled).toEqual(['0 notTaken', '2 unknown', '0 notTaken', '2 unknown']);
});
