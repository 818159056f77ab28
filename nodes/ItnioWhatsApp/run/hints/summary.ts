/** What n8n shows above the output of a run: how it went, and what looks wrong although nothing forbids it. */
import type { NodeExecutionHint } from 'n8n-workflow';
import { fewCountryCodes } from '../../core/countryCodes';
import { isWindowClosed } from '../../core/lastWrote';
import { exampleLinks } from './exampleLinks';
import { linkHints } from './linkHints';
import { recipientWords, type Failure } from '../failed';
import { escapeHtml } from '../../core/escape';
import type { Sent } from '../../sending';
import type { Draft } from '../draft';
import { ranges } from '../results';

const KIND_WORDS: Readonly<Record<string, string>> = {
	accepted: 'accepted',
	skipped: 'skipped as duplicates',
	alreadySent: 'already sent before',
	rejected: 'refused',
	notSent: 'not sent',
	unknown: 'of unknown outcome',
	optedOut: 'opted out',
};

const CLOSED = 'windowClosed';

/** `7 of 30 have not written within 24 hours`, behind the 7. */
const windowWords = (count: number, messages: number): string =>
	`${messages === 1 ? '' : `of ${messages} `}${count === 1 ? 'has' : 'have'} not written within 24 hours`;

interface Run {
	readonly drafts: readonly Draft[];
	readonly failures: ReadonlyMap<Draft, Failure>;
	readonly sent: ReadonlyMap<Draft, Sent>;
	/** How long the run waited for the limit; empty where that is not worth a word. */
	readonly waiting: string;
	/** What executing again does; empty where that is not worth a word. */
	readonly next: string;
}

const hint = (message: string, type: NodeExecutionHint['type']): NodeExecutionHint => ({
	message,
	type,
	location: 'outputPane',
});

/** The hints of a run, the most important one first. */
export function hintsOf(run: Run): NodeExecutionHint[] {
	return [
		...previewSummary(run.drafts),
		...summary(run),
		...countryHints(run.drafts),
		...linkHintsOf(run.drafts),
	];
}

interface Item {
	readonly itemIndex: number;
	readonly recipient: string;
}

const itemOf = ({ itemIndex, body }: Draft): Item => ({
	itemIndex,
	// A hint is HTML.
	recipient: escapeHtml(recipientWords(body.recipient)),
});

/** Numbers that n8n counts from 0 are a riddle to a person: of few items, it is said whom they are for. */
const MOST_NAMED = 3;

/** `item 7: +6281234567890`, `items 3–9`. */
function items(found: readonly Item[]): string {
	const where = `${found.length === 1 ? 'item' : 'items'} ${ranges(found.map(({ itemIndex }) => itemIndex))}`;
	const whom = found.map(({ recipient }) => recipient);
	return whom.length > MOST_NAMED || whom.includes('') ? where : `${where}: ${whom.join(', ')}`;
}

/** A preview looks like success on the canvas, so it says that nothing was sent. */
function previewSummary(drafts: readonly Draft[]): NodeExecutionHint[] {
	const previews = drafts.filter(({ options }) => options.previewOnly);
	if (previews.length === 0) return [];
	const faulty = previews.filter(({ problems }) => problems.length > 0);
	const isAll = previews.length === drafts.length;
	const what = isAll ? '' : ` (${items(previews.map(itemOf))})`;
	if (faulty.length === 0) {
		const good = previews.length === 1 ? 'no problems' : `none of ${previews.length} has problems`;
		return [hint(`Preview Only${what}: ${good}, nothing was sent`, 'info')];
	}
	const where = drafts.length === 1 ? '' : ` (${items(faulty.map(itemOf))})`;
	const have = faulty.length === 1 ? 'has' : 'have';
	return [
		hint(
			`Preview Only${what}: ${faulty.length} of ${previews.length} ${have} problems${where}, nothing was sent`,
			'warning',
		),
	];
}

/** `49 accepted, 1 refused (item 7: +6281234567890)`. Nothing where all went well with few messages. */
function summary({ drafts, failures, sent, waiting, next }: Run): NodeExecutionHint[] {
	const kinds = new Map<string, Item[]>();
	const optedOut = drafts.filter(({ isOptedOut }) => isOptedOut);
	const now = Date.now();
	const closed = drafts.filter(
		({ options, isOptedOut, lastWroteAt }) =>
			options.previewOnly && !isOptedOut && isWindowClosed(lastWroteAt, now),
	);
	const count = (kind: string, draft: Draft) => {
		const words = KIND_WORDS[kind] ?? kind;
		const found = kinds.get(words) ?? [];
		found.push(itemOf(draft));
		kinds.set(words, found);
	};
	for (const [draft, { kind }] of sent) if (!failures.has(draft)) count(kind, draft);
	for (const draft of optedOut) count('optedOut', draft);
	for (const draft of closed) count(CLOSED, draft);
	for (const [draft, { kind, windowClosed }] of failures) count(windowClosed ? CLOSED : kind, draft);
	const isOne = sent.size < 2 && optedOut.length + closed.length === 0;
	if (kinds.size === 0 || (failures.size === 0 && isOne && waiting === '')) return [];
	const parts = Array.from(kinds, ([kind, found]) => {
		const isClear = kind === 'accepted' || drafts.length === 1;
		const words = kind === CLOSED ? windowWords(found.length, drafts.length) : kind;
		return `${found.length} ${words}${isClear ? '' : ` (${items(found)})`}`;
	});
	if (waiting !== '') parts.push(waiting);
	const sentence = [parts.join(', '), next].filter((part) => part !== '').join('. ');
	return [hint(sentence, failures.size > 0 ? 'warning' : 'info')];
}

/** A number that lost its first digit in a spreadsheet may be somebody's in another country. */
function countryHints(drafts: readonly Draft[]): NodeExecutionHint[] {
	// Several messages of one item are one person's.
	const people = drafts.filter(({ part }) => part === 0);
	const numbers = people.map(({ itemIndex, body }) => ({ itemIndex, digits: String(body.recipient) }));
	const found = fewCountryCodes(numbers);
	if (found === undefined) return [];
	const others = found.others.map(({ code, itemIndexes }) => {
		const their = new Set(itemIndexes);
		const theirs = people.filter(({ itemIndex }) => their.has(itemIndex));
		return `${itemIndexes.length} with ${code}: ${items(theirs.map(itemOf))}`;
	});
	return [
		hint(`Country codes: ${found.most.count} begin with ${found.most.code}, ${others.join(', ')}`, 'warning'),
	];
}

/** Links that WhatsApp may not be able to show, and those that were left as the sample had them. */
function linkHintsOf(drafts: readonly Draft[]): NodeExecutionHint[] {
	const found = new Map<string, number[]>();
	for (const { body, itemIndex } of drafts) {
		for (const sentence of [...exampleLinks(body), ...linkHints(body)]) {
			const indexes = found.get(sentence) ?? [];
			indexes.push(itemIndex);
			found.set(sentence, indexes);
		}
	}
	return Array.from(found, ([sentence, indexes]) => {
		const where = `${indexes.length === 1 ? 'Item' : 'Items'} ${ranges(indexes)}: `;
		return hint(drafts.length === 1 ? sentence : where + sentence, 'warning');
	});
}
