import type { IWebhookFunctions } from 'n8n-workflow';
import { ItnioWhatsAppTrigger } from '../../nodes/ItnioWhatsApp/ItnioWhatsAppTrigger.node';
import { isOfThisApp } from '../../nodes/ItnioWhatsApp/trigger/form';
import { billingEvent, messageStatusEvent, templateStatusEvent, upMessageEvent } from '../../sandbox';
import { listen, type Listener, type ListenerOptions } from './listener';

const origin = { appId: 'sandboxApp', businessPhone: '628111000111', nowMs: 1_760_000_000_000 };
const hello = () => upMessageEvent({ from: '+62 812-0000 001', name: 'Sari', text: 'Hello' }, origin);

let listener: Listener | undefined;
const start = async (options: ListenerOptions = {}) => (listener = await listen(options));
/** What the trigger adds to a message of Sari. */
const said = (event: Record<string, unknown>, text: string) => ({
	...event,
	replyTo: event.messageId,
	sender: '628120000001',
	person: '628120000001',
	sessionId: '628111000111-628120000001',
	text,
	chatInput: text,
});
afterEach(async () => {
	await listener?.close();
	listener = undefined;
});

test('a message starts the workflow with the push as it came, whom to answer and what to answer', async () => {
	const { post, started } = await start();
	const event = hello();
	expect(await post(event)).toMatchObject({ status: 200, message: 'The workflow was started.' });
	expect(started).toEqual([said(event, 'Hello')]);
});

test('shapes that nobody published pass through untouched', async () => {
	const { post, started } = await start();
	const message = { type: 'carousel_tap', deep: [{ list: [1, null, { 'a.b': '' }] }], flag: false };
	const event: Record<string, unknown> = { ...hello(), message, extra: { kept: true } };
	await post(event);
	expect(started).toEqual([said(event, '')]);
});

test('a message without number or ID starts the workflow, too', async () => {
	const { post, started } = await start();
	const bare: Record<string, unknown> = hello();
	delete bare.messageId;
	delete bare.from;
	await post(bare);
	expect(started).toEqual([{ ...bare, text: 'Hello', chatInput: 'Hello' }]);
});

test('other events come as they are, and a report says how far the message has come', async () => {
	const events = [
		messageStatusEvent({ messageId: 'm1', recipient: '628120000001' }, 'read', origin),
		templateStatusEvent(
			{ templateId: '1', templateName: 'a', languageCode: 'en', status: 'APPROVED' },
			origin,
		),
		billingEvent({ messageId: 'm1' }, origin),
	];
	const { post, started } = await start({
		parameters: { events: events.map(({ eventType }) => String(eventType)) },
	});
	for (const event of events) expect((await post(event)).status).toBe(200);
	const [report, ...others] = events;
	expect(started).toEqual([{ ...report, rank: 4 }, ...others]);
});

