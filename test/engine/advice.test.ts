/** A wrong clock and a wrong key by name, through messages and queries, over real HTTP. */
import { startSandbox } from '../../sandbox';
import { runInEngine } from './engine';
import { serviceForTests } from './service';

const service = serviceForTests();
const MINUTE = 60_000;

const send = async (credential: Record<string, string>) =>
	await runInEngine({
		credential: service.credential(credential),
		parameters: {
			operation: 'sendText',
			text: 'Hello',
			businessPhone: service.businessPhone,
			recipient: '6281234567890',
		},
	});
const ask = async (credential: Record<string, string>, resource: 'account' | 'template') =>
	await runInEngine({
		credential: service.credential(credential),
		parameters: { resource, operation: resource === 'account' ? 'getBalance' : 'getMany' },
	});

it.each([
	[7, 'behind'],
	[-9, 'ahead'],
])('a service whose clock is %i minutes off: this one is %s', async (minutes, direction) => {
	const sandbox = await startSandbox({ now: () => Date.now() + minutes * MINUTE });
	try {
		const says = `The clock of the machine that runs n8n is ${Math.abs(minutes)} minutes ${direction}`;
		for (const { error } of [
			await send({ baseUrl: sandbox.url }),
			await ask({ baseUrl: sandbox.url }, 'account'),
			await ask({ baseUrl: sandbox.url }, 'template'),
		]) {
			expect(error?.message).toContain(says);
		}
	} finally {
		await sandbox.close();
	}
});

it('a secret that was copied with quotes is recognised everywhere, and not shown', async () => {
	for (const { error } of [
		await send({ apiSecret: '"sandbox-secret"' }),
		await ask({ apiSecret: '"sandbox-secret"' }, 'account'),
		await ask({ apiSecret: '"sandbox-secret"' }, 'template'),
	]) {
		expect(error?.message).toContain(
			'(status -1). In the ITNIO API credential, API Secret is in quotes: remove them.',
		);
		expect(JSON.stringify(error)).not.toContain('sandbox-secret');
	}
});

it('a key that no request can carry is refused before, and surely not sent', async () => {
	const { error } = await send({ apiKey: '••••••••' });
	expect(error?.message).toContain('API Key holds the dots or stars with which a page hides it');
	expect(service.sandbox.requests).toBe(0);
});
