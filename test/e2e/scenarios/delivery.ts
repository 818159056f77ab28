/**
 * Wait for Delivery in a real n8n: many executions send two messages each and wait. Reports come in random order, some
 * before anybody waits for them, some twice or in the wrong order, and n8n is restarted in the middle. Each execution must
 * go on once, with the reports of its own messages.
 *
 *   npm run e2e -- delivery [--executions=200 --n8n=2.8.4 --queue --kill --calm --seed=1]
 *
 * n8n takes calls until its process is gone, also while it stops, and gives up what it resumed in its last moment: a few
 * executions may be listed as crashed. Each of them is retried here ("Retry with original workflow"), and must then go on with its
 * own reports. With `--kill` n8n ends as by a power cut. With `--queue`: over two workers and two webhook processes, which get the
 * reports in turn; one of each is restarted. A worker that starts writes waiting executions anew, as its log says; one that goes on
 * in that moment may go on without its reports (docs/decisions.md): only those of the log may.
 */
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { messageStatusEvent, type ReceivedMessage } from '../../../sandbox';
import {
	credentialData,
	expect,
	inARow,
	NODE_TYPE,
	outputOf,
	publicAddress,
	until,
	withN8n,
	type JsonObject,
	type Scene,
} from '../../../harness';
import {
	BUSINESS,
	calledAt,
	inN8n,
	N8N,
	oneByOne,
	person,
	publishCallback,
	randomFrom,
	sendText,
	shuffledBy,
	told,
} from './shared';

const { values } = parseArgs({
	options: {
		...N8N,
		executions: { type: 'string', default: '200' },
		queue: { type: 'boolean', default: false },
		kill: { type: 'boolean', default: false },
		/** Nothing is restarted. */
		calm: { type: 'boolean', default: false },
		seed: { type: 'string', default: '1' },
	},
});
const count = Number(values.executions);
const WAIT = 'Wait for Delivery';
const PATH = 'delivery';
/** So many reports are pushed at the same moment. */
const AT_ONCE = 10;
/** As the trigger keeps it. */
const nameOf = (messageId: string): string =>
	createHash('sha256').update(messageId).digest('base64url').slice(0, 12);
const random = randomFrom(Number(values.seed));

type Status = Parameters<typeof messageStatusEvent>[1];
/** What is reported of a message in which order, and what must come of it. */
const COURSES: ReadonlyArray<{
	readonly reports: readonly Status[];
	readonly failure?: string;
	readonly outcome: JsonObject;
}> = [
	{ reports: ['sent', 'delivered'], outcome: { delivered: true } },
	{ reports: ['delivered', 'sent', 'delivered'], outcome: { delivered: true } },
	{ reports: ['read', 'delivered'], outcome: { delivered: true } },
	{ reports: ['sent', 'failed', 'failed'], failure: '131026', outcome: { delivered: false, code: 131026 } },
	{ reports: ['failed'], failure: '131049', outcome: { delivered: false, code: 131049 } },
];

interface Course {
	readonly phone: string;
	readonly isEarly: boolean;
	readonly plan: (typeof COURSES)[number];
}
const courses: Course[] = Array.from({ length: 2 * count }, (_, index) => ({
	phone: person(index),
	// One in three is reported before anybody waits, and of some executions both.
	isEarly: random() < 1 / 3,
	plan: COURSES[Math.floor(random() * COURSES.length)] as (typeof COURSES)[number],
}));

interface Setting {
	/** Where the service pushes to, in turn. */
	readonly pushTo: readonly [string, ...string[]];
	/** What happens in the middle; resolves when everything runs again. */
	readonly interrupt: () => Promise<void>;
	/** Of the process that is started again, where others go on meanwhile. */
	readonly logFile?: string;
}

/** The executions that a process of n8n wrote anew when it started, by its log. */
function rewrittenIn(logFile: string | undefined): ReadonlySet<string> {
	const log = logFile === undefined ? '' : readFileSync(logFile, 'utf8');
	const lines = log.matchAll(/\[Recovery\][^\n]*"executionId":"(\d+)"/g);
	return new Set(Array.from(lines, ([, id = '']) => id));
}

/** n8n lists what it gave up as crashed, or as failed in these words. */
const CRASH = /crashed|did not finish/i;

