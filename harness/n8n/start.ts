import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePorts } from '../ports';
import { keepFolder, killGroup, removeFolder, run, start, stop, temporaryFolder } from '../processes';
import { type Progress, silent } from '../progress';
import { until } from '../until';
import { N8nClient, type Owner } from './client';
import { n8nEnvironment } from './environment';
import { DEFAULT_VERSION, installN8n } from './install';

export interface N8nOptions {
	/** One of harness/n8n/<version>. */
	version?: string;
	/** The packed node, from packPackage. */
	tarball: string;
	port?: number;
	/** Added to n8n's environment, and stronger than ours. */
	env?: NodeJS.ProcessEnv;
	/** A folder that exists and is kept; without it a temporary one. */
	userFolder?: string;
	progress?: Progress;
}

/** A worker or a process for webhooks, beside the main process. */
export interface N8nProcess {
	readonly pid: number;
	/** Where it answers: the webhooks of a webhook process, the health page of a worker. */
	url: string;
	logFile: string;
	/** As a power cut would: nothing is finished or handed back. */
	kill(): void;
	/** Lets it finish what it has begun, and waits until it is gone. */
	stop(): Promise<void>;
	/** Stops it if it runs, and starts it again at the same address. */
	restart(): Promise<void>;
}

export interface N8n {
	version: string;
	url: string;
	/** The first user; `client` is logged in as it. */
	owner: Owner;
	client: N8nClient;
	userFolder: string;
	logFile: string;
	/** Of the main process. */
	readonly pid: number;
	/** Whether the main process is gone. */
	readonly hasEnded: boolean;
	/** Starts one more process that takes executions from the queue; for EXECUTIONS_MODE=queue only. */
	startWorker(): Promise<N8nProcess>;
	/** Starts one more process that takes calls of webhooks, at a URL of its own; for EXECUTIONS_MODE=queue only. */
	startWebhookProcess(): Promise<N8nProcess>;
	/** Ends the main process as a power cut would, and waits until it is gone. `restart` brings it back. */
	kill(): Promise<void>;
	/** Ends the main process if it runs, and starts it again with the same user folder, address and session. */
	restart(change?: { env?: NodeJS.ProcessEnv }): Promise<void>;
	/** Installs the packed node once more while n8n runs; `restart` loads it. */
	reinstall(): Promise<void>;
	/** Ends n8n, its workers and all they started. The log goes, too, unless `keepLog`. */
	stop(options?: { keepLog?: boolean }): Promise<void>;
}

const OWNER: Owner = { email: 'owner@example.com', password: 'Echeveria-2026' };

/** As the guide says (docs/questions.md), but offline: nothing may be needed besides the package. */
export async function installTarball(userFolder: string, tarball: string, logFile: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	await run('npm', ['install', '--prefix', nodes, tarball, '--offline'], { cwd: dirname(tarball), logFile });
}

/** The lines of a log that most likely tell why. */
function excerpt(logFile: string): string {
	const lines = readFileSync(logFile, 'utf8').trim().split('\n');
	const telling = lines.filter(
		(line) => /\b(error|cannot|failed)\b|n8n-nodes-itnio(?!-)/i.test(line) && !/^\s*(- |at )/.test(line),
	);
	return (telling.length > 0 ? telling.slice(0, 12) : lines.slice(-12)).join('\n');
}

