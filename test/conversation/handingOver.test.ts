import type { PersonAnswer } from '../../nodes/ItnioWhatsApp/conversation/answer';
import {
	addressOf,
	handOver,
	meaningOfReply,
	type Reply,
} from '../../nodes/ItnioWhatsApp/conversation/handingOver';

const answer: PersonAnswer = {
	sender: '1',
	businessPhone: '2',
	choice: 0,
	said: [{ messageId: 'm', timestamp: 1, text: 'Yes', message: {} }],
};
const fits: Reply = { status: 200, body: { answer: 'fits', used: ['m'] } };
const taken: Reply = { status: 200, body: { answer: 'taken' } };
const running: Reply = { status: 409, body: { message: 'The execution "7" is running already.' } };
const lostRace: Reply = {
	status: 500,
	body: { code: 0, message: 'There was a problem executing the workflow' },
};
const page: Reply = { status: 200, body: '<!DOCTYPE html><html><head><title>No action required</title>' };
const refusedConnection: Reply = { unreachable: 'the connection is refused' };

/** Gives the replies one after the other, the last one for ever, and notes the pauses. What is asked takes no time. */
function n8nThatReplies(...replies: Reply[]) {
	const pauses: number[] = [];
	const bodies: Array<'look' | 'mark' | 'take'> = [];
	let clock = 0;
	let long = 0;
	return {
		pauses,
		bodies,
		long: () => long,
		calls: () => bodies.filter((what) => what !== 'mark').length,
		hand: async (ended = () => false, wasTold = false) =>
			await handOver('http://n8n', answer, {
				post: async (_url, body) => {
					bodies.push('look' in body ? 'look' : 'take');
					const calls = bodies.filter((what) => what !== 'mark').length;
					return replies[Math.min(calls, replies.length) - 1] as Reply;
				},
				wasTold,
				isPatient: false,
				beforeTelling: async () => void bodies.push('mark'),
				sleep: async (milliseconds) => {
					clock += milliseconds;
					pauses.push(milliseconds);
				},
				now: () => clock,
				ended,
				onLong: () => void (long += 1),
			}),
	};
}
const handedOver = { kind: 'taken', used: ['m'] };

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
	['it would go on', fits, 'fits'],
	['it waits for another question', { status: 410, body: { answer: 'gone' } }, 'gone'],
	['it was deleted', { status: 404, body: { message: 'The execution "7" does not exist.' } }, 'gone'],
	['it failed', { status: 409, body: { message: 'The execution "7" has finished with error.' } }, 'gone'],
	['it ended', { status: 409, body: { message: 'The execution "7 has finished already.' } }, 'gone'],
	['the signature is wrong', { status: 401, body: { error: 'Invalid token' } }, 'refused'],
	[
		'the signature is wrong, in a newer n8n',
		{ status: 401, body: '<html><title>Invalid Form Link</title>' },
		'refused',
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
	expect(meaningOfReply(reply)?.kind).toBe(kind);
});

test.each([
	[running, 'running'],
	[lostRace, 'later'],
	[{ status: 503, body: { code: 503, message: 'Database is not ready!' } }, 'later'],
	[{ status: 503, body: '' }, 'unknown'],
	[{ status: 429, body: '' }, 'later'],
	[{ status: 500, body: '' }, 'unknown'],
	[{ status: 502, body: '' }, 'unknown'],
	[{ status: 504, body: '<html>' }, 'unknown'],
	[{ status: 524, body: { message: 'timeout' } }, 'unknown'],
] as Array<[Reply, string]>)('n8n cannot tell yet: %j', (reply, kind) => {
	expect(meaningOfReply(reply)).toEqual({ kind });
});

test('an execution is asked before it is told, as asking changes nothing', async () => {
	const n8n = n8nThatReplies(fits, taken);
	expect(await n8n.hand()).toEqual(handedOver);
	expect(n8n.bodies).toEqual(['look', 'mark', 'take']);
	expect(n8n.pauses).toEqual([]);
});