describe('calls that are refused start nothing', () => {
	const refused: Array<[what: string, status: number, body: unknown, contentType?: string]> = [
		['another app', 403, { ...hello(), appId: 'someoneElse' }],
		['no app at all', 403, { ...hello(), appId: undefined }],
		['an app ID that is an object', 403, { ...hello(), appId: { $ne: '' } }],
		['half a JSON', 422, '{"eventType": "up-mess'],
		['an empty body', 400, ''],
		['an array', 400, [hello()]],
		['a text', 400, '"hello"'],
		['null', 400, 'null'],
		['an object without event type', 400, { ...hello(), eventType: undefined }],
		['an event type that is a number', 400, { ...hello(), eventType: 4 }],
		['a form', 415, 'eventType=up-message-event', 'application/x-www-form-urlencoded'],
		['JSON that calls itself text', 415, hello(), 'text/plain'],
		['JSON of another kind', 415, hello(), 'application/jsonl'],
		[
			'100,000 levels',
			400,
			JSON.stringify(hello()).replace('{', `{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)},`),
		],
		['more than a megabyte', 413, { ...hello(), padding: 'x'.repeat(1024 * 1024) }],
	];
	// Rows of unequal length would make jest take the last parameter for its callback.
	test.each(refused.map(([what, ...row]) => ({ what, row })))('$what', async ({ row }) => {
		const [status, body, contentType = 'application/json'] = row;
		const { post, started, staticData, logged } = await start();
		const answer = await post(body, { headers: { 'Content-Type': contentType } });
		expect(answer.status).toBe(status);
		expect(answer.message).toEqual(expect.stringMatching(/^.{10,80}$/));
		expect(started).toEqual([]);
		// n8n itself refuses what it cannot parse.
		const line = `ITNIO WhatsApp Trigger "Trigger" refused a call (HTTP ${status}): ${String(answer.message)}`;
		expect(logged).toEqual(status === 422 ? [] : [line]);
		expect(staticData()).toEqual({});
	});

	test.each([
		'',
		'?token=',
		'?token=wrong',
		'?token=s3cre',
		'?token=s3cret%20',
		'?token[]=s3cret',
		'?Token=s3cret',
	])('the token "%s"', async (query) => {
		const { post, started, logged } = await start({ parameters: { options: { secretToken: 's3cret' } } });
		const answer = await post(hello(), { query });
		expect(answer).toMatchObject({ status: 403, message: 'The token is missing or wrong.' });
		expect(started).toEqual([]);
		expect(logged).toEqual([expect.stringMatching(/\(HTTP 403\): The token is missing or wrong\.$/)]);
	});
});

test('a call that is served leaves no line in the log', async () => {
	const { post, logged } = await start();
	const event = hello();
	await post(event);
	await post(event);
	await post({ ...hello(), eventType: 'new-event' });
	await post({ ...hello(), from: { phone: '628111000111' } });
	expect(logged).toEqual([]);
});

test('a message of the business itself starts nothing', async () => {
	const { post, started, staticData } = await start();
	const echo = { ...hello(), from: { phone: '+62 811-1000-111', name: 'Our shop' } };
	expect(await post(echo)).toMatchObject({ status: 200, message: 'Dropped: the business itself wrote it.' });
	expect(started).toEqual([]);
	expect(staticData()).toEqual({});
});

test('marks whoever opts out, and whoever comes back, once the option is added', async () => {
	const { post, started } = await start({ parameters: { options: { optOutWords: ['STOP', 'Quit'] } } });
	for (const body of ['stop!', 'QUIT', 'Start', 'stop it']) {
		await post({ ...hello(), message: { type: 'text', text: { body } } });
	}
	expect(started.map(({ optedOut, optedIn }) => [optedOut, optedIn])).toEqual([
		[true, undefined],
		[true, undefined],
		[undefined, true],
		[undefined, undefined],
	]);
});

test('with the right token the workflow starts, and the token is nowhere in its data', async () => {
	const { post, started, staticData } = await start({
		parameters: { options: { secretToken: ' s3cret\n' } },
	});
	expect((await post(hello(), { query: '?token=s3cret' })).status).toBe(200);
	expect(started).toHaveLength(1);
	expect(JSON.stringify([started, staticData()])).not.toContain('s3cret');
});

test.each([
	'application/json',
	'application/json ; charset=utf-8',
	'Application/JSON',
	'application/cloudevents+json',
])('JSON may be called %s', async (contentType) => {
	const { post, started } = await start();
	expect((await post(hello(), { headers: { 'Content-Type': contentType } })).status).toBe(200);
	expect(started).toHaveLength(1);
});

test('n8n has nothing to compute for a call', () => {
	expect(JSON.stringify(new ItnioWhatsAppTrigger().description.webhooks)).not.toContain('"=');
});

test('the credential is read once where many events come at once, and again when its App ID is another one', async () => {
	const credential = { appId: 'sandboxApp' };
	let reads = 0;
	const beforeCredential = async () => void (reads += 1);
	const { post, started } = await start({ credential, beforeCredential });
	for (let count = 0; count < 10; count++) expect((await post(hello())).status).toBe(200);
	expect([started.length, reads]).toEqual([10, 1]);
	credential.appId = 'newApp';
	expect((await post({ ...hello(), appId: 'newApp' })).status).toBe(200);
	expect((await post(hello())).status).toBe(403);
	expect([started.length, reads]).toEqual([11, 3]);
});

