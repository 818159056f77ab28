/** The option Do Not Send To: who does not want to be written to. */
import { COMMAS, SEMICOLONS } from '../core/listMarks';
import { isMissing } from '../core/members';
import { isHiddenPerson, meantBy, personOf, readPhone } from '../core/phone';
import { complain, type Problem } from '../core/rules';
import { excerpt, shown, textOf } from '../core/text';
import { saysNone } from '../core/unmeant';
import { placeOf } from '../form/readOptions';
import type { Draft } from './draft';
import { slicesOf } from './slices';

type People = ReadonlySet<string>;

export interface OptedOut {
	/** As `personOf` names them. */
	readonly people: People;
	readonly problems: readonly Problem[];
}

/** Longer lines hold more than one number. */
const MAX_LINE = 40;
const WITHIN_A_LINE = new RegExp(`[${COMMAS}]`);
const LINES = new RegExp(`[\\n\\r\\t|\\u2028\\u2029${SEMICOLONS}]`);
/** `- 62812…`, `2) 62812…`: a list as people write it. */
const BULLET = /^\s*(?:[-*\u2022\u2013]|\d{1,3}[.)])\s+(?=[+\d(])/;
const MIN_DIGITS = 7;
/** What an expression leaves that gave no number, and what a spreadsheet shortened: somebody may be behind it. */
const BROKEN = /\{\{|\[object |\d[eE]\+?\d/;

/** The entries of a list, or the lines of a text; a list as JSON is a list. */
function linesOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value.flatMap(linesOf);
	if (typeof value !== 'string') return [value];
	if (/^\s*\[\s*["\d\]]/.test(value)) {
		try {
			return linesOf(JSON.parse(value));
		} catch {
			// Then it is a text that begins with a bracket.
		}
	}
	return withoutGaps(value.split(LINES)).map((line) => line.replace(BULLET, ''));
}

/** The entries of a line. A spreadsheet may write commas into one number. */
function entriesOf(line: unknown, countryCode: string): unknown[] {
	if (typeof line !== 'string' || !WITHIN_A_LINE.test(line)) return [line];
	const isOne = line.length <= MAX_LINE && 'digits' in readPhone(line, { countryCode });
	return isOne ? [line] : withoutGaps(line.split(WITHIN_A_LINE));
}

/** An empty text is an entry that is empty. */
const withoutGaps = (parts: string[]): string[] =>
	parts.length === 1 ? parts : parts.filter((part) => !isMissing(part));

function mayBeSomebody(entry: unknown): boolean {
	if (typeof entry === 'object') return entry !== null;
	const text = textOf(entry);
	if (isHiddenPerson(text)) return false;
	return text.replace(/\P{Nd}/gu, '').length >= MIN_DIGITS || BROKEN.test(text);
}

const MAX_NAMED = 5;
const quoted = (entry: unknown): string => `"${excerpt(shown(entry).trim(), 60)}"`;

interface Unread {
	readonly entry: unknown;
	readonly why: string;
}

function wordsOf([first, ...others]: readonly [Unread, ...Unread[]]): string {
	const why =
		typeof first.entry === 'object'
			? 'is an object: choose one column, as in {{ $("Opted Out").all().map((row) => row.json.person) }}'
			: first.why;
	const which =
		others.length === 0 ? 'an entry that' : `${others.length + 1} entries that cannot be read. One`;
	const named = others.slice(0, MAX_NAMED).map(({ entry }) => quoted(entry));
	const more = others.length > named.length ? ` and ${others.length - named.length} more` : '';
	const rest = named.length === 0 ? '' : `. The others: ${named.join(', ')}${more}`;
	return `has ${which} ${why}: ${quoted(first.entry)}${rest}`;
}

/** What a condition leaves of a person who did not opt out: `optedOut && phone`. */
const NOT_SO = /^(?:false|0)$/i;

/** Whether an entry says that it is nobody. */
function isNobody(entry: unknown): boolean {
	const text = textOf(entry).trim();
	return isMissing(entry) || NOT_SO.test(text) || saysNone(text);
}

/**
 * Why a list names nobody that was to name somebody: another column, a name that no row has, an error of a sheet. A
 * single entry that is not there is how n8n gives an empty table (Always Output Data).
 */
function whyNobody(entries: readonly unknown[]): string | undefined {
	const [only, ...others] = entries;
	const isColumn = others.length === 0 || entries.some((entry) => entry !== undefined);
	if (isColumn && entries.every(isNobody)) return undefined;
	const named = entries.filter((entry) => !isMissing(entry)).slice(0, MAX_NAMED);
	const found = named.length === 0 ? 'all of them empty' : `such as ${named.map(quoted).join(', ')}`;
	const where = others.length === 0 ? `in ${quoted(only)}` : `in its ${entries.length} entries, ${found}`;
	return `has no phone number ${where}: choose the column that holds it, as in {{ $("Opted Out").all().map((row) => row.json.person) }}`;
}

/**
 * Reads who does not want to be written to.
 *
 * @param value as the expression gives it
 * @param countryCode completes numbers that are written without one
 */
export async function optedOutOf(value: unknown, countryCode: string): Promise<OptedOut> {
	const people = new Set<string>();
	const unread: Unread[] = [];
	const slices = slicesOf();
	// One pass for both would read a line of 100,000 numbers at a stretch.
	const entries = (await slices.map(linesOf(value), (line) => entriesOf(line, countryCode))).flat();
	await slices.map(entries, (entry) => {
		if (!mayBeSomebody(entry)) return;
		const reading = readPhone(entry, { countryCode });
		if ('why' in reading && reading.either === undefined) {
			unread.push({ entry, why: reading.why });
			return;
		}
		// The trigger gives complete numbers, a sheet may not: whoever may be meant is left out.
		for (const found of [reading, readPhone(entry, { countryCode, isOwn: true })]) {
			for (const digits of meantBy(found)) people.add(personOf(digits));
		}
	});
	const problems: Problem[] = [];
	const [first, ...others] = unread;
	const namesSomebody = people.size > 0 || entries.some((entry) => isHiddenPerson(textOf(entry)));
	const nobody = namesSomebody ? undefined : whyNobody(entries);
	const why = first === undefined ? nobody : wordsOf([first, ...others]);
	if (why !== undefined) {
		complain((problem) => problems.push(problem), placeOf('doNotSendTo'), why);
	}
	return { people, problems };
}

/**
 * Drafts that are left out where their person does not want to be written to. What is in the list without a country is
 * read as the number of the message is, too: both may be of another country than the first item.
 *
 * @param people as the country of the run reads the list
 */
export async function withOptOut(
	drafts: readonly Draft[],
	value: unknown,
	{ people, usual }: { readonly people: People; readonly usual: string },
): Promise<Draft[]> {
	const byCountry = new Map([[usual, people]]);
	if (people.size > 0) {
		for (const { options } of drafts) {
			const code = options.defaultCountryCode;
			if (!byCountry.has(code)) byCountry.set(code, (await optedOutOf(value, code)).people);
		}
	}
	return await slicesOf().map(drafts, (draft) => {
		const person = personOf(textOf(draft.body.recipient));
		const isOne = people.has(person) || byCountry.get(draft.options.defaultCountryCode)?.has(person) === true;
		return isOne ? { ...draft, isOptedOut: true } : draft;
	});
}
