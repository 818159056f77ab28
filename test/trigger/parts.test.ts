import fc from 'fast-check';
import {
	accountUpdateEvent,
	billingEvent,
	messageStatusEvent,
	numberQualityEvent,
	templateStatusEvent,
	upMessageEvent,
} from '../../sandbox';
import { MESSAGE_TYPES, unwanted, type Filters } from '../../nodes/ItnioWhatsApp/trigger/filters';
import { triggerProperties } from '../../nodes/ItnioWhatsApp/trigger/properties';
import { eventOf, readPush, type Push } from '../../nodes/ItnioWhatsApp/trigger/push';
import { itemOf } from '../../nodes/ItnioWhatsApp/trigger/inbound';
import { wishOf } from '../../nodes/ItnioWhatsApp/trigger/optOut';
import { readSettings } from '../../nodes/ItnioWhatsApp/trigger/settings';
import { tokenMatches } from '../../nodes/ItnioWhatsApp/trigger/webhookSecret';

const origin = { appId: 'sandboxApp', businessPhone: '628111000111', nowMs: 1_760_000_000_000 };
const message = (type: string) =>
	upMessageEvent({ from: '628120000001', message: { type } }, origin) as unknown as Push;
const status = (word: 'sent' | 'failed' | 'deleted') =>
	messageStatusEvent({ messageId: 'm1', recipient: '628120000001' }, word, origin) as unknown as Push;
const template = (word: string) =>
	templateStatusEvent(
		{ templateId: '1', templateName: 'a', languageCode: 'en', status: word },
		origin,
	) as unknown as Push;
const billing = billingEvent({ messageId: 'm1' }, origin) as unknown as Push;

const quality = numberQualityEvent({}, origin) as unknown as Push;
const account = accountUpdateEvent({}, origin) as unknown as Push;

const all: Filters = {
	events: [
		'up-message-event',
		'message-status-event',
		'template-status-event',
		'billing-event',
		'phone_number_quality_update',
		'account_update',
	],
	businessPhones: [],
	messageTypes: [],
	statuses: [],
};
const passes = (push: Push, filters: Partial<Filters>) =>
	unwanted(push, { ...all, ...filters }) === undefined;

