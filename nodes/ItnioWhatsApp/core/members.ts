/** What a value is and whether it holds anything: the floor that everything else stands on. */

export type Members = Readonly<Record<string, unknown>>;

/** An object with members: neither a list nor null. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of data in data: a message has ten or so, and whatever walks through it needs an end. */
export const MAX_LEVELS = 100;

/** What a list of one holds: a lookup of Airtable is a list also where it finds one value. Anything else as it is. */
export const onlyOne = (value: unknown): unknown =>
	Array.isArray(value) && value.length === 1 ? value[0] : value;

/** An object, also one that comes as the text of its JSON; undefined: it is something else. */
export function recordIn(value: unknown): Record<string, unknown> | undefined {
	if (isRecord(value)) return value;
	if (typeof value !== 'string' || !/^\s*\{/.test(value)) return undefined;
	try {
		const found: unknown = JSON.parse(value);
		return isRecord(found) && !isDeeperThan(MAX_LEVELS, found) ? found : undefined;
	} catch {
		return undefined;
	}
}

/** What a person sees of a text: neither spaces, nor what copying from web pages leaves behind. */
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Nothing, or a text in which nothing can be seen. */
export const isMissing = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && !VISIBLE.test(value));

function isEmpty(value: unknown): boolean {
	if (isMissing(value)) return true;
	if (Array.isArray(value)) return value.length === 0;
	// A database's date has no members, and knows itself what it is in JSON.
	return isRecord(value) && !('toJSON' in value) && Object.keys(value).length === 0;
}

/** The members that hold something: empty texts, lists and objects are left out of the request, never sent. */
export function filled<T extends object>(members: T): Partial<T> {
	return Object.fromEntries(Object.entries(members).filter(([, value]) => !isEmpty(value))) as Partial<T>;
}

/** The object, or undefined where it holds nothing: for optional parts such as a footer. */
export function unlessEmpty<T extends object>(members: T): T | undefined {
	return isEmpty(members) ? undefined : members;
}

/** What stands at a place inside a value; undefined where the way breaks off. */
export const memberAt = (value: unknown, path: ReadonlyArray<string | number>): unknown =>
	path.reduce<unknown>(
		(at, key) =>
			typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined,
		value,
	);

/** A copy of data with another value at a place; what is not on the way there is shared. */
export function withAt(
	data: unknown,
	[key, ...rest]: ReadonlyArray<string | number>,
	value: unknown,
): unknown {
	if (key === undefined) return value;
	const copy: object = Array.isArray(data) ? [...data] : { ...(isRecord(data) ? data : {}) };
	Reflect.set(copy, key, withAt(Reflect.get(copy, key), rest, value));
	return copy;
}

/** Whether a value holds more levels of data in data. It walks level by level, so it never overflows. */
export function isDeeperThan(levels: number, value: unknown): boolean {
	let level: unknown[] = [value];
	for (let depth = 0; depth <= levels; depth += 1) {
		level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
		if (level.length === 0) return false;
	}
	return true;
}
