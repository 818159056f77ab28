/** What an inbound message says in words, and who said it, whatever shape it comes in. */
import { regularPush } from '../../nodes/ItnioWhatsApp/core/regularPush';
import { isEcho, itemOf, readInbound } from '../../nodes/ItnioWhatsApp/trigger/inbound';
import { OPT_OUT_WORDS, wishOf } from '../../nodes/ItnioWhatsApp/trigger/optOut';
import { secondsOf, type Push } from '../../nodes/ItnioWhatsApp/trigger/push';

const push = (members: object): Push =>
	regularPush({
		eventType: 'up-message-event',
		appId: 'sandboxApp',
		messageId: 'm1',
		businessPhone: '628111000111',
		from: { phone: '6281234567890', name: 'Sari' },
		...members,
	});
const saying = (message: object) => {
	const { text, chatInput, tapped } = readInbound(push({ message })) ?? {};
	expect(chatInput).toBe(text);
	return { text, tapped };
};

test.each([
	['a text', { type: 'text', text: { body: 'Are you open?' } }, 'Are you open?'],
	['a text that is 0', { type: 'text', text: { body: 0 } }, '0'],
	['a photo', { type: 'image', image: { id: '1', caption: 'this one' } }, 'this one'],
	[
		'a photo whose type is in capitals',
		{ type: ' IMAGE', image: { id: '1', caption: 'this one' } },
		'this one',
	],
	['a photo without words', { type: 'image', image: { id: '1' } }, ''],
	['a voice message', { type: 'voice', voice: { id: '1' } }, ''],
	['a sticker', { type: 'sticker', sticker: { id: '1', animated: true } }, ''],
	['a reaction', { type: 'reaction', reaction: { emoji: '❤️', message_id: 'm0' } }, ''],
	['a contact', { type: 'contacts', contacts: [{ name: { formatted_name: 'Budi' } }] }, ''],
	['what cannot be shown', { type: 'unsupported', errors: [{ code: 131051 }] }, ''],
	[
		'an order with words',
		{ type: 'order', order: { text: 'Please before noon', product_items: [{ product_retailer_id: 'A' }] } },
		'Please before noon',
	],
	[
		'an order without words',
		{
			type: 'order',
			order: {
				catalog_id: '7',
				product_items: [
					{ product_retailer_id: 'ROSE-1', quantity: 2, item_price: 5, currency: 'IDR' },
					{ name: 'Tulips', product_retailer_id: 'TULIP', quantity: '1' },
					{ productRetailerId: 'VASE' },
				],
			},
		},
		'2 × ROSE-1, 1 × Tulips, 1 × VASE',
	],
	[
		'an order in both spellings',
		{
			type: 'order',
			order: {
				product_items: [{ product_retailer_id: 'A', quantity: 2 }],
				productItems: [{ productRetailerId: 'A', quantity: 2 }],
			},
		},
		'2 × A',
	],
	['an order of nothing', { type: 'order', order: {} }, ''],
	[
		'an order with empty members',
		{
			type: 'order',
			text: null,
			order: {
				text: '',
				product_items: [],
				productItems: [{ name: null, product_retailer_id: '', productRetailerId: 'A' }],
			},
		},
		'1 × A',
	],
	[
		'a Flow with empty members',
		{ type: 'interactive', interactive: { nfm_reply: {}, nfmReply: { body: 'Sent' } } },
		'Sent',
	],
	[
		'a Flow that was sent back',
		{
			type: 'interactive',
			interactive: {
				type: 'nfm_reply',
				nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":"b"}' },
			},
		},
		'Sent',
	],
] as const)('the words of %s', (_what, message, text) => {
	expect(saying(message)).toEqual({ text, tapped: undefined });
});

test('what a person entered in a Flow is not a tap', () => {
	const answers = { id: '3', title: 'Mr' };
	const reply = { body: 'Sent', title: 'Form', id: 'f', response_json: answers };
	expect(saying({ type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: reply } })).toEqual({
		text: 'Sent',
		tapped: undefined,
	});
});

