import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { renderPreview } from './render';
import { STYLE, STYLE_HASH } from '../../nodes/ItnioWhatsApp/preview/style';
import { BODIES, REQUEST } from './bodies';
import { expectHarmless, startTags } from './html';
import { HOSTILE, replaced, places } from './hostile';

describe('hostile text in every field of every kind', () => {
	test.each(Object.keys(BODIES))('%s', (kind) => {
		const body = BODIES[kind] ?? {};
		for (const value of HOSTILE) {
			for (const path of places(body)) {
				const html = renderPreview({
					body: replaced(body, path, value) as Record<string, unknown>,
					problems: [{ path, message: typeof value === 'string' ? value.slice(0, 500) : 'Wrong' }],
				});
				expectHarmless(html);
			}
		}
	});

	test('in the problems, the title, the headers and the keys of the body', () => {
		for (const value of HOSTILE.map((entry) => (typeof entry === 'string' ? entry.slice(0, 2000) : 'x'))) {
			expectHarmless(
				renderPreview({
					body: { [value]: { [value]: value } },
					problems: [{ path: [value], message: value }],
					title: value,
					request: { method: value, url: value, headers: { [value]: value } },
				}),
			);
		}
	});
});

test('any JSON at all gives a harmless page, and never an error', () => {
	const types = fc.constantFrom(
		'text',
		'image',
		'video',
		'audio',
		'document',
		'sticker',
		'location',
		'contacts',
		'interactive',
		'template',
		'x',
	);
	const interactiveTypes = fc.constantFrom('list', 'button', 'location_request_message', 'carousel', 'x');
	const path = fc.array(fc.oneof(fc.string(), fc.nat()), { maxLength: 6 });
	fc.assert(
		fc.property(
			fc.jsonValue({ maxDepth: 6 }),
			types,
			interactiveTypes,
			path,
			fc.string(),
			(json, type, interactiveType, at, message) => {
				const payload =
					typeof json === 'object' && json !== null && !Array.isArray(json)
						? { ...json, type: interactiveType }
						: json;
				for (const body of [{ type, [type]: payload }, json as Record<string, unknown>]) {
					expectHarmless(renderPreview({ body, problems: [{ path: at, message }], request: REQUEST }));
				}
			},
		),
		{ numRuns: 400 },
	);
});

test('any value in any place of a real body gives a harmless page, and never an error', () => {
	const cases = Object.values(BODIES).flatMap((body) => places(body).map((path) => ({ body, path })));
	fc.assert(
		fc.property(
			fc.constantFrom(...cases),
			fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
			({ body, path }, value) => {
				expectHarmless(
					renderPreview({
						body: replaced(body, path, value) as Record<string, unknown>,
						problems: [{ path, message: 'x' }],
						request: REQUEST,
					}),
				);
			},
		),
		{ numRuns: 1500 },
	);
});

test('bodies without end or measure are drawn in part', () => {
	const circle: Record<string, unknown> = { type: 'text' };
	circle.text = { body: circle };
	let deep: unknown = 'x';
	for (let level = 0; level < 50_000; level++) deep = { deep };
	const many = {
		type: 'contacts',
		contacts: Array.from({ length: 20_000 }, () => ({ name: { formatted_name: 'A' } })),
	};
	const huge = { type: 'text', text: { body: '*a* '.repeat(1_000_000) } };
	for (const body of [circle, { type: 'text', text: deep }, { type: 'x', deep }, many, huge]) {
		const html = renderPreview({ body: body as Record<string, unknown>, problems: [], request: REQUEST });
		expectHarmless(html);
		expect(html.length).toBeLessThan(1_500_000);
	}
});

test('an address is followed only if it is http or https', () => {
	for (const link of [
		'javascript:alert(1)',
		'data:text/html,x',
		'file:///etc/passwd',
		'//evil.example/x',
		' jAvAsCrIpT:x',
		'ftp://a.example',
		'https://',
		'blob:https://a.example/1',
		'vbscript:x',
	]) {
		for (const type of ['image', 'video', 'audio', 'sticker', 'document']) {
			const html = renderPreview({ body: { type, [type]: { link, filename: 'a.pdf' } }, problems: [] });
			expect(startTags(html).filter(({ attributes }) => 'src' in attributes || 'href' in attributes)).toEqual(
				[],
			);
		}
	}
});

test('the policy names the style sheet by its hash', () => {
	expect(STYLE_HASH).toBe(`sha256-${createHash('sha256').update(STYLE).digest('base64')}`);
	expect(STYLE).not.toMatch(/<|url\(|@import|expression/);
	const html = renderPreview({ body: {}, problems: [] });
	expect(html).toContain(`<style>${STYLE}</style>`);
	expect(startTags(html).find(({ attributes }) => attributes['http-equiv'])?.attributes.content).toBe(
		`default-src 'none'; img-src http: https:; media-src http: https:; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'`,
	);
	expect(html).toContain('<meta name="referrer" content="no-referrer">');
});

test('the code needs nothing but itself', () => {
	const folder = join(__dirname, '../../nodes/ItnioWhatsApp/preview');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
		name.endsWith('.ts'),
	);
	expect(files).toContain('index.ts');
	for (const name of files) {
		const code = readFileSync(join(folder, name), 'utf8');
		for (const [, source] of code.matchAll(/^(?:import|export|\}).* from '([^']+)';$/gm))
			expect(source).toMatch(/^\.\.?\//);
		expect(code).not.toMatch(/\b(require|process|globalThis|console|setTimeout|Date|Math\.random)\b[.(]/);
	}
});

test('the page keeps its looks when n8n has sanitised it for display', () => {
	// What sanitize-html lets pass by default, with the tags that n8n adds; of attributes n8n keeps class, href and src.
	const kept = new Set(
		'style title img main section article blockquote dd div dl dt h1 h2 h3 li ol p pre ul a br code em i s span strong'.split(
			' ',
		),
	);
	// Behind players lies a drawing, and a folded list is shown unfolded.
	const dispensable = new Set('html head meta body video audio details summary'.split(' '));
	for (const body of Object.values(BODIES)) {
		const names = startTags(renderPreview({ body, problems: [], request: REQUEST })).map(({ name }) => name);
		expect(names.filter((name) => !kept.has(name) && !dispensable.has(name))).toEqual([]);
	}
});