test('what the credential said is forgotten after a few seconds', async () => {
	const credential = { appId: 'sandboxApp' };
	const { post } = await start({ credential });
	expect((await post(hello())).status).toBe(200);
	credential.appId = 'newApp';
	const later = performance.now() + 5_001;
	const now = jest.spyOn(performance, 'now').mockImplementation(() => later);
	try {
		expect((await post(hello())).status).toBe(403);
	} finally {
		now.mockRestore();
	}
});

test('a draft that is tested with another credential says nothing about the published workflow', async () => {
	const appIds: Record<string, string> = { published: 'sandboxApp', draft: 'draftApp' };
	const pushTo = async (id: string, appId: string) =>
		await isOfThisApp(
			{
				getWorkflow: () => ({ id: 'workflow' }),
				getNode: () => ({ id: 'node', credentials: { itnioApi: { id, name: 'ITNIO' } } }),
				getCredentials: async () => ({ appId: appIds[id] }),
			} as unknown as IWebhookFunctions,
			{ eventType: 'up-message-event', appId },
		);
	expect(await pushTo('draft', 'draftApp')).toBe(true);
	expect(await pushTo('published', 'draftApp')).toBe(false);
	expect(await pushTo('published', 'sandboxApp')).toBe(true);
	expect(await pushTo('draft', 'sandboxApp')).toBe(false);
});

test('without Only This App any app is served, and no credential is needed', async () => {
	const { post, started } = await start({
		credential: null,
		parameters: { options: { onlyThisApp: false } },
	});
	expect((await post({ ...hello(), appId: 'someoneElse' })).status).toBe(200);
	expect(started).toHaveLength(1);
});

test.each([
	['a missing credential', { credential: null }, /credential/i],
	['a credential without App ID', { credential: { appId: ' ' } }, /no App ID/],
	['an empty token', { parameters: { options: { secretToken: ' ' } } }, /Secret Token is empty/],
	['no event', { parameters: { events: [] } }, /Trigger On is empty/],
	['a business number in words', { parameters: { options: { businessPhones: ['my shop'] } } }, /"my shop"/],
] as Array<[string, ListenerOptions, RegExp]>)(
	'%s is an error that shows in n8n',
	async (_what, options, words) => {
		const { post, started } = await start(options);
		const answer = await post(hello());
		expect(answer.status).toBe(500);
		expect(answer.message).toMatch(words);
		expect(started).toEqual([]);
	},
);

test.each(['TEXT', 'Text '])(
	'a message whose type is "%s" is a text, and comes out as it came',
	async (type) => {
		const { post, started } = await start({ parameters: { options: { messageTypes: ['text'] } } });
		const push = hello();
		const event = { ...push, message: { ...(push.message as object), type } };
		expect(await post(event)).toMatchObject({ status: 200 });
		expect(started).toMatchObject([{ message: event.message }]);
	},
);

describe('what is not wanted is answered 200 and starts nothing', () => {
	const status = (word: 'sent' | 'failed') =>
		messageStatusEvent({ messageId: 'm1', recipient: '628120000001' }, word, origin);
	test.each([
		['an event that is not chosen', {}, status('sent')],
		['an event that nobody knows', {}, { ...hello(), eventType: 'new-event' }],
		['another business number', { options: { businessPhones: ['+62 811-1000-222'] } }, hello()],
		['another type', { options: { messageTypes: ['image'] } }, hello()],
		[
			'another status',
			{ events: ['message-status-event'], options: { statuses: ['failed'] } },
			status('sent'),
		],
	])('%s', async (_what, parameters, event) => {
		const { post, started, staticData } = await start({ parameters });
		expect(await post(event)).toMatchObject({ status: 200, message: expect.stringMatching(/^Dropped: /) });
		expect(started).toEqual([]);
		expect(staticData()).toEqual({});
	});
});

