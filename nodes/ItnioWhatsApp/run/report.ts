/** From what became of the messages to what a person gets back: output items, hints, or the error that stops. */
import type {
	IExecuteFunctions,
	INodeExecutionData,
	NodeExecutionHint,
	NodeOperationError,
} from 'n8n-workflow';
import { deletesFiles } from '../media/n8nFiles';
import type { Sent } from '../sending';
import { CANCELED } from '../sending/failing';
import type { Connection } from '../service/credential';
import type { Failed } from '../service/classify';
import type { Delivered } from './deliver';
import { audienceOf, NO_AUDIENCE } from './audience';
import type { Draft } from './draft';
import { failedItem, type Failure } from './failed';
import { hintsOf } from './hints/summary';
import { nextStep } from './nextStep';
import { isTool, type Prepared } from './prepare';
import { previewItem, withOverview } from './previewItem';
import { failureOf, isFailed, optedOutItem, sentItem, stoppingError, type Stopped } from './results';
import { noteAccepted } from './sendOnce';
import { counting, warningsOfSenders } from './senders';
import { slicesOf } from './slices';
import type { Subject } from './whom';

interface Reported extends Prepared, Delivered {
	/** Given the output items before what was accepted is forgotten. */
	readonly finish: (items: readonly INodeExecutionData[]) => Promise<void>;
}

/** @throws NodeOperationError where a message failed, unless the node is set to continue or somebody stopped the execution */
export async function report(
	context: IExecuteFunctions,
	connection: Connection,
	run: Reported,
): Promise<INodeExecutionData[]> {
	const { drafts, toSend, refused, options, ledger, linksLeft, standingOf, sent, waiting, finish } = run;
	const node = context.getNode();
	const isStopped = () => context.getExecutionCancelSignal()?.aborted === true;
	// Asked each time: n8n runs nothing behind a node that was stopped, and shows what it puts out, but not its error.
	const stops = () => failures.size > 0 && !context.continueOnFail() && !isStopped();
	const sendsOnce = options.sendOnceBy !== undefined;
	const input = context.getInputData();
	const slices = slicesOf();
	const failures = new Map<Draft, Failure>(
		await slices.map(refused, (draft) => [draft, failureOf(draft.problems)] as const),
	);
	for (const [draft, result] of sent) if (isFailed(result)) failures.set(draft, result);
	const next = await nextStepOf(context, run, failures);
	if (stops()) {
		throw stopping(context, drafts, failures, {
			accepted: ledger.acceptedItems,
			sendsOnce,
			next: next === '' && !sendsOnce ? undefined : next,
		});
	}
	// A stop that came while others had a problem: nothing was started then.
	for (const draft of toSend) if (!sent.has(draft)) failures.set(draft, CANCELED);
	// Before anything is forgotten: whatever throws, a retry knows what was accepted.
	const outputs = await slices.map(drafts, async (draft) => {
		if (draft.options.previewOnly) {
			try {
				return await previewItem(context, connection.baseUrl, draft);
			} catch (error) {
				const failure = failureOfPreview(error);
				failures.set(draft, failure);
			}
		}
		if (draft.isOptedOut && !failures.has(draft)) return optedOutItem(draft);
		const failure = failures.get(draft);
		return failure
			? failedItem(node, { ...subjectOf(draft, input), itemIndexes: draft.itemIndexes }, failure)
			: sentItem(draft, sent.get(draft) as Exclude<Sent, Failed>);
	});
	if (stops()) throw stopping(context, drafts, failures, { accepted: ledger.acceptedItems, sendsOnce });
	const told = { drafts, sent, failures };
	const { audience, doubts } = await audienceOf(context, connection, told).catch(() => NO_AUDIENCE);
	const ofSenders = await warningsOfSenders(counting(told), standingOf, slices).catch(() => []);
	const warnings = [...doubts, ...ofSenders];
	const notes = [audience, ...warnings].filter((note) => note !== '');
	const whole = await withOverview(context, drafts, outputs, { notes, slices }).catch(() => outputs);
	await finish(whole);
	await addHints(context, async () => [
		...(await hintsOf(
			{ input, drafts, failures, sent, waiting, next, perSecond: options.maxPerSecond },
			slices,
		)),
		...(audience === '' ? [] : [hint(audience, 'info')]),
		...warnings.map((warning) => hint(warning, 'warning')),
		...hintAtFiles(context, drafts),
		...hintAtUnseen(linksLeft),
	]);
	// With "continue", n8n runs the node again if its first item failed and Retry On Fail is on, and a model whatever failed.
	const isRetried = node.retryOnFail === true && drafts[0] !== undefined && failures.has(drafts[0]);
	const mayRunAgain = isRetried || (isTool(context) && failures.size > 0);
	if (!mayRunAgain && !isStopped()) ledger.forget();
	return whole;
}

