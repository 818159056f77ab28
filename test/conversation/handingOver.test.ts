import type { Answer } from '../../nodes/ItnioWhatsApp/conversation/answer';
import {
	addressOf,
	handOver,
	meaningOf,
	type Reply,
} from '../../nodes/ItnioWhatsApp/conversation/handingOver';

const answer: Answer = { sender: '1', businessPhone: '2', messageId: 'm', timestamp: 1, choice: 0 };
const taken: Reply = { status: 200, body: { answer: 'taken' } };
const running: Reply = { status: 409, body: { message: 'The execution "7" is running already.' } };
const lostRace: Reply = {
	status: 500,
	body: { code: 0, message: 'There was a problem executing the workflow' },
};
const page: Reply = { status: 200, body: '<!DOCTYPE html><html><head><title>No action required</title>' };
const refusedConnection: Reply = { unreachable: 'the connection is refused' };

/** Gives the replies one after the other, the last one for ever, and notes the pauses. */
function n8nThatReplies(...replies: Reply[]) {
	const pauses: number[] = [];
	let calls = 0;
	return {
		pauses,
		calls: () => calls,
		hand: async (ended = () => false) =>
			await handOver('http://n8n', answer, {
				post: async () => replies[Math.min(calls++, replies.length - 1)] as Reply,
				sleep: async (milliseconds) => void pauses.push(milliseconds),
				ended,
			}),
	};
}

test('the address is the one that n8n signed', () => {
	const wait = { executionId: '7', nodeId: 'a b', nonce: 'n_-45678', signature: 'ff' };
	expect(addressOf('https://n8n.example.com/webhook-waiting', wait)).toBe(
		'https://n8n.example.com/webhook-waiting/7/a%20b?n=n_-45678&signature=ff',
	);
});

test.each([
	['the execution goes on', taken, 'taken'],
	['the execution is over and n8n shows a page', page, 'gone'],
	['a page in other words', { status: 200, body: { message: 'Workflow was started' } }, 'gone'],
	['it waits for another question', { status: 410, body: { answer: 'gone' } }, 'gone'],
	['it was deleted', { status: 404, body: { message: 'The execution "7" does not exist.' } }, 'gone'],
	['it failed', { status: 409, body: { message: 'The execution "7" has finished with error.' } }, 'gone'],
	['it ended', { status: 409, body: { message: 'The execution "7 has finished already.' } }, 'gone'],
	['the signature is wrong', { status: 401, body: { error: 'Invalid token' } }, 'forged'],
	[
		'the signature is wrong, in a newer n8n',
		{ status: 401, body: '<html><title>Invalid Form Link</title>' },
		'forged',
	],
	['somebody else answers', { status: 403, body: { answer: 'refused' } }, 'refused'],
	['it is no answer', { status: 422, body: { answer: 'refused' } }, 'refused'],
	['a proxy forbids it', { status: 403, body: '<html>' }, 'unreachable'],
	['a proxy wants a login', { status: 401, body: '<html>' }, 'unreachable'],
	['a proxy wants a key', { status: 401, body: { error: 'Unauthorized' } }, 'unreachable'],
	['a proxy knows no such page', { status: 404, body: '<html>' }, 'unreachable'],
	['a proxy knows no such page, in JSON', { status: 404, body: { message: 'Not Found' } }, 'unreachable'],
	['a proxy calls it gone', { status: 410, body: '' }, 'unreachable'],
	['a proxy sees a conflict', { status: 409, body: '' }, 'unreachable'],
	['another server welcomes', { status: 200, body: '<html>Welcome</html>' }, 'unreachable'],
	['a proxy redirects', { status: 301, body: '' }, 'unreachable'],
	['another server answers', { status: 405, body: '' }, 'unreachable'],
	['nobody answers', refusedConnection, 'unreachable'],
] as Array<[string, Reply, string]>)('%s', (_what, reply, kind) => {
	expect(meaningOf(reply)?.kind).toBe(kind);
});

test.each([
	running,
	lostRace,
	{ status: 502, body: '' },
	{ status: 503, body: '' },
	{ status: 429, body: '' },
])('n8n cannot tell yet: %j', (reply) => {
	expect(meaningOf(reply)).toBeUndefined();
});

test('an execution that has asked a moment ago is waited for', async () => {
	const n8n = n8nThatReplies(running, running, running, taken);
	expect(await n8n.hand()).toEqual({ kind: 'taken' });
	expect(n8n.pauses).toEqual([100, 200, 400]);
});

test('after a lost race the next reply tells who has won', async () => {
	expect(await n8nThatReplies(lostRace, page).hand()).toEqual({ kind: 'gone' });
	expect(await n8nThatReplies(lostRace, running, page).hand()).toEqual({ kind: 'gone' });
});

test('an answer that came in another call meanwhile ends the tries', async () => {
	const n8n = n8nThatReplies(running);
	expect(await n8n.hand(() => n8n.calls() === 2)).toEqual({ kind: 'gone' });
	expect(n8n.calls()).toBe(2);
});

test('n8n is not asked without end: ITNIO pushes again', async () => {
	const n8n = n8nThatReplies(running);
	expect(await n8n.hand()).toEqual({ kind: 'busy' });
	expect(n8n.calls()).toBe(7);
	expect(n8n.pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(6_000);
});

test('an address that cannot be reached is tried again, too, and its reason is told', async () => {
	expect(await n8nThatReplies(refusedConnection, taken).hand()).toEqual({ kind: 'taken' });
	const n8n = n8nThatReplies(refusedConnection);
	expect(await n8n.hand()).toEqual({ kind: 'unreachable', why: 'the connection is refused' });
});