test('an execution that has asked a moment ago is waited for', async () => {
	const n8n = n8nThatReplies(running, running, running, fits, taken);
	expect(await n8n.hand()).toEqual(handedOver);
	expect(n8n.pauses).toEqual([100, 200, 400]);
});

test('after a lost race the next reply tells who has won', async () => {
	expect(await n8nThatReplies(fits, lostRace, page).hand()).toEqual({ kind: 'gone' });
	expect(await n8nThatReplies(fits, lostRace, running, page).hand()).toEqual({ kind: 'gone' });
});

const broken: Reply = { unreachable: 'the connection breaks', mayHaveArrived: true };
test.each([
	['a proxy gives up', { status: 504, body: '<html>' }],
	['a proxy lost n8n', { status: 502, body: '' }],
	// Envoy and Istio say so also of a connection that broke behind the request, Heroku of a request that took too long.
	[
		'a proxy says 503 of what it passed on',
		{
			status: 503,
			body: 'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
		},
	],
	['the line breaks', broken],
] as Array<[string, Reply]>)('when %s, what was told may be done: n8n tells', async (_what, unknown) => {
	// It goes on: with this answer, because it still waited a moment ago.
	expect(await n8nThatReplies(fits, unknown, page).hand()).toEqual(handedOver);
	expect(await n8nThatReplies(fits, unknown, running).hand()).toEqual(handedOver);
	// It was about to go on when it was asked again, as n8n without a free place lets it wait at its door.
	expect(await n8nThatReplies(fits, unknown, fits, page).hand()).toEqual(handedOver);
	expect(await n8nThatReplies(fits, unknown, fits, running).hand()).toEqual(handedOver);
	// It was not told, and is told again.
	const again = n8nThatReplies(fits, unknown, fits, taken);
	expect(await again.hand()).toEqual(handedOver);
	expect(again.bodies).toEqual(['look', 'mark', 'take', 'look', 'take']);
	// Nobody waited in the first place.
	expect(await n8nThatReplies(unknown, page).hand()).toEqual({ kind: 'gone' });
});

test('an answer that came in another call meanwhile ends the tries', async () => {
	const n8n = n8nThatReplies(running);
	expect(await n8n.hand(() => n8n.calls() === 2)).toEqual({ kind: 'gone' });
	expect(n8n.calls()).toBe(2);
});

test('an execution that is at work is waited for until ITNIO has pushed for the last time, and ITNIO is told early', async () => {
	const n8n = n8nThatReplies(running);
	expect(await n8n.hand()).toEqual({ kind: 'busy' });
	const waited = n8n.pauses.reduce((sum, pause) => sum + pause, 0);
	expect(waited).toBeGreaterThan(9 * 60_000);
	expect(waited).toBeLessThan(15 * 60_000);
	expect(n8n.long()).toBeGreaterThan(0);
	expect(n8n.pauses.slice(0, 6).reduce((sum, pause) => sum + pause, 0)).toBeLessThan(6_000);
});

test('an n8n that was told, stopped and goes on is an error where nobody waits any longer', async () => {
	const never = () => false;
	expect(await n8nThatReplies(page).hand(never, true)).toEqual({ kind: 'unsure', used: [] });
	expect(await n8nThatReplies(running, page).hand(never, true)).toEqual({ kind: 'unsure', used: [] });
	// It stopped before it was told.
	const again = n8nThatReplies(fits, taken);
	expect(await again.hand(never, true)).toEqual(handedOver);
	expect(again.bodies).toEqual(['look', 'take']);
});

test('an n8n that never says whether it goes on is an error: neither is certain', async () => {
	expect(await n8nThatReplies(fits, broken, fits, broken, fits).hand()).toEqual({
		...handedOver,
		kind: 'unsure',
	});
});

test('an address that cannot be reached is tried again, too, and its reason is told', async () => {
	expect(await n8nThatReplies(refusedConnection, fits, taken).hand()).toEqual(handedOver);
	const n8n = n8nThatReplies(refusedConnection);
	expect(await n8n.hand()).toEqual({ kind: 'unreachable', why: 'the connection is refused' });
	expect(n8n.calls()).toBe(7);
});
