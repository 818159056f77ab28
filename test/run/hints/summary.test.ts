/** What the summary of a run says of places, of time, and of those whom a stopped run did not reach. */
import { CANCELED } from '../../../nodes/ItnioWhatsApp/sending/failing';
import { hintsOf } from '../../../nodes/ItnioWhatsApp/run/hints/summary';
import type { Draft } from '../../../nodes/ItnioWhatsApp/run/draft';
import type { Failure } from '../../../nodes/ItnioWhatsApp/run/failed';
import { nextStep } from '../../../nodes/ItnioWhatsApp/run/nextStep';
import { slicesOf } from '../../../nodes/ItnioWhatsApp/run/slices';
import { subjectWords } from '../../../nodes/ItnioWhatsApp/run/whom';

const draftOf = (itemIndex: number, previewOnly: boolean): Draft =>
	({
		itemIndex,
		itemIndexes: [itemIndex],
		part: 0,
		body: { recipient: `62812${String(itemIndex).padStart(6, '0')}` },
		files: new Map(),
		options: { previewOnly },
		problems: [],
	}) as unknown as Draft;

const accepted = { kind: 'accepted', messageId: 'm', timestamp: 1, reason: '' } as const;
const run = { input: [], sent: new Map(), failures: new Map(), waiting: '', next: '', perSecond: 80 };
const previewOf = async (count: number) => {
	const drafts = Array.from({ length: count }, (_, index) => draftOf(index, true));
	return (await hintsOf({ ...run, drafts }, slicesOf()))[0]?.message;
};

describe('a preview says how long sending takes', () => {
	it.each([
		[799, 'none of 799 has problems, nothing was sent'],
		[800, 'none of 800 has problems, nothing was sent. Sending takes at least 10 seconds, at 80 a second'],
		[4000, 'none of 4000 has problems, nothing was sent. Sending takes at least 50 seconds, at 80 a second'],
		[40000, 'none of 40000 has problems, nothing was sent. Sending takes at least 9 minutes, at 80 a second'],
	])('%d messages', async (count, words) => {
		expect(await previewOf(count)).toBe(`Preview Only: ${words}`);
	});
});

it('says whom a stopped run did not reach', async () => {
	const drafts = [0, 1, 2].map((index) => draftOf(index, false));
	const [first, ...others] = drafts as [Draft, Draft, Draft];
	const failures = new Map<Draft, Failure>(others.map((one) => [one, CANCELED]));
	const next = nextStep({
		sendsOnce: true,
		isNoted: true,
		resendsUnknown: false,
		messages: 3,
		gone: 1,
		failures: [...failures.values()],
	});
	const hints = await hintsOf(
		{ ...run, drafts, failures, sent: new Map([[first, accepted]]), next },
		slicesOf(),
	);
	expect(hints.map(({ message }) => message)).toEqual([
		'1 accepted, 2 not reached (2nd–3rd: +62812000001, +62812000002). Execute again: with Send Once only those go that were not reached.',
	]);
});

describe('an item is named by its recipient, or by its first text', () => {
	it.each([
		[{ recipient: '6281234567890', json: { name: 'Dewi' } }, '3rd of 1,200 (+6281234567890)'],
		[{ recipient: '', json: { id: 7, phone: '-', name: ' Dewi ' } }, '3rd of 1,200 (Dewi)'],
		[{ recipient: undefined, json: { id: 7, name: '' } }, '3rd of 1,200'],
		[{ recipient: undefined, json: { name: 'دِيوِي' } }, '3rd of 1,200 (دِيوِي)'],
	])('%j', ({ recipient, json }, words) => {
		expect(subjectWords({ itemIndex: 2, items: 1200, recipient, item: { json } as never })).toBe(words);
	});
});
