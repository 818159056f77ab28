import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicAddress, type PublicAddress } from '../../harness/publicAddress';

let n8n: Server;
let address: PublicAddress;
let isReady: boolean;
const called: string[] = [];

beforeEach(async () => {
	called.length = 0;
	isReady = false;
	n8n = createServer((request, response) => {
		if (request.url === '/healthz/readiness') return response.writeHead(isReady ? 200 : 503).end();
		called.push(String(request.url));
		return response.end(isReady ? 'taken' : 'n8n is starting up. Please wait');
	});
	await once(n8n.listen(0, '127.0.0.1'), 'listening');
	address = await publicAddress(`http://127.0.0.1:${(n8n.address() as AddressInfo).port}`);
});
afterEach(async () => {
	await address.close();
	n8n.close();
});

const push = async () => await fetch(`${address.url}/webhook/a`, { method: 'POST', body: '{}' });

test('nobody is told 200 by an n8n that starts', async () => {
	await expect(push()).rejects.toThrow('fetch failed');
	expect(called).toEqual([]);
	isReady = true;
	expect(await (await push()).text()).toBe('taken');
	expect(called).toEqual(['/webhook/a']);
});

test('where n8n is away, the call fails', async () => {
	n8n.close();
	await expect(push()).rejects.toThrow('fetch failed');
	expect(called).toEqual([]);
});