/**
 * Starts a real n8n with the packed node in it, sets up its owner and returns when it answers.
 * Throws, naming the step and the log, when it does not come up or does not know the node.
 */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const { version = DEFAULT_VERSION, tarball, progress = silent } = options;
	const installation = await installN8n(version, progress);
	const folder = temporaryFolder(`n8n-${version}`);
	const logFile = join(folder, 'n8n.log');
	const userFolder = options.userFolder ?? join(folder, 'user');
	const beside: ChildProcess[] = [];
	let main: ChildProcess;

	const [freePort = 0, brokerPort = 0] = await freePorts(2);
	const port = options.port ?? freePort;
	const url = `http://127.0.0.1:${port}`;
	let env = { ...n8nEnvironment(installation, userFolder, port), ...options.env };

	const startProcess = (command: 'start' | 'worker' | 'webhook', log: string, own: NodeJS.ProcessEnv) =>
		start(installation.node, [installation.n8n, command], {
			cwd: folder,
			logFile: log,
			env: { ...env, ...own },
		});
	const startMain = async () => {
		main = startProcess('start', logFile, { N8N_RUNNERS_BROKER_PORT: String(brokerPort) });
		// The health page answers before the API does: ask for something that the API gives.
		await untilAnswers(`${url}/rest/settings`, main);
	};
	const startBeside = async (
		command: 'worker' | 'webhook',
		own: (port: number) => NodeJS.ProcessEnv,
	): Promise<N8nProcess> => {
		const [ownPort = 0, ownBrokerPort = 0] = await freePorts(2);
		const log = join(folder, `${command}-${beside.length + 1}.log`);
		writeFileSync(log, '');
		const ownUrl = `http://127.0.0.1:${ownPort}`;
		const begin = async () => {
			const begun = startProcess(command, log, {
				N8N_RUNNERS_BROKER_PORT: String(ownBrokerPort),
				...own(ownPort),
			});
			beside.push(begun);
			await untilAnswers(`${ownUrl}/healthz`, begun);
			return begun;
		};
		let child = await begin();
		return {
			get pid() {
				return child.pid ?? 0;
			},
			url: ownUrl,
			logFile: log,
			kill: () => killGroup(child, 'SIGKILL'),
			stop: async () => await stop(child),
			restart: async () => {
				await stop(child);
				child = await begin();
			},
		};
	};
	const end = async (keepLog: boolean) => {
		await Promise.all([main, ...beside].map(async (child) => await stop(child)));
		if (keepLog) keepFolder(folder);
		else removeFolder(folder);
	};
	const naming = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			keepFolder(folder);
			const reason = error instanceof Error ? error.message : String(error);
			throw new Error(`${step}: ${reason}\nThe log is ${logFile}. It says:\n${excerpt(logFile)}`);
		}
	};

	return await progress.step(`Starting n8n ${version} with the packed node`, async () => {
		writeFileSync(logFile, '');
		await naming('Installing the packed node', async () => {
			await installTarball(userFolder, tarball, logFile);
		});
		const client = new N8nClient(url);
		await naming(`Starting n8n ${version}`, async () => {
			try {
				await startMain();
				await client.setUpOwner(OWNER);
				await expectNode(client);
			} catch (error) {
				await end(true);
				throw error;
			}
		});
		return {
			version,
			url,
			owner: OWNER,
			client,
			userFolder,
			logFile,
			get pid() {
				return main.pid ?? 0;
			},
			get hasEnded() {
				return (main.exitCode ?? main.signalCode) !== null;
			},
			startWorker: async () =>
				await startBeside('worker', (healthPort) => ({
					QUEUE_HEALTH_CHECK_ACTIVE: 'true',
					QUEUE_HEALTH_CHECK_PORT: String(healthPort),
				})),
			startWebhookProcess: async () =>
				await startBeside('webhook', (webhookPort) => ({ N8N_PORT: String(webhookPort) })),
			kill: async () => await stop(main, 0),
			restart: async (change = {}) => {
				await stop(main);
				env = { ...env, ...change.env };
				await naming(`Starting n8n ${version} again`, startMain);
			},
			reinstall: async () => await installTarball(userFolder, tarball, logFile),
			stop: async ({ keepLog = false } = {}) => await end(keepLog),
		};
	});
}

/** Waits until a process of n8n answers with JSON. Throws when it ends before. */
async function untilAnswers(address: string, child: ChildProcess): Promise<void> {
	await until(`n8n to answer at ${address}`, async () => {
		const ended = child.exitCode ?? child.signalCode;
		if (ended !== null) throw new Error(`n8n ended by itself (${ended})`);
		return await fetch(address, { signal: AbortSignal.timeout(10_000) }).then(
			(response) => response.ok && (response.headers.get('content-type') ?? '').includes('json'),
			() => false,
		);
	});
}

/** A package that cannot be loaded costs n8n one line in its log and nothing else. */
async function expectNode(client: N8nClient): Promise<void> {
	const types = await client.nodeTypes();
	const ours = types.filter(({ name }) => name.startsWith('n8n-nodes-itnio.')).map(({ name }) => name);
	if (!ours.includes('n8n-nodes-itnio.itnioWhatsApp')) {
		throw new Error(
			`n8n did not load n8n-nodes-itnio.itnioWhatsApp (of this package: ${ours.join(', ') || 'nothing'})`,
		);
	}
}
