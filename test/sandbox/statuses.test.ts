import {
	SMS_STATUSES,
	WA_STATUSES,
	businessPhoneFor,
	recipientFor,
	startSandbox,
	type Sandbox,
} from '../../sandbox';
import {
	balance,
	carousel,
	interactive,
	message,
	query,
	quickCard,
	send,
	sendTemplate,
	shippedParts,
	template,
	textMessage,
	urlCard,
	type Body,
	type Reply,
} from './helpers';

// Copied from docs/api.md, section 4, by hand, so that a code lost from the catalogue is missed here.
const WA_CODES = [
	-1, -2, -4, -5, -6, -7, -8, -10, -12, -14, -38, -39, -68, -69, -70, -71, -72, -74, -76, -83, -93, -94, -95,
	-96, -97, -112, -114, -115, -116, -117, -118, -119, -120, -121, -122, -123, -124, -125, -127, -128, -129,
	-132, -133, -134, -135, -165, -304, -305, -306, -307, -308, -309, -310, -311, -312, -313, -314, -315, -316,
	-317, -318, -319, -320, -321, -322, -329, -330, -331,
];
const SMS_CODES = [-1, -2, -13, -16, -18, -29, -30, -31, -32];

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());

type Way = (url: string) => Promise<Reply>;
const custom =
	(body: unknown): Way =>
	async (url) =>
		await send(url, body);
const templated =
	(body: unknown): Way =>
	async (url) =>
		await sendTemplate(url, body);