describe('filters', () => {
	const events = [message('text'), status('sent'), template('APPROVED'), billing, quality, account];

	test('without any, everything that is chosen passes', () => {
		for (const event of events) expect(passes(event, {})).toBe(true);
		for (const event of events) expect(passes(event, { events: [] })).toBe(false);
		for (const event of events) expect(passes(event, { events: [eventOf(event)] })).toBe(true);
	});

	test('the business number is found in each event that has one, however it is written', () => {
		for (const event of events) expect(passes(event, { businessPhones: ['628111000111'] })).toBe(true);
		expect(events.map((event) => passes(event, { businessPhones: ['12025550100'] }))).toEqual([
			false,
			false,
			true,
			false,
			false,
			true,
		]);
		const shown = { ...quality, displayPhoneNumber: '+62 811-1000-111' };
		expect(passes(shown, { businessPhones: ['628111000111'] })).toBe(true);
		const written = { ...message('text'), businessPhone: '+62 811-1000 111' };
		expect(passes(written, { businessPhones: ['628111000111'] })).toBe(true);
		expect(
			passes({ ...message('text'), businessPhone: 628111000111 }, { businessPhones: ['628111000111'] }),
		).toBe(true);
		for (const form of [null, '']) {
			const report = { ...status('sent'), form, businessPhone: '628111000111' };
			expect(passes(report, { businessPhones: ['628111000111'] })).toBe(true);
		}
	});

	test('message types concern inbound messages only', () => {
		expect(passes(message('image'), { messageTypes: ['image'] })).toBe(true);
		expect(passes(message('text'), { messageTypes: ['image'] })).toBe(false);
		expect(passes(status('sent'), { messageTypes: ['image'] })).toBe(true);
	});

	test('"other" is every type that is not in the list, so that taps can be chosen', () => {
		for (const type of ['interactive', 'button', 'whatever']) {
			expect(passes(message(type), { messageTypes: ['other'] })).toBe(true);
			expect(passes(message(type), { messageTypes: ['text', 'unknown'] })).toBe(false);
		}
		for (const type of MESSAGE_TYPES) expect(passes(message(type), { messageTypes: ['other'] })).toBe(false);
	});

	test('a message without a type counts as unknown', () => {
		for (const odd of [undefined, null, 'text', {}, { type: 7 }]) {
			const push = { ...message('text'), message: odd } as unknown as Push;
			expect(passes(push, { messageTypes: ['unknown'] })).toBe(true);
			expect(passes(push, { messageTypes: ['text'] })).toBe(false);
		}
	});

	test('statuses of messages and of templates do not get in each other’s way', () => {
		expect(passes(status('failed'), { statuses: ['failed'] })).toBe(true);
		expect(passes(status('sent'), { statuses: ['failed'] })).toBe(false);
		expect(passes(template('PAUSED'), { statuses: ['failed'] })).toBe(true);
		expect(passes(template('PAUSED'), { statuses: ['failed', 'REJECTED'] })).toBe(false);
		expect(passes(template('DELETED'), { statuses: ['deleted', 'PAUSED'] })).toBe(false);
		expect(passes(status('deleted'), { statuses: ['sent', 'DELETED'] })).toBe(false);
		expect(passes({ ...status('failed'), status: ' Failed ' }, { statuses: ['failed'] })).toBe(true);
		expect(passes({ ...template('PAUSED'), status: 'paused\n' }, { statuses: ['PAUSED'] })).toBe(true);
		for (const push of [billing, quality, account]) {
			expect(passes(push, { statuses: ['failed', 'REJECTED'], messageTypes: ['image'] })).toBe(true);
		}
	});

	test('the form lists the published types, taps, reactions and "other"', () => {
		const options = triggerProperties.find(({ name }) => name === 'options')?.options ?? [];
		const types = options.find(({ name }) => name === 'messageTypes');
		const values =
			types && 'options' in types ? types.options?.map((option) => 'value' in option && option.value) : [];
		expect([...(values ?? [])].sort()).toEqual([...MESSAGE_TYPES, 'tap', 'reaction', 'other'].sort());
	});
});

describe('settings', () => {
	const read = (options: Record<string, unknown>, events: unknown = ['up-message-event']) => {
		const reading = readSettings(events, options);
		return 'settings' in reading ? reading.settings : reading.problem;
	};

	test('an empty form means: this app, no repeats, no filter', () => {
		expect(read({})).toEqual({
			filters: { events: ['up-message-event'], businessPhones: [], messageTypes: [], statuses: [] },
			onlyThisApp: true,
			alsoStartForAnswers: false,
			downloadFiles: false,
			groupMessages: 0,
			optOutWords: [],
			skipRepeats: true,
			secretToken: undefined,
		});
	});

	test.each([
		[['+62 811-1000 111', '(1) 202 555 0100']],
		['+62 811-1000 111, 0012025550100'],
		[['628111000111;\n+1 202-555-0100', '']],
		[[628111000111, '1 2025550100@s.whatsapp.net'.replace(' ', '')]],
		[[['628111000111'], ['12025550100']]],
	])('numbers may be written as %j', (businessPhones) => {
		expect(read({ businessPhones })).toMatchObject({
			filters: { businessPhones: ['628111000111', '12025550100'] },
		});
	});

	test.each(['0811-1000-111', '123', 'my shop', '+62 811 1000 111 ext 5'])(
		'"%s" is refused in its own words',
		(entry) => {
			expect(read({ businessPhones: [entry] })).toContain(`"${entry}"`);
		},
	);

	test.each([
		['，', '退订', '取消'],
		['、', '退订', '取消'],
		['；', '退订', '取消'],
		['،', 'توقف', 'إلغاء'],
		['؛', 'توقف', 'إلغاء'],
	])('opt-out words in one entry may stand between %j, as their keyboard writes it', (mark, word, other) => {
		const settings = read({ optOutWords: [`${word}${mark} ${other}`] }) as { optOutWords: readonly string[] };
		expect(wishOf(word, settings.optOutWords)).toEqual({ optedOut: true });
		expect(wishOf(other, settings.optOutWords)).toEqual({ optedOut: true });
	});

	test('an empty token does not count as no token', () => {
		for (const secretToken of ['', ' ', null, undefined]) {
			expect(read({ secretToken })).toMatch(/^Secret Token is empty/);
		}
	});
});

