/** Answers on their way through the trigger, and what n8n keeps of those who wait. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeOperationError } from 'n8n-workflow';
import { derivedKey } from '../../nodes/ItnioWhatsApp/service/credential';
import { answerTo, readAnswer, type Said } from '../../nodes/ItnioWhatsApp/conversation/answer';
import type { Question } from '../../nodes/ItnioWhatsApp/conversation/question';
import { saysQuoted } from '../../nodes/ItnioWhatsApp/conversation/quoted';
import { PURPOSE, writeNotice } from '../../nodes/ItnioWhatsApp/conversation/registration';
import { withToken } from '../../nodes/ItnioWhatsApp/conversation/token';
import { MAX_WAITING, Waiting } from '../../nodes/ItnioWhatsApp/conversation/waiting';
import { messageStatusEvent, upMessageEvent } from '../../sandbox';
import { until } from '../../harness/until';
import { listen, type Listener, type ListenerOptions } from '../trigger/listener';

const SARI = '6281234567890';
const BUDI = '6281345678901';
const BUSINESS = '628111000111';
const credential = { appId: 'sandboxApp', apiSecret: 'the-secret-of-tests' };

const wait = (nonce: string) => ({
	executionId: '7',
	nodeId: '861af60c-a53d-4e51-aa16-fe4a3b683c95',
	nonce,
	signature: 'c5'.repeat(32),
});
const wrote = (text: string, from = SARI) =>
	upMessageEvent({ from, text }, { appId: 'sandboxApp', businessPhone: BUSINESS, nowMs: Date.now() });
const tapped = (nonce: string, from = SARI) => ({
	...wrote('', from),
	message: {
		type: 'interactive',
		interactive: { button_reply: { id: withToken('yes', wait(nonce), 0), title: 'Yes' } },
	},
});

interface Reply {
	status: number;
	body: string | object;
}
const TAKEN: Reply = { status: 200, body: { answer: 'taken' } };
const RUNNING: Reply = { status: 409, body: { message: 'The execution "7" is running already.' } };
const FAILED: Reply = { status: 409, body: { message: 'The execution "7" has finished with error.' } };
const OVER: Reply = { status: 200, body: '<!DOCTYPE html><html><title>No action required</title>' };

/** What is at n8n's own address for waiting executions. */
let reply = TAKEN;
let calls = 0;
/** What it was told last. */
let handed: { look?: true; said: Said[]; choice?: number };
let told = 0;
/** Where it was told last. */
let toldAt = '';
/** The nonce of the question that is quoted. */
let quoted = '';
/** So many calls of the question "oldquest" go wrong on their way, and how. */
let disturbances = 0;
let disturb: (response: ServerResponse) => void;
let lose = false;
/** What the execution of a question says, where it is more than a fixed reply. */
let execution: ((nonce: string, body: object) => object) | undefined;
let own: Server;
let waitingUrl = '';
let listener: Listener | undefined;

