import fc from 'fast-check';
import { fromMarkdown } from '../../nodes/ItnioWhatsApp/core/markdown';

it.each<[string, string, string]>([
	['bold', 'a **bold** word', 'a *bold* word'],
	['bold with underscores', 'a __bold__ word', 'a *bold* word'],
	['italics', 'an *italic* word', 'an _italic_ word'],
	['italics with underscores', 'an _italic_ word', 'an _italic_ word'],
	['strike', 'was ~~12~~ now 9', 'was ~12~ now 9'],
	['both', '***both***', '_*both*_'],
	['italics within bold', '**very *very* good**', '*very _very_ good*'],
	['bold within italics', '*so **very** good*', '_so *very* good_'],
	['marks after one that closes nothing', '_a b* **c** *d* e_', '_a b* *c* _d_ e_'],
	['bold that ends with italics', '**good and *cheap***', '*good and _cheap_*'],
	['bold without spaces in Chinese', '这是**重点**内容', '这是*重点*内容'],
	['bold in Arabic', 'هذا **مهم** جدا', 'هذا *مهم* جدا'],
	['bold beside punctuation', '(**a**), **b**: **c**!', '(*a*), *b*: *c*!'],
	['a heading', '## Opening hours ##', '*Opening hours*'],
	['a bold heading', '# **Opening** hours', '*Opening hours*'],
	[
		'a link',
		'see [our *new* shop](https://example.com/a_b_c)',
		'see our _new_ shop (https://example.com/a_b_c)',
	],
	['a link with brackets', '[a](https://example.com/x_(y)_z "title")', 'a (https://example.com/x_(y)_z)'],
	['a link that shows itself', '[https://example.com](https://example.com)', 'https://example.com'],
	['a mail address', '[Mail](mailto:a_b@example.com)', 'Mail (a_b@example.com)'],
	['an address in brackets', 'at <https://example.com/a_b_>', 'at https://example.com/a_b_'],
	['a picture', '![A plant](https://example.com/p.png)', 'A plant: https://example.com/p.png'],
	['a bold link', '**[Shop](https://example.com)**', '*Shop (https://example.com)*'],
	['a bold address', '**https://example.com/a_b**', '*https://example.com/a_b*'],
	['bullets', '* one\n+ two\n  * three\n- four', '- one\n- two\n  - three\n- four'],
	['numbers', '1. **one**\n2. two', '1. *one*\n2. two'],
	['a quote', '> so *it* is', '> so _it_ is'],
	['code', 'type `a*b*c_d_` or ``x``', 'type `a*b*c_d_` or `x`'],
	['a block of code', 'so:\n```js\na **b** _c_\n# d\n```\n*e*', 'so:\n```\na **b** _c_\n# d\n```\n_e_'],
	['a block that does not end', '~~~\na **b**', '```\na **b**\n```'],
	[
		'a table',
		'| Plant | **Price** |\n|---|:-:|\n| *Fern* | 9 |\n| Ivy | |\n\nAll in stock',
		'- Plant: _Fern_, Price: 9\n- Plant: Ivy\n\nAll in stock',
	],
	['escapes', '2 \\* 3 \\_x\\_', '2 * 3 _x_'],
	['a number that is no list', '1\\. Mai: Rp 50\\.000', '1. Mai: Rp 50.000'],
	['a dash and a plus that are no bullets', '\\- 10%\n\\+62 812', '- 10%\n+62 812'],
	['other signs with a backslash', 'Hi\\! \\(new\\) 3 \\> 2 \\& 1 \\= 1', 'Hi! (new) 3 > 2 & 1 = 1'],
	['backslashes that are text', 'C:\\shop \\o/ and \\\\', 'C:\\shop \\o/ and \\'],
	[
		'an address with backslashes',
		'https://a.com/b\\_c [d](https://a.com/b\\_c)',
		'https://a.com/b_c d (https://a.com/b_c)',
	],
	[
		'a link that shows itself, with the backslashes of a converter',
		'[https://a.com/b\\_c](https://a.com/b_c) [a\\_b@a.com](mailto:a_b@a.com)',
		'https://a.com/b_c a_b@a.com',
	],
	['a picture with backslashes', '![a\\_b](https://a.com/p\\_1.png)', 'a_b: https://a.com/p_1.png'],
	['brackets of an address with backslashes', '[a](https://x.com/a\\)b) (c)', 'a (https://x.com/a)b) (c)'],
	[
		'a line that ends by a backslash',
		'Jl. Merdeka 1\\\n**Bandung**\\\nJawa Barat',
		'Jl. Merdeka 1\n*Bandung*\nJawa Barat',
	],
	[
		'a line that ends by a backslash behind an address, which would open nothing with it',
		'**Plants & Co.**\\\nhttps://shop.com/plants\\\nwww.shop.com\\\nJl. Merdeka 1',
		'*Plants & Co.*\nhttps://shop.com/plants\nwww.shop.com\nJl. Merdeka 1',
	],
	[
		'a backslash at the end that breaks no line',
		'C:\\shop\\\\\nD:\\\n\nE:\\\\\n \nF:\\',
		'C:\\shop\\\nD:\\\n\nE:\\\n \nF:\\',
	],
])('%s', (_, markdown, marks) => {
	expect(fromMarkdown(markdown)).toBe(marks);
});

