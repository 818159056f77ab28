import { Expression, Workflow } from 'n8n-workflow';
import { ItnioWhatsApp } from '../../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { textHints } from '../../../nodes/ItnioWhatsApp/run/hints/textHints';

const of = (body: string) => textHints({ type: 'text', text: { body } });

it.each([
	['Line one\\nLine two', 'A text holds &quot;\\n&quot;, which a phone shows as it is. For a new line'],
	['Total:\\nTwo', 'A text holds &quot;\\n&quot;, '],
	['<p>Hello</p>', 'A text holds &quot;&lt;p&gt;&quot;, which is HTML'],
	['One<br/>two', 'which is HTML'],
	['Tom &amp; Jerry', 'which is HTML'],
	['Hello {{name}}', 'A text holds &quot;{{name}}&quot;, which a phone shows as it is.'],
	['Hello {{1}}, your order', 'A text holds &quot;{{1}}&quot;, '],
	['Hello ${name}', 'A text holds &quot;${name}&quot;, '],
	['Come at 2026-11-28T19:36:03.688-05:00!', 'a date as computers write it'],
	['Come at Sat Nov 28 2026 22:19:28 GMT+0000 (UTC)', 'a date as computers write it'],
	['Hello undefined, your order', 'which stands for a value that is missing'],
	['Total: NaN', 'which stands for a value that is missing'],
	['Price: #REF!', 'which stands for a value that is missing'],
	['Your order arrives on Invalid DateTime', 'which stands for a value that is missing'],
	['Appointment: Invalid Date, 10:00', 'which stands for a value that is missing'],
	['Preis: #WERT!', 'which stands for a value that is missing'],
	['Precio: #¡VALOR!', 'which stands for a value that is missing'],
	['Prix : #VALEUR!', 'which stands for a value that is missing'],
	['Prezzo: #N/D, chiedi', 'which stands for a value that is missing'],
	['Preço: #NÚM!'.normalize('NFD'), 'which stands for a value that is missing'],
	['Fiyat: #DEĞER!', 'which stands for a value that is missing'],
	['Total: 59.699999999999996 €', 'a number with all the digits that a computer calculates'],
	['0.30000000000000004', 'a number with all the digits that a computer calculates'],
	['caf\ufffd', 'save the file as UTF-8'],
	['BestÃ¤tigung', 'save the file as UTF-8'],
	['donâ€™t', 'save the file as UTF-8'],
	['He is rude.</think>Hello', 'A text holds &quot;&lt;/think&gt;&quot;, a mark of what a model thinks'],
	['Hi Sari!\n\n<think>\nRude.\n</think>\n\nYes', 'a mark of what a model thinks'],
	[
		'=IMAGE("https://a.com/1.png")',
		'A text holds &quot;=IMAGE(&quot;, which is the formula of a spreadsheet',
	],
	['Harga: =VLOOKUP(A2;B:C;2)', 'which is the formula of a spreadsheet'],
	['=IF(ISBLANK(A1);"";B1)', 'which is the formula of a spreadsheet'],
	['Caf&eacute; 5 &euro;', 'put the sign itself in its place'],
	['5 &#x20AC;', 'put the sign itself in its place'],
	['Precio (=BUSCARV(A2;B:C;2))', 'which is the formula of a spreadsheet'],
	['Цена: =ВПР(A2;B:C;2)', 'which is the formula of a spreadsheet'],
	['<reasoning>It was cut off because', 'a mark of what a model thinks'],
	['[THINK]It was cut off because', 'a mark of what a model thinks'],
	['Okay.\n◁/think▷\nHello', 'a mark of what a model thinks'],
])('says of %j what it looks like', (text, said) => {
	expect(of(text)).toEqual([expect.stringContaining(said)]);
});

it.each([
	'Hello Ana, 2 < 3 & 4 > 1',
	'[Think] Big: 20% off, <Thoughts> on 2026, <rethink>',
	'C:\\shop\\new\\list',
	'\\\\server\\news',
	'Open at 10:30, 2026-11-28',
	'https://a.com/?f=SUM(1), a=SUM(b), =D (, =) 1+1=2 (two), =Sum(',
	'São Paulo, Ärger, Ålesund, Ã',
	'Costs $5 {per piece}',
	'Size =XL(42), Total =USD(50), Code: =PROMO(10), y =COS(x)',
	'Write to <sales@shop.com>, or a=1&lt=2',
	'undefinedly',
	'The date is invalid. #NV #YOK #SALE!',
	'Costs 59.70, was 1234567.89, version 1.2.3.4.5.6.7.8.9.0',
	'Account 1234567890123456789',
	'https://maps.google.com/?q=-6.208763456789123,106.84559912345678',
])('says nothing of %j', (text) => expect(of(text)).toEqual([]));

it('looks at every text that a person reads, and says each thing once', () => {
	const button = (title: string) => ({ type: 'reply', reply: { id: '{{1}}', title } });
	const body = {
		type: 'interactive',
		interactive: {
			type: 'button',
			header: { type: 'image', image: { link: 'https://a.com/undefined' } },
			body: { text: 'Hi {{name}}' },
			action: { buttons: [button('{{name}}'), button('a\\nb')] },
		},
	};
	expect(textHints(body)).toEqual([
		expect.stringContaining('{{name}}'),
		expect.stringContaining('For a new line'),
	]);
	expect(textHints(undefined)).toEqual([]);
});

