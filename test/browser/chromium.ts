import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import type { Progress } from '../../scripts/n8n';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Nothing that fetches on its own account. */
const args = [
	'--no-sandbox',
	'--disable-quic',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
];

const installed = () =>
	[process.env.CHROMIUM, ...places].find((path) => path !== undefined && existsSync(path));

function install(): void {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		throw new Error(
			'The browser tests need Chromium. On Debian: sudo apt-get install chromium. Elsewhere: set CHROMIUM to the path of a Chromium or Chrome.',
		);
	}
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const words of [
		['update'],
		['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji'],
	]) {
		const { status, stderr } = spawnSync('apt-get', words, { env, encoding: 'utf8', timeout: 600_000 });
		if (status !== 0) throw new Error(`apt-get ${words.join(' ')} failed: ${stderr}`);
	}
}

/** Starts a headless Chromium; on Debian, root gets it installed. Throws, saying what to install, where there is none. */
export async function startChromium(progress: Progress): Promise<Browser> {
	if (installed() === undefined) {
		await progress.step('Installing Chromium', async () => {
			install();
		});
	}
	return await chromium.launch({ executablePath: installed(), args });
}
