import { adviceOnClock } from '../../nodes/ItnioWhatsApp/service/clock';

const DATE = 'Wed, 25 Nov 2026 12:00:00 GMT';
const NOON = Date.parse(DATE);
const MINUTE = 60_000;

it.each([
	[-7 * MINUTE, '7 minutes behind'],
	[7 * MINUTE + 1000, '7 minutes ahead'],
	[-1 * 60 * MINUTE, '60 minutes behind'],
	[-8 * 60 * MINUTE, '8 hours behind'],
	[30_000, '30 seconds ahead'],
	[-89_000, '89 seconds behind'],
	[-3 * 24 * 60 * MINUTE, '3 days behind'],
	[366 * 24 * 60 * MINUTE, '366 days ahead'],
])('%i ms: %s', (off, says) => {
	expect(adviceOnClock(DATE, NOON + off)).toBe(
		`The clock of the machine that runs n8n is ${says}: set it right (turn on time synchronisation).`,
	);
});

it.each([0, 4000, -4000])('a clock that is %i ms off is right', (off) => {
	expect(adviceOnClock(DATE, NOON + off)).toMatch(/^The clock of the machine that runs n8n is right/);
});

it('says nothing where the answer does not tell the time', () => {
	expect([undefined, '', 'soon', 7].map((date) => adviceOnClock(date, NOON))).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
	]);
});