it.each([
	'2*3*4',
	'2 * 3 * 4',
	'2**3**4',
	'snake_case_name',
	'my_file_v2.pdf and _',
	'https://example.com/a_b_c?d=*e*f',
	'www.example.com/_next_/x',
	'* ',
	'***',
	'___',
	'a ** b',
	'**open',
	'close**',
	'~ 5 minutes ~',
	'~5~',
	'#hashtag',
	'50 % | 60 %',
	'a - b\n---\nc',
	'🪴*🪴*a',
	'',
])('leaves %j as it is', (text) => {
	expect(fromMarkdown(text)).toBe(text);
});

describe('whatever a model writes', () => {
	const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);
	const inside = fc
		.tuple(word, fc.constantFrom('_', '*', '**', '__', '~~'), word, word)
		.map(([a, mark, b, c]) => `${a}${mark}${b}${mark}${c}`);
	const address = inside.map((name) => `https://example.com/${name}`);

	it('marks inside words and addresses mean nothing', () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(word, inside, address), { minLength: 1 }), (words) => {
				const text = words.join(' ');
				expect(fromMarkdown(text)).toBe(text);
			}),
		);
	});

	it('text without marks stays as it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const plain = text.replace(/[*_~`#[\]\\|<>+-]/g, '');
				expect(fromMarkdown(plain)).toBe(plain);
			}),
		);
	});

	it('no letter is lost, and none is added', () => {
		const piece = fc.oneof(
			word,
			inside,
			fc.constantFrom('*', '**', '***', '_', '__', '~~', ' ', '(', '.', '重'),
		);
		const letters = (text: string) => text.replace(/[*_~]/g, '');
		fc.assert(
			fc.property(fc.array(piece), (pieces) => {
				const text = `x ${pieces.join('')} x`;
				expect(letters(fromMarkdown(text))).toBe(letters(text));
			}),
		);
	});

	it('nothing is thrown, and every line of plain prose stays a line', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				expect(typeof fromMarkdown(text)).toBe('string');
			}),
		);
	});
});

it.each([
	'*a ',
	'# ',
	' ',
	'a* ',
	'**a ',
	'[',
	'![a](',
	'`',
	'<http://',
	'| ',
	'~~a* _b ',
	'\\',
	'\\(',
	'<think>',
	'\n',
	'\n ',
	'</think>',
	'[/THINK]\n',
	'a<think>\nb</think>\n',
	'\n</think>a\n<think>',
	'```md\n',
	'**a**b ',
	'**가**나',
])(
	'a hundred thousand times %j comes to an end',
	(text) => {
		expect(typeof fromMarkdown(text.repeat(100_000 / text.length))).toBe('string');
	},
	10_000,
);

it('a block of code of 200,000 lines stays as it is', () => {
	const code = `\`\`\`\n${'x\n'.repeat(200_000)}\`\`\``;
	expect(fromMarkdown(code)).toHaveLength(code.length);
});

it('reads lines as Windows ends them', () => {
	expect(fromMarkdown('# Title\r\n\r\n**a**\r\n* b')).toBe('*Title*\n\n*a*\n- b');
});

/** Reasoning models put them in front of the answer (JSON is read without them, too). */
it.each([
	'<think>He may get 20%, but must not know.</think>\n\n',
	'<thinking>\nRude.\n</thinking>\n',
	'\n<Think>\n</Think>\n<think>again</think>',
	'The opening tag is part of the prompt.\n</think>\n\n',
	'\r\n</think>\r\n',
	'[THINK]He may get 20%.[/THINK]',
	'◁think▷He may get 20%.◁/think▷\n',
	'<reasoning>\nRude.\n</reasoning>\n',
])('what a model thinks is not for the customer: %j', (thoughts) => {
	expect(fromMarkdown(`${thoughts}**Hello** Sari`)).toBe('*Hello* Sari');
});

it.each(['<think>Rude.</think>\n', '<think>It was cut off because', 'Hm.\n</think>'])(
	'of nothing but a thought, nothing is left: %j',
	(thoughts) => {
		expect(fromMarkdown(thoughts)).toBe('');
	},
);

it.each([
	'I <think> so',
	'So </think> it is',
	'[thinking] of you',
	'<reason>Late</reason>',
	'Write <think>x</think> around it',
	'Write `<think>`\n<think>\nso\n</think>\nSari',
	'```\n<think>\nso\n</think>\n```',
	'Hello\n<think>\nit was cut off',
])('the answer in front of a tag is not lost: %j', (text) => {
	expect(fromMarkdown(text)).toBe(text);
});

