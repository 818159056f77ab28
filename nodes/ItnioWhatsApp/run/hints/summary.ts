/** What n8n shows above the output of a run: how it went, and what looks wrong although nothing forbids it. */
import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import { fewCountryCodes } from '../../core/countryCodes';
import { isWindowClosed } from '../../core/lastWrote';
import type { Slices } from '../../core/time';
import { cardHints } from './cardHints';
import { exampleLinks } from './exampleLinks';
import { linkHints } from './linkHints';
import { textHints } from './textHints';
import type { Failure } from '../failed';
import { escapeHtml } from '../../core/escape';
import { grouped } from '../../core/text';
import type { Sent } from '../../sending';
import type { Draft } from '../draft';
import { placesOf, whomOf } from '../whom';

const KIND_WORDS: Readonly<Record<string, string>> = {
	accepted: 'accepted',
	skipped: 'skipped as duplicates',
	alreadySent: 'already sent before',
	rejected: 'refused',
	notSent: 'not sent',
	unknown: 'of unknown outcome',
	optedOut: 'opted out',
	heldBack: 'not reached',
};

const CLOSED = 'windowClosed';

/** `7 of 30 have not written within 24 hours`, behind the 7. */
const windowWords = (count: number, messages: number): string =>
	`${messages === 1 ? '' : `of ${messages} `}${count === 1 ? 'has' : 'have'} not written within 24 hours`;

interface Run {
	readonly input: readonly INodeExecutionData[];
	readonly drafts: readonly Draft[];
	readonly failures: ReadonlyMap<Draft, Failure>;
	readonly sent: ReadonlyMap<Draft, Sent>;
	/** How long the run waited for the limit; empty where that is not worth a word. */
	readonly waiting: string;
	/** How many messages may start in one second. */
	readonly perSecond: number;
	/** What executing again does; empty where that is not worth a word. */
	readonly next: string;
}

const hint = (message: string, type: NodeExecutionHint['type']): NodeExecutionHint => ({
	message,
	type,
	location: 'outputPane',
});

/** The hints of a run, the most important one first. */
export async function hintsOf(run: Run, slices: Slices): Promise<NodeExecutionHint[]> {
	return [
		...previewSummary(run),
		...summary(run),
		...countryHints(run),
		...(await partHints(run.drafts, slices)),
	];
}

/** Of few items, it is said whom they are for. */
const MAX_NAMED = 3;

/** `8th: +6281234567890`, `3rd–9th`. */
function places(found: readonly Draft[], input: Run['input']): string {
	const where = placesOf(found.map(({ itemIndex }) => itemIndex));
	if (found.length > MAX_NAMED) return where;
	const whom = found.map(({ itemIndex, body }) =>
		whomOf({ recipient: body.recipient, item: input[itemIndex] }),
	);
	// A hint is HTML.
	return whom.includes('') ? where : `${where}: ${whom.map(escapeHtml).join(', ')}`;
}

/** Of shorter runs, how long they take is nothing to talk about. */
const MIN_SECONDS = 10;

/** n8n shows nothing of how far a node is, so a preview says how long sending takes. */
function duration(messages: number, perSecond: number): string {
	const seconds = messages / perSecond;
	if (seconds < MIN_SECONDS) return '';
	const words =
		seconds < 120 ? `${Math.ceil(seconds / 10) * 10} seconds` : `${grouped(Math.ceil(seconds / 60))} minutes`;
	return `. Sending takes at least ${words}, at ${grouped(perSecond)} a second`;
}

/** A preview looks like success on the canvas, so it says that nothing was sent. */
function previewSummary({ drafts, input, perSecond }: Run): NodeExecutionHint[] {
	const previews = drafts.filter(({ options }) => options.previewOnly);
	if (previews.length === 0) return [];
	const faulty = previews.filter(({ problems }) => problems.length > 0);
	const isAll = previews.length === drafts.length;
	const what = isAll ? '' : ` (${places(previews, input)})`;
	if (faulty.length === 0) {
		const good = previews.length === 1 ? 'no problems' : `none of ${previews.length} has problems`;
		return [
			hint(`Preview Only${what}: ${good}, nothing was sent${duration(previews.length, perSecond)}`, 'info'),
		];
	}
	const where = drafts.length === 1 ? '' : ` (${places(faulty, input)})`;
	const have = faulty.length === 1 ? 'has' : 'have';
	return [
		hint(
			`Preview Only${what}: ${faulty.length} of ${previews.length} ${have} problems${where}, nothing was sent`,
			'warning',
		),
	];
}

