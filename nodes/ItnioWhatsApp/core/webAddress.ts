/** A complete address of the web. Any other scheme, such as `javascript:`, and anything malformed is none. */
function parse(text: string): URL | undefined {
	if (!/^https?:\/\//i.test(text)) return undefined;
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}

/** Whether a text is a complete web address as it stands, as the service demands of every link (status -133). */
export const isWebAddress = (text: string): boolean =>
	/^https?:\/\/[^\s/?#]+\S*$/i.test(text) && parse(text) !== undefined;

/** More than any address has: what is longer is not worth a look. */
const MOST_CHARACTERS = 4096;

/** A value as a browser would follow it: the normalised address, or undefined where it is none. */
export function webAddress(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > MOST_CHARACTERS) return undefined;
	return parse(value.trim())?.href;
}
