/**
 * From the form to plain values. An expression can put anything into any field, so everything is looked at:
 * numbers become texts, rows become lists, JSON is parsed, and what cannot be used is said in the form's words.
 */
import { meantOf } from '../core/alike';
import { isSameWay, type Problem } from '../core/problem';
import { complain, entry, named, ROOT, type Place, type Report } from '../core/rules';
import { isDeeperThan, isMissing, isRecord } from '../core/members';
import { dateOf, typeInWords } from '../core/text';
import { whyInexact, whyUnmeant } from '../core/unmeant';
import { readOneOf } from './choice';
import { isLeftFixed, LEFT_FIXED, reportLeftFixed } from './fixed';
import { jsonIn, whereJsonBreaks } from './json';
import { notComputed } from './notComputed';
import type { Field, MappedValue, ParametersOf } from './types';

/** Gets the value of a parameter for the item at hand, expressions resolved. */
export type GetParameter = (name: string, field: Field) => unknown;

/** Gives a parameter as it is stored, with its expressions; undefined where nobody knows. */
export type GetStored = (name: string) => unknown;

interface Group {
	readonly name: string;
	readonly displayName: string;
	readonly values: readonly Field[];
}

/**
 * @param get reads one parameter; called only for fields that the form shows
 * @param stored tells an expression in a field that is set to Fixed from the words of a customer
 * @returns the values by name, and the problems found while reading; a value that could not be read is empty
 */
export function readFields<const Fields extends readonly Field[]>(
	fields: Fields,
	get: GetParameter,
	stored: GetStored = () => undefined,
): { parameters: ParametersOf<Fields>; problems: Problem[] } {
	const problems: Problem[] = [];
	const values: Record<string, unknown> = {};
	for (const field of fields) {
		if (field.type === 'notice') continue;
		const shown = isShown(field, values);
		if (field.type === 'hidden') {
			if (shown && holdsValues(getSafely(field, get, problems))) {
				const what = `are filled in, but nothing on the form shows them. ${field.description ?? ''}`;
				complain((problem) => problems.push(problem), named(ROOT, field), what);
			}
			continue;
		}
		// One name may have several fields, of which the form shows one at most.
		if (!shown && field.name in values) continue;
		const raw = shown ? getSafely(field, get, problems) : undefined;
		if (field.type === 'json') {
			values[field.name] = readJson(field, raw, stored(field.name), problems);
			continue;
		}
		// It is read all the same, so that the preview shows it.
		if (shown) reportLeftFixed(field, stored(field.name), ROOT, (problem) => problems.push(problem));
		values[field.name] = readValue(field, raw, ROOT, problems);
	}
	return { parameters: values as ParametersOf<Fields>, problems };
}

/** An expression that fails is a problem of its field, like any other. */
function getSafely(field: Field, get: GetParameter, problems: Problem[]): unknown {
	try {
		return get(field.name, field);
	} catch (error) {
		complain((problem) => problems.push(problem), named(ROOT, field), notComputed(error));
		return undefined;
	}
}

