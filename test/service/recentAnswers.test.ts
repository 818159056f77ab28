/** What an account answered a moment ago is not asked again, and neither accounts nor cancellations get mixed up. */
import type { RequestContext } from '../../nodes/ItnioWhatsApp/service/client';
import type { Connection } from '../../nodes/ItnioWhatsApp/service/credential';
import { MAX_ACCOUNTS, RECENT_MS, RecentAnswers } from '../../nodes/ItnioWhatsApp/service/recentAnswers';

type Reply = { readonly list: number } | { readonly failure: string };

const account = (apiSecret: string, signal?: AbortSignal): RequestContext =>
	({
		getCredentials: async () => ({ apiKey: 'key', apiSecret, appId: 'app' }),
		getExecutionCancelSignal: () => signal,
	}) as unknown as RequestContext;
const connection = { baseUrl: 'https://api.example.com', appId: 'app' } as Connection;

function memory(
	answer: (asked: number) => Reply | Promise<Reply> = (asked) => ({ list: asked }),
	maxMs = 5_000,
) {
	let asked = 0;
	let now = 1_000;
	const answers = new RecentAnswers<Reply>(
		async () => await answer(++asked),
		maxMs,
		() => now,
	);
	return {
		of: async (context = account('one'), to: Connection = connection) => await answers.of(context, to),
		pass: (milliseconds: number) => (now += milliseconds),
		asked: () => asked,
	};
}

/** A reply that comes when the test says so. */
function later() {
	let resolve: (reply: Reply) => void = () => undefined;
	const reply = new Promise<Reply>((done) => (resolve = done));
	return { reply, come: (what: Reply) => resolve(what) };
}

it('asks again when a minute is over, and not before', async () => {
	const { of, pass, asked } = memory();
	expect([await of(), await of()]).toEqual([{ list: 1 }, { list: 1 }]);
	pass(RECENT_MS - 1);
	expect(await of()).toEqual({ list: 1 });
	pass(1);
	expect(await of()).toEqual({ list: 2 });
	expect(asked()).toBe(2);
});

it('runs at the same moment ask once', async () => {
	const { reply, come } = later();
	const { of, asked } = memory(async () => await reply);
	const all = Promise.all(Array.from({ length: 40 }, async () => await of()));
	come({ list: 7 });
	expect(await all).toEqual(Array(40).fill({ list: 7 }));
	expect(asked()).toBe(1);
});

it('n8n that does not give the credential holds up nobody', async () => {
	const { of, asked } = memory(undefined, 20);
	const getCredentials = async () => await new Promise<never>(() => undefined);
	const silent = { ...account('one'), getCredentials } as unknown as RequestContext;
	await expect(of(silent)).rejects.toThrow('too long');
	expect(asked()).toBe(0);
});

it('another secret, app or address is another account', async () => {
	const { of } = memory();
	const replies = [
		await of(account('one')),
		await of(account('two')),
		await of(account('one'), { ...connection, appId: 'other' }),
		await of(account('one'), { ...connection, baseUrl: 'https://other.example.com' }),
		await of(account('one')),
	];
	expect(replies).toEqual([1, 2, 3, 4, 1].map((list) => ({ list })));
});

it('a service that does not answer is left alone for a minute, too', async () => {
	const { of, pass, asked } = memory(() => ({ failure: 'no answer' }));
	await of();
	await of();
	expect(asked()).toBe(1);
	pass(RECENT_MS);
	await of();
	expect(asked()).toBe(2);
});

it('an answer that does not come holds up one run, and not the next one', async () => {
	const { reply, come } = later();
	const { of, pass, asked } = memory(async () => await reply, 50);
	await expect(of()).rejects.toThrow('too long');
	pass(50);
	const next = of().catch(() => 'goes on');
	expect(await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 25, 'waits'))])).toBe(
		'goes on',
	);
	come({ list: 1 });
	expect(await of()).toEqual({ list: 1 });
	expect(asked()).toBe(1);
});

it('an execution that was canceled asks nothing', async () => {
	const { of, asked } = memory();
	expect(await of(account('one', AbortSignal.abort()))).toBeUndefined();
	expect(asked()).toBe(0);
});

it('who is canceled while asking takes nobody else along', async () => {
	const { reply, come } = later();
	const canceling = new AbortController();
	const { of, asked } = memory(async (nth) => (nth === 1 ? await reply : { list: nth }));
	const first = of(account('one', canceling.signal));
	const others = [of(), of()];
	canceling.abort();
	come({ failure: 'canceled' });
	expect(await first).toEqual({ failure: 'canceled' });
	expect(await Promise.all(others)).toEqual([{ list: 2 }, { list: 2 }]);
	expect(asked()).toBe(2);
});

it('of very many accounts the oldest are forgotten', async () => {
	const { of, asked } = memory();
	for (let index = 0; index <= MAX_ACCOUNTS; index++) await of(account(`${index}`));
	await of(account('1'));
	expect(asked()).toBe(MAX_ACCOUNTS + 1);
	await of(account('0'));
	expect(asked()).toBe(MAX_ACCOUNTS + 2);
});
