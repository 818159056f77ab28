/**
 * The IDs that come back when a person taps a row or a button. Where none is given it is made from the title,
 * so that nobody need invent one.
 */
import { asSeen } from '../../core/alike';
import { whyShortened } from '../../core/phone';
import {
	all,
	complain,
	constant,
	entry,
	inside,
	object,
	text,
	textThat,
	unique,
	type Labelled,
	type Occurrence,
	type Rule,
} from '../../core/rules';
import { isMissing, isRecord, type Members } from '../../core/members';
import { excerpt, textOf, withoutEnds } from '../../core/text';

interface Choice {
	id?: unknown;
	title?: unknown;
}

/** Its ID under the name that other services have for it. */
const PAYLOAD = 'payload';

/** What may hold its ID, the API's own name first. */
const ID_NAMES: readonly string[] = ['id', PAYLOAD];

/** What a tap would have to do. Other columns of a table are left alone. */
const TAPS: readonly string[] = ['url', 'web_url', 'href', 'phone_number'];

/** Only members that are there are looked at. */
const holds = (members: Members, name: string): boolean => name in members && !isMissing(members[name]);

function idIn(choice: Members): unknown {
	const name = ID_NAMES.find((name) => holds(choice, name));
	return name === undefined ? undefined : choice[name];
}

/** An ID as it is sent, and what becomes one. */
const meantBy = (value: unknown): string => withoutEnds(textOf(value));

/** Without the IDs that are missing or the same: another one stays, and the checks say so. */
const withoutId = (members: Members, id: unknown): Members =>
	Object.fromEntries(
		Object.entries(members).filter(
			([name, found]) => !ID_NAMES.includes(name) || (!isMissing(found) && meantBy(found) !== meantBy(id)),
		),
	);

/** A choice with its ID under the API's own name. */
function withOwnId<T>(choice: T): T {
	if (!isRecord(choice)) return choice;
	const id = idIn(choice);
	return id === undefined ? choice : ({ id, ...withoutId(choice, id) } as T);
}

/**
 * Gives every choice an ID: its own, or its title cut to `limit` code points and made unique among all of them
 * (`Learn more`, `Learn more-2`, …). Choices without a title stay as they are: the checks name them.
 *
 * @param given in the order of the message; entries that are no objects are left alone
 */
export function withIds<T>(given: readonly T[], limit: number): T[] {
	const choices = given.map(withOwnId);
	const taken = new Set(
		choices
			.map((choice) => (choice as Choice | null)?.id)
			.filter((id) => !isMissing(id))
			.map(meantBy),
	);
	const triedOf = new Map<string, number>();
	return choices.map((choice) => {
		if (typeof choice !== 'object' || choice === null || !isMissing((choice as Choice).id)) return choice;
		const { title } = choice as Choice;
		if (isMissing(title) || typeof title === 'object') return choice;
		const id = uniqueId(meantBy(title), limit, { taken, triedOf });
		taken.add(id);
		return { ...choice, id };
	});
}

interface GivenIds {
	readonly taken: ReadonlySet<unknown>;
	/** The last number that was tried in IDs of a beginning and a length of number: the ones below it are taken. */
	readonly triedOf: Map<string, number>;
}

function uniqueId(title: string, limit: number, { taken, triedOf }: GivenIds): string {
	const characters = Array.from(title);
	const cut = (length: number): string => withoutEnds(characters.slice(0, length).join(''));
	const own = cut(limit);
	if (!taken.has(own)) return own;
	for (let number = 2; ; number += 1) {
		const { length } = `-${number}`;
		const beginning = cut(limit - length);
		const series = `${length} ${beginning}`;
		number = Math.max(number, triedOf.get(series) ?? 0);
		triedOf.set(series, number);
		const id = `${beginning}-${number}`;
		if (!taken.has(id)) return id;
	}
}

/** The rule that no member says what a tap does. One that holds nothing says nothing. @param only what there is */
const saysNoTap =
	(only: string): Rule =>
	(value, at, report) => {
		for (const [name, member] of Object.entries(isRecord(value) ? value : {})) {
			if (!TAPS.includes(name) || isMissing(member)) continue;
			complain(report, inside(at, name, `"${name}"`), `cannot be sent: ${only}. Take it out`);
		}
	};

/**
 * The rule that one ID alone says what was tapped, and where the API looks for it.
 *
 * @param member where a wrapped button has it; undefined: the choice itself has it
 */
