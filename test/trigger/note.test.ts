/** What becomes of a push whose caller has hung up, or whose workflow n8n cannot start. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../harness/until';
import { upMessageEvent } from '../../sandbox';
import { listen, type Listener } from './listener';

const origin = { appId: 'sandboxApp', businessPhone: '628111000111', nowMs: 1_760_000_000_000 };
const hello = () => upMessageEvent({ from: '+62 812-0000 001', name: 'Sari', text: 'Hello' }, origin);

let listener: Listener;
beforeEach(async () => {
	listener = await listen({ credential: { appId: 'sandboxApp', apiSecret: 'the-secret-of-tests' } });
});
afterEach(async () => await listener.close());

/** Pushes it, and gives up before n8n has begun. */
const pushAndHangUp = async (event: object) =>
	await fetch(listener.url, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(event),
		signal: AbortSignal.timeout(100),
	}).catch(() => undefined);

/** As the service does, only sooner. */
const pushUntilTaken = async (event: object) =>
	await until('the push to be taken', async () => {
		const { status, message } = await listener.post(event);
		return status === 200 ? message : undefined;
	});

test('n8n cannot start many at a time: each of their repeats starts', async () => {
	const { breakStarts, post, started } = listener;
	const events = Array.from({ length: 30 }, hello);
	breakStarts(50);
	const answers = await Promise.all(events.map(async (event) => await post(event)));
	expect(answers.map(({ status }) => status)).toEqual(events.map(() => 500));
	breakStarts(0);
	for (const event of events) await pushUntilTaken(event);
	expect(started).toHaveLength(30);
});

test('who pushes hangs up, and then n8n cannot start the workflow: the next push starts it', async () => {
	const { breakStarts, started } = listener;
	const event = hello();
	breakStarts(300);
	await pushAndHangUp(event);
	await sleep(400);
	breakStarts(0);
	expect(await pushUntilTaken(event)).toBe('The workflow was started.');
	expect(started).toHaveLength(1);
});

test('who pushes hangs up, and then n8n starts the workflow: the next push is dropped', async () => {
	const { slowStarts, started } = listener;
	const event = hello();
	slowStarts(300);
	await pushAndHangUp(event);
	slowStarts(0);
	await until('the workflow to start', () => started.length === 1);
	expect(await pushUntilTaken(event)).toBe('Dropped: this event came before.');
	expect(started).toHaveLength(1);
});

test('who pushes hangs up, another push is stored, and n8n ends before the workflow of the first began: it starts', async () => {
	const { post, restart, slowStarts, started } = listener;
	const event = hello();
	slowStarts(10_000_000);
	await pushAndHangUp(event);
	slowStarts(0);
	await post(hello());
	expect(started).toHaveLength(1);
	restart();
	expect((await post(event)).message).toBe('The workflow was started.');
});

test.each([true, false])(
	'where n8n’s own address swallows what is sent there, what was written in a row starts soon after the pause (Skip Repeats: %s)',
	async (skipRepeats) => {
		const sockets: Socket[] = [];
		const hole = createServer((socket) => void sockets.push(socket));
		await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve));
		const { close, post, started } = await listen({
			credential: { appId: 'sandboxApp', apiSecret: 'the-secret-of-tests' },
			parameters: { options: { groupMessages: 0.2, skipRepeats } },
			ownUrl: `http://127.0.0.1:${(hole.address() as AddressInfo).port}`,
		});
		expect((await post(hello())).status).toBe(200);
		await until('the workflow to start', () => started.length === 1, { timeoutMs: 15_000 });
		// Without the memory there is nothing to store.
		expect(sockets).toHaveLength(skipRepeats ? 1 : 0);
		for (const socket of sockets) socket.destroy();
		hole.close();
		await close();
	},
);
