/** Operation "Send and Wait for Response": asks one person, then lets the execution wait for the answer. */
import { randomBytes } from 'crypto';
import { sleep, WAIT_INDEFINITELY, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { callbackUrlOf, derivedKey } from '../service/credential';
import { postToOwnAddress } from '../service/ownAddress';
import { complain, inside, named, ROOT, type Place, type Problem } from '../core/rules';
import { noAnswerTo } from './answer';
import { readCallbackUrl } from './callbackUrl';
import { choicesOf, recall, remember, withTokens, type AnswerBy, type Question } from './question';
import { register, unregister, type RegisterTools } from './registering';
import { PURPOSE, type Registration } from './registration';
import { obstacle, type Wait } from './token';
import { waitUntil } from './waitUntil';
import type { Draft } from '../run/draft';
import { limitWaitTime } from '../form/limitWaitTime';
import { readRunOptions } from '../form/readOptions';
import { runMessages } from '../run/run';

/** Answers that carry no token: the trigger has to be told who waits for them. */
const WITHOUT_TOKEN: readonly AnswerBy[] = ['file', 'location', 'text'];

/** A question is under way so long, beside what it waits for the service. */
const SENDING_MS = 60_000;

/** The variant of the node that n8n makes for an agent's human review of tool calls. */
const isHumanReview = (type: string): boolean => type.endsWith('HitlTool');

/** n8n's address that ends this wait, taken apart. */
export function waitOf(context: IExecuteFunctions, nonce: string): Wait {
	const { id: nodeId } = context.getNode();
	let signature = '';
	try {
		signature = new URL(context.getSignedResumeUrl({ n: nonce })).searchParams.get('signature') ?? '';
	} catch {
		// Without an execution there is no address. That is said where the missing parts are looked at.
	}
	return { executionId: context.getExecutionId() ?? '', nodeId, nonce, signature };
}

/** A question that may go out: what is needed once it has, or has not. */
interface Asking {
	readonly question: Question;
	/** The option "Limit Wait Time". */
	readonly limit: unknown;
	/** Takes it off the trigger's list. */
	readonly withdraw: () => Promise<void>;
}

/** What is wrong with a question: where, and in which words. */
type Complaint = readonly [place: Place, what: string];

const ANSWER = named(ROOT, 'Answer');

/** What keeps an answer from ending the wait. */
function wrongWithAddress(context: IExecuteFunctions, wait: Wait): Complaint | undefined {
	const { type } = context.getNode();
	if (type.endsWith('Tool') && !isHumanReview(type)) {
		return [
			named(ROOT, 'Operation'),
			'cannot wait inside a tool: for approvals, put the node between the agent and its tool as human review',
		];
	}
	const why = obstacle(wait);
	return why === undefined ? undefined : [ANSWER, `could not find the way back. ${why}`];
}

function wrongWithCallback(answerBy: AnswerBy, callbackUrl: string): Complaint | undefined {
	if (callbackUrl !== '') {
		const reading = readCallbackUrl(callbackUrl);
		if ('url' in reading) return undefined;
		return [named(ROOT, 'Callback URL of the ITNIO API credential'), reading.problem];
	}
	if (!WITHOUT_TOKEN.includes(answerBy)) return undefined;
	return [
		ANSWER,
		'could not find the way back: enter the Production URL of your ITNIO WhatsApp Trigger as Callback URL in the ITNIO API credential. Without it, only taps on buttons and rows find back',
	];
}

/** Tells the trigger who waits. @returns how to take it back, and why it failed, as it follows "because" */
export async function tellTrigger(
	context: IExecuteFunctions,
	callbackUrl: string,
	registration: Registration,
): Promise<{ readonly withdraw: Asking['withdraw']; readonly why: string | undefined }> {
	const tools: RegisterTools = {
		post: async (notice) => await postToOwnAddress(context, callbackUrl, notice),
		sleep,
		now: Date.now,
		key: await derivedKey(context, PURPOSE),
	};
	return {
		withdraw: async () => await unregister(registration, tools),
		why: await register(registration, tools),
	};
}

/** What can be known to fail fails here, before the question is sent. */
async function prepareOne(
	context: IExecuteFunctions,
	draft: Draft,
): Promise<{ readonly draft: Draft; readonly asking?: Asking }> {
	const answerBy = context.getNodeParameter('answerBy', 0, 'buttons') as AnswerBy;
	const store = context.getContext('node');
	const run = Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
	// A retry of this node must ask the same question: its first try may have arrived.
	const before = recall(store);
	const nonce = before?.run === run ? before.nonce : randomBytes(6).toString('base64url');
	const wait = waitOf(context, nonce);
	const recipient = String(draft.body.recipient);
	const businessPhone = String(draft.body.businessPhone);
	const choices = choicesOf(draft.body);
	const { signature } = wait;
	const question: Question = {
		run,
		nonce,
		signature,
		answerBy,
		recipient,
		businessPhone,
		choices,
		askedAt: 0,
	};
	const callbackUrl = await callbackUrlOf(context);
	const limit = draft.options.limitWaitTime;
	const reading = waitUntil(limit, { now: Date.now(), timeZone: context.getTimezone() });
	const complaints: Array<Complaint | undefined> = [
		'problem' in reading ? [inside(ROOT, limitWaitTime.name, limitWaitTime), reading.problem] : undefined,
		wrongWithAddress(context, wait),
		wrongWithCallback(answerBy, callbackUrl),
	];
	const checked = complaints.reduce(
		(one, complaint) => (complaint ? withProblem(one, ...complaint) : one),
		draft,
	);
	if (checked.problems.length > 0) return { draft: checked };
	remember(store, question);
	const asked = { ...checked, body: withTokens(checked.body, wait), identity: checked.body };
	if (callbackUrl === '') return { draft: asked, asking: { question, limit, withdraw: async () => {} } };
	const { options } = readRunOptions(context.getNodeParameter('options', 0, {}));
	const until = 'until' in reading ? reading.until : undefined;
	const latest = until && until.getTime() + options.waitAtMost * 1000 + SENDING_MS;
	const registration = { ...wait, recipient, businessPhone, until: latest ?? 0 };
	const { withdraw, why } = await tellTrigger(context, callbackUrl, registration);
	const asking = { question, limit, withdraw };
	if (why === undefined) return { draft: asked, asking };
	return { draft: withProblem(checked, ANSWER, `could not find the way back, because ${why}`), asking };
}

async function prepare(
	context: IExecuteFunctions,
	drafts: readonly Draft[],
): Promise<{ readonly drafts: Draft[]; readonly asking?: Asking }> {
	const toAsk = drafts.filter(({ options, isOptedOut }) => !options.previewOnly && !isOptedOut);
	const [draft] = drafts;
	if (toAsk.length === 0 || draft === undefined) return { drafts: [...drafts] };
	if (drafts.length > 1) {
		const why = severalItems(drafts.length);
		return {
			drafts: drafts.map((one) =>
				one.options.previewOnly ? one : withProblem(one, named(ROOT, 'Input'), why),
			),
		};
	}
	const { draft: prepared, asking } = await prepareOne(context, draft);
	return { drafts: [prepared], asking };
}

/** @param item what became of the question @returns whether the execution waits */
async function wait(
	context: IExecuteFunctions,
	{ question, limit }: Asking,
	item: INodeExecutionData | undefined,
): Promise<boolean> {
	const isAsked = typeof item?.json.messageId === 'string' && item.json.skipped !== true;
	if (!isAsked) return false;
	// The person has the whole time, however long the question waited to be sent.
	const reading = waitUntil(limit, { now: Date.now(), timeZone: context.getTimezone() });
	const until = 'until' in reading ? reading.until : new Date();
	const askedAt = Number(item.json.timestamp ?? 0);
	const asked: Question = { ...question, askedAt, messageId: String(item.json.messageId) };
	remember(context.getContext('node'), { ...asked, ...(until && { until: until.getTime() }) });
	// When the time is up, n8n passes on what came in.
	const input = context.getInputData();
	const first = input[0];
	if (first) {
		const outcome = noAnswerTo(question.answerBy, isHumanReview(context.getNode().type));
		input[0] = { ...first, json: { ...first.json, ...(outcome as object) } };
	}
	await context.putExecutionToWait(until ?? WAIT_INDEFINITELY);
	return true;
}

const severalItems = (count: number): string =>
	`has ${count} items, but one execution can wait for one person only. Ask each in an execution of its own: put the question into a sub-workflow, and call it with Execute Sub-workflow, Mode "Run once for each item", without waiting for its end. The example ask-several-people does so`;

function withProblem(draft: Draft, place: Place, what: string): Draft {
	const problems: Problem[] = [...draft.problems];
	complain((problem) => problems.push(problem), place, what);
	return { ...draft, problems };
}

/** Asks, and lets the execution wait where the service took the question. */
export async function askAndWait(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const ready: Asking[] = [];
	let waits = false;
	try {
		return await runMessages(context, {
			change: async (drafts) => {
				const prepared = await prepare(context, drafts);
				if (prepared.asking) ready.push(prepared.asking);
				return prepared.drafts;
			},
			finish: async ([item]) => {
				const [asking] = ready;
				waits = asking !== undefined && (await wait(context, asking, item));
			},
		});
	} finally {
		// Nobody was asked, or nobody knows whether.
		if (!waits) for (const { withdraw } of ready) await withdraw();
	}
}
