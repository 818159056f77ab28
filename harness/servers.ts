/** PostgreSQL and Redis for a test: real servers on free ports, with their data in a temporary folder. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCommand, installDebianPackages } from './debian';
import { freePorts } from './ports';
import { run, start, stop, temporaryFolder } from './processes';
import { until } from './until';

export interface Servers {
	/** Environment variables that put n8n into queue mode on both servers. */
	env: Record<string, string>;
	/** Stops Redis and starts it again with its data, as an update of it does. */
	restartRedis(): Promise<void>;
	stop(): Promise<void>;
}

const asRoot = process.getuid?.() === 0;

function postgresFolder(): string | undefined {
	const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
	return versions
		.map((version) => `/usr/lib/postgresql/${version}/bin`)
		.find((bin) => existsSync(`${bin}/initdb`));
}

async function installServers(logFile: string): Promise<void> {
	if (postgresFolder() !== undefined && hasCommand('redis-server')) return;
	const packages = ['redis-server', 'postgresql'];
	await installDebianPackages(packages, 'Queue mode needs Redis and PostgreSQL', logFile);
}

/** Starts both. Throws, naming the log, when they cannot be installed or started. */
export async function startServers(): Promise<Servers> {
	const folder = temporaryFolder('queue');
	chmodSync(folder, 0o755);
	const logFile = join(folder, 'servers.log');
	writeFileSync(logFile, '');
	await installServers(logFile);
	const bin = postgresFolder() ?? '';
	const [postgresPort = 0, redisPort = 0] = await freePorts(2);

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
	// What is in the queue outlives a restart.
	const startRedis = () =>
		start(
			'redis-server',
			[
				...['--port', String(redisPort), '--bind', '127.0.0.1', '--dir', folder],
				...['--save', '', '--appendonly', 'yes'],
			],
			{ cwd: folder, logFile },
		);
	let redis = startRedis();
	const answers = (command: string, args: string[]) => spawnSync(command, args).status === 0;
	await until('PostgreSQL to come up', () =>
		answers(`${bin}/pg_isready`, ['-h', '127.0.0.1', '-p', String(postgresPort), '-U', 'n8n']),
	);
	const untilRedisAnswers = async () =>
		await until('Redis to come up', () => answers('redis-cli', ['-p', String(redisPort), 'ping']));
	await untilRedisAnswers();
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
		restartRedis: async () => {
			await stop(redis);
			redis = startRedis();
			await untilRedisAnswers();
		},
		stop: async () => {
			await Promise.all([stop(redis), stop(postgres)]);
		},
	};
}
