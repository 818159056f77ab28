import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { N8nClient, type Owner } from './client';
import { DEFAULT_VERSION, installN8n } from './install';
import { keepFolder, killGroup, removeFolder, run, start, stop, temporaryFolder } from './processes';
import { type Progress, silent } from './progress';

export interface N8nOptions {
	/** One of scripts/n8n/<version>. */
	version?: string;
	/** The packed node, from packNode. */
	tarball: string;
	port?: number;
	/** Added to n8n's environment, and stronger than ours. */
	env?: NodeJS.ProcessEnv;
	/** A folder that exists and is kept; without it a temporary one. */
	userFolder?: string;
	progress?: Progress;
}

export interface N8n {
	version: string;
	url: string;
	/** The first user; `client` is logged in as it. */
	owner: Owner;
	client: N8nClient;
	userFolder: string;
	logFile: string;
	pid: number;
	/** Starts one more process of this n8n that takes executions from the queue; for EXECUTIONS_MODE=queue only. */
	startWorker(): Promise<Worker>;
	/** Ends n8n, its workers and all they started. The log goes, too, unless `keepLog`. */
	stop(options?: { keepLog?: boolean }): Promise<void>;
}

export interface Worker {
	pid: number;
	logFile: string;
	/** As a power cut would: nothing is finished or handed back. */
	kill(): void;
}

const owner: Owner = { email: 'owner@example.com', password: 'Echeveria-2026' };

/** Two servers at once, so that they cannot get the same port. */
async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	const ports = await Promise.all(
		servers.map(
			async (server) =>
				await new Promise<number>((resolve, reject) => {
					server.once('error', reject);
					server.listen(0, '127.0.0.1', () => {
						const address = server.address();
						if (typeof address === 'object' && address !== null) resolve(address.port);
					});
				}),
		),
	);
	await Promise.all(servers.map(async (server) => await new Promise((resolve) => server.close(resolve))));
	return ports;
}

/** Ours, without what a developer may have set for another n8n or what npm adds. */
function cleanEnvironment(): NodeJS.ProcessEnv {
	const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|NODE_FUNCTION_|NODE_ENV$|JEST_|npm_)/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function n8nEnvironment(
	version: string,
	userFolder: string,
	node: string,
	port: number,
	brokerPort: number,
): NodeJS.ProcessEnv {
	const env = cleanEnvironment();
	return {
		...env,
		// n8n starts its task runner with the `node` it finds.
		PATH: [dirname(node), env.PATH].join(delimiter),
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		// The cookie has to work over plain http.
		N8N_SECURE_COOKIE: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		// n8n 1 wants to be told that community nodes may be tools, and its new expression engine wants a native module
		// that is not built here.
		N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
		...(version.startsWith('1.') ? { N8N_EXPRESSION_ENGINE: 'legacy' } : {}),
		NO_COLOR: '1',
	};
}

/** As a user's n8n has it: the packed package under <user folder>/.n8n/nodes, without development dependencies. */
async function installTarball(userFolder: string, tarball: string, logFile: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	mkdirSync(nodes, { recursive: true });
	writeFileSync(join(nodes, 'package.json'), JSON.stringify({ name: 'installed-nodes', private: true }));
	// The peer n8n-workflow is n8n's own, as in n8n's installer.
	const flags = [
		'--ignore-scripts',
		'--omit=dev',
		'--omit=peer',
		'--legacy-peer-deps',
		'--no-audit',
		'--no-fund',
	];
	await run('npm', ['install', ...flags, '--loglevel=error', tarball], { cwd: nodes, logFile });
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
 * Throws, naming the step and the log, when it does not come up within two minutes or does not know the node.
 */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const { version = DEFAULT_VERSION, tarball, progress = silent } = options;
	const installation = await installN8n(version, progress);
	const folder = temporaryFolder(`n8n-${version}`);
	const logFile = join(folder, 'n8n.log');
	const userFolder = options.userFolder ?? join(folder, 'user');

	return await progress.step(`Starting n8n ${version} with the packed node`, async () => {
		const fail = (step: string, error: unknown): Error => {
			keepFolder(folder);
			const reason = error instanceof Error ? error.message : String(error);
			return new Error(`${step}: ${reason}\nThe log is ${logFile}. It says:\n${excerpt(logFile)}`);
		};
		writeFileSync(logFile, '');
		await installTarball(userFolder, tarball, logFile).catch((error) => {
			throw fail('Installing the packed node', error);
		});

		const [freePort = 0, brokerPort = 0] = await freePorts(2);
		const port = options.port ?? freePort;
		const url = `http://127.0.0.1:${port}`;
		const env = {
			...n8nEnvironment(version, userFolder, installation.node, port, brokerPort),
			...options.env,
		};
		const child = start(installation.node, [installation.n8n, 'start'], { cwd: folder, logFile, env });
		const workers: ChildProcess[] = [];
		const startWorker = async (): Promise<Worker> => {
			const [workerBrokerPort = 0, healthPort = 0] = await freePorts(2);
			const workerLog = join(folder, `worker-${workers.length + 1}.log`);
			writeFileSync(workerLog, '');
			const worker = start(installation.node, [installation.n8n, 'worker'], {
				cwd: folder,
				logFile: workerLog,
				env: {
					...env,
					N8N_RUNNERS_BROKER_PORT: String(workerBrokerPort),
					QUEUE_HEALTH_CHECK_ACTIVE: 'true',
					QUEUE_HEALTH_CHECK_PORT: String(healthPort),
				},
			});
			workers.push(worker);
			await untilAnswers(
				`http://127.0.0.1:${healthPort}/healthz`,
				() => worker.exitCode ?? worker.signalCode,
			);
			return { pid: worker.pid ?? 0, logFile: workerLog, kill: () => killGroup(worker, 'SIGKILL') };
		};
		const end = async (keepLog: boolean) => {
			await Promise.all([child, ...workers].map(async (running) => await stop(running)));
			if (!keepLog) removeFolder(folder);
		};
		try {
			await untilReady(url, () => child.exitCode ?? child.signalCode);
			const client = new N8nClient(url);
			await client.setUpOwner(owner);
			await expectNode(client);
			const pid = child.pid ?? 0;
			return {
				version,
				url,
				owner,
				client,
				userFolder,
				logFile,
				pid,
				startWorker,
				stop: async (how) => {
					if (how?.keepLog === true) keepFolder(folder);
					await end(how?.keepLog === true);
				},
			};
		} catch (error) {
			await end(true);
			throw fail(`Starting n8n ${version}`, error);
		}
	});
}

/** The health page answers before the API does: ask for something that the API gives. */
async function untilReady(url: string, ended: () => number | string | null): Promise<void> {
	await untilAnswers(`${url}/rest/settings`, ended);
}

async function untilAnswers(
	address: string,
	ended: () => number | string | null,
	timeoutMs = 120_000,
): Promise<void> {
	const until = Date.now() + timeoutMs;
	while (Date.now() < until) {
		if (ended() !== null) throw new Error(`n8n ended by itself (${ended()})`);
		const ready = await fetch(address, { signal: AbortSignal.timeout(5000) }).then(
			(response) => response.ok && (response.headers.get('content-type') ?? '').includes('json'),
			() => false,
		);
		if (ready) return;
		await sleep(200);
	}
	throw new Error(`n8n did not answer within ${timeoutMs / 1000} s`);
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
