import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { installDebianPackages } from '../debian';
import { keepFolder, removeFolder, run, temporaryFolder } from '../processes';
import type { Progress } from '../progress';

export interface Installation {
	version: string;
	folder: string;
	/** The Node that runs this n8n: its own where the version wants a newer one than ours. */
	node: string;
	/** n8n's start script, for `node`. */
	n8n: string;
}

export const DEFAULT_VERSION = '2.8.4';

const lockedFiles = ['package.json', 'package-lock.json', '.npmrc'];
const stamp = '.complete';

/** The versions that have a lockfile here, oldest first. */
export function knownVersions(): string[] {
	return readdirSync(__dirname)
		.filter((name) => existsSync(join(__dirname, name, 'package-lock.json')))
		.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function cacheRoot(): string {
	return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-itnio');
}

/** What an install left behind that was killed outright: an hour is longer than any takes. */
function removeAbandoned(): void {
	for (const name of readdirSync(cacheRoot())) {
		const folder = join(cacheRoot(), name);
		if (name.startsWith('n8n-nodes-itnio-install-') && Date.now() - statSync(folder).mtimeMs > 3_600_000) {
			rmSync(folder, { recursive: true, force: true });
		}
	}
}

function describe(version: string, folder: string): Installation {
	// A version that needs a newer Node than this project brings one, as a package of the npm registry.
	const bundled = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
		.map((name) => join(folder, 'node_modules', name, 'bin', 'node'))
		.find((file) => existsSync(file));
	const manifest = JSON.parse(readFileSync(join(folder, 'node_modules', 'n8n', 'package.json'), 'utf8')) as {
		version: string;
	};
	if (manifest.version !== version)
		throw new Error(`${folder} holds n8n ${manifest.version}, not ${version}`);
	return {
		version,
		folder,
		node: bundled ?? process.execPath,
		n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}

/** node-gyp downloads Node's headers unless it is told where they are; most installations have them beside the binary. */
function buildEnvironment(): NodeJS.ProcessEnv {
	const prefix = dirname(dirname(process.execPath));
	const hasHeaders = existsSync(join(prefix, 'include', 'node', 'node_api.h'));
	if (!hasHeaders || process.env.npm_config_nodedir !== undefined) return process.env;
	return { ...process.env, npm_config_nodedir: prefix };
}

function missingTools(): string[] {
	return ['python3', 'make', 'g++'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
}

/** sqlite3 is the one part of n8n that is machine code: it is fetched ready-made where possible, else compiled. */
async function buildSqlite(folder: string, logFile: string, progress: Progress): Promise<void> {
	const binary = join(folder, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
	const rebuild = async () => {
		const args = ['rebuild', 'sqlite3', '--ignore-scripts=false'];
		await run('npm', args, { cwd: folder, logFile, env: buildEnvironment() });
		// npm succeeds, too, where its settings forbid the build script.
		if (!existsSync(binary))
			throw new Error(`npm rebuild sqlite3 built nothing. Its output is in ${logFile}`);
	};
	try {
		await rebuild();
	} catch (error) {
		const missing = missingTools();
		if (missing.length === 0) throw error;
		await progress.step(`Installing ${missing.join(', ')}`, async () => {
			await installDebianPackages(
				['python3', 'make', 'g++'],
				`sqlite3 has to be compiled here, and ${missing.join(', ')} is missing`,
				logFile,
				`On macOS: xcode-select --install. Details: ${logFile}`,
			);
		});
		await rebuild();
	}
}

function publish(partial: string, target: string): void {
	const isWhole = () => existsSync(join(target, stamp));
	if (existsSync(target) && !isWhole()) rmSync(target, { recursive: true });
	try {
		renameSync(partial, target);
	} catch (error) {
		// Another process was faster: its install is as good as ours.
		if (!isWhole()) throw error;
	}
}

/**
 * Installs the n8n that harness/n8n/<version>/package-lock.json describes, once: the cache is outside the checkout
 * and named after the lockfile. An install becomes visible only when it is whole, by a rename, so an interrupted one
 * is redone and two at a time do no harm.
 */
export async function installN8n(version: string, progress: Progress): Promise<Installation> {
	const source = join(__dirname, version);
	if (!existsSync(join(source, 'package-lock.json'))) {
		throw new Error(`There is no lockfile for n8n ${version}. Known versions: ${knownVersions().join(', ')}`);
	}
	const lock = createHash('sha256')
		.update(readFileSync(join(source, 'package-lock.json')))
		.digest('hex');
	const target = join(cacheRoot(), `n8n-${version}-${lock.slice(0, 12)}`);
	if (existsSync(join(target, stamp))) return describe(version, target);

	mkdirSync(cacheRoot(), { recursive: true });
	removeAbandoned();
	const partial = temporaryFolder(`install-${version}`, cacheRoot());
	const logFolder = temporaryFolder('install-log');
	const logFile = join(logFolder, 'install.log');
	try {
		for (const file of lockedFiles) copyFileSync(join(source, file), join(partial, file));
		await progress.step(
			`Installing n8n ${version} (once, 3–6 minutes, about 2.5 GB in ${cacheRoot()})`,
			// Not `npm ci`: it refuses a lockfile that lacks the optional parts of other operating systems.
			async () =>
				await run('npm', ['install', '--no-save', '--ignore-scripts', '--loglevel=error'], {
					cwd: partial,
					logFile,
				}),
		);
		await progress.step(
			'Building its database driver (sqlite3)',
			async () => await buildSqlite(partial, logFile, progress),
		);
		writeFileSync(join(partial, stamp), `${new Date().toISOString()}\n`);
		publish(partial, target);
	} catch (error) {
		keepFolder(logFolder);
		throw error;
	} finally {
		removeFolder(partial);
	}
	removeFolder(logFolder);
	return describe(version, target);
}
