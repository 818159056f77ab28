import fc from 'fast-check';
import { isWindowClosed, NEVER, readLastWroteAt } from '../../nodes/ItnioWhatsApp/core/lastWrote';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const read = (value: unknown, timeZone = 'Asia/Jakarta') => readLastWroteAt(value, { timeZone, now: NOW });
const TEN = Date.parse('2026-11-28T10:00:00Z');

it.each<[unknown, number]>([
	['2026-11-28T10:00:00Z', TEN],
	['2026-11-28T10:00:00.250Z', TEN + 250],
	['2026-11-28 10:00:00+00:00', TEN],
	['2026-11-28 10:00:00.000 +00:00', TEN],
	['2026-11-28T17:00+0700', TEN],
	['2026-11-28T17:00:00', TEN],
	['2026/11/28 17:00', TEN],
	['2026-11-28', Date.parse('2026-11-27T17:00:00Z')],
	['Sat, 28 Nov 2026 10:00:00 +0000', TEN],
	['Sat Nov 28 2026 17:00:00 GMT+0700 (Western Indonesia Time)', TEN],
	['Thu Nov  5 10:00:00 UTC 2026', Date.parse('2026-11-05T10:00:00Z')],
	['Sat Nov 28 10:00:00 +0000 2026', TEN],
	['Nov. 28, 2026 10:00 GMT', TEN],
	['28. Nov 2026 10:00 GMT', TEN],
	['Sat, 28 Nov 26 10:00:00 GMT', TEN],
	['28-Nov-2026 17:00', TEN],
	['28\u00a0Nov 2026 10:00 UTC', TEN],
	['November 28, 2026 at 5:00 p.m.', TEN],
	['11:30 AM GMT+1:30, 28 November 2026', TEN],
	['2026-11-28 5:00\u202fPM', TEN],
	['2026-11-28T12:00 AM', Date.parse('2026-11-27T17:00:00Z')],
	['2026-11-27T24:00:00', Date.parse('2026-11-27T17:00:00Z')],
	[TEN, TEN],
	[TEN / 1000, TEN],
	[String(TEN / 1000), TEN],
	[new Date(TEN), TEN],
	[['2026-11-28T10:00:00Z'], TEN],
	[[new Date(TEN)], TEN],
	['', NEVER],
	['  ', NEVER],
	[null, NEVER],
	[[''], NEVER],
])('reads %p', (value, at) => {
	expect(read(value)).toEqual({ at });
});

it.each<[string, string]>([
	['2026-07-01T10:00', '2026-07-01T08:00:00Z'],
	['2026-11-01T10:00', '2026-11-01T09:00:00Z'],
	['2026-03-29T01:59:59', '2026-03-29T00:59:59Z'],
	['2026-03-29T03:00', '2026-03-29T01:00:00Z'],
])('knows summer time: %s', (value, at) => {
	expect(read(value, 'Europe/Berlin')).toEqual({ at: Date.parse(at) });
});

