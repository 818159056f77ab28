import fc from 'fast-check';
import {
	countryCodeDigits,
	digitsAsWritten,
	readPhone,
	repairPhone,
} from '../../../nodes/ItnioWhatsApp/core/phone';

const reading = (value: unknown, countryCode = '') => readPhone(value, { countryCode });

const LETTERS = 'contains letters: enter the number alone';
const NO_DIGITS = 'contains no digits: enter a phone number with its country code';
const HIDDEN =
	'is the ID of a person who hides the phone number. ITNIO sends to phone numbers only: ask the person for the number';

describe('a number that is complete', () => {
	it.each<[unknown, string]>([
		['628123456789', '628123456789'],
		[628123456789, '628123456789'],
		[BigInt('628123456789'), '628123456789'],
		['+628123456789', '628123456789'],
		['+62 812-3456 789', '628123456789'],
		[['+62 812-3456 789'], '628123456789'],
		[[628123456789], '628123456789'],
		['00628123456789', '628123456789'],
		['0062 812 3456 789', '628123456789'],
		['00 62 812 3456 789', '628123456789'],
		['+0062 812 3456 789', '628123456789'],
		['(62) 812 3456 789', '628123456789'],
		['(+62) 812 3456 789', '628123456789'],
		['(0062) 812 3456 789', '628123456789'],
		['+62.812.3456.789', '628123456789'],
		['+62/812/3456789', '628123456789'],
		['+49 171/1234567', '491711234567'],
		['  628123456789\n', '628123456789'],
		['+62 812 3456 789,', '628123456789'],
		[', 628123456789;;', '628123456789'],
		['٦٢٨١٢٣٤٥٦٧٨٩، ؛', '628123456789'],
		['+62 812 3456 789、，；', '628123456789'],
		['| 628123456789 |', '628123456789'],
		['+62\u00a0812\u202f3456\u2009789', '628123456789'],
		['+62\u2011812\u20133456\u2014789', '628123456789'],
		['\u221262 812 3456 789', '628123456789'],
		['- 62 812 3456 789', '628123456789'],
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
		['\u3164628123456789\u2800', '628123456789'],
		['628123456789.0', '628123456789'],
		['628123456789.00', '628123456789'],
		['628123456789,00', '628123456789'],
		['+628123456789.0', '628123456789'],
		['628,123,456,789', '628123456789'],
		['628,123,456,789.00', '628123456789'],
		['628.123.456.789,00', '628123456789'],
		["'628123456789", '628123456789'],
		['’628123456789', '628123456789'],
		['"+62 812 3456 789"', '628123456789'],
		['“+62 812 3456 789”', '628123456789'],
		['`+628123456789`', '628123456789'],
		['="628123456789"', '628123456789'],
		['📱 +62 812 3456 789', '628123456789'],
		['6️⃣2️⃣8123456789', '628123456789'],
		['whatsapp:+12025551234', '12025551234'],
		['WhatsApp: +1 202-555-1234', '12025551234'],
		['tel:+1-202-555-1234', '12025551234'],
		['Tel: "+1 202-555-1234"', '12025551234'],
		['callto:+12025551234', '12025551234'],
		['p:+628123456789', '628123456789'],
		['wa.me/628123456789', '628123456789'],
		['https://wa.me/+628123456789?text=Hello%201', '628123456789'],
		['https://api.whatsapp.com/send?phone=628123456789&text=Hi', '628123456789'],
		['https://api.whatsapp.com/send/?text=Hi&phone=%2B628123456789', '628123456789'],
		['whatsapp://send?phone=628123456789', '628123456789'],
		['+44 (0)20 7946 0958', '442079460958'],
		['+44 ( 0 ) 20 7946 0958', '442079460958'],
		['+44 020 7946 0958', '442079460958'],
		['0044 (0)20 7946 0958', '442079460958'],
		['44 (0)20 7946 0958', '442079460958'],
		['+62 0812-3456-789', '628123456789'],
		['620812 3456 789', '628123456789'],
		['+3306 65 11 22 33', '33665112233'],
		['+62 62 812 3456 789', '628123456789'],
		['+36 06 20 123 4567', '36201234567'],
		['+7 8 912 345-67-89', '79123456789'],
		// Where the 0 belongs to the number, it stays.
		['+39 (0)6 1234 5678', '390612345678'],
		['+225 07 12 34 56 78', '2250712345678'],
		['+226 07 12 34 56', '22607123456'],
		['+229 01 95 12 34 56', '2290195123456'],
		['+992 01 100 0000', '992011000000'],
		// A mobile number in Italy has none.
		['+39 (0)347 123 4567', '393471234567'],
		// Words for a telephone in the languages of shops, and a name that can only be one.
		['Tel.: +49 171 1234567', '491711234567'],
		['Tel +49 171 1234567', '491711234567'],
		['Mob/WhatsApp: +44 7911 123456', '447911123456'],
		['M: +44 7911 123456', '447911123456'],
		['Phone number: +12025551234', '12025551234'],
		['WhatsApp +12025551234', '12025551234'],
		['Celular: +55 11 98765-4321', '5511987654321'],
		['Téléphone : +33 6 12 34 56 78', '33612345678'],
		['Te\u0301le\u0301phone : +33 6 12 34 56 78', '33612345678'],
		['Điện thoại: +84 912 345 678', '84912345678'],
		['Тел. +7 912 345-67-89', '79123456789'],
		['电话：＋86 138 1234 5678', '8613812345678'],
		['جوال: +966 50 123 4567', '966501234567'],
		['फ़ोन: +91 98765 43210', '919876543210'],
		['sms:+628123456789?body=Hello%201', '628123456789'],
		['https://wa.me/62-812-3456-789', '628123456789'],
		['https://wa.me/%2B628123456789', '628123456789'],
		['https://whatsapp.com/send?phone=628123456789&text=1', '628123456789'],
		['手机号+8613800138000', '8613800138000'],
		['+62 812-3456-7890 (WA)', '6281234567890'],
		['+62 812-3456-7890（WhatsApp）', '6281234567890'],
		// Its last group is short, as its others are.
		['+62 812 345 678 9', '628123456789'],
		['+62 812 345 678 90', '6281234567890'],
		['+62-812-345-678-90', '6281234567890'],
		['+62 812 34 56 78 90', '6281234567890'],
		['+49 151 2345 67 89', '4915123456789'],
		['+49 176 123 456 78', '4917612345678'],
		['+43 664 123 45 67', '436641234567'],
		['+43 664 12 345 67', '436641234567'],
		['+33 6 12 34 56 78', '33612345678'],
		['+45 20 12 34 56', '4520123456'],
		['+47 412 34 567', '4741234567'],
		['+49 (0)1577/1234567', '4915771234567'],
		['0049 (0)1577/1234567', '4915771234567'],
		['+234 (0)803/1234567', '2348031234567'],
		// The last digits of a line in a company, and no mobile number's.
		['+49 30 123456-78', '493012345678'],
		['+43 1 123456-0', '4311234560'],
		// As chats, tables and addresses of pages write a number.
		['**+62 812-3456-789**', '628123456789'],
		['_+62 812 3456 789_', '628123456789'],
		['<+628123456789>', '628123456789'],
		['["+628123456789"]', '628123456789'],
		["['628123456789']", '628123456789'],
		['=+628123456789', '628123456789'],
		['%2B62%20812%203456%20789', '628123456789'],
		['🇮🇩 +62 812 3456 789', '628123456789'],
		['+49 [0] 171 1234567', '491711234567'],
		// The + at the end of one run of digits is where right-to-left text puts it.
		['628123456789+', '628123456789'],
		['٩٦٦٥٠١٢٣٤٥٦٧+', '966501234567'],
		['٦٢٨٬١٢٣٬٤٥٦٬٧٨٩', '628123456789'],
		['๖๒๘๑๒๓๔๕๖๗๘๙', '628123456789'],
		// Decimals of a table, whatever stands between the digits: no digits of the number.
		["628'123'456'789.00", '628123456789'],
		['628 123 456 789,00', '628123456789'],
		['628\u00a0123\u00a0456\u00a0789,0', '628123456789'],
		['+62 812 3456 789.0', '628123456789'],
		// All digits are there.
		['6.28123456789E+11', '628123456789'],
		['6,28123456789e+11', '628123456789'],
		['6.281234567890e+11', '628123456789'],
		// WhatsApp's own names of people in Mexico, Brazil and Argentina, and in Benin before 2024.
		['+229 95 12 34 56', '22995123456'],
		['22995123456', '22995123456'],
		['5215512345678', '5215512345678'],
		['+52 1 55 1234 5678', '5215512345678'],
		['553188887777', '553188887777'],
		['5491123456789', '5491123456789'],
		// In no plan, but of a length that it may have.
		['+91856321322', '91856321322'],
		['+290 8999', '2908999'],
	])('%j is %s', (written, digits) => {
		expect(reading(written)).toEqual({ digits });
	});
});

