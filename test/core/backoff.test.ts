import fc from 'fast-check';
import { backoffMs, retryAfterMs } from '../../nodes/ItnioWhatsApp/core/backoff';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const TWO_MINUTES = 120_000;

describe('Retry-After', () => {
	it.each([
		['0', 0],
		['1', 1_000],
		[' 30 ', 30_000],
		['0.5', 500],
		['120', TWO_MINUTES],
		['121', TWO_MINUTES],
		['999999999999999999999', TWO_MINUTES],
		['Fri, 01 May 2026 12:00:07 GMT', 7_000],
		['Fri, 01 May 2026 11:00:00 GMT', 0],
		['Sat, 01 May 2100 12:00:00 GMT', TWO_MINUTES],
		['Friday, 01-May-26 12:00:03 GMT', 3_000],
	])('"%s" is %d ms', (header, expected) => {
		expect(retryAfterMs(header, NOW)).toBe(expected);
	});

	it.each([undefined, '', '   ', 'soon', '1s', '-5x', 'NaN', 'Infinity', '1,000', '0x10', '1e9', '１'])(
		'%j says nothing',
		(header) => {
			expect(retryAfterMs(header, NOW)).toBeUndefined();
		},
	);

	it('is never negative and never more than two minutes, whatever it holds', () => {
		const headers = fc.oneof(
			fc.string(),
			fc.integer().map(String),
			fc.double().map(String),
			fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
		);
		fc.assert(
			fc.property(headers, (header) => {
				const wait = retryAfterMs(header, NOW) ?? 0;
				expect(wait).toBeGreaterThanOrEqual(0);
				expect(wait).toBeLessThanOrEqual(TWO_MINUTES);
			}),
			{ numRuns: 1_000 },
		);
	});
});

describe('backoff', () => {
	it('doubles from half a second to eight, and varies by half', () => {
		const bounds = [0, 1, 2, 3, 4, 5, 50].map((attempt) => [backoffMs(attempt, 0), backoffMs(attempt, 1)]);
		expect(bounds).toEqual([
			[250, 500],
			[500, 1_000],
			[1_000, 2_000],
			[2_000, 4_000],
			[4_000, 8_000],
			[4_000, 8_000],
			[4_000, 8_000],
		]);
	});

	it('stays within its bounds for every random number', () => {
		fc.assert(
			fc.property(
				fc.nat(2_000),
				fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
				(attempt, random) => {
					const wait = backoffMs(attempt, random);
					expect(wait).toBeGreaterThanOrEqual(250);
					expect(wait).toBeLessThanOrEqual(8_000);
				},
			),
		);
	});
});
