/** Operation "Send and Wait for Response": asks one person, then lets the execution wait for the answer. */
import { randomBytes } from 'crypto';
import { sleep, WAIT_INDEFINITELY, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { callbackUrlOf, derivedKey } from '../service/credential';
import { postToOwnAddress } from '../service/ownAddress';
import { complain, inside, named, ROOT, type Place, type Problem } from '../core/rules';
import { noAnswerTo } from './answer';
import { readCallbackUrl } from './callbackUrl';
import { choicesOf, recall, remember, withTokens, type AnswerBy, type Question } from './question';
import { register, unregister, type Tools } from './registering';
import { PURPOSE, type Registration } from './registration';
import { obstacle, type Wait } from './token';
import { waitUntil } from './waitUntil';
import type { Draft } from '../run/draft';
import { limitWaitTime } from '../form/limitWaitTime';
import { readRunOptions } from '../form/readOptions';
import { runMessages } from '../run/run';

/** A question is under way so long, beside what it waits for the service. */
const SENDING_MS = 60_000;

/** The variant of the node that n8n makes for an agent's human review of tool calls. */
const isHumanReview = (type: string): boolean => type.endsWith('HitlTool');

/** n8n's address that ends this wait, taken apart. */
function waitOf(context: IExecuteFunctions, nonce: string): Wait {
	const { id: nodeId } = context.getNode();
	let signature = '';
	try {
		signature = new URL(context.getSignedResumeUrl({ n: nonce })).searchParams.get('signature') ?? '';
	} catch {
		// Without an execution there is no address. That is said where the missing parts are looked at.
	}
	return { executionId: context.getExecutionId() ?? '', nodeId, nonce, signature };
}

class Asking {
	private question: Question | undefined;

	/** If the question goes out at once. */
	private until: Date | undefined;

	private limitWaitTime: unknown;

	private registration: Registration | undefined;

	private tools: Tools | undefined;

	constructor(private readonly context: IExecuteFunctions) {}

	/** What can be known to fail fails here, before the question is sent. */
	prepare = async (drafts: Draft[]): Promise<Draft[]> => {
		const toAsk = drafts.filter(({ options }) => !options.previewOnly);
		const [draft] = drafts;
		if (toAsk.length === 0 || draft === undefined) return drafts;
		if (drafts.length > 1) {
			return drafts.map((one) =>
				one.options.previewOnly ? one : withProblem(one, named(ROOT, 'Input'), severalItems(drafts.length)),
			);
		}
		return [await this.prepareOne(draft)];
	};

	private async prepareOne(draft: Draft): Promise<Draft> {
		const { context } = this;
		const answerBy = context.getNodeParameter('answerBy', 0, 'buttons') as AnswerBy;
		const store = context.getContext('node');
		const run = Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
		// A retry of this node must ask the same question: its first try may have arrived.
		const before = recall(store);
		const nonce = before?.run === run ? before.nonce : randomBytes(6).toString('base64url');
		const wait = waitOf(context, nonce);
		this.question = {
			run,
			nonce,
			answerBy,
			recipient: String(draft.body.recipient),
			businessPhone: String(draft.body.businessPhone),
			choices: choicesOf(draft.body),
			askedAt: 0,
		};
		const callbackUrl = await callbackUrlOf(context);
		const asked = [this.limit, this.address(wait), this.callback(answerBy, callbackUrl)].reduce(
			(checked, check) => check(checked),
			draft,
		);
		if (asked.problems.length > 0) return asked;
		remember(store, this.question);
		const why = callbackUrl === '' ? undefined : await this.register(wait, callbackUrl);
		if (why !== undefined) {
			return withProblem(asked, named(ROOT, 'Answer'), `could not find the way back, because ${why}`);
		}
		return { ...asked, body: withTokens(asked.body, wait), identity: asked.body };
	}

	private limit = (draft: Draft): Draft => {
		const reading = waitUntil(draft.options.limitWaitTime, Date.now());
		if ('problem' in reading) {
			return withProblem(draft, inside(ROOT, limitWaitTime.name, limitWaitTime), reading.problem);
		}
		this.until = reading.until;
		this.limitWaitTime = draft.options.limitWaitTime;
		return draft;
	};

	private address =
		(wait: Wait) =>
		(draft: Draft): Draft => {
			const { type } = this.context.getNode();
			if (type.endsWith('Tool') && !isHumanReview(type)) {
				return withProblem(
					draft,
					named(ROOT, 'Operation'),
					'cannot wait inside a tool: for approvals, put the node between the agent and its tool as human review',
				);
			}
			const why = obstacle(wait);
			return why === undefined
				? draft
				: withProblem(draft, named(ROOT, 'Answer'), `could not find the way back. ${why}`);
		};

	private callback =
		(answerBy: AnswerBy, callbackUrl: string) =>
		(draft: Draft): Draft => {
			if (callbackUrl === '') {
				return answerBy === 'text' || answerBy === 'location'
					? withProblem(
							draft,
							named(ROOT, 'Answer'),
							'could not find the way back: enter the Production URL of your ITNIO WhatsApp Trigger as Callback URL in the ITNIO API credential. Without it, only taps on buttons and rows find back',
						)
					: draft;
			}
			const reading = readCallbackUrl(callbackUrl);
			return 'url' in reading
				? draft
				: withProblem(draft, named(ROOT, 'Callback URL of the ITNIO API credential'), reading.problem);
		};

	private async register(wait: Wait, callbackUrl: string): Promise<string | undefined> {
		const { context, question, until } = this;
		const { recipient = '', businessPhone = '' } = question ?? {};
		const { options } = readRunOptions(context.getNodeParameter('options', 0, {}));
		const latest = until && until.getTime() + options.waitAtMost * 1000 + SENDING_MS;
		this.registration = { ...wait, recipient, businessPhone, until: latest ?? 0 };
		this.tools = {
			post: async (notice) => await postToOwnAddress(context, callbackUrl, notice),
			sleep,
			now: Date.now,
			key: await derivedKey(context, PURPOSE),
		};
		return await register(this.registration, this.tools);
	}

	/** Nobody will be asked, or nobody knows whether. */
	async withdraw(): Promise<void> {
		if (this.registration && this.tools) await unregister(this.registration, this.tools);
	}

	/** @param item what became of the question @returns whether the execution waits */
	async wait(item: INodeExecutionData | undefined): Promise<boolean> {
		const { context, question } = this;
		const isAsked = typeof item?.json.messageId === 'string' && item.json.skipped !== true;
		if (question === undefined || !isAsked) return false;
		remember(context.getContext('node'), { ...question, askedAt: Number(item.json.timestamp ?? 0) });
		// When the time is up, n8n passes on what came in.
		const input = context.getInputData();
		const first = input[0];
		if (first) {
			const outcome = noAnswerTo(question.answerBy, isHumanReview(context.getNode().type));
			input[0] = { ...first, json: { ...first.json, ...(outcome as object) } };
		}
		// The person has the whole time, however long the question waited to be sent.
		const reading = waitUntil(this.limitWaitTime, Date.now());
		await context.putExecutionToWait(('until' in reading ? reading.until : this.until) ?? WAIT_INDEFINITELY);
		return true;
	}
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
	const asking = new Asking(context);
	let waits = false;
	try {
		const items = await runMessages(context, asking.prepare);
		waits = await asking.wait(items[0]);
		return items;
	} finally {
		if (!waits) await asking.withdraw();
	}
}
