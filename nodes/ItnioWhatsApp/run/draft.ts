/** From the form to the finished body with everything that is wrong with it. */
import { asMeant, checkMessage, kindOfBody, type Body } from '../core/message';
import { isSameProblem, withWays, type Problem } from '../core/problem';
import { complain, named, ROOT, type JsonPart, type Report } from '../core/rules';
import { isUnsendable, resolveFiles, withFileIds, withoutUnusable } from '../media/resolve';
import type { FileFinder, StoredFile } from '../media/file';
import { filled, isMissing, isRecord, memberAt } from '../core/members';
import { typeInWords } from '../core/text';
import { options as optionsField, type ItemOptions, type RunOptions } from '../form/options';
import { businessPhone, recipient } from '../form/phones';
import { isExpression } from '../form/fixed';
import { alreadySaid, readFields, type GetParameter } from '../form/read';
import { placeOf, readItemOptions, readRunOptions } from '../form/readOptions';
import { kinds } from '../kinds/properties';
import { CUSTOM_MESSAGE_PATH, type Kind } from '../form/kind';
import { fromMarkdownTexts, textParts } from './texts';
import { withPhones } from './withPhones';
import type { Form, Source } from '../form/repeat/forms';

export interface Draft extends Source {
	/** Where the service takes it, below the base URL. */
	readonly path: string;
	/** The body as it would be sent. */
	readonly body: Body;
	/** What makes it the same message for a retry, where that is not the body. */
	readonly identity?: Body;
	/** The files of n8n in it, by their links. */
	readonly files: ReadonlyMap<string, StoredFile>;
	readonly options: ItemOptions;
	/** When the person last wrote, as `readLastWroteAt` gives it; undefined: nobody asks. */
	readonly lastWroteAt?: number;
	/** The person does not want to be written to: it is left out, whatever is wrong with it. */
	readonly isOptedOut?: true;
	/** Says in the words of its form what checks find later. */
	readonly inItsWords: Form['inItsWords'];
	/** Empty: the message may go. */
	readonly problems: readonly Problem[];
}

/** The members of a message that a credential knows. */
export interface Account {
	readonly appId: string;
	readonly businessPhone: string;
	/** Digits that complete numbers where the options name no country; may be empty. */
	readonly defaultCountryCode: string;
	/** Digits of numbers that ITNIO told in this execution. */
	readonly told?: ReadonlySet<string>;
}

/**
 * Builds and checks the messages of a form: one, or several where its long text is to be split. Nothing is thrown.
 *
 * @param account what the credential fills in where the form does not
 * @param findFile finds the files of the item
 */
export function draftMessages(kind: Kind, form: Form, account: Account, findFile: FileFinder): Draft[] {
	const whole = draftMessage(kind, form, account, findFile);
	if (whole.options.longText !== 'split') return [whole];
	const parts = textParts(whole.body);
	// What is wrong with a text that fits was said by what it was built from.
	if (parts.length === 1 && parts[0] === whole.body) return [whole];
	const isOfText = ({ path }: Problem) => path.join('.') === 'text.body';
	const others = whole.problems.filter((problem) => !isOfText(problem));
	const { skipChecks } = whole.options;
	const rest = { skipChecks, inItsWords: whole.inItsWords, reading: others, json: undefined };
	return parts.map((body, index) => ({
		...whole,
		part: whole.part + index,
		body,
		// Two pieces that are equal are two messages all the same.
		...(index > 0 && { identity: { ...body, part: index } }),
		problems: [...others, ...check(kind, body, rest).found.filter(isOfText)],
	}));
}

/**
 * Builds and checks one message. Nothing is sent and nothing is thrown: what is wrong is in `problems`.
 *
 * @param account what the credential fills in where the form does not
 * @param findFile finds the files of the item
 */
export function draftMessage(
	kind: Kind,
	{ get, stored, problems: before, inItsWords: ofEntries, ...source }: Form,
	account: Account,
	findFile: FileFinder,
): Draft {
	const shared = readFields([businessPhone, recipient, optionsField], get, stored);
	const { options, problems } = readItemOptions(shared.parameters.options, account.defaultCountryCode);
	const form = readFields(kind.fields, get, stored);
	const inItsWords: Form['inItsWords'] = (problem) =>
		ofEntries(withWays(problem, (way) => kind.rename?.(way, form.parameters as never) ?? way));
	const unsaid = problems.filter((problem) => !alreadySaid(problem, shared.problems));
	const read = [...shared.problems, ...unsaid, ...form.problems];
	const reading = [...before, ...read.flatMap((problem) => inItsWords(problem) ?? [])];

	const built: unknown = kind.build(form.parameters as never);
	const payload: unknown = options.fromMarkdown && isRecord(built) ? fromMarkdownTexts(built) : built;
	if (!isRecord(payload)) {
		const json = kind.fields.find(({ type }) => type === 'json');
		if (form.problems.length === 0) {
			const place = named(ROOT, json ?? kind.operation.name);
			complain(
				(problem) => reading.push(problem),
				place,
				`must be an object, but it is ${typeInWords(payload)}${Array.isArray(payload) ? ': several messages are several items (node Split Out)' : ''}`,
			);
		}
		return {
			...source,
			path: CUSTOM_MESSAGE_PATH,
			body: {},
			files: new Map(),
			inItsWords,
			options,
			problems: reading,
		};
	}

	const resolved = resolveFiles(payload, findFile, { withLimits: !options.skipChecks });
	const given = resolved.body;
	const unread = withSharedMembers(given, {
		businessPhone: firstFilled(shared.parameters.businessPhone, given.businessPhone, account.businessPhone),
		recipient: firstFilled(shared.parameters.recipient, given.recipient, given.to),
		appId: options.appId || account.appId,
		options,
	});
	const report: Report = (problem) => {
		if (!alreadySaid(problem, shared.problems)) reading.push(problem);
	};
	refuseNothing(stored, shared.parameters, { ...unread, appId: account.appId }, report);
	const checked = withPhones(unread, given, options, report, account.told);
	const { files } = resolved;
	const json = jsonPartOf(kind, form.parameters);
	const { skipChecks } = options;
	const { meant, found } = check(kind, checked, { skipChecks, inItsWords, reading, json });
	const body = withoutUnusable(meant);
	return {
		...source,
		// By what the body is: a custom JSON message may be of any kind.
		path: kindOfBody<Kind>(body, kinds)?.path ?? CUSTOM_MESSAGE_PATH,
		body,
		...(files.size > 0 && { identity: withFileIds(body, files) }),
		files,
		inItsWords,
		options,
		problems: [...reading, ...found],
	};
}

