import fc from 'fast-check';
import { checkMessage } from '../../nodes/ItnioWhatsApp/core/message';
import { countryCodeDigits, repairPhone, unclearPhone } from '../../nodes/ItnioWhatsApp/core/phone';
import { kinds } from '../../nodes/ItnioWhatsApp/kinds/properties';

/** What the checks say of a recipient as the form gives it, after the repair. */
function complaints(value: unknown, countryCode = ''): string[] {
	const body = {
		appId: 'DGziZf5u',
		businessPhone: '6282299953162',
		recipient: repairPhone(value, countryCode),
		channelType: 0,
		type: 'text',
		text: { body: 'Hello' },
	};
	return checkMessage(body, kinds).map(({ message }) => message);
}

describe('a number that can be repaired', () => {
	it.each<[unknown, string]>([
		['628123456789', '628123456789'],
		[628123456789, '628123456789'],
		[BigInt('628123456789'), '628123456789'],
		['+628123456789', '628123456789'],
		['+62 812-3456 789', '628123456789'],
		['00628123456789', '628123456789'],
		['0062 812 3456 789', '628123456789'],
		['00 62 812 3456 789', '628123456789'],
		['(62) 812 3456 789', '628123456789'],
		['(+62) 812 3456 789', '628123456789'],
		['(0062) 812 3456 789', '628123456789'],
		['+62.812.3456.789', '628123456789'],
		['+62/812/3456789', '628123456789'],
		['  628123456789\n', '628123456789'],
		['+62\u00a0812\u202f3456\u2009789', '628123456789'],
		['+62\u2011812\u20133456\u2014789', '628123456789'],
		['\u221262 812 3456 789', '628123456789'],
		['６２８１２３４５６７８９', '628123456789'],
		['＋６２　８１２－３４５６－７８９', '628123456789'],
		['（６２）８１２３４５６７８９', '628123456789'],
		['٦٢٨١٢٣٤٥٦٧٨٩', '628123456789'],
		['۶۲۸۱۲۳۴۵۶۷۸۹', '628123456789'],
		['६२८१२३४५६७८९', '628123456789'],
		['628123456789@s.whatsapp.net', '628123456789'],
		['628123456789:12@s.whatsapp.net', '628123456789'],
		['628123456789@c.us', '628123456789'],
		['\u202a+62 812 3456 789\u202c', '628123456789'],
		['\u200e628123456789\u200f', '628123456789'],
		['\u061c628123456789', '628123456789'],
		['\ufeff62\u200b8123\u00ad456789', '628123456789'],
		["'628123456789", '628123456789'],
		['628123456789.0', '628123456789'],
		['628123456789.00', '628123456789'],
		['+44 (0)20 7946 0958', '442079460958'],
		['0044 (0) 20 7946 0958'.replace('(0) ', '(0)'), '442079460958'],
		['44 (0)20 7946 0958', '442079460958'],
		['+628123456789.0', '628123456789'],
		// In Italy and Ivory Coast the 0 belongs to the number.
		['+39 (0)6 1234 5678', '390612345678'],
		['+225 07 12 34 56 78', '2250712345678'],
		// A mobile number in Italy has none.
		['+39 (0)347 123 4567', '393471234567'],
		['1234567', '1234567'],
		['12345678901234', '12345678901234'],
	])('%j is %s', (written, digits) => {
		expect(repairPhone(written)).toBe(digits);
		expect(complaints(written)).toEqual([]);
	});
});