describe('a tap', () => {
	test.each([
		['a button', { type: 'interactive', interactive: { button_reply: { id: 'y', title: 'Yes' } } }, 'y'],
		['a row', { type: 'interactive', interactive: { list_reply: { id: 7, title: 'Yes' } } }, '7'],
		['a template’s quick reply', { type: 'button', button: { payload: 'y', text: 'Yes' } }, 'y'],
		['a title alone', { type: 'button', button: { text: 'Yes' } }, 'Yes'],
		...[null, '', ' '].flatMap((none): Array<[string, object, string]> => [
			[
				'a shape with members of others',
				{ type: 'button', text: none, button: { id: none, title: none, payload: 'y', text: 'Yes' } },
				'y',
			],
			['a shape with half of them', { type: 'button', button: { id: none, payload: 'y', text: 'Yes' } }, 'y'],
			[
				'two shapes',
				{
					type: 'interactive',
					text: { body: none },
					interactive: {
						button_reply: null,
						list_reply: { id: 'y', title: 'Yes', payload: none, text: none },
					},
				},
				'y',
			],
		]),
	])('on %s has an ID and a title, and its words are the title', (_what, message, id) => {
		expect(saying(message)).toEqual({ text: 'Yes', tapped: { id, title: 'Yes' } });
	});

	test('is read where the message or its interactive part comes as a text', () => {
		const interactive = { button_reply: { id: 'y', title: 'Yes' } };
		const tap = { text: 'Yes', tapped: { id: 'y', title: 'Yes' } };
		expect(saying({ type: 'interactive', interactive: JSON.stringify(interactive) })).toEqual(tap);
		expect(saying(JSON.stringify({ type: 'interactive', interactive }) as never)).toEqual(tap);
		const button = JSON.stringify({ payload: 'y', text: 'Yes' });
		expect(saying({ type: 'button', button })).toEqual(tap);
		for (const broken of ['{"type":"text"', '[1]', 'Hello', '{"a":'.repeat(200)]) {
			expect(saying(broken as never)).toEqual({ text: '', tapped: undefined });
		}
	});

	test('is nothing that a customer wrote, whatever it looks like', () => {
		const text = JSON.stringify({ button: { payload: 'y', text: 'Yes' } });
		expect(saying({ type: 'text', text })).toEqual({ text, tapped: undefined });
	});

	test('on a row has its description', () => {
		const row = { id: 'r', title: 'Monday', description: '10:00' };
		expect(saying({ type: 'interactive', interactive: { list_reply: row } }).tapped).toEqual(row);
	});

	test.each(['context', 'referral', 'reply_to', 'quotedMessage'])(
		'is not what somebody writes about (%s)',
		(member) => {
			const question = { interactive: { button_reply: { id: 'y', title: 'Yes' } } };
			const message = { type: 'text', text: { body: 'What is this?' }, [member]: question };
			expect(saying(message)).toEqual({ text: 'What is this?', tapped: undefined });
		},
	);
});

describe('who wrote', () => {
	const who = (from: unknown, businessPhone: unknown = '628111000111') => {
		const { sender, person, sessionId } = readInbound(push({ from, businessPhone })) ?? {};
		return { sender, person, sessionId };
	};

	test('is a number, however it is written', () => {
		for (const phone of ['6281234567890', 6281234567890, '+62 812-3456-7890']) {
			expect(who({ phone })).toEqual({
				sender: '6281234567890',
				person: '6281234567890',
				sessionId: '628111000111-6281234567890',
			});
		}
	});

	test.each(['6281234567890', '+62 812-3456-7890', 6281234567890, '{"phone":"6281234567890","name":"Sari"}'])(
		'is a number, also where it stands in place of the members or is the text of its JSON: %j',
		(from) => {
			expect(who(from)).toEqual({
				sender: '6281234567890',
				person: '6281234567890',
				sessionId: '628111000111-6281234567890',
			});
		},
	);

	test.each([
		{ phone: 'ID.13491208655302741918', name: 'Sari' },
		{ phone: '', name: 'Sari', userId: 'ID.13491208655302741918' },
		{ name: 'Sari', bsuid: ' ID.13491208655302741918 ' },
		{ phone: 'anonymous', userId: 'ID.13491208655302741918' },
	])('is an ID where the number is hidden: %j', (from) => {
		expect(who(from)).toEqual({
			sender: undefined,
			person: 'ID.13491208655302741918',
			sessionId: '628111000111-ID.13491208655302741918',
		});
	});

	test.each([
		{ name: 'DR.Kim' },
		{ name: 'MR.Alexander' },
		{ name: 'Sari' },
		{ phone: ' ' },
		{ phone: '0' },
		{ phone: 'undisclosed' },
		{ phone: '@sari' },
		{ phone: '120363025246125486@g.us' },
		{ phone: { number: '6281234567890' } },
		{},
		null,
		'x',
		[],
	])('is nobody: %j', (from) => {
		expect(who(from)).toEqual({ sender: undefined, person: undefined, sessionId: undefined });
	});

	test.each(['US.ENT.11815799212886844830', 'BR.15025a76394b655843', 'US.1'])(
		'may be an ID such as %s',
		(userId) => {
			expect(who({ phone: '', name: 'Sari', userId }).person).toBe(userId);
		},
	);

	test('is the business itself, in an echo', () => {
		expect(isEcho(push({ from: { phone: '+62 811-1000-111' } }))).toBe(true);
		expect(isEcho(push({}))).toBe(false);
		expect(isEcho(push({ from: {}, businessPhone: '' }))).toBe(false);
		expect(isEcho(push({ from: { phone: '' }, businessPhone: '' }))).toBe(false);
	});
});