/** `49 accepted, 1 refused (8th: +6281234567890)`. Nothing where all went well with few messages. */
function summary({ input, drafts, failures, sent, waiting, next }: Run): NodeExecutionHint[] {
	const kinds = new Map<string, Draft[]>();
	const optedOut = drafts.filter(({ isOptedOut }) => isOptedOut);
	const now = Date.now();
	const closed = drafts.filter(
		({ options, isOptedOut, lastWroteAt }) =>
			options.previewOnly && !isOptedOut && isWindowClosed(lastWroteAt, now),
	);
	const count = (kind: string, draft: Draft) => {
		const words = KIND_WORDS[kind] ?? kind;
		const found = kinds.get(words) ?? [];
		found.push(draft);
		kinds.set(words, found);
	};
	for (const [draft, { kind }] of sent) if (!failures.has(draft)) count(kind, draft);
	for (const draft of optedOut) count('optedOut', draft);
	for (const draft of closed) count(CLOSED, draft);
	for (const [draft, { kind, windowClosed, heldBack }] of failures) {
		count(windowClosed ? CLOSED : heldBack ? 'heldBack' : kind, draft);
	}
	const isOne = sent.size < 2 && optedOut.length + closed.length === 0;
	if (kinds.size === 0 || (failures.size === 0 && isOne && waiting === '')) return [];
	const parts = Array.from(kinds, ([kind, found]) => {
		const isClear = kind === 'accepted' || drafts.length === 1;
		const words = kind === CLOSED ? windowWords(found.length, drafts.length) : kind;
		return `${found.length} ${words}${isClear ? '' : ` (${places(found, input)})`}`;
	});
	if (waiting !== '') parts.push(waiting);
	const sentence = [parts.join(', '), next].filter((part) => part !== '').join('. ');
	return [hint(sentence, failures.size > 0 ? 'warning' : 'info')];
}

/** A number that lost its first digit in a spreadsheet may be somebody's in another country. */
function countryHints({ drafts, input }: Run): NodeExecutionHint[] {
	// Several messages of one item are one person's.
	const people = drafts.filter(({ part }) => part === 0);
	const numbers = people.map(({ itemIndex, body }) => ({ itemIndex, digits: String(body.recipient) }));
	const found = fewCountryCodes(numbers);
	if (found === undefined) return [];
	const byItem = new Map(people.map((draft) => [draft.itemIndex, draft]));
	const others = found.others.map(({ code, itemIndexes }) => {
		const theirs = itemIndexes.flatMap((itemIndex) => byItem.get(itemIndex) ?? []);
		return `${itemIndexes.length} with ${code} (${places(theirs, input)})`;
	});
	return [
		hint(`Country codes: ${found.most.count} begin with ${found.most.code}, ${others.join(', ')}`, 'warning'),
	];
}

/** Links that WhatsApp may not be able to show, or that were left as the sample had them, and cards and texts that look wrong. */
async function partHints(drafts: readonly Draft[], slices: Slices): Promise<NodeExecutionHint[]> {
	const found = new Map<string, number[]>();
	await slices.map(drafts, ({ body, itemIndex }) => {
		const sentences = [exampleLinks, linkHints, cardHints, textHints].flatMap((hintsIn) => hintsIn(body));
		for (const sentence of sentences) {
			const indexes = found.get(sentence) ?? [];
			indexes.push(itemIndex);
			found.set(sentence, indexes);
		}
	});
	return Array.from(found, ([sentence, indexes]) => {
		return hint(drafts.length === 1 ? sentence : `${placesOf(indexes)}: ${sentence}`, 'warning');
	});
}
