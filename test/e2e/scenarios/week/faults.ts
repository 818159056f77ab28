/** What goes wrong in the week: drawn from the seed, spread over it. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nProcess, Scene } from '../../../../harness';
import type { Fault } from '../../../../sandbox';
import { randomFrom } from '../shared';
import type { SmallDisk } from './disk';
import { OPTIONS, WEEK_MS } from './options';
import type { Shop } from './workflows';

/** One thing that went wrong, as it happened; milliseconds since 1970. */
export interface Mishap {
	readonly what: string;
	readonly from: number;
	to: number;
}

/** Milliseconds: an hour of the shop, but no less than a few seconds. */
const SHORT_MS = Math.max(6_000, Math.min(30_000, WEEK_MS / 60));

/** From then on no process is interrupted, so that its memory can be looked at. */
const QUIET_FROM = 0.65;

/** The service misbehaves for a while. */
const SERVICE: ReadonlyArray<readonly [what: string, faults: readonly Fault[]]> = [
	['429 now and then, Retry-After 1', [{ kind: 'http429', probability: 0.1, retryAfter: 1 }]],
	['429 to everything, Retry-After 3', [{ kind: 'http429', retryAfter: 3 }]],
	['429 with a date as Retry-After', [{ kind: 'http429', probability: 0.3, retryAfter: 'date:2' }]],
	['429 without Retry-After', [{ kind: 'http429', probability: 0.3, retryAfter: '' }]],
	[
		'500, and 502 though accepted',
		[
			{ kind: 'http500', probability: 0.05 },
			{ kind: 'http502', probability: 0.05, accepted: true },
		],
	],
	['503 with Retry-After', [{ kind: 'http503', probability: 0.5, retryAfter: 2 }]],
	['503 without Retry-After', [{ kind: 'http503', probability: 0.5 }]],
	['shut: every connection reset', [{ kind: 'resetBeforeRead' }]],
	['timeouts before acceptance', [{ kind: 'timeoutBeforeAccept', probability: 0.03 }]],
	[
		'answers lost after acceptance',
		[
			{ kind: 'timeoutAfterAccept', probability: 0.03 },
			{ kind: 'resetAfterRead', probability: 0.03 },
			{ kind: 'halfAnswer', probability: 0.03 },
		],
	],
	['resets before anything is read', [{ kind: 'resetBeforeRead', probability: 0.1 }]],
	['slow: two seconds more', [{ kind: 'latency', ms: 2_000 }]],
	[
		'unreadable answers',
		[
			{ kind: 'wrongContentType', probability: 0.03 },
			{ kind: 'empty', probability: 0.03 },
			{ kind: 'slowDrip', probability: 0.1 },
		],
	],
];

/** The processes of n8n, and who stands in for whom. */
export interface Processes {
	readonly scene: Scene;
	readonly shop: Shop;
	readonly webhook?: N8nProcess;
	readonly workers: N8nProcess[];
	/** The folder of the monitors. */
	readonly monitor: string;
	/** Where n8n's data are, if it can be made full. */
	readonly disk?: SmallDisk;
	/** Installs the package once more where users have it. */
	readonly reinstall: () => Promise<void>;
	/** Gives n8n another public address. @returns WEBHOOK_URL, and how the old one ends */
	readonly moveAddress: () => Promise<{ readonly url: string; readonly endOld: () => Promise<void> }>;
}

type Act = (processes: Processes) => Promise<void>;

const kill: Act = async ({ scene: { n8n } }) => {
	await n8n.kill();
	await sleep(500);
	await n8n.restart();
};
const restart: Act = async ({ scene: { n8n } }) => await n8n.restart();
const reinstall: Act = async ({ scene: { n8n }, reinstall: install }) => {
	await install();
	await n8n.restart();
};
const edit: Act = async ({ scene: { client }, shop }) => {
	const known = shop.workflows.get('order');
	if (known === undefined) return;
	const nodes = known.nodes.map((node) =>
		node.name === 'Send'
			? {
					...node,
					parameters: {
						...node.parameters,
						text: '=Good news, {{ $json.name }}: it is on its way [{{ $json.id }}]',
					},
				}
			: node,
	);
	const saved = await client.updateWorkflow({ ...known, nodes });
	await client.activate({ ...known, ...saved });
};
const clockJumps: Act = async ({ monitor }) => {
	const file = join(monitor, 'clock');
	writeFileSync(file, String(7 * 60_000));
	await sleep(SHORT_MS);
	writeFileSync(file, String(-90_000));
	await sleep(SHORT_MS);
	rmSync(file, { force: true });
};
/** The old address is dead when all processes know the new one. */
const move: Act = async ({ scene: { n8n }, workers, webhook, moveAddress }) => {
	const { url, endOld } = await moveAddress();
	await n8n.restart({ env: { WEBHOOK_URL: url } });
	for (const process of [...workers, ...(webhook ? [webhook] : [])]) await process.restart();
	await endOld();
};
const killWorker: Act = async ({ workers, scene: { n8n } }) => {
	workers[0]?.kill();
	workers.push(await n8n.startWorker());
	workers.shift();
};
const stopWorker: Act = async ({ workers, scene: { n8n } }) => {
	await workers[0]?.stop();
	workers.push(await n8n.startWorker());
	workers.shift();
};
const killWebhook: Act = async ({ webhook }) => {
	webhook?.kill();
	await webhook?.restart();
};
const restartRedis: Act = async ({ scene }) => await scene.restartRedis?.();
/** What n8n could not write down then runs for ever in its list, until it starts again. */
const diskFull: Act = async ({ disk, scene: { n8n } }) => {
	await disk?.fill();
	await sleep(SHORT_MS);
	await disk?.free();
	await n8n.restart();
};

