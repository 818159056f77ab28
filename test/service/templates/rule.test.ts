import { sentenceOf } from '../../../nodes/ItnioWhatsApp/core/problem';
/** Every rule of a template message, broken once, in the words of the form. */
import { checkMessage } from '../../../nodes/ItnioWhatsApp/core/message';
import { kinds } from '../../../nodes/ItnioWhatsApp/kinds/properties';

const IN_ONE_LINE = ". Make one line of it in an expression, such as {{ $json.note.replace(/\\s+/g, ' ') }}";

const envelope = { appId: 'a', businessPhone: '6282299953162', recipient: '6281234567890', channelType: 0 };
const text = (value: string) => ({ type: 'text', text: value });
const body = (...parameters: unknown[]) => ({ type: 'body', parameters });
const header = (...parameters: unknown[]) => ({ type: 'header', parameters });
const button = (more: object = {}) => ({
	type: 'button',
	sub_type: 'url',
	index: '0',
	parameters: [text('A-1024')],
	...more,
});

const problemsOf = (template: unknown, more: object = {}) =>
	checkMessage({ ...envelope, template, ...more }, kinds).map(sentenceOf);
const problemsOfParts = (...components: unknown[]) =>
	problemsOf({ name: 'order_shipped', language: { code: 'en_US' }, components });

