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

describe('nothing that nobody sees is at the ends of an ID, because WhatsApp takes none', () => {
	const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
	const rowsOf = (rows: readonly object[]) => ({
		bodyText: 'Choose',
		listButtonText: 'Open',
		inputMode: 'json',
		sectionsJson: JSON.stringify([{ title: 'Plants', rows }]),
	});
	const idsOfRows = (rows: readonly object[]) => {
		const { body, problems } = draft('sendList', rowsOf(rows));
		const { action } = body.interactive as { action: { sections: Array<{ rows: Array<{ id: string }> }> } };
		return { ids: action.sections[0]?.rows.map(({ id }) => id), said: problems.map(sentenceOf) };
	};

	it.each(['sendButtons', 'sendJson'])('%s', (operation) => {
		const given = [button(' yes', 'Yes'), button('no ', 'No'), button('later\u200b', 'Later')];
		const interactive = { type: 'button', body: { text: 'a' }, action: { buttons: given } };
		const { body, problems } = draft(operation, {
			bodyText: 'a',
			inputMode: 'json',
			buttonsJson: JSON.stringify(given),
			messageJson: JSON.stringify({ type: 'interactive', interactive }),
		});
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body.interactive).toEqual({
			...interactive,
			action: { buttons: [button('yes', 'Yes'), button('no', 'No'), button('later', 'Later')] },
		});
	});

	it.each([
		['1', '1 '],
		['x\u00a0', 'x'],
		['\u200bx', '\ufeffx'],
	])('rows %j and %j have the same one', (one, other) => {
		const said = idsOfRows([
			{ id: one, title: 'A' },
			{ id: other, title: 'B' },
		]).said;
		expect(said).toEqual([
			`id of row 2 of section 1 is the same as id of row 1 of section 1: "${other.replace(/[^\w]/g, '')}". Nobody could tell which one was chosen`,
		]);
	});

	it('quick replies of a card, too', () => {
		const card = (buttons: readonly object[]) => ({
			header: { image: { link: 'https://shop.com/a.jpg' } },
			action: { buttons },
		});
		const cardsJson = JSON.stringify([
			card([
				{ id: 'a ', title: 'A' },
				{ id: 'a', title: 'B' },
			]),
			card([{ id: 'c', title: 'C' }]),
		]);
		const { problems } = draft('sendCarousel', { bodyText: 'Look', inputMode: 'json', cardsJson });
		expect(problems.map(({ code }) => code)).toEqual(['repeated']);
	});

	it.each(['sendButtons', 'sendJson'])('%s: an ID that stands twice is one ID', (operation) => {
		for (const id of ['yes', 'yes ']) {
			const given = [{ ...button('yes ', 'Yes'), id }];
			const interactive = { type: 'button', body: { text: 'a' }, action: { buttons: given } };
			const { problems } = draft(operation, {
				bodyText: 'a',
				inputMode: 'json',
				buttonsJson: JSON.stringify(given),
				messageJson: JSON.stringify({ type: 'interactive', interactive }),
			});
			expect(problems.map(sentenceOf)).toEqual([]);
		}
	});

	it('an ID that is made from a title stays apart from all others', () => {
		const made = [{ title: 'Plant' }, { title: 'Plant\u200b' }, { title: ' Plant' }];
		expect(idsOfRows(made)).toEqual({ ids: ['Plant', 'Plant-2', 'Plant-3'], said: [] });
		expect(idsOfRows([{ id: 'Plant ', title: 'A' }, { title: 'Plant' }])).toEqual({
			ids: ['Plant', 'Plant-2'],
			said: [],
		});
	});
});

describe('an ID that a spreadsheet shortened is the ID of nothing', () => {
	const said = (button: object) =>
		draft('sendButtons', {
			bodyText: 'a',
			inputMode: 'json',
			buttonsJson: JSON.stringify([button]),
		}).problems.map(sentenceOf);

	it.each(['5.76461E+17', '6,28E+12', ' 6.28e11 '])('%j', (id) => {
		expect(said({ id, title: 'Order' })).toEqual([
			`reply.id of button 1 was shortened by a spreadsheet, its last digits are lost: format its column as plain text and enter it again: "${id.trim()}"`,
		]);
	});

	it.each(['1E5', '5.76461E+17-A', '576461000000000001'])('%j may be one', (id) => {
		expect(said({ id, title: 'Order' })).toEqual([]);
	});

	it('as a title it is what a customer reads, and nobody filled in the ID that is made from it', () => {
		expect(said({ title: '6,28E+12' })).toEqual([]);
	});
});