const text = (more: Body) => custom(textMessage(more));
const media = (type: string, part: unknown) => custom(message(type, part));
const cards = (...list: unknown[]) => custom(carousel(list));
const card = (more: Body) => cards(urlCard(0, more), urlCard(1));
const action = (value: unknown) => card({ action: value });
const parameters = (more: Body) =>
	action({ name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://example.com', ...more } });
const replies = (buttons: unknown) => cards(urlCard(0, { action: { buttons } }), quickCard(1, 'Yes'));
const reply = (more: Body) =>
	replies([{ type: 'quick_reply', quick_reply: { id: 'a', title: 'A', ...more } }]);
const place = { longitude: '104.05', latitude: '62.63', name: 'Here', address: 'There' };
const stale = String(Math.floor(Date.now() / 1000) - 400);
const long = (n: number) => 'x'.repeat(n);

/** Every way to each code: a real breach wherever the vendor describes one, else the trigger number. */
const WA_WAYS: Record<number, Way[]> = {
	[-1]: [async (url) => await send(url, textMessage(), { apiSecret: 'wrong' })],
	[-2]: [
		templated(template('order_shipped', 'zh_CN', shippedParts)),
		templated(template('spring_sale', 'en_US')),
		templated(template('old_greeting', 'en_US')),
	],
	[-4]: [async (url) => await send(url, textMessage(), { timestamp: stale })],
	[-5]: [text({ recipient: recipientFor(-5) })],
	[-6]: [
		text({ recipient: recipientFor(-6) }),
		async (url) => await send(url, textMessage(), { apiKey: 'sandbox-blocked-ip' }),
	],
	[-7]: [custom('{"appId":'), custom('')],
	[-8]: [text({ text: { body: long(4097) } })],
	[-10]: [
		text({ appId: 'foreign' }),
		async (url) => await query(url, { appId: 'foreign' }),
		templated({ ...template('login_code', 'en_US'), appId: 'foreign' }),
	],
	[-12]: [text({ recipient: recipientFor(-12) })],
	[-14]: [
		text({ recipient: recipientFor(-14) }),
		async (url) => await send(url, textMessage(), { apiKey: 'sandbox-unverified' }),
	],
	[-38]: [
		templated(template('unheard_of', 'en_US')),
		templated(template('welcome', 'id')),
		async (url) => await query(url, { appId: 'sandboxApp', templateId: '1' }),
	],
	[-39]: [templated({ ...template('login_code', 'en_US'), recipient: recipientFor(-39) })],
	[-68]: [
		text({ recipient: recipientFor(-68) }),
		async (url) => await send(url, textMessage(), { apiKey: 'sandbox-empty' }),
	],
	[-69]: [text({ recipient: recipientFor(-69) })],
	[-70]: [text({ recipient: '123456789012345' })],
	[-71]: [text({ recipient: '123456' }), text({ recipient: '' }), text({ recipient: undefined })],
	[-72]: [text({ recipient: '+628123456789' }), text({ recipient: '6281234567a' })],
	[-74]: [
		templated(template('welcome', 'english')),
		async (url) => await query(url, { appId: 'sandboxApp', languageCode: 'en-US' }),
	],
	[-76]: [
		templated(template('welcome', 'en_US', [{ type: 'footer', parameters: [] }])),
		custom(interactive({ type: 'button', body: { text: 'x' }, action: { buttons: [{ type: 'url' }] } })),
	],
	[-83]: [
		templated(template('order_shipped', 'en_US')),
		templated(template('order_shipped', 'en_US', shippedParts.slice(0, 2))),
		templated(template('login_code', 'en_US', [{ type: 'body', parameters: [] }])),
		custom('[]'),
	],
	[-93]: [text({ businessPhone: '123456789012345' }), text({ businessPhone: 123456789012345 })],
	[-94]: [text({ businessPhone: '123456' }), text({ businessPhone: undefined })],
	[-95]: [text({ businessPhone: '+628111000111' })],
	[-96]: [text({ businessPhone: businessPhoneFor(-96) })],
	[-97]: [text({ businessPhone: businessPhoneFor(-97) })],
	[-112]: [text({ channelType: 1 }), text({ channelType: '0' }), text({ channelType: undefined })],
	[-114]: [text({ text: undefined }), text({ text: {} }), text({ text: null })],
	[-115]: [text({ text: { body: '' } }), text({ text: { body: ' \n' } }), text({ text: { Body: 'x' } })],
	[-116]: [media('image', undefined)],
	[-117]: [media('image', { caption: 'x' })],
	[-118]: [media('audio', {})],
	[-119]: [media('audio', { link: '' })],
	[-120]: [media('video', undefined)],
	[-121]: [media('video', { caption: 'x' })],
	[-122]: [media('sticker', undefined)],
	[-123]: [media('sticker', { link: '' })],
	[-124]: [media('document', undefined)],
	[-125]: [media('document', { filename: 'a.pdf' })],
	[-127]: [media('location', undefined)],
	[-128]: [media('location', { ...place, longitude: '' })],
	[-129]: [media('location', { ...place, latitude: undefined })],
	[-132]: [text({ type: 'telegram' }), text({ type: undefined }), text({ type: 'toString' })],
	[-133]: [
		media('image', { link: 'example.com/a.png' }),
		media('image', { link: 'ftp://example.com/a.png' }),
		media('image', { link: 'https://exa mple.com/a.png' }),
		media('document', { link: 'nonsense', filename: 'a' }),
		parameters({ url: 'javascript:alert(1)' }),
	],
	[-134]: [
		media('text', 'Hello'),
		media('location', { ...place, latitude: 62.63 }),
		media('contacts', { name: { formatted_name: 'A' } }),
		text({ recipient: 6281234567890 }),
		templated(template('login_code', 'en_US', [{ type: 'body', parameters: [{ type: 'image' }] }])),
	],
	[-135]: [
		text({ appId: '' }),
		media('document', { link: 'https://example.com/a.pdf' }),
		media('location', { ...place, name: '' }),
		media('location', { ...place, address: undefined }),
		media('contacts', []),
		media('contacts', [{ name: { first_name: 'A' } }]),
		media('interactive', undefined),
		templated(template('login_code', 'en_US', [{ type: 'body', parameters: [{ type: 'text', text: '' }] }])),
	],
	[-165]: [custom(interactive({ type: 'product' })), custom(interactive({ body: { text: 'x' } }))],
	[-304]: [
		custom(carousel([urlCard(0), urlCard(1)], { header: { type: 'text', text: 'x' } })),
		custom(carousel([urlCard(0), urlCard(1)], { footer: { text: 'x' } })),
	],
	[-305]: [
		cards(urlCard(0)),
		cards(...Array.from({ length: 11 }, (_, i) => urlCard(i))),
		custom(carousel(undefined)),
	],
	[-306]: [
		cards(urlCard(1), urlCard(2)),
		cards(urlCard(0), urlCard(0)),
		cards(urlCard(0), urlCard(2)),
		cards(urlCard('0'), urlCard('1')),
		cards(urlCard(0), urlCard(undefined)),
	],
	[-307]: [card({ type: 'quick_reply' }), card({ type: undefined })],
	[-308]: [card({ header: undefined }), card({ header: {} })],
	[-309]: [card({ header: { type: 'text', text: 'x' } })],
	[-310]: [card({ header: { type: 'image' } }), card({ header: { type: 'video', video: { link: '' } } })],
	[-311]: [card({ body: {} }), card({ body: { text: '' } }), card({ body: { text: long(161) } })],
	[-312]: [action(undefined), action({})],
	[-313]: [action({ name: 'url', parameters: { display_text: 'x', url: 'https://example.com' } })],
	[-314]: [action({ name: 'cta_url' }), action({ name: 'cta_url', parameters: {} })],
	[-315]: [parameters({ display_text: '' }), parameters({ display_text: long(21) })],
	[-316]: [parameters({ url: '' })],
	[-317]: [replies([]), cards(quickCard(0, 'A', 'B', 'C'), quickCard(1, 'A'))],
	[-318]: [replies([{ type: 'reply', quick_reply: { id: 'a', title: 'A' } }])],
	[-319]: [replies([{ type: 'quick_reply' }]), replies([{ type: 'quick_reply', quick_reply: {} }])],
	[-320]: [reply({ id: '' }), reply({ id: long(21) })],
	[-321]: [reply({ title: '' }), reply({ title: long(21) })],
	[-322]: [cards('card', 'card'), card({ header: 'x' }), action({ label: 'x' }), reply({ id: 7 })],
	[-329]: [custom(carousel([urlCard(0), urlCard(1)], { body: undefined }))],
	[-330]: [
		custom(carousel([urlCard(0), urlCard(1)], { body: { text: ' ' } })),
		custom(carousel([urlCard(0), urlCard(1)], { body: { text: long(1025) } })),
	],
	[-331]: [cards(urlCard(0), quickCard(1, 'A')), action({ name: 'cta_url', parameters: {}, buttons: [] })],
};

const SMS_WAYS: Record<number, string | Way> = {
	[-1]: async (url) => await balance(url, { apiSecret: 'wrong' }),
	[-2]: 'sandbox-blocked-ip',
	[-13]: 'sandbox-locked',
	[-16]: async (url) => await balance(url, { timestamp: stale }),
	[-18]: 'sandbox-unusual',
	[-29]: 'sandbox-workspace-disabled',
	[-30]: 'sandbox-disabled',
	[-31]: 'sandbox-not-whitelisted',
	[-32]: 'sandbox-no-permission',
};

const sorted = (codes: Array<number | string>) => codes.map(Number).sort((a, b) => b - a);

test('the catalogues and the tables of this test hold every documented code', () => {
	expect(sorted(Object.keys(WA_STATUSES))).toEqual(WA_CODES);
	expect(sorted(Object.keys(WA_WAYS))).toEqual(WA_CODES);
	expect(sorted(Object.keys(SMS_STATUSES))).toEqual(SMS_CODES);
	expect(sorted(Object.keys(SMS_WAYS))).toEqual(SMS_CODES);
});

describe('/wa/', () => {
	const ways = Object.entries(WA_WAYS).flatMap(([code, list]) =>
		list.map((way, i) => [code, i + 1, way] as const),
	);
	test.each(ways)('%s, way %i', async (code, _, way) => {
		const { http, json } = await way(sandbox.url);
		expect([http, json.status]).toEqual([200, code]);
		expect(json.reason).not.toBe('');
		expect(json.data).toBeUndefined();
		expect(sandbox.rejected.at(-1)).toMatchObject({ status: code, reason: json.reason });
		expect(sandbox.received).toEqual([]);
	});

	test.each(WA_CODES)('the trigger numbers reach %i', async (code) => {
		const status = String(code);
		expect((await send(sandbox.url, textMessage({ recipient: recipientFor(code) }))).json.status).toBe(
			status,
		);
		expect(
			(await send(sandbox.url, textMessage({ businessPhone: businessPhoneFor(code) }))).json.status,
		).toBe(status);
	});
});

test.each(Object.entries(SMS_WAYS))('/sms/ %s', async (code, way) => {
	const { http, json } = await (typeof way === 'string'
		? balance(sandbox.url, { apiKey: way })
		: way(sandbox.url));
	expect([http, json.status]).toEqual([200, code]);
	expect(json).not.toHaveProperty('balance');
});

test('the reason names the member at fault', async () => {
	const bad = carousel([urlCard(0), urlCard(1, { header: { type: 'image', image: { link: '' } } })]);
	expect((await send(sandbox.url, bad)).json).toEqual({
		status: '-310',
		reason: 'interactive.action.cards[1].header.image.link is empty',
	});
});
