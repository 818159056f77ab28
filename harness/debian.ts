import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './processes';

/** Whether `installDebianPackages` can do anything here. */
export const canInstallPackages = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Whether a command can be called by its name. */
export const hasCommand = (command: string): boolean => spawnSync('which', [command]).status === 0;

/**
 * Installs packages of Debian or Ubuntu, as root. Waits for another apt-get that is at work.
 *
 * @param purpose what is missing and for what, as the beginning of a sentence: "The browser tests need Chromium"
 * @param elsewhere what to do on other systems, as a sentence
 * @throws Error that tells a person what to install, where this cannot
 */
export async function installDebianPackages(
	packages: readonly string[],
	purpose: string,
	logFile: string,
	elsewhere = '',
): Promise<void> {
	if (!canInstallPackages()) {
		throw new Error(
			`${purpose}. On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}. ${elsewhere}`.trim(),
		);
	}
	const options = { cwd: '/', logFile, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
	const apt = ['-o', 'DPkg::Lock::Timeout=600'];
	await run('apt-get', [...apt, 'update'], options);
	await run('apt-get', [...apt, 'install', '-y', '--no-install-recommends', ...packages], options);
}
