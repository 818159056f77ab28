import type { Answer } from '../../nodes/ItnioWhatsApp/service/answer';
import { WHATSAPP_STATUSES } from '../../nodes/ItnioWhatsApp/service/statuses';
import { classify, type Verdict } from '../../nodes/ItnioWhatsApp/service/classify';

const answered = (json: Record<string, unknown>, http = 200, retryAfter?: string): Answer => ({
	kind: 'answered',
	http,
	...(retryAfter === undefined ? {} : { retryAfter }),
	envelope: { status: String(json.status), reason: String(json.reason ?? ''), json },
});
const unreadable = (http: number, retryAfter?: string): Answer => ({
	kind: 'unreadable',
	http,
	...(retryAfter === undefined ? {} : { retryAfter }),
	why: 'the answer was cut off',
});
const notSent = (retry: boolean): Answer => ({ kind: 'notSent', why: 'the connection was refused', retry });
const noAnswer: Answer = { kind: 'noAnswer', why: 'no answer came in time' };
const success = {
	status: '0',
	reason: 'success',
	data: { channelType: 0, messageId: 'm1', timestamp: 1_700_000_000 },
};

/** What each answer means, and whether the message goes again by itself. */
const table: Array<
	[name: string, answer: Answer, kind: Verdict['outcome']['kind'], retry: Verdict['retry']]
> = [
	['success', answered(success), 'accepted', 'no'],
	['a refused connection or a DNS failure', notSent(true), 'notSent', 'few'],
	['a certificate that is not trusted', notSent(false), 'notSent', 'no'],
	['no answer', noAnswer, 'unknown', 'no'],
	['HTTP 429', unreadable(429), 'rejected', 'tooMany'],
	['HTTP 429 with Retry-After', unreadable(429, '1'), 'rejected', 'tooMany'],
	['HTTP 429 in the form of the service', answered({ status: '-5' }, 429), 'rejected', 'tooMany'],
	['HTTP 503 with Retry-After', unreadable(503, '1'), 'rejected', 'patiently'],
	['HTTP 503 without Retry-After', unreadable(503), 'unknown', 'no'],
	['HTTP 503 in the form of the service', answered({ status: '-5' }, 503), 'unknown', 'no'],
	['HTTP 500', unreadable(500), 'unknown', 'no'],
	['HTTP 500 with Retry-After', unreadable(500, '1'), 'unknown', 'no'],
	['HTTP 502', unreadable(502), 'unknown', 'no'],
	['HTTP 504', unreadable(504), 'unknown', 'no'],
	['HTTP 599', unreadable(599), 'unknown', 'no'],
	['HTTP 408', unreadable(408), 'unknown', 'no'],
	['HTTP 200 that cannot be read', unreadable(200), 'unknown', 'no'],
	['HTTP 202 that cannot be read', unreadable(202), 'unknown', 'no'],
	['a redirect', unreadable(302), 'rejected', 'no'],
	['another redirect', unreadable(307), 'rejected', 'no'],
	['HTTP 400', unreadable(400), 'rejected', 'no'],
	['HTTP 401', unreadable(401), 'rejected', 'no'],
	['HTTP 403', unreadable(403), 'rejected', 'no'],
	['HTTP 404', unreadable(404), 'rejected', 'no'],
	['HTTP 413', unreadable(413), 'rejected', 'no'],
	['success on an HTTP error', answered(success, 404), 'unknown', 'no'],
	['status -4, an expired timestamp', answered({ status: '-4' }), 'rejected', 'few'],
	['a status nobody knows', answered({ status: '-987654' }), 'rejected', 'no'],
	['a status that is no number', answered({ status: 'FAILED' }), 'rejected', 'no'],
	...Object.keys(WHATSAPP_STATUSES)
		.filter((status) => status !== '-4')
		.map((status): (typeof table)[number] => [`status ${status}`, answered({ status }), 'rejected', 'no']),
];

it.each(table)('%s', (_, answer, kind, retry) => {
	const verdict = classify(answer, WHATSAPP_STATUSES);
	expect([verdict.outcome.kind, verdict.retry]).toEqual([kind, retry]);
	if (verdict.outcome.kind !== 'accepted') expect(verdict.outcome.why).toMatch(/^[A-Z].{20,}[.!]$/s);
});

it('retries no other HTTP status than 429, and 503 with Retry-After', () => {
	for (let http = 100; http < 600; http++) {
		for (const retryAfter of [undefined, '1']) {
			const { retry, outcome } = classify(unreadable(http, retryAfter), WHATSAPP_STATUSES);
			expect([http, retryAfter, retry !== 'no']).toEqual([
				http,
				retryAfter,
				http === 429 || (http === 503 && retryAfter !== undefined),
			]);
			expect(outcome.kind).not.toBe('accepted');
		}
	}
});

it('takes the ID and the time from an acceptance, and copes with one that lacks them', () => {
	const outcomeOf = (json: Record<string, unknown>) => classify(answered(json), WHATSAPP_STATUSES).outcome;
	expect(outcomeOf(success)).toEqual({
		kind: 'accepted',
		messageId: 'm1',
		timestamp: 1_700_000_000,
		reason: 'success',
	});
	// The vendor's own sample misspells the member.
	expect(outcomeOf({ status: 0, data: { messageId: 7, imestamp: '1700000001' } })).toEqual({
		kind: 'accepted',
		messageId: '7',
		timestamp: 1_700_000_001,
		reason: '',
	});
	for (const data of [undefined, null, 'text', 7, [], {}, { timestamp: 'yesterday' }, { timestamp: 1e300 }]) {
		expect(outcomeOf({ status: '0', data })).toEqual({
			kind: 'accepted',
			messageId: '',
			timestamp: 0,
			reason: '',
		});
	}
});

it('says what the service said where the catalogue does not know the status', () => {
	const { outcome } = classify(
		answered({ status: '-987654', reason: 'the moon is full' }),
		WHATSAPP_STATUSES,
	);
	expect(outcome).toMatchObject({
		status: '-987654',
		why: expect.stringContaining('the moon is full') as string,
	});
});
