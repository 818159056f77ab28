import fc from 'fast-check';
import { describeRefusal } from '../../nodes/ItnioWhatsApp/service/refusal';
import {
	ACCOUNT_STATUSES,
	WHATSAPP_STATUSES,
	type StatusTable,
} from '../../nodes/ItnioWhatsApp/service/statuses';

/** docs/api.md, section 4, written out. */
const WA = [
	...[-1, -2, -4, -5, -6, -7, -8, -10, -12, -14, -38, -39, -68, -69, -70, -71, -72, -74, -76, -83],
	...[-93, -94, -95, -96, -97, -112, -114, -115, -116, -117, -118, -119, -120, -121, -122, -123, -124, -125],
	...[-127, -128, -129, -132, -133, -134, -135, -165],
	...[-304, -305, -306, -307, -308, -309, -310, -311, -312, -313, -314, -315, -316, -317, -318, -319],
	...[-320, -321, -322, -329, -330, -331],
].map(String);
const SMS = [-1, -2, -13, -16, -18, -29, -30, -31, -32].map(String);

const numeric = (a: string, b: string) => Number(b) - Number(a);
const tables: ReadonlyArray<[string, StatusTable, string[]]> = [
	['/wa/', WHATSAPP_STATUSES, WA],
	['/sms/', ACCOUNT_STATUSES, SMS],
];

describe.each(tables)('the catalogue of %s', (_, table, codes) => {
	it('holds every status of docs/api.md, section 4, and no other', () => {
		expect(Object.keys(table).sort(numeric)).toEqual([...codes].sort(numeric));
	});

	it.each(codes)('%s says what happened and what to do', (code) => {
		const { title, remedy } = table[code] ?? {};
		expect(title).toMatch(/^[A-Z][^\n]{10,}[^.!?]$/);
		expect(remedy).toMatch(/^[A-Z][^\n]{10,}\.$/);
		expect(`${title} ${remedy}`).not.toMatch(/ {2}|undefined|\$\{/);
		// n8n's guidelines: they name what is wrong, not that something is.
		expect(`${title} ${remedy}`).not.toMatch(/\b(error|problem|failure|mistake)s?\b/i);
		const sentence = describeRefusal(table, code, 'their words');
		const quote = table[code]?.quoteReason ? '. ITNIO says: "their words"' : '';
		expect(sentence).toBe(`${title} (status ${code})${quote}. ${remedy}`);
		expect(describeRefusal(table, code)).toBe(`${title} (status ${code}). ${remedy}`);
	});

	it('never describes two of them alike', () => {
		const titles = Object.values(table).map(({ title }) => title);
		expect(titles).toEqual([...new Set(titles)]);
	});

	it('promises the words of the service only where it shows them', () => {
		for (const { remedy, quoteReason } of Object.values(table)) {
			if (/reason/.test(remedy)) expect([remedy, quoteReason]).toEqual([remedy, true]);
		}
	});
});

it('keeps the two families apart: the same number means different things', () => {
	expect(describeRefusal(WHATSAPP_STATUSES, '-2')).toContain('template');
	expect(describeRefusal(ACCOUNT_STATUSES, '-2')).toContain('IP address');
});

describe('a status that nobody knows', () => {
	it.each(['-9999', 'constructor', '__proto__', 'toString', 'hasOwnProperty', '', '-68 ', '68'])(
		'%j is told in the words of the service',
		(status) => {
			expect(describeRefusal(WHATSAPP_STATUSES, status, ' Too many\n messages ')).toBe(
				`ITNIO refused: Too many messages (status ${status}). The ITNIO documentation does not list this status: if the reason does not help, ask ITNIO support.`,
			);
			for (const nothing of [undefined, '', ' \n']) {
				expect(describeRefusal(WHATSAPP_STATUSES, status, nothing)).toBe(
					`ITNIO refused with status ${status} and gave no reason. Ask ITNIO support what it means.`,
				);
			}
		},
	);

	it('keeps a long reason short, and its characters whole', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom('😀', 'a'), minLength: 301, maxLength: 700 }),
				(reason) => {
					const said = /refused: (.*)… \(status/u.exec(
						describeRefusal(WHATSAPP_STATUSES, '-9999', reason),
					)?.[1];
					fc.pre(Array.from(reason).length > 300);
					expect(said).toBe(Array.from(reason).slice(0, 300).join(''));
				},
			),
		);
	});
});
