/** Fetching what strangers point at, over real HTTP and TLS: what is given, what is not read, and who is not even asked. */
import { execFileSync } from 'node:child_process';
import dns from 'node:dns';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tlsModule, { TLSSocket, type ConnectionOptions } from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { helperContext } from '../engine/helperContext';
import { sign } from '../../sandbox';
import { download, type Download, type DownloadLimits } from '../../nodes/ItnioWhatsApp/service/download';

const VOICE = Buffer.from(`OggS${'x'.repeat(5_000)}`);
const CREDENTIAL = { apiKey: 'key', apiSecret: 'secret', appId: 'app' };
const PUBLIC_ADDRESS = '93.184.216.34';

let asked: string[] = [];
let signatures: IncomingMessage['headers'][] = [];
/** What a name leads to in the end. */
let answersFrom = PUBLIC_ADDRESS;

const drip = (res: ServerResponse) => {
	const timer = setInterval(() => res.write('x'), 5);
	res.once('close', () => clearInterval(timer));
};
const flood = (res: ServerResponse) => {
	const more = () => {
		while (!res.destroyed && res.write(Buffer.alloc(65_536)));
		if (!res.destroyed) res.once('drain', more);
	};
	more();
};
const give = (res: ServerResponse, headers: Record<string, string | number> = {}, bytes = VOICE) =>
	res.writeHead(200, { 'Content-Type': 'audio/ogg', ...headers }).end(bytes);
const PAGES: Record<string, (res: ServerResponse, req: IncomingMessage) => unknown> = {
	'/voice': (res) => give(res),
	'/empty': (res) => give(res, {}, Buffer.alloc(0)),
	'/endless': drip,
	'/silent': () => undefined,
	'/flood': flood,
	'/large': (res) => void res.writeHead(200, { 'Content-Length': 10_000_000_000 }).write('x'),
	'/says-less': (res) => {
		// Node would not lie about it by itself.
		res.socket?.end(`HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n${VOICE.toString()}`);
	},
	'/says-more': (res) => res.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\nOggS'),
	'/packed': (res) => give(res, { 'Content-Encoding': 'gzip' }, gzipSync(VOICE)),
	'/gone': (res) => res.writeHead(404).end(),
	'/login': (res, { headers }) => {
		const { 'api-key': key, timestamp, sign: given } = headers;
		const isSigned = key === 'key' && given === sign('key', 'secret', String(timestamp));
		return isSigned ? give(res) : res.writeHead(401).end();
	},
	'/cut': (res) => res.destroy(),
};
const REDIRECTS: Record<string, string> = {
	'/to-voice': '/voice',
	'/to-metadata': 'https://169.254.169.254/latest/meta-data',
	'/to-localhost': 'https://localhost/admin',
	'/to-http': 'http://files.shop.com/voice',
	'/to-file': 'file:///etc/passwd',
	'/to-password': 'https://user:pass@files.shop.com/voice',
	'/round': '/round',
};
const answer = (req: IncomingMessage, res: ServerResponse) => {
	const path = (req.url ?? '').split('?', 1)[0] ?? '';
	asked.push(`${String(req.headers.host).replace(/:\d+$/, '')}${path}`);
	signatures.push(req.headers);
	const to = REDIRECTS[path];
	if (to !== undefined) return void res.writeHead(302, { Location: to }).end();
	(PAGES[path] ?? PAGES['/gone'])?.(res, req);
};

const plain = createHttp(answer);
let tls: ReturnType<typeof createHttps>;
let ports = { plain: 0, tls: 0 };
const { lookup } = dns;
const { connect } = tlsModule;
/** Whether somebody vouches for the host. */
let isTrusted = true;