const FINDS_NOTHING =
	'is empty: its expression finds nothing. Look at the expression; only a field that is left empty lets another value stand in';

/**
 * @param stored the fields as they are written in the form
 * @param read what was read there
 * @param standIns what is taken where they are left empty
 */
function refuseNothing(
	stored: Form['stored'],
	read: Readonly<Record<string, unknown>>,
	standIns: Body,
	report: Report,
): void {
	const numbers = [businessPhone, recipient].map((field) => ({ path: [field.name], at: named(ROOT, field) }));
	for (const { path, at } of [...numbers, { path: [optionsField.name, 'appId'], at: placeOf('appId') }]) {
		const [name = '', ...inside] = path;
		const isNothing = isExpression(memberAt(stored(name), inside)) && isMissing(memberAt(read[name], inside));
		if (isNothing && !isMissing(standIns[path.at(-1) ?? ''])) complain(report, at, FINDS_NOTHING);
	}
}

interface Shared {
	businessPhone: unknown;
	recipient: unknown;
	appId: string;
	options: ItemOptions;
}

const firstFilled = (...values: readonly unknown[]): unknown =>
	values.find((value) => !isMissing(value)) ?? '';

const SHARED_MEMBERS = ['appId', 'businessPhone', 'recipient', 'channelType', 'context'];
const NUMBERS: readonly string[] = [businessPhone.name, recipient.name];

/** Adds what all messages share; what else a custom JSON message brings along stays, unless it is empty. */
function withSharedMembers(payload: Body, { appId, businessPhone, recipient, options }: Shared): Body {
	const { context } = payload;
	const given: Body = { ...payload, context: isRecord(context) ? filled(context) : context };
	const kept = filled(given);
	const own = Object.entries(given).filter(
		([key]) => !NUMBERS.includes(key) && (!SHARED_MEMBERS.includes(key) || key in kept),
	);
	return {
		appId,
		businessPhone,
		recipient,
		channelType: 0,
		...filled({ context: filled({ refMessageId: options.replyToMessageId }) }),
		...Object.fromEntries(own),
	};
}

/** The part of the body that came from a field for JSON, where the form shows one. */
function jsonPartOf({ fields, jsonAt }: Kind, { inputMode }: { inputMode?: unknown }): JsonPart | undefined {
	const field = fields.find(({ type }) => type === 'json');
	if (field === undefined || (inputMode !== undefined && inputMode !== 'json')) return undefined;
	return jsonAt
		? { path: jsonAt, field: field.displayName }
		: { path: [], field: field.displayName, besides: SHARED_MEMBERS };
}

interface Checked {
	readonly skipChecks: boolean;
	readonly inItsWords: Form['inItsWords'];
	readonly reading: readonly Problem[];
	readonly json: JsonPart | undefined;
}

/** What is certain is put right first, level by level: a message has ten or so. */
const MAX_MENDED = 10;

/** @returns the body as it is meant, and what is wrong with it all the same */
function check(
	kind: Kind,
	given: Body,
	{ skipChecks, inItsWords, reading, json }: Checked,
): { readonly meant: Body; readonly found: Problem[] } {
	const own = { kind: kind.ruleComesFirst ? kind : undefined, json };
	let meant = given;
	let all = checkMessage(meant, kinds, own);
	for (let times = 0; times < MAX_MENDED && all.some(({ instead }) => instead !== undefined); times += 1) {
		meant = asMeant(meant, all);
		all = checkMessage(meant, kinds, own);
	}
	const problems = all
		.flatMap((problem) => inItsWords(problem) ?? [])
		.filter((problem) => !alreadySaid(problem, reading));
	// Without its file or an answer there is no message that the service could decide about.
	const found = skipChecks ? problems.filter(({ path }) => isUnsendable(memberAt(meant, path))) : problems;
	return { meant, found };
}

/**
 * How the messages of a run are to be sent.
 *
 * @param get reads the parameters of the first item, which decides for all
 */
export function readRun(get: GetParameter): { options: RunOptions; problems: readonly Problem[] } {
	const { parameters, problems: reading } = readFields([optionsField], get);
	const { options, problems } = readRunOptions(parameters.options);
	return { options, problems: [...reading, ...problems] };
}

/** A message of a run whose options cannot be read is not sent either: nobody chose the pace at which it would go. */
export function withProblemsOfRun(draft: Draft, problems: readonly Problem[]): Draft {
	const isNew = (problem: Problem) => !draft.problems.some((own) => isSameProblem(own, problem));
	return { ...draft, problems: [...draft.problems, ...problems.filter(isNew)] };
}
