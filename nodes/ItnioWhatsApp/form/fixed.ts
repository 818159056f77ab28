/** Expressions that n8n left as they were, which it does in a field that is set to Fixed. */
import { isRecord } from '../core/members';
import { complain, entry, named, type Place, type Report } from '../core/rules';
import type { Field } from './types';

/**
 * Whether a person wrote an expression into a field that is set to Fixed. The same characters among the words of a
 * customer, which an expression gives, are none: only what is stored tells.
 *
 * @param stored the parameter as it is stored; an expression begins with `=`
 */
export function isLeftFixed(stored: unknown): boolean {
	if (typeof stored !== 'string' || stored.startsWith('=')) return false;
	// By hand, because a pattern would try every pair of brackets again.
	for (let at = stored.indexOf('{{'); at >= 0;) {
		const end = stored.indexOf('}}', at);
		if (end < 0) return /\{\{\s*\$[A-Za-z_(]/.test(stored.slice(at));
		if (/\$[A-Za-z_(]/.test(stored.slice(at, end))) return true;
		at = stored.indexOf('{{', end + 2);
	}
	return false;
}

/** Whether what is stored of a field is an expression, also where it is the value of a resource locator. */
export const isExpression = (stored: unknown): boolean =>
	isRecord(stored) ? isExpression(stored.value) : typeof stored === 'string' && stored.startsWith('=');

export const LEFT_FIXED = 'holds an expression, but is set to Fixed: choose Expression above the field';

interface Group {
	readonly name: string;
	readonly displayName: string;
	readonly values: readonly Field[];
}

/** Reports the texts of a field, and of its entries, that hold an expression and are set to Fixed. */
export function reportLeftFixed(field: Field, stored: unknown, parent: Place, report: Report): void {
	// An expression that gives all of it is a text, with nothing below.
	const below = isRecord(stored) ? stored : {};
	switch (field.type) {
		case 'fixedCollection':
			for (const { name, displayName, values } of (field.options ?? []) as readonly Group[]) {
				const rows: unknown[] = Array.isArray(below[name]) ? below[name] : [below[name]];
				rows.forEach((row, index) =>
					reportFieldsLeftFixed(values, row, named(parent, entry(displayName, index)), report),
				);
			}
			break;
		case 'collection':
			reportFieldsLeftFixed((field.options ?? []) as readonly Field[], stored, parent, report);
			break;
		case 'resourceMapper':
			for (const [id, text] of Object.entries(isRecord(below.value) ? below.value : {})) {
				const fields: unknown[] = Array.isArray(below.schema) ? below.schema : [];
				const known = fields.filter(isRecord).find((one) => one.id === id);
				if (isLeftFixed(text)) {
					complain(report, named(named(parent, field), String(known?.displayName ?? id)), LEFT_FIXED);
				}
			}
			break;
		default:
			if (isLeftFixed(isRecord(stored) ? stored.value : stored)) {
				complain(report, named(parent, field), LEFT_FIXED);
			}
	}
}

/** The same, for each of several fields. @param stored what is stored below them, by name */
export function reportFieldsLeftFixed(
	fields: readonly Field[],
	stored: unknown,
	parent: Place,
	report: Report,
): void {
	if (!isRecord(stored)) return;
	for (const field of fields) reportLeftFixed(field, stored[field.name], parent, report);
}
