/** More entries than one message takes. */
import fc from 'fast-check';
import { parts } from '../../../nodes/ItnioWhatsApp/form/repeat/split';

it('keeps every entry, in order, in the fewest messages, each within its bounds where that is possible', () => {
	const bounds = fc
		.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(10))
		.map(([min, more]) => ({ min, max: 2 * min + more }));
	fc.assert(
		fc.property(bounds, fc.integer({ min: 1, max: 100 }), ({ min, max }, count) => {
			const entries = Array.from({ length: count }, (_, index) => index);
			const cut = parts(entries, { min, max });
			expect(cut.flat()).toEqual(entries);
			expect(cut).toHaveLength(Math.ceil(count / max));
			expect(Math.max(...cut.map(({ length }) => length))).toBeLessThanOrEqual(max);
			if (count >= min) expect(Math.min(...cut.map(({ length }) => length))).toBeGreaterThanOrEqual(min);
		}),
	);
});

it.each([
	[10, [10]],
	[11, [9, 2]],
	[12, [10, 2]],
	[21, [10, 9, 2]],
])('%i cards become messages of %j', (count, sizes) => {
	const cut = parts(Array.from({ length: count }), { min: 2, max: 10 });
	expect(cut.map(({ length }) => length)).toEqual(sizes);
});

it('without a limit there is one message', () => {
	expect(parts([1, 2, 3], { min: 1 })).toEqual([[1, 2, 3]]);
});
