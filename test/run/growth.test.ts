/** What a message costs must not grow with the run: CPU by message with 5,000 and with 50,000 of them. */
import { Slices } from '../../nodes/ItnioWhatsApp/core/time';
import { formsOf, type Input } from '../../nodes/ItnioWhatsApp/form/repeat/forms';
import { audienceInWords } from '../../nodes/ItnioWhatsApp/run/audience';
import { draftMessages, type Draft } from '../../nodes/ItnioWhatsApp/run/draft';
import { failedItem } from '../../nodes/ItnioWhatsApp/run/failed';
import { hintsOf } from '../../nodes/ItnioWhatsApp/run/hints/summary';
import { sentItem } from '../../nodes/ItnioWhatsApp/run/results';
import { draft, kindOf, noFiles } from '../kinds/form';
import { VirtualTime } from '../sending/virtualTime';

const [FEW, MANY] = [5_000, 50_000];
const MOST_GROWTH = 1.3;
/** A collection of garbage, or a busy machine, is no growth. */
const TRIES = 6;

const sample = draft('sendText', { text: 'Hi' });
const accepted = { kind: 'accepted', messageId: 'm', timestamp: 1, reason: '' } as const;
const failure = { kind: 'notSent', why: 'no balance' } as const;
const node = {
	...{ id: '1', name: 'WhatsApp', type: 'itnio', typeVersion: 1, parameters: {} },
	position: [0, 0] as [number, number],
};

const draftsOf = (count: number): Draft[] =>
	Array.from({ length: count }, (_, itemIndex) => ({
		...sample,
		itemIndex,
		itemIndexes: [itemIndex],
		body: { ...sample.body, recipient: String(62_812_000_000 + itemIndex) },
	}));

const inputOf = (items: number): Input => ({
	items,
	get: (name, itemIndex, field) =>
		({ businessPhone: '+6282299953162', recipient: `+${62_812_000_000 + itemIndex}`, text: 'Hi' })[name] ??
		field.default,
	stored: () => undefined,
	evaluate: () => undefined,
	executeOnce: false,
	usualCountryCode: '',
	allItems: () => items,
	itemsFor: () => [],
	placesIn: () => [],
	handsOutCopies: () => false,
});

const account = { appId: 'DGziZf5u', businessPhone: '', defaultCountryCode: '' };

/** In a time that stands still they never give way: what others do meanwhile is no cost of theirs. */
const slices = () => new Slices(new VirtualTime());

/** Gives the work, so that what it needs is made before the clock starts. */
const works: ReadonlyArray<readonly [string, (count: number) => () => Promise<unknown>]> = [
	[
		'preparing',
		(count) => {
			const kind = kindOf('sendText');
			return async () => {
				const forms = await formsOf(kind, inputOf(count), slices());
				return await slices().map(forms, (form) => draftMessages(kind, form, account, noFiles).length);
			};
		},
	],
	[
		'hints, every second one failed',
		(count) => {
			const drafts = draftsOf(count);
			const sent = new Map(drafts.map((one) => [one, accepted] as const));
			const failures = new Map(drafts.filter((_, at) => at % 2 === 0).map((one) => [one, failure] as const));
			return async () =>
				await hintsOf({ input: [], perSecond: 80, drafts, sent, failures, waiting: '', next: '' }, slices());
		},
	],
	[
		'people by country and by kind of template',
		(count) => {
			const codes = ['62812', '1202555', '447400', '5511987'];
			const messages = Array.from({ length: count }, (_, index) => ({
				body: {
					recipient: `${codes[index % codes.length]}${String(index).padStart(6, '0')}`,
					template: { name: `sale_${index % 50}` },
				},
			}));
			return async () => [await audienceInWords(messages, () => 'MARKETING', slices())];
		},
	],
	[
		'outputs, every second one failed',
		(count) => {
			const drafts = draftsOf(count);
			return async () =>
				await slices().map(drafts, (one, at) =>
					at % 2 === 0 ? failedItem(node, { ...one, items: count }, failure) : sentItem(one, accepted),
				);
		},
	],
];

/** Microseconds of CPU for as many messages in all, in runs of `count`: what is kept is the same, so garbage costs the same. */
async function costOf(make: (count: number) => () => Promise<unknown>, count: number): Promise<number> {
	const works = Array.from({ length: MANY / count }, () => make(count));
	const kept: unknown[] = [];
	const before = process.cpuUsage();
	for (const work of works) kept.push(await work());
	const { user, system } = process.cpuUsage(before);
	expect(kept).toHaveLength(works.length);
	return user + system;
}

it.each(works)('%s', async (_, make) => {
	// What is compiled on the way is no cost of the few.
	await make(FEW)();
	const growths: number[] = [];
	do {
		growths.push((await costOf(make, MANY)) / (await costOf(make, FEW)));
	} while ((growths.at(-1) ?? 0) > MOST_GROWTH && growths.length < TRIES);
	expect(Math.min(...growths)).toBeLessThanOrEqual(MOST_GROWTH);
});
