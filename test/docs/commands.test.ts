/** A command of the READMEs that no other part of CI runs. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

it('npm run sandbox: a text with a signature made by hand is accepted and shown on the page', async () => {
	const sandbox = spawn('npm', ['run', 'sandbox', '--', '--port', '0'], {
		cwd: root,
		// A group of its own: npm does not hand every signal on.
		detached: true,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	try {
		const url = await new Promise<string>((resolve, reject) => {
			let said = '';
			sandbox.stdout.on('data', (chunk: Buffer) => {
				said += chunk.toString();
				const found = /ITNIO sandbox: (http:\S+)/.exec(said)?.[1];
				if (found !== undefined) resolve(found);
			});
			sandbox.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
		});
		const timestamp = String(Math.floor(Date.now() / 1000));
		const sign = createHash('md5').update(`sandbox-keysandbox-secret${timestamp}`).digest('hex');
		const response = await fetch(`${url}/wa/custom/sendMsg`, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/json;charset=UTF-8',
				'Api-Key': 'sandbox-key',
				Timestamp: timestamp,
				Sign: sign,
			},
			body: JSON.stringify({
				appId: 'sandboxApp',
				businessPhone: '628111000111',
				recipient: '6281234567890',
				channelType: 0,
				type: 'text',
				text: { body: 'Made by hand' },
			}),
		});
		expect(await response.json()).toMatchObject({ status: '0' });
		expect(await (await fetch(url)).text()).toContain('Made by hand');
	} finally {
		// Its pipe would keep jest's worker from ending.
		if (sandbox.pid !== undefined && sandbox.exitCode === null) {
			const closed = once(sandbox, 'close');
			process.kill(-sandbox.pid, 'SIGTERM');
			await closed;
		}
	}
});