describe('a number without its country code', () => {
	it.each([
		['0812-3456-789', '62', '628123456789'],
		['08123456789', '62', '628123456789'],
		['(0812) 3456 789', '62', '628123456789'],
		['０８１２３４５６７８９', '62', '628123456789'],
		['020 7946 0958', '44', '442079460958'],
		['+62 0812-3456-789', '62', '628123456789'],
		['62 0812 3456 789', '62', '628123456789'],
		['06 1234 5678', '39', '390612345678'],
		['07 12 34 56 78', '225', '2250712345678'],
		['+226 07 12 34 56', '226', '22607123456'],
		// What has its country code already keeps it.
		['00628123456789', '1', '628123456789'],
		['+628123456789', '1', '628123456789'],
		['628123456789', '1', '628123456789'],
	])('%j with %s is %s', (written, countryCode, digits) => {
		expect(repairPhone(written, countryCode)).toBe(digits);
		expect(complaints(written, countryCode)).toEqual([]);
	});

	it('is refused where the options name no country', () => {
		expect(complaints('0812-3456 789')).toEqual([
			'Recipient starts with 0: write it with the country code, or set Default Country Code in the options: "0812-3456 789"',
		]);
	});

	it.each([
		['62', '62'],
		['+62', '62'],
		['0062', '62'],
		[' +62 ', '62'],
		['(+62)', '62'],
		['６２', '62'],
		['1', '1'],
		['1684', '1684'],
		['0', undefined],
		['', undefined],
		['Indonesia', undefined],
		['62812', undefined],
		['+', undefined],
	])('country code %j is %s', (written, digits) => {
		expect(countryCodeDigits(written)).toBe(digits);
	});
});

describe('what cannot be repaired is refused and quoted as it was', () => {
	const LENGTHS = 'a number with its country code has 7 to 14';
	it.each<[unknown, string]>([
		['+62 812 CALL ME', 'Recipient contains letters: "+62 812 CALL ME"'],
		['628123456789x12', 'Recipient contains letters: "628123456789x12"'],
		['tel:+628123456789', 'Recipient contains letters: "tel:+628123456789"'],
		['+62 812-345O 789', 'Recipient contains letters: "+62 812-345O 789"'],
		['6.28123E+11', 'Recipient contains letters: "6.28123E+11"'],
		['+62 812 手机 789', 'Recipient contains letters: "+62 812 手机 789"'],
		['628123456789@lid', 'Recipient contains letters: "628123456789@lid"'],
		[
			'+628123456789, +628123456780',
			'Recipient contains ",": enter one number only: "+628123456789, +628123456780"',
		],
		[
			'628123456789;628123456780',
			'Recipient contains ";": enter one number only: "628123456789;628123456780"',
		],
		[
			'+628123456789 +628123456780',
			'Recipient contains "+": enter one number only: "+628123456789 +628123456780"',
		],
		['628123456789 628123456780', `Recipient has 24 digits, ${LENGTHS}: "628123456789 628123456780"`],
		['628123456789#3', 'Recipient contains "#": enter one number only: "628123456789#3"'],
		['62-812', `Recipient has only 5 digits, ${LENGTHS}: "62-812"`],
		['123456', `Recipient has only 6 digits, ${LENGTHS}: "123456"`],
		['123456789012345', `Recipient has 15 digits, ${LENGTHS}: "123456789012345"`],
		['+ () -', 'Recipient contains no digits: "+ () -"'],
		[
			'+0812 3456 789',
			'Recipient starts with 0: write it with the country code, or set Default Country Code in the options: "+0812 3456 789"',
		],
		[12345678.5, 'Recipient must hold digits only: "12345678.5"'],
		[true, 'Recipient contains letters: "true"'],
		[{ number: 628123456789 }, 'Recipient contains letters: "{"number":628123456789}"'],
		[[628123456789], 'Recipient contains "[": enter one number only: "[628123456789]"'],
		[undefined, 'Recipient is empty: enter a phone number with its country code'],
		[null, 'Recipient is empty: enter a phone number with its country code'],
		['', 'Recipient is empty: enter a phone number with its country code'],
		['  ', 'Recipient is empty: enter a phone number with its country code'],
	])('%j', (written, sentence) => {
		expect(complaints(written)).toEqual([sentence]);
	});

	it('shortens what is very long', () => {
		expect(complaints('x'.repeat(500))).toEqual([`Recipient contains letters: "${'x'.repeat(60)}…"`]);
	});
});