it.each([
	'28/11/2026 10:00',
	'11/28/2026',
	'Sat 11/12/2026 10:00 GMT',
	`May ${'1:11 '.repeat(100_000)}`,
	'2026-02-30T10:00:00Z',
	'Mon, 30 Feb 2026 10:00:00 +0000',
	'Feb 30 2026 10:00 GMT',
	'Nov 2026 10:00 GMT',
	'Feb 30 10:00:00 +0000 2026',
	'30. Feb. 2026 10:00 GMT',
	'Sat Nov 28 10:00:00 EST 2026',
	'28 Nov 2026 10 AM',
	'28 Nov 12 2026 10:00 GMT',
	'28 Nov 10:00 GMT',
	'2026-11-28 13:00 PM',
	'2026-11-28 0:30 AM',
	'2026-11-28T24:00:01',
	'2026-11-28T10:00X',
	'2026-13-01',
	'2026-11-28T25:00',
	'yesterday',
	'null',
	'#N/A',
	'{{ $json.date }}',
	'[object Object]',
	46354.43,
	'46354.43',
	-5,
	0,
	1e16,
	NaN,
	true,
	{},
	[],
	['2026-11-28T10:00:00Z', '2026-11-28T11:00:00Z'],
	new Date(NaN),
])('%p is no date', (value) => {
	expect(read(value)).toEqual({ why: expect.stringMatching(/^is not a date with a time: "/) as unknown });
});

it('a time that lies ahead has another time zone', () => {
	expect(read(new Date(NOW + 10 * 60_000))).toEqual({ at: NOW + 10 * 60_000 });
	expect(read('2026-11-28T17:00:00', 'UTC')).toEqual({
		why: 'lies in the future: "2026-11-28T17:00:00". Add its time zone, as in 2026-11-28T10:00:00+07:00',
	});
});

it('reads back every moment as JavaScript writes it', () => {
	const moments = fc.date({ min: new Date(1e12), max: new Date(NOW), noInvalidDate: true });
	fc.assert(
		fc.property(moments, (moment) => {
			expect(read(moment.toISOString())).toEqual({ at: moment.getTime() });
			expect(read(moment.getTime())).toEqual({ at: moment.getTime() });
			const seconds = Math.floor(moment.getTime() / 1000) * 1000;
			expect(read(seconds / 1000)).toEqual({ at: seconds });
			expect(read(moment.toString())).toEqual({ at: seconds });
		}),
	);
});

it('never throws, whatever a table holds', () => {
	fc.assert(
		fc.property(fc.anything(), (value) => {
			expect(Object.keys(read(value))).toHaveLength(1);
		}),
	);
});

it('goes by the clock of this machine where the workflow names a time zone that does not exist', () => {
	expect(read('2026-11-27T10:00', 'DEFAULT')).toEqual({ at: new Date(2026, 10, 27, 10).getTime() });
});

it('is closed after 24 hours less five minutes', () => {
	const edge = (24 * 60 - 5) * 60_000;
	expect([NOW - edge, NOW - edge - 1, NEVER, undefined].map((at) => isWindowClosed(at, NOW))).toEqual([
		false,
		true,
		true,
		false,
	]);
});

it.each([
	['a mark of its direction, as Excel and WhatsApp leave it', '\u200e2026-11-28T10:00:00Z'],
	['marks within it, as a browser writes a date', '28\u200e Nov\u200e 2026 10:00 UTC'],
	['a character that nobody sees behind it', '2026-11-28T10:00:00Z\u200b'],
	['the apostrophe with which a sheet keeps a text', "'2026-11-28T10:00:00Z"],
	['Arabic digits', '٢٠٢٦-١١-٢٨ ١٧:٠٠'],
	['digits of Persian and Urdu', '۲۰۲۶-۱۱-۲۸ ۱۷:۰۰'],
	['digits of Hindi', '२०२६-११-२८ १७:००'],
	['digits of Thai', '๒๐๒๖-๑๑-๒๘ ๑๗:๐๐'],
	['the dashes of a text editor', '2026\u201111\u201328 17:00'],
	['digits of full width', '２０２６-１１-２８ １７:００'],
])('reads a date with %s, as it reads a phone number', (_, value) => {
	expect(read(value)).toEqual({ at: TEN });
});

it.each(['2569-11-28 17:00', '28 Nov 2569 17:00', '2062-11-28T17:00:00Z', '۱۴۰۵-۰۹-۰۷ ۱۷:۰۰', '1448-06-17'])(
	'asks for another year, and not for a time zone, where the year is that of another calendar: %s',
	(value) => {
		const { why } = read(value) as { why: string };
		expect(why).toContain(`"${value}"`);
		expect(why).toMatch(/^lies (?:far in the future|centuries ago): .* year as in 2026$/);
	},
);

it('takes the dates that tables write where there is none for a long time ago', () => {
	for (const none of ['1970-01-01T00:00:00Z', '1900-01-01', '0001-01-01T00:00:00Z']) {
		expect(isWindowClosed((read(none) as { at: number }).at, NOW)).toBe(true);
	}
});

it('blames the time zone for any time that is tomorrow somewhere', () => {
	expect((read('2026-11-29T06:00', 'America/New_York') as { why: string }).why).toContain('time zone');
});
