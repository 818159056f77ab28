import { momentOf } from '../../nodes/ItnioWhatsApp/core/moment';

/** How a language writes this day of 2030, with the name of the month in full and short. */
const written = (language: string, month: number): string[] =>
	(['long', 'short'] as const).flatMap((style) => {
		const name = (parts: Intl.DateTimeFormatOptions) =>
			new Intl.DateTimeFormat(language, { ...parts, month: style, calendar: 'gregory', timeZone: 'UTC' })
				.formatToParts(Date.UTC(2030, month, 28))
				.find(({ type }) => type === 'month')?.value ?? '';
		// Beside a day and alone a name may differ.
		return [name({ day: 'numeric' }), name({})].flatMap((name) => [
			`28 ${name} 2030`,
			`28. ${name} 2030 10:00`,
			`${name} 28, 2030`,
			`28-${name}-30`,
		]);
	});

const months = Array.from({ length: 12 }, (_, month) => month);
const dayOf = (text: string): string | undefined => {
	const at = momentOf(text, 'UTC');
	return at === undefined ? undefined : new Date(at).toISOString().slice(0, 10);
};
const dayIn = (month: number): string => new Date(Date.UTC(2030, month, 28)).toISOString().slice(0, 10);

describe('the name of a month', () => {
	it.each(
		'en id ms de nl fr es pt it ca gl ro sv da nb is fi et lv lt pl cs sk sl hr bs sq hu tr az uz tk ga cy eu mt af sw fil so zu xh ha lb fo fy mg el ru uk ar he fa hi th vi zh ja ko'.split(
			' ',
		),
	)('of the language %s is never read as another month', (language) => {
		for (const month of months) {
			for (const text of written(language, month)) expect([dayIn(month), undefined]).toContain(dayOf(text));
		}
	});

	it('is read in English, in full and short', () => {
		for (const month of months) {
			for (const text of written('en', month)) expect([text, dayOf(text)]).toEqual([text, dayIn(month)]);
		}
	});

	it.each([
		['28 Januari 2030', 0],
		['28 février 2030', undefined],
		['28 febrero 2030', 1],
		['28 Maret 2030', 2],
		['28 mars 2030', 2],
		['28. Juni 2030', 5],
		['28 luglio 2030', undefined],
		['28 Sept. 2030', 8],
		['28 novembre 2030', 10],
	])('that other languages write alike is read, and no other: %s', (text, month) => {
		expect(dayOf(text)).toBe(month === undefined ? undefined : dayIn(month));
	});

	it.each([
		'28 Marta 2030',
		'28 Augsburg 2030',
		'Mayer 28, 2030',
		'28 Novak 2030',
		'28 Decaf 2030',
		'28 Märmar 2030',
	])('is no other word that begins like one: %s', (text) => {
		expect(dayOf(text)).toBeUndefined();
	});
});

it.each([
	'2026-11-28 09:00-17:00',
	'2026-11-28 10:00-11:00',
	'28 Nov 2026 08:00-08:30',
	'2026/11/28 9:00-12:00',
	'2026-11-28T10:00:00+15:00',
])('the end of an appointment is not taken for a time zone: %s', (text) => {
	expect(momentOf(text, 'UTC')).toBeUndefined();
});

it.each([
	['2026-11-28 10:00-03:00', '2026-11-28T13:00:00.000Z'],
	['2026-11-28T10:00-11:00', '2026-11-28T21:00:00.000Z'],
	['2026-11-28 10:00:00-11', '2026-11-28T21:00:00.000Z'],
	['2026-11-28T10:00:00+14:00', '2026-11-27T20:00:00.000Z'],
	['2026-11-28T01:00:00.000-03:30', '2026-11-28T04:30:00.000Z'],
])('a time zone that can be meant is one: %s', (text, moment) => {
	expect(new Date(momentOf(text, 'UTC') ?? NaN).toISOString()).toBe(moment);
});