describe('token', () => {
	test('only the very same text matches', () => {
		fc.assert(
			fc.property(fc.string({ minLength: 1 }), fc.string(), (expected, given) => {
				expect(tokenMatches(expected, given)).toBe(expected === given);
				expect(tokenMatches(expected, expected)).toBe(true);
			}),
		);
		for (const odd of [undefined, null, 0, ['secret'], { length: 6 }])
			expect(tokenMatches('secret', odd)).toBe(false);
		expect(tokenMatches('', undefined)).toBe(false);
	});
});

describe('whatever the body is', () => {
	const call = (body: string, contentType = 'application/json') => ({
		contentType,
		contentLength: undefined,
		rawBody: Buffer.from(body),
		body: undefined,
	});

	test('reading it never throws, and a push is an object with an event type', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json()), fc.string(), (body, contentType) => {
				const reading = readPush(call(body));
				if ('push' in reading) expect(eventOf(reading.push)).toMatch(/./s);
				else expect(reading.refusal.status).toBeGreaterThanOrEqual(400);
				expect('refusal' in readPush(call(body, contentType)) || /json/i.test(contentType)).toBe(true);
			}),
		);
	});

	test('without eventType the field names the event, and one of the two must be there', () => {
		for (const field of ['phone_number_quality_update', 'account_update', 'something_new']) {
			const reading = readPush(call(JSON.stringify({ field, appId: 'a' })));
			expect('push' in reading && eventOf(reading.push)).toBe(field);
			const both = readPush(call(JSON.stringify({ field, eventType: 'billing-event' })));
			expect('push' in both && eventOf(both.push)).toBe('billing-event');
		}
		for (const odd of [{}, { field: '' }, { field: 7 }, { field: null, eventType: '' }]) {
			expect(readPush(call(JSON.stringify(odd)))).toMatchObject({ refusal: { status: 400 } });
		}
	});

	test('it comes out as it is, plus at most what is said in our own words', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
				const push = { ...members, eventType: 'up-message-event' } as Push;
				const ADDED = ['replyTo', 'sender', 'person', 'sessionId', 'text', 'chatInput', 'tapped'];
				const copy = structuredClone(push);
				const added = Object.entries(itemOf(push)).filter(([name]) => !ADDED.includes(name));
				const given = Object.entries(copy).filter(([name]) => !ADDED.includes(name));
				expect(added).toEqual(given);
				expect(push).toEqual(copy);
			}),
		);
	});

	test('the limit is a megabyte, by the bytes that came or by the length that was announced', () => {
		const fits = { ...message('text'), padding: '' };
		fits.padding = 'x'.repeat(1024 * 1024 - JSON.stringify(fits).length);
		expect(readPush(call(JSON.stringify(fits)))).toHaveProperty('push');
		expect(readPush(call(`${JSON.stringify(fits)} `))).toMatchObject({ refusal: { status: 413 } });
		const announced = { ...call(''), rawBody: undefined, body: message('text'), contentLength: '2000000' };
		expect(readPush(announced)).toMatchObject({ refusal: { status: 413 } });
	});
});
