/** Check Links in the real engine, over real HTTP: what is wrong with links, who is asked for what, and how often. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { ServerResponse } from 'node:http';
import { recipientFor } from '../../sandbox';
import { resumable, runInEngine, type EngineOptions } from './engine';
import { internetForTests } from './internet';
import { serviceForTests } from './service';

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(2000).fill(7)]);
const PNG = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1');
const WEBP = Buffer.from('RIFF0000WEBPVP8 and so on', 'latin1');
const MP4 = Buffer.from(`\0\0\0\x18ftypmp42${' and so on'.repeat(60)}`, 'latin1');
const MB = 1024 * 1024;

const file =
	(type: string, bytes: Buffer, more: Record<string, string> = {}) =>
	(res: ServerResponse) =>
		res
			.writeHead(200, { ...(type && { 'Content-Type': type }), 'Content-Length': bytes.length, ...more })
			.end(bytes);
const refuse = (http: number) => (res: ServerResponse) => res.writeHead(http).end();
const page = (res: ServerResponse) =>
	res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<!DOCTYPE html><p>Log in');
const redirect = (to: string) => (res: ServerResponse) => res.writeHead(302, { Location: to }).end();
/** A part of a file of that size. */
const part = (type: string, size: number, start: Buffer) => (res: ServerResponse) =>
	res.writeHead(206, { 'Content-Type': type, 'Content-Range': `bytes 0-511/${size}` }).end(start);

let isHeld: (res: ServerResponse) => void = () => {};
const PAGES: Record<string, (res: ServerResponse) => void> = {
	'/a.jpg': file('image/jpeg', JPEG),
	'/b.png': file('image/png', PNG),
	'/c.webp': file('image/webp', WEBP),
	'/untyped.jpg': file('application/octet-stream', JPEG),
	'/nameless': file('', JPEG),
	'/lies.jpg': file('image/jpeg', WEBP),
	'/lies.png': file('image/png', Buffer.from('\ufeff  <html><body>Sign in')),
	'/a.pdf': file('application/pdf', Buffer.from('%PDF-1.7')),
	'/big.jpg': part('image/jpeg', 5 * MB + 1, JPEG),
	'/fits.jpg': part('image/jpeg', 5 * MB, JPEG),
	'/large.mp4': (res) =>
		void res.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': 40 * MB }).write(MP4),
	'/packed.jpg': file('image/jpeg', JPEG, { 'Content-Encoding': 'identity' }),
	'/empty.jpg': file('image/jpeg', Buffer.alloc(0)),
	'/login': page,
	'/secret.jpg': refuse(403),
	'/members.jpg': refuse(401),
	'/gone.jpg': refuse(404),
	'/broken.jpg': refuse(500),
	'/busy.jpg': refuse(429),
	'/cut.jpg': (res) => res.destroy(),
	'/to-a.jpg': redirect('/a.jpg'),
	'/to-login.jpg': redirect('/login?from=x'),
	'/to-drive': redirect('https://drive.google.com/file/d/1a2B3c4D5e/view'),
	'/to-local.jpg': redirect('http://127.0.0.1:9/admin'),
	'/to-metadata.jpg': redirect('http://169.254.169.254/latest/meta-data'),
	'/to-mail.jpg': redirect('mailto:flora@shop.com'),
	'/round.jpg': redirect('/round.jpg'),
	'/held.jpg': (res) => isHeld(res),
};
const internet = internetForTests(({ pathname }, res) => (PAGES[pathname] ?? refuse(404))(res));
const service = serviceForTests();

const run = async (parameters: INodeParameters, options: Partial<EngineOptions> = {}, on: IDataObject = {}) =>
	await runInEngine({
		credential: service.credential(),
		...options,
		parameters: {
			operation: 'sendImage',
			businessPhone: service.businessPhone,
			recipient: '6281234567890',
			...parameters,
			options: { checkLinks: true, ...on } as INodeParameters,
		},
	});
