/** A choice by an expression, which can give anything: one of the values of its field, or a problem that names them. */
import { isMissing } from '../core/members';
import type { Fault } from '../core/problem';
import { complain, type Place, type Report } from '../core/rules';
import type { Field } from './types';

interface Choice {
	readonly name: string;
	readonly value: unknown;
}

/** What is wrong with a choice; undefined where it is one of the values. */
function wrongWithChoice({ options = [] }: Pick<Field, 'options'>, raw: unknown): Fault | undefined {
	const choices = options as readonly Choice[];
	if (choices.some(({ value }) => value === raw)) return undefined;
	const wanted = choices.map(({ name, value }) => `${String(value)} (${name})`);
	return {
		code: 'notOneOf',
		params: { found: isMissing(raw) ? undefined : raw, wanted, missing: 'is empty' },
	};
}

interface Reading {
	readonly at: Place;
	readonly report: Report;
	/** What it is where nothing is chosen, or nothing that there is. */
	readonly absent: unknown;
	/** Whether something must be chosen. */
	readonly isRequired?: boolean;
}

/** Reads a choice. */
export function readOneOf(
	field: Field,
	raw: unknown,
	{ at, report, absent, isRequired = false }: Reading,
): unknown {
	if (isMissing(raw) && !isRequired) return absent;
	const wrong = wrongWithChoice(field, raw);
	if (wrong === undefined) return raw;
	complain(report, at, wrong);
	return absent;
}
