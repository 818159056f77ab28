/** A person with several questions says which one is answered by quoting it. */
import type { IWebhookFunctions } from 'n8n-workflow';
import { receiveAnswer } from '../../nodes/ItnioWhatsApp/conversation/answered';
import type { Question } from '../../nodes/ItnioWhatsApp/conversation/question';
import type { Reply } from '../../nodes/ItnioWhatsApp/conversation/handingOver';
import { partsOf, quotedOrAll } from '../../nodes/ItnioWhatsApp/conversation/quoted';
import type { Push } from '../../nodes/ItnioWhatsApp/trigger/push';

const question = {
	nonce: 'aaaaaaaa',
	signature: 'c5'.repeat(32),
	choices: [],
	messageId: 'question-1',
} as unknown as Question;

/** What the waiting execution of a question says. */
async function asked(body: object, waiting: Question = question): Promise<unknown> {
	let said: unknown;
	const response = { status: () => response, json: (value: unknown) => (said = value) };
	const context = {
		getRequestObject: () => ({ method: 'POST' }),
		getQueryData: () => ({ n: question.nonce, signature: question.signature }),
		getNode: () => ({ name: 'Ask' }),
		evaluateExpression: () => ({ itnioQuestion: waiting }),
		getBodyData: () => body,
		getResponseObject: () => response,
	};
	expect(await receiveAnswer(context as unknown as IWebhookFunctions)).toEqual({ noWebhookResponse: true });
	return said;
}

test('a waiting execution says whether its question is quoted, and goes on waiting', async () => {
	expect(await asked({ quotes: ['x', 'question-1'] })).toEqual({ quoted: true });
	expect(await asked({ quotes: ['question-2'] })).toEqual({ quoted: false });
	expect(await asked({ quotes: [] })).toEqual({ quoted: false });
	expect(await asked({ quotes: ['undefined'] }, { ...question, messageId: undefined })).toEqual({
		quoted: false,
	});
	expect(await asked({ quotes: 'question-1' })).toMatchObject({ answer: 'refused' });
});

const push = (members: object): Push => ({
	eventType: 'up-message-event',
	message: { type: 'text', text: { body: 'question-1' } },
	...members,
});
const text = { type: 'text', text: { body: 'yes' } };

/** Which of two questions may be answered, and how many executions were asked. */
async function meant(message: Push, open = ['question-2', 'question-1']) {
	let count = 0;
	const found = await quotedOrAll(open, [message], {
		ask: async (wait, { quotes }) => {
			count += 1;
			return { status: 200, body: { quoted: quotes.includes(wait) } };
		},
		sleep: async () => {},
		isPatient: false,
	});
	return { ...found, count };
}

test.each([
	{ message: { ...text, context: { id: 'question-1', from: '628111000111' } } },
	{ message: { ...text, context: { refMessageId: 'question-1' } } },
	{ message: { ...text, quotedMessage: { message: { key: { id: 'question-1' } } } } },
	{ message: text, context: { refMessageId: 'question-1' } },
])('the question that is quoted is the only one: %j', async (members) => {
	expect(await meant(push(members))).toEqual({ waits: ['question-1'], count: 2 });
});

test('without a quote every question may be meant, and no execution is asked needlessly', async () => {
	const all = ['question-2', 'question-1'];
	expect(await meant(push({}))).toEqual({ waits: all, count: 0 });
	expect(await meant(push({ context: { id: 'an advertisement' } }))).toEqual({ waits: all, count: 2 });
	expect(await meant(push({ context: { id: 'x' } }), ['question-1'])).toEqual({
		waits: ['question-1'],
		count: 0,
	});
});

test('the oldest of thirty questions is answered where it is quoted: who approves orders has that many', async () => {
	const open = Array.from({ length: 30 }, (_, index) => `question-${30 - index}`);
	expect(await meant(push({ context: { id: 'question-1' } }), open)).toMatchObject({ waits: ['question-1'] });
});

