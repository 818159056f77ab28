/** Lists with more entries than a call can take as arguments, which is about 126,000. */
import { Slices } from '../../nodes/ItnioWhatsApp/core/time';
import { fewCountryCodes } from '../../nodes/ItnioWhatsApp/core/countryCodes';
import { formatted } from '../../nodes/ItnioWhatsApp/preview/formatting';
import { write } from '../../nodes/ItnioWhatsApp/preview/html';
import type { Draft } from '../../nodes/ItnioWhatsApp/run/draft';
import type { Failure } from '../../nodes/ItnioWhatsApp/run/failed';
import { hintsOf } from '../../nodes/ItnioWhatsApp/run/hints/summary';
import { stoppingError } from '../../nodes/ItnioWhatsApp/run/results';
import { placesOf } from '../../nodes/ItnioWhatsApp/run/whom';
import { Dispatcher } from '../../nodes/ItnioWhatsApp/sending/dispatcher';
import { InFlight } from '../../nodes/ItnioWhatsApp/sending/turn';
import { draft } from '../kinds/form';
import { VirtualTime } from '../sending/virtualTime';

const SIZE = 130_000;
const indexes = Array.from({ length: SIZE }, (_, index) => index);
const person = (index: number) => String(62_812_000_000 + index);

const sample = draft('sendText', { text: 'Hi' });
const drafts = indexes.map((itemIndex): Draft => ({
	...sample,
	itemIndex,
	itemIndexes: [itemIndex],
	body: { ...sample.body, recipient: person(itemIndex) },
}));
const failure: Failure = { kind: 'notSent', why: 'no balance' };

it('hints: every second message failed, and one number of another country', async () => {
	const accepted = { kind: 'accepted', messageId: 'm', timestamp: 1, reason: '' } as const;
	const run = { input: [], perSecond: 80, drafts, waiting: '', next: '' };
	const sent = new Map(drafts.map((one) => [one, accepted] as const));
	const failures = new Map(drafts.filter((_, index) => index % 2 === 0).map((one) => [one, failure]));
	const hints = await hintsOf({ ...run, sent, failures }, new Slices(new VirtualTime()));
	expect(hints[0]?.message).toMatch(/^65000 accepted, 65000 not sent \(1st, 3rd, .*, …\)$/);
	const numbers = drafts.map(({ itemIndex }) => ({
		itemIndex,
		digits: itemIndex === 7 ? '491711234567' : person(itemIndex),
	}));
	expect(fewCountryCodes(numbers)).toEqual({
		most: { code: '62', count: SIZE - 1 },
		others: [{ code: '49', itemIndexes: [7] }],
	});
	expect(placesOf(indexes)).toBe('1st–130,000th');
});

it('the error that stops: all items failed', () => {
	const node = { name: 'WhatsApp', type: 'itnio', typeVersion: 1, id: '1', position: [0, 0] } as const;
	const [first, ...others] = drafts.map(({ itemIndex, body }) => ({
		itemIndex,
		items: SIZE,
		recipient: body.recipient,
		failure,
	}));
	if (!first) throw new TypeError('There are none');
	const error = stoppingError({ ...node, position: [0, 0], parameters: {} }, [first, ...others], {
		accepted: indexes,
		items: new Set(indexes),
		sendsOnce: false,
	});
	expect(error.message).toBe('1st of 130,000 (+62812000000): no balance');
	expect(error.description).toContain('and 129979 more: 22nd–130,000th');
});

it('a preview: as many lines, and as many bold words in one line', () => {
	expect(write(formatted('a\n'.repeat(SIZE)))).toContain('<p dir="auto">a</p>');
	expect(write(formatted('*a* '.repeat(SIZE)))).toContain('<strong>a</strong> <strong>a</strong>');
	expect(write(formatted('- a\n'.repeat(SIZE)))).toMatch(/<ul><li dir="auto">a<\/li>/);
});

it('sending: as many people start, and a run that stops gives all back', async () => {
	const time = new VirtualTime();
	const dispatcher = new Dispatcher(time);
	let started = 0;
	const results = await time.run(
		dispatcher.send<number, 'done'>({
			jobs: indexes,
			maxPerSecond: 80,
			inFlight: new InFlight(1),
			laneOf: person,
			run: async () => {
				started += 1;
				return { done: 'done' };
			},
			broken: (_, error) => {
				throw error;
			},
			stopped: () => started >= 3,
			interrupted: new Promise(() => undefined),
		}),
	);
	expect(results.filter((result) => result !== undefined)).toHaveLength(3);
	// The clock is a second on by then: what was learned of the pace is forgotten.
	await time.run(time.sleep(600_000));
	expect(dispatcher.isIdle).toBe(true);
});
