/** PostgreSQL and Redis for a test: real servers on free ports, with their data in a temporary folder. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, start, stop, temporaryFolder } from '../n8n/processes';

export interface Servers {
	/** Environment variables that lead n8n to both servers. */
	env: Record<string, string>;
	stop(): Promise<void>;
}

const asRoot = process.getuid?.() === 0;

function postgresFolder(): string | undefined {
	const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
	return versions
		.map((version) => `/usr/lib/postgresql/${version}/bin`)
		.find((bin) => existsSync(`${bin}/initdb`));
}

const has = (command: string): boolean => spawnSync('which', [command]).status === 0;

/** Debian's packages, as root; elsewhere it says what to install. */
async function installServers(logFile: string): Promise<void> {
	if (postgresFolder() !== undefined && has('redis-server')) return;
	if (!asRoot || !has('apt-get')) {
		throw new Error('This test needs redis-server and PostgreSQL: install both, then run it again');
	}
	const options = { cwd: '/', logFile, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
	await run('apt-get', ['update'], options);
	await run('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server', 'postgresql'], options);
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return typeof address === 'object' && address !== null ? address.port : 0;
}

async function untilTrue(what: string, check: () => boolean): Promise<void> {
	for (let tries = 0; tries < 150; tries += 1) {
		if (check()) return;
		await sleep(200);
	}
	throw new Error(`${what} did not come up within 30 s`);
}

/** Starts both. Throws, naming the log, when they cannot be installed or started. */
export async function startServers(): Promise<Servers> {
	const folder = temporaryFolder('queue');
	chmodSync(folder, 0o755);
	const logFile = join(folder, 'servers.log');
	writeFileSync(logFile, '');
	await installServers(logFile);
	const bin = postgresFolder() ?? '';
	const [postgresPort, redisPort] = [await freePort(), await freePort()];

	const data = join(folder, 'postgres');
	mkdirSync(data);
	// PostgreSQL refuses to run as root.
	const asPostgres = (command: string, args: string[]): [string, string[]] =>
		asRoot ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args];
	if (asRoot) await run('chown', ['postgres', data], { cwd: folder, logFile });
	await run(...asPostgres(`${bin}/initdb`, ['-D', data, '-U', 'n8n', '--auth=trust', '-E', 'UTF8']), {
		cwd: folder,
		logFile,
	});
	const postgres = start(
		...asPostgres(`${bin}/postgres`, ['-D', data, '-p', String(postgresPort), '-h', '127.0.0.1', '-k', data]),
		{ cwd: folder, logFile },
	);
	const redis = start(
		'redis-server',
		['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--dir', folder],
		{
			cwd: folder,
			logFile,
		},
	);
	const answers = (command: string, args: string[]) => spawnSync(command, args).status === 0;
	await untilTrue('PostgreSQL', () =>
		answers(`${bin}/pg_isready`, ['-h', '127.0.0.1', '-p', String(postgresPort), '-U', 'n8n']),
	);
	await untilTrue('Redis', () => answers('redis-cli', ['-p', String(redisPort), 'ping']));
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgresPort),
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_DATABASE: 'postgres',
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
		},
		stop: async () => {
			await Promise.all([stop(redis), stop(postgres)]);
		},
	};
}
