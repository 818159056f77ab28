import fc from 'fast-check';
import { splitText } from '../../nodes/ItnioWhatsApp/core/splitText';
import { length } from '../../nodes/ItnioWhatsApp/core/text';

it.each<[string, string, number, string[]]>([
	['a text that fits', 'All is well.', 20, ['All is well.']],
	['paragraphs before sentences', 'One. Two.\n\nThree. Four.', 20, ['One. Two.', 'Three. Four.']],
	['lines before sentences', 'One. Two.\nThree. Four.', 20, ['One. Two.', 'Three. Four.']],
	['sentences before words', 'One two three. Four five six.', 20, ['One two three.', 'Four five six.']],
	['sentences in Chinese', '一二三四五六。七八九十', 8, ['一二三四五六。', '七八九十']],
	['words', 'one two three four', 10, ['one two', 'three four']],
	[
		'no paragraph that would leave next to nothing',
		'Hi\n\none two three four',
		16,
		['Hi\n\none two', 'three four'],
	],
	['characters', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
	['a family stays together', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 8, ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']],
	['a character that is longer than the limit', `👨‍👩‍👧‍👦ab`, 3, ['👨‍👩‍👧‍👦', 'ab']],
	[
		'an address stays whole',
		'see https://example.com/a.b?c now',
		25,
		['see', 'https://example.com/a.b?c', 'now'],
	],
	['a limit that ends with a sentence', 'One two.  Three.', 8, ['One two.', 'Three.']],
	['spaces alone', ' \n\n ', 2, []],
])('%s', (_, text, max, pieces) => {
	expect(splitText(text, max)).toEqual(pieces);
});

const graphemesOf = (text: string) =>
	Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);

it('nothing but spaces is lost, the order stays, and no piece is longer than the limit', () => {
	const unit = fc.oneof(
		fc.constantFrom('a', 'é', '重', '👍🏽', '👨‍👩‍👧', '. ', ' ', '\n', '\n\n', '。', '\r\n', 'क्षि', '🇮🇩'),
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
	);
	fc.assert(
		fc.property(fc.array(unit), fc.integer({ min: 12, max: 40 }), (units, max) => {
			const text = units.join('');
			const pieces = splitText(text, max);
			expect(pieces.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
			for (const piece of pieces) {
				expect(piece).toBe(piece.trim());
				expect(piece).not.toBe('');
				if (length(piece) > max) expect(graphemesOf(piece)).toHaveLength(1);
			}
		}),
	);
});

it('no character is cut', () => {
	const family = fc.constantFrom('👨‍👩‍👧', '👍🏽', '🇮🇩', 'é', 'क्षि');
	fc.assert(
		fc.property(fc.array(family, { minLength: 1 }), fc.integer({ min: 8, max: 20 }), (units, max) => {
			const text = units.join('');
			expect(splitText(text, max).flatMap(graphemesOf)).toEqual(graphemesOf(text));
		}),
	);
});

it('a hundred thousand characters come to an end', () => {
	for (const unit of ['a', ' a', '\n', 'a. ', '\u0301', '👨‍👩‍👧']) {
		const text = unit.repeat(100_000 / unit.length);
		expect(splitText(text, 4096).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
	}
}, 20_000);
