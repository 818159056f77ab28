import { sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import { ROOT, type Problem } from '../../nodes/ItnioWhatsApp/core/rules';
import { questionRule } from '../../nodes/ItnioWhatsApp/kinds/sendAndWait/rule';

const question = (ids: readonly string[], body: string) => ({
	type: 'interactive',
	interactive: {
		type: 'button',
		body: { text: body },
		action: { buttons: ids.map((id) => ({ type: 'reply', reply: { id, title: `Button ${id}` } })) },
	},
});

const problemsOf = (body: object): Problem[] => {
	const problems: Problem[] = [];
	questionRule(body, ROOT, (problem) => problems.push(problem));
	return problems;
};

// n8n 2.41 writes the parameters of an agent's tool so, by itself: nobody would be asked otherwise.
it('an approval may hold what n8n writes for objects; a question of a person may not', () => {
	const text = 'The agent wants to run this tool: Write\n\nInput:\n[object Object]';
	expect(problemsOf(question(['approve', 'decline'], text))).toEqual([]);
	expect(problemsOf(question(['yes', 'no'], text))).toHaveLength(1);
	expect(problemsOf(question(['approve', 'decline'], ''))).toHaveLength(1);
});

describe('a question of another shape keeps its own limits', () => {
	const asking = (type: string, text: string, action: object) => ({
		type: 'interactive',
		interactive: { type, body: { text }, action },
	});
	const list = { button: 'Choose', sections: [{ title: 'Days', rows: [{ id: 'a', title: 'Today' }] }] };
	const location = { name: 'send_location' };
	it.each([
		['words', (text: string) => ({ type: 'text', text: { body: text } }), 4096],
		['a list', (text: string) => asking('list', text, list), 4096],
		['a location', (text: string) => asking('location_request_message', text, location), 1024],
		['an approval', (text: string) => question(['approve', 'decline'], text), 1024],
	])('%s', (_, bodyOf, limit) => {
		expect(problemsOf(bodyOf('x'.repeat(limit)))).toEqual([]);
		expect(problemsOf(bodyOf('x'.repeat(limit + 1))).map(({ code }) => code)).toEqual(['tooLong']);
	});

	const titled = (ids: readonly string[], titles: readonly string[]) => {
		const body = question(ids, 'May it run?');
		body.interactive.action.buttons.forEach(({ reply }, index) => {
			reply.title = titles[index] ?? '';
		});
		return problemsOf(body).map(sentenceOf);
	};
	const LOOK_ALIKE = ['Yes', 'Yes ', ' Yes', 'Yes\u200b', 'Yes\u00a0', 'Ｙｅｓ', 'Ye\u00ads'];

	it.each([...LOOK_ALIKE, 'yes', 'YES'])(
		'the two buttons of an approval have different titles: %j',
		(other) => {
			expect(titled(['approve', 'decline'], ['Yes', other])).toEqual([
				'Decline Button is the same as Approve Button: give each button a title of its own',
			]);
		},
	);

	it.each(LOOK_ALIKE)('buttons have titles that look different: %j', (other) => {
		expect(titled(['a', 'b'], ['Yes', other])).toEqual([
			`Button 2 › Title is the same as Button 1 › Title: "${other}". Give each button a title of its own`,
		]);
	});

	const flagOf = (region: string) =>
		`🏴${Array.from(region, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}\u{e007f}`;
	it.each([
		[
			['a', 'b'],
			['Yes', 'yes'],
		],
		[
			['a', 'b'],
			['2³', '23'],
		],
		[
			['approve', 'decline'],
			['①', '1'],
		],
		[
			['approve', 'decline'],
			['OK ✅', 'OK ❌'],
		],
		[
			['approve', 'decline'],
			['👍', '👎'],
		],
		[
			['a', 'b'],
			[flagOf('gbeng'), flagOf('gbsct')],
		],
	])('buttons %j may be called %j', (ids, titles) => {
		expect(titled(ids, titles)).toEqual([]);
	});
});
