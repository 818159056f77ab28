/** Resource "message": build → check → send → return, for all items of a run. */
import { NodeOperationError, sleep, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { callService } from '../service/client';
import { connectionOf, type Connection } from '../service/credential';
import { WHATSAPP_STATUSES } from '../service/statuses';
import { failedItem, type Failure } from './failed';
import { deletesFiles, Files } from '../media/n8nFiles';
import { sendAll, type Sent } from '../sending';
import { Ledger } from '../sending/ledger';
import { numbers } from '../sending/numbers';
import { checkLinks } from './checkLinks';
import { draftMessage, readRun, withProblemsOfRun, type Draft } from './draft';
import type { RunOptions } from '../form/options';
import type { GetParameter } from '../form/read';
import { hintsOf } from './hints/summary';
import { kindOfOperation } from '../kinds/properties';
import { formsOf } from '../form/repeat/forms';
import { inputOf } from '../form/repeat/n8nInput';
import { nextStep } from './nextStep';
import { forgetSent, onceKeyOf, sentBeforeOf, withKeyProblem } from './sendOnce';
import { keepFiles } from './keepFiles';
import { previewItem, withOverview } from './previewItem';
import { RunProgress } from './progress';
import { failureOf, isFailed, sentItem, stoppingError, type Stopped } from './results';

/**
 * Sends the messages of the items. One output item per message, in input order.
 *
 * @param prepare changes the messages when they are checked and before the first one is sent; what it finds wrong
 * keeps a message from being sent, as the checks do
 */
export async function runMessages(
	context: IExecuteFunctions,
	prepare: (drafts: Draft[]) => Promise<Draft[]> = async (drafts) => drafts,
): Promise<INodeExecutionData[]> {
	const node = context.getNode();
	const kind = kindOfOperation(context.getNodeParameter('operation', 0) as string);
	if (!kind) throw new NodeOperationError(node, 'This operation does not exist. Choose another one.');

	let connection: Connection;
	try {
		connection = await connectionOf(context);
	} catch (error) {
		return withoutConnection(context, error);
	}

	const { options, problems } = readRun(parametersOf(context, 0));
	if (options.sendOnceForget) return await forgetSent(context);
	const files = new Files(context);
	const prepared = await prepare(
		formsOf(kind, inputOf(context, connection.defaultCountryCode))
			.map((form) => draftMessage(kind, form, connection, files.of(form.itemIndex)))
			.map((draft) => withKeyProblem(withProblemsOfRun(draft, problems), options)),
	);
	const { drafts, left } = await checkLinks(context, await keepFiles(files, prepared));
	const toSend = drafts.filter((draft) => draft.problems.length === 0 && !draft.options.previewOnly);
	const refused = drafts.filter((draft) => draft.problems.length > 0 && !draft.options.previewOnly);
	const ledger = new Ledger(context.getContext('node'), runIndexOf(context));
	const proceed = context.continueOnFail() || refused.length === 0;
	const progress = new RunProgress({ now: () => performance.now(), sleep });
	const sent = proceed
		? await send(context, connection, { ledger, options, progress }, toSend)
		: new Map<Draft, Sent>();

	const failures = new Map<Draft, Failure>(refused.map((draft) => [draft, failureOf(draft.problems)]));
	for (const [draft, result] of sent) {
		if (isFailed(result)) failures.set(draft, result);
	}
	const next = nextStepOf(drafts, sent, failures, options);
	if (failures.size > 0 && !context.continueOnFail()) {
		throw stopping(context, drafts, failures, {
			accepted: ledger.acceptedItems,
			next: options.sendOnceBy === undefined ? undefined : next,
		});
	}
	// With "continue", n8n runs the node again if its first item failed and Retry On Fail is on.
	const mayRunAgain = node.retryOnFail === true && drafts[0] !== undefined && failures.has(drafts[0]);
	if (!mayRunAgain && context.getExecutionCancelSignal()?.aborted !== true) ledger.forget();

	for (const hint of hintsOf({ drafts, failures, sent, waiting: progress.waiting, next })) {
		context.addExecutionHints(hint);
	}
	hintAtFiles(context, drafts);
	hintAtUnseen(context, left);
	const outputs = await Promise.all(
		drafts.map(async (draft) => {
			if (draft.options.previewOnly) return await previewItem(context, connection.baseUrl, draft);
			const failure = failures.get(draft);
			if (failure) return failedItem(node, { ...draft, recipient: draft.body.recipient }, failure);
			return sentItem(draft, sent.get(draft) as Exclude<Sent, Failure>);
		}),
	);
	return await withOverview(context, drafts, outputs);
}

const parametersOf =
	(context: IExecuteFunctions, itemIndex: number): GetParameter =>
	(name, field) =>
		context.getNodeParameter(name, itemIndex, field.default);

/** Without a usable credential nothing can be sent at all. */
function withoutConnection(context: IExecuteFunctions, cause: unknown): INodeExecutionData[] {
	const why = cause instanceof Error ? cause.message : 'The ITNIO API credential cannot be used';
	if (!context.continueOnFail()) throw new NodeOperationError(context.getNode(), why);
	const failure: Failure = { kind: 'notSent', why };
	return context.getInputData().map((_, itemIndex) => failedItem(context.getNode(), { itemIndex }, failure));
}

function runIndexOf(context: IExecuteFunctions): number {
	return Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
}

interface Run {
	readonly ledger: Ledger;
	readonly options: RunOptions;
	readonly progress: RunProgress;
}

async function send(
	context: IExecuteFunctions,
	{ baseUrl }: Connection,
	{ ledger, options, progress }: Run,
	drafts: readonly Draft[],
): Promise<Map<Draft, Sent>> {
	if (drafts.length === 0) return new Map();
	const signal = context.getExecutionCancelSignal();
	let onCancel: () => void = () => undefined;
	const cancellation = new Promise<void>((resolve) => {
		onCancel = resolve;
	});
	signal?.addEventListener('abort', onCancel, { once: true });
	void progress.tell((sentence) => say(context, sentence));
	try {
		const results = await sendAll(
			drafts.map((draft) => ({
				itemIndex: draft.itemIndex,
				part: draft.part,
				path: draft.path,
				body: draft.body,
				identity: draft.identity,
				timeoutMs: draft.options.timeout,
				resendUnknown: draft.options.whenOutcomeUnknown === 'resend',
				onceKey: onceKeyOf(draft, options),
			})),
			{
				parallel: options.parallel,
				maxPerSecond: options.maxPerSecond,
				waitAtMostMs: options.waitAtMost * 1000,
				skipDuplicates: options.skipDuplicates,
				stopOnFailure: !context.continueOnFail(),
			},
			{
				call: async ({ path, body, timeoutMs }) =>
					await callService(context, { method: 'POST', url: baseUrl + path, body, timeoutMs }),
				statuses: WHATSAPP_STATUSES,
				ledger,
				numbers,
				baseUrl,
				canceled: () => signal?.aborted === true,
				cancellation,
				now: () => performance.now(),
				wallClock: Date.now,
				random: Math.random,
				progress,
				once: sentBeforeOf(context, options),
			},
		);
		return new Map(drafts.map((draft, index) => [draft, results[index] as Sent]));
	} finally {
		progress.over();
		signal?.removeEventListener('abort', onCancel);
	}
}

/** In n8n's log, and in the browser's console where a person runs the workflow by hand. */
function say(context: IExecuteFunctions, sentence: string): void {
	const message = `${context.getNode().name}: ${sentence}`;
	context.logger.info(message);
	context.sendMessageToUI(message);
}

/** What executing the same items again would do, and what to do first. */
function nextStepOf(
	drafts: readonly Draft[],
	sent: ReadonlyMap<Draft, Sent>,
	failures: ReadonlyMap<Draft, Failure>,
	{ sendOnceBy }: RunOptions,
): string {
	const toSend = drafts.filter(({ options }) => !options.previewOnly);
	return nextStep({
		sendsOnce: sendOnceBy !== undefined,
		resendsUnknown: toSend.every(({ options }) => options.whenOutcomeUnknown === 'resend'),
		messages: toSend.length,
		gone: toSend.filter((draft) => sent.has(draft) && !failures.has(draft)).length,
		failures: [...failures.values()],
	});
}

function stopping(
	context: IExecuteFunctions,
	drafts: readonly Draft[],
	failures: ReadonlyMap<Draft, Failure>,
	told: { accepted: readonly number[]; next?: string },
): NodeOperationError {
	const inOrder = Array.from(failures, ([{ itemIndex, body }, failure]): Stopped => ({
		itemIndex,
		recipient: body.recipient,
		failure,
	})).sort((a, b) => a.itemIndex - b.itemIndex);
	const causes = inOrder.filter(({ failure }) => !failure.heldBack);
	return stoppingError(context.getNode(), (causes.length > 0 ? causes : inOrder) as [Stopped, ...Stopped[]], {
		...told,
		items: new Set(drafts.map(({ itemIndex }) => itemIndex)),
	});
}

/** A file that goes with its execution may be gone before WhatsApp has fetched it. */
function hintAtFiles(context: IExecuteFunctions, drafts: readonly Draft[]): void {
	if (!drafts.some(({ files }) => files.size > 0) || !deletesFiles(context)) return;
	context.addExecutionHints({
		message:
			'This workflow does not keep its successful executions, so in production n8n deletes the files when the workflow is over or some minutes later, perhaps before WhatsApp has fetched them. Turn on Workflow menu › Settings › Save successful production executions.',
		type: 'warning',
		location: 'outputPane',
	});
}

/** Not every link was looked at: those may be wrong. */
function hintAtUnseen(context: IExecuteFunctions, left: number): void {
	if (left === 0) return;
	context.addExecutionHints({
		message: `Check Links had no time for ${left} of the links: these were not looked at.`,
		type: 'warning',
		location: 'outputPane',
	});
}
