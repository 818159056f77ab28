// Runs a script of this repository: node scripts/run.mjs <script, without .ts> [arguments]. Before it, installs the
// development dependencies when they are missing or older than the lockfile; without a script, that is all.
// Plain JavaScript on Node's own modules: on a fresh clone nothing else is there yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function setUp() {
	const stamp = join(root, 'node_modules', '.setup-stamp');
	const lockfile = readFileSync(join(root, 'package-lock.json'));
	const wanted = createHash('sha256').update(lockfile).digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
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

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
	console.error(`This project needs Node 20 or newer; this is Node ${process.versions.node}.`);
	process.exit(1);
}
setUp();

const [script, ...args] = process.argv.slice(2);
if (script !== undefined) {
	const child = spawn(process.execPath, ['--import', 'tsx', join(root, `${script}.ts`), ...args], {
		cwd: root,
		stdio: 'inherit',
	});
	// The script clears away what it started; whoever ends this process means the script.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	child.once('exit', (code) => process.exit(code ?? 1));
}
