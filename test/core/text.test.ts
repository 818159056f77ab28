import { cut, excerpt, grouped, oneLine, textOf, typeInWords } from '../../nodes/ItnioWhatsApp/core/text';
import { isWebAddress, webAddress } from '../../nodes/ItnioWhatsApp/core/webAddress';

describe('a text that is cut', () => {
	it.each<[string, number, string, number]>([
		['', 3, '', 0],
		['abc', 3, 'abc', 0],
		['abcd', 3, 'abc', 1],
		// Six units of UTF-16, three characters.
		['🚚🚚🚚', 3, '🚚🚚🚚', 0],
		['🚚🚚🚚', 2, '🚚🚚', 1],
		['🚚🚚🚚', 0, '', 3],
	])('%j to %i', (text, max, kept, left) => {
		expect(cut(text, max)).toEqual({ kept, left });
		expect(excerpt(text, max)).toBe(left === 0 ? text : `${kept}…`);
	});
});

it('a text in one line has single spaces', () => {
	expect(oneLine('  a\r\n\t b\u2028c ')).toBe('a b c');
});

it.each<[unknown, string, string]>([
	[undefined, '', 'empty'],
	[null, '', 'empty (null)'],
	['', '', 'text'],
	[0, '0', 'a number'],
	[false, 'false', 'true or false'],
	[[1], '[1]', 'a list'],
	[{ a: 1 }, '{"a":1}', 'an object'],
])('%j as a person knows it', (value, text, words) => {
	expect(textOf(value)).toBe(text);
	expect(typeInWords(value)).toBe(words);
});

it.each([
	[0, '0'],
	[999, '999'],
	[1000, '1,000'],
	[1234567, '1,234,567'],
])('%i has its thousands grouped', (count, text) => {
	expect(grouped(count)).toBe(text);
});

/** [as it is written, whether the service takes it, where a browser would go] */
it.each<[string, boolean, string | undefined]>([
	['https://example.com', true, 'https://example.com/'],
	['HTTP://EXAMPLE.com/A?b#c', true, 'http://example.com/A?b#c'],
	[' https://example.com ', false, 'https://example.com/'],
	['https://example.com/a b', false, 'https://example.com/a%20b'],
	['https://', false, undefined],
	['example.com', false, undefined],
	['//example.com', false, undefined],
	['javascript:alert(1)', false, undefined],
	['data:text/html,https://example.com', false, undefined],
	['ftp://example.com', false, undefined],
])('%j: %s, %s', (text, taken, followed) => {
	expect(isWebAddress(text)).toBe(taken);
	expect(webAddress(text)).toBe(followed);
});

it('what is no text is no web address, and neither is what is longer than any', () => {
	for (const value of [undefined, null, 7, {}, ['https://example.com']])
		expect(webAddress(value)).toBeUndefined();
	expect(webAddress(`https://example.com/${'a'.repeat(5000)}`)).toBeUndefined();
});
