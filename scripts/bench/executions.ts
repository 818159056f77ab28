/**
 * A form or a CRM trigger makes an execution of its own for each person: many calls of a webhook of a real n8n, each of
 * which sends one message, at a service that holds a bucket of one second's worth.
 */
import { until, type Scene } from '../../harness';
import type { Limited } from './limits';
import type { ExecutionsRow } from './results';
import { call, onWebhook, publish, SENDER } from './webhook';
import { WAYS, waysTo } from './ways';

/** So many people press "Submit" at the same moment. */
const AT_ONCE = 40;
const WARM_UP = 20;
const HOUR_MS = 60 * 60_000;
/** n8n is asked seldom, because its answer is work that others wait for. */
const ASK_MS = 2_000;

/** Executions of a workflow, all called at once; resolves when all messages are accepted or all executions are over. */
async function submit(
	scene: Scene,
	name: string,
	workflowId: string,
	{ calls, before }: { calls: number; before: number },
): Promise<void> {
	const { client, sandbox } = scene;
	let next = 0;
	await Promise.all(
		Array.from({ length: AT_ONCE }, async () => {
			while (next < calls) {
				const index = next++;
				const phone = `62812${String(index).padStart(7, '0')}`;
				await call(scene, name, { phone, text: `Thank you, number ${index}!` });
			}
		}),
	);
	let askedAt = Date.now();
	await until(
		`${calls} messages of "${name}"`,
		async () => {
			if (sandbox.received.length >= calls) return true;
			if (Date.now() - askedAt < ASK_MS) return false;
			const executions = await client.listExecutions(workflowId);
			askedAt = Date.now();
			return (
				executions.length >= before + calls &&
				executions.every(({ status }) => !['new', 'running', 'waiting'].includes(status))
			);
		},
		{ timeoutMs: HOUR_MS, everyMs: 20 },
	);
	await client.statesOf(workflowId, before + calls, HOUR_MS);
}

interface Task {
	name: string;
	/** Of no other task: nobody has learned anything of its pace yet. */
	businessPhone: string;
	path: string;
	limited: Limited;
}

async function measure(scene: Scene, { name, businessPhone, path, limited }: Task): Promise<ExecutionsRow> {
	const { sandbox, credential } = scene;
	const { messages: calls, rate, latencyMs } = limited;
	const way = waysTo({ url: sandbox.url, item: '$json.body', businessPhone })[name as (typeof WAYS)[number]];
	const { id } = await publish(scene, onWebhook(path, { [SENDER]: way }, credential));
	sandbox.reset();
	await submit(scene, path, id, { calls: WARM_UP, before: 0 });
	const warm = sandbox.counts().accepted;
	if (warm !== WARM_UP) throw new Error(`${name}: without a limit ${warm} of ${WARM_UP} were accepted`);
	sandbox.reset();
	sandbox.configure({ latencyMs, ratePerSecond: rate, rateCountedBy: 'bucket', retryAfter: 1 });
	const startedAt = Date.now();
	await submit(scene, path, id, { calls, before: WARM_UP });
	const { accepted, duplicates: doubled, requests } = sandbox.counts();
	const last = Math.max(...sandbox.received.map(({ at }) => at));
	return {
		name,
		...limited,
		accepted,
		doubled,
		lost: calls - (accepted - doubled),
		refused: requests - accepted,
		seconds: (last + latencyMs - startedAt) / 1000,
	};
}

const byLoss = (one: ExecutionsRow, other: ExecutionsRow) =>
	one.lost - other.lost || one.seconds - other.seconds;

/**
 * All ways in turn, several times, because n8n's own work and other work on the machine disturb them.
 *
 * @param rounds an odd number
 * @param say told what is measured next
 * @returns the middle one of each way's runs, by what was lost, then by time
 */
export async function executionsOf(
	scene: Scene,
	limits: readonly Limited[],
	rounds: number,
	say: (what: string) => void,
): Promise<ExecutionsRow[]> {
	const found: ExecutionsRow[] = [];
	let number = 6285574600000;
	for (const limited of limits) {
		const runs = new Map<string, ExecutionsRow[]>(WAYS.map((name) => [name, []]));
		for (let round = 1; round <= rounds; round += 1) {
			for (const [name, rows] of runs) {
				say(`${limited.messages} executions at ${limited.rate} a second, round ${round}: ${name}`);
				number += 1;
				const task = { name, businessPhone: String(number), path: `executions-${number}`, limited };
				rows.push(await measure(scene, task));
			}
		}
		for (const rows of runs.values())
			found.push(rows.sort(byLoss)[Math.floor(rows.length / 2)] as ExecutionsRow);
	}
	return found;
}
