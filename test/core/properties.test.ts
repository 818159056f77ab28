import { asSeen } from '../../nodes/ItnioWhatsApp/core/alike';
import { withoutEnds } from '../../nodes/ItnioWhatsApp/core/text';
import { meantAddress } from '../../nodes/ItnioWhatsApp/core/webAddress';
import { fieldOf, sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import fc from 'fast-check';
import { checkMessage } from '../../nodes/ItnioWhatsApp/core/message';
import { kinds } from '../../nodes/ItnioWhatsApp/kinds/properties';
import { DEFAULT_ACCOUNT, startSandbox, type Sandbox } from '../../sandbox';
import { send } from '../sandbox/helpers';
import { bodyOf, card, replies, urlAction, valid, validNames, type Body } from './bodies';
import { copyOf, pathsOf, put } from './paths';

const check = (body: Body) => checkMessage(body, kinds).map(sentenceOf);

function deepFreeze<T>(value: T): T {
	if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
	return value;
}

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

/** A valid body in which one or two places hold something else, or are gone. */
function broken(replacement: fc.Arbitrary<unknown>): fc.Arbitrary<Body> {
	return fc
		.tuple(
			fc.constantFrom(...validNames),
			fc.array(fc.tuple(fc.nat(), replacement), { minLength: 1, maxLength: 2 }),
		)
		.map(([name, changes]) =>
			changes.reduce<Body>((body, [at, value]) => {
				const paths = pathsOf(body);
				const path = paths[at % paths.length];
				return path === undefined ? body : put(body, path, value);
			}, bodyOf(name)),
		);
}

describe('any body', () => {
	const anyBody = fc.oneof(
		fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<Body>,
		broken(fc.oneof(fc.jsonValue(), fc.constant(undefined))),
	);

	it('is judged without a failure, and stays as it was', () => {
		fc.assert(
			fc.property(anyBody, (given) => {
				// As it arrives from JSON, where "__proto__" is a member like any other.
				const body = JSON.parse(JSON.stringify(given)) as Body;
				const before = copyOf(body);
				for (const problem of checkMessage(deepFreeze(body), kinds)) {
					expect(sentenceOf(problem).startsWith(`${fieldOf(problem)} `)).toBe(true);
					expect(sentenceOf(problem)).not.toMatch(/undefined|\[object/);
				}
				expect(body).toEqual(before);
			}),
			{ numRuns: 600 },
		);
	});
});

describe('the checks and the service', () => {
	// Every limit of docs/api.md, section 2, and one more, of characters that are two UTF-16 units each.
	const limits = [20, 24, 60, 72, 160, 200, 256, 1024, 4096].flatMap((limit) => [limit, limit + 1]);
	const replacement = fc.oneof(
		fc.constantFrom<unknown>(undefined, null, '', ' ', 0, 1, -1, 2.5, true, [], {}, [{}], [null], {
			text: 'x',
		}),
		fc.constantFrom<unknown>(
			'x',
			'1',
			'91',
			'image',
			'video',
			'HOME',
			'CELL',
			'cta_url',
			'send_location',
			'2000-02-30',
		),
		fc.constantFrom<unknown>(
			'https://example.com',
			'https://',
			'http://a b',
			'example.com',
			'ftp://example.com',
		),
		fc.constantFrom(...limits).map((length) => '😀'.repeat(length)),
		fc.constantFrom<unknown>(urlAction(), replies('A'), replies('A', 'A'), replies('A', 'B', 'C'), {
			...urlAction(),
			...replies('A'),
		}),
		fc
			.array(fc.constantFrom(0, 1, 2, 9, 10), { maxLength: 12 })
			.map((indexes) => indexes.map((index) => card(index, urlAction()))),
		fc.nat(11).map((count) => Array.from({ length: count }, (_, id) => ({ id: `${id}`, title: `${id}` }))),
	);

	it('agree: what the service refuses, or takes and never delivers, the checks report first', async () => {
		let refused = 0;
		await fc.assert(
			fc.asyncProperty(broken(replacement), async (given) => {
				const body = JSON.parse(JSON.stringify(given)) as Body;
				const { appId } = body;
				// Whether an app belongs to the account is nothing that a look at the body can tell.
				fc.pre(typeof appId !== 'string' || appId.trim() === '' || DEFAULT_ACCOUNT.appIds.includes(appId));
				const { json } = await send(sandbox.url, body);
				const against = json.status === '0' ? (sandbox.received.at(-1)?.warnings ?? []) : [json.reason];
				// How an id looks is not published: the sandbox guesses that it holds no spaces.
				if (against.every((reason) => reason === 'context.refMessageId is not a message id')) return;
				refused += 1;
				expect({ against, problems: check(body) }).not.toEqual({ against, problems: [] });
			}),
			{ numRuns: 500 },
		);
		expect(refused).toBeGreaterThan(50);
	});

	const words = (max: number) =>
		fc
			.string({
				unit: fc.oneof(
					fc.constantFrom('😀', '手', 'é', 'a', ' ', '\n'),
					fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
				),
				minLength: 1,
				maxLength: max,
			})
			.map((text) => Array.from(text).slice(0, max).join(''))
			.filter((text) => text.trim() !== '');
	// One that ends in a lone bracket is put right: webAddress.test.ts.
	const link = fc
		.webUrl({ withQueryParameters: true, withFragments: true })
		.filter((url) => meantAddress(url) === url);
	const envelope = fc.record({
		appId: fc.constant('sandboxApp'),
		businessPhone: fc.stringMatching(/^62[1-9][0-9]{4,11}$/),
		recipient: fc.stringMatching(/^62[1-9][0-9]{4,11}$/),
		channelType: fc.constant(0),
	});
	const choices = (most: number, id: number, title: number, more = {}) =>
		fc.uniqueArray(fc.record({ id: words(id).map(withoutEnds), title: words(title), ...more }), {
			minLength: 1,
			maxLength: most,
			// Two that look the same are a problem.
			comparator: (a, b) => a.id === b.id || asSeen(a.title) === asSeen(b.title),
		});
	const frame = {
		header: fc.record({ type: fc.constant('text'), text: words(60) }),
		footer: fc.record({ text: words(60) }),
	};
	const interactive = (type: string, body: number, action: fc.Arbitrary<unknown>, more = {}) =>
		fc.record(
			{ type: fc.constant(type), body: fc.record({ text: words(body) }), action, ...more },
			{ requiredKeys: ['type', 'body', 'action'] },
		);
	const cardsOf = (action: fc.Arbitrary<unknown>) =>
		fc
			.array(
				fc.record(
					{
						header: fc.oneof(
							link.map((at) => ({ type: 'image', image: { link: at } })),
							link.map((at) => ({ type: 'video', video: { link: at } })),
						),
						body: fc.record({ text: words(160) }),
						action,
					},
					{ requiredKeys: ['header', 'action'] },
				),
				{ minLength: 2, maxLength: 10 },
			)
			.map((list) => ({ cards: list.map((one, index) => ({ card_index: index, type: 'cta_url', ...one })) }));
	const payload: fc.Arbitrary<Body> = fc.oneof(
		words(4096).map((body) => ({ type: 'text', text: { body } })),
		...['image', 'video', 'audio', 'sticker'].map((type) =>
			link.map((at) => ({ type, [type]: { link: at } })),
		),
		fc.tuple(link, words(200), words(1024)).map(([at, filename, caption]) => ({
			type: 'document',
			// White space at the ends of a name is taken off, and of an ID, too.
			document: { link: at, filename: withoutEnds(filename), caption },
		})),
		fc
			.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -180, max: 180 }), words(50), words(50))
			.map(([latitude, longitude, name, address]) => ({
				type: 'location',
				location: { latitude: `${latitude}`, longitude: `${longitude}`, name, address },
			})),
		fc.array(words(30), { minLength: 1, maxLength: 3 }).map((names) => ({
			type: 'contacts',
			contacts: names.map((formatted_name) => ({ name: { formatted_name } })),
		})),
		fc
			.oneof(
				interactive(
					'list',
					4096,
					fc.record({
						button: words(20),
						sections: fc
							.tuple(words(24), choices(10, 200, 24, { description: words(72) }))
							.map(([title, rows]) => [{ title, rows }]),
					}),
					frame,
				),
				interactive(
					'button',
					1024,
					choices(3, 256, 20).map((list) => ({ buttons: list.map((reply) => ({ type: 'reply', reply })) })),
					frame,
				),
				interactive('location_request_message', 1024, fc.constant({ name: 'send_location' })),
				interactive(
					'carousel',
					1024,
					cardsOf(
						fc.tuple(words(20), link).map(([display_text, url]) => ({
							name: 'cta_url',
							parameters: { display_text, url },
						})),
					),
				),
				interactive(
					'carousel',
					1024,
					cardsOf(
						choices(2, 20, 20).map((list) => ({
							buttons: list.map((reply) => ({ type: 'quick_reply', quick_reply: reply })),
						})),
					),
				),
			)
			.map((part) => ({ type: 'interactive', interactive: part })),
	);

	it('agree: a message within all limits has no problem, and is taken as it is', async () => {
		await fc.assert(
			fc.asyncProperty(envelope, payload, async (shared, own) => {
				const body = { ...shared, ...own };
				expect(check(body)).toEqual([]);
				const { json } = await send(sandbox.url, body);
				expect(json.reason).toBe('success');
				const { warnings, notes } = sandbox.received.at(-1) ?? {};
				expect({ warnings, notes }).toEqual({ warnings: [], notes: [] });
			}),
			{ numRuns: 200 },
		);
	});

	it.each(validNames)('the complete %s message is taken as it is', async (name) => {
		const { json } = await send(sandbox.url, valid[name]);
		expect(json).toMatchObject({ status: '0' });
		expect(sandbox.received.at(-1)).toMatchObject({ body: valid[name], warnings: [], notes: [] });
	});
});
