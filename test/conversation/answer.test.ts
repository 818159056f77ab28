import {
	answerTo,
	noAnswerTo,
	readAnswer,
	type PersonAnswer,
	type Said,
} from '../../nodes/ItnioWhatsApp/conversation/answer';
import { personOf } from '../../nodes/ItnioWhatsApp/core/phone';
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
	signature: 'c5'.repeat(32),
	answerBy: 'buttons',
	recipient: '6281234567890',
	businessPhone: '628111000111',
	choices: [
		{ id: 'delivery', title: 'Deliver it' },
		{ id: 'pick-up', title: 'I pick it up' },
	],
	askedAt: 1_760_000_000,
};
const who = { sender: '6281234567890', businessPhone: '628111000111' };
const told = { messageId: 'm1', timestamp: 1_760_000_060, sender: '6281234567890' };

/** One message, as a test describes it. */
interface Did extends Partial<Omit<PersonAnswer, 'said'>>, Partial<Said> {
	location?: object;
}

const messageOf = ({ location, text, message }: Did): Said['message'] =>
	message ?? (location ? { type: 'location', location } : { type: 'text', text: { body: text } });
const saidBy = (did: Did): Said => ({
	messageId: did.messageId ?? 'm1',
	timestamp: did.timestamp ?? 1_760_000_060,
	text: did.text ?? '',
	message: messageOf(did),
});