beforeAll(async () => {
	const folder = mkdtempSync(join(tmpdir(), 'download-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	execFileSync(
		'openssl',
		[
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=files.shop.com'],
			...['-addext', 'subjectAltName=DNS:files.shop.com'],
			...['-keyout', key, '-out', cert],
		],
		{ stdio: 'ignore' },
	);
	const ca = readFileSync(cert);
	tls = createHttps({ key: readFileSync(key), cert: ca }, answer);
	tlsModule.connect = ((options: ConnectionOptions, ...more: never[]) =>
		connect(isTrusted ? { ...options, ca } : options, ...more)) as typeof connect;
	rmSync(folder, { recursive: true });
	await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
	await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
	ports = { plain: (plain.address() as AddressInfo).port, tls: (tls.address() as AddressInfo).port };
	// Every name leads to this machine, which has the address of a public one.
	dns.lookup = ((_: string, options: { all?: boolean }, done: (...found: unknown[]) => void) =>
		options.all === true
			? done(null, [{ address: '127.0.0.1', family: 4 }])
			: done(null, '127.0.0.1', 4)) as unknown as typeof lookup;
	Object.defineProperty(TLSSocket.prototype, 'remoteAddress', { configurable: true, get: () => answersFrom });
});
beforeEach(() => {
	[asked, signatures, answersFrom] = [[], [], PUBLIC_ADDRESS];
	isTrusted = true;
});
afterAll(async () => {
	dns.lookup = lookup;
	Reflect.deleteProperty(TLSSocket.prototype, 'remoteAddress');
	tlsModule.connect = connect;
	for (const server of [plain, tls]) {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
});

const fetched = async (link: string, limits: Partial<DownloadLimits> = {}, signal?: AbortSignal) =>
	await download(helperContext(CREDENTIAL, signal), link, {
		maxBytes: 1_000_000,
		timeoutMs: 10_000,
		...limits,
	});
/** At a stranger's host of the internet. */
const at = (path: string) => `https://files.shop.com:${ports.tls}${path}`;
/** At the service's own address. */
const own = () => `http://127.0.0.1:${ports.plain}`;
const ofOwn = async (path: string, limits: Partial<DownloadLimits> = {}) =>
	await fetched(`${own()}${path}`, { baseUrl: `${own()}/api`, ...limits });
const whyOf = (found: Download) => ('why' in found ? found.why : found);

test('a file of a public host comes with its type, and the credential stays here', async () => {
	expect(await fetched(at('/voice'))).toEqual({ bytes: VOICE, mimeType: 'audio/ogg' });
	expect(await fetched(at('/to-voice'))).toEqual({ bytes: VOICE, mimeType: 'audio/ogg' });
	expect(signatures.map(({ 'api-key': key, sign: given }) => [key, given])).toEqual(
		signatures.map(() => [undefined, undefined]),
	);
});

test('a certificate that nobody vouches for ends it before anything is asked', async () => {
	isTrusted = false;
	expect(await fetched(at('/voice'))).toEqual({
		why: 'belongs to a host whose certificate cannot be trusted',
	});
	expect(asked).toEqual([]);
});

const OWN_NETWORK =
	'leads to an address of your own network, and n8n fetches files of strangers from the internet only';

test.each([
	['http://files.shop.com/voice', 'is not encrypted (http://), so anybody on the way could change the file'],
	['https://127.0.0.1/voice', OWN_NETWORK],
	['https://localhost/voice', OWN_NETWORK],
	['https://2130706433/voice', OWN_NETWORK],
	['https://0x7f.1/voice', OWN_NETWORK],
	['https://[::1]/voice', OWN_NETWORK],
	['https://[::ffff:10.0.0.1]/voice', OWN_NETWORK],
	['https://169.254.169.254/latest', OWN_NETWORK],
	['https://metadata.google.internal/', OWN_NETWORK],
	['https://printer/voice', OWN_NETWORK],
	['https://user:pass@files.shop.com/voice', 'holds a user name or password'],
	['file:///etc/passwd', 'is not a complete web address (https://…)'],
	['voice.ogg', 'is not a complete web address (https://…)'],
])('%s: nobody is asked', async (link, why) => {
	expect(await fetched(link)).toEqual({ why });
	expect(asked).toEqual([]);
});

test.each([
	['/to-metadata', OWN_NETWORK],
	['/to-localhost', OWN_NETWORK],
	['/to-http', 'is not encrypted (http://), so anybody on the way could change the file'],
	['/to-password', 'holds a user name or password'],
	['/to-file', 'leads to something that is not a web address'],
	['/round', 'leads from one address to the next, more than 5 times'],
])('%s: each redirect is looked at as the first address is', async (path, why) => {
	expect(await fetched(at(path))).toEqual({ why });
	expect(new Set(asked)).toEqual(new Set([`files.shop.com${path}`]));
	// The service's own address sends nobody into this network either.
	if (path !== '/to-http') expect(await ofOwn(path)).toEqual({ why });
});

test.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:192.168.0.1', 'fe80::1', 'fd00::5'])(
	'a public name that leads to %s: nothing of the answer is read',
	async (address) => {
		answersFrom = address;
		expect(whyOf(await fetched(at('/voice')))).toBe(
			`${OWN_NETWORK} (${address}). If n8n goes out through a proxy, use an HTTP Request node`,
		);
	},
);

test('newer n8n asks the name service first, and then nobody else is asked', async () => {
	class SsrfBlockedIpError extends Error {}
	const context = helperContext(CREDENTIAL);
	const policies: string[] = [];
	const guarded = {
		...context,
		helpers: {
			...context.helpers,
			getSecureEgressFilter: (policy: string) => {
				policies.push(policy);
				return {
					validateUrl: async (url: string) =>
						url.includes('inner') ? { ok: false, error: new SsrfBlockedIpError() } : { ok: true },
				};
			},
		},
	};
	const limits = { maxBytes: 1e6, timeoutMs: 10_000 };
	expect(await download(guarded, `https://inner.shop.com:${ports.tls}/voice`, limits)).toEqual({
		why: OWN_NETWORK,
	});
	expect(asked).toEqual([]);
	expect(await download(guarded, at('/voice'), limits)).toEqual({ bytes: VOICE, mimeType: 'audio/ogg' });
	expect(policies).toEqual(['enforced', 'enforced']);
});

test.each([
	['/empty', { why: 'holds an empty file' }],
	['/gone', { why: 'leads to nothing (HTTP 404): files are not kept for ever' }],
	['/login', { why: 'cannot be opened without a login (HTTP 401)' }],
	['/large', { why: 'holds a file that is too large', isTooLarge: true }],
	['/flood', { why: 'holds a file that is too large', isTooLarge: true }],
	['/packed', { why: 'does not show which host has answered, perhaps because it packs its files' }],
	['/cut', { why: 'could not be opened: the connection broke' }],
	['/says-more', { why: 'could not be opened: the connection broke' }],
	// The hash of the push tells that it is not all.
	['/says-less', { bytes: Buffer.from('OggS'), mimeType: '' }],
])('a host that misbehaves: %s', async (path, found) => {
	expect(await fetched(at(path))).toEqual(found);
});

test.each(['/endless', '/silent'])(
	'a host that does not end is left when the time is up: %s',
	async (path) => {
		expect(await fetched(at(path), { timeoutMs: 300 })).toEqual({ why: 'did not answer in time' });
	},
);

test('a host that does not end is left, too, when the memory was cleaned up meanwhile', async () => {
	setFlagsFromString('--expose_gc');
	const cleanUp = runInNewContext('gc') as () => void;
	const timer = setInterval(cleanUp, 50);
	try {
		expect(await fetched(at('/endless'), { timeoutMs: 500 })).toEqual({ why: 'did not answer in time' });
	} finally {
		clearInterval(timer);
	}
});

test.each(['name service', 'credential', 'request'])(
	'a %s that never answers and knows no signal does not hold it up for ever',
	async (what) => {
		const never = async () => await new Promise<never>(() => undefined);
		const context = helperContext(CREDENTIAL);
		const helpers = {
			...context.helpers,
			...(what === 'name service' && { getSecureEgressFilter: () => ({ validateUrl: never }) }),
			...(what === 'credential' && { httpRequestWithAuthentication: never }),
			...(what === 'request' && { httpRequest: never }),
		};
		const [link, limits] =
			what === 'credential' ? [`${own()}/login`, { baseUrl: `${own()}/api` }] : [at('/voice'), {}];
		expect(
			await download({ ...context, helpers }, link, { maxBytes: 1e6, timeoutMs: 300, ...limits }),
		).toEqual({ why: 'did not answer in time' });
	},
);

test('a canceled execution does not wait for a file', async () => {
	const canceled = new AbortController();
	const found = fetched(at('/endless'), {}, canceled.signal);
	canceled.abort();
	expect(await found).toEqual({ why: 'did not answer in time' });
});

test('the service’s own address is asked without the signature, and with it only where a login is wanted', async () => {
	expect(await ofOwn('/voice')).toEqual({ bytes: VOICE, mimeType: 'audio/ogg' });
	expect(await ofOwn('/login')).toEqual({ bytes: VOICE, mimeType: 'audio/ogg' });
	expect(asked).toEqual(['127.0.0.1/voice', '127.0.0.1/login', '127.0.0.1/login']);
	expect(signatures.map(({ 'api-key': key }) => key)).toEqual([undefined, undefined, 'key']);
});

test('another port of the same host is somebody else', async () => {
	expect(await fetched(`http://127.0.0.1:${ports.tls}/voice`, { baseUrl: own() })).toEqual({
		why: OWN_NETWORK,
	});
});
