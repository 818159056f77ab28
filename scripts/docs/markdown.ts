/** The few things of Markdown that the check of the documentation needs. Pure functions over a file's text. */

export interface CodeBlock {
	/** The word after the fence, e.g. `sh`. */
	language: string;
	lines: readonly string[];
	/** Line number of the first line, counted from 1. */
	line: number;
}

export interface Link {
	/** As written: a path, an address, `#anchor`, or a path with an anchor. */
	target: string;
	isImage: boolean;
	/** The text or the alternative text. */
	text: string;
	line: number;
}

const FENCE = /^\s*(`{3,}|~{3,})\s*([\w-]*)/;

/** Splits a text into its code blocks and the prose around them; the prose keeps its line numbers. */
export function split(text: string): { blocks: CodeBlock[]; prose: string[] } {
	const blocks: CodeBlock[] = [];
	const prose: string[] = [];
	let open: { fence: string; block: { language: string; lines: string[]; line: number } } | undefined;
	text.split('\n').forEach((line, index) => {
		const [, fence = '', language = ''] = FENCE.exec(line) ?? [];
		if (open) {
			if (fence.startsWith(open.fence) && language === '') {
				blocks.push(open.block);
				open = undefined;
			} else open.block.lines.push(line);
		} else if (fence !== '') {
			open = { fence, block: { language, lines: [], line: index + 2 } };
		}
		prose.push(open || fence !== '' ? '' : line);
	});
	return { blocks, prose };
}

const withoutCode = (line: string): string => line.replace(/(`+)(.+?)\1/g, (code) => ' '.repeat(code.length));

/** Links and images, in Markdown and in HTML. */
export function linksOf(prose: readonly string[]): Link[] {
	return prose.flatMap((written, index) => {
		const line = index + 1;
		const text = withoutCode(written);
		const markdown = [
			...text.matchAll(/(!?)\[((?:[^[\]]|!?\[[^\]]*\]\([^)]*\))*)\]\(\s*<?([^)\s>]+)>?[^)]*\)/g),
		];
		const html = [...text.matchAll(/<(img|a|source)\s[^>]*?\b(?:src|href|srcset)="([^"]+)"[^>]*>/g)];
		return [
			...markdown.flatMap(([, mark = '', inner = '', target = '']) => [
				{ target, isImage: mark === '!', text: inner, line },
				...linksOf([inner]).map((link) => ({ ...link, line })),
			]),
			...html.map(([tag, name = '', target = '']) => ({
				target,
				isImage: name !== 'a',
				text: name === 'img' ? (/\balt="([^"]*)"/.exec(tag)?.[1] ?? '') : name,
				line,
			})),
		];
	});
}

/** The anchors that GitHub makes of the headings, and those that are set by hand. */
export function anchorsOf(prose: readonly string[]): Set<string> {
	const anchors = new Set<string>();
	for (const line of prose) {
		for (const [, id = ''] of line.matchAll(/<[a-z]+\s[^>]*\b(?:id|name)="([^"]+)"/g)) anchors.add(id);
		const heading = /^#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1];
		if (heading === undefined) continue;
		const slug = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
			.replace(/ /g, '-');
		let anchor = slug;
		for (let number = 1; anchors.has(anchor); number += 1) anchor = `${slug}-${number}`;
		anchors.add(anchor);
	}
	return anchors;
}

/** What stands in italics: by our convention the words of a form, e.g. `Options › Preview Only`. */
export function italicsOf(prose: readonly string[]): Array<{ text: string; line: number }> {
	return prose.flatMap((line, index) =>
		[...withoutCode(line).matchAll(/(?<![*\w\\])\*([^\s*](?:[^*]*[^\s*\\])?)\*(?![*\w])/g)].map(
			([, text = '']) => ({
				text,
				line: index + 1,
			}),
		),
	);
}

/** Where the text between `<!-- name -->` and `<!-- /name -->` begins and ends. Throws if the marks are missing. */
function placeOf(text: string, name: string): [from: number, to: number] {
	const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const from = text.indexOf(start);
	const to = text.indexOf(end);
	if (from === -1 || to < from) throw new Error(`${start} … ${end} is missing`);
	return [from + start.length, to];
}

/** What stands between the two marks. */
export const sectionOf = (text: string, name: string): string => text.slice(...placeOf(text, name));

/** Replaces what stands between the two marks. */
export function replaceSection(text: string, name: string, content: string): string {
	const [from, to] = placeOf(text, name);
	return `${text.slice(0, from)}\n\n${content}\n\n${text.slice(to)}`;
}

/** The commands of a shell block, without comments. */
export const commandsOf = (lines: readonly string[]): string[] =>
	lines.map((line) => line.replace(/\s+#.*$|^#.*$/, '').trim()).filter((line) => line !== '');
