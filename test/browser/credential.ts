/** The credential: what a person sees after saving it. */
import assert from 'node:assert/strict';
import { credentialData } from '../../harness';
import { DEFAULT_ACCOUNT } from '../../sandbox';
import { clock, editor, keepCredential, sandbox, test } from './stage';

test('credential: a good key works, and whatever is wrong is said in words', async () => {
	const form = await editor.openNewCredential();
	const good = { ...credentialData(sandbox.url), baseUrl: `${sandbox.url}/` };
	await form.typeAll(good);
	assert.match(await form.save(), /Connection tested successfully/);
	keepCredential(form.stored);
	try {
		await form.type('apiKey', 'not-the-key');
		assert.match(await form.save(), /ITNIO did not accept the API key or secret .*Enter both again/);
		await form.type('apiKey', DEFAULT_ACCOUNT.apiKey);

		clock.ahead = 3_600_000;
		await form.type('appId', 'sandboxApp ');
		assert.match(await form.save(), /clock of the machine that runs n8n is wrong: set it right/);
		clock.ahead = 0;

		// Newer versions of n8n leave it at the code.
		await form.type('baseUrl', 'http://127.0.0.1:9');
		assert.match(await form.save(), /refused the connection - perhaps it is offline|ECONNREFUSED/);
		await form.type('baseUrl', 'http://api.itniotech.example');
		assert.match(await form.save(), /must start with https:\/\//);
		await form.type('baseUrl', 'api.itniotech.com');
		assert.match(await form.save(), /is not a web address/);
	} finally {
		// The other tests send with it.
		clock.ahead = 0;
		await form.typeAll(good);
		await form.save();
	}
});
