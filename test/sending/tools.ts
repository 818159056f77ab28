/** What a run needs from outside, in virtual time: one place for the tests of whole runs. */
import { Ledger } from '../../nodes/ItnioWhatsApp/sending/ledger';
import type { SendingOptions, SendingTools } from '../../nodes/ItnioWhatsApp/sending';
import { Numbers } from '../../nodes/ItnioWhatsApp/sending/numbers';
import type { Answer } from '../../nodes/ItnioWhatsApp/service/answer';
import { WHATSAPP_STATUSES } from '../../nodes/ItnioWhatsApp/service/statuses';
import { seededRandom, type VirtualTime } from './virtualTime';

/** When virtual time begins, in Unix milliseconds. */
export const NOON = Date.parse('2026-05-01T12:00:00Z');

export const ACCEPTED: Answer = {
	kind: 'answered',
	http: 200,
	envelope: { status: '0', reason: 'success', json: { data: { messageId: 'm', timestamp: 1 } } },
};

export const OPTIONS: SendingOptions = {
	maxPerSecond: 80,
	waitAtMostMs: 300_000,
	skipDuplicates: false,
	stopOnFailure: false,
};

/** The first try of a run that nobody cancels, at a service that `call` plays. */
export const toolsIn = (
	time: VirtualTime,
	own: Pick<SendingTools, 'call'> & Partial<SendingTools>,
): SendingTools => ({
	statuses: WHATSAPP_STATUSES,
	ledger: new Ledger({}, 0),
	numbers: new Numbers(time),
	baseUrl: 'https://api.example',
	canceled: () => false,
	cancellation: new Promise<never>(() => undefined),
	now: time.now,
	sleep: time.sleep,
	wallClock: () => NOON + time.now(),
	timeZone: 'UTC',
	random: seededRandom(1),
	...own,
});