beforeAll(async () => {
	own = createServer((request, response) => {
		calls += 1;
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			handed = JSON.parse(Buffer.concat(chunks).toString()) as typeof handed;
			const { look, said } = handed;
			if (execution !== undefined) {
				const { searchParams } = new URL(String(request.url), 'http://n8n');
				const {
					http = 200,
					afterMs = 0,
					...says
				} = execution(searchParams.get('n') ?? '', handed) as {
					http?: number;
					afterMs?: number;
				};
				void sleep(afterMs).then(() =>
					response.writeHead(http, { 'Content-Type': 'application/json' }).end(JSON.stringify(says)),
				);
				return;
			}
			if (disturbances > 0 && String(request.url).includes('n=oldquest&')) {
				disturbances -= 1;
				return disturb(response);
			}
			if ('quotes' in handed) {
				response.writeHead(200, { 'Content-Type': 'application/json' });
				response.end(JSON.stringify({ quoted: String(request.url).includes(`n=${quoted}&`) }));
				return;
			}
			toldAt = String(request.url);
			if (!look) told += 1;
			// As of a process that is gone.
			if (lose && !look) return;
			const fits = { answer: 'fits', used: said.map(({ messageId }) => messageId) };
			const body = look && reply === TAKEN ? fits : reply.body;
			const isText = typeof body === 'string';
			response.writeHead(reply.status, { 'Content-Type': isText ? 'text/html' : 'application/json' });
			response.end(isText ? body : JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
	waitingUrl = `http://127.0.0.1:${(own.address() as AddressInfo).port}/webhook-waiting`;
});
afterAll(() => {
	own.closeAllConnections();
	own.close();
});
beforeEach(() => {
	reply = TAKEN;
	calls = 0;
	told = 0;
	lose = false;
	execution = undefined;
});
afterEach(async () => await listener?.close());

async function trigger(options: ListenerOptions = {}): Promise<Listener> {
	listener = await listen({ credential, waitingUrl, ...options });
	return listener;
}

/** Until n8n has it in its database, as the send node does. */
async function register({ url }: Listener, nonce: string, recipient = SARI): Promise<void> {
	const context = { getCredentials: async () => credential };
	const key = await derivedKey(context as unknown as Parameters<typeof derivedKey>[0], PURPOSE);
	const registration = { ...wait(nonce), recipient, businessPhone: BUSINESS, until: 0 };
	await until('n8n to store it', async () => {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(writeNotice(key, 'add', registration, Date.now())),
		});
		return ((await response.json()) as { wait?: string }).wait === 'stored';
	});
}

test('a typed answer that comes too late starts a workflow, and so does a tap after it', async () => {
	const { post, started } = await trigger();
	await register(listener as Listener, 'aaaaaaaa');
	reply = FAILED;
	expect((await post(wrote('hello'))).status).toBe(200);
	await post(tapped('aaaaaaaa'));
	expect(started.map(({ lateAnswer }) => lateAnswer)).toEqual([undefined, true]);
});

test('a tap is the choice that was tapped, also where the question stands beside it with all its choices', async () => {
	const { post, started } = await trigger();
	const choice = (n: number) => ({ id: withToken('yes', wait('eeeeeeee'), n), title: `Choice ${n}` });
	const interactive = {
		action: { buttons: [0, 1, 2].map((n) => ({ reply: choice(n) })) },
		button_reply: choice(2),
	};
	const { message } = await post({ ...wrote(''), message: { type: 'interactive', interactive } });
	expect(message).toMatch(/^Handed over/);
	expect(handed).toMatchObject({ choice: 2 });
	expect(started).toEqual([]);
});

/** One person has two questions, "oldquest" and "newquest". */
async function twoQuestions(options: ListenerOptions = {}): Promise<Listener> {
	const it = await trigger(options);
	for (const nonce of ['oldquest', 'newquest']) await register(it, nonce);
	quoted = 'oldquest';
	toldAt = '';
	return it;
}

/** "yes", which quotes a message. */
const quoting = (id: string) => ({
	...wrote(''),
	message: { type: 'text', text: { body: 'yes' }, context: { id } },
});

test('typed words that quote the older of two questions answer that one', async () => {
	const { post, started } = await twoQuestions();
	expect((await post(quoting('question'))).message).toMatch(/^Handed over/);
	expect(toldAt).toContain('n=oldquest&');
	expect(started).toEqual([]);
});

test.each<[string, typeof disturb]>([
	['a process of n8n starts', (response) => response.end('n8n is starting up. Please wait')],
	['a proxy has no n8n', (response) => response.writeHead(502).end('<html>')],
	['the line breaks', (response) => response.destroy()],
	['a gateway is being maintained', (response) => response.end('{"message":"We will be back soon."}')],
])('typed words that quote the older of two questions never answer the newer one: %s', async (_what, how) => {
	const { post } = await twoQuestions();
	disturbances = 1;
	disturb = how;
	await post(quoting('question'));
	expect(toldAt).toContain('n=oldquest&');
});

test('where the execution of a quoted question cannot be asked, ITNIO is to push the words again', async () => {
	const { post, started, thrown } = await twoQuestions();
	disturbances = 1_000;
	disturb = (response) => response.writeHead(502).end('<html>');
	expect((await post(quoting('question'))).status).toBe(500);
	expect([toldAt, started]).toEqual(['', []]);
	expect(thrown[0]?.message).toMatch(/execution 7 does not say whether it asked that question$/);
	disturbances = 0;
	expect((await post(quoting('question'))).message).toMatch(/^Handed over/);
	expect(toldAt).toContain('n=oldquest&');
});

/** As n8n says something by itself. */
const saying = (code: number, message: string) => (response: ServerResponse) =>
	response.writeHead(code, { 'Content-Type': 'application/json' }).end(JSON.stringify({ code, message }));

test('words in a group that quote the older question wait for an n8n that is away for some seconds, as others do', async () => {
	const { post, started } = await twoQuestions({ parameters: { options: { groupMessages: 2 } } });
	// Three seconds or so: ITNIO was told 200 and pushes nothing again.
	disturbances = 5;
	disturb = saying(503, 'Database is not ready!');
	await post(quoting('question'));
	await until('something to become of it', async () => toldAt !== '' || started.length > 0);
	disturbances = 0;
	expect([toldAt, started]).toEqual([expect.stringContaining('n=oldquest&'), []]);
});

test('an execution that is at work is not said to be an address that n8n cannot reach', async () => {
	const { post, thrown } = await twoQuestions();
	quoted = 'neither';
	disturbances = 1_000;
	disturb = saying(409, 'The execution "7" is running already.');
	await post(quoting('an advertisement'));
	disturbances = 0;
	expect(thrown).toHaveLength(1);
	expect(thrown[0]?.message).not.toContain('n8n cannot reach its own address');
});

test('words in a group wait for a process of n8n that starts, also while it knows no webhooks', async () => {
	const { post, started } = await trigger({ parameters: { options: { groupMessages: 2 } } });
	await register(listener as Listener, 'oldquest');
	toldAt = '';
	// Ten seconds or so: while a proxy has no n8n, or n8n no database, they are waited for as long as that.
	disturbances = 7;
	disturb = (response) => response.writeHead(404).end('<pre>Cannot POST /webhook-waiting/7/ask</pre>');
	await post(quoting('question'));
	await until('something to become of it', async () => toldAt !== '' || started.length > 0);
	disturbances = 0;
	expect([toldAt, started.length]).toEqual([expect.stringContaining('n=oldquest&'), 0]);
});

test('behind the last push nothing comes, also where n8n was still at work with one when the next one came', async () => {
	const { post, started } = await twoQuestions();
	disturbances = 1_000;
	disturb = (response) => response.writeHead(502).end('<html>');
	const push = quoting('question');
	// A call that n8n cannot pass on to itself may take longer than the minute after which ITNIO pushes again.
	const [first, second] = await Promise.all([post(push), sleep(1_000).then(async () => await post(push))]);
	// 503: where the machine is slow, ITNIO is told before n8n is sure.
	expect([500, 503]).toContain(first.status);
	expect(second.status).toBe(503);
	await post(push);
	await post(push);
	disturbances = 0;
	expect(started).toHaveLength(1);
});

/** Two approvals, answered by words that quote them: `outcomes` tells what each execution goes on with. */
async function twoApprovals(options: ListenerOptions = {}) {
	const it = await twoQuestions(options);
	const choices = [
		{ id: 'approve', title: 'Approve' },
		{ id: 'decline', title: 'Decline' },
	];
	const outcomes: Record<string, unknown> = {};
	execution = (nonce, body) => {
		if (nonce in outcomes) return { answer: 'gone', message: 'The execution has finished already.' };
		const asked = { answerBy: 'approval', choices, recipient: SARI, businessPhone: BUSINESS, askedAt: 0 };
		const question = { ...asked, messageId: `of-${nonce}` } as unknown as Question;
		const quotes = saysQuoted(question, body);
		if (quotes) return quotes;
		const answer = readAnswer(body);
		const taken = answer && answerTo(question, answer);
		if (typeof taken !== 'object') return { answer: 'refused' };
		if ('look' in body) return { answer: 'fits', used: taken.used, asked: question.messageId };
		outcomes[nonce] = taken.outcome.data?.approved;
		return { answer: 'taken' };
	};
	const says = async (body: string, nonce: string) => {
		const message = { type: 'text', text: { body }, context: { id: `of-${nonce}` } };
		return await it.post({ ...wrote(''), message });
	};
	return { ...it, outcomes, says };
}

test.each([
	['approve', 'oldquest', 'decline', 'newquest'],
	['approve', 'newquest', 'decline', 'oldquest'],
])(
	'of two answers in a row, "%s" to %s and "%s" to %s, neither is given to the other question',
	async (...row) => {
		const [first, firstQuoted, second, secondQuoted] = row;
		const { says, started, outcomes } = await twoApprovals({ parameters: { options: { groupMessages: 2 } } });
		await says(first, firstQuoted);
		await says(second, secondQuoted);
		await until('something to become of both', async () => started.length + Object.keys(outcomes).length > 1);
		const texts = started.map(({ text }) => text);
		expect([outcomes, texts]).toEqual([{ [firstQuoted]: true, [secondQuoted]: false }, []]);
	},
);

test('words in front of two answers in a row do not take the first one along to the question of the second one', async () => {
	const { post, says, started, outcomes } = await twoApprovals({
		parameters: { options: { groupMessages: 2 } },
	});
	await post(wrote('Hello'));
	await says('approve', 'newquest');
	await says('Let me see', 'oldquest');
	await until('something to become of it', () => started.length > 0);
	expect([outcomes, started[0]?.text]).toEqual([{ newquest: true }, 'Hello\nLet me see']);
});

test('words without a quote belong to the question that was quoted last, also where it was quoted before', async () => {
	const { post, says, outcomes } = await twoApprovals({ parameters: { options: { groupMessages: 2 } } });
	await says('Let me see', 'oldquest');
	await says('approve', 'newquest');
	await says('As to this one', 'oldquest');
	await post(wrote('decline'));
	await until('the newer one to be answered', () => 'newquest' in outcomes);
	await sleep(500);
	expect(outcomes).toEqual({ oldquest: false, newquest: true });
});

test.each([
	['oldquest', 'words'],
	['newquest', 'words'],
	['oldquest', 'a tap'],
])(
	'who has answered %s by %s and quotes it once more does not answer the other question, also when n8n was restarted',
	async (nonce, how) => {
		const { post, says, restart, started, outcomes } = await twoApprovals();
		await (how === 'a tap' ? post(tapped(nonce)) : says('approve', nonce));
		await says('decline', nonce);
		restart();
		await says('Approve', nonce);
		expect(outcomes).toEqual({ [nonce]: true });
		expect(started.map(({ text }) => text)).toEqual(['decline', 'Approve']);
	},
);

test.each(['words', 'a tap'])(
	'a word about a question that was answered by %s does not keep the answer in the same group from the question that it quotes',
	async (how) => {
		const { post, says, outcomes, started } = await twoApprovals({
			parameters: { options: { groupMessages: 2 } },
		});
		if (how === 'a tap') await post(tapped('oldquest'));
		else await says('approve', 'oldquest');
		await until('the older one to be answered', () => 'oldquest' in outcomes);
		await says('thanks', 'oldquest');
		await says('decline', 'newquest');
		await until('something to become of it', () => started.length > 0 || 'newquest' in outcomes);
		await sleep(200);
		expect(outcomes).toEqual({ oldquest: true, newquest: false });
	},
);

test('an answer in front of a word about a question that was answered is not lost to the question that waits', async () => {
	const { post, says, outcomes, started } = await twoApprovals({
		parameters: { options: { groupMessages: 2 } },
	});
	await says('approve', 'oldquest');
	await until('the older one to be answered', () => 'oldquest' in outcomes);
	await post(wrote('decline'));
	await says('thanks', 'oldquest');
	await until('something to become of it', () => started.length > 0 || 'newquest' in outcomes);
	await sleep(200);
	expect(outcomes).toEqual({ oldquest: true, newquest: false });
});

test.each(['an advertisement', 'their own answer'])(
	'words that quote %s behind an answer in the same group are no answer to the other question',
	async (what) => {
		const { post, started } = await twoQuestions({ parameters: { options: { groupMessages: 2 } } });
		const answer = { ...quoting('question'), messageId: 'answer-1' };
		await post(answer);
		await post({
			...quoting(what === 'an advertisement' ? 'the-ad' : answer.messageId),
			messageId: 'answer-2',
		});
		await until('something to become of it', () => told > 0);
		await sleep(1_500);
		expect([told, toldAt.includes('n=newquest&'), started]).toEqual([1, false, []]);
	},
);

test('who quotes a question once more while n8n goes on with the first answer does not answer the other question', async () => {
	const { says, started, outcomes } = await twoApprovals();
	const inner = execution as NonNullable<typeof execution>;
	execution = (nonce, body) => {
		if (nonce in outcomes) return { http: 409, message: `The execution "${nonce}" is running already.` };
		const reply = inner(nonce, body);
		// n8n says that it goes on a moment after it has begun.
		return nonce in outcomes ? { ...reply, afterMs: 300 } : reply;
	};
	const first = says('approve', 'oldquest');
	await until('the first one to be told', () => 'oldquest' in outcomes);
	const second = says('decline', 'oldquest');
	const finished = execution;
	await sleep(350);
	execution = (nonce, body) =>
		nonce === 'oldquest'
			? { http: 409, message: 'The execution "7" has finished already.' }
			: finished(nonce, body);
	await Promise.all([first, second]);
	expect([outcomes, started.map(({ text }) => text)]).toEqual([{ oldquest: true }, ['decline']]);
});

test('nor who does so before the trigger hears that n8n went on with the first answer', async () => {
	const { says, started, outcomes } = await twoApprovals();
	const inner = execution as NonNullable<typeof execution>;
	const gone = new Set<string>();
	execution = (nonce, body) => {
		if (gone.has(nonce)) return { http: 409, message: 'The execution "7" has finished already.' };
		const reply = inner(nonce, body);
		if (!(nonce in outcomes)) return reply;
		gone.add(nonce);
		// It is over when a proxy gives up.
		return { http: 502, afterMs: 500 };
	};
	const first = says('approve', 'oldquest');
	await until('the first one to be told', () => gone.has('oldquest'));
	await Promise.all([first, says('decline', 'oldquest')]);
	expect([outcomes, started.map(({ text }) => text)]).toEqual([{ oldquest: true }, ['decline']]);
});

test('nor who does so at another process', async () => {
	const { post, says, started, outcomes, otherUrl } = await twoApprovals();
	const inner = execution as NonNullable<typeof execution>;
	let isOver = false;
	execution = (nonce, body) => {
		if (!(nonce in outcomes)) {
			const reply = inner(nonce, body);
			return nonce in outcomes ? { ...reply, afterMs: 300 } : reply;
		}
		const what = isOver ? 'has finished already' : 'is running already';
		return { http: 409, message: `The execution "${nonce}" ${what}.` };
	};
	const first = says('approve', 'oldquest');
	await until('the first one to be told', () => 'oldquest' in outcomes);
	const message = { type: 'text', text: { body: 'decline' }, context: { id: 'of-oldquest' } };
	const second = post({ ...wrote(''), message }, { to: otherUrl });
	await first;
	isOver = true;
	await second;
	expect([outcomes, started.map(({ text }) => text)]).toEqual([{ oldquest: true }, ['decline']]);
});

test('in a row, plain words behind a word about an answered question belong to it', async () => {
	const { post, says, outcomes, started } = await twoApprovals({
		parameters: { options: { groupMessages: 2 } },
	});
	await says('approve', 'oldquest');
	await until('the older one to be answered', () => 'oldquest' in outcomes);
	await says('Sorry, I was wrong', 'oldquest');
	await post(wrote('decline'));
	await until('the workflow to start', () => started.length > 0);
	expect([outcomes, started.map(({ text }) => text)]).toEqual([
		{ oldquest: true },
		['Sorry, I was wrong\ndecline'],
	]);
});

test('of two answers in a row the second one does not wait for the execution of the first one', async () => {
	const { says, outcomes } = await twoApprovals({ parameters: { options: { groupMessages: 2 } } });
	const inner = execution as NonNullable<typeof execution>;
	const order: string[] = [];
	execution = (nonce, body) => {
		const reply = inner(nonce, body);
		if ('answer' in reply && reply.answer === 'taken') order.push(nonce);
		return nonce === 'oldquest' && 'look' in body ? { ...reply, afterMs: 5_000 } : reply;
	};
	await says('approve', 'oldquest');
	await says('decline', 'newquest');
	await until('both to be answered', () => Object.keys(outcomes).length > 1);
	expect(order).toEqual(['newquest', 'oldquest']);
});

test('ITNIO is told to push again where executions are slow to say whether their question is quoted', async () => {
	const { post } = await twoQuestions();
	disturbances = 1_000;
	disturb = () => undefined;
	expect((await post(quoting('question'))).status).toBe(503);
	disturbances = 0;
	own.closeAllConnections();
	await until('it to be handed over', () => toldAt.includes('n=oldquest&'));
}, 60_000);

test('of two answers in a row of which nobody knows what became of them, both are named', async () => {
	const it = await twoApprovals({ parameters: { options: { groupMessages: 2 } } });
	const inner = execution as NonNullable<typeof execution>;
	const lost = new Set<string>();
	execution = (nonce, body) => {
		if ('quotes' in body) return inner(nonce, body);
		if (lost.has(nonce)) return { http: 404, message: 'The execution "7" does not exist.' };
		// Its time is nearly up.
		if ('look' in body) return { ...inner(nonce, body), leftMs: 500 };
		lost.add(nonce);
		return { http: 502 };
	};
	await it.says('approve', 'oldquest');
	await it.says('decline', 'newquest');
	await until('both to be lost', () => lost.size > 1);
	await until('it to be listed', () => it.thrown.length > 0);
	await sleep(500);
	const words = [...it.thrown.map(({ message }) => message), ...it.logged].join('\n');
	expect(words.match(/was handed to execution \d+, but n8n did not say/g)).toHaveLength(2);
});

describe('a message that comes as the text of its JSON', () => {
	test('is no tap on the button that it quotes', async () => {
		const { post, started } = await trigger();
		const button = { reply: { id: withToken('yes', wait('quoteone'), 0), title: 'Yes' } };
		const context = { id: 'question', interactive: { action: { buttons: [button] } } };
		const message = { type: 'text', text: { body: 'What is this?' }, context };
		await post({ ...wrote(''), message: JSON.stringify(message) });
		expect(told).toBe(0);
		expect(started.map(({ text }) => text)).toEqual(['What is this?']);
	});

	test('answers the older of two questions where it quotes that one', async () => {
		const { post } = await trigger();
		await register(listener as Listener, 'oldtextq');
		await register(listener as Listener, 'newtextq');
		quoted = 'oldtextq';
		const message = { type: 'text', text: { body: 'yes' }, context: { id: 'question' } };
		expect((await post({ ...wrote(''), message: JSON.stringify(message) })).message).toMatch(/^Handed over/);
		expect(toldAt).toContain('n=oldtextq');
	});
});

test('of two taps on a question the second one is dropped once the first one was taken', async () => {
	const { post, started } = await trigger();
	expect((await post(tapped('aaaaaaaa'))).message).toMatch(/^Handed over/);
	reply = OVER;
	expect((await post(tapped('aaaaaaaa'))).message).toBe('Dropped: this question was answered before.');
	expect(started).toEqual([]);
});

test.each([
	[404, '<html>nginx</html>'],
	[401, '<html>Authorization Required</html>'],
	[200, '<html>Welcome to nginx</html>'],
])(
	'a proxy that answers in place of n8n (HTTP %d) loses nothing: the error says where, and the push is repeated',
	async (status, body) => {
		const { post, started } = await trigger();
		await register(listener as Listener, 'bbbbbbbb');
		reply = { status, body };
		const refused = await Promise.all(
			[tapped('cccccccc'), wrote('hi')].map(async (push) => await post(push)),
		);
		for (const answer of refused) {
			expect(answer).toMatchObject({
				status: 500,
				message: expect.stringContaining(`n8n cannot reach its own address ${waitingUrl}`),
			});
		}
		expect(started).toEqual([]);
		// As soon as the way is free, both find it.
		reply = TAKEN;
		for (const push of [tapped('cccccccc'), wrote('hi')]) {
			expect((await post(push)).message).toMatch(/^Handed over/);
		}
	},
);

describe('n8n writes at the end of a call what it read at its beginning', () => {
	const waits = () =>
		(listener?.staticData()['node:Trigger'] as { waiting: string }).waiting
			.split('\n')
			.map((line) => line.split(' ')[0]);

	test('a group that is open for long does not take those off the list who came meanwhile', async () => {
		const { post, started, restart } = await trigger({ parameters: { options: { groupMessages: 2 } } });
		await post(wrote('Hi', BUDI));
		await register(listener as Listener, 'dddddddd');
		await until('the group to close', () => started.length === 1);
		expect(waits()).toEqual(['dddddddd']);
		restart();
		expect((await post(wrote('my answer'))).status).toBe(200);
		await until('it to be handed over', () => calls === 2);
		expect(started).toHaveLength(1);
	});

	test('nor does a tap that n8n cannot hand over yet', async () => {
		const { post, started } = await trigger();
		reply = RUNNING;
		const tap = post(tapped('eeeeeeee', BUDI));
		await until('the first try', () => calls > 0);
		await register(listener as Listener, 'dddddddd');
		expect((await tap).status).toBe(503);
		expect(waits()).toEqual(['dddddddd']);
		// The call goes on, and its outcome is the only one.
		reply = OVER;
		await until('the tap to start the workflow', () => started.length === 1);
		expect(started[0]).toMatchObject({ lateAnswer: true, text: 'Yes' });
		expect(waits()).toEqual(['dddddddd']);
	});

	test('nor does a report of a delivery, of which there are many', async () => {
		let release = () => {};
		let held: Promise<void> | undefined = new Promise((resolve) => (release = resolve));
		const { post } = await trigger({
			parameters: { events: ['up-message-event', 'message-status-event'] },
			beforeCredential: async () => await held,
		});
		const origin = { appId: 'sandboxApp', businessPhone: BUSINESS, nowMs: Date.now() };
		const report = post(messageStatusEvent({ messageId: 'm1', recipient: BUDI }, 'read', origin));
		await until('the report to be under way', () => listener?.calls() === 1);
		held = undefined;
		await register(listener as Listener, 'dddddddd');
		release();
		expect((await report).status).toBe(200);
		expect(waits()).toEqual(['dddddddd']);
	});

	test('a push that fails is welcome again, also where another one ended meanwhile', async () => {
		const { post } = await trigger();
		await register(listener as Listener, 'dddddddd');
		reply = { status: 404, body: '<html>nginx</html>' };
		const answer = wrote('my answer');
		const failing = post(answer);
		await until('the first try', () => calls > 0);
		expect((await post(wrote('Hi', BUDI))).message).toBe('The workflow was started.');
		expect((await failing).status).toBe(500);
		listener?.restart();
		reply = TAKEN;
		expect((await post(answer)).message).toMatch(/^Handed over/);
	});

	test('nor are pushes forgotten that came meanwhile', async () => {
		const { post, started, restart } = await trigger({ parameters: { options: { groupMessages: 2 } } });
		const first = wrote('first', BUDI);
		await post(first);
		// It joins, so that its call ends at once and may write.
		await post(wrote('second', BUDI));
		await until('the group to close', () => started.length === 1);
		restart();
		expect((await post(first)).message).toBe('Dropped: this event came before.');
	});
});

describe('a list that is nearly full', () => {
	const stored = (count: number) => {
		const waiting = new Waiting();
		for (let n = 0; n < count; n++) {
			const recipient = String(6_281_000_000_000 + n);
			waiting.add({ ...wait(`n${n}`), recipient, businessPhone: BUSINESS, until: 0 }, n);
		}
		return { 'node:Trigger': { waiting: waiting.stored(Date.now()) } };
	};
	const on = () =>
		(listener?.staticData()['node:Trigger'] as { waiting: string }).waiting
			.split('\n')
			.filter((line) => !line.includes(' off '))
			.map((line) => line.split(' ')[0]);

	test('is looked at only then', async () => {
		await trigger({ stored: stored(100) });
		await register(listener as Listener, 'aaaaaaaa');
		await register(listener as Listener, 'bbbbbbbb', BUDI);
		expect(calls).toBe(0);
	});

	test('is looked through, a few with each new question: stopped executions go', async () => {
		await trigger({ stored: stored(MAX_WAITING - 1) });
		reply = OVER;
		await register(listener as Listener, 'aaaaaaaa');
		await until('the first looks', () => calls >= 5);
		await register(listener as Listener, 'bbbbbbbb', BUDI);
		expect(on()).not.toContain('n0');
		expect(on()).toEqual(expect.arrayContaining(['n100', 'aaaaaaaa', 'bbbbbbbb']));
	});

	test('keeps those that wait: looking ends no wait', async () => {
		await trigger({ stored: stored(MAX_WAITING - 10) });
		await register(listener as Listener, 'aaaaaaaa');
		await until('the looks', () => calls >= 5);
		await register(listener as Listener, 'bbbbbbbb', BUDI);
		expect(on()).toHaveLength(MAX_WAITING - 8);
	});
});

describe('n8n stops after it was told an answer', () => {
	test('which is an error that names the execution, where nobody waits any longer', async () => {
		const parameters = { events: ['up-message-event'] };
		const { post, started, thrown, restart } = await trigger({ parameters });
		await register(listener as Listener, 'aaaaaaaa');
		const pushes = [wrote('my answer'), tapped('cccccccc', BUDI)];
		lose = true;
		const lost = Promise.all(pushes.map(async (push) => await post(push).catch(() => undefined)));
		await until('both to be told', () => told === 2);
		restart();
		reply = OVER;
		lose = false;
		for (const push of pushes) {
			expect(await post(push)).toMatchObject({
				status: 500,
				message: expect.stringContaining('was handed to execution 7, but n8n did not say'),
			});
			expect((await post(push)).message).toMatch(/^Dropped/);
		}
		// n8n stores them with the node that they name.
		expect(thrown.map((error) => (error as NodeOperationError).node.parameters)).toEqual([{}, {}]);
		expect(started).toEqual([]);
		own.closeAllConnections();
		await lost;
	});

	test('which is no answer to another question, where the words quote the one that went on', async () => {
		const { post, restart } = await twoQuestions();
		const push = quoting('question');
		lose = true;
		const lost = post(push).catch(() => undefined);
		await until('the older one to be told', () => told === 1);
		expect(toldAt).toContain('n=oldquest&');
		restart();
		lose = false;
		// It went on with the answer, and is over.
		disturbances = 1_000;
		disturb = saying(404, 'The execution "7" does not exist.');
		const { message } = await post(push);
		const newerIsTold = toldAt.includes('n=newquest&');
		own.closeAllConnections();
		await lost;
		disturbances = 0;
		expect([message, newerIsTold]).toEqual([
			expect.stringContaining('was handed to execution 7, but n8n did not say'),
			false,
		]);
	});
});

test('messages without a number are nobody’s: they are not joined', async () => {
	const { post, started } = await trigger({ parameters: { options: { groupMessages: 60 } } });
	for (const text of ['my order 7', 'cancel it']) {
		const { from, ...push } = wrote(text) as Record<string, unknown>;
		await post({ ...push, from: { name: 'Somebody' }, messageId: text });
		expect(from).toBeDefined();
	}
	expect(started.map(({ text }) => text)).toEqual(['my order 7', 'cancel it']);
});

describe('two webhook processes: what started a workflow at one of them after a wait is no news for the other', () => {
	/** When the other process has told what it knows. */
	const repeated = async ({ calls, post }: Listener, event: object, before: number) => {
		await until('the other process to tell it', () => calls() > before);
		return (await post(event)).message;
	};

	test('words that nobody takes for an answer', async () => {
		const here = await trigger();
		await register(here, 'dddddddd');
		reply = { status: 422, body: { answer: 'refused' } };
		const event = wrote('what do you mean?');
		const before = here.calls() + 1;
		expect((await here.post(event, { to: here.otherUrl })).message).toBe('The workflow was started.');
		expect(await repeated(here, event, before)).toBe('Dropped: this event came before.');
		expect(here.started).toHaveLength(1);
	});

	test('what somebody wrote in a row', async () => {
		const here = await trigger({ parameters: { options: { groupMessages: 0.2 } } });
		const event = wrote('one');
		const before = here.calls() + 1;
		expect((await here.post(event, { to: here.otherUrl })).status).toBe(200);
		await until('the pause to end', () => here.started.length === 1);
		expect(await repeated(here, event, before)).toBe('Dropped: this event came before.');
		expect(here.started).toHaveLength(1);
	});
});

test('where the service was told 200 and n8n cannot reach itself, what was written in a row starts the workflow', async () => {
	const { post, started } = await trigger({ parameters: { options: { groupMessages: 0.3 } } });
	await register(listener as Listener, 'bbbbbbbb');
	reply = { status: 404, body: '<html>nginx</html>' };
	const answers = [await post(wrote('my answer')), await post(wrote('and this'))];
	expect(answers.map(({ status }) => status)).toEqual([200, 200]);
	await until('the workflow to start', () => started.length === 1);
	expect(started[0]?.text).toBe('my answer\nand this');
}, 60_000);

test('what a caller pushed who hung up is not written down while it waits for a pause', async () => {
	const { post, restart, started, url } = await trigger({ parameters: { options: { groupMessages: 4 } } });
	reply = RUNNING;
	const blocker = post(tapped('eeeeeeee', BUDI));
	await until('it to be looked after', () => calls > 0);
	const event = { ...tapped('eeeeeeee', SARI), messageId: 'second' };
	// A second tap on the question waits for its turn, and whoever pushes it gives up.
	await fetch(url, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(event),
		signal: AbortSignal.timeout(1_000),
	}).catch(() => undefined);
	reply = OVER;
	// Answered when its pause begins; the second tap follows.
	await blocker;
	await sleep(1_500);
	const others = ['one', 'two'].map((text) => wrote(text, '6281200000009'));
	for (const other of others) await post(other);
	expect(started).toEqual([]);
	restart();
	expect((await post(event)).message).not.toMatch(/^Dropped/);
}, 60_000);

