import {
	billingEvent,
	messageStatusEvent,
	startSandbox,
	templateStatusEvent,
	upMessageEvent,
	type Sandbox,
} from '../../sandbox';
import {
	buttonsMessage,
	carousel,
	control,
	listMessage,
	message,
	quickCard,
	section,
	send,
	startReceiver,
	textMessage,
	type Body,
} from './helpers';

const origin = { appId: 'sandboxApp', businessPhone: '628111000111', nowMs: 1_630_468_800_000 };
const noDelay = { pushDelaysMs: [0, 0, 0] };
let sandbox: Sandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

async function setUp(statuses: number[] = [], options: object = noDelay): Promise<void> {
	receiver = await startReceiver(statuses);
	sandbox = await startSandbox({ callbackUrl: receiver.url, ...options });
}
afterEach(async () => {
	await sandbox.close();
	await receiver.close();
});

describe('repeats', () => {
	const event = { eventType: 'billing-event' };
	test('a push that is taken is not repeated', async () => {
		await setUp();
		expect(await sandbox.push(receiver.url, event)).toEqual({
			delivered: true,
			attempts: 1,
			httpStatus: 200,
		});
		expect(receiver.events).toEqual([event]);
	});
	test('one that fails is repeated until it is taken', async () => {
		await setUp([500, 302]);
		expect(await sandbox.push(receiver.url, event)).toEqual({
			delivered: true,
			attempts: 3,
			httpStatus: 200,
		});
		expect(receiver.events).toEqual([event, event, event]);
	});
	test('three times and no more', async () => {
		await setUp([500, 404, 403, 500, 500]);
		expect(await sandbox.push(receiver.url, event)).toEqual({
			delivered: false,
			attempts: 4,
			httpStatus: 500,
		});
		expect(receiver.events).toHaveLength(4);
	});
	test('no answer at all is also a failure', async () => {
		await setUp();
		const { url } = receiver;
		await receiver.close();
		expect(await sandbox.push(url, event)).toEqual({ delivered: false, attempts: 4 });
	});
	test('after 1, 3 and 5 minutes, and closing does not wait for them', async () => {
		await setUp([500], {});
		expect(sandbox.settings.pushDelaysMs).toEqual([60_000, 180_000, 300_000]);
		const outcome = sandbox.push(receiver.url, event);
		await receiver.until(1);
		await sandbox.close();
		expect(await outcome).toMatchObject({ delivered: false, attempts: 1 });
	});
});