const shop = (path: string) => internet.at(`shop.com${path}`);
/** What is said of a link. */
const said = async (path: string, parameters: INodeParameters = {}) =>
	(await run({ mediaLink: path.startsWith('/') ? shop(path) : path, ...parameters })).error?.message ??
	'sent';

describe('a link that WhatsApp cannot use is a problem, before anything is sent:', () => {
	afterEach(() => expect(service.received()).toEqual([]));

	it.each([
		[
			'/secret.jpg',
			'cannot be opened without a login (HTTP 403). Open it in a private window of your browser',
		],
		['/members.jpg', 'cannot be opened without a login (HTTP 401)'],
		['/gone.jpg', 'leads to nothing (HTTP 404)'],
		['/broken.jpg', 'cannot be opened for now (HTTP 500)'],
		['/login', 'gives a web page instead of the file'],
		['/to-login.jpg', 'gives a web page of shop.com instead of the file'],
		['/lies.png', 'gives a web page instead of the file'],
		['/c.webp', 'leads to a file that is image/webp, but an image must be JPEG or PNG'],
		['/lies.jpg', 'leads to a file that is image/webp, but an image must be JPEG or PNG'],
		['/a.pdf', 'leads to a file that is application/pdf, but an image must be JPEG or PNG'],
		['/big.jpg', 'leads to a file that has 5.1 MB, but an image may have at most 5 MB'],
		['/empty.jpg', 'leads to a file that is empty (0 bytes)'],
		['/cut.jpg', 'could not be opened: the connection broke'],
		[
			'/to-drive',
			'leads on to a page of Google Drive that shows the file, not the file itself: share it with',
		],
		['/to-local.jpg', 'leads on to an address that only your own network knows'],
		['/to-metadata.jpg', 'leads on to an address that only your own network knows'],
		['/to-mail.jpg', 'leads to something that is not a web address'],
		['/round.jpg', 'leads from one address to the next, more than 5 times'],
	])('%s', async (path, says) => {
		expect(await said(path)).toContain(`Image Link ${says}`);
	});

	it('no such host', async () => {
		expect(await said(internet.at('nowhere.shop.com/a.jpg'))).toContain(
			'Image Link has a host name that does not exist',
		);
	});

	it('a name and a password in the address are not sent', async () => {
		expect(await said(shop('/a.jpg').replace('http://', 'http://flora:pot@'))).toContain(
			'Image Link holds a user name or password, which WhatsApp does not use',
		);
		expect(internet.visits).toEqual([]);
	});

	it('one that only the local network knows: nobody is asked', async () => {
		expect(await said(`http://127.0.0.1:${new URL(service.sandbox.url).port}/a.jpg`)).toContain(
			'Image Link is an address that only your own network knows',
		);
		expect(service.sandbox.requests).toBe(0);
	});

	it('with the field that it stands in', async () => {
		const card = (link: string) => ({ headerLink: link, urlText: 'Look', url: shop('/gone.jpg') });
		const cards = { card: [card(shop('/a.jpg')), { headerType: 'video', ...card(shop('/large.mp4')) }] };
		const { error } = await run({ operation: 'sendCarousel', bodyText: 'New', cards });
		expect(error?.message).toContain(
			'Card 2 › Image or Video Link leads to a file that has 40 MB, but a video may have at most 16 MB',
		);
	});

	it('with all that is wrong with the message besides', async () => {
		const message = await said('/gone.jpg', { caption: 'x'.repeat(1025) });
		expect(message).toContain('Caption is 1025 characters long');
		expect(message).toContain('Image Link leads to nothing');
	});

	it('of a file from the workflow, by its name', async () => {
		const id = 'filesystem-v2:workflows/1/executions/2/binary_data/a.pdf';
		const files = [{ data: { id, data: '', mimeType: 'application/pdf', fileName: 'a.pdf', bytes: 9 } }];
		const { error } = await run(
			{ operation: 'sendDocument', mediaSource: 'file' },
			{ files, restApiUrl: internet.at('n8n.shop.com/rest') },
		);
		expect(error?.message).toContain(
			'Input Data Field Name holds "a.pdf", whose link leads to nothing (HTTP 404)',
		);
	});

	it('also in a preview', async () => {
		const { outputs } = await run({ mediaLink: shop('/gone.jpg') }, {}, { previewOnly: true });
		expect(outputs[0]?.[0]?.json.problems).toEqual([expect.stringContaining('Image Link leads to nothing')]);
	});
});

