/** Of several questions that one person has, the one that is quoted: so people say which one they answer. */
import { isRecord } from '../core/members';
import { quotedBy } from '../trigger/inbound';
import type { Push } from '../trigger/push';
import { meaningOfReply, type Reply } from './handingOver';
import type { Question } from './question';

/** What a waiting execution is asked. */
export interface Quotes {
	/** Whatever in the messages may be the ID of the message that is quoted. */
	readonly quotes: readonly string[];
}

/** So many are asked at the same time. */
const AT_ONCE = 10;
/** Pauses between tries, in milliseconds. */
const PAUSES_MS = [100, 400, 1_600];
/** Where nobody pushes the words again, so long as n8n may take to start. */
const PATIENT_PAUSES_MS = [...PAUSES_MS, ...Array<number>(12).fill(5_000)];

export interface QuoteTools<T> {
	/** Asks the execution of a wait whether its question is the one. */
	readonly ask: (wait: T, body: Quotes) => Promise<Reply>;
	/** Milliseconds. */
	readonly sleep: (milliseconds: number) => Promise<void>;
	readonly isPatient: boolean;
	/** Whether a message quotes a question that was answered. */
	readonly isOver?: (push: Push) => boolean;
}

/** Why an execution has not said whether it is quoted. `mute`: it was reached. */
export type NotSaid = { readonly kind: 'unreachable'; readonly why: string } | { readonly kind: 'mute' };

/** Whose question may be meant, the last one to ask first. `unasked`: one of those who did not say, so that nobody knows. */
export type Meant<T> = { readonly waits: readonly T[] } | ({ readonly unasked: T } & NotSaid);

/** Whether the question is quoted, `gone`: its execution waits no longer, or why it does not say. */
async function saysWhether<T>(
	wait: T,
	quotes: readonly string[],
	{ ask }: QuoteTools<T>,
): Promise<boolean | 'gone' | NotSaid> {
	const reply = await ask(wait, { quotes });
	const quoted = 'body' in reply && isRecord(reply.body) ? reply.body.quoted : undefined;
	if (typeof quoted === 'boolean') return quoted;
	const meaning = meaningOfReply(reply);
	if (meaning.kind === 'gone') return 'gone';
	if (meaning.kind === 'refused') return false;
	return meaning.kind === 'unreachable' ? { kind: 'unreachable', why: meaning.why } : { kind: 'mute' };
}

/** What came of asking all: the one that is quoted, or those who did not say, and whether one is no longer there. */
type Asked<T> =
	| { readonly quoted: T }
	| { readonly unsaid: ReadonlyArray<{ readonly unasked: T } & NotSaid>; readonly isOneGone: boolean };

async function askAll<T>(
	waits: readonly T[],
	quotes: readonly string[],
	tools: QuoteTools<T>,
): Promise<Asked<T>> {
	const unsaid = new Map<T, NotSaid>();
	let place = 0;
	let inVain = 0;
	let isOneGone = false;
	return await new Promise<Asked<T>>((resolve, reject) => {
		const askOn = async () => {
			// So many in a row: n8n is away, and the others need not be asked.
			while (place < waits.length && inVain < AT_ONCE) {
				const wait = waits[place++] as T;
				const says = await saysWhether(wait, quotes, tools);
				// Not behind those who are slow to say.
				if (says === true) {
					place = waits.length;
					resolve({ quoted: wait });
				}
				if (says === 'gone') isOneGone = true;
				if (typeof says === 'object') unsaid.set(wait, says);
				inVain = typeof says === 'object' && says.kind === 'unreachable' ? inVain + 1 : 0;
			}
		};
		Promise.all(Array.from({ length: AT_ONCE }, askOn)).then(() => {
			const [why = { kind: 'mute' as const }] = unsaid.values();
			// Next time those come first who were not asked.
			const all = [...waits.slice(place).map((wait) => [wait, why] as const), ...unsaid];
			resolve({ unsaid: all.map(([unasked, says]) => ({ unasked, ...says })), isOneGone });
		}, reject);
	});
}

/** Nobody's: what quotes a question that is over. */
const NOBODY = { waits: [] };

/**
 * Words that quote one open question never answer another one: as long as somebody does not say, none is taken. Where nobody
 * is quoted, but somebody has just gone, that was the one: it was answered at another process, or its execution was stopped.
 */
export async function quotedOrAll<T>(
	waits: readonly T[],
	messages: readonly Push[],
	tools: QuoteTools<T>,
): Promise<Meant<T>> {
	const quotes = messages.flatMap(quotedBy);
	if (waits.length < 2 || quotes.length === 0) return { waits };
	const pauses = tools.isPatient ? PATIENT_PAUSES_MS : PAUSES_MS;
	let asking = waits;
	let isOneGone = false;
	for (let attempt = 0; ; attempt++) {
		const asked = await askAll(asking, quotes, tools);
		if ('quoted' in asked) return { waits: [asked.quoted] };
		isOneGone ||= asked.isOneGone;
		const [unsure] = asked.unsaid;
		if (unsure === undefined) return isOneGone ? NOBODY : { waits };
		const pause = pauses[attempt];
		if (pause === undefined) return unsure;
		await tools.sleep(pause);
		asking = asked.unsaid.map(({ unasked }) => unasked);
	}
}

/** Messages in a row that are for the same question, and whose it may be. */
export interface Part<T> {
	readonly messages: Push[];
	meant: Meant<T>;
}

/**
 * Messages in a row, by the questions that they quote. What quotes none of them belongs to what is before it; where nothing is,
 * to what comes behind it.
 */
export async function partsOf<T>(
	waits: readonly T[],
	messages: readonly Push[],
	tools: QuoteTools<T>,
): Promise<Array<Part<T>>> {
	const parts: Array<Part<T>> = [];
	const known = new Map<string, Meant<T>>();
	const isOpen = (meant: Meant<T>): boolean => 'waits' in meant && meant.waits === waits;
	const isNobody = (meant: Meant<T>): boolean => 'waits' in meant && meant.waits.length === 0;
	let last: Part<T> | undefined;
	for (const push of messages) {
		const quote = quotedBy(push).join('\n');
		// Nobody is asked twice about the same quote.
		const over = tools.isOver?.(push) ? NOBODY : undefined;
		const meant = over ?? known.get(quote) ?? (await quotedOrAll(waits, [push], tools));
		known.set(quote, meant);
		const joins = isOpen(meant)
			? quote === '' || !last || !isNobody(last.meant)
			: last && isOpen(last.meant) && !isNobody(meant);
		const same = joins ? last : parts.find((part) => isSame(part.meant, meant));
		if (same) {
			same.messages.push(push);
			if (!isOpen(meant)) same.meant = meant;
		}
		last = same ?? { messages: [push], meant };
		if (!same) parts.push(last);
	}
	return parts;
}

const isSame = <T>(one: Meant<T>, other: Meant<T>): boolean =>
	'waits' in one && 'waits' in other
		? one.waits[0] === other.waits[0]
		: 'unasked' in one && 'unasked' in other;

/** What the execution says to it; undefined: it was asked something else. */
export function saysQuoted(
	{ messageId }: Pick<Question, 'messageId'>,
	body: unknown,
): { quoted: boolean } | undefined {
	const quotes = isRecord(body) ? body.quotes : undefined;
	if (!Array.isArray(quotes)) return undefined;
	return { quoted: messageId !== undefined && quotes.includes(messageId) };
}
