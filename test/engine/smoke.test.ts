import { DEFAULT_ACCOUNT, startSandbox, type Sandbox } from '../../sandbox';
import { runInEngine } from './engine';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());

it('sends one text', async () => {
	const { apiKey, apiSecret, appIds } = DEFAULT_ACCOUNT;
	const { outputs } = await runInEngine({
		credential: { apiKey, apiSecret, appId: appIds[0] ?? '', baseUrl: sandbox.url },
		parameters: { resource: 'message', operation: 'sendText', businessPhone: '6282299953162', recipient: '6281234567890', text: 'hi' },
	});
	expect(outputs[0]?.[0]?.json).toMatchObject({ status: '0', recipient: '6281234567890' });
});