describe('a number as it is written within a country', () => {
	it.each([
		['0812-3456-789', '62', '628123456789'],
		['08123456789', '62', '628123456789'],
		['(0812) 3456 789', '62', '628123456789'],
		['０８１２３４５６７８９', '62', '628123456789'],
		['="08123456789"', '62', '628123456789'],
		['812-3456-789', '62', '628123456789'],
		['020 7946 0958', '44', '442079460958'],
		["079'123'45'67", '41', '41791234567'],
		['06 1234 5678', '39', '390612345678'],
		['07 12 34 56 78', '225', '2250712345678'],
		['91234 56789', '91', '919123456789'],
		['9876543210', '91', '919876543210'],
		['(55) 99999-8888', '55', '5555999998888'],
		['(11) 98765-4321', '55', '5511987654321'],
		['(31) 8888-7777', '55', '553188887777'],
		['(202) 555-1234', '1', '12025551234'],
		['1 (202) 555-1234', '1', '12025551234'],
		['622 1234', '1684', '16846221234'],
		['843441306', '84', '84843441306'],
		['06 20 123 4567', '36', '36201234567'],
		['8 (912) 345-67-89', '7', '79123456789'],
		['8 (496) 123-45-67', '7', '74961234567'],
		['044 55 1234 5678', '52', '525512345678'],
		['045 81 1234 5678', '52', '528112345678'],
		['011 15 2345-6789', '54', '5491123456789'],
		['0 21 98765 4321', '55', '5521987654321'],
		['95 12 34 56', '229', '22995123456'],
		['01 95 12 34 56', '229', '2290195123456'],
		['HP: 0812-3456-789', '62', '628123456789'],
		['No. WA: 0812-3456-789', '62', '628123456789'],
		['0️⃣8️⃣1️⃣2️⃣3456789', '62', '628123456789'],
		['手机：138 1234 5678', '86', '8613812345678'],
		['۰۹۱۲ ۳۴۵ ۶۷۸۹', '98', '989123456789'],
		['०98765 43210', '91', '919876543210'],
		['๐๘๑-๒๓๔-๕๖๗๘', '66', '66812345678'],
		['０９０ー１２３４ー５６７８', '81', '819012345678'],
		['+90 (0532) 123 45 67', '90', '905321234567'],
		['电话13800138000', '86', '8613800138000'],
		['전화010-1234-5678', '82', '821012345678'],
		['0151 23 45 67 89', '49', '4915123456789'],
		['0812 345 678 9', '62', '628123456789'],
		// A digit alone in front, as people write it there.
		['Tel 8 912 345-67-89', '7', '79123456789'],
		['Tél 6 12 34 56 78', '33', '33612345678'],
		['Tel 1 415 555 2671', '1', '14155552671'],
		['1 4155552671', '1', '14155552671'],
		// A fixed line, whose end alone would be a mobile number of another country.
		['4 6835280', '591', '59146835280'],
		['Tel 8 (423) 791-35-17', '7', '74237913517'],
		['WA 6 012-345 6789', '60', '60123456789'],
		// With its country's code and without its +, in groups.
		['47 63 91 62 44', '47', '4763916244'],
		['855 23 426 112', '855', '85523426112'],
		['91 44 2345 67 89', '91', '914423456789'],
		['91 98765 432 10', '91', '919876543210'],
		// A number that ends in two zeros.
		['06.12.34.56.00', '33', '33612345600'],
		['(202) 555.1200', '1', '12025551200'],
		// Abroad from there.
		['011 62 812 3456 789', '1', '628123456789'],
		['0011 62 812 3456 789', '61', '628123456789'],
		['010 62 812 3456 789', '81', '628123456789'],
		['810 62 812 3456 789', '7', '628123456789'],
		// What has its country code already keeps it.
		['(62) 812 3456 789', '62', '628123456789'],
		['62 0812 3456 789', '62', '628123456789'],
		['7 (912) 345-67-89', '7', '79123456789'],
		['390612345678', '39', '390612345678'],
		['00628123456789', '1', '628123456789'],
		['+628123456789', '1', '628123456789'],
		['628123456789', '1', '628123456789'],
	])('%j with %s is %s', (written, countryCode, digits) => {
		expect(reading(written, countryCode)).toEqual({ digits });
	});

	const WAYS =
		'write it with + and the country code, or set Default Country in the ITNIO API credential (for this node alone: Default Country Code in the options)';
	it.each([
		['0812-3456 789', `starts with 0: ${WAYS}`],
		['+0812 3456 789', `starts with 0: ${WAYS}`],
		['(555) 555-5555', `may lack its country code: ${WAYS}`],
		['2025551234', `may lack its country code: ${WAYS}`],
		['123-4567', `may lack its country code: ${WAYS}`],
		['91856321322', `may lack its country code: ${WAYS}`],
		// A fixed line of London: with + it would go.
		['442079460958', `may lack its country code: ${WAYS}`],
	])('%j without a country is refused, with both ways out', (written, why) => {
		expect(reading(written)).toEqual({ why });
	});

	it.each([
		[
			'81 90 1234 5678',
			'62',
			'may lack its country code: write +62819012345678 (Default Country Code 62), or +819012345678 if it is complete',
			['62819012345678', '819012345678'],
		],
		[
			'84961234567',
			'7',
			'may lack its country code: write +74961234567 (Default Country Code 7), or +84961234567 if it is complete',
			['74961234567', '84961234567'],
		],
		[
			'+39 0312 345 6789',
			'',
			'may have too many digits after its country code: write +393123456789',
			['3903123456789', '393123456789'],
		],
	])('%j with %s may be two people’s', (written, countryCode, why, either) => {
		expect(reading(written, countryCode)).toEqual({ why, either });
	});

	const AT_END = (end: string) =>
		`ends in "${end}", which may be an extension or a place in a list: take it out, or close the gap before it if it belongs to the number`;
	const IN_FRONT =
		'begins with "2", which may be a part of its label or a place in a list: take it out, or close the gap behind it if it belongs to the number';
	it.each([
		['+62 812-3456-7890 2', '', AT_END('2')],
		['+62 812 3456 7890-1', '', AT_END('1')],
		['+62 812-3456-7890 - 2.', '', AT_END('2')],
		['+62 812-345-678 9', '', AT_END('9')],
		['+62 812 3456 7890 1', '', AT_END('1')],
		['+62 812 3456 789 12', '', AT_END('12')],
		['wa.me/6281234567890-2', '', AT_END('2')],
		['6281234567890 2', '', AT_END('2')],
		['081234567890-2', '62', AT_END('2')],
		['081234567890_2', '62', AT_END('2')],
		['13800138000 2', '86', AT_END('2')],
		['9123456789 12', '91', AT_END('12')],
		['+91 98765 43210 2', '', AT_END('2')],
		['+31 6 12 34 56 78 2', '', AT_END('2')],
		['+65 9123 4567.12', '', AT_END('12')],
		['+65 9123 4567 123', '', AT_END('123')],
		['+49 171 1234567-8', '', AT_END('8')],
		['wa 2 8123456789', '62', IN_FRONT],
		['WA 2 0812-3456-7890', '62', IN_FRONT],
		['2 8123456789', '62', IN_FRONT],
		// With what is none of them, they are numbers of another country.
		['(11) 93183-6401-1', '55', AT_END('1')],
		['201-551-1893-12', '1', AT_END('12')],
		['614 47 69 02 12', '34', AT_END('12')],
		['5109 7617 1234', '852', AT_END('1234')],
		['1 0908 427 8400', '63', IN_FRONT.replace('"2"', '"1"')],
		['(1) 07473 808825', '44', IN_FRONT.replace('"2"', '"1"')],
		['12 9876543210', '91', IN_FRONT.replace('"2"', '"12"')],
	])('%j with %s may have a digit that is none of it', (written, countryCode, why) => {
		expect(reading(written, countryCode)).toMatchObject({ why });
	});

	it('that may have a digit that is none of it may be two people’s, or that of one', () => {
		expect(reading('081234567890-2', '62')).toHaveProperty('either', ['62812345678902', '6281234567890']);
		expect(reading('wa 2 8123456789', '62')).toHaveProperty('either', ['6228123456789', '628123456789']);
		expect(reading('13800138000 2', '86')).toHaveProperty('either', ['86138001380002', '8613800138000']);
	});

	it('a number of the account itself with a digit behind it is refused, too', () => {
		expect(readPhone('6281234567890-2', { isOwn: true })).toMatchObject({ why: AT_END('2') });
	});

	it.each([
		['081234567890 [2]', '62', '(2)'],
		['13800138000 (2)', '86', '(2)'],
		['012-345 6789 (2)', '60', '(2)'],
		['0803 123 4567 (2)', '234', '(2)'],
		['+62 812-3456-7890 (2)', '', '(2)'],
		['+49 151 23456789 (1)', '', '(1)'],
		['+91 98765 43210 ( 2 ).', '', '(2)'],
		['+49 30 123456 (12)', '', '(12)'],
		['4567 123 (555)', '', '(555)'],
		['+14155552671,5', '', '5'],
		['+49 30 1234567.5', '', '5'],
	])('%j with %s ends in what is none of it', (written, countryCode, end) => {
		const why = `ends in "${end}", which may be an extension or a place in a list: enter the number alone`;
		expect(reading(written, countryCode)).toEqual({ why });
		expect(digitsAsWritten(written)).toBe(written);
	});

	it.each([
		['9123 4567 / 8123 4567', '65'],
		['081234567890 081345678901', '62'],
		['0812-3456-7890 - 0813-4567-8901', '62'],
		['9123 4567 - 8123 4567', '65'],
		['9123456789,9123456780', '91'],
	])('%j with %s is two numbers', (written, countryCode) => {
		expect(reading(written, countryCode)).toEqual({ why: 'holds two numbers: enter one number only' });
	});

	it('of a digit too few is refused, and no other country is guessed', () => {
		expect(reading('0812345', '62')).toEqual({
			why: 'has only 6 digits, a number with its country code has 7 to 14',
		});
		expect(reading('98765432', '91')).toEqual({
			why: 'is not a number after +91 (India), the default country: check it, or write it with + and its country code',
		});
	});
});

