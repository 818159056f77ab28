import { startSandbox, type Sandbox } from '../../sandbox';
import { sign } from '../../sandbox/signature';
import { balance, md5, send, textMessage } from './helpers';

const NOW = 1_630_468_800;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: () => NOW * 1000 });
});
afterAll(async () => await sandbox.close());

const at = async (timestamp: string) => (await send(sandbox.url, textMessage(), { timestamp })).json.status;

test('signs as the vendor does', () => {
	expect(sign('bDqJFiq9', '7bz1lzh9', '1630468800')).toBe('05d7a50893e22a5c4bb3216ae3396c7c');
});

test('takes a Sign in either case', async () => {
	const Sign = md5(`sandbox-keysandbox-secret${NOW}`).toUpperCase();
	const { json } = await send(sandbox.url, textMessage(), { timestamp: String(NOW), headers: { Sign } });
	expect(json.status).toBe('0');
});

test.each([
	['now', NOW, '0'],
	['five minutes ago', NOW - 300, '0'],
	['in five minutes', NOW + 300, '0'],
	['a second too old', NOW - 301, '-4'],
	['a second too far ahead', NOW + 301, '-4'],
	['milliseconds', NOW * 1000, '-4'],
])('clock: %s', async (_, timestamp, status) => {
	expect(await at(String(timestamp))).toBe(status);
});

test('a Timestamp that is not a number counts as expired', async () => {
	expect(await at('2021-09-01')).toBe('-4');
});

test.each(['Api-Key', 'Timestamp', 'Sign'])('without %s nobody is let in', async (name) => {
	const { http, json } = await send(sandbox.url, textMessage(), {
		timestamp: String(NOW),
		headers: { [name]: '' },
	});
	expect([http, json.status]).toEqual([200, '-1']);
	expect(json.reason).toContain(name);
});

test('the signature of another second is no good', async () => {
	const Sign = md5(`sandbox-keysandbox-secret${NOW - 1}`);
	const { json } = await send(sandbox.url, textMessage(), { timestamp: String(NOW), headers: { Sign } });
	expect(json.status).toBe('-1');
});

test('the balance call also notices a wrong secret', async () => {
	expect((await balance(sandbox.url, { timestamp: String(NOW), apiSecret: 'other' })).json.status).toBe('-1');
});

test('the content type must be JSON', async () => {
	const headers = { 'Content-Type': 'text/plain' };
	const { json } = await send(sandbox.url, textMessage(), { timestamp: String(NOW), headers });
	expect(json).toEqual({ status: '-8', reason: 'header Content-Type must be application/json' });
});
