/** What an error of the node itself advises. */
import { isWindowClosed } from '../../nodes/ItnioWhatsApp/core/lastWrote';
import { options } from '../../nodes/ItnioWhatsApp/form/options';
import { SENT_BEFORE, STILL_UNKNOWN, windowClosed } from '../../nodes/ItnioWhatsApp/sending/failing';

const HOUR = 3_600_000;

const whenUnknown = options.options.find(({ name }) => name === 'whenOutcomeUnknown') as {
	readonly default: string;
	readonly options: ReadonlyArray<{ readonly name: string; readonly value: string }>;
};

it.each([
	['an earlier execution', SENT_BEFORE],
	['an earlier try', STILL_UNKNOWN],
])(
	'what %s left in doubt: the advice names the choice, because the option that is only added changes nothing',
	(_, { why }) => {
		const resend = whenUnknown.options.find(({ value }) => value === 'resend');
		expect(whenUnknown.default).not.toBe(resend?.value);
		expect(why).toContain(`When Outcome Is Unknown to ${resend?.name}`);
	},
);

describe('of a window that is closed', () => {
	const WROTE = Date.UTC(2026, 10, 28, 3, 5);
	const after = (hours: number, timeZone = 'Asia/Jakarta') =>
		windowClosed(WROTE, { now: WROTE + hours * HOUR, timeZone }).why;

	it('the time at which the person wrote reads as people write it, by the clock of the workflow', () => {
		expect(after(30)).toBe(
			'The message was not sent: the person last wrote on 28 Nov 2026, 10:05 (Asia/Jakarta), more than 24 hours ago, and WhatsApp would not deliver it. Use Send Template.',
		);
		expect(after(30, 'America/New_York')).toContain('wrote on 27 Nov 2026, 22:05 (America/New_York)');
		// No such place: then it is that of this machine, under its own name.
		expect(after(30, 'Asia/Nowhere')).toContain(`(${Intl.DateTimeFormat().resolvedOptions().timeZone})`);
	});

	it('the last five minutes, which the node leaves out, are not called more than 24 hours', () => {
		expect(after(23.95)).toBe(
			'The message was not sent: the person last wrote on 28 Nov 2026, 10:05 (Asia/Jakarta), nearly 24 hours ago, and WhatsApp might not deliver it in time (this node stops five minutes before they are over). Use Send Template.',
		);
		expect(isWindowClosed(WROTE, WROTE + 23.95 * HOUR)).toBe(true);
		expect(isWindowClosed(WROTE, WROTE + 23.9 * HOUR)).toBe(false);
	});
});