it.each([
	['62', '62'],
	['+62', '62'],
	['0062', '62'],
	[' +62 ', '62'],
	['(+62)', '62'],
	['６２', '62'],
	['٦٢', '62'],
	['९१', '91'],
	['\u202a+62\u202c', '62'],
	["'62", '62'],
	['62.0', '62'],
	['1-809', '1809'],
	['1', '1'],
	['1684', '1684'],
	['0', undefined],
	['', undefined],
	['Indonesia', undefined],
	['62812', undefined],
	['62/65', undefined],
	['62.5', undefined],
	['999', undefined],
	['+', undefined],
])('country code %j is %s', (written, digits) => {
	expect(countryCodeDigits(written)).toBe(digits);
});

describe('what cannot be read is refused', () => {
	const LENGTHS = 'a number with its country code has 7 to 14';
	const SHORTENED =
		'was shortened by a spreadsheet, its last digits are lost: format its column as plain text and enter it again';
	const COMPUTED = 'was computed by a spreadsheet: format its column as plain text and enter it again';
	const ERROR = 'is an error of a spreadsheet, not a number: correct it there';
	const TWO = 'holds two numbers: enter one number only';
	const LACKS = 'lacks some of its digits: enter all of them';
	const ORDER = 'may have its parts in the wrong order: write it from left to right, with the + in front';
	const MARK = (mark: string) => `contains "${mark}", which is not a digit: remove it`;
	const A_DATE = 'is a date, not a phone number: choose the field that holds the number';
	const NO_PERSON =
		'is a group or a channel, and ITNIO sends to single people only: enter the phone number of a person';
	const NO_NUMBER = 'is a link in which no phone number stands: enter the number itself';
	const IN_LIST = (place: string) => `begins with its place in a list, "${place}": take that out`;
	const NO_VALUE = (word: string) =>
		`is only "${word}", so the expression finds no value: look at the names in it, and at whether this item has them`;
	it.each<[unknown, string]>([
		['+62 812 CALL ME', LETTERS],
		['628123456789x12', LETTERS],
		['+62 812-345O 789', LETTERS],
		['+62 812 手机 789', LETTERS],
		['628123456789@lid', HIDDEN],
		['wa.me/message/ABC123', 'is a link in which no phone number stands: enter the number itself'],
		['+628123456789, +628123456780', 'contains ",": enter one number only'],
		['628123456789;628123456780', 'contains ";": enter one number only'],
		['+628123456789 +628123456780', 'contains "+": enter one number only'],
		['628123456789#3', 'contains "#": enter one number only'],
		['+62 21 5551234/35', TWO],
		['+62 21 5551234 / 5551235', TWO],
		['5551234\n5551235', TWO],
		['6281234567890,6281398765432', TWO],
		['91234567.81234567', TWO],
		['628123456789 628123456780', `has 24 digits, ${LENGTHS}`],
		['62-812', `has only 5 digits, ${LENGTHS}`],
		['123456', `has only 6 digits, ${LENGTHS}`],
		['0123', `has only 4 digits, ${LENGTHS}`],
		['123456789012345', `has 15 digits, ${LENGTHS}`],
		['+62 8123', `has only 6 digits, ${LENGTHS}`],
		['+1 202 555 123', 'has 9 digits after +1 (United States and others), where numbers have 10'],
		['+65 9123 45678', 'has 9 digits after +65 (Singapore), where numbers have 8 to 11'],
		['+999 123456', 'begins with +999, which is not a country code: check it'],
		['+ () -', NO_DIGITS],
		['6.28123E+11', SHORTENED],
		['6.28123456789E-11', SHORTENED],
		['9,19E+11', SHORTENED],
		[6.2e21, SHORTENED],
		[12345678.5, COMPUTED],
		[628123456789.5, COMPUTED],
		['628123456789,5', COMPUTED],
		// A half of something, and no second number.
		[8123456.3333333, COMPUTED],
		[-9999999908, COMPUTED],
		['-9,999,999,908', COMPUTED],
		['−9999999908', COMPUTED],
		['#N/A', ERROR],
		['#ЗНАЧ!', ERROR],
		['########', ERROR],
		['ID.1349876543210', HIDDEN],
		// Marks of a footnote or a list are no digits of the number.
		['+62 812 3456 789²', MARK('²')],
		['①0812 3456 789', MARK('①')],
		['+62 812-3456-7890 *', MARK('*')],
		['+62 812-3456-7890 †', MARK('†')],
		['1. 08123456789', IN_LIST('1.')],
		['2) +62 812 3456 789', IN_LIST('2)')],
		// The column beside.
		['2025-11-29', A_DATE],
		['29/11/2025', A_DATE],
		['11/29/2025', A_DATE],
		['29.11.2025', A_DATE],
		['ana@example.com', 'is an email address: choose the field that holds the phone number'],
		['undefined', NO_VALUE('undefined')],
		['null', NO_VALUE('null')],
		['[object Object]', expect.stringContaining('which stands for a value that has parts')],
		['0000000', 'contains only zeros: enter a phone number with its country code'],
		// Hidden, cut off, or never finished.
		['+62 812-****-789', LACKS],
		['+62 812 3456 ***', LACKS],
		['+62 812-3456-789*', LACKS],
		['+62 812-3456-*89', LACKS],
		['+62 812 3456 * 89', LACKS],
		['+62 812 3456 •••', LACKS],
		['+62 812 3456…', LACKS],
		['+62 812 3456 ____', LACKS],
		// As right-to-left text shows it.
		['4567 123 (555) 49+', ORDER],
		['4567 )555( 812', ORDER],
		['628 123 456 789.5', COMPUTED],
		['628 123 456 789,57', COMPUTED],
		['9.1987654E+11', SHORTENED],
		['120363012345678901@g.us', NO_PERSON],
		['120363012345678901@newsletter', NO_PERSON],
		['https://chat.whatsapp.com/AbC123', NO_NUMBER],
		['https://wa.me/qr/AbC123', NO_NUMBER],
		['+1 202 555 1234 ext. 12', LETTERS],
		['Fax: +49 30 123456', LETTERS],
		['+62 812 3456 789 (not WA)', LETTERS],
		['+62 812 3456 789 (no)', LETTERS],
		['tel13800138000', LETTERS],
		['1'.repeat(5000), 'has 5,000 characters: enter one number only'],
		[`0${' '.repeat(1_000_000)}1`, 'has 1,000,002 characters: enter one number only'],
		[`+62 ${' '.repeat(3000)}1`, `has only 3 digits, ${LENGTHS}`],
		[true, 'must be a phone number, but it is true or false'],
		[{ number: 628123456789 }, 'must be a phone number, but it is an object: choose one value in it'],
		[[628123456789, 628123456780], 'must be a phone number, but it is a list: choose one value in it'],
		[[], 'must be a phone number, but it is a list: choose one value in it'],
		[[['+62 812']], 'must be a phone number, but it is a list: choose one value in it'],
		[null, 'must be a phone number, but it is empty (null)'],
		['', NO_DIGITS],
	])('%j', (written, why) => {
		expect(reading(written)).toEqual({ why });
		expect(repairPhone(written)).toBe(
			written === null ? '' : typeof written === 'object' ? JSON.stringify(written) : String(written),
		);
	});
});

