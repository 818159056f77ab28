import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { formatted } from '../../nodes/ItnioWhatsApp/preview/formatting';
import { write } from '../../nodes/ItnioWhatsApp/preview/html';
import { visible } from './html';

const LINK = ' target="_blank" rel="noopener noreferrer nofollow"';
/** The HTML of a text without the frame that all share. */
const format = (text: string): string =>
	write(formatted(text))
		.replace(/^<div class="text">|<\/div>$/g, '')
		.replace(/ dir="auto"/g, '');

describe("WhatsApp's formatting of one line", () => {
	test.each<[string, string, string]>([
		['bold', '*now*', '<strong>now</strong>'],
		['italic', '_now_', '<em>now</em>'],
		['strike', '~now~', '<s>now</s>'],
		['code', 'a `b*c*` d', 'a <code class="inline">b*c*</code> d'],
		['monospace within a line', 'a ```b *c*``` d', 'a <code>b *c*</code> d'],
		['several words', 'say *good day* twice', 'say <strong>good day</strong> twice'],
		['two formats together', '*_x_*', '<strong><em>x</em></strong>'],
		['three formats together', '~*_x_*~', '<s><strong><em>x</em></strong></s>'],
		['a format within another', '*a _b_ c*', '<strong>a <em>b</em> c</strong>'],
		['punctuation as boundary', '(*a*), *b*!', '(<strong>a</strong>), <strong>b</strong>!'],
		['no boundary before', 'a*b*', 'a*b*'],
		['no boundary after', '*a*b', '*a*b'],
		['a marker within a word stays', '*a*b*', '<strong>a*b</strong>'],
		['letters of any script are no boundary', 'é*b* 你*好*', 'é*b* 你*好*'],
		['a space inside at the start', 'x * a*b', 'x * a*b'],
		['a space inside at the end', '*a *', '*a *'],
		['nothing inside', '** __ ~~', '** __ ~~'],
		['snake_case_names', 'snake_case_names', 'snake_case_names'],
		['never closed', '*a _b_', '*a <em>b</em>'],
		['formats that overlap', '*a _b* c_', '<strong>a _b</strong> c_'],
		['the same marker does not nest', '*a *b* c*', '<strong>a *b</strong> c*'],
		['an arithmetic line', '2 * 3 * 4', '2 * 3 * 4'],
		[
			'a link',
			'see https://a.example/x_y_z?q=1.',
			`see <a href="https://a.example/x_y_z?q=1"${LINK}>https://a.example/x_y_z?q=1</a>.`,
		],
		[
			'a bold link',
			'*https://a.example/*',
			`<strong><a href="https://a.example/"${LINK}>https://a.example/</a></strong>`,
		],
		[
			'a link in brackets',
			'(https://a.example/b)',
			`(<a href="https://a.example/b"${LINK}>https://a.example/b</a>)`,
		],
		['a link that is none', 'https://', 'https://'],
		['another scheme', 'javascript:alert(1)', 'javascript:alert(1)'],
		['markup', '*<b>&"*', '<strong>&lt;b&gt;&amp;&quot;</strong>'],
	])('%s', (_, text, expected) => {
		expect(format(text)).toBe(`<p>${expected}</p>`);
	});
});

describe("WhatsApp's formatting of lines", () => {
	test.each<[string, string, string]>([
		['line breaks', 'a\n\nb\r\nc', '<p>a</p><p><br></p><p>b</p><p>c</p>'],
		['a format does not pass a line break', '*a\nb*', '<p>*a</p><p>b*</p>'],
		['bullets', '- a\n* *b*\nc', '<ul><li>a</li><li><strong>b</strong></li></ul><p>c</p>'],
		[
			'numbers',
			'1. a\n12. b',
			'<ol><li><span class="number">1.</span> a</li><li><span class="number">12.</span> b</li></ol>',
		],
		['a quote', '> a\n> b', '<blockquote><p>a</p><p>b</p></blockquote>'],
		['a dash without text', '-\n- ', '<p>-</p><p>- </p>'],
		['a monospace block', 'x\n```\na *b*\n  c\n```\ny', '<p>x</p><pre>a *b*\n  c</pre><p>y</p>'],
		['only a monospace block', '```a\nb```', '<pre>a\nb</pre>'],
	])('%s', (_, text, expected) => {
		expect(format(text)).toBe(expected);
	});

	test('each paragraph finds its own direction', () => {
		expect(write(formatted('سلام\nhi'))).toBe(
			'<div class="text"><p dir="auto">سلام</p><p dir="auto">hi</p></div>',
		);
	});

	test.each([
		['🎉', 'text emoji-1'],
		['👍🏽 ❤️', 'text emoji-2'],
		['👨‍👩‍👧🇮🇩1️⃣', 'text emoji-3'],
		['🎉🎉🎉🎉', 'text'],
		['🎉 yes', 'text'],
		['12', 'text'],
		['', 'text'],
	])('%s is shown as %s', (text, className) => {
		expect(write(formatted(text))).toContain(`<div class="${className}">`);
	});
});

test('no character of a text is lost but the markers', () => {
	const letters = fc.string({
		unit: fc.constantFrom(
			'a',
			'é',
			' ',
			'*',
			'_',
			'~',
			'`',
			'\n',
			'<',
			'&',
			'1. ',
			'> ',
			'- ',
			'https://x.example ',
		),
		maxLength: 60,
	});
	fc.assert(
		fc.property(letters, (text) => {
			const bare = (value: string): string => value.replace(/[*_~`>\-\s]/g, '');
			expect(bare(visible(write(formatted(text))))).toBe(bare(text));
		}),
		{ numRuns: 2000 },
	);
});

/** Does the work, and throws when it is not done by then: also in the middle of a regular expression. */
function stoppedAfter<T>(ms: number, work: () => T): T {
	return runInNewContext('work()', { work }, { timeout: ms }) as T;
}

test.each(['*a ', '_*~', '`', '```a\n', 'https://', '> ', '- ', '*a_b~', ' ', '🎉', '(https://a.example/()'])(
	'the work for a text of %j grows as the text does',
	(piece) => {
		// So long that the square of it, let alone a power of two, would take hours, and its multiple does not take a second.
		const text = piece.repeat(Math.ceil(200_000 / piece.length));
		const html = stoppedAfter(60_000, () => write(formatted(text)));
		expect(html.length).toBeGreaterThan(0);
	},
);
