const REPLACEMENTS: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	'`': '&#96;',
};

/** Control characters have no meaning in a message and NUL breaks parsers; tab and line feed stay. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** In: any text. Out: text that is safe between tags and inside a quoted attribute. */
export function escapeHtml(text: string): string {
	return text.replace(CONTROL, '\ufffd').replace(/[&<>"'`]/g, (char) => REPLACEMENTS[char] ?? '');
}

/** In: anything. Out: a normalised http(s) address, or undefined for every other scheme or malformed value. */
export function webAddress(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > 4096 || !/^\s*https?:\/\//i.test(value)) return undefined;
	try {
		const url = new URL(value.trim());
		return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
	} catch {
		return undefined;
	}
}

/** In: a number of characters or entries. Out: the same with thousands separators, alike on every machine. */
export function grouped(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
