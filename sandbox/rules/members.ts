import type { JsonObject } from '../types';
import { refuse } from './refusal';

/** Breaches without a code of their own (docs/api.md, section 4, general codes). */
export const CHECK_FAILED = -8;
export const WRONG_KIND = -76;
export const MALFORMED = -83;
export const BAD_LINK = -133;
export const WRONG_TYPE = -134;
export const EMPTY = -135;

/** What a rule has to say about a message that it does not refuse. */
export interface Remarks {
	/** Meta's limits: the service accepts such a message and then it never arrives. */
	warnings: string[];
	/** Members that nobody reads. */
	notes: string[];
}

export const isJsonObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Missing, null, only spaces, `{}` and `[]`: the vendor's "may not be empty". */
export function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Whether a text has more than `max` Unicode code points. */
export function isLonger(text: string, max: number): boolean {
	// Never more code points than UTF-16 units, so most texts need no counting.
	return text.length > max && [...text].length > max;
}

/** A required object member. @throws Refusal `empty` when it is not there, `wrongType` when it is no object */
export function object(
	parent: JsonObject,
	key: string,
	at: string,
	empty = EMPTY,
	wrongType = WRONG_TYPE,
): JsonObject {
	const value = parent[key];
	if (isEmpty(value)) refuse(empty, `${at} is empty`);
	if (!isJsonObject(value)) refuse(wrongType, `${at} must be an object`);
	return value;
}

/** A required array member of `min` to `max` elements. */
export function list(
	parent: JsonObject,
	key: string,
	at: string,
	limits: { min: number; max: number; empty?: number; outside?: number },
): unknown[] {
	const { min, max, empty = EMPTY, outside = CHECK_FAILED } = limits;
	const value = parent[key];
	if (isEmpty(value)) refuse(empty, `${at} is empty`);
	if (!Array.isArray(value)) refuse(WRONG_TYPE, `${at} must be an array`);
	if (value.length < min || value.length > max) refuse(outside, `${at} takes ${min} to ${max} elements`);
	return value;
}

export function element(value: unknown, at: string, wrongType = WRONG_TYPE): JsonObject {
	if (!isJsonObject(value)) refuse(wrongType, `${at} must be an object`);
	return value;
}

interface TextLimits {
	max?: number;
	empty?: number;
	over?: number;
	wrongType?: number;
}

/** A required string member of more than spaces that has at most `max` code points. */
export function text(parent: JsonObject, key: string, at: string, limits: TextLimits = {}): string {
	const { max = Infinity, empty = EMPTY, over = CHECK_FAILED, wrongType = WRONG_TYPE } = limits;
	const value = parent[key];
	if (isEmpty(value)) refuse(empty, `${at} is empty`);
	if (typeof value !== 'string') refuse(wrongType, `${at} must be a string`);
	if (isLonger(value, max)) refuse(over, `${at} is longer than ${max} characters`);
	return value;
}

/** The same for a member that may be absent. An empty string counts as absent. */
export function optionalText(
	parent: JsonObject,
	key: string,
	at: string,
	limits?: TextLimits,
): string | undefined {
	const value = parent[key];
	if (value === undefined || value === null || value === '') return undefined;
	return text(parent, key, at, limits);
}

/** A required http(s) address. @throws Refusal -133 when it is not well formed */
export function link(
	parent: JsonObject,
	key: string,
	at: string,
	empty = EMPTY,
	wrongType = WRONG_TYPE,
): string {
	const value = text(parent, key, at, { empty, wrongType });
	if (!/^https?:\/\/[^\s/?#]+\S*$/i.test(value) || !URL.canParse(value)) {
		refuse(BAD_LINK, `${at} is not a well-formed http(s) address`);
	}
	return value;
}

/** One of the documented words. */
export function oneOf(value: unknown, words: readonly string[], at: string, other = WRONG_KIND): string {
	if (typeof value !== 'string' || !words.includes(value))
		refuse(other, `${at} must be ${words.join(' or ')}`);
	return value;
}

/** Meta's own limit [M]: noted, not refused. */
export function neverArrivesOver(value: string | undefined, max: number, at: string, remarks: Remarks): void {
	if (value !== undefined && isLonger(value, max)) {
		remarks.warnings.push(`${at} is longer than ${max} characters: it would never arrive`);
	}
}

/** Misspelt and stray members are ignored by the service; here they are at least written down. */
export function noteStrangers(
	object: JsonObject,
	known: readonly string[],
	at: string,
	remarks: Remarks,
): void {
	for (const key of Object.keys(object)) {
		if (!known.includes(key)) remarks.notes.push(`${at ? `${at}.` : ''}${key} is not a documented member`);
	}
}
