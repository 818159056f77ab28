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
	'São Paulo, Ärger, Ålesund, Ã',
	'Costs $5 {per piece}',
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

it('takes as long for a text as the text is', () => {
	for (const piece of ['{{', '<p', '\\', '&', '#', '#N', 'Ã', '2026-11-28T10:00', '1', '1.1'])
		expect(of(piece.repeat(200_000)).length).toBeLessThan(3);
});