describe('a number of the account itself', () => {
	it.each([
		['442079460958', '62', '442079460958'],
		['91856321322', '', '91856321322'],
		['0812-3456-789', '62', '628123456789'],
		['812-3456-789', '62', '628123456789'],
		['+44 20 7946 0958', '', '442079460958'],
	])('%j with %s is %s, mobile or not', (written, countryCode, digits) => {
		expect(readPhone(written, { countryCode, isOwn: true })).toEqual({ digits });
	});
});

it('what the service tells is taken as it stands', () => {
	expect(digitsAsWritten('+22997123456')).toBe('22997123456');
	expect(digitsAsWritten(22997123456)).toBe('22997123456');
	expect(digitsAsWritten('ID.1349')).toBe('ID.1349');
	expect(digitsAsWritten(undefined)).toBe('');
});

describe('any value', () => {
	const phoneLike = fc.string({
		unit: fc.constantFrom(...'0123456789+-() ./\u200e\u00a0６٣abx@,'),
		maxLength: 24,
	});
	const anything = fc.oneof(phoneLike, fc.string({ unit: 'binary' }), fc.integer(), fc.jsonValue());
	const countryCode = fc.constantFrom('', '62', '1', '1684', '55', '39');

	it('becomes 7 to 14 digits or is refused with a reason', () => {
		fc.assert(
			fc.property(anything, countryCode, fc.boolean(), (value, code, isOwn) => {
				const found = readPhone(value, { countryCode: code, isOwn });
				if ('digits' in found) expect(found.digits).toMatch(/^[1-9][0-9]{6,13}$/);
				else expect(found.why).toMatch(/^[a-z]/);
			}),
			{ numRuns: 2000 },
		);
	});

	it('that was read once, with + in front means the same', () => {
		fc.assert(
			fc.property(phoneLike, countryCode, (value, code) => {
				const once = reading(value, code);
				if ('digits' in once) expect(reading(`+${once.digits}`, code)).toEqual(once);
			}),
			{ numRuns: 2000 },
		);
	});

	it('never takes letters out of a number', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^\+62 8\d{3}[a-zA-Z]{1,3}\d{6}$/), countryCode, (value, code) => {
				expect(reading(value, code)).toEqual({ why: LETTERS });
			}),
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
		for (const digits of scripts) {
			const written = Array.from('6281234567890', (digit) => digits[Number(digit)]).join('');
			expect(reading(written)).toEqual({ digits: '6281234567890' });
		}
	});
});
