import fc from 'fast-check';
import {
	findTicket,
	obstacle,
	withoutTokens,
	withToken,
	type Wait,
} from '../../nodes/ItnioWhatsApp/conversation/token';
import { TOKEN_ROOM } from '../../nodes/ItnioWhatsApp/core/reply';

const hex = (length: number) =>
	fc
		.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
		.map((digits) => digits.join(''));
const urlSafe = (least: number, most: number) =>
	fc
		.array(fc.constantFrom(...'abcXYZ019_-'), { minLength: least, maxLength: most })
		.map((characters) => characters.join(''));
const waits: fc.Arbitrary<Wait> = fc.record({
	executionId: fc.integer({ min: 1, max: 999_999_999_999_999 }).map(String),
	nodeId: fc.oneof(fc.uuid(), urlSafe(1, 22)),
	nonce: urlSafe(8, 8),
	signature: hex(64),
});
const choices = fc.integer({ min: 0, max: 9 });
/** What a person may write as an ID. */
const ownIds = fc.string({ unit: 'binary', maxLength: 160 });

const wait: Wait = {
	executionId: '4711',
	nodeId: '861af60c-a53d-4e51-aa16-fe4a3b683c95',
	nonce: '9srYfBM7',
	signature: 'c5b273a14951b0813c4505f71a993cf40f6297b0e00d707a8a15920f47bae414',
};

test('a token is found again as it was written, whatever stands before it', () => {
	fc.assert(
		fc.property(waits, choices, ownIds, (some, choice, own) => {
			expect(obstacle(some)).toBeUndefined();
			expect(findTicket(withToken(own, some, choice))).toEqual({ ...some, choice });
		}),
	);
});

test('it never takes more than the room that is kept free for it', () => {
	fc.assert(
		fc.property(waits, choices, (some, choice) => {
			expect(withToken('', some, choice).length).toBeLessThanOrEqual(TOKEN_ROOM);
		}),
	);
});

test('the room is needed: the longest execution and node fill it but for one character', () => {
	const longest = { ...wait, executionId: '999999999999999' };
	expect(withToken('', longest, 9).length).toBeGreaterThan(TOKEN_ROOM - 5);
});

test('without the token the ID is the one that the person wrote', () => {
	fc.assert(
		fc.property(waits, choices, ownIds, (some, choice, own) => {
			fc.pre(findTicket(own) === undefined);
			expect(withoutTokens(withToken(own, some, choice))).toBe(own);
		}),
	);
});

test('it is found at any place of a push, also inside a JSON text, and taken out there', () => {
	const id = withToken('yes', wait, 2);
	const push = { a: 1, deep: [{ list: [null, { payload: JSON.stringify({ id, n: 1 }) }] }] };
	expect(findTicket(push)).toEqual({ ...wait, choice: 2 });
	expect(withoutTokens(push)).toEqual({
		a: 1,
		deep: [{ list: [null, { payload: JSON.stringify({ id: 'yes', n: 1 }) }] }],
	});
});

test('what is only quoted is no tap; of several choices nobody knows which one was meant', () => {
	const choice = (n: number) => ({ reply: { id: withToken('yes', wait, n), title: 'Yes' } });
	const question = { interactive: { buttons: [choice(0), choice(1)] } };
	for (const member of ['context', 'quotedMessage', 'referral', 'reply_to']) {
		expect(findTicket({ text: { body: 'No way' }, [member]: { message: choice(0) } })).toBeUndefined();
		const tap = { button_reply: choice(1).reply, [member]: { message: question } };
		expect(findTicket(tap)).toEqual({ ...wait, choice: 1 });
	}
	for (const odd of [question, JSON.stringify(question)]) {
		expect(findTicket({ text: { body: 'No way' }, original: odd })).toBeUndefined();
	}
	expect(findTicket([choice(1), { payload: JSON.stringify(choice(1)) }])).toEqual({ ...wait, choice: 1 });
});

test('a push without one stays as it is', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			expect(findTicket(value)).toBeUndefined();
			expect(withoutTokens(value)).toEqual(value);
		}),
	);
});

test('a push that is nested without end is looked at down to a depth', () => {
	let deep: unknown = withToken('yes', wait, 0);
	for (let depth = 0; depth < 10_000; depth++) deep = { deep };
	expect(findTicket(deep)).toBeUndefined();
});

test.each([
	['an execution without a number', { executionId: '' }, /save the workflow/],
	['a name in place of a number', { executionId: '__UNKNOWN__' }, /save the workflow/],
	['a node with a long ID of its own', { nodeId: 'a node that somebody named by hand' }, /copy the node/],
	['a signature of another kind', { signature: 'abc' }, /update the node/],
])('%s cannot be written: a sentence says what to do', (_what, change, words) => {
	expect(obstacle({ ...wait, ...change })).toMatch(words);
});

test.each(['~w1.', withToken('', wait, 0).slice(0, -1), withToken('', wait, 0).replace('~w1', '~w2')])(
	'"%s" is none',
	(text) => {
		expect(findTicket(text)).toBeUndefined();
	},
);
