// Installs the development dependencies when they are missing or older than the lockfile.
// Plain JavaScript on Node's own modules: on a fresh clone nothing else is there yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.setup-stamp');
const wanted = createHash('sha256')
	.update(readFileSync(join(root, 'package-lock.json')))
	.digest('hex');

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
	console.error(`This project needs Node 20 or newer; this is Node ${process.versions.node}.`);
	process.exit(1);
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
	console.log('Installing the development dependencies (once, about two minutes) …');
	const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	// Not `npm ci`: it refuses a lockfile that lacks the optional parts of other operating systems, as one may that was
	// made on this one. `install --no-save` takes the locked versions, too, and leaves the lockfile alone.
	const { status } = spawnSync(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	if (status !== 0) {
		console.error('npm install failed: see its messages above. Nothing else was done.');
		process.exit(status ?? 1);
	}
	writeFileSync(stamp, wanted);
}
