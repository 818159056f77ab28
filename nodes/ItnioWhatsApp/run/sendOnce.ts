/** The option Send Once: which key a message has, and n8n's store of what this node has sent. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { complain, inside, ROOT, type Problem } from '../core/rules';
import { pairedWith } from './failed';
import type { SentBefore } from '../sending';
import { hashOf } from '../sending/ledger';
import { once, type OnceStore } from '../sending/once';
import type { Draft } from './draft';
import type { RunOptions } from '../form/options';

/** n8n's scope: what one node of one workflow has done. */
const SCOPE = 'node';
const MODE = { mode: 'entries' } as const;

/** The key by which a message goes once; undefined: it goes as often as it comes. */
export function onceKeyOf(
	{ path, body, identity = body, part, options }: Draft,
	{ sendOnceBy }: RunOptions,
): string | undefined {
	switch (sendOnceBy) {
		case 'message':
			return `message ${hashOf(path, identity)}`;
		case 'key':
			return `key ${part === 0 ? '' : `${part} `}${options.sendOnceKey}`;
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
	return problems.length === 0 ? draft : { ...draft, problems: [...draft.problems, ...problems] };
}

const nameOf = (context: IExecuteFunctions): string => `${context.getWorkflow().id} ${context.getNode().id}`;

/** What this node has sent, ever; undefined where nobody asks for it. */
export function sentBeforeOf(
	context: IExecuteFunctions,
	{ sendOnceBy, sendOnceRemember }: RunOptions,
): SentBefore | undefined {
	if (sendOnceBy === undefined) return undefined;
	const { helpers } = context;
	const store: OnceStore = {
		record: async (entries, most) => {
			const options = most === undefined ? MODE : { ...MODE, maxEntries: most };
			const { new: fresh } = await helpers.checkProcessedAndRecord([...entries], SCOPE, options);
			return fresh.map(String);
		},
		remove: async (entries) => await helpers.removeProcessed([...entries], SCOPE, MODE),
	};
	const node = nameOf(context);
	return {
		claim: async (key, isOurs) =>
			await once.claim({ node, key }, store, { remember: sendOnceRemember, isOurs }),
		settle: async (key, settlement) => await once.settle({ node, key }, settlement),
		written: async () => await once.written(node),
	};
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