describe('any value', () => {
	const phoneLike = fc.string({
		unit: fc.constantFrom(...'0123456789+-() ./\u200e\u00a0６٣abx@,'),
		maxLength: 24,
	});
	const anything = fc.oneof(phoneLike, fc.string({ unit: 'binary' }), fc.integer(), fc.jsonValue());
	const countryCode = fc.constantFrom('', '62', '1', '1684');

	it('becomes 7 to 14 digits or stays what it was', () => {
		fc.assert(
			fc.property(anything, countryCode, (value, code) => {
				const repaired = repairPhone(value, code);
				const original =
					value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
				expect(repaired === original || /^[1-9][0-9]{6,13}$/.test(repaired)).toBe(true);
				expect(complaints(value, code).length).toBe(/^[1-9][0-9]{6,13}$/.test(repaired) ? 0 : 1);
			}),
			{ numRuns: 1000 },
		);
	});

	it('is repaired only once', () => {
		fc.assert(
			fc.property(
				fc.oneof(phoneLike, fc.string({ unit: 'binary' }), fc.integer()),
				countryCode,
				(value, code) => {
					const once = repairPhone(value, code);
					expect(repairPhone(once, code)).toBe(once);
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('keeps every digit of a number, whatever stands between them', () => {
		const between = fc.constantFrom('', ' ', '-', '.', '\u00a0', '\u200b', '(', ')');
		fc.assert(
			fc.property(
				fc.stringMatching(/^[1-9][0-9]{6,13}$/),
				fc.array(between, { minLength: 13, maxLength: 13 }),
				fc.constantFrom('', '+', '00'),
				(digits, gaps, prefix) => {
					// "123456.0" is a decimal, see above.
					const written =
						prefix + digits.split('').reduce((text, digit, index) => text + (gaps[index - 1] ?? '') + digit);
					fc.pre(!/^\+?\d{7,}\.0+$/.test(written) && !written.includes('(0)'));
					expect(repairPhone(written)).toBe(digits);
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('is read in the digits of every script', () => {
		const scripts: string[][] = [];
		for (let code = 0x30; code <= 0x1ffff; code += 1) {
			const digit = String.fromCodePoint(code);
			if (!/\p{Nd}/u.test(digit)) continue;
			const last = scripts[scripts.length - 1];
			if (last && last.length < 10) last.push(digit);
			else scripts.push([digit]);
		}
		expect(scripts.length).toBeGreaterThan(50);
		for (const digits of scripts) expect(repairPhone(digits.slice(1).join(''))).toBe('123456789');
	});
});

describe('with a usual country code, a number that may lack its own', () => {
	it.each<[unknown, string, string]>([
		['812-3456-7890', '62', 'may lack its country code: write +628123456789'],
		[8123456789, '62', 'may lack its country code: write +628123456789 '],
		["'812 3456 789", '62', 'or +8123456789 if it is complete'],
		[
			'（８１２）３４５６７８９',
			'62',
			'write +628123456789 (Default Country Code 62), or +8123456789 if it is complete',
		],
		['212-555-0100', '1', 'write +12125550100 (Default Country Code 1), or +2125550100 if it is complete'],
	])('%j with %s is told both ways to write it', (value, code, sentence) => {
		expect(unclearPhone(value, code)).toContain(sentence);
	});

	it.each<[unknown, string]>([
		['812-3456-7890', ''],
		['+81 2-3456-7890', '62'],
		['(+81) 2-3456-7890', '62'],
		['0081 2-3456-7890', '62'],
		['0812-3456-7890', '62'],
		['(0812) 3456 7890', '62'],
		['62 812-3456-7890', '62'],
		['8123456789@s.whatsapp.net', '62'],
		['x', '62'],
		['', '62'],
		[undefined, '62'],
	])('%j with %s is clear, or wrong in another way', (value, code) => {
		expect(unclearPhone(value, code)).toBeUndefined();
	});
});