test.each([
	['seconds', 1_760_000_000, 1_760_000_000],
	['a text', '1760000000', 1_760_000_000],
	['milliseconds', 1_760_000_000_123, 1_760_000_000],
	['milliseconds in a text', '1760000000123', 1_760_000_000],
	['nothing', undefined, 0],
	['null', null, 0],
	['words', 'yesterday', 0],
	['an empty text', '', 0],
	['below zero', -5, 0],
	['a list', [1, 2], 0],
	['ISO', '2025-10-09T08:53:20.900Z', 1_760_000_000],
	['ISO of another zone', '2025-10-09 15:53:20 +07:00', 1_760_000_000],
	['ISO of nobody knows which zone', '2025-10-09T15:53:20', 0],
	['no date', '2025-02-30T10:00:00Z', 0],
	['a time before all', '1960-01-01T00:00:00Z', 0],
])('a time in %s', (_what, timestamp, seconds) => {
	expect(secondsOf(push({ timestamp: timestamp as number }))).toBe(seconds);
});

describe('a wish to be left alone', () => {
	test.each([
		...OPT_OUT_WORDS,
		' stop. ',
		'*STOP*',
		'Stop!',
		'Désabonner',
		'desabonner',
		'opt-out',
		'توقف.',
		'abonelikten çık',
		'الغاء الإشتراك',
		'取消訂閱。',
	])('is "%s"', (text) => {
		expect(wishOf(text, OPT_OUT_WORDS)).toEqual({ optedOut: true });
	});

	test.each([
		'START',
		'start',
		'ابدا',
		'Mulai',
		'ALTA',
		'Começar',
		'suscribir',
		'BAŞLAT',
		'शुरू करें',
		'ابدأ',
		'订阅',
	])('is undone by "%s"', (text) => {
		expect(wishOf(text, OPT_OUT_WORDS)).toEqual({ optedIn: true });
	});

	test.each(['Please stop by at noon', 'When do you start?', 'nonstop', '', '🛑', 'STOP STOP'])(
		'is not "%s": the whole message counts',
		(text) => {
			expect(wishOf(text, OPT_OUT_WORDS)).toEqual({});
		},
	);

	test('is nothing where the option was not added', () => {
		expect(['STOP', 'START'].map((text) => wishOf(text, []))).toEqual([{}, {}]);
	});
});

test('a report says how far the message has come, and why it did not arrive', () => {
	const report = { ...push({}), eventType: 'message-status-event', failure: '131026' };
	const ranks = ['sent', 'failed', 'delivered', 'read', 'deleted', 'READ', ' Delivered ', 'new'].map(
		(status) => itemOf({ ...report, status }).rank,
	);
	expect(ranks).toEqual([1, 2, 3, 4, 5, 4, 3, undefined]);
	expect(itemOf({ ...report, status: 'failed' }).reason).toMatchObject({ code: 131026 });
});