it.each([
	'/a.jpg',
	'/b.png',
	'/untyped.jpg',
	'/nameless',
	'/fits.jpg',
	'/packed.jpg',
	'/to-a.jpg',
	'/busy.jpg',
])('%s goes', async (path) => {
	expect(await said(path)).toBe('sent');
	expect(service.received()).toHaveLength(1);
});

it('looks at each link once, before the first message, whoever gets it', async () => {
	const items = Array.from({ length: 40 }, (_, index) => ({
		phone: `62812000000${String(index).padStart(2, '0')}`,
		link: shop(index % 2 === 0 ? '/a.jpg' : '/b.png'),
	}));
	const { outputs } = await run(
		{ recipient: '={{ $json.phone }}', mediaLink: '={{ $json.link }}' },
		{ items },
	);
	expect(outputs[0]).toHaveLength(40);
	expect(internet.visits.map(({ url }) => url).sort()).toEqual([
		'http://shop.com/a.jpg',
		'http://shop.com/b.png',
	]);
});

it('sends the others where the node continues', async () => {
	const items = [{ link: shop('/a.jpg') }, { link: shop('/gone.jpg') }];
	const { outputs } = await run(
		{ mediaLink: '={{ $json.link }}' },
		{ items, settings: { onError: 'continueRegularOutput' } },
	);
	expect(outputs[0]?.[0]?.json.messageId).toBeDefined();
	expect(outputs[0]?.[1]?.json.error).toContain('Image Link leads to nothing');
	expect(service.received()).toHaveLength(1);
});

it('carries nothing of the credential along, and asks for no more than the beginning', async () => {
	await run({ mediaLink: shop('/to-a.jpg') });
	expect(internet.visits).toHaveLength(2);
	for (const { headers } of internet.visits) {
		expect(headers.range).toBe('bytes=0-511');
		for (const name of ['api-key', 'sign', 'timestamp', 'authorization', 'cookie', 'referer']) {
			expect(headers).not.toHaveProperty(name);
		}
		expect(JSON.stringify(headers)).not.toContain('sandbox');
	}
});

it('asks nobody where it is off', async () => {
	expect((await run({ mediaLink: shop('/gone.jpg') }, {}, { checkLinks: false })).error).toBeUndefined();
	expect(internet.visits).toEqual([]);
});

it('stops where the execution is canceled, and sends nothing', async () => {
	const held = new Promise<ServerResponse>((resolve) => (isHeld = resolve));
	let cancel = () => {};
	const running = run({ mediaLink: shop('/held.jpg') }, { onStart: (started) => (cancel = started.cancel) });
	const res = await held;
	cancel();
	await running;
	expect(service.sandbox.requests).toBe(0);
	res.destroy();
});

it('what an earlier try sent stays sent, though its file is gone when n8n tries once more', async () => {
	isHeld = PAGES['/a.jpg'] as typeof isHeld;
	const [sent, failed] = ['6281234567890', recipientFor(-68)];
	const items = [sent, failed].map((phone) => ({ phone }));
	const parameters = { mediaLink: shop('/held.jpg'), recipient: '=+{{ $json.phone }}' };
	const first = await run(parameters, { items }, { parallel: 1 });
	expect(first.error?.message).toMatch(/status -68/);
	isHeld = refuse(404);
	const resume = resumable(first.run);
	for (const { node } of resume.executionData?.nodeExecutionStack ?? []) node.onError = 'continueErrorOutput';
	const { outputs } = await run(parameters, { resume });
	expect(outputs.map((output) => output.map(({ json }) => json.recipient ?? json.error))).toEqual([
		[sent],
		[expect.stringContaining('leads to nothing (HTTP 404)')],
	]);
	expect(service.received()).toHaveLength(1);
});