const hasOneId =
	(member?: string): Rule =>
	(value, at, report) => {
		const choice = isRecord(value) && member !== undefined ? value[member] : value;
		if (!isRecord(value) || !isRecord(choice)) return;
		const id = member === undefined ? choice.id : idIn(choice);
		const remedy =
			member === undefined
				? 'is called "id" here: rename it'
				: `belongs in "${member}": move it there, as "id"`;
		for (const name of ID_NAMES.filter((name) => holds(value, name))) {
			if (!isMissing(id) && meantBy(value[name]) === meantBy(id)) continue;
			const why = isMissing(id)
				? remedy
				: `is another ID than "${excerpt(textOf(id))}", and only one of them comes back. Take one of the two out`;
			complain(report, inside(at, name, `"${name}"`), why);
		}
	};

/** What a choice obeys besides its ID. */
type ChoiceRules = Readonly<Record<'title', Rule> & Record<string, Rule>>;

/** What the form calls the ID of a choice, and how many characters it may have. */
interface ChoiceId {
	readonly words: Labelled;
	readonly max: number;
}

/** The rule of an ID. One that is made from its title was filled in by nobody; undefined where there is no title either. */
function idRule({ words, max }: ChoiceId, { id, title }: Members): Rule | undefined {
	if (isMissing(id) && isMissing(title)) return undefined;
	const limits = { max, mayBeDate: true, trimmed: true } as const;
	return meantBy(id) === meantBy(title) ? text(words, limits) : textThat(words, whyShortened, limits);
}

/**
 * The rule of a choice. Without a title, the ID that would be made from it is no problem of its own. What a tap would
 * have to do is one, because it would not.
 *
 * @param only what there is, such as `a row has only a title and an ID`
 */
export function choice(ofId: ChoiceId, others: ChoiceRules, only: string): Rule {
	const besides = all(saysNoTap(only), hasOneId());
	return (value, at, report) => {
		const id = isRecord(value) ? idRule(ofId, value) : undefined;
		object(id === undefined ? others : { ...others, id })(value, at, report);
		besides(value, at, report);
	};
}

/** Buttons as the API wraps them: `{ type, [member]: { id, title } }`. */
export interface Wrapping {
	/** What every button has as its `type`. */
	readonly type: string;
	/** Where its ID and title stand. */
	readonly member: string;
}

/** The rule of a wrapped button. @param only as for a choice */
export const wrappedChoice = (
	{ type, member }: Wrapping,
	id: ChoiceId,
	others: ChoiceRules,
	only: string,
): Rule =>
	all(
		object({ type: constant(type), [member]: choice(id, others, only) }),
		saysNoTap(only),
		hasOneId(member),
	);

/** A button as the API wraps it: what stands at its top goes inside, and so does an ID beside what is tapped. */
export function nested(button: unknown, wrapping: Wrapping): unknown {
	if (!isRecord(button)) return button;
	const { member } = wrapping;
	const { [member]: choice, ...around } = button;
	if (choice === undefined && !isMissing(around.title)) {
		const { title, ...others } = around;
		return nested({ ...others, [member]: { title } }, wrapping);
	}
	if (!isRecord(choice)) return button;
	const id = idIn(choice) ?? idIn(around);
	if (id === undefined) return button;
	return { ...withoutId(around, id), [member]: { id, ...withoutId(choice, id) } };
}

/** Buttons with their constant type, and with `replies` in place of their own. Entries that are no objects are left alone. */
export function wrapped(
	buttons: readonly unknown[],
	replies: readonly unknown[],
	{ type, member }: Wrapping,
): unknown[] {
	return buttons.map((button, index) => {
		const reply = replies[index];
		return isRecord(button) ? { type, ...button, ...(reply !== undefined && { [member]: reply }) } : button;
	});
}

/**
 * The rule that no two buttons of a list have the same title or the same ID.
 *
 * @param one what the form calls a button
 * @param where the title has to differ, e.g. `each button of a card`
 */
export function buttonsDiffer(
	{ member }: Wrapping,
	{ one, title, id, where }: { one: string; title: Labelled; id: Labelled; where: string },
): Rule {
	return (value, at, report) => {
		const occurrences = (key: 'title' | 'id', words: Labelled): Occurrence[] =>
			(Array.isArray(value) ? value : []).map((button: unknown, index) => {
				const reply = isRecord(button) ? button[member] : undefined;
				const place = inside(inside(at, index, entry(one, index)), member);
				return { value: isRecord(reply) ? reply[key] : undefined, at: inside(place, key, words) };
			});
		unique(occurrences('title', title), `Give ${where} a title of its own`, report, asSeen);
		unique(occurrences('id', id), 'Nobody could tell which one was tapped', report);
	};
}