/** What comes of it, without the message as it came: that has a test of its own. */
const to = (
	change: Partial<Question>,
	{ sender = who.sender, businessPhone = who.businessPhone, ...did }: Did,
) => {
	const choice = did.choice === undefined ? {} : { choice: did.choice };
	const taken = answerTo(
		{ ...question, ...change },
		{ sender, businessPhone, ...choice, said: [saidBy(did)] },
	);
	if (typeof taken === 'string') return taken;
	const { message, ...response } = taken.outcome.response;
	expect(message).toEqual(messageOf(did));
	return { ...taken.outcome, response };
};

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

	test.each([{ choice: 0 }, { text: 'yes' }])(
		'to a question of an older version has its ID as it was asked: %j',
		(did) => {
			expect(to({ choices: [{ id: 'yes ', title: 'Deliver it' }] }, did)).toMatchObject({
				response: { answered: true, id: 'yes ' },
			});
		},
	);

	test('that is typed and is none of the buttons is none: it starts a workflow, and the question waits', () => {
		expect(to({}, { text: 'Can you send it to my office?' })).toBe('unfit');
	});

	test('that is typed and is the title of two rows is none: nobody knows which one is meant', () => {
		const choices = [
			{ id: 'mon-10', title: '10:00' },
			{ id: 'tue-10', title: '10:00' },
		];
		const by = { answerBy: 'list', choices } as const;
		expect(to(by, { text: '10:00' })).toBe('unfit');
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

	test.each([{ sender: '6281234567891' }, { businessPhone: '628111000112' }])(
		'of somebody else is none: %j',
		(change) => {
			expect(to({}, { choice: 0, ...change })).toBe('somebodyElse');
		},
	);

	test('by a tap of a person who hides the number counts: the token went to nobody else. Words do not', () => {
		expect(to({}, { choice: 0, sender: '' })).toEqual({
			response: {
				answered: true,
				by: 'tap',
				id: 'delivery',
				title: 'Deliver it',
				text: 'Deliver it',
				messageId: 'm1',
				timestamp: told.timestamp,
			},
		});
		expect(to({}, { text: 'Deliver it', sender: '' })).toBe('somebodyElse');
	});

	test.each([
		['*Yes please*', 'Yes, please!'],
		['Yes please!', 'Yes, please'],
		['approve', 'Approve ✅'],
		['APPROVE.', '✅ Approve'],
		['Si claro', 'Sí, ¡claro!'],
		['dont know', 'Don’t know'],
		['10.00', '10:00'],
		['はい！', 'はい'],
		['نعم.', 'نعم'],
		['हाँ!', 'हाँ'],
		['👍', '👍'],
		['👍🏽', '👍'],
		['❤', '❤️'],
		['Yes\u200b', 'Yes'],
		['hayir', 'Hayır'],
		['HAYIR', 'Hayır'],
		['dong y', 'Đồng ý'],
		['GROSS', 'Groß'],
		['ΟΔΟΣ', 'οδός'],
		['اريد الغاء', 'أريدُ إلغاءً'],
		['1', '1️⃣'],
		['2️⃣ coffee', '2. Coffee'],
		['١', '1'],
		['2', '२'],
		['हां', 'हाँ'],
		['سفارش کتاب', 'سفارش كتاب'],
		['oeuf', 'Œuf'],
	])('"%s" means the choice "%s": letters and digits are compared', (text, title) => {
		const choices = [
			{ id: '1', title },
			{ id: '2', title: 'Something else' },
		];
		expect(to({ choices }, { text })).toMatchObject({ response: { by: 'text', id: '1', title, text } });
	});

	test.each([
		['1.5', '15'],
		['A+', 'A-'],
		['👍', '👎'],
		['👍🏽 ok', '👍'],
		['!', '?'],
		['', '✅'],
		['not approve', 'Approve'],
	])('"%s" does not mean the choice "%s"', (text, title) => {
		const choices = [
			{ id: 'x1', title },
			{ id: 'x2', title: 'A' },
			{ id: 'x3', title: 'a.' },
		];
		expect(to({ choices }, { text })).toBe('unfit');
	});

	test('is the one with the same emoji where titles differ in nothing else; without it nobody knows', () => {
		const choices = ['🌹', '🌷', '🌻', '🪷', '🌼', '💐', '🥀', '🌺', '🌸', '🏵️'].map((emoji, n) => ({
			id: `flower-${n}`,
			title: `Flower ${emoji}`,
		}));
		const by = { answerBy: 'list', choices } as const;
		choices.forEach(({ id, title }) => {
			expect(to(by, { text: title.toLowerCase() })).toMatchObject({ response: { id, title } });
		});
		expect(to(by, { text: 'Flower 🏵' })).toMatchObject({ response: { id: 'flower-9' } });
		for (const text of ['flower', 'Flower!', '🌹', 'Flower 🌲']) expect(to(by, { text })).toBe('unfit');
	});

	test.each([
		[['Yes', 'Yes'], ['yes', 'other'], 'yes'],
		[['Yes', 'Yes!'], ['a', 'b'], 'YES!!'],
		[['Sık', 'Sik'], ['a', 'b'], 'SIK'],
		[['Tea ✅', 'Tea ❌'], ['tea', 'b'], 'tea'],
	])('that may be either of %j with the IDs %j is neither: "%s"', (titles, ids, text) => {
		const choices = titles.map((title, n) => ({ id: ids[n] ?? '', title }));
		expect(to({ choices }, { text })).toBe('unfit');
	});

	test.each([
		[['Yes', 'Yes!'], ['a', 'b'], 'yes!', 'b'],
		[['Sık', 'Sik'], ['a', 'b'], 'Sık', 'a'],
		[['2.', '1.'], ['1', '2'], '1', '2'],
		[['Tea', 'Coffee'], ['t', 'c'], 'C', 'c'],
	])('by words is of what stands on the buttons %j before their IDs %j: "%s"', (titles, ids, text, id) => {
		const choices = titles.map((title, n) => ({ id: ids[n] ?? '', title }));
		expect(to({ choices }, { text })).toMatchObject({ response: { id } });
	});

	describe('that is a number', () => {
		const byIds = (titles: readonly string[], text: string) =>
			to({ choices: titles.map((title, n) => ({ id: String(n + 1), title })) }, { text });

		test.each(['2', '2.', '２', '٢', '2️⃣', '#2'])('is not of an ID that nobody sees: "%s"', (text) => {
			expect(byIds(['Table for 2', 'Table for 4', 'Table for 6'], text)).toBe('unfit');
			expect(byIds(['2 tickets', '1 ticket'], text)).toBe('unfit');
		});

		test.each(['1', '1.', '1️⃣', '１', '(1)'])('is of an ID with which the title begins: "%s"', (text) => {
			for (const title of ['1. Delivery', '1️⃣ Delivery', '1) 10:00']) {
				expect(byIds([title, '2. Pick-up'], text)).toMatchObject({ response: { id: '1', title } });
			}
		});

		test('is not of an ID where the title begins with more of a number, or another title with it, too', () => {
			const withIds = (...choices: Array<[string, string]>) =>
				to({ choices: choices.map(([id, title]) => ({ id, title })) }, { text: '1' });
			expect(withIds(['1', '1.5 kg'], ['2', '2.5 kg'])).toBe('unfit');
			expect(withIds(['1', '1:30'], ['2', '2:30'])).toBe('unfit');
			expect(withIds(['1', '1 adult'], ['2', '1 child'])).toBe('unfit');
			expect(withIds(['1', '10 adults'], ['2', '20 adults'])).toBe('unfit');
		});

		test('is of a title', () => {
			expect(byIds(['3', '2', '1'], '1')).toMatchObject({ response: { id: '3', title: '1' } });
		});
	});

	test.each([
		[
			['A+', 'B+', 'AB+'],
			['A-', 'a−', 'B-.', 'A+?'],
		],
		[
			['A', 'B'],
			['A-', 'A+'],
		],
		[
			['< 5 kg', '> 10 kg'],
			['> 5 kg', '<10kg', '>5 kg!'],
		],
		[
			['+5°', '0°'],
			['-5', '- 5', '−5°', '–5'],
		],
		[
			['C++', 'Java'],
			['C#', 'C-'],
		],
		[
			['Yes', 'No'],
			['Yes?', 'yes ?', 'no?!', 'Yes？', 'yes? 🤔'],
		],
		[['نعم', 'لا'], ['نعم؟']],
		[
			['A', 'A+'],
			['A -', 'A –', 'A ➖'],
		],
		[
			['A+', 'B+'],
			['A -', 'A—'],
		],
		[
			['5 kg', '≥ 5 kg'],
			['> 5 kg', '5 kg +', '<= 5 kg'],
		],
		[
			['C++ course', 'Java course'],
			['C# course', 'c- course'],
		],
		[
			['5°', '-5°'],
			['5-', '5 -', '+5'],
		],
	])('with another sign than %j is none: %j', (titles, texts) => {
		const choices = titles.map((title, n) => ({ id: `x${n}`, title }));
		for (const text of texts) expect(to({ choices }, { text })).toBe('unfit');
	});

	test.each<[string[], string, string]>([
		[['A+', 'A-', 'B+'], 'a-.', 'A-'],
		[['A', 'A-'], 'A!', 'A'],
		[['< 5 kg', '> 10 kg'], '<5 kg!', '< 5 kg'],
		[['< 5 kg', '> 10 kg'], '5 kg', '< 5 kg'],
		[['+5°', '0°'], '+5', '+5°'],
		[['+5°', '0°'], '5', '+5°'],
		[['10:00–11:00', '11:00–12:00'], '10:00 - 11:00', '10:00–11:00'],
		[['pick-up', 'delivery'], 'Pick up', 'pick-up'],
		[['Yes - please', 'No'], 'yes please', 'Yes - please'],
		[['Any questions?', 'No'], 'any questions', 'Any questions?'],
		[['Any questions?', 'No'], 'Any questions ?', 'Any questions?'],
		[['18+', 'Younger'], '18', '18+'],
		[['Basic', 'Pro', 'Pro+'], 'Pro +', 'Pro+'],
		[['Basic', 'Pro', 'Pro+'], 'Pro ➕', 'Pro+'],
		[['Basic', 'Pro', 'Pro+'], 'pro  +!', 'Pro+'],
		[['A', 'A-', 'A+'], 'A -', 'A-'],
		[['A', 'A-', 'A+'], 'A‑', 'A-'],
		[['A', 'A-', 'A+'], 'a—', 'A-'],
		[['A', 'A-', 'A+'], 'A ➖', 'A-'],
		[['A', 'A-', 'A+'], 'A +', 'A+'],
		[['18', '18+'], '18 +', '18+'],
		[['C', 'C++', 'C#'], 'C ++', 'C++'],
		[['C', 'C++', 'C#'], 'c♯', 'C#'],
		[['0°', '5°', '-5°'], '—5', '-5°'],
		[['0°', '5°', '-5°'], '‑5', '-5°'],
		[['0°', '5°', '-5°'], '➖5', '-5°'],
		[['0°', '5°', '-5°'], '- 5 °', '-5°'],
		[['5 kg', '≥ 5 kg'], '>=5 kg', '≥ 5 kg'],
		[['5 kg', '≥ 5 kg'], '≧ 5 kg', '≥ 5 kg'],
		[['5 kg', '≥ 5 kg'], '=>5 kg', '≥ 5 kg'],
		[['Floor 1', 'Floor -1'], 'floor −1', 'Floor -1'],
		[['28.11. 10:00', '29.11. 10:00'], '28.11. - 10:00', '28.11. 10:00'],
		[['Sat 28 Nov, 10:00', 'Sat 28 Nov, 11:00'], 'Sat. 28 Nov. - 10:00', 'Sat 28 Nov, 10:00'],
		[['9:00 - 10:00', '10:00 - 11:00'], '9:00- 10:00', '9:00 - 10:00'],
		[['9:00–10:00', '10:00–11:00'], '9:00 -> 10:00', '9:00–10:00'],
		[['Pick-up', 'Delivery'], 'pick- up', 'Pick-up'],
		[['5-10 €', '10-20 €'], '5€-10€', '5-10 €'],
		[['Tea + cake', 'Coffee'], 'tea - cake', 'Tea + cake'],
		[['Don’t know (-1)', 'Yes'], 'dont know −1', 'Don’t know (-1)'],
	])('of %j by "%s" is "%s": a sign may be left out where that is one alone', (titles, text, title) => {
		const choices = titles.map((title, n) => ({ id: `x${n}`, title }));
		expect(to({ choices }, { text })).toMatchObject({ response: { title } });
	});

	test('is short: what goes on and on is looked at no further', () => {
		expect(to({}, { text: `${'-'.repeat(900_000)} Deliver it` })).toBe('unfit');
	});

	test.each(['Approve?', 'approve ?', 'Approve？', 'Approve??'])(
		'to an approval is no question: "%s"',
		(text) => {
			const choices = [
				{ id: 'approve', title: 'Approve' },
				{ id: 'decline', title: 'Decline' },
			];
			const by = { answerBy: 'approval', choices } as const;
			expect(to(by, { text })).toBe('unfit');
			expect(to(by, { text: 'Approve!' })).toMatchObject({ data: { approved: true } });
		},
	);

	test('to an approval is by the words of a button, not by its ID or below a picture', () => {
		const choices = [
			{ id: 'approve', title: 'Yes, send it' },
			{ id: 'decline', title: 'No' },
		];
		const by = { answerBy: 'approval', choices } as const;
		const picture = { type: 'image', image: { caption: 'no', id: '1' } };
		expect(to(by, { text: 'approve' })).toBe('unfit');
		expect(to(by, { text: 'no', message: picture })).toBe('unfit');
		expect(to(by, { text: 'no' })).toMatchObject({ data: { approved: false } });
	});

	test.each(['image', 'video', 'document', 'audio', 'voice'])('by a file: %s', (type) => {
		const file = { id: '7', filePath: 'https://files.example.com/7', mimeType: 'a/b' };
		const message = { type, [type]: file };
		const by = { answerBy: 'file', choices: [] } as const;
		expect(to(by, { message })).toEqual({
			response: { answered: true, by: 'file', file: { type, ...file }, ...told },
		});
		expect(to(by, { message, text: 'my receipt' })).toMatchObject({ response: { text: 'my receipt' } });
		expect(to(by, { text: 'I have none' })).toBe('unfit');
		expect(to({ answerBy: 'text', choices: [] }, { message, text: 'see picture' })).toEqual({
			response: { answered: true, by: 'text', text: 'see picture', ...told },
		});
	});

	describe('of messages in a row', () => {
		const row = (...texts: string[]): Said[] =>
			texts.map((text, n) => saidBy({ text, messageId: `m${n + 1}`, timestamp: told.timestamp + n }));
		const by = (answerBy: Question['answerBy'], said: Said[], choices = question.choices) =>
			answerTo({ ...question, answerBy, choices }, { ...who, said });

		test('is all of them where words are asked for', () => {
			const said = row('I want', 'the blue one');
			expect(by('text', said, [])).toEqual({
				outcome: {
					response: {
						answered: true,
						by: 'text',
						text: 'I want\nthe blue one',
						message: said[1]?.message,
						messageId: 'm2',
						timestamp: told.timestamp + 1,
						sender: who.sender,
					},
				},
				used: ['m1', 'm2'],
			});
		});

		test('is the one that is a choice, and the others start a workflow', () => {
			const said = row('hello', 'Deliver it', 'thanks');
			expect(by('buttons', said)).toMatchObject({
				outcome: { response: { id: 'delivery', text: 'Deliver it', messageId: 'm2' } },
				used: ['m2'],
			});
		});

		test('is not what was written before the question', () => {
			const early = saidBy({ text: 'Hi', messageId: 'm0', timestamp: question.askedAt - 1 });
			expect(by('text', [early, ...row('Sari')], [])).toMatchObject({
				outcome: { response: { text: 'Sari' } },
				used: ['m1'],
			});
			expect(by('text', [early], [])).toBe('unfit');
		});
	});

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

	test('is remembered as it was; anything that is not a question is ignored', () => {
		const store = {};
		expect(recall(store)).toBeUndefined();
		remember(store, question);
		expect(recall(JSON.parse(JSON.stringify(store)))).toEqual(question);
		for (const odd of [undefined, null, 'x', { itnioQuestion: 1 }, { itnioQuestion: { nonce: 'n' } }]) {
			expect(recall(odd)).toBeUndefined();
		}
	});
});
