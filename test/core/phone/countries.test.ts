/** Against libphonenumber itself, over the plans of all countries. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import { personOf, readPhone } from '../../../nodes/ItnioWhatsApp/core/phone';
import { countryOf } from '../../../nodes/ItnioWhatsApp/core/phone/plans';
import { reader } from '../../../scripts/phones';
import { figuresOf, GROUPS, MOBILES } from '../../../scripts/phones/figures';
import { TABLE, tableSource } from '../../../scripts/phones/table';

it('the table is made of the metadata that are installed', () => {
	expect(readFileSync(join(__dirname, '..', '..', '..', TABLE), 'utf8')).toBe(tableSource());
});

describe('every country’s example', () => {
	it.each(Object.entries(GROUPS))('%s: none is read wrong', (_, cases) => {
		expect(figuresOf(cases, reader).wrong).toEqual([]);
	});

	it('is refused only where it may be somebody else’s', () => {
		const refused = Object.entries(GROUPS).map(([name, cases]) => [
			name,
			figuresOf(cases, reader).refused.map(({ country }) => country),
		]);
		expect(Object.fromEntries(refused)).toEqual({
			'complete: with +, with 00, digits alone': [],
			'as people write it from abroad': [],
			'as people write it in the country, with the option': ['CN'],
			'without the 0 or 8 in front, with the option': ['DE', 'CN'],
			'begins with its own country code, with the option': expect.any(Array) as unknown,
			'a 0 behind the country code': ['IT', 'VA', 'AC'],
		});
	});
});

it('every country’s example is of that country, but where others have the same numbers', () => {
	const others = MOBILES.flatMap(({ country, code, national }) => {
		const found = countryOf(code + national);
		return found === country || national === undefined ? [] : [[country, found]];
	});
	expect(Object.fromEntries(others)).toEqual({
		...{ AX: 'FI', BL: 'GP', CC: 'AU', CX: 'AU', EH: 'MA', IM: 'GB', MF: 'GP', SJ: 'NO', VA: 'IT' },
	});
});

/** A number like the example of a country, with some digits changed and perhaps one more or less. */
const drawn = fc
	.record({
		mobile: fc.constantFrom(...MOBILES),
		changes: fc.array(fc.tuple(fc.nat(13), fc.nat(9)), { maxLength: 6 }),
		more: fc.constantFrom('', '', '', '5', '07'),
		fewer: fc.constantFrom(0, 0, 0, 1, 2),
	})
	.map(({ mobile: { code, country, national }, changes, more, fewer }) => {
		const digits = Array.from(national);
		for (const [place, digit] of changes) if (place < digits.length) digits[place] = String(digit);
		return { code, country, national: digits.join('').slice(0, digits.length - fewer) + more };
	});

const digitsOf = (number: PhoneNumber): string => number.number.slice(1);
const mayBeMobile = (number: PhoneNumber | undefined): boolean =>
	['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(number?.getType() ?? '');

const RUNS = { numRuns: 5_000 };

describe('any number of any country', () => {
	it('with + is what libphonenumber makes of it, where that is a number', () => {
		fc.assert(
			fc.property(drawn, fc.constantFrom('', '0', '8', '06'), ({ code, national }, trunk) => {
				const written = `+${code}${trunk}${national}`;
				const theirs = parsePhoneNumberFromString(written);
				fc.pre(theirs?.isValid() === true && /^\d{7,14}$/.test(digitsOf(theirs)));
				const ours = readPhone(written);
				if ('digits' in ours) expect(ours.digits).toBe(theirs && digitsOf(theirs));
				else expect(ours.either).toContain(theirs && digitsOf(theirs));
			}),
			RUNS,
		);
	});

	it('in the groups that libphonenumber gives it goes where it goes without them', () => {
		fc.assert(
			fc.property(drawn, ({ code, country, national }) => {
				const number = parsePhoneNumberFromString(`+${code}${national}`, country);
				fc.pre(mayBeMobile(number) && number?.isValid() === true);
				const written = number?.formatInternational() ?? '';
				expect(readPhone(written)).toEqual(readPhone(written.replace(/ /g, '')));
			}),
			RUNS,
		);
	});

	it('without + and without a country goes only where libphonenumber knows it as one that may be mobile', () => {
		fc.assert(
			fc.property(drawn, ({ code, national }) => {
				const ours = readPhone(code + national);
				if (!('digits' in ours)) return;
				const ways = [ours.digits, personOf(ours.digits)];
				const [start, area, rest] = [ours.digits.slice(0, 2), ours.digits.slice(2, 4), ours.digits.slice(4)];
				// As WhatsApp may know them: in Brazil and Argentina without the 9 that the plan wants.
				if (start === '55') ways.push(`55${area}9${rest}`);
				if (start === '54') ways.push(`549${area}${rest}`);
				// In Benin without the 01 that all numbers got in 2024.
				if (ours.digits.startsWith('229')) ways.push(`22901${ours.digits.slice(3)}`);
				expect(ways.some((way) => mayBeMobile(parsePhoneNumberFromString(`+${way}`)))).toBe(true);
			}),
			RUNS,
		);
	});

	it('as it is written there goes to the number that libphonenumber finds, or is refused', () => {
		fc.assert(
			fc.property(drawn, fc.boolean(), ({ code, country, national }, asWritten) => {
				const number = parsePhoneNumberFromString(`+${code}${national}`, country);
				const written = asWritten ? (number?.formatNational() ?? national) : national;
				const theirs = parsePhoneNumberFromString(written, country);
				fc.pre(mayBeMobile(number) && theirs?.isValid() === true && /^\d{7,14}$/.test(digitsOf(theirs)));
				const ours = readPhone(written, { countryCode: code });
				if ('digits' in ours) expect(ours.digits).toBe(theirs && digitsOf(theirs));
			}),
			RUNS,
		);
	});
});
