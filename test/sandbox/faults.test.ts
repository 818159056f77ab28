import {
	FAULT_KINDS,
	startSandbox,
	type Fault,
	type FaultKind,
	type Reported,
	type Sandbox,
} from '../../sandbox';
import { balance, send, signed, textMessage } from './helpers';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const inject = (...faults: Fault[]) => sandbox.configure({ faults });
const attempt = async (recipient?: string) =>
	await send(sandbox.url, textMessage(recipient ? { recipient } : {}));
/** Waits for the record, which is closed a moment after the client has its answer. */
async function reported(): Promise<Reported | undefined> {
	await until(() => sandbox.received[0]?.reported !== 'waiting');
	return sandbox.received[0]?.reported;
}

/** What the client sees of each kind, whether the message is in, and what the record says. */
const KINDS: Record<
	FaultKind,
	{ fault?: Partial<Fault>; sees: () => Promise<unknown>; accepted: Reported | false }
> = {
	resetBeforeRead: {
		sees: async () => await expect(attempt()).rejects.toThrow('fetch failed'),
		accepted: false,
	},
	resetAfterRead: {
		sees: async () => await expect(attempt()).rejects.toThrow('fetch failed'),
		accepted: 'cut off',
	},
	timeoutBeforeAccept: { sees: async () => await neverAnswered(), accepted: false },
	timeoutAfterAccept: { sees: async () => await neverAnswered(), accepted: 'no answer' },
	http429: {
		fault: { retryAfter: 7 },
		sees: async () => {
			const { http, headers } = await attempt();
			expect([http, headers.get('retry-after')]).toEqual([429, '7']);
		},
		accepted: false,
	},
	http500: { sees: async () => expect((await attempt()).http).toBe(500), accepted: false },
	http502: {
		fault: { accepted: true },
		sees: async () => expect((await attempt()).http).toBe(502),
		accepted: 'http error',
	},
	http503: {
		fault: { retryAfter: 2 },
		sees: async () => {
			const { http, headers } = await attempt();
			expect([http, headers.get('retry-after')]).toEqual([503, '2']);
		},
		accepted: false,
	},
	halfAnswer: {
		sees: async () => {
			const response = await raw();
			expect(response.status).toBe(200);
			await expect(response.text()).rejects.toThrow();
		},
		accepted: 'cut off',
	},
	wrongContentType: {
		sees: async () => {
			const response = await raw();
			expect(response.headers.get('content-type')).toBe('text/html');
			expect(await response.text()).toContain('<html>');
		},
		accepted: 'unreadable',
	},
	slowDrip: {
		fault: { ms: 1 },
		sees: async () => {
			const { json } = await attempt();
			expect(json).toMatchObject({ status: '0', data: { messageId: sandbox.received[0]?.messageId } });
		},
		accepted: 'accepted',
	},
	hugeAnswer: {
		sees: async () => {
			const response = await raw();
			let bytes = 0;
			for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) bytes += chunk.length;
			expect(bytes).toBe(50 * 1024 * 1024);
		},
		accepted: 'unreadable',
	},
	redirect: {
		fault: { httpStatus: 307, location: 'http://127.0.0.1:9/away' },
		sees: async () => {
			const { http, headers } = await attempt();
			expect([http, headers.get('location')]).toEqual([307, 'http://127.0.0.1:9/away']);
		},
		accepted: false,
	},
	empty: {
		sees: async () => {
			const response = await raw();
			expect([response.status, await response.text()]).toEqual([200, '']);
		},
		accepted: 'unreadable',
	},
	status: {
		fault: { status: -4 },
		sees: async () => {
			expect((await attempt()).json.status).toBe('-4');
			expect(sandbox.rejected).toMatchObject([{ status: '-4', body: textMessage() }]);
		},
		accepted: false,
	},
	latency: {
		fault: { ms: 60 },
		sees: async () => {
			const start = performance.now();
			expect((await attempt()).json.status).toBe('0');
			expect(performance.now() - start).toBeGreaterThan(55);
		},
		accepted: 'accepted',
	},
};

async function raw(signal?: AbortSignal): Promise<Response> {
	return await fetch(`${sandbox.url}/wa/custom/sendMsg`, {
		method: 'POST',
		headers: signed(),
		body: JSON.stringify(textMessage()),
		...(signal ? { signal } : {}),
	});
}

