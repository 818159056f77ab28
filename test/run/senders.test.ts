/** What is said of the numbers that a campaign is sent from. */
import type { Draft } from '../../nodes/ItnioWhatsApp/run/draft';
import { counting, warningsOfSenders, withBanned } from '../../nodes/ItnioWhatsApp/run/senders';
import type { Sent } from '../../nodes/ItnioWhatsApp/sending';
import { NOTHING_KNOWN, type Standing } from '../../nodes/ItnioWhatsApp/service/numbers/standing';
import { draft } from '../kinds/form';

const SHOP = '628111000111';
const OTHER = '628111000222';
const template = draft('sendTemplate', {
	templateName: { __rl: true, mode: 'name', value: 'sale' },
	templateLanguage: 'en_US',
	inputMode: 'json',
	componentsJson: '[]',
});
const text = draft('sendText', { text: 'Hi' });

const to = (count: number, businessPhone = SHOP, sample = template): Draft[] =>
	Array.from({ length: count }, (_, index) => ({
		...sample,
		body: { ...sample.body, businessPhone, recipient: `62812${String(index).padStart(6, '0')}` },
	}));
const listing =
	(standing: Omit<Standing, 'shown'>, whose = SHOP) =>
	(digits: string): Standing | undefined =>
		digits === whose ? { shown: `+${whose}`, ...standing } : undefined;

it('more people than a number may write to first: both figures', async () => {
	const standingOf = listing({ status: 'CONNECTED', peopleADay: 1000 });
	expect(await warningsOfSenders(to(1001), standingOf)).toEqual([
		'Templates to 1,001 people, but +628111000111 may write first to 1,000 people within 24 hours: the others may get it only if they wrote to you in that time. Spread them over several days, or ask ITNIO to raise the limit',
	]);
	expect(await warningsOfSenders(to(1000), standingOf)).toEqual([]);
});

it('counts people by number, not messages, and templates alone', async () => {
	const standingOf = listing({ status: 'CONNECTED', peopleADay: 50 });
	const messages = [...to(50), ...to(50), ...to(60, OTHER), ...to(60, SHOP, text)];
	expect(await warningsOfSenders(messages, standingOf)).toEqual([]);
	expect(await warningsOfSenders([...messages, ...to(51)], standingOf)).toHaveLength(1);
});

it('a restricted number is named, other states are not', async () => {
	expect(await warningsOfSenders(to(2), listing({ status: 'RESTRICTED' }))).toEqual([
		"+628111000111 is RESTRICTED in ITNIO's list of numbers: WhatsApp may hold back what it sends. Ask ITNIO before you send more",
	]);
	for (const status of ['', '11', 'FLAGGED', 'UNKNOWN', 'CONNECTED', 'constructor']) {
		expect(await warningsOfSenders(to(2), listing({ status }))).toEqual([]);
	}
});

it('only a banned number is a problem, and only of its own messages', async () => {
	const problems = async (status: string, drafts: Draft[]) =>
		(await withBanned(drafts, listing({ status }))).map((one) => one.problems.length);
	expect(await problems('BANNED', [...to(1), ...to(1, OTHER), ...to(1, SHOP, text)])).toEqual([1, 0, 1]);
	for (const status of ['', '11', 'RESTRICTED', 'UNKNOWN', 'DISCONNECTED']) {
		expect(await problems(status, to(1))).toEqual([0]);
	}
	expect(await withBanned(to(1), NOTHING_KNOWN)).toEqual(to(1));
});

it('with Skip Checks a banned number is named all the same', async () => {
	const unchecked = { ...template, options: { ...template.options, skipChecks: true } };
	const standingOf = listing({ status: 'BANNED' });
	const [message] = await withBanned(to(1, SHOP, unchecked), standingOf);
	expect(message?.problems).toEqual([]);
	expect(await warningsOfSenders(message ? [message] : [], standingOf)).toEqual([
		"+628111000111 is BANNED in ITNIO's list of numbers: perhaps nothing that it sends arrives",
	]);
});

it('what never reached ITNIO counts nowhere', () => {
	const drafts = to(5);
	const ends: Sent[] = [
		{ kind: 'accepted', messageId: 'm', timestamp: 1, reason: '' },
		{ kind: 'rejected', why: 'no' },
		{ kind: 'unknown', why: 'no answer' },
		{ kind: 'notSent', why: 'no connection' },
		{ kind: 'alreadySent' },
	];
	const sent = new Map(ends.map((end, index) => [drafts[index] as Draft, end]));
	expect(counting({ drafts, sent, failures: new Map() })).toEqual(drafts.slice(0, 3));
});
