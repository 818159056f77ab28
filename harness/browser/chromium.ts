import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { canInstallPackages, installDebianPackages } from '../debian';
import { temporaryFolder } from '../processes';
import { silent, type Progress } from '../progress';

const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Nothing that fetches on its own account. */
const ARGUMENTS = [
	'--no-sandbox',
	'--disable-quic',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	// Nothing beyond this machine. Routes would do it, too, but each page would then load and compile all of the editor again.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

const installed = () =>
	[process.env.CHROMIUM, ...PLACES].find((path) => path !== undefined && existsSync(path));

/** Whether a Chromium is there or can be had. */
export const canStartChromium = (): boolean => installed() !== undefined || canInstallPackages();

/** Starts a headless Chromium; on Debian, root gets it installed. Throws, saying what to install, where there is none. */
export async function startChromium(progress: Progress = silent): Promise<Browser> {
	if (installed() === undefined) {
		await progress.step('Installing Chromium', async () => {
			await installDebianPackages(
				['chromium', 'fonts-noto-color-emoji'],
				'The browser tests need Chromium',
				join(temporaryFolder('chromium'), 'apt.log'),
				'Elsewhere: set CHROMIUM to the path of a Chromium or Chrome.',
			);
		});
	}
	// The first start after the installation may be slow.
	return await chromium.launch({ executablePath: installed(), args: ARGUMENTS, timeout: 180_000 });
}
