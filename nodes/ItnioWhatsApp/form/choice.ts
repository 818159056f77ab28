/** A choice by an expression, which can give anything: one of the values of its field, or a problem that names them. */
import { isMissing } from '../core/members';
import { complain, type Place, type Report } from '../core/rules';
import type { Field } from './types';

interface Choice {
	readonly name: string;
	readonly value: unknown;
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
	const choices = (field.options ?? []) as readonly Choice[];
	if (choices.some(({ value }) => value === raw)) return raw;
	complain(report, at, {
		code: 'notOneOf',
		params: {
			found: isMissing(raw) ? undefined : raw,
			wanted: choices.map(({ name, value }) => `${String(value)} (${name})`),
			missing: 'is empty',
		},
	});
	return absent;
}
