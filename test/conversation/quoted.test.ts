/** A person with several questions says which one is answered by quoting it. */
import type { IWebhookFunctions } from 'n8n-workflow';
import { receiveAnswer } from '../../nodes/ItnioWhatsApp/conversation/answered';
import type { Question } from '../../nodes/ItnioWhatsApp/conversation/question';
import { quotedOrAll } from '../../nodes/ItnioWhatsApp/conversation/quoted';
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
	const waits = await quotedOrAll(open, [message], async (wait, { quotes }) => {
		count += 1;
		return { status: 200, body: { quoted: quotes.includes(wait) } };
	});
	return { waits, count };
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
	const mute = async () => ({ unreachable: 'nobody answers' });
	expect(await quotedOrAll(all, [push({ context: { id: 'question-1' } })], mute)).toEqual(all);
});
