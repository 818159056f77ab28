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

/** Any text, made safe between tags and inside a quoted attribute. */
export function escapeHtml(text: string): string {
	return text.replace(CONTROL, '\ufffd').replace(/[&<>"'`]/g, (char) => REPLACEMENTS[char] ?? '');
}
