import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CommandOptions {
	cwd: string;
	/** Standard output and error are appended here. */
	logFile: string;
	/** Gets standard output in place of the log. */
	outputFile?: string;
	env?: NodeJS.ProcessEnv;
}

const windows = process.platform === 'win32';
const running = new Set<ChildProcess>();
const folders = new Set<string>();
let guarded = false;

/** Whatever ends this process (Ctrl-C, a kill, an exception), what it started and its temporary folders go with it. */
function guard(): void {
	if (guarded) return;
	guarded = true;
	process.on('exit', () => {
		for (const child of running) killGroup(child, 'SIGKILL');
		for (const folder of folders) removeFolder(folder);
	});
	for (const [signal, code] of [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const) {
		process.on(signal, () => process.exit(code));
	}
}

/** Ends a process that `start` started, and all that it started. */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (windows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
		else process.kill(-child.pid, signal);
	} catch {
		// The group is gone already.
	}
}

/** A new folder (under the system's temporary folder unless told), removed when this process ends, unless kept. */
export function temporaryFolder(name: string, parent = tmpdir()): string {
	guard();
	const folder = mkdtempSync(join(parent, `n8n-nodes-itnio-${name}-`));
	folders.add(folder);
	return folder;
}

export function removeFolder(folder: string): void {
	try {
		// A process that was killed a moment ago may still be writing into it.
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
	} catch (error) {
		console.error(`Could not remove ${folder}: ${String(error)}`);
	}
	folders.delete(folder);
}

/** Leaves a temporary folder in place: for the logs of something that failed. */
export function keepFolder(folder: string): void {
	folders.delete(folder);
}

/** Starts a command in a process group of its own, so that stopping it also stops what it started. */
export function start(command: string, args: string[], options: CommandOptions): ChildProcess {
	const { cwd, logFile, outputFile = logFile, env } = options;
	guard();
	const [log, output] = [openSync(logFile, 'a'), openSync(outputFile, 'a')];
	const child = spawn(command, args, {
		cwd,
		env: env ?? process.env,
		stdio: ['ignore', output, log],
		detached: !windows,
		// npm is npm.cmd there, which only a shell can start.
		shell: windows && !command.endsWith('.exe'),
	});
	closeSync(log);
	closeSync(output);
	running.add(child);
	child.once('exit', () => running.delete(child));
	child.once('error', () => running.delete(child));
	return child;
}

/** Asks the whole process group to end, and insists after `graceMs`. */
export async function stop(child: ChildProcess, graceMs = 30_000): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) {
		const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
		killGroup(child, 'SIGTERM');
		const insist = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
		await ended;
		clearTimeout(insist);
	}
	// A helper of the process may have outlived it.
	killGroup(child, 'SIGKILL');
	running.delete(child);
}

/** Runs a command to its end. Throws, naming the command and its log, when it cannot start or fails. */
export async function run(command: string, args: string[], options: CommandOptions): Promise<void> {
	const child = start(command, args, options);
	const what = [command, ...args].join(' ');
	await new Promise<void>((resolve, reject) => {
		child.once('error', (error) => reject(new Error(`${what} could not be started: ${error.message}`)));
		child.once('exit', (code, signal) => {
			if (code === 0) resolve();
			else
				reject(
					new Error(
						`${what} ended with ${signal ?? `exit code ${code}`}. Its output is in ${options.logFile}`,
					),
				);
		});
	});
}
