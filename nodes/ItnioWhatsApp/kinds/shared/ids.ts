/**
 * The IDs that come back when a person taps a row or a button. Where none is given it is made from the title,
 * so that nobody need invent one.
 */
import { asSeen } from '../../core/alike';
import { entry, inside, object, unique, type Labelled, type Occurrence, type Rule } from '../../core/rules';
import { filled, isMissing, isRecord } from '../../core/members';
import { textOf } from '../../core/text';

interface Choice {
	id?: unknown;
	title?: unknown;
}

/**
 * Gives every choice an ID: its own, or its title cut to `limit` code points and made unique among all of them
 * (`Learn more`, `Learn more-2`, …). Choices without a title stay as they are: the checks name them.
 *
 * @param choices in the order of the message; entries that are no objects are left alone
 */
export function withIds<T>(choices: readonly T[], limit: number): T[] {
	const taken = new Set(
		choices
			.map((choice) => (choice as Choice | null)?.id)
			.filter((id) => !isMissing(id))
			.map(textOf),
	);
	return choices.map((choice) => {
		if (typeof choice !== 'object' || choice === null || !isMissing((choice as Choice).id)) return choice;
		const { title } = choice as Choice;
		if (isMissing(title) || typeof title === 'object') return choice;
		const id = uniqueId(textOf(title).trim(), limit, taken);
		taken.add(id);
		return { ...choice, id };
	});
}

function uniqueId(title: string, limit: number, taken: ReadonlySet<unknown>): string {
	const characters = Array.from(title);
	for (let number = 1; ; number += 1) {
		const suffix = number === 1 ? '' : `-${number}`;
		const id =
			characters
				.slice(0, limit - suffix.length)
				.join('')
				.trimEnd() + suffix;
		if (!taken.has(id)) return id;
	}
}

/**
 * The rule of a choice. Without a title, the ID that would be made from it is no problem of its own.
 */
export function choice({
	id,
	...others
}: Readonly<Record<'id' | 'title', Rule> & Record<string, Rule>>): Rule {
	return (value, at, report) => {
		const follows = !isRecord(value) || (isMissing(value.id) && isMissing(value.title));
		object(follows ? others : { ...others, id })(value, at, report);
	};
}

/** Buttons as the API wraps them: `{ type, [member]: { id, title } }`. */
export interface Wrapping {
	/** What every button has as its `type`. */
	readonly type: string;
	/** Where its ID and title stand. */
	readonly member: string;
}

/** A button whose ID and title stand at its top, as the API wraps it. */
export function nested(button: unknown, { member }: Wrapping): unknown {
	if (!isRecord(button) || button[member] !== undefined || isMissing(button.title)) return button;
	const { id, title, ...others } = button;
	return { ...others, [member]: filled({ id, title }) };
}

/** Buttons with their constant type, and with `replies` in place of their own. Entries that are no objects are left alone. */
export function wrapped(
	buttons: readonly unknown[],
	replies: readonly unknown[],
	{ type, member }: Wrapping,
): unknown[] {
	return buttons.map((button, index) =>
		isRecord(button) && replies[index] !== undefined ? { type, ...button, [member]: replies[index] } : button,
	);
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
