/** What the option Send Once costs, in a real n8n, because its memory is n8n's own store. */
import { outputOf, until, type Scene, type SavedWorkflow } from '../../harness';
import type { Limited } from './limits';
import { median } from './median';
import type { OnceCost } from './results';
import { onWebhook, publish, call, SENDER } from './webhook';
import { THIS_NODE, waysTo, type Way } from './ways';

const HOUR_MS = 60 * 60_000;
const FILL = 10_000;
const SPLIT: Way = {
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.people', options: {} },
};
const ONCE = { sendOnceBy: 'key', sendOnceKey: '={{ $json.key }}', sendOnceRemember: 1_000_000 };

/** Calls with so many keys that nobody had before; each call has a business number of its own, so that no pace is known. */
class Campaign {
	private keys = 0;

	private calls = 0;

	private constructor(
		private readonly scene: Scene,
		private workflow: SavedWorkflow,
		private readonly firstNumber: number,
	) {}

	static async publish(
		scene: Scene,
		name: string,
		options: Way['parameters'],
		firstNumber: number,
	): Promise<Campaign> {
		const workflow = await publish(scene, Campaign.workflowOf(scene, name, options));
		return new Campaign(scene, workflow, firstNumber);
	}

	private static workflowOf({ sandbox, credential }: Scene, name: string, options: Way['parameters']) {
		const { parameters, ...way } = waysTo({ url: sandbox.url })[THIS_NODE];
		const send: Way = {
			...way,
			id: '00000000-0000-4000-8000-000000000001',
			parameters: {
				...parameters,
				businessPhone: '={{ $json.from }}',
				options: { maxPerSecond: '={{ $json.pace }}', ...options },
			},
		};
		return onWebhook(name, { 'One by one': SPLIT, [SENDER]: send }, credential);
	}

	/** @returns seconds that the node took; throws unless all messages were accepted */
	async run(messages: number, pace: number): Promise<number> {
		const { sandbox } = this.scene;
		const before = sandbox.counts().accepted;
		const from = String(this.firstNumber + this.calls);
		const people = Array.from({ length: messages }, (_, index) => ({
			phone: `62812${String(index).padStart(7, '0')}`,
			text: 'Your order is on its way.',
			key: `Order ${(this.keys += 1)}`,
			from,
			pace,
		}));
		const { executionTime } = await this.execute(people);
		const accepted = sandbox.counts().accepted - before;
		if (accepted !== messages) throw new Error(`Only ${accepted} of ${messages} messages were accepted`);
		return executionTime / 1000;
	}

	/** Forgets all keys. @returns how many there were */
	async forget(): Promise<number> {
		const { client } = this.scene;
		const { name } = this.workflow;
		const { nodes, connections } = Campaign.workflowOf(this.scene, name, { ...ONCE, sendOnceForget: true });
		this.workflow = await client.updateWorkflow({ ...this.workflow, nodes, connections });
		await client.activate(this.workflow);
		const { output } = await this.execute([
			{ phone: '6281200000000', text: '', key: '1', from: '', pace: 1 },
		]);
		return Number(output[0]?.json.forgotten);
	}

	private async execute(people: object[]) {
		const { client } = this.scene;
		const { id, name } = this.workflow;
		this.calls += 1;
		await call(this.scene, name, { people });
		const newest = await until('n8n to start the campaign', async () => {
			const executions = await client.listExecutions(id);
			return executions.length >= this.calls && Math.max(...executions.map((one) => Number(one.id)));
		});
		// Asked seldom, because its answer is work that the campaign waits for.
		await until(
			'the end of the campaign',
			async () => {
				const [last] = (await client.listExecutions(id)).filter((one) => Number(one.id) === newest);
				return !['new', 'running', 'waiting'].includes(last?.status ?? 'new');
			},
			{ timeoutMs: HOUR_MS, everyMs: 1_000 },
		);
		const execution = await client.waitForExecution(String(newest));
		if (execution.error) throw new Error(`The campaign failed: ${execution.error.message}`);
		const { executionTime = NaN } = execution.runData[SENDER]?.at(-1) ?? {};
		return { executionTime, output: outputOf(execution, SENDER) };
	}
}

/**
 * Both runs in turn, several times. The node remembers `keys` keys from the start: it sends so many messages first.
 *
 * @throws Error unless the store still holds at least so many at the end
 */
export async function onceCostOf(
	scene: Scene,
	limited: Limited,
	{ keys, rounds }: { keys: number; rounds: number },
	say: (what: string) => void,
): Promise<OnceCost> {
	const { sandbox } = scene;
	const { messages, rate, latencyMs } = limited;
	const without = await Campaign.publish(scene, 'once-without', {}, 6285574600000);
	const withOnce = await Campaign.publish(scene, 'once-with', ONCE, 6285574700000);
	say(`Send Once: ${keys} keys to remember`);
	sandbox.reset();
	await without.run(messages, 1_000_000);
	// Not all at once: n8n takes keys out of its store one by one.
	for (let left = keys; left > 0; left -= FILL) await withOnce.run(Math.min(left, FILL), 1_000_000);
	// No limit of the service: the node keeps to its pace, and a refusal would cost seconds that are not the option's.
	sandbox.configure({ latencyMs });
	const times: { without: number; withOnce: number }[] = [];
	for (let round = 1; round <= rounds; round += 1) {
		say(`Send Once: round ${round} of ${rounds}`);
		// The first of the two in turn, too.
		const early = round % 2 === 0 ? await withOnce.run(messages, rate) : undefined;
		const plain = await without.run(messages, rate);
		times.push({ without: plain, withOnce: early ?? (await withOnce.run(messages, rate)) });
	}
	const held = await withOnce.forget();
	if (!(held >= keys)) throw new Error(`The node remembered only ${held} keys in the end`);
	return {
		...limited,
		keys,
		rounds,
		without: median(times.map((time) => time.without)),
		withOnce: median(times.map((time) => time.withOnce)),
		ratio: median(times.map((time) => time.withOnce / time.without)),
	};
}