const single = async ({ n8n }: Scene): Promise<Setting> => ({
	pushTo: [(await publicAddress(n8n.url)).url],
	interrupt: async () => {
		if (values.kill) await n8n.kill();
		await n8n.restart();
	},
});

/** Where waiting executions are called must be the same for all processes. */
async function spread({ n8n }: Scene): Promise<Setting> {
	await n8n.restart({ env: { WEBHOOK_URL: `${n8n.url}/` } });
	const worker = await n8n.startWorker();
	await n8n.startWorker();
	const webhook = await n8n.startWebhookProcess();
	const other = await n8n.startWebhookProcess();
	return {
		pushTo: [(await publicAddress(webhook.url)).url, (await publicAddress(other.url)).url],
		logFile: worker.logFile,
		interrupt: async () => {
			if (values.kill) for (const process of [worker, webhook]) process.kill();
			await Promise.all([worker.restart(), webhook.restart()]);
		},
	};
}

async function waitForAll(scene: Scene): Promise<void> {
	const { client, sandbox } = scene;
	const { pushTo, interrupt, logFile } = await (values.queue ? spread(scene) : single(scene));
	const trigger = await publishCallback(scene, 'auto-reply-buttons.json', pushTo[0]);
	const workflow = await client.createWorkflow(
		inARow(
			'Send and wait for delivery',
			calledAt(PATH),
			oneByOne('body.people'),
			sendText(trigger.credential, {
				recipient: '={{ $json["body.people"] }}',
				text: 'Your parcel is on its way',
			}),
			{
				name: 'A moment',
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				parameters: { amount: 3, unit: 'seconds' },
				webhookId: 'a-moment',
			},
			{
				name: WAIT,
				type: NODE_TYPE,
				typeVersion: 1,
				parameters: { operation: 'waitForDelivery' },
				credentials: { itnioApi: trigger.credential },
			},
		),
	);
	await client.activate(workflow);

	const from = { appId: credentialData(sandbox.url).appId as string, businessPhone: BUSINESS };
	let pushed = 0;
	/** The next process in turn. */
	const callbackUrl = () =>
		trigger.callbackUrl.replace(pushTo[0], pushTo[pushed++ % pushTo.length] as string);
	const report = async ({ phone, plan: { reports, failure } }: Course, { messageId }: ReceivedMessage) => {
		for (const status of reports) {
			const why = status === 'failed' ? failure : '';
			const message = { messageId, recipient: phone };
			const event = messageStatusEvent(message, status, { ...from, nowMs: Date.now() }, why);
			await sandbox.pushOnce(callbackUrl(), event);
		}
	};
	const messageTo = ({ phone }: Course) => sandbox.received.find(({ recipient }) => recipient === phone);

	const sending = Date.now();
	const early = courses.filter(({ isEarly }) => isEarly);
	const reporting: Array<Promise<void>> = [];
	const reported = new Set<string>();
	const reportEarly = () => {
		for (const course of early) {
			const message = messageTo(course);
			if (message === undefined || reported.has(course.phone)) continue;
			reported.add(course.phone);
			reporting.push(report(course, message));
		}
	};
	for (let index = 0; index < count; index += 1) {
		const people = courses.slice(2 * index, 2 * index + 2).map(({ phone }) => phone);
		await client.callWebhook(PATH, { people });
		reportEarly();
	}
	await until(
		() => `${2 * count} messages, there are ${sandbox.received.length}`,
		() => {
			reportEarly();
			return sandbox.received.length >= 2 * count && reported.size === early.length;
		},
	);
	await Promise.all(reporting);
	await until('all executions to wait or to be over', async () => {
		const states = (await client.listExecutions(workflow.id)).map(({ status }) => status);
		return states.length === count && states.every((status) => status !== 'running' && status !== 'new');
	});
	const ends = async () =>
		(await client.listExecutions(workflow.id)).filter(({ status }) => status === 'success').length;
	console.log(
		`  ${count} executions wait after ${((Date.now() - sending) / 1000).toFixed(1)} s; ${early.length} of ${courses.length} messages were reported before, ${await ends()} executions are over by that`,
	);

	const rest = shuffledBy(
		random,
		courses.filter(({ isEarly }) => !isEarly),
	);
	const begin = Date.now();
	let interrupting: Promise<void> | undefined;
	for (let at = 0; at < rest.length; at += AT_ONCE) {
		// While it is down, the service pushes in vain, and again later.
		if (!values.calm && at >= rest.length / 2) interrupting ??= interrupt();
		await Promise.all(
			rest.slice(at, at + AT_ONCE).map(async (course) => {
				const message = messageTo(course);
				if (message) await report(course, message);
			}),
		);
	}
	await interrupting;
	const states = await client.statesOf(workflow.id, count).catch(async (error: Error) => {
		// What n8n and the trigger know of those that hang says whose fault it is.
		const hanging = (await client.listExecutions(workflow.id)).filter(({ status }) =>
			['new', 'running', 'waiting'].includes(status),
		);
		const kept = (await client.memoryOf(trigger.workflow.id)).split('\\n');
		for (const { id, status } of hanging) {
			const wait = kept.find((line) => line.includes(` ${id} `)) ?? 'no wait';
			const names = wait.split(' ').at(-1)?.replace(/\W*$/, '').split(',').slice(1) ?? [];
			const known = kept.filter((line) => names.some((name) => line.startsWith(`r ${name} `)));
			error.message += `\n  execution ${id} is ${status}; the trigger keeps: ${[wait, ...known].join(' | ')}`;
			for (const { event, at, attempts, delivered, httpStatus } of sandbox.pushes) {
				if (!names.includes(nameOf(String(event.messageId)))) continue;
				error.message += `\n    ${String(event.messageId)} ${String(event.status)} pushed at ${at}, ${attempts} times: ${delivered ? 'delivered' : 'not delivered'}, HTTP ${httpStatus}`;
			}
		}
		throw error;
	});
	console.log(
		`  all went on in ${((Date.now() - begin) / 1000).toFixed(1)} s, ${sandbox.pushes.filter(({ attempts }) => attempts > 1).length} pushes repeated`,
	);

	const ofMessages = (items: readonly JsonObject[]) =>
		items.length === 2 &&
		items.every(({ recipient, messageId, delivery }) => {
			const course = courses.find(({ phone }) => phone === recipient);
			if (course === undefined || messageTo(course)?.messageId !== messageId) return false;
			const { delivered, reason } = delivery as { delivered: boolean; reason?: { code: number } };
			const outcome = { delivered, ...(reason && { code: reason.code }) };
			return JSON.stringify(outcome) === JSON.stringify(course.plan.outcome);
		});
	const served = new Set<string>();
	const rewritten = rewrittenIn(logFile);
	let [crashed, undone] = [0, 0];
	for (const { id, status } of await client.listExecutions(workflow.id)) {
		let execution = await client.getExecution(id);
		if (status === 'crashed' || CRASH.test(execution.error?.message ?? '')) {
			crashed += 1;
			execution = await client.retryExecution(id, 'original');
		}
		const items = outputOf(execution, WAIT).map(({ json }) => json);
		if (execution.status === 'success' && ofMessages(items)) {
			served.add(String(items[0]?.recipient));
			continue;
		}
		const why = `${execution.error?.message ?? ''} ${JSON.stringify(items)}`;
		console.log(`  execution ${id} (${status}, ${execution.status}): ${why}`);
		if (execution.status === 'success' && rewritten.has(id)) undone += 1;
	}
	const besides = [
		...(crashed === 0 ? [] : [`${crashed} by Retry`]),
		...(undone === 0 ? [] : [`${undone} that a starting n8n wrote anew without them`]),
	];
	expect(
		'each execution goes on with the reports of its own messages',
		served.size + undone === count,
		[`${served.size} of ${count}`, ...besides].join(', '),
	);
	expect(
		values.calm
			? 'every execution succeeds, once'
			: 'every execution succeeds, once, or is listed as crashed where n8n gave it up',
		(states.get('success') ?? 0) + crashed === count && (crashed === 0 || !values.calm),
		told(states),
	);
	const doubled = sandbox.received.length - 2 * count;
	expect('nothing is sent twice', doubled === 0, `${doubled} more`);
	const strays = (await client.listExecutions(trigger.workflow.id)).length;
	expect('no report starts the workflow of the trigger', strays === 0, `${strays} started`);
}

export async function run(): Promise<void> {
	await withN8n({ ...inN8n(values.n8n), ...(values.queue ? { queue: { workers: 0 } } : {}) }, waitForAll);
}