describe('as long as an execution does not say whether its question is quoted, no other one is answered', () => {
	const GONE: Reply = { status: 404, body: { message: 'The execution "1" does not exist.' } };
	const NO: Reply = { status: 200, body: { quoted: false } };
	const RUNNING: Reply = { status: 409, body: { message: 'The execution "1" is running already.' } };
	const MUTE: Reply = { unreachable: 'nobody answers' };

	test.each<[what: string, replies: Reply[], found: object]>([
		['it says so in the end', [MUTE, RUNNING, { status: 200, body: { quoted: true } }], { waits: ['older'] }],
		['it is no longer there, so that it was the one', [MUTE, GONE], { waits: [] }],
		['it never says', [MUTE], { unasked: 'older', kind: 'unreachable', why: 'nobody answers' }],
		['it is at work', [RUNNING], { unasked: 'older', kind: 'mute' }],
	])('%s', async (_what, replies, found) => {
		let calls = 0;
		const ask = async (wait: string) =>
			wait === 'newer' ? NO : (replies[Math.min(calls++, replies.length - 1)] as Reply);
		const quoting = [push({ context: { id: 'question-1' } })];
		expect(
			await quotedOrAll(['newer', 'older'], quoting, { ask, sleep: async () => {}, isPatient: false }),
		).toEqual(found);
	});

	test('but one that says yes is not kept waiting by another one that is slow to say', async () => {
		const ask = async (wait: string): Promise<Reply> =>
			wait === 'newer' ? RUNNING : { status: 200, body: { quoted: true } };
		const sleep = async () => await new Promise<void>(() => {});
		const quoting = [push({ context: { id: 'question-1' } })];
		const tools = { ask, sleep, isPatient: true };
		expect(await quotedOrAll(['newer', 'older'], quoting, tools)).toEqual({ waits: ['older'] });
	});

	test('of 2,000 that n8n cannot be asked about, a few are', async () => {
		let calls = 0;
		const waits = Array.from({ length: 2_000 }, (_, index) => index);
		const ask = async () => {
			calls += 1;
			return MUTE;
		};
		await quotedOrAll(waits, [push({ context: { id: 'question-1' } })], {
			ask,
			sleep: async () => {},
			isPatient: false,
		});
		expect(calls).toBeLessThan(100);
	});
});

/** Clock and pauses of a test, in which tries that go on at the same time cost the time once. */
function patience() {
	let nowMs = 0;
	const sleep = async (milliseconds: number) => {
		const at = nowMs + milliseconds;
		await new Promise<void>((resolve) => setImmediate(resolve));
		nowMs = Math.max(nowMs, at);
	};
	return { sleep, elapsed: () => nowMs };
}

describe('an approver with many questions, some of which are still being sent', () => {
	const RUNNING: Reply = { status: 409, body: { message: 'The execution "1" is running already.' } };
	const quoting = [push({ context: { id: 'question-1' } })];

	test('ten that are being sent do not hide the one that is quoted: n8n is there, and says that they are at work', async () => {
		const waits = Array.from({ length: 11 }, (_, index) => 11 - index);
		const ask = async (wait: number): Promise<Reply> =>
			wait === 1 ? { status: 200, body: { quoted: true } } : RUNNING;
		const tools = { ask, sleep: patience().sleep, isPatient: true };
		expect(await quotedOrAll(waits, quoting, tools)).toEqual({ waits: [1] });
	});

	test('one in each ten does not keep the person waiting for twenty minutes', async () => {
		const waits = Array.from({ length: 200 }, (_, index) => 200 - index);
		const ask = async (wait: number): Promise<Reply> =>
			wait % 10 === 0 ? RUNNING : { status: 200, body: { quoted: wait === 1 } };
		const { sleep, elapsed } = patience();
		expect(await quotedOrAll(waits, quoting, { ask, sleep, isPatient: true })).toEqual({ waits: [1] });
		expect(elapsed()).toBeLessThan(120_000);
	});
});

test('what quotes the newest question goes to no other one, whatever was written before it', async () => {
	const words = (body: string, id?: string) =>
		push({ message: { type: 'text', text: { body }, ...(id && { context: { id } }) } });
	const row = [words('Hello'), words('tomorrow at five', 'question-2')];
	const found = await partsOf(['question-2', 'question-1'], row, {
		ask: async (wait, { quotes }) => ({ status: 200, body: { quoted: quotes.includes(wait) } }),
		sleep: async () => {},
		isPatient: false,
	});
	expect(found).toEqual([{ messages: row, meant: { waits: ['question-2'] } }]);
});