/** Whether the form shows a field, judged by the fields before it (such as the input mode). */
export function isShown(field: Field, values: Readonly<Record<string, unknown>>): boolean {
	const { show = {}, hide = {} } = field.displayOptions ?? {};
	const among = (name: string, some: unknown, ifUnknown: boolean): boolean => {
		const value = values[name.replace(/^\//, '')];
		return value === undefined ? ifUnknown : (some as readonly unknown[]).includes(value);
	};
	return (
		Object.entries(show).every(([name, allowed]) => among(name, allowed, true)) &&
		!Object.entries(hide).some(([name, excluded]) => among(name, excluded, false))
	);
}

/** Whether rows of a form are there. */
const holdsValues = (raw: unknown): boolean =>
	isRecord(raw) && Object.values(raw).some((rows) => !Array.isArray(rows) || rows.length > 0);

function readValue(field: Field, raw: unknown, parent: Place, problems: Problem[]): unknown {
	const at = named(parent, field);
	const report: Report = (problem) => problems.push(problem);
	switch (field.type) {
		case 'fixedCollection':
			return readCollection(field, raw, parent, problems);
		case 'collection':
			return raw;
		case 'boolean':
			return raw === true || raw === 'true';
		case 'number':
			return readNumber(raw ?? field.default, at, problems);
		case 'options':
			return readOneOf(field, raw, { at, report, absent: raw ?? field.default });
		case 'resourceLocator':
			// Chosen or typed in, or all of it from one expression, which then gives the value alone.
			return readText(
				(isRecord(raw) && ('value' in raw || '__rl' in raw) ? raw.value : raw) ?? '',
				at,
				report,
			);
		case 'resourceMapper':
			return readMapped(raw, at, problems);
		default:
			// An expression may give a file itself instead of its name.
			if (field.typeOptions?.binaryDataProperty === true && isRecord(raw)) return raw;
			return readText(raw ?? '', at, report);
	}
}

/** A text, or what reads as one; it is empty where there is none. */
export function readText(raw: unknown, at: Place, report: Report): string {
	if (typeof raw === 'string') return raw;
	const inexact = typeof raw === 'number' ? whyInexact(raw) : undefined;
	if (inexact !== undefined) complain(report, at, inexact);
	if (typeof raw === 'number' || typeof raw === 'boolean' || typeof raw === 'bigint') return String(raw);
	const date = dateOf(raw);
	// The checks say what to do about it, where a person is to read it.
	if (date !== undefined) return date;
	complain(report, at, `must be text, but the expression gives ${typeInWords(raw)}: choose one value in it`);
	return '';
}

function readNumber(raw: unknown, at: Place, problems: Problem[]): number {
	const number = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
	if (typeof number === 'number' && Number.isFinite(number)) return number;
	complain((problem) => problems.push(problem), at, 'must be a number');
	return 0;
}

/** The fields that were made for what was chosen, in their order, with what they were filled in with. */
function readMapped(raw: unknown, parent: Place, problems: Problem[]): MappedValue[] {
	const { schema, value } = isRecord(raw) ? raw : {};
	const given = isRecord(value) ? value : {};
	const fields = (Array.isArray(schema) ? schema : [])
		.filter(isRecord)
		.filter(({ removed }) => removed !== true);
	const labels = new Map(fields.map(({ id, displayName }) => [String(id), String(displayName ?? id)]));
	// A workflow that was written by hand may have the values alone.
	const ids = labels.size > 0 ? Array.from(labels.keys()) : Object.keys(given);
	return ids.map((id) => {
		const displayName = labels.get(id) ?? id;
		const text = readText(given[id] ?? '', named(parent, displayName), (problem) => problems.push(problem));
		return { id, displayName, text };
	});
}

function readCollection(field: Field, raw: unknown, parent: Place, problems: Problem[]): unknown {
	const groups = (field.options ?? []) as readonly Group[];
	const given = isRecord(raw) ? raw : {};
	if (raw !== undefined && raw !== '' && !isRecord(raw)) {
		complain(
			(problem) => problems.push(problem),
			named(parent, field),
			`must be filled in as a form, but it is ${typeInWords(raw)}`,
		);
	}
	return Object.fromEntries(
		groups.map((group) => {
			const rows = given[group.name] ?? [];
			const list = Array.isArray(rows) ? rows : [rows];
			return [group.name, list.map((row, index) => readRow(group, row, index, parent, problems))];
		}),
	);
}

/**
 * Whether a choice of a row goes into the body as it is, where its rule says what is wrong with it, or Skip Checks leaves
 * it to the service; one that is empty stays so. One that takes no expression chooses how the row is read.
 */
const isOfBody = ({ type, noDataExpression }: Field): boolean =>
	type === 'options' && noDataExpression !== true;

/** Such a choice, in the letters of its field: what the body is made of goes by it, and a shop writes `IMAGE`. */
function readOfBody({ options = [], default: usual }: Field, raw: unknown): unknown {
	const values = (options as ReadonlyArray<{ readonly value: string }>).map(({ value }) => value);
	return meantOf(raw, values) ?? raw ?? usual;
}

function readRow(group: Group, row: unknown, index: number, parent: Place, problems: Problem[]): unknown {
	const at = named(parent, entry(group.displayName, index));
	const given = isRecord(row) ? row : {};
	return Object.fromEntries(
		group.values.map((field) => [
			field.name,
			isOfBody(field)
				? readOfBody(field, given[field.name])
				: readValue(field, given[field.name], at, problems),
		]),
	);
}

/** Of data in data: far more than any message has, and few enough for whatever walks through it. */
const MAX_LEVELS = 100;
const TOO_DEEP =
	'holds data in data in data, too deep to be read: no message needs more than ten levels. Look at the expression';

function readJson(field: Field, raw: unknown, stored: unknown, problems: Problem[]): unknown {
	const wrong = (what: string) => {
		complain((problem) => problems.push(problem), named(ROOT, field), what);
		return undefined;
	};
	if (typeof raw !== 'string') {
		return isDeeperThan(MAX_LEVELS, raw) ? wrong(TOO_DEEP) : listIn(field, raw ?? undefined);
	}
	if (raw.trim() === '') return undefined;
	const isExpression = typeof stored === 'string' && stored.startsWith('=');
	const found = jsonIn(raw);
	if (!('value' in found)) return wrong(whyNoJson(field, found.unread, isExpression));
	if (isDeeperThan(MAX_LEVELS, found.value)) return wrong(TOO_DEEP);
	// It is read all the same, so that the preview shows it.
	const value = listIn(field, found.value);
	if (isSample(field, value)) wrong('is still the sample: put your own values in its place');
	// Within quotes it would go to the customer as it stands.
	return isLeftFixed(stored) ? wrong(whyNoJson(field, raw, isExpression)) : value;
}

/**
 * The list in an object that holds nothing else: a model that was given a schema answers `{ "cards": […] }`. A field is
 * called by the API's own name of what it takes: `cardsJson`.
 */
function listIn({ name }: Field, value: unknown): unknown {
	const members = isRecord(value) ? Object.entries(value).filter(([, member]) => !isMissing(member)) : [];
	const [[member, list] = [], other] = members;
	return other === undefined && Array.isArray(list) && `${member}Json` === name ? list : value;
}

/** Whether somebody left the value with which the form comes, however it is indented. */
function isSample({ default: sample }: Field, value: unknown): boolean {
	return typeof sample === 'string' && JSON.stringify(value) === JSON.stringify(JSON.parse(sample));
}

/** Whether a text is the sample with something put into it, in front of it or behind it. */
function holdsSample({ default: sample }: Field, text: string): boolean {
	if (typeof sample !== 'string' || text.length <= sample.length) return false;
	let before = 0;
	while (before < sample.length && text[before] === sample[before]) before += 1;
	return text.endsWith(sample.slice(before));
}

/** What most people did who see this error, before what a parser says. */
function whyNoJson(field: Field, text: string, isExpression: boolean): string {
	const open = text.indexOf('{{');
	const isLeft = !isExpression && open >= 0 && text.includes('}}', open);
	const onlyIt = holdsSample(field, text)
		? 'still holds the sample beside what you put in: delete the sample'
		: undefined;
	if (isLeft) {
		const how = 'choose Expression above the field';
		return onlyIt === undefined ? LEFT_FIXED : `${onlyIt}, and ${how}`;
	}
	return onlyIt ?? whyUnmeant(text) ?? `is not valid JSON${whereJsonBreaks(text)}`;
}

/**
 * Whether a problem found by the checks only repeats one that was found while reading the same field; a list whose
 * JSON could not be read is empty for the checks, too.
 */
export const alreadySaid = ({ at }: Problem, reading: readonly Problem[]): boolean =>
	reading.some((said) => isSameWay(said.at, at));
