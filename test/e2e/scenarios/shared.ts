/** What the scenarios share: their options, the workflow that they start from outside, and how they count. */
import {
	consoleProgress,
	credentialData,
	DEFAULT_VERSION,
	NODE_TYPE,
	publishExample,
	type JsonObject,
	type SavedWorkflow,
	type Scene,
	type SceneOptions,
	type WorkflowNode,
} from '../../../harness';
import type { Sandbox } from '../../../sandbox';

export const BUSINESS = '6285574670498';
/** Milliseconds. */
export const HOUR_MS = 60 * 60_000;
/** Milliseconds until the service answers. */
export const LATENCY_MS = 200;

/** The option of every scenario, for `parseArgs`. */
export const N8N = { n8n: { type: 'string', default: DEFAULT_VERSION } } as const;

/** For `withN8n`: this version of n8n, its steps on the console. */
export const inN8n = (version: string): SceneOptions => ({ version, progress: consoleProgress() });

/** Milliseconds after which the service repeats a push that failed: long enough in all for n8n to start again. */
const PUSH_DELAYS_MS = [1_000, 3_000, 5_000, 10_000, 20_000, 40_000];

/**
 * An example with a trigger, published, and a credential that names its address, so that answers and reports find
 * their execution.
 *
 * @param pushTo the process of n8n to which the service pushes
 */
export async function publishCallback(
	{ client, sandbox, credential }: Scene,
	example: string,
	pushTo: string = client.url,
): Promise<{ workflow: SavedWorkflow; callbackUrl: string; credential: { id: string; name: string } }> {
	const trigger = await publishExample(client, example, credential);
	const callbackUrl = trigger.callbackUrl.replace(client.url, pushTo);
	sandbox.configure({ pushDelaysMs: PUSH_DELAYS_MS });
	const data = { ...credentialData(sandbox.url), callbackUrl };
	const withCallback = await client.createCredential('With callback', 'itnioApi', data);
	return { workflow: trigger.workflow, callbackUrl, credential: withCallback };
}

type PlainNode = Omit<WorkflowNode, 'position'>;

/** The number of one of many people. */
export const person = (index: number, prefix = '62812'): string =>
	`${prefix}${String(index).padStart(6, '0')}`;

/** Starts an execution for each call of `/webhook/<path>`, and answers at once. */
export const calledAt = (path: string): PlainNode => ({
	name: 'Call',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	parameters: { path, httpMethod: 'POST', responseMode: 'onReceived' },
	webhookId: path,
});

/** One item for each element of a list. */
export const oneByOne = (fieldToSplitOut: string): PlainNode => ({
	name: 'One by one',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut, options: {} },
});

/** Lets the items pass for which an expression gives true. */
export const isTrue = (name: string, leftValue: string): PlainNode => ({
	name,
	type: 'n8n-nodes-base.filter',
	typeVersion: 2.2,
	parameters: {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
			conditions: [
				{
					id: 'a',
					leftValue,
					rightValue: '',
					operator: { type: 'boolean', operation: 'true', singleValue: true },
				},
			],
			combinator: 'and',
		},
		looseTypeValidation: true,
		options: {},
	},
});

/** One text for each item. */
export const sendText = (
	credential: { id: string; name: string },
	parameters: JsonObject,
	settings: Partial<WorkflowNode> = {},
): PlainNode => ({
	name: 'Send',
	type: NODE_TYPE,
	typeVersion: 1,
	parameters: { operation: 'sendText', businessPhone: BUSINESS, ...parameters },
	credentials: { itnioApi: credential },
	...settings,
});

/** How many messages went to a person who has one already. */
export const doubledIn = ({ received }: Sandbox): number =>
	received.length - new Set(received.map(({ recipient }) => recipient)).size;

/** `3 success, 1 error`. */
export const told = (counts: ReadonlyMap<string, number>): string =>
	Array.from(counts, ([what, count]) => `${count} ${what}`).join(', ');

/** The same numbers from 0 up to 1 for the same seed. */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

export function shuffledBy<T>(random: () => number, list: readonly T[]): T[] {
	return list
		.map((value) => ({ value, place: random() }))
		.sort((a, b) => a.place - b.place)
		.map(({ value }) => value);
}