function ofN8n({ disk }: Processes): Array<readonly [what: string, act: Act]> {
	const often = Math.max(1, Math.min(10, Math.round(OPTIONS.minutes / 6)));
	const kills = Array.from({ length: often }, (_, n): readonly [string, Act] =>
		n % 2 === 0 ? ['n8n killed', kill] : ['n8n restarted', restart],
	);
	const others: Array<readonly [string, Act]> = [
		['package installed again, n8n restarted', reinstall],
		['workflow edited and published', edit],
		['n8n at another address', move],
		['clock 7 minutes ahead, then 90 seconds behind', clockJumps],
	];
	const ofQueue: Array<readonly [string, Act]> = OPTIONS.queue
		? [
				['worker killed', killWorker],
				['worker restarted', stopWorker],
				['webhook process killed', killWebhook],
				['Redis restarted', restartRedis],
			]
		: [];
	const ofDisk: Array<readonly [string, Act]> = disk ? [['disk full, then n8n restarted', diskFull]] : [];
	return [...kills, ...others, ...ofQueue, ...ofDisk];
}

export class Mishaps {
	readonly happened: Mishap[] = [];

	constructor(private readonly processes: Processes) {}

	private async during(what: string, act: () => Promise<unknown>): Promise<void> {
		const mishap = { what, from: Date.now(), to: 0 };
		this.happened.push(mishap);
		console.log(`  ${((mishap.from - this.startedAt) / 60_000).toFixed(1)} min: ${what}`);
		await act().catch((error: Error) => console.log(`  ${what}: ${error.message}`));
		mishap.to = Date.now();
	}

	/** As Docker does: n8n ends by itself where its database does not keep up. */
	private async startAgain(): Promise<void> {
		const { n8n } = this.processes.scene;
		if (n8n.hasEnded)
			await this.during('n8n ended by itself and was started again', async () => await n8n.restart());
	}

	private startedAt = 0;

	/** Until the end of the week; what goes wrong with n8n and what with the service overlap at times. */
	async befall(startedAt: number): Promise<void> {
		this.startedAt = startedAt;
		if (OPTIONS.calm) return;
		const random = randomFrom(OPTIONS.seed + 1);
		/** @param part of the week, from its beginning */
		const spread = <T>(list: readonly T[], part = 1) =>
			list
				.map((one) => ({ one, key: random() }))
				.sort((a, b) => a.key - b.key)
				.map(({ one }, index) => ({
					one,
					at: ((index + 0.3 + 0.6 * random()) / (list.length + 0.5)) * part * WEEK_MS,
				}));
		const until = async (at: number) => await sleep(Math.max(0, startedAt + at - Date.now()));
		const untilWatching = async (at: number) => {
			while (Date.now() < startedAt + at) {
				await sleep(Math.min(2_000, Math.max(0, startedAt + at - Date.now())));
				await this.startAgain();
			}
		};
		const { sandbox } = this.processes.scene;
		const service = async () => {
			for (const {
				one: [what, faults],
				at,
			} of spread(SERVICE)) {
				await until(at);
				await this.during(what, async () => {
					sandbox.configure({ faults: [...faults], seed: OPTIONS.seed });
					await sleep(SHORT_MS);
					sandbox.configure({ faults: [] });
				});
			}
		};
		const n8n = async () => {
			for (const {
				one: [what, act],
				at,
			} of spread(ofN8n(this.processes), QUIET_FROM)) {
				await untilWatching(at);
				await this.during(what, async () => await act(this.processes));
			}
			await untilWatching(WEEK_MS);
		};
		await Promise.all([service(), n8n()]);
	}
}