describe('the rule of sendTemplate', () => {
	it.each<[string, unknown[]]>([
		['nothing to fill in', []],
		['values', [body(text('Maria'), text('four    spaces are fine'))]],
		[
			'money and dates, of which the vendor names no other members',
			[
				body(
					{ type: 'currency', currency: { fallback_value: '$5' } },
					{ type: 'date_time', date_time: { fallback_value: '12 March' } },
				),
			],
		],
		['a header text', [header(text('x'.repeat(60)))]],
		['an image', [header({ type: 'image', image: { link: 'https://example.com/a.png' } })]],
		['a video', [header({ type: 'video', video: { link: 'https://example.com/a.mp4' } })]],
		[
			'a document',
			[header({ type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' } })],
		],
		[
			'a place',
			[header({ type: 'location', location: { latitude: '1', longitude: '2', name: 'n', address: 'a' } })],
		],
		[
			'buttons',
			[
				button({ index: '9' }),
				button({ sub_type: 'quick_reply', parameters: [{ type: 'payload', payload: 'p' }] }),
			],
		],
	])('takes %s', (_, components) => {
		expect(problemsOfParts(...components)).toEqual([]);
	});

	it.each(['en', 'en_US', 'zh_CN', 'fil', 'zh_Hant_TW', 'es_419'])('takes the language %s', (code) => {
		expect(problemsOf({ name: 'welcome', language: { code } })).toEqual([]);
	});

	it.each<[unknown, string]>([
		['', 'Template Language is empty'],
		[undefined, 'Template Language is empty'],
		['en-US', 'Template Language is not the code of a language, e.g. en, en_US or id: "en-US"'],
		['English', 'Template Language is not the code of a language, e.g. en, en_US or id: "English"'],
		[7, 'Template Language must be text, but it is a number: put it in quotes'],
	])('refuses the language %p', (code, message) => {
		expect(problemsOf({ name: 'welcome', language: { code } })).toEqual([message]);
	});

	it.each([
		['orders/undefined', '"undefined"'],
		['orders/null?ref=wa', '"null"'],
		['{{1}}', '"{{1}}"'],
		['orders/${id}', '"${id}"'],
	])('a link that ends in %p was not filled in, as any other link', (ending, found) => {
		expect(problemsOfParts(button({ parameters: [text(ending)] }))).toEqual([
			expect.stringMatching(/^Button 1 › Value holds /),
		]);
		expect(problemsOfParts(button({ parameters: [text(ending)] }))[0]).toContain(found);
	});

	it.each(['nan/null-set?ref=undefined', 'track?id={code}', 'A-1024'])('a link may end in %p', (ending) => {
		expect(problemsOfParts(button({ parameters: [text(ending)] }))).toEqual([]);
	});

	it('names every missing part at once', () => {
		expect(problemsOf({})).toEqual(['Template is empty', 'Template Language is empty']);
		expect(problemsOf({ name: 'x'.repeat(513), language: { code: 'id' } })).toEqual([
			expect.stringMatching(/^Template is 513 characters long, the limit is 512/),
		]);
	});

	it.each<[string, unknown[], string]>([
		['no object', ['body'], 'Components 1 must be an object, not text'],
		[
			'an unknown component',
			[{ type: 'footer' }],
			'Component 1 › "type" is "footer", it must be one of: header, body, button',
		],
		['a header twice', [header(text('a')), header(text('b'))], 'Header is there twice'],
		['a body twice', [body(text('a')), body(text('b'))], 'Body is there twice'],
		['no values', [{ type: 'body' }], 'Body has no values: fill them in, or leave it out altogether'],
		[
			'values that are no list',
			[{ type: 'body', parameters: {} }],
			'Body must have a list of "parameters", not an object',
		],
		['a value that is no object', [body('Maria')], 'Value must be an object, not text'],
		[
			'a value of no type',
			[body({ text: 'Maria' })],
			'"type" is empty, it must be one of: text, currency, date_time',
		],
		[
			'an image in the body',
			[body({ type: 'image' })],
			'"type" is "image", it must be one of: text, currency, date_time',
		],
		[
			'money that is a text',
			[body({ type: 'currency', currency: '5' })],
			'"currency" must be an object such as { "fallback_value": … }, but it is text',
		],
		['money without members', [body({ type: 'currency' })], 'Body {{1}} is empty'],
		['a date without words', [body({ type: 'date_time', date_time: {} })], 'Body {{1}} is empty'],
		['an empty value', [body(text('Maria'), text(' '))], 'Body {{2}} is empty'],
		[
			'a number',
			[body({ type: 'text', text: 7 })],
			'Body {{1}} must be text, but it is a number: put it in quotes',
		],
		[
			'a line break',
			[body(text('a\nb'))],
			'Body {{1}} holds a line break, which WhatsApp refuses in a template: "a b"' + IN_ONE_LINE,
		],
		[
			'a tab and five spaces',
			[body(text('a\tb     c'))],
			'Body {{1}} holds a tab and more than four spaces in a row, which WhatsApp refuses in a template: "a b c"' +
				IN_ONE_LINE,
		],
		[
			'a long header',
			[header(text('x'.repeat(61)))],
			`Header Text is 61 characters long, the limit is 60: "${'x'.repeat(26)}…"`,
		],
		[
			'a line break in the header',
			[header(text('a\rb'))],
			'Header Text holds a line break, which WhatsApp refuses in a template: "a b"' + IN_ONE_LINE,
		],
		['two headers in one', [header(text('a'), text('b'))], 'Header has 2 values, it takes only one'],
		[
			'no link',
			[header({ type: 'image' })],
			'Header File Link is empty: enter a web address that starts with https://',
		],
		[
			'a broken link',
			[header({ type: 'video', video: { link: 'a.mp4' } })],
			'Header File Link is not a complete web address (https://…): "a.mp4". Copy it from the address bar of a browser',
		],
		[
			'a document without a name',
			[header({ type: 'document', document: { link: 'https://example.com/a' } })],
			'Header File Name is empty',
		],
		['no suffix', [button({ parameters: [text('')] })], 'Button 1 › Value is empty'],
		[
			'a space in a suffix',
			[button({ parameters: [text('a b')] })],
			'Button 1 › Value contains a space: write %20 instead: "a b"',
		],
		[
			'no payload',
			[button({ sub_type: 'quick_reply', parameters: [{ type: 'payload' }] })],
			'Button 1 › Value is empty',
		],
		[
			'a text for a payload',
			[button({ sub_type: 'quick_reply' })],
			'Button 1 › "type" is "text", it must be one of: payload',
		],
		[
			'an unknown button',
			[button({ sub_type: 'call' })],
			'Button 1 › Type is "call", it must be one of: url, quick_reply',
		],
		['an index of 10', [button({ index: '10' })], 'Button 1 › Position must be from 0 to 9, but it is "10"'],
		[
			'an index that is no text',
			[button({ index: 0 })],
			'Button 1 › Position must be text, "0" to "9", but it is a number: put it in quotes',
		],
		[
			'no index',
			[button({ index: undefined })],
			'Button 1 › Position is empty: 0 is the first button of the template',
		],
		[
			'the same button twice',
			[button(), button()],
			'Button 2 › Position is 0, as of a button before: each button of the template can be filled in once',
		],
		[
			'a button at the place of its own, which one before it has',
			[button({ index: '1' }), button({ index: '1' })],
			'Button 2 › Position is 1 (also where it is left empty), as of a button before: each button of the template can be filled in once',
		],
	])('refuses %s', (_, components, message) => {
		expect(problemsOfParts(...components)).toEqual([message]);
	});

	it('refuses a place without a name, in the words of the location form', () => {
		expect(
			problemsOfParts(
				header({ type: 'location', location: { latitude: '91', longitude: '2', address: 'a' } }),
			),
		).toEqual(['Header › Latitude must be from -90 to 90, but it is 91', 'Header › Location Name is empty']);
	});

	it('refuses components that are not a list, and a reply to a message', () => {
		expect(
			problemsOf({ name: 'n', language: { code: 'id' }, components: {} }, { context: { refMessageId: 'm' } }),
		).toEqual([
			'Components must be a list, not an object',
			expect.stringMatching(/^Reply to Message ID is not possible with a template/),
		]);
	});

	it('does not take a body with a type for a template', () => {
		const [problem] = checkMessage({ ...envelope, type: 'template', template: {} }, kinds);
		expect(problem && sentenceOf(problem)).toMatch(/^"type" is "template", it must be one of: text, /);
	});
});
