/**
 * Many conversations at once in a real n8n, by the example that asks several people: all are asked, they answer in random
 * order, some by a tap and some in words, and n8n is restarted in the middle. Each execution must get its own answer.
 *
 *   npm run e2e -- conversations [--people=200 --n8n=2.8.4 --queue --kill --seed=1]
 *
 * n8n that ends gives up the executions that it began with in its last moment (it takes calls until its process is over), and
 * lists them as crashed; with `--kill`, as by a power cut, all that were running. Whoever answered later is never among them. With `--queue`: over two workers and a webhook process; a
 * worker is stopped instead and another one started. n8n closes the database of a worker that stops before the executions
 * that it has just taken ("Cannot use a pool after calling end on the pool"), so a few may be listed as failed there, too.
 */
import { parseArgs } from 'node:util';
import {
	expect,
	loadExample,
	NODE_TYPE,
	outputOf,
	publicAddress,
	until,
	withN8n,
	type JsonObject,
	type Scene,
} from '../../../harness';
import { inN8n, N8N, publishCallback, randomFrom, shuffledBy, told } from './shared';

const { values } = parseArgs({
	options: {
		...N8N,
		people: { type: 'string', default: '200' },
		queue: { type: 'boolean', default: false },
		kill: { type: 'boolean', default: false },
		seed: { type: 'string', default: '1' },
	},
});
const count = Number(values.people);
const BUSINESS = '628111000111';
const EXAMPLE = 'ask-several-people.json';
const CHOICES = [
	['yes', 'Yes'],
	['no', 'No'],
	['maybe', 'Maybe'],
] as const;
/** So many people answer at the same moment. */
const AT_ONCE = 10;

const random = randomFrom(Number(values.seed));

const people = Array.from({ length: count }, (_, index) => ({
	name: `Person ${index + 1}`,
	phone: `62812${String(index).padStart(8, '0')}`,
	choice: CHOICES[Math.floor(random() * CHOICES.length)] ?? CHOICES[0],
	/** One in four types in place of tapping. */
	types: random() < 0.25,
}));

interface Setting {
	/** Where the service pushes to. */
	pushTo: string;
	/** What happens in the middle; resolves when everything runs again. */
	interrupt: () => Promise<void>;
}

/** Two workers and a webhook process beside the main one. Where waiting executions are answered must be the same for all. */
async function spread({ n8n }: Scene): Promise<Setting> {
	await n8n.restart({ env: { WEBHOOK_URL: `${n8n.url}/` } });
	const [first] = [await n8n.startWorker(), await n8n.startWorker()];
	const webhook = await n8n.startWebhookProcess();
	return {
		pushTo: (await publicAddress(webhook.url)).url,
		interrupt: async () => {
			if (values.kill) for (const process of [first, webhook]) process.kill();
			else await first.stop();
			await Promise.all([webhook.restart(), n8n.startWorker()]);
		},
	};
}

const single = async ({ n8n }: Scene): Promise<Setting> => ({
	pushTo: (await publicAddress(n8n.url)).url,
	interrupt: async () => {
		if (values.kill) await n8n.kill();
		await n8n.restart();
	},
});

async function converse(scene: Scene): Promise<void> {
	const { client, sandbox } = scene;
	const { pushTo, interrupt } = await (values.queue ? spread(scene) : single(scene));
	const trigger = await publishCallback(scene, 'ask-delivery.json', pushTo);
	sandbox.configure({ callbackUrl: trigger.callbackUrl });

	const example = loadExample(EXAMPLE, trigger.credential);
	for (const node of example.nodes) {
		if (node.name === 'People') {
			const given: JsonObject[] = people.map(({ name, phone }) => ({ name, phone }));
			node.parameters.jsonOutput = JSON.stringify({ people: given });
		}
		if (node.type === NODE_TYPE) node.parameters.businessPhone = BUSINESS;
	}
	const workflow = await client.createWorkflow(example);
	await client.activate(workflow);

	const asking = Date.now();
	await client.startWorkflow(workflow);
	await until(
		() => `${count} questions, there are ${sandbox.received.length}`,
		() => sandbox.received.length >= count,
	);
	console.log(`  ${count} people asked in ${((Date.now() - asking) / 1000).toFixed(1)} s`);

	const answering = Date.now();
	const order = shuffledBy(random, people);
	let interrupting: Promise<void> | undefined;
	const interruptedAt = Math.ceil(order.length / 2 / AT_ONCE) * AT_ONCE;
	for (let from = 0; from < order.length; from += AT_ONCE) {
		// While it is down, the service pushes in vain, and again later.
		if (from >= interruptedAt) interrupting ??= interrupt();
		await Promise.all(
			order.slice(from, from + AT_ONCE).map(async ({ phone, name, choice: [, title], types }) => {
				const question = sandbox.received.find(({ recipient }) => recipient === phone);
				const what = types ? { text: title } : { tap: { messageId: question?.messageId ?? '', title } };
				await sandbox.inbound({ from: phone, name, to: BUSINESS, ...what });
			}),
		);
	}
	await interrupting;
	const states = await client.statesOf(workflow.id, count + 1);
	console.log(
		`  all answered in ${((Date.now() - answering) / 1000).toFixed(1)} s, ${sandbox.pushes.filter(({ attempts }) => attempts > 1).length} pushes repeated`,
	);

	const executions = await client.listExecutions(workflow.id);
	const answers = new Map<string, string[]>();
	for (const { id } of executions) {
		const execution = await client.getExecution(id);
		const { error } = execution;
		if (error !== undefined) console.log(`  execution ${id}: ${error.message}`);
		const [item] = outputOf(execution, 'The answer of one person');
		if (item === undefined) continue;
		const phone = String(item.json.phone);
		answers.set(phone, [...(answers.get(phone) ?? []), String(item.json.answer)]);
	}
	const missing = people.filter(({ phone }) => !answers.has(phone));
	if (missing.length > 0) {
		const places = missing.map((one) => order.indexOf(one) + 1).join(', ');
		console.log(
			`  n8n was stopped after ${interruptedAt} answers; what is missing answered as number ${places}`,
		);
	}
	const given = people.filter(({ phone, choice: [id] }) => answers.get(phone)?.join() === id).length;
	expect(
		'each execution that ends gets the answer of its own person',
		given === count - missing.length,
		`${given} of ${count}`,
	);
	// The one that was started by hand, and one for each person.
	const succeeded = states.get('success') ?? 0;
	const crashed = states.get('crashed') ?? 0;
	const listed = crashed + (states.get('error') ?? 0);
	if (!values.queue) {
		// Those who are under way at that moment, too: n8n goes on with answers until the very end, and then gives them up.
		const stopping = values.kill ? interruptedAt : interruptedAt + AT_ONCE;
		const later = missing.filter((one) => order.indexOf(one) >= stopping).length;
		expect('no answer after n8n was stopped is lost', later === 0, `${later} lost`);
	}
	expect(
		'what n8n gave up in the middle is listed as crashed or failed, everything else succeeds',
		listed === missing.length && succeeded + listed === count + 1,
		told(states),
	);
	const doubled = [...answers.values()].filter((found) => found.length > 1).length;
	expect('none is answered twice', doubled === 0, `${doubled} doubled`);
	const strays = (await client.listExecutions(trigger.workflow.id)).length;
	expect('no answer starts a workflow', strays === 0, `${strays} started`);
}

export async function run(): Promise<void> {
	await withN8n({ ...inN8n(values.n8n), ...(values.queue ? { queue: { workers: 0 } } : {}) }, converse);
}