it.each([
	'<think>The prompt wants <reasoning>…</reasoning> around it. Rude customer.</think>\nHello',
	'<thinking>\nplan <thoughts>a</thoughts> b\n</thinking>\nHello',
	'The prompt wants <reasoning> tags.\n</think>\nHello',
])('a thought that names the mark of another model ends with its own: %j', (answer) => {
	expect(fromMarkdown(answer)).toBe('Hello');
});

it.each([
	['[Think](https://think.example.com) is our new magazine', /magazine/],
	['[Think] Big: 20% off', /20% off/],
	['<Thoughts> on 2026', /on 2026/],
])('a text that begins with such a word is not taken out: %j', (text, rest) => {
	expect(fromMarkdown(text)).toMatch(rest);
});

it.each(['markdown', 'md', ' Markdown'])(
	'an answer that stands in a fence of %s is the answer, and no code',
	(language) => {
		expect(fromMarkdown(`\`\`\`${language}\n**Hello** Sari\n\`\`\``)).toBe('*Hello* Sari');
		expect(fromMarkdown(`\`\`\`${language}\n**Cut off`)).toBe('**Cut off');
	},
);

it('code within such a fence is code, and so is what stands behind it', () => {
	const code = '```\n**a**\n```';
	expect(
		fromMarkdown(`Here:\n\`\`\`markdown\n**b**\n${code.replace('```', '```js')}\n*c*\n\`\`\`\n${code}`),
	).toBe(`Here:\n*b*\n${code}\n_c_\n${code}`);
});

/** WhatsApp shows no marks inside a word, and Korean writes particles onto the word before them: all of it is bold. */
it.each([
	['배송은 **3일**이 걸립니다.', '배송은 *3일이* 걸립니다.'],
	['**무료 배송**은 **5만원**부터입니다.', '*무료 배송은* *5만원부터입니다*.'],
	['**Produk A**nya sudah dikirim.', '*Produk Anya* sudah dikirim.'],
	['**"무료"**는 **가격:**5만원, ~~12만원~~은', '*"무료"는* *가격:5만원*, ~12만원은~'],
	['**Harga:**Rp 50.000, **Total:**50.000.', '*Harga:Rp* 50.000, *Total:50.000*.'],
	['*무료*는 ***무료***는 **아주 *좋은***은', '_무료는_ _*무료는*_ *아주 _좋은은_*'],
	['**~~무료~~**는', '*~무료는~*'],
	['약**3일**이 و**مهم** 총**~~3일~~**', '*약3일이* *ومهم* *~총3일~*'],
	['**가**나**다**, **가****나**', '*가나다*, *가나*'],
	['**重点**abc内容**重点**内容', '*重点abc*内容*重点*内容'],
	['**A**https://example.com/a **B**`c`', '*A*https://example.com/a *B*`c`'],
	['# **3일**이', '*3일이*'],
])('a word of which a part is bold is bold as a whole: %s', (markdown, marks) => {
	expect(fromMarkdown(markdown)).toBe(marks);
});

it.each([
	['**https://shop.com/promo**에서 확인하세요', '*https://shop.com/promo*에서 확인하세요'],
	['**https://shop.com/promo**nya', '*https://shop.com/promo*nya'],
	['**[www.shop.com](www.shop.com)**에서', '*www.shop.com*에서'],
	['주소는**https://shop.com**', '주소는*https://shop.com*'],
])('an address leads where it led: %s', (markdown, marks) => {
	expect(fromMarkdown(markdown)).toBe(marks);
});

it.each([
	['_**Catatan:** besok_', '_*Catatan:* besok_'],
	['__*both*__ (_**so**_)', '*_both_* (_*so*_)'],
])('marks beside other marks are no part of a word: %s', (markdown, marks) => {
	expect(fromMarkdown(markdown)).toBe(marks);
});

it.each(['| Produk | Harga |\n|---|---|', 'Produk | **Harga**\n--- | ---\n\nEnd'])(
	'a table that was cut off behind its head keeps its words: %j',
	(table) => {
		expect(fromMarkdown(table)).toMatch(/^- Produk, \*?Harga\*?(\n|$)/);
	},
);

it.each([
	'Subtotal 100.000\n+ PPN 11%: 11.000',
	'+ 10 €',
	'+ ١٠ ريال',
	'+ 62 812 3456 789',
	'Hemd 12 €*, Hose 15 €*.\n(ab 5 €*) und (ab 6 €*)',
	'价格99元%*，运费9元%*。',
])('leaves a plus before a number and the signs of footnotes as they are: %j', (text) => {
	expect(fromMarkdown(text)).toBe(text);
});

it.each(['가로*세로*높이', 'x 2**3**4 y', 'a**b', '가_나_다', '**a 2**3', 'snake_케이스_name'])(
	'leaves a formula or a name in any letters as it is: %s',
	(text) => {
		expect(fromMarkdown(text)).toBe(text);
	},
);
