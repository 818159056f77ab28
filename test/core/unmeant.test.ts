import { isMissing } from '../../nodes/ItnioWhatsApp/core/members';
import { whyUnmeant } from '../../nodes/ItnioWhatsApp/core/unmeant';
import { readFields } from '../../nodes/ItnioWhatsApp/form/read';
import { problemsIn } from '../kinds/form';

describe('a text that nobody means', () => {
	it.each([
		['Price: [object Object]', 'has parts: choose the part'],
		['[object Object],[object Object]', 'has parts: choose the part'],
		['[object Promise]', 'has parts: choose the part'],
		['See [object HTMLElement]', 'has parts: choose the part'],
		['[Object: {"id":1}]', 'holds "[Object: …]"'],
		['[Array: ["a"]]', 'has parts: choose the part'],
		['[DateTime: 2026-11-28T22:19:28.123+00:00]', 'holds "[DateTime: …]"'],
		['undefined undefined', 'is only "undefined undefined"'],
		['#N/A', 'is only "#N/A", an error of a spreadsheet: correct it there'],
		['#DIV/0!', 'an error of a spreadsheet'],
		['#WERT!', 'an error of a spreadsheet'],
		['#ССЫЛКА!', 'an error of a spreadsheet'],
		['#NÚM!'.normalize('NFD'), 'an error of a spreadsheet'],
		['function trim() { [native code] }', 'write () after its name'],
		['NaN', 'is only "NaN"'],
		[' undefined\n', 'is only "undefined"'],
		['null', 'is only "null"'],
		['Invalid Date', 'is only "Invalid Date"'],
		['Invalid DateTime', 'is only "Invalid DateTime"'],
		['2026-11-28T22:19:28.123+00:00', '.toFormat('],
		['2026-11-28T22:19:28.123Z', '.toFormat('],
		['2026-11-28T22:19:28-03:00', '.toFormat('],
		['Sat Nov 28 2026 22:19:28 GMT+0000 (Coordinated Universal Time)', '.toFormat('],
		['Sat Nov 28 2026 23:19:28 GMT+0100 (Mitteleuropäische Normalzeit)', '.toFormat('],
	])('is named with what to do: %s', (value, said) => {
		expect(whyUnmeant(value)).toContain(said);
	});

	it.each([
		'Null',
		'Mr Null is undefined',
		'NaN bread',
		'object Object',
		'[Object] of the day',
		'[Date: 12 May] Your table is booked',
		'[Object: a vase] is back',
		'[Array: all sizes]',
		'Infinity',
		'#SALE!',
		'#YOKO',
		'Hello 😀',
		'👨\u200d👩\u200d👧',
		'#1',
		'Result: #N/A',
		'None',
		'28 Nov 2026, 22:19',
		'2026-11-28',
		'22:19',
		'Updated 2026-11-28T22:19:28.123Z',
		'{{ $json.x }}',
	])('is not: %s', (value) => {
		expect(whyUnmeant(value)).toBeUndefined();
	});

	it.each([
		'#YOK',
		'#DEĞER!',
		'#AD?',
		'#ZERO!',
		'#HIV!',
		'#NOME?',
		'#NÚM!',
		'#¡REF!',
		'#¿NOMBRE?',
		'#¡DIV/0!',
		'#NAZWA?',
		'#WAARDE!',
	])('is an error of a spreadsheet: %s', (error) => {
		expect(whyUnmeant(error)).toBe(`is only "${error}", an error of a spreadsheet: correct it there`);
	});

	it.each(['Hello 😀'.slice(0, 7), '😀 Hello'.slice(1)])('ends or begins with half an emoji: %j', (half) => {
		const said = [expect.stringMatching(/^Text holds half an emoji.*Array\.from/)];
		expect(problemsIn('sendText', { text: half })).toEqual(said);
	});

	it('is said of the value of a template, too', () => {
		const componentsJson = JSON.stringify([{ type: 'body', parameters: [{ type: 'text', text: '#YOK' }] }]);
		const form = { templateName: 'shipped', templateLanguage: 'en', inputMode: 'json', componentsJson };
		expect(problemsIn('sendTemplate', form)).toEqual([expect.stringContaining(`${whyUnmeant('#YOK')}`)]);
	});

	it('is said of the field, also of an entry, and not of an ID that is a date', () => {
		const date = '2026-11-28T22:19:28.123Z';
		const said = problemsIn('sendButtons', {
			bodyText: 'undefined',
			buttons: {
				button: [
					{ title: 'Today', id: date },
					{ title: 'NaN', id: 'b' },
				],
			},
		});
		expect(said).toEqual([`Body Text ${whyUnmeant('undefined')}`, `Button 2 › Title ${whyUnmeant('NaN')}`]);
	});

	it.each([
		[
			Number('12345678901234567890'),
			'is the number 12345678901234567000, which has more digits than a number keeps',
		],
		[-Infinity, 'is "-Infinity", which a calculation gives that divides by zero'],
	])('is a number that is not what was written: %s', (value, said) => {
		const named = [expect.stringContaining(`Text ${said}`)];
		expect(problemsIn('sendText', { text: value })).toEqual(named);
		const json = { type: 'text', text: { body: value } };
		expect(problemsIn('sendJson', { messageJson: json })).toEqual([expect.stringContaining(said)]);
	});

	it('is no number that a text can hold', () => {
		expect(problemsIn('sendText', { text: Number.MAX_SAFE_INTEGER })).toEqual([]);
		expect(problemsIn('sendText', { text: 19.9 })).toEqual([]);
	});

	it('is a date of a database, too', () => {
		const date = '2026-11-28T22:19:28.123Z';
		const read = (text: unknown) =>
			readFields([{ displayName: 'Text', name: 'text', type: 'string', default: '' }], () => text);
		expect(read(new Date(date))).toEqual({ parameters: { text: date }, problems: [] });
		expect(read(new Date(NaN))).toEqual({ parameters: { text: 'Invalid Date' }, problems: [] });
	});
});

describe('a text in which nothing can be seen', () => {
	it.each([
		['a zero-width space', '\u200b'],
		['a byte order mark', '\ufeff'],
		['marks of direction', '\u200e\u202a\u2066'],
		['a soft hyphen', '\u00ad'],
		['a Hangul filler', '\u3164'],
		['an empty Braille cell', '\u2800'],
		['a word joiner between spaces', ' \u2060\n'],
		['control characters', '\0\x07'],
	])('is empty: %s', (_, value) => {
		expect(isMissing(value)).toBe(true);
		expect(problemsIn('sendText', { text: value })).toEqual(['Text is empty']);
	});

	it.each(['.', 'עברית\u200f', '👨\u200d👩\u200d👧', 'a\u200bb'])('is not: %s', (value) => {
		expect(problemsIn('sendText', { text: value })).toEqual([]);
	});
});