describe('repeats', () => {
	const came = 'Dropped: this event came before.';

	test('are answered 200 and start nothing, also after a restart of n8n', async () => {
		const { post, started, restart } = await start();
		const event = hello();
		await post(event);
		expect(await post(event)).toMatchObject({ status: 200, message: came });
		restart();
		expect(await post(event)).toMatchObject({ status: 200, message: came });
		await post(hello());
		expect(started).toHaveLength(2);
	});

	test('are told after a restart while 500 others came since, as the option says', async () => {
		const { post, started, restart } = await start();
		const events = Array.from({ length: 521 }, hello);
		for (const event of events) await post(event);
		const [first, ...others] = events;
		expect((await post(first)).message).toBe(came);
		restart();
		for (const event of others.slice(-500)) expect((await post(event)).message).toBe(came);
		expect(started).toHaveLength(521);
		expect((await post(first)).message).toBe('The workflow was started.');
	});

	test('are no repeats where the content came later, or was edited', async () => {
		const { post, started } = await start();
		const event = hello();
		const text = (body: string) => ({ ...event, message: { type: 'text', text: { body } } });
		const pushes = [{ ...event, message: { type: 'unsupported' } }, text('Helo'), text('Hello')];
		for (const push of [...pushes, ...pushes]) await post(push);
		expect(started.map(({ text: words }) => words)).toEqual(['', 'Helo', 'Hello']);
	});

	test('are told even when the calls come all at once', async () => {
		const { post, started, staticData } = await start();
		const events = Array.from({ length: 40 }, hello);
		await Promise.all([...events, ...events, ...events].map(async (event) => await post(event)));
		expect(started).toHaveLength(40);
		// What was still on its way for the last of these calls is stored by the next one.
		await post(hello());
		const [stored] = Object.values(staticData()) as Array<{ pushes: string }>;
		expect(stored?.pushes.split(' ')).toHaveLength(41);
	});

	test('start the workflow where n8n ended before it had begun, whatever others stored meanwhile', async () => {
		const { post, started, restart, holdNextStore } = await start();
		const event = hello();
		const { isHeld, release } = holdNextStore();
		const cutOff = post(event);
		await isHeld;
		expect((await post(event)).status).toBe(503);
		await post(hello());
		restart();
		expect((await post(event)).message).toBe('The workflow was started.');
		expect(started).toHaveLength(2);
		release();
		await cutOff;
	});

	test('of one message are not its reports sent, delivered and read', async () => {
		const { post, started } = await start({ parameters: { events: ['message-status-event'] } });
		for (const word of ['sent', 'delivered', 'sent', 'read', 'read'] as const) {
			await post(messageStatusEvent({ messageId: 'm1', recipient: '628120000001' }, word, origin));
		}
		expect(started.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
	});

	test('are welcome when n8n could not start the workflow', async () => {
		const { post, started, breakNextStart } = await start();
		const event = hello();
		breakNextStart();
		expect((await post(event)).status).toBe(500);
		expect((await post(event)).status).toBe(200);
		expect(started).toHaveLength(1);
	});

	test('start the workflow when they are not to be skipped, and in a test', async () => {
		for (const options of [
			{ parameters: { options: { skipRepeats: false } } },
			{ mode: 'manual' as const },
		]) {
			const { post, started, close } = await start(options);
			const event = hello();
			await post(event);
			await post(event);
			expect(started).toHaveLength(2);
			await close();
		}
	});
});

test('what n8n writes for a push does not grow once the memory is full, so the answer does not become slower', async () => {
	const { post, staticData } = await start();
	const written: number[] = [];
	for (let n = 0; n < 600; n++) {
		await post(hello());
		written.push(JSON.stringify(staticData()).length);
	}
	const full = written[499] ?? 0;
	expect(full).toBeGreaterThan(0);
	expect(Math.max(...written.slice(500))).toBeLessThanOrEqual(full);
	expect(full).toBeLessThan(20_000);
});