const subjectOf = ({ itemIndex, body }: Draft, input: readonly INodeExecutionData[]): Subject => ({
	itemIndex,
	items: input.length,
	recipient: body.recipient,
	item: input[itemIndex],
});

function failureOfPreview(error: unknown): Failure {
	const why = error instanceof Error && error.message !== '' ? ` (${error.message})` : '';
	return {
		kind: 'notSent',
		why: `n8n could not keep the preview${why}. Nothing was sent for this item: look at the disk of n8n, then execute again.`,
	};
}

/** What executing the same items again would do, and what to do first. */
async function nextStepOf(
	context: IExecuteFunctions,
	{ drafts, options, sent }: Reported,
	failures: ReadonlyMap<Draft, Failure>,
): Promise<string> {
	const toSend = drafts.filter((draft) => !draft.options.previewOnly && !draft.isOptedOut);
	const gone = toSend.filter((draft) => sent.has(draft) && !failures.has(draft));
	const sendsOnce = options.sendOnceBy !== undefined;
	const isDivided = toSend.length > 1 && gone.length > 0 && failures.size > 0;
	return nextStep({
		sendsOnce,
		isNoted: sendsOnce || !isDivided || (await noteAccepted(context, gone, options)),
		resendsUnknown: toSend.every((draft) => draft.options.whenOutcomeUnknown === 'resend'),
		messages: toSend.length,
		gone: gone.length,
		failures: [...failures.values()],
	});
}

function stopping(
	context: IExecuteFunctions,
	drafts: readonly Draft[],
	failures: ReadonlyMap<Draft, Failure>,
	told: { accepted: readonly number[]; sendsOnce: boolean; next?: string },
): NodeOperationError {
	const items = new Set(drafts.filter(({ isOptedOut }) => !isOptedOut).map(({ itemIndex }) => itemIndex));
	const input = context.getInputData();
	const inOrder = Array.from(failures, ([draft, failure]): Stopped => ({
		...subjectOf(draft, input),
		// The only message of many items needs no place.
		...(items.size === 1 && { items: 1 }),
		failure,
	})).sort((a, b) => a.itemIndex - b.itemIndex);
	const causes = inOrder.filter(({ failure }) => !failure.heldBack);
	return stoppingError(context.getNode(), (causes.length > 0 ? causes : inOrder) as [Stopped, ...Stopped[]], {
		...told,
		items,
	});
}

/** A hint that cannot be shown changes nothing of what was sent. */
async function addHints(
	context: IExecuteFunctions,
	hints: () => Promise<readonly NodeExecutionHint[]>,
): Promise<void> {
	try {
		for (const hint of await hints()) context.addExecutionHints(hint);
	} catch {
		// The items say it, too.
	}
}

const hint = (message: string, type: 'info' | 'warning'): NodeExecutionHint => ({
	message,
	type,
	location: 'outputPane',
});

/** A file that goes with its execution may be gone before WhatsApp has fetched it. */
function hintAtFiles(context: IExecuteFunctions, drafts: readonly Draft[]): NodeExecutionHint[] {
	if (!drafts.some(({ files }) => files.size > 0) || !deletesFiles(context)) return [];
	return [
		hint(
			'This workflow does not keep its successful executions, so in production n8n deletes the files when the workflow is over or some minutes later, perhaps before WhatsApp has fetched them. Turn on Workflow menu › Settings › Save successful production executions.',
			'warning',
		),
	];
}

/** Not every link was looked at: those may be wrong. */
const hintAtUnseen = (left: number): NodeExecutionHint[] =>
	left === 0
		? []
		: [hint(`Check Links had no time for ${left} of the links: these were not checked.`, 'warning')];