it.each([
	['a contact', { contacts: [{ name: { formatted_name: 'Ana {{name}}' } }] }],
	['a place', { location: { name: 'Shop {{name}}', latitude: '-6.208763000000001' } }],
])('looks at the name of %s', (_, body) => {
	expect(textHints(body)).toEqual([expect.stringContaining('{{name}}')]);
});

describe('what is advised, done by n8n with the text it is said of', () => {
	const workflow = new Workflow({
		nodes: [{ id: '1', name: 'Send', type: 'send', typeVersion: 1, position: [0, 0], parameters: {} }],
		connections: {},
		active: false,
		// For a date that says in which zone it is, and is none of ISO's.
		settings: { timezone: 'UTC' },
		nodeTypes: {
			getByName: () => new ItnioWhatsApp(),
			getByNameAndVersion: () => new ItnioWhatsApp(),
			getKnownTypes: () => ({}),
		},
	});
	const SIGNS: ReadonlyArray<readonly [string, string]> = [
		['&lt;', '<'],
		['&gt;', '>'],
		['&quot;', '"'],
		['&#39;', "'"],
		['&#96;', '`'],
		['&amp;', '&'],
	];
	/** The expression of a hint, which is HTML itself. */
	const advised = (hint: string): string | undefined => {
		const words = SIGNS.reduce((text, [html, sign]) => text.replaceAll(html, sign), hint);
		// What the text holds stands in front of it, and may look like one.
		return /^A text holds ".*?", .*?(\{\{.*\}\})/s.exec(words)?.[1];
	};
	const byN8n = (expression: string, found: string | number): unknown =>
		new Expression(workflow).resolveSimpleParameterValue(
			`=${expression}`,
			{},
			null,
			0,
			0,
			'Send',
			[{ json: { text: found, output: found, total: found, date: found } }],
			'manual',
			{},
		);
	/** The text when somebody has done all that is advised. */
	const mended = (text: string): unknown =>
		of(text).reduce<unknown>((before, hint) => byN8n(advised(hint) ?? '', String(before)), text);

	it.each([
		['Line one\\nLine two', 'Line one\nLine two'],
		['Tom &amp; Jerry&nbsp;x', 'Tom & Jerry x'],
		['Ukuran < 5 kg &amp; murah', 'Ukuran < 5 kg & murah'],
		['TOM &AMP; JERRY', 'TOM & JERRY'],
		['&quot;A&quot; &lt;b&gt; &#39;c&#39; &#8211; &apos;d&apos; &amp;lt;', "\"A\" <b> 'c' \u2013 'd' &lt;"],
		['Rp 1.299.000<br>5 buah', 'Rp 1.299.000\n5 buah'],
		['Ukuran < 5 kg <b>murah</b>', 'Ukuran < 5 kg murah'],
		['<p class="x">One</p><p>Two <br />three</p>', 'One\n\nTwo \nthree'],
		['<ul><li>A</li><li><a href="https://a.com">B</a></li></ul>', 'A\n\nB'],
		['One<br>Tom &amp; Jerry', 'One\nTom & Jerry'],
		['He is rude.</think>Hello', 'Hello'],
		['Hi Sari!\n\n<think>\nRude.\n</think>\n\nYes', 'Hi Sari!\n\n\n\nYes'],
		['<think>a</think>B<think>c</think> D', 'B D'],
		['<reasoning>Rude.</reasoning>Hello', 'Hello'],
		[' [THINK]Rude.[/THINK]Hello', 'Hello'],
		['Okay.\n◁/think▷\nHello', 'Hello'],
		['<|channel|>analysis<|message|>Rude.<|end|><|start|>assistant<|channel|>final<|message|>Hello', 'Hello'],
		['59.699999999999996', '59.70'],
		['2026-11-28T19:36:03.688-05:00', '28 Nov 2026, 19:36'],
		['Sat Nov 28 2026 22:19:28 GMT+0000 (UTC)', '28 Nov 2026, 22:19'],
	])('%j', (text, result) => expect(mended(text)).toBe(result));

	it('a number is a number, or a text', () => {
		const [hint = ''] = of('0.30000000000000004');
		expect(byN8n(advised(hint) ?? '', 0.1 + 0.2)).toBe('0.30');
	});

	it.each(['<reasoning>It was cut off because', '[THINK]It was', '<|channel|>analysis<|message|>It was'])(
		'nothing brings back the answer behind %j',
		(text) => {
			const [hint = '', ...others] = of(text);
			expect(others).toEqual([]);
			expect(advised(hint)).toBeUndefined();
			expect(hint).toContain('limit of tokens');
		},
	);
});

it('takes as long for a text as the text is', () => {
	for (const piece of ['{{', '<p', '\\', '&', '#', ' =', ' =A', '#N', 'Ã', '2026-11-28T10:00', '1', '1.1'])
		expect(of(piece.repeat(200_000)).length).toBeLessThan(3);
});
