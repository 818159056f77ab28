/** Before the first message leaves: all are built and checked, in slices, so that others are not held up. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Kind } from '../form/kind';
import { options as optionsField, type RunOptions } from '../form/options';
import { readFields, type GetParameter } from '../form/read';
import { readItemOptions } from '../form/readOptions';
import { formsOf } from '../form/repeat/forms';
import { inputOf } from '../form/repeat/n8nInput';
import { Files } from '../media/n8nFiles';
import type { Connection } from '../service/credential';
import type { StandingOf } from '../service/numbers/standing';
import { goesNow, hashOf, keyOf, Ledger, type RunName } from '../sending/ledger';
import { checkLinks } from './checkLinks';
import { draftMessages, readRun, withProblemsOfRun, type Draft } from './draft';
import { keepFiles } from './keepFiles';
import { withLastWroteAt } from './lastWroteAt';
import { optedOutOf, withOptOut } from './optedOut';
import { withKeyProblem } from './sendOnce';
import { standingsOf, withBanned } from './senders';
import { slicesOf } from './slices';
import { storeOf } from './store';
import { toldNumbers } from './told';

/** The messages of a run with everything that is wrong with them. */
export interface Prepared {
	readonly drafts: readonly Draft[];
	readonly toSend: readonly Draft[];
	readonly refused: readonly Draft[];
	readonly options: RunOptions;
	readonly ledger: Ledger;
	/** Links for which there was no time. */
	readonly linksLeft: number;
	/** Of the numbers that send, where it was worth asking. */
	readonly standingOf: StandingOf;
}

interface Plan {
	readonly kind: Kind;
	readonly connection: Connection;
	readonly change: (drafts: Draft[]) => Promise<Draft[]>;
}

/** @returns `forget`: the person wants what was sent to be forgotten instead */
export async function prepare(
	context: IExecuteFunctions,
	{ kind, connection, change }: Plan,
): Promise<Prepared | 'forget' | 'canceled'> {
	const { options, problems: ofRun } = readRun(parametersOf(context, 0));
	if (options.sendOnceForget) return 'forget';
	const usual = usualCountryCode(context, connection);
	const optedOut = await optedOutOf(options.doNotSendTo, usual);
	const problems = [...ofRun, ...optedOut.problems];
	const wroteAt = { timeZone: context.getTimezone(), now: Date.now() };
	const isCanceled = () => context.getExecutionCancelSignal()?.aborted === true;
	const files = new Files(context);
	const slices = slicesOf(isCanceled);
	const forms = await formsOf(kind, inputOf(context, connection.defaultCountryCode), slices);
	const account = { ...connection, told: toldNumbers(context) };
	const made = await slices.map(forms, (form) =>
		draftMessages(kind, form, account, files.of(form.itemIndex)).map((draft) =>
			withKeyProblem(withLastWroteAt(withProblemsOfRun(draft, problems), wroteAt), options),
		),
	);
	// Some may be missing by now.
	if (isCanceled()) return 'canceled';
	const wanted = await withOptOut(made.flat(), options.doNotSendTo, { people: optedOut.people, usual });
	const ledger = new Ledger(storeOf(context), runOf(context));
	const ready = await keepFiles(files, await change(wanted));
	const { drafts: checked, left } = await checkLinks(context, ready);
	const standingOf = await standingsOf(context, connection, checked);
	const found = await withBanned(checked, standingOf);
	const drafts = await slicesOf().map(found, (draft, index) => asSent(ledger, draft, ready[index] as Draft));
	const real = drafts.filter((draft) => !draft.options.previewOnly && !draft.isOptedOut);
	return {
		drafts,
		toSend: real.filter((draft) => draft.problems.length === 0),
		refused: real.filter((draft) => draft.problems.length > 0),
		options,
		ledger,
		linksLeft: left,
		standingOf,
	};
}

/**
 * What an earlier try of this run sent stays sent, whatever is wrong with its link or number by now: called not sent,
 * somebody would send it once more.
 *
 * @param before without what was found in the world
 */
function asSent(ledger: Ledger, draft: Draft, before: Draft): Draft {
	if (draft.options.previewOnly || draft.problems.length === before.problems.length) return draft;
	const { itemIndex, part, path, identity, body, options } = before;
	const memory = ledger.recall(keyOf(itemIndex, part), hashOf(path, identity ?? body));
	return goesNow(memory, options.whenOutcomeUnknown === 'resend') ? draft : before;
}

/** The first item decides for all. */
function usualCountryCode(context: IExecuteFunctions, { defaultCountryCode }: Connection): string {
	const { parameters } = readFields([optionsField], parametersOf(context, 0));
	return readItemOptions(parameters.options, defaultCountryCode).options.defaultCountryCode;
}

const parametersOf =
	(context: IExecuteFunctions, itemIndex: number): GetParameter =>
	(name, field) =>
		context.getNodeParameter(name, itemIndex, field.default);

/** Whether a model calls the node. A question before another tool is asked by n8n itself. */
export const isTool = (context: IExecuteFunctions): boolean => /(?<!Hitl)Tool$/.test(context.getNode().type);

/** How many times the node ran before in this execution, where n8n counts that. */
export const runOf = (context: IExecuteFunctions): RunName =>
	isTool(context) ? 'tool' : Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
