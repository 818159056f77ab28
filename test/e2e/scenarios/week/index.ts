/**
 * A week of a shop in a real n8n: everything that it has to tell its customers, what they answer, and what goes wrong
 * meanwhile, drawn from a seed. In the end every promise is looked up in the service's own record and in n8n's database.
 *
 *   npm run e2e -- week [--people=5000 --messages=100000 --minutes=60 --seed=1 --reports=1 --queue --calm --n8n=2.8.4]
 *
 * `--keep=<folder>` keeps everything that is needed to look into a fault; `--write` makes the page "How it is tested" anew.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, installN8n, publicAddress, silent, until, withN8n, type Scene } from '../../../../harness';
import { temporaryFolder } from '../../../../harness/processes';
import { DEFAULT_ACCOUNT, type Account } from '../../../../sandbox';
import { writeSections } from '../../../../scripts/docs/sections';
import { isJudged, writeWeek } from '../../../../scripts/week/results';
import { startScriptedModel } from '../../scriptedModel';
import { inN8n, LATENCY_MS } from '../shared';
import { smallDisk, type SmallDisk } from './disk';
import { Mishaps } from './faults';
import { readMeasures } from './measures';
import { loadNow, pictureOf, weekOf, type Lived } from './page';
import { COMMAND, OPTIONS, WEEK_MS } from './options';
import { judge } from './promises';
import { isInResults, openDatabase, readExecutions, type Database } from './record';
import { Traffic } from './traffic';
import { ASK_MINUTES, openShop, REMEMBERED } from './workflows';
import { PLANNED, WEEK } from './world';

/** Nobody else's words are like these, so that they can be looked for. */
const ACCOUNT: Account = {
	...DEFAULT_ACCOUNT,
	apiKey: `Key${OPTIONS.seed}x7mQwTz91LbVcNn4`,
	apiSecret: `Secret${OPTIONS.seed}xPz83KdUyRw52HsGe`,
};

/** As ITNIO repeats a push, after 1, 3 and 5 minutes, faster where the week is shorter. */
const PUSH_DELAYS_MS = [60_000, 180_000, 300_000].map(
	(ms) => ms * Math.max(1 / 6, Math.min(1, OPTIONS.minutes / 60)),
);

/** The campaign, its numbers corrected, once more; and again where n8n was killed in it. */
async function campaign(traffic: Traffic, startedAt: number): Promise<void> {
	await sleep(Math.max(0, startedAt + WEEK.campaign.at - Date.now()));
	await traffic.call(WEEK.campaign);
	await sleep(WEEK_MS / 7);
	for (const message of WEEK.campaign.messages)
		if (message.isBroken) message.phone = `+${message.person.digits}`;
	for (let round = 1; round <= 2; round += 1) {
		await traffic.call(WEEK.campaign);
		await sleep(WEEK_MS / 7);
	}
}

/** So long n8n may leave what it wrote down before it begins with it: longer, and it ended in between. */
const BEGINS_WITHIN_MS = 30_000;

/** Waits until nothing runs and nobody is waited for any more. */
async function settle(database: Database): Promise<void> {
	let left = 0;
	let newOnes = { count: 0, since: Date.now() };
	await until(
		() => `the last executions to end; ${left} have not`,
		async () => {
			const rows = await database.all(
				"select status, count(*) as count from execution_entity where status in ('new', 'running', 'waiting') group by status",
			);
			const countOf = (...wanted: string[]) =>
				rows.reduce(
					(sum, { status, count }) => sum + (wanted.includes(String(status)) ? Number(count) : 0),
					0,
				);
			left = countOf('new', 'running', 'waiting');
			const count = countOf('new');
			if (count !== newOnes.count) newOnes = { count, since: Date.now() };
			return (
				countOf('running', 'waiting') === 0 && (count === 0 || Date.now() - newOnes.since > BEGINS_WITHIN_MS)
			);
		},
		{ timeoutMs: 5 * 60_000, everyMs: 3_000 },
	).catch((error: Error) => console.log(`  ${error.message}`));
}

/** The owner looks through the list of executions and has what n8n gave up done again, where Send Once is on. */
async function ownersRound(
	database: Database,
	names: ReadonlyMap<string, string>,
	traffic: Traffic,
): Promise<void> {
	const executions = await readExecutions(database, names, () => {});
	let count = 0;
	for (const { workflow, status, ids } of executions) {
		if (!['crashed', 'error'].includes(status) || !['order', 'reminder', 'campaign'].includes(workflow))
			continue;
		const messages = [...ids].flatMap((id) => PLANNED.get(id) ?? []);
		if (messages.length === 0) continue;
		count += 1;
		await traffic.call({ path: workflow, messages, insists: true });
	}
	console.log(`  ${count} executions that n8n gave up are executed again`);
	traffic.look();
}

