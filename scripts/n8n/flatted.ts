type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/**
 * Reads the format in which n8n stores what an execution did (the npm package `flatted`): a list of values, in which
 * every string inside an object or array is the position of the value meant, so that shared and circular parts survive.
 */
export function parseFlatted(text: string): unknown {
	const values = JSON.parse(text) as Value[];
	const revived = new Set<Value>();
	const resolve = (reference: Value): Value => {
		if (typeof reference !== 'string') return reference;
		const value = values[Number(reference)];
		if (value === undefined) throw new Error(`Not a flatted text: nothing at position ${reference}`);
		return revive(value);
	};
	const revive = (value: Value): Value => {
		if (typeof value !== 'object' || value === null || revived.has(value)) return value;
		revived.add(value);
		if (Array.isArray(value)) value.forEach((member, index) => (value[index] = resolve(member)));
		else for (const [key, member] of Object.entries(value)) value[key] = resolve(member);
		return value;
	};
	return revive(values[0] ?? null);
}