async function neverAnswered(): Promise<void> {
	const givingUp = new AbortController();
	const answer = raw(givingUp.signal);
	const nothing = Symbol('no answer');
	await until(() => sandbox.requests === 1);
	const waited = new Promise((resolve) => setTimeout(() => resolve(nothing), 150));
	expect(await Promise.race([answer, waited])).toBe(nothing);
	if (sandbox.received.length > 0) expect(await reported()).toBe('no answer');
	givingUp.abort();
	await expect(answer).rejects.toThrow('aborted');
}

/** Looks again in every turn of the event loop, which the sandbox runs in, too. */
async function until(check: () => boolean): Promise<void> {
	while (!check()) await new Promise((resolve) => setImmediate(resolve));
}

test('every kind of fault is tried here', () => {
	expect(Object.keys(KINDS).sort()).toEqual([...FAULT_KINDS].sort());
});

test.each(FAULT_KINDS)('%s', async (kind) => {
	const { fault, sees, accepted } = KINDS[kind];
	inject({ kind, times: 1, ...fault });
	await sees();
	expect(await reported()).toBe(accepted === false ? undefined : accepted);
	expect(sandbox.counts()).toMatchObject({ requests: 1, accepted: accepted === false ? 0 : 1 });
	// It happens once and is over.
	expect((await attempt()).json.status).toBe('0');
});

test.each(['http500', 'http502', 'http503', 'http429'] as const)(
	'%s with and without the message',
	async (kind) => {
		inject({ kind, accepted: true, times: 1 }, { kind, accepted: false, times: 1 });
		const { http, headers } = await attempt();
		await attempt();
		expect(http).toBe(Number(kind.slice(4)));
		expect(headers.get('retry-after')).toBe(kind === 'http429' ? '1' : null);
		expect(sandbox.counts()).toMatchObject({ requests: 2, accepted: 1 });
	},
);

test('a refused message stays refused, however the answer arrives', async () => {
	inject({ kind: 'resetAfterRead' });
	await expect(send(sandbox.url, textMessage({ channelType: 1 }))).rejects.toThrow();
	expect(sandbox.received).toEqual([]);
	expect(sandbox.rejected).toMatchObject([{ status: '-112' }]);
});

test('a fault may concern one recipient', async () => {
	for (const kind of ['http500', 'resetBeforeRead'] as const) {
		inject({ kind, match: { recipient: '6281111111111' } });
		expect((await attempt()).json.status).toBe('0');
		const bad = attempt('6281111111111');
		if (kind === 'http500') expect((await bad).http).toBe(500);
		else await expect(bad).rejects.toThrow();
	}
});

test('a fault may concern one endpoint', async () => {
	inject({ kind: 'http503', match: { endpoint: 'balance' } });
	expect((await attempt()).json.status).toBe('0');
	expect((await balance(sandbox.url)).http).toBe(503);
});

test('random faults come as often as asked, and the same way again with the same seed', async () => {
	const run = async (seed: number) => {
		sandbox.reset();
		sandbox.configure({ seed, faults: [{ kind: 'http500', probability: 0.3 }] });
		const seen: number[] = [];
		for (let i = 0; i < 120; i++) seen.push((await attempt()).http);
		return seen;
	};
	const first = await run(42);
	const failures = first.filter((http) => http === 500).length;
	expect(failures).toBeGreaterThan(18);
	expect(failures).toBeLessThan(54);
	expect(await run(42)).toEqual(first);
	expect(await run(43)).not.toEqual(first);
});

test('a sender that gives up during the latency has sent the message all the same', async () => {
	sandbox.configure({ latencyMs: 3_600_000 });
	const givingUp = new AbortController();
	const answer = raw(givingUp.signal);
	await until(() => sandbox.received.length === 1);
	givingUp.abort();
	await expect(answer).rejects.toThrow('aborted');
	expect(await reported()).toBe('cut off');
	expect(sandbox.counts()).toMatchObject({ accepted: 1 });
});

test('recipients that make the network misbehave', async () => {
	expect((await attempt('19990010429')).http).toBe(429);
	expect((await attempt('19990010503')).headers.get('retry-after')).toBe('1');
	await expect(attempt('19990018001')).rejects.toThrow();
	expect(sandbox.counts()).toMatchObject({ accepted: 1 });
});

test('closing does not wait for calls that are never answered', async () => {
	const other = await startSandbox({ faults: [{ kind: 'timeoutAfterAccept' }] });
	const hanging = expect(send(other.url, textMessage())).rejects.toThrow();
	await until(() => other.received.length === 1);
	await other.close();
	await hanging;
});