async function live(scene: Scene, monitor: string, disk?: SmallDisk): Promise<void> {
	const { sandbox, n8n } = scene;
	sandbox.configure({
		...{ latencyMs: LATENCY_MS, ratePerSecond: 80, keepMessages: 2_000_000, seed: OPTIONS.seed },
		...{ pushDelaysMs: PUSH_DELAYS_MS, pushTimeoutMs: 10_000 },
	});
	const webhook = OPTIONS.queue ? await n8n.startWebhookProcess() : undefined;
	const url = webhook?.url ?? n8n.url;
	let address = await publicAddress(url);
	const moveAddress = async () => {
		const old = address;
		address = await publicAddress(url);
		return { url: `${address.url}/`, endOld: old.close };
	};
	await n8n.restart({ env: { WEBHOOK_URL: `${address.url}/` } });
	await webhook?.restart();
	const workers = OPTIONS.queue ? [await n8n.startWorker(), await n8n.startWorker()] : [];
	const model = await startScriptedModel();
	const { url: pushTo } = await publicAddress(url);
	const shop = await openShop(scene, ACCOUNT, pushTo, model.url);

	const traffic = new Traffic(sandbox, shop, ACCOUNT, pushTo);
	const mishaps = new Mishaps({
		scene,
		shop,
		workers,
		monitor,
		reinstall: n8n.reinstall,
		moveAddress,
		...(webhook && { webhook }),
		...(disk && { disk }),
	});
	const startedAt = Date.now();
	const loads: number[] = [];
	const minutes = setInterval(() => {
		loads.push(loadNow());
		const { accepted, rejected } = sandbox.counts();
		console.log(
			`  ${((Date.now() - startedAt) / 60_000).toFixed(1)} min: ${accepted} accepted, ${rejected} refused, ${traffic.pushed.length} pushed, ${traffic.openCount} under way, load ${loadNow().toFixed(1)}`,
		);
	}, 30_000);
	await Promise.all([traffic.live(startedAt), campaign(traffic, startedAt), mishaps.befall(startedAt)]);
	const weekEndedAt = Date.now();
	console.log(
		`  the week is over after ${((weekEndedAt - startedAt) / 60_000).toFixed(1)} min; waiting for what is under way`,
	);
	const database = await openDatabase(await installN8n(OPTIONS.version, silent), scene);
	await settle(database);
	const names = new Map(Array.from(shop.workflows.values(), ({ id, name }) => [id, name] as const));
	await ownersRound(database, names, traffic);
	await settle(database);
	clearInterval(minutes);
	const endedAt = Date.now();

	const secrets = {
		'API key': ACCOUNT.apiKey,
		'API secret': ACCOUNT.apiSecret,
		'secret token': shop.secretToken,
	};
	const secretsInData: string[] = [];
	const executions = await readExecutions(database, names, (id, data) => {
		for (const [name, secret] of Object.entries(secrets)) {
			// The token is a parameter of the trigger, which n8n copies into executions that have not ended.
			if (data.includes(secret) && (name !== 'secret token' || isInResults(data, secret)))
				secretsInData.push(`${name} in the data of execution ${id}`);
		}
	});
	traffic.look();
	const measured = readMeasures(monitor);
	const found = await judge({
		...{ planned: PLANNED, remembered: REMEMBERED, waitsForMs: ASK_MINUTES * 60_000 },
		...{
			received: sandbox.received,
			rejected: sandbox.rejected,
			executions,
			traffic,
			measured,
			weekEndedAt,
			database,
		},
		...{
			account: ACCOUNT,
			secretToken: shop.secretToken,
			secretsInData,
			logFolders: [dirname(n8n.logFile), n8n.userFolder],
		},
	});
	await database.close();
	await model.close();
	await address.close();
	const load = loads.reduce((sum, one) => sum + one, 0) / Math.max(1, loads.length);
	const lived: Lived = {
		...{ startedAt, endedAt, sandbox, traffic, executions, measured, load },
		...{ mishaps: mishaps.happened, promises: found },
	};
	if (OPTIONS.write) {
		writeWeek(weekOf(lived), pictureOf(lived));
		writeSections();
	}

	const { keep } = OPTIONS;
	if (keep !== undefined) {
		mkdirSync(keep, { recursive: true });
		const write = (name: string, value: unknown) => writeFileSync(join(keep, name), JSON.stringify(value));
		write(
			'executions.json',
			executions.map((one) => ({ ...one, ids: [...one.ids].slice(0, 50) })),
		);
		write('calls.json', traffic.calls);
		write('pushed.json', traffic.pushed);
		write(
			'received.json',
			sandbox.received.map(({ n, at, recipient, businessPhone, endpoint, rawBody, reported, messageId }) => ({
				n,
				at,
				recipient,
				businessPhone,
				endpoint,
				rawBody,
				reported,
				messageId,
			})),
		);
		write('rejected.json', sandbox.rejected);
		write('mishaps.json', mishaps.happened);
		write('promises.json', found);
		write('measured.json', measured);
		writeFileSync(join(keep, 'week.svg'), pictureOf(lived));
		write('week.json', weekOf(lived));
		write('planned.json', [...PLANNED.values()]);
	}
	for (const kept of found) {
		const { key, holds, figures, broken } = kept;
		const details = Object.entries(figures)
			.map(([name, figure]) => `${name} ${figure}`)
			.join(', ');
		if (isJudged(OPTIONS, kept)) expect(key, holds, details);
		else console.log(`  ${key} (not judged): ${details}`);
		for (const line of broken) console.log(`    ${line}`);
	}
}

export async function run(): Promise<void> {
	console.log(`\n${COMMAND}\n`);
	const monitor = temporaryFolder('week');
	const env = {
		NODE_OPTIONS: `--require ${join(__dirname, 'monitor.cjs')}`,
		WEEK_MONITOR: monitor,
		WEEK_CLOCK: 'yes',
		// Everything is looked at in the end.
		EXECUTIONS_DATA_PRUNE: 'false',
		N8N_CONCURRENCY_PRODUCTION_LIMIT: '-1',
	};
	// PostgreSQL's own files lie elsewhere.
	const disk = OPTIONS.queue ? undefined : await smallDisk();
	try {
		await withN8n(
			{
				...inN8n(OPTIONS.version),
				env,
				sandbox: { accounts: [ACCOUNT] },
				...(OPTIONS.queue && { queue: { workers: 0 } }),
				...(disk && { userFolder: disk.folder }),
			},
			async (scene) => await live(scene, monitor, disk),
		);
	} finally {
		await disk?.remove();
	}
}
