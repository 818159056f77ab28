/** The option Send Once: which key a message has, and n8n's store of what this node has sent. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { inOneSpelling } from '../core/alike';
import { complain, inside, ROOT, type Problem } from '../core/rules';
import { within } from '../core/time';
import { pairedWith } from './failed';
import type { SentBefore } from '../sending';
import { hashOf } from '../sending/ledger';
import { once } from '../sending/once';
import type { OnceStore } from '../sending/onceStore';
import { Overdue } from '../sending/overdue';
import type { Draft } from './draft';
import type { RunOptions } from '../form/options';
import { alreadySaid } from '../form/read';
import { slicesOf } from './slices';

/** n8n's scope: what one node of one workflow has done. */
const SCOPE = 'node';
const MODE = { mode: 'entries' } as const;

/** The key by which a message goes once; undefined: it goes as often as it comes. */
export function onceKeyOf(draft: Draft, { sendOnceBy }: Pick<RunOptions, 'sendOnceBy'>): string | undefined {
	const { path, body, identity = body, part, options } = draft;
	const key = inOneSpelling(options.sendOnceKey).trim();
	switch (sendOnceBy) {
		case 'message':
			return `message ${hashOf(path, identity)}`;
		case 'key':
			// A key may begin with a number, too: the part stands where no key can.
			return part === 0 ? `key ${key}` : `part ${part} of key ${key}`;
		default:
			return undefined;
	}
}

/** A draft with what is wrong with its key. */
export function withKeyProblem(draft: Draft, { sendOnceBy }: RunOptions): Draft {
	const { sendOnceKey } = draft.options;
	const problems: Problem[] = [];
	const sayOf = (option: string, label: string) => (what: string) =>
		complain((problem) => problems.push(problem), inside(ROOT, option, label), what);
	const say = sayOf('sendOnceKey', 'Send Once Key');
	if (sendOnceBy === 'key' && sendOnceKey === '')
		say('is empty: enter what is different for each message that may go');
	if (sendOnceBy !== 'key' && sendOnceKey !== '') say('needs the option Send Once, set to By Key');
	// n8n keeps the file of each execution under an ID of its own, so the same file would look like another one.
	if (sendOnceBy === 'message' && draft.files.size > 0)
		sayOf(
			'sendOnceBy',
			'Send Once',
		)(
			'cannot tell By Message whether a file from the workflow was sent before: choose By Key, e.g. with the number of the order',
		);
	const unsaid = problems.filter((problem) => !alreadySaid(problem, draft.problems));
	return unsaid.length === 0 ? draft : { ...draft, problems: [...draft.problems, ...unsaid] };
}

const nameOf = (context: IExecuteFunctions): string => `${context.getWorkflow().id} ${context.getNode().id}`;

/** One access; a store that never answers would hold up all executions of this node. */
const MAX_ACCESS_MS = 20_000;
const STORE_IS_SILENT = 'its database did not answer';

const limit = async <T>(answer: Promise<T>): Promise<T> =>
	await within(MAX_ACCESS_MS, answer, STORE_IS_SILENT);
/** Of all executions: what one of them gave up another one may try again. */
const [records, removals] = [new Overdue(limit), new Overdue(limit)];

function storeOf(context: IExecuteFunctions): OnceStore {
	const { helpers } = context;
	const node = nameOf(context);
	return {
		record: async (entries, most) => {
			const options = most === undefined ? MODE : { ...MODE, maxEntries: most };
			const record = async () => await helpers.checkProcessedAndRecord([...entries], SCOPE, options);
			return (await records.ask([node, ...entries], record)).new.map(String);
		},
		remove: async (entries) => {
			const remove = async () => await helpers.removeProcessed([...entries], SCOPE, MODE);
			await removals.ask([node, ...entries], remove);
		},
	};
}

/** What this node has sent, ever; undefined where nobody asks for it. */
export function sentBeforeOf(
	context: IExecuteFunctions,
	{ sendOnceBy, sendOnceRemember }: RunOptions,
): SentBefore | undefined {
	if (sendOnceBy === undefined) return undefined;
	const store = storeOf(context);
	const node = nameOf(context);
	return {
		claim: async (key) => await once.claim({ node, key }, store, { remember: sendOnceRemember }),
		look: async (key) => await once.look({ node, key }),
		settle: async (key, settlement) => await once.settle({ node, key }, settlement),
	};
}

/**
 * Notes messages that were accepted without Send Once, so that it knows them when it is added.
 *
 * @returns whether n8n could remember all of them
 */
export async function noteAccepted(
	context: IExecuteFunctions,
	drafts: readonly Draft[],
	{ sendOnceRemember }: RunOptions,
): Promise<boolean> {
	const known = drafts.filter(({ files }) => files.size === 0);
	if (known.length < drafts.length || known.length > sendOnceRemember) return false;
	try {
		const keys = await slicesOf().map(known, (draft) => onceKeyOf(draft, { sendOnceBy: 'message' }) ?? '');
		await once.note(nameOf(context), keys, storeOf(context), sendOnceRemember);
		return true;
	} catch {
		// It is a convenience: what was sent is sent.
		return false;
	}
}

/** Forgets all that this node has sent, and says how much that was. */
export async function forgetSent(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { helpers } = context;
	await once.rest(nameOf(context));
	const forgotten = await helpers.getProcessedDataCount(SCOPE, MODE);
	await helpers.clearAllProcessedItems(SCOPE, MODE);
	context.addExecutionHints({
		message: `Forgot what was sent (${forgotten}). Nothing was sent. Remove Send Once Forget from the options now.`,
		type: 'warning',
		location: 'outputPane',
	});
	const items = context.getInputData().map((_, itemIndex) => itemIndex);
	return [{ json: { forgotten }, pairedItem: pairedWith(items) }];
}
