/** A start tag of a page, taken apart strictly: anything that is not exactly written the way the page writes is an error. */
export interface StartTag {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
}

const TAG = /^<([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>/;

/** In: the page. Out: its start tags in order. Throws if a "<" begins anything but a known form of tag. */
export function startTags(html: string): StartTag[] {
	const tags: StartTag[] = [];
	const page = html.replace(/<style>[^<]*<\/style>/, '<style></style>').replace(/^<!DOCTYPE html>/, '');
	for (let at = page.indexOf('<'); at !== -1; at = page.indexOf('<', at + 1)) {
		const rest = page.slice(at, at + 20_000);
		if (/^<\/[a-z][a-z0-9]*>/.test(rest)) continue;
		const match = TAG.exec(rest);
		if (!match) throw new Error(`Not a tag of ours: ${rest.slice(0, 80)}`);
		const attributes: Record<string, string> = {};
		for (const [, name, value] of (match[2] ?? '').matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
			attributes[name ?? ''] = value ?? '';
		}
		tags.push({ name: match[1] ?? '', attributes });
	}
	return tags;
}

const KNOWN_TAGS = new Set(
	(
		'html head meta title style body a article audio blockquote br code dd details div dl dt em h1 h2 h3 i img li main ' +
		'ol p pre s section span strong summary ul video'
	).split(' '),
);
const KNOWN_ATTRIBUTES = new Set(
	'lang charset http-equiv content name class dir href src alt role tabindex controls preload target rel aria-label aria-hidden'.split(
		' ',
	),
);

/** Throws unless nothing on the page can run, or lead anywhere but to an http(s) address. */
export function expectHarmless(html: string): void {
	const tags = startTags(html);
	const faults: string[] = [];
	for (const { name, attributes } of tags) {
		if (!KNOWN_TAGS.has(name)) faults.push(name);
		for (const [attribute, value] of Object.entries(attributes)) {
			const leads = attribute === 'href' || attribute === 'src';
			if (!KNOWN_ATTRIBUTES.has(attribute) || (leads && !/^https?:\/\/[^\s"'<>]+$/.test(value))) {
				faults.push(`${name} ${attribute}=${value}`);
			}
		}
	}
	// One comparison for the whole page: there are thousands of pages to look at.
	const count = (wanted: string): number => tags.filter(({ name }) => name === wanted).length;
	const policies = tags.filter(({ attributes }) => attributes['http-equiv'] !== undefined);
	expect({ faults, styles: count('style'), bodies: count('body'), policies: policies.length }).toEqual({
		faults: [],
		styles: 1,
		bodies: 1,
		policies: 1,
	});
}

/** The visible text of a piece of the page. */
export const visible = (html: string): string =>
	html
		.replace(/^[\s\S]*<body>/, '')
		.replace(/<br>/g, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(
			/&(amp|lt|gt|quot|#39|#96);/g,
			(_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' })[name] ?? '',
		);

/** What stands inside each red outline: [the marked part, the sentence]. */
export function marks(html: string): Array<[string, string]> {
	const found: Array<[string, string]> = [];
	const opening = '<div class="faulty">';
	for (let at = html.indexOf(opening); at !== -1; at = html.indexOf(opening, at + 1)) {
		let depth = 0;
		const end = [...html.slice(at).matchAll(/<(\/?)div\b[^>]*>/g)].find(
			(tag) => (depth += tag[1] === '/' ? -1 : 1) === 0,
		);
		const inside = html.slice(at, at + (end?.index ?? 0));
		const fault = inside.lastIndexOf('<div class="fault"');
		found.push([
			visible(inside.slice(0, inside.indexOf('<div class="fault"'))),
			visible(inside.slice(fault)),
		]);
	}
	return found;
}
