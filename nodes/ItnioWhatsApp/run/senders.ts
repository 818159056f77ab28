/** The numbers that a campaign is sent from: whether they may send, and to how many people they may write first. */
import { personOf } from '../core/phone';
import { complain, inside, ROOT, type Problem } from '../core/rules';
import { grouped, textOf } from '../core/text';
import type { Slices } from '../core/time';
import { businessPhone } from '../form/phones';
import type { Sent } from '../sending';
import type { RequestContext } from '../service/client';
import type { Connection } from '../service/credential';
import { SMALLEST_LIMIT } from '../service/numbers/model';
import { NOTHING_KNOWN, numberStandings, type Standing, type StandingOf } from '../service/numbers/standing';
import { isTemplate, toBeSent, type Run } from './audience';
import type { Draft } from './draft';
import { slicesOf } from './slices';

const senderOf = ({ body }: Draft): string => textOf(body[businessPhone.name]);

/** The people who get a template, by the number that sends it. Free messages are answers, and count nowhere. */
async function peopleBySender(
	drafts: readonly Draft[],
	slices: Slices,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
	const people = new Map<string, Set<string>>();
	await slices.map(drafts, (draft) => {
		if (!isTemplate(draft)) return;
		const sender = senderOf(draft);
		const theirs = people.get(sender) ?? new Set();
		people.set(sender, theirs.add(personOf(textOf(draft.body.recipient))));
	});
	return people;
}

/** Asks how the numbers stand where that may matter. Nothing is thrown, and nobody waits long. */
export async function standingsOf(
	context: RequestContext,
	connection: Connection,
	drafts: readonly Draft[],
): Promise<StandingOf> {
	const mayGo = drafts.filter(({ problems, isOptedOut }) => problems.length === 0 && !isOptedOut);
	const senders = await peopleBySender(mayGo, slicesOf());
	const isCampaign = Array.from(senders.values()).some((people) => people.size > SMALLEST_LIMIT);
	return isCampaign ? await numberStandings(context, connection) : NOTHING_KNOWN;
}

/** Drafts with a problem where their number is banned for certain: what it sends would be refused, or never arrive. */
export async function withBanned(drafts: Draft[], standingOf: StandingOf): Promise<Draft[]> {
	if (standingOf === NOTHING_KNOWN) return drafts;
	return await slicesOf().map(drafts, (draft) => {
		const standing = standingOf(senderOf(draft));
		if (standing?.status !== 'BANNED' || draft.options.skipChecks) return draft;
		const found: Problem[] = [];
		complain(
			(problem) => found.push(problem),
			inside(ROOT, businessPhone.name, businessPhone),
			`is ${standing.shown}, which is BANNED in ITNIO's list of numbers: nothing that it sends arrives. Choose another number, or ask ITNIO; Options › Skip Checks sends all the same`,
		);
		return {
			...draft,
			problems: [...draft.problems, ...found.flatMap((one) => draft.inItsWords(one) ?? [])],
		};
	});
}

const STATES = new Map([
	['BANNED', 'perhaps nothing that it sends arrives'],
	['RESTRICTED', 'WhatsApp may hold back what it sends. Ask ITNIO before you send more'],
]);

function sentencesOf({ shown, status, peopleADay }: Standing, people: number): string[] {
	const state = STATES.get(status);
	const found = state === undefined ? [] : [`${shown} is ${status} in ITNIO's list of numbers: ${state}`];
	if (peopleADay !== undefined && people > peopleADay) {
		found.push(
			`Templates to ${grouped(people)} people, but ${shown} may write first to ${grouped(peopleADay)} people within 24 hours: the others may get it only if they wrote to you in that time. Spread them over several days, or ask ITNIO to raise the limit`,
		);
	}
	return found;
}

/** What somebody should know of the numbers before these messages go, or when they went; none where all is well. */
export async function warningsOfSenders(
	drafts: readonly Draft[],
	standingOf: StandingOf,
	slices = slicesOf(),
): Promise<string[]> {
	if (standingOf === NOTHING_KNOWN) return [];
	const senders = await peopleBySender(drafts, slices);
	return Array.from(senders).flatMap(([sender, people]) => {
		const standing = standingOf(sender);
		return standing === undefined ? [] : sentencesOf(standing, people.size);
	});
}

const REACHED_ITNIO: ReadonlySet<Sent['kind']> = new Set(['accepted', 'rejected', 'unknown']);

/** The messages of a run that count: those that went, or would go. */
export const counting = (run: Run): Draft[] => [
	...toBeSent(run),
	...Array.from(run.sent).flatMap(([draft, { kind }]) => (REACHED_ITNIO.has(kind) ? [draft] : [])),
];
