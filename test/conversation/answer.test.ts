import { answerTo, noAnswerTo, readAnswer, type Answer } from '../../nodes/ItnioWhatsApp/conversation/answer';
import { personOf } from '../../nodes/ItnioWhatsApp/conversation/person';
import {
	choicesOf,
	recall,
	remember,
	withTokens,
	type Question,
} from '../../nodes/ItnioWhatsApp/conversation/question';
import { findTicket } from '../../nodes/ItnioWhatsApp/conversation/token';

const question: Question = {
	run: 0,
	nonce: '9srYfBM7',
	answerBy: 'buttons',
	recipient: '6281234567890',
	businessPhone: '628111000111',
	choices: [
		{ id: 'delivery', title: 'Deliver it' },
		{ id: 'pick-up', title: 'I pick it up' },
	],
	askedAt: 1_760_000_000,
};
const who = {
	sender: '6281234567890',
	businessPhone: '628111000111',
	messageId: 'm1',
	timestamp: 1_760_000_060,
};
const told = { messageId: 'm1', timestamp: 1_760_000_060, sender: '6281234567890' };
const to = (change: Partial<Question>, answer: Partial<Answer>) =>
	answerTo({ ...question, ...change }, { ...who, ...answer });

describe('an answer', () => {
	test('by a tap has the ID and the title as the person who asks wrote them', () => {
		expect(to({}, { choice: 1 })).toEqual({
			response: {
				answered: true,
				by: 'tap',
				id: 'pick-up',
				title: 'I pick it up',
				text: 'I pick it up',
				...told,
			},
		});
	});

	test.each(['I pick it up', ' i PICK it up ', 'Ｉ pick it up', 'pick-up'])('may be typed: "%s"', (text) => {
		expect(to({}, { text })).toEqual({
			response: { answered: true, by: 'text', id: 'pick-up', title: 'I pick it up', text, ...told },
		});
	});

	test('that is typed and is none of the buttons has no ID', () => {
		const text = 'Can you send it to my office?';
		expect(to({}, { text })).toEqual({ response: { answered: true, by: 'text', text, ...told } });
	});

	test('that is typed and is the title of two rows has no ID: nobody knows which one is meant', () => {
		const choices = [
			{ id: 'mon-10', title: '10:00' },
			{ id: 'tue-10', title: '10:00' },
		];
		const by = { answerBy: 'list', choices } as const;
		expect(to(by, { text: '10:00' })).toEqual({
			response: { answered: true, by: 'text', text: '10:00', ...told },
		});
		expect(to(by, { text: 'tue-10' })).toEqual({
			response: { answered: true, by: 'text', ...choices[1], text: 'tue-10', ...told },
		});
	});

	test('to a free question is whatever the person wrote', () => {
		expect(to({ answerBy: 'text', choices: [] }, { text: 'Sari' })).toEqual({
			response: { answered: true, by: 'text', text: 'Sari', ...told },
		});
	});

	test('by a location has it as the push has it; an address may be typed, too', () => {
		const location = { longitude: '106.8', latitude: '-6.2' };
		const where = { answerBy: 'location', choices: [] } as const;
		expect(to(where, { location })).toEqual({
			response: { answered: true, by: 'location', location, ...told },
		});
		expect(to(where, { text: 'Jl. Sudirman 12' })).toEqual({
			response: { answered: true, by: 'text', text: 'Jl. Sudirman 12', ...told },
		});
	});

	const approval = {
		answerBy: 'approval',
		choices: [
			{ id: 'approve', title: 'Yes, send it' },
			{ id: 'decline', title: 'No' },
		],
	} as const;
	test.each([
		[{ choice: 0 }, true],
		[{ choice: 1 }, false],
		[{ text: 'yes, send it' }, true],
		[{ text: 'NO' }, false],
	])('to an approval is yes or no: %j', (answer, approved) => {
		expect(to(approval, answer)).toMatchObject({ response: { answered: true }, data: { approved } });
	});

	test.each([{ text: 'Yes, but not today' }, { text: 'ok' }, { location: {} }, { choice: 2 }])(
		'to an approval is nothing else: %j',
		(answer) => {
			expect(to(approval, answer)).toBe('unfit');
		},
	);

	test.each([{ sender: '6281234567891' }, { businessPhone: '628111000112' }, { sender: '' }])(
		'of somebody else is none: %j',
		(change) => {
			expect(to({}, { choice: 0, ...change })).toBe('somebodyElse');
		},
	);

	test.each([{}, { text: '  ' }, { choice: 2 }, { choice: -1 }, { location: {} }])(
		'needs content: %j',
		(what) => {
			expect(to({}, what)).toBe('unfit');
		},
	);

	test('that was written before the question was sent is none, but a tap always comes after it', () => {
		const timestamp = question.askedAt - 1;
		expect(to({}, { text: 'Deliver it', timestamp })).toBe('unfit');
		expect(to({}, { choice: 0, timestamp })).toMatchObject({ response: { answered: true } });
		expect(to({}, { text: 'Deliver it', timestamp: 0 })).toMatchObject({ response: { answered: true } });
	});
});