test('an accepted message is followed by sent, delivered and read', async () => {
	await setUp();
	const { json } = await send(sandbox.url, textMessage());
	await receiver.until(3);
	expect(receiver.events.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
	expect(receiver.events[0]).toMatchObject({
		eventType: 'message-status-event',
		messageId: json.data?.messageId,
		appId: 'sandboxApp',
		form: '628111000111',
		recipient: '6281234567890',
	});
});

test('a message that would never arrive fails', async () => {
	await setUp();
	await send(sandbox.url, message('image', { link: 'https://example.com/a.png', caption: 'x'.repeat(1025) }));
	await receiver.until(1);
	expect(receiver.events).toMatchObject([
		{ status: 'failed', failure: expect.stringContaining('image.caption') as string },
	]);
});

test('a refused message is followed by nothing', async () => {
	await setUp();
	await send(sandbox.url, textMessage({ channelType: 1 }));
	await sandbox.inbound({ from: '6281234567890', text: 'the only one' });
	expect(receiver.events).toMatchObject([{ eventType: 'up-message-event' }]);
});

describe('somebody writes', () => {
	test('a text, over HTTP', async () => {
		await setUp();
		const person = { from: '6281234567890', name: 'Maria', text: 'Hello' };
		const { http, json } = await control(sandbox.url, '/_/inbound', person);
		expect(http).toBe(200);
		expect(json).toMatchObject({ pushed: true, delivered: true });
		expect(receiver.events).toEqual([
			{
				eventType: 'up-message-event',
				appId: 'sandboxApp',
				channelType: 0,
				messageId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
				timestamp: expect.any(Number) as number,
				businessPhone: '628111000111',
				from: { phone: '6281234567890', name: 'Maria' },
				message: { type: 'text', text: { body: 'Hello' } },
			},
		]);
		expect((await control<Body[]>(sandbox.url, '/_/pushes')).json).toMatchObject([
			{ attempts: 1, delivered: true },
		]);
	});

	test('without a number it is not a message', async () => {
		await setUp();
		expect((await control(sandbox.url, '/_/inbound', { text: 'x' })).http).toBe(400);
	});

	test.each(['image', 'video', 'audio', 'document', 'sticker'])('%s', (type) => {
		const event = upMessageEvent({ from: '1', media: { type, caption: 'c' } }, origin);
		const file = {
			filePath: expect.stringMatching(/^https:/),
			mimeType: expect.stringContaining('/'),
			caption: 'c',
		};
		expect(event.message).toMatchObject({
			type,
			[type]: { ...file, id: expect.any(String), sha256: expect.stringMatching(/^.{64}$/) },
		});
		return setUp();
	});

	test('a place, or anything at all', async () => {
		await setUp();
		const location = { longitude: '1', latitude: '2' };
		expect(upMessageEvent({ from: '1', location }, origin).message).toEqual({ type: 'location', location });
		const unknown = { type: 'unknown', unknown: { code: 131051 } };
		expect(upMessageEvent({ from: '1', message: unknown }, origin).message).toEqual(unknown);
	});

	test.each([
		['a button', buttonsMessage(['Yes', 'No']), 'No', 'button_reply', { id: 'b1', title: 'No' }],
		['a row', listMessage([section('S', 2)]), 'Row 1', 'list_reply', { id: 'S1', title: 'Row 1' }],
		[
			'a quick reply',
			carousel([quickCard(0, 'A'), quickCard(1, 'B')]),
			'B',
			'button_reply',
			{ id: 'r0', title: 'B' },
		],
	])('taps on %s', async (_, body, title, kind, reply) => {
		await setUp();
		const messageId = (await send(sandbox.url, body)).json.data?.messageId as string;
		const { event } = await sandbox.inbound({ from: '6281234567890', tap: { messageId, title } });
		expect(event.message).toEqual({
			type: 'interactive',
			interactive: { type: kind, [kind]: reply },
			context: { refMessageId: messageId },
		});
	});
});

test('the other events, with the fields of the reference', async () => {
	await setUp();
	const fields = (event: object) => Object.keys(event).sort();
	const sent = { messageId: 'm', recipient: '1' };
	expect(fields(messageStatusEvent(sent, 'read', origin))).toEqual(
		[
			'eventType',
			'appId',
			'channelType',
			'messageId',
			'billable',
			'form',
			'recipient',
			'status',
			'failure',
			'conversationId',
			'expiresAt',
			'conversationType',
			'timestamp',
		].sort(),
	);
	const welcome = { templateId: '1', templateName: 'welcome', languageCode: 'es', status: 'REJECTED' };
	expect(fields(templateStatusEvent(welcome, origin))).toEqual(
		[
			'eventType',
			'appId',
			'channelType',
			'templateId',
			'templateName',
			'languageCode',
			'status',
			'reason',
			'timestamp',
		].sort(),
	);
	expect(fields(billingEvent(sent, origin))).toEqual(
		[
			'eventType',
			'appId',
			'businessPhone',
			'messageId',
			'channelType',
			'conversationId',
			'expiresAt',
			'conversationType',
			'billable',
			'currency',
			'fee',
			'timestamp',
		].sort(),
	);
	const { json } = await control(sandbox.url, '/_/push', {
		eventType: 'template-status-event',
		status: 'PAUSED',
	});
	expect(json).toMatchObject({ delivered: true, event: { templateName: 'welcome', status: 'PAUSED' } });
	await control(sandbox.url, '/_/push', { event: { eventType: 'future-event' } });
	expect(receiver.events.at(-1)).toEqual({ eventType: 'future-event' });
	expect((await control(sandbox.url, '/_/push', { eventType: 'nonsense' })).http).toBe(400);
});
