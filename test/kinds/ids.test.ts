/** IDs made from titles: the same ones as by trying each number, at the cost of trying few. */
import * as fc from 'fast-check';
import { sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import { withIds } from '../../nodes/ItnioWhatsApp/kinds/shared/ids';
import { draft } from './form';

/** The lowest number with which an ID is free. */
function byTryingAll(titles: readonly string[], given: readonly string[], limit: number): string[] {
	const taken = new Set(given);
	return titles.map((title) => {
		for (let number = 1; ; number += 1) {
			const suffix = number === 1 ? '' : `-${number}`;
			const id = title.slice(0, limit - suffix.length).trimEnd() + suffix;
			if (taken.has(id)) continue;
			taken.add(id);
			return id;
		}
	});
}

it('the ID of a title is its beginning, with the lowest number that is free', () => {
	// Few of them, so that some come more than ten times and are shortened for a number of two digits.
	const title = fc.constantFrom('aa', 'aaa', 'aa a', 'aaaa', 'aaa-1', 'aaaaaaaaaaa', 'aa aaaaaaaaa', 'aaa-2');
	fc.assert(
		fc.property(
			fc.array(title, { maxLength: 150, size: 'max' }),
			fc.array(fc.stringMatching(/^a{1,5}(-[0-9]{1,2})?$/), { maxLength: 20 }),
			fc.integer({ min: 6, max: 9 }),
			(titles, given, limit) => {
				const ids = withIds<{ id?: string; title?: string }>(
					[...given.map((id) => ({ id })), ...titles.map((one) => ({ title: one }))],
					limit,
				);
				expect(ids.slice(given.length).map(({ id }) => id)).toEqual(byTryingAll(titles, given, limit));
			},
		),
		{ numRuns: 500 },
	);
});

const LIMIT = 20;
const LONG = 'a title of nearly that many';

it.each<[string, (index: number) => string]>([
	['one title', () => 'Plant'],
	['one title that is cut', () => LONG],
	['titles that are the same where they are cut', (index) => LONG + String(index)],
	['pairs of titles that are the same without their end', (index) => `a title of ours ${index % 1500}`],
])('3,000 rows of %s cost no more than a few looks each: n8n stands still meanwhile', (_, title) => {
	const choices = Array.from({ length: 3_000 }, (_one, index) => ({ title: title(index) }));
	const looks = jest.spyOn(Set.prototype, 'has');
	try {
		const ids = withIds<{ id?: string; title: string }>(choices, LIMIT).map(({ id }) => id);
		expect(looks.mock.calls.length).toBeLessThan(8 * choices.length);
		expect(new Set(ids).size).toBe(choices.length);
	} finally {
		looks.mockRestore();
	}
});

it.each([[{ text: 'Yes' }], [{ label: 'Yes', value: 'yes' }], [{ title: null }]])(
	'of a button without its title %j only that is said: its type is added as always',
	(button) => {
		const { problems } = draft('sendButtons', {
			bodyText: 'Shall we deliver?',
			inputMode: 'json',
			buttonsJson: JSON.stringify([button]),
		});
		expect(problems.map(sentenceOf)).toEqual(['reply.title of button 1 is empty']);
	},
);
