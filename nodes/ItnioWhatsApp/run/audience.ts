/** For how many people in which countries the messages of a run are, and of which kind: ITNIO's price depends on both. */
import { isWindowClosed } from '../core/lastWrote';
import { isRecord } from '../core/members';
import { countryNameOf, personOf } from '../core/phone';
import { grouped, textOf } from '../core/text';
import type { Slices } from '../core/time';
import type { Sent } from '../sending';
import type { RequestContext } from '../service/client';
import type { Connection } from '../service/credential';
import type { TemplateChoice } from '../service/templates/choice';
import { listedTemplates, NONE_LISTED } from '../service/templates/listed';
import type { Draft } from './draft';
import { slicesOf } from './slices';
import { chosenIn, warningsOfTemplates } from './templates';

/** MARKETING, UTILITY, …; undefined: nobody knows. */
type CategoryOf = (template: TemplateChoice) => string | undefined;

/** As many countries as a line can name. */
const MAX_COUNTRIES = 6;

const FREE = 'free message';
const KNOWN_CATEGORY = /^(?:authentication|marketing|utility)$/;

type Message = Pick<Draft, 'body'>;

export const isTemplate = ({ body }: Message): boolean => isRecord(body.template);

/** `marketing template`, or `template` where nobody knows its category. */
function kindOf({ body: { template } }: Message, categoryOf: CategoryOf): string {
	if (!isRecord(template)) return FREE;
	const category = categoryOf(chosenIn(template))?.toLowerCase() ?? '';
	return KNOWN_CATEGORY.test(category) ? `${category} template` : 'template';
}

const several = (count: number, one: string, more = `${one}s`): string =>
	`${grouped(count)} ${count === 1 ? one : more}`;

const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

const largestFirst = (counts: ReadonlyMap<string, number>): Array<[name: string, count: number]> =>
	Array.from(counts).sort(([, one], [, other]) => other - one);

/** ` (Indonesia)`, or `: Indonesia 2,900, Singapore 40, 3 more countries 12`; empty where no country is known. */
function countryWords(counts: ReadonlyMap<string, number>, unknown: number): string {
	const countries = largestFirst(counts);
	if (countries.length === 0) return '';
	const [[only]] = countries as [[string, number]];
	if (countries.length === 1 && unknown === 0) return ` (${only})`;
	// One more is as short as its number.
	const named = countries.length === MAX_COUNTRIES + 1 ? countries.length : MAX_COUNTRIES;
	const parts = countries.slice(0, named).map(([country, count]) => `${country} ${grouped(count)}`);
	const others = countries.slice(named);
	const theirs = others.reduce((sum, [, count]) => sum + count, 0);
	if (others.length > 0) parts.push(`${others.length} more countries ${grouped(theirs)}`);
	if (unknown > 0) parts.push(`no known country ${grouped(unknown)}`);
	return `: ${parts.join(', ')}`;
}

/**
 * `3,000 marketing templates and 20 free messages to 2,990 people: Indonesia 2,900, Singapore 90`.
 *
 * @returns empty where there are no messages
 */
export async function audienceInWords(
	messages: readonly Message[],
	categoryOf: CategoryOf,
	slices: Slices,
): Promise<string> {
	if (messages.length === 0) return '';
	const kinds = new Map<string, number>();
	const people = new Set<string>();
	const countries = new Map<string, number>();
	let unknown = 0;
	await slices.map(messages, (message) => {
		add(kinds, kindOf(message, categoryOf));
		const person = personOf(textOf(message.body.recipient));
		if (people.has(person)) return;
		people.add(person);
		const country = countryNameOf(person);
		if (country === undefined) unknown += 1;
		else add(countries, country);
	});
	const parts = largestFirst(kinds).map(([kind, count]) => several(count, kind));
	const last = parts.pop();
	const what = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
	return `${what} to ${several(people.size, 'person', 'people')}${countryWords(countries, unknown)}`;
}

export interface Run {
	readonly drafts: readonly Draft[];
	readonly sent: ReadonlyMap<Draft, Sent>;
	readonly failures: ReadonlyMap<Draft, unknown>;
}

/** In fewer messages nobody looks for what they cost. */
const MIN_TO_BE_SENT = 2;
const MIN_ACCEPTED = 10;

/** Those of a preview that would go. */
export function toBeSent({ drafts, failures }: Run): Draft[] {
	const now = Date.now();
	const mayGo = ({ problems, isOptedOut, lastWroteAt }: Draft) =>
		problems.length === 0 && !isOptedOut && !isWindowClosed(lastWroteAt, now);
	return drafts.filter((draft) => draft.options.previewOnly && mayGo(draft) && !failures.has(draft));
}

interface Audience {
	/** Whom the messages went to, or would go to; empty where that is not worth a word. */
	readonly audience: string;
	/** What the account's list says against their templates. */
	readonly doubts: readonly string[];
}

export const NO_AUDIENCE: Audience = { audience: '', doubts: [] };

/**
 * What there is to say of the messages of a run, in sentences.
 *
 * @throws what goes wrong on the way
 */
export async function audienceOf(
	context: RequestContext,
	connection: Connection,
	run: Run,
): Promise<Audience> {
	const { drafts, sent, failures } = run;
	const accepted = drafts.filter((draft) => sent.get(draft)?.kind === 'accepted' && !failures.has(draft));
	const groups = [
		['To be sent', toBeSent(run), MIN_TO_BE_SENT],
		['Accepted', accepted, MIN_ACCEPTED],
	] as const;
	const sentences: string[] = [];
	const doubts = new Set<string>();
	for (const [what, messages, least] of groups) {
		if (messages.length < least) continue;
		const listed = messages.some(isTemplate) ? await listedTemplates(context, connection) : NONE_LISTED;
		const categoryOf: CategoryOf = (template) => listed(template)[0]?.category;
		sentences.push(`${what}: ${await audienceInWords(messages, categoryOf, slicesOf())}`);
		for (const doubt of await warningsOfTemplates(messages, listed, slicesOf())) doubts.add(doubt);
	}
	return { audience: sentences.join('. '), doubts: [...doubts] };
}