describe('two webhook processes: what one of them knows for long is not written over what the other one stored since', () => {
	const origin = { appId: 'sandboxApp', businessPhone: BUSINESS, nowMs: Date.now() };
	const reportOf = (messageId: string) => messageStatusEvent({ messageId, recipient: BUDI }, 'sent', origin);

	test('a report of a delivery does not take those off the list who asked elsewhere: the answer is theirs', async () => {
		const here = await trigger({ parameters: { events: ['up-message-event', 'message-status-event'] } });
		await register(here, 'budibudi', BUDI);
		await register({ ...here, url: here.otherUrl }, 'dddddddd');
		await here.post(reportOf('m1'));
		expect((await here.post(wrote('my answer'))).message).toMatch(/^Handed over/);
		expect(here.started.map(({ text, status }) => text ?? status)).toEqual(['sent']);
	});

	test('a report that somebody may wait for does not let a push start again that started a workflow elsewhere', async () => {
		const here = await trigger({ stored: { 'node:Trigger': { deliveries: `u ${Date.now()}` } } });
		await here.post(wrote('Hi', BUDI));
		const order = wrote('my order');
		expect((await here.post(order, { to: here.otherUrl })).message).toBe('The workflow was started.');
		const delivered = messageStatusEvent({ messageId: 'm1', recipient: BUDI }, 'delivered', origin);
		await here.post(delivered);
		// The answer of the other process was lost, so ITNIO pushes it again.
		expect((await here.post(order)).message).toBe('Dropped: this event came before.');
		expect(here.started.map(({ text }) => text)).toEqual(['Hi', 'my order']);
	});
});
