/** The entry that is filled in once, as it is stored, and its values. */
import {
	complain,
	entry as numbered,
	named,
	ROOT,
	type Place,
	type Problem,
	type Report,
} from '../../core/rules';
import { isRecord, type Members } from '../../core/members';
import { reportFieldsLeftFixed } from '../fixed';
import { notComputed } from '../notComputed';
import type { Repeated } from '../repeatFields';
import type { Field } from '../types';

interface Group {
	readonly name: string;
	readonly displayName: string;
	readonly values: readonly Field[];
}

const groupsOf = (field: Field) => (field.options ?? []) as readonly Group[];

/** What was filled in; undefined where nothing was. */
export function storedEntry(field: Field, stored: unknown): Members | undefined {
	const [group] = groupsOf(field);
	const entry = group && isRecord(stored) ? stored[group.name] : undefined;
	return isRecord(entry) ? entry : undefined;
}

/** Reports what is left Fixed in an entry, once for all that are made of it. @returns whether there is any */
export function reportEntryLeftFixed({ entry, one }: Repeated, stored: Members, report: Report): boolean {
	let found = false;
	const tell: Report = (problem) => {
		found = true;
		report(problem);
	};
	reportFieldsLeftFixed(groupsOf(entry)[0]?.values ?? [], stored, named(ROOT, one), tell);
	return found;
}

/** Gives the value of a text with expressions, without the `=` in front. */
export type Compute = (text: string, at: Place) => unknown;
/** Says of which item a file is that was chosen by its name. */
export type FileOf = (choice: unknown) => unknown;

/**
 * The values of an entry, by field.
 *
 * @param at what the entry is called, e.g. `Card 3 (products[2])`
 * @param fileOf without it, files are those of the item that the message is made of
 */
export function fillIn(
	field: Field,
	entry: Members,
	at: Place,
	compute: Compute,
	fileOf: FileOf = (choice) => choice,
): Members {
	const values = groupsOf(field)[0]?.values ?? [];
	const filled = valuesOf(values, entry, at, compute);
	const files = values.filter(({ name, typeOptions }) => typeOptions?.binaryDataProperty && name in filled);
	return { ...filled, ...Object.fromEntries(files.map(({ name }) => [name, fileOf(filled[name])])) };
}

function valuesOf(fields: readonly Field[], entry: Members, at: Place, compute: Compute): Members {
	return Object.fromEntries(
		fields
			.filter(({ name }) => entry[name] !== undefined)
			.map((field) => [field.name, valueOf(field, entry[field.name], at, compute)]),
	);
}

function valueOf(field: Field, stored: unknown, parent: Place, compute: Compute): unknown {
	if (typeof stored === 'string' && stored.startsWith('=')) {
		return compute(stored.slice(1), named(parent, field));
	}
	if (field.type !== 'fixedCollection' || !isRecord(stored)) return stored;
	return Object.fromEntries(
		groupsOf(field).map(({ name, displayName, values }) => {
			const rows: unknown[] = Array.isArray(stored[name]) ? stored[name] : [];
			return [
				name,
				rows
					.filter(isRecord)
					.map((row, index) => valuesOf(values, row, named(parent, numbered(displayName, index)), compute)),
			];
		}),
	);
}

/** What n8n computes, and as a problem where it cannot. */
export function computed(problems: Problem[], at: Place, compute: () => unknown): unknown {
	try {
		const value = compute();
		// A date of n8n, which becomes a text in other fields, too.
		return isRecord(value) && typeof value.toISO === 'function' ? String(value) : value;
	} catch (error) {
		complain((problem) => problems.push(problem), at, notComputed(error));
		return undefined;
	}
}
