import { webAddress } from '../core/webAddress';
import type { Path } from '../core/problem';
import { escapeHtml } from '../core/escape';

/**
 * The page is built as a tree and written out in one place, so that nothing can forget to escape: text is always
 * escaped, the attributes are these few (no event handler, no style), and an address is written only if it is http(s).
 *
 * n8n passes binary HTML through a sanitiser before showing it, which keeps plain tags, classes and the style sheet
 * and drops svg, audio, video and meta. Therefore every icon is a class of the style sheet, and what lies behind a
 * dropped player is a drawn placeholder.
 */
export type Tag =
	| 'a'
	| 'article'
	| 'audio'
	| 'blockquote'
	| 'br'
	| 'code'
	| 'dd'
	| 'details'
	| 'div'
	| 'dl'
	| 'dt'
	| 'em'
	| 'h1'
	| 'h2'
	| 'h3'
	| 'i'
	| 'img'
	| 'li'
	| 'main'
	| 'ol'
	| 'p'
	| 'pre'
	| 's'
	| 'section'
	| 'span'
	| 'strong'
	| 'summary'
	| 'ul'
	| 'video';

export interface Attributes {
	class?: string;
	dir?: 'auto' | 'ltr';
	/** Written only if it is an http(s) address. */
	href?: string;
	/** Written only if it is an http(s) address. */
	src?: string;
	alt?: string;
	role?: string;
	tabindex?: '0';
	controls?: true;
	preload?: 'none';
	'aria-label'?: string;
	'aria-hidden'?: 'true';
}

export interface Element {
	readonly tag: Tag;
	readonly attributes: Attributes;
	readonly children: readonly Html[];
	/** The part of the API body that is drawn here; a problem at this path is marked here. */
	readonly place?: Path;
}

export type Html = Element | string | undefined | readonly Html[];

export const el = (tag: Tag, attributes: Attributes, ...children: Html[]): Element => ({
	tag,
	attributes,
	children,
});

/** The usual element: a div of one class. */
export const box = (className: string, ...children: Html[]): Element =>
	el('div', { class: className }, ...children);

export const icon = (name: string): Element => el('i', { class: `ic ic-${name}`, 'aria-hidden': 'true' });

/** Says which part of the body `children` show. Adds nothing to the page unless a problem is found there. */
export const place = (path: Path, ...children: Html[]): Element => ({
	tag: 'div',
	attributes: {},
	children,
	place: path,
});

/** Every element that shows a part of the body, outer before inner. */
export function places(html: Html): Element[] {
	if (html === undefined || typeof html === 'string') return [];
	if (isList(html)) return html.flatMap(places);
	return [...(html.place === undefined ? [] : [html]), ...html.children.flatMap(places)];
}

/** @param faults the sentences to write at elements that `place` made */
export function write(html: Html, faults: ReadonlyMap<Element, readonly string[]> = new Map()): string {
	if (html === undefined) return '';
	if (typeof html === 'string') return escapeHtml(html);
	if (isList(html)) return html.map((part) => write(part, faults)).join('');
	const inner = html.children.map((part) => write(part, faults)).join('');
	if (html.place !== undefined) {
		const sentences = faults.get(html) ?? [];
		return sentences.length === 0
			? inner
			: `<div class="faulty">${inner}${sentences.map((sentence) => write(fault(sentence))).join('')}</div>`;
	}
	const opening = `<${html.tag}${writeAttributes(html.attributes)}>`;
	return html.tag === 'br' || html.tag === 'img' ? opening : `${opening}${inner}</${html.tag}>`;
}

const fault = (sentence: string): Element =>
	el('div', { class: 'fault', role: 'note', dir: 'auto' }, icon('warn'), sentence);

function writeAttributes(attributes: Attributes): string {
	let text = '';
	for (const [name, value] of Object.entries(attributes) as Array<[string, string | true | undefined]>) {
		if (value === undefined) continue;
		if (value === true) {
			text += ` ${name}`;
		} else if (name === 'href' || name === 'src') {
			const address = webAddress(value);
			if (address === undefined) continue;
			text += ` ${name}="${escapeHtml(address)}"`;
			text += name === 'href' ? ' target="_blank" rel="noopener noreferrer nofollow"' : '';
		} else {
			text += ` ${name}="${escapeHtml(value)}"`;
		}
	}
	return text;
}

function isList(html: Exclude<Html, undefined>): html is readonly Html[] {
	return Array.isArray(html);
}
