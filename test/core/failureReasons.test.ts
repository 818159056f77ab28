import fc from 'fast-check';
import { FAILURE_REASONS, failureReason } from '../../nodes/ItnioWhatsApp/core/failureReasons';
import { itemOf } from '../../nodes/ItnioWhatsApp/trigger/inbound';
import type { Push } from '../../nodes/ItnioWhatsApp/trigger/push';
import { messageStatusEvent, templateStatusEvent } from '../../sandbox';

/** docs/api.md, section 6, written out. */
const CODES = [
	...[130429, 130472, 131000, 131008, 131009, 131026, 131031, 131042, 131047, 131048, 131049, 131050, 131051],
	...[131052, 131053, 131056, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 133010, 135000],
];

it('every code of docs/api.md, section 6, is known, and no other', () => {
	expect(Object.keys(FAILURE_REASONS).map(Number).sort()).toEqual([...CODES].sort());
});

it.each(CODES)('%d says what happened, what to do and when to try again', (code) => {
	const { explanation, advice, tryAgain } = failureReason(code) ?? {};
	expect(explanation).toMatch(/^[A-Z][^\n]{10,}[^.!?]$/);
	expect(advice).toMatch(/^[A-Z][^\n]{10,}\.$/);
	expect(['now', 'later', 'template', 'never']).toContain(tryAgain);
});

it.each<[string, unknown]>([
	['a number', 131049],
	['a text', '131049'],
	['a text with words', 'Message failed to send (#131049): not delivered to maintain ecosystem engagement'],
	['words without spaces', 'code=131049,fbtrace=AbC'],
	['JSON in a text', '{"code":131049,"title":"x","href":"https://example.com/131026"}'],
	['an object', { code: 131049, title: 'x' }],
	['a list within an object', { errors: [{ message: 'was 131026', code: '131049' }] }],
	['beside a time and a number of a person', '1693813991 6281310261234 131049'],
])('a code is found as %s', (_, failure) => {
	expect(failureReason(failure)).toEqual({ code: 131049, ...FAILURE_REASONS['131049'] });
});

it.each([undefined, null, '', 0, 'failed', '999999', 1310490, '0131049', {}, [], { code: null }, true])(
	'nothing is made up for %j',
	(failure) => {
		expect(failureReason(failure)).toBeUndefined();
	},
);

it('whatever stands there, nothing is thrown, and a code is one that stands in it', () => {
	fc.assert(
		fc.property(fc.oneof(fc.jsonValue(), fc.string()), (failure) => {
			const found = failureReason(failure);
			if (found) expect(JSON.stringify(failure)).toContain(String(found.code));
		}),
	);
});

it('a failed report says it, other reports do not, and a template keeps the reason that was pushed', () => {
	const origin = { appId: 'a', businessPhone: '628111000111', nowMs: 0 };
	const message = { messageId: 'm', recipient: '6281234567890' };
	const failed = messageStatusEvent(message, 'failed', origin, '131047 Re-engagement message') as Push;
	expect(itemOf(failed).reason).toEqual({ code: 131047, ...FAILURE_REASONS['131047'] });
	expect(itemOf(messageStatusEvent(message, 'failed', origin, 'unclear') as Push)).not.toHaveProperty(
		'reason',
	);
	expect(itemOf(messageStatusEvent(message, 'read', origin) as Push)).not.toHaveProperty('reason');
	const template = { templateId: '1', templateName: 'a', languageCode: 'en', status: 'REJECTED' };
	const rejected = templateStatusEvent({ ...template, reason: 'INVALID_FORMAT' }, origin) as Push;
	expect(itemOf(rejected).reason).toBe('INVALID_FORMAT');
});
