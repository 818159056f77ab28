/** Download Files: the service is answered first, and whatever becomes of a file, the workflow starts. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IBinaryData, INodeParameters } from 'n8n-workflow';
import { upMessageEvent } from '../../sandbox';
import { until } from '../../harness';
import { FileQueue } from '../../nodes/ItnioWhatsApp/trigger/fileQueue';
import { serviceForTests } from '../engine/service';
import { listen, type Listener } from './listener';

const service = serviceForTests();
const SARI = '6281234567890';
const TOKEN = 'k7Qw2mVx';

const listeners: Listener[] = [];
/** Serves files where nobody holds them back. */
let held: ServerResponse[] | undefined;
let asked = 0;
const host = createServer((_: IncomingMessage, res: ServerResponse) => {
	asked += 1;
	if (held) held.push(res);
	else res.end('OggS');
});
const hostUrl = () => `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
beforeAll(async () => await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve)));
beforeEach(() => ([held, asked] = [undefined, 0]));
afterEach(async () => {
	for (const one of listeners.splice(0)) await one.close();
});
afterAll(async () => {
	host.closeAllConnections();
	await new Promise((resolve) => host.close(resolve));
});

async function start(
	options: INodeParameters = {},
	baseUrl = service.sandbox.url,
	mode: 'webhook' | 'manual' = 'webhook',
) {
	const listener = await listen({
		parameters: { options: { secretToken: TOKEN, downloadFiles: true, ...options } },
		credential: service.credential({ baseUrl }),
		mode,
	});
	listeners.push(listener);
	const { post } = listener;
	return { ...listener, push: async (event: object) => await post(event, { query: `?token=${TOKEN}` }) };
}
const sends = async (media: { type: string; filename?: string; caption?: string; login?: boolean }) =>
	(await service.sandbox.inbound({ from: SARI, media })).event;
const origin = () => ({ appId: 'sandboxApp', businessPhone: '628111000111', nowMs: 1_760_000_000_000 });
/** A voice message whose file lies somewhere. */
const voiceAt = (filePath: string, more: object = {}) =>
	upMessageEvent(
		{
			from: SARI,
			message: { type: 'audio', audio: { filePath, mimeType: 'audio/ogg; codecs=opus', ...more } },
		},
		origin(),
	);
const bytesOf = ({ data }: IBinaryData) => Buffer.from(data, 'base64');
const shapeOf = ({ fileName, mimeType, data }: IBinaryData) => ({ fileName, mimeType, isThere: data !== '' });

test.each([
	[
		{ type: 'audio' },
		{ fileName: expect.stringMatching(/^audio-\d{10}\.ogg$/) as string, mimeType: 'audio/ogg' },
	],
	[
		{ type: 'image', caption: 'Broken' },
		{ fileName: expect.stringMatching(/^image-\d{10}\.jpg$/) as string, mimeType: 'image/jpeg' },
	],
	[
		{ type: 'document', filename: 'receipt.pdf' },
		{ fileName: 'receipt.pdf', mimeType: 'application/pdf' },
	],
	[
		{ type: 'document', filename: '../../etc/"passwd"\n.pdf' },
		{ fileName: 'passwd .pdf', mimeType: 'application/pdf' },
	],
	[{ type: 'sticker' }, { fileName: expect.stringMatching(/\.webp$/) as string, mimeType: 'image/webp' }],
])(
	'%j becomes the file of the item, with name and type; the service is answered before',
	async (media, file) => {
		const { push, started, files } = await start();
		const event = await sends(media);
		expect(await push(event)).toEqual({
			status: 200,
			message: 'The workflow starts when the file is there.',
		});
		await until('the start', () => started[0]);
		expect(started[0]).toMatchObject({
			...event,
			person: SARI,
			text: 'caption' in media ? media.caption : '',
		});
		expect(started[0]).not.toHaveProperty('fileProblem');
		expect(files.map((one) => Object.keys(one))).toEqual([['data']]);
		expect(shapeOf(files[0]?.data as IBinaryData)).toEqual({ ...file, isThere: true });
	},
);

test('the file of a message that comes as the text of its JSON is fetched, too', async () => {
	const { push, started, files } = await start();
	const event = await sends({ type: 'document', filename: 'receipt.pdf', caption: 'Paid' });
	const asText = { ...event, message: JSON.stringify(event.message) };
	await push(asText);
	await until('the start', () => started[0]);
	expect(started[0]).toMatchObject({ ...asText, person: SARI, text: 'Paid' });
	expect(files.map((one) => one.data?.fileName)).toEqual(['receipt.pdf']);
});

test('what is fetched is what was sent', async () => {
	const { push, started, files } = await start();
	const event = await sends({ type: 'audio' });
	const { filePath } = (event.message as { audio: { filePath: string } }).audio;
	await push(event);
	await until('the start', () => started[0]);
	const sent = Buffer.from(await (await fetch(filePath)).arrayBuffer());
	expect(bytesOf(files[0]?.data as IBinaryData).equals(sent)).toBe(true);
});

test.each([
	['no address', {}, 'The audio was not downloaded: ITNIO gave no address of it.'],
	[
		'another hash',
		{ sha256: '0'.repeat(64) },
		'what came is not what was sent, because its hash (sha256) is another one.',
	],
	['another hash in Base64', { sha256: `${'A'.repeat(43)}=` }, 'because its hash (sha256) is another one.'],
	['an address of this network', {}, 'its address leads to an address of your own network'],
])('%s: the workflow starts without the file, and is told why', async (what, more, why) => {
	const { push, started, files } = await start({}, hostUrl());
	const links: Record<string, string> = {
		'no address': '',
		'an address of this network': 'https://10.0.0.1/x',
	};
	await push(voiceAt(links[what] ?? `${hostUrl()}/x`, more));
	await until('the start', () => started[0]);
	expect(String(started[0]?.fileProblem)).toContain(why);
	expect(files).toEqual([{}]);
});

test.each(['<!doctype html><p>Log in', '{"status":"-1","reason":"authentication failed"}'])(
	'what a host says in place of the file is no file: %s',
	async (said) => {
		const { push, started, files } = await start({}, hostUrl());
		held = [];
		await push(voiceAt(`${hostUrl()}/x`));
		await until('the question', () => held?.[0]);
		held[0]?.setHeader('Content-Type', said.startsWith('{') ? 'application/json' : 'audio/ogg');
		held[0]?.end(said);
		await until('the start', () => started[0]);
		expect(started[0]?.fileProblem).toMatch(
			/^The audio was not downloaded: its address gives .* instead of the file\.$/,
		);
		expect(files).toEqual([{}]);
	},
);

test('a page that a person sent is a file, as its hash says', async () => {
	const page = '<!doctype html><p>My garden';
	const sha256 = createHash('sha256').update(page).digest('base64');
	const { push, started, files } = await start({}, hostUrl());
	held = [];
	await push(voiceAt(`${hostUrl()}/x`, { sha256 }));
	await until('the question', () => held?.[0]);
	held[0]?.setHeader('Content-Type', 'text/html').end(page);
	await until('the start', () => started[0]);
	expect(started[0]).not.toHaveProperty('fileProblem');
	expect(bytesOf(files[0]?.data as IBinaryData).toString()).toBe(page);
});

test('a hash in hex or Base64 that fits lets the file pass', async () => {
	const digest = createHash('sha256').update('OggS').digest();
	const { push, started } = await start({}, hostUrl());
	for (const sha256 of [
		digest.toString('hex').toUpperCase(),
		digest.toString('base64'),
		'no hash',
		'0'.repeat(63),
	]) {
		const before = started.length;
		await push(voiceAt(`${hostUrl()}/x`, { sha256 }));
		const item = await until('the start', () => started[before]);
		expect([sha256, item.fileProblem]).toEqual([sha256, undefined]);
	}
});

test('a message without a file, and a trigger without the option, start as ever: nothing is asked', async () => {
	const { push, started } = await start();
	const text = upMessageEvent({ from: SARI, text: 'Hello' }, origin());
	expect(await push(text)).toEqual({ status: 200, message: 'The workflow was started.' });
	const without = await start({ downloadFiles: false });
	expect(await without.push(voiceAt(`${hostUrl()}/x`))).toEqual({
		status: 200,
		message: 'The workflow was started.',
	});
	expect([started.length, without.started.length, without.files, asked]).toEqual([1, 1, [{}], 0]);
});

test('a push that is repeated while its file comes, and afterwards, starts the workflow once', async () => {
	const { push, started } = await start({}, hostUrl());
	held = [];
	const event = voiceAt(`${hostUrl()}/x`);
	await push(event);
	await until('the question', () => held?.[0]);
	const repeated = { status: 200, message: 'Dropped: this event came before.' };
	expect(await push(event)).toEqual(repeated);
	held.splice(0).forEach((res) => res.end('OggS'));
	await until('the start', () => started[0]);
	expect(await push({ ...event })).toEqual(repeated);
	expect([started.length, asked]).toEqual([1, 1]);
});

test('in a test of the editor, too, the file comes along', async () => {
	const { push, started, files } = await start({}, service.sandbox.url, 'manual');
	await push(await sends({ type: 'audio' }));
	await until('the start', () => started[0]);
	expect(Object.keys(files[0] ?? {})).toEqual(['data']);
});

test('messages in a row: each says which file is its own, and one that failed is told at the top', async () => {
	const { push, started, files } = await start({ groupMessages: 1 });
	const [one, two] = [
		await sends({ type: 'image', caption: 'Look' }),
		await sends({ type: 'document', filename: 'a.pdf' }),
	];
	await Promise.all([one, voiceAt('https://10.0.0.1/x'), two].map(push));
	const item = await until('the start', () => started[0]);
	const messages = item.messages as Array<Record<string, unknown>>;
	expect(messages.map(({ file, fileProblem }) => file ?? typeof fileProblem).sort()).toEqual([
		'data',
		'data2',
		'string',
	]);
	expect(Object.keys(files[0] ?? {})).toEqual(['data', 'data2']);
	expect(item.fileProblem).toMatch(/^The audio was not downloaded/);
});

test.each([40, 160])(
	'%i files at once: all are answered at once, and four are fetched at a time',
	async (count) => {
		const { push, started } = await start({}, hostUrl());
		held = [];
		const answers = await Promise.all(
			Array.from({ length: count }, async () => await push(voiceAt(`${hostUrl()}/x`))),
		);
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
		let most = 0;
		while (started.length < count) {
			await until('questions', () => (held?.length ?? 0) > 0 || started.length === count);
			most = Math.max(most, held.length);
			held.splice(0).forEach((res) => res.end('OggS'));
		}
		expect([most, asked, started.length]).toEqual([4, count, count]);
	},
);

test('a file that was written in a row: its repeat is dropped as soon as the workflow starts', async () => {
	const { push, started } = await start({ groupMessages: 0.3 });
	const event = await sends({ type: 'image', caption: 'Look' });
	expect((await push(event)).status).toBe(200);
	await until('the start', () => started[0]);
	expect(await push(event)).toEqual({ status: 200, message: 'Dropped: this event came before.' });
	expect(started).toHaveLength(1);
});

test('what has waited for too long is not done, and leaves its place to others', async () => {
	const queue = new FileQueue(1, 50);
	let end: (value: string) => void = () => undefined;
	const first = queue.run(async () => await new Promise<string>((resolve) => (end = resolve)));
	expect(await queue.run(async () => 'too late')).toBeUndefined();
	const third = queue.run(async () => 'in time');
	end('first');
	expect([await first, await third]).toEqual(['first', 'in time']);
	await expect(queue.run(async () => await Promise.reject(new Error('broken')))).rejects.toThrow('broken');
	expect(await queue.run(async () => 'goes on')).toBe('goes on');
});