test('when the time is up, the output has the same shape', () => {
	expect(noAnswerTo('buttons')).toEqual({ response: { answered: false } });
	expect(noAnswerTo('approval')).toEqual({ response: { answered: false }, data: { approved: false } });
	expect(noAnswerTo('approval', true).data).toEqual({
		approved: false,
		chatInput: expect.stringContaining('Nobody answered in time'),
	});
});

test.each([
	['5511987654321', '551187654321'],
	['5215512345678', '525512345678'],
	['5491112345678', '541112345678'],
])('%s and %s are one person: WhatsApp knows the number in one of two ways', (long, short) => {
	expect(personOf(long)).toBe(personOf(short));
	expect(to({ recipient: long }, { sender: short, choice: 0 })).toMatchObject({
		response: { answered: true },
	});
});

test.each(['6281234567890', '12025550100', '551187654321', '491701234567'])('%s is itself', (phone) => {
	expect(personOf(phone)).toBe(phone);
});

test.each([undefined, null, 'x', [], {}, { sender: 1, businessPhone: '1', messageId: 'm' }])(
	'%j is no answer of the trigger',
	(value) => {
		expect(readAnswer(value)).toBeUndefined();
	},
);

describe('a question', () => {
	const wait = {
		executionId: '7',
		nodeId: '861af60c-a53d-4e51-aa16-fe4a3b683c95',
		nonce: '9srYfBM7',
		signature: 'c5'.repeat(32),
	};
	const body = {
		type: 'interactive',
		interactive: {
			action: {
				sections: [
					{ title: 'A', rows: [{ id: '1', title: 'One', description: 'd' }] },
					{ title: 'B', rows: [{ id: '2', title: 'Two' }] },
				],
			},
		},
	};

	test('gets a token behind each of its choices, in their order, and nothing else', () => {
		expect(choicesOf(body)).toEqual([
			{ id: '1', title: 'One' },
			{ id: '2', title: 'Two' },
		]);
		const { sections } = withTokens(body, wait).interactive.action;
		const [first, second] = sections.flatMap(({ rows }) => rows);
		expect(first).toEqual({ id: expect.stringMatching(/^1~w1\./), title: 'One', description: 'd' });
		expect(findTicket(first)?.choice).toBe(0);
		expect(findTicket(second)?.choice).toBe(1);
		expect(choicesOf(body)).toHaveLength(2);
	});

	test('is remembered as it was; what is no question is none', () => {
		const store = {};
		expect(recall(store)).toBeUndefined();
		remember(store, question);
		expect(recall(JSON.parse(JSON.stringify(store)))).toEqual(question);
		for (const odd of [undefined, null, 'x', { itnioQuestion: 1 }, { itnioQuestion: { nonce: 'n' } }]) {
			expect(recall(odd)).toBeUndefined();
		}
	});
});
