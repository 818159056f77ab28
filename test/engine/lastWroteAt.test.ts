/** Last Wrote At: free where it is free, and said aloud where only a template may go. */
import type { IDataObject, INode } from 'n8n-workflow';
import { shownMoment } from '../../nodes/ItnioWhatsApp/core/moment';
import { runInEngine, type EngineOptions } from './engine';
import { processedDataForTests } from './processed';
import { serviceForTests } from './service';

const service = serviceForTests();
processedDataForTests();

const SARI = '6281234567890';
const BUDI = '6281234567891';
const DEWI = '6281234567892';
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

interface Changes extends Partial<Omit<EngineOptions, 'parameters'>> {
	options?: IDataObject;
	parameters?: IDataObject;
}

const run = async (
	items: readonly IDataObject[],
	{ options = {}, parameters = {}, ...changes }: Changes = {},
) =>
	await runInEngine({
		credential: service.credential(),
		items,
		...changes,
		parameters: {
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '=+{{ $json.phone }}',
			text: 'Hi',
			options: { lastWroteAt: '={{ $json.wrote }}', ...options } as never,
			...(parameters as object),
		},
	});
const sentTo = () => service.received().map(({ recipient }) => recipient);
const CONTINUES: Partial<INode> = { onError: 'continueErrorOutput' };

it('who has not written within 24 hours comes out on the error output, all others are sent', async () => {
	const wrote = ago(30);
	const items = [
		{ phone: SARI, wrote: ago(1) },
		{ phone: BUDI, wrote },
		{ phone: DEWI, wrote: '' },
	];
	const workflowSettings = { timezone: 'Asia/Jakarta' };
	const { outputs, hints } = await run(items, { settings: CONTINUES, workflowSettings });
	const [sent = [], failed = []] = outputs;
	expect(sent.map(({ json }) => [json.recipient, json.status])).toEqual([[SARI, '0']]);
	expect(failed.map(({ json }) => json)).toEqual([
		{
			...items[1],
			error: `The message was not sent: the person last wrote on ${shownMoment(Date.parse(wrote), 'Asia/Jakarta')}, more than 24 hours ago, and WhatsApp would not deliver it. Use Send Template.`,
			details: { itemIndex: 1, recipient: BUDI, outcome: 'notSent', windowClosed: true },
		},
		{
			...items[2],
			error:
				'The message was not sent: the person has never written to you (Last Wrote At is empty), and WhatsApp would not deliver it. Use Send Template.',
			details: { itemIndex: 2, recipient: DEWI, outcome: 'notSent', windowClosed: true },
		},
	]);
	expect(sentTo()).toEqual([SARI]);
	expect(hints[0]).toBe(`1 accepted, 2 of 3 have not written within 24 hours (2nd–3rd: +${BUDI}, +${DEWI})`);
});

it('without Continue, nobody gets anything, and all of them are named', async () => {
	const items = [
		{ phone: SARI, wrote: ago(1) },
		{ phone: BUDI, wrote: ago(30) },
		{ phone: DEWI, wrote: null },
	];
	const { error } = await run(items);
	expect(error?.message).toContain(`2nd of 3 (+${BUDI}): The message was not sent: the person last wrote on`);
	expect(error?.description).toContain(`3rd of 3 (+${DEWI}): The message was not sent: the person has never`);
	expect(service.sandbox.requests).toBe(0);
});

it('they are named beside what else is wrong, without continue', async () => {
	const { error } = await run([
		{ phone: 'Sari', wrote: ago(1) },
		{ phone: BUDI, wrote: ago(1) },
		{ phone: DEWI, wrote: ago(30) },
	]);
	expect(error?.message).toBe(
		'1st of 3 (+Sari): Recipient contains letters: enter the number alone: "+Sari". This message was not sent.',
	);
	expect(error?.description).toContain(
		`3rd of 3 (+${DEWI}): The message was not sent: the person last wrote`,
	);
	expect(error?.description).not.toContain(BUDI);
	expect(service.sandbox.requests).toBe(0);
});

it('a preview says who has not written within 24 hours', async () => {
	const items = [SARI, BUDI].map((phone, index) => ({ phone, wrote: ago(1 + 30 * index) }));
	const { hints } = await run(items, { options: { previewOnly: true } });
	expect(hints).toEqual([
		'Preview Only: none of 2 has problems, nothing was sent',
		`1 of 2 has not written within 24 hours (2nd: +${BUDI})`,
	]);
});

it('a question to somebody whose window is closed is not asked, and nothing waits', async () => {
	const parameters = {
		operation: 'sendAndWait',
		message: 'Deliver it?',
		answerBy: 'buttons',
		buttons: { button: [{ title: 'Yes' }, { title: 'No' }] },
	};
	const changes = { parameters, settings: CONTINUES };
	const { outputs, run: done } = await run([{ phone: SARI, wrote: ago(30) }], changes);
	expect([done.status, done.waitTill]).toEqual(['success', undefined]);
	expect(outputs[1]?.map(({ json }) => (json.details as IDataObject).windowClosed)).toEqual([true]);
	expect(service.sandbox.requests).toBe(0);
});

it.each<[string, string]>([
	['Unix seconds', `={{ Math.floor(Date.now() / 1000) - 60 }}`],
	['Unix milliseconds as a text', `={{ String(Date.now() - 60000) }}`],
	['a date', `={{ new Date(Date.now() - 60000) }}`],
	["n8n's now", `={{ $now.minus(1, 'minutes') }}`],
	["n8n's now in a text", `= {{ $now.minus(1, 'minutes') }} `],
	['a date of the workflow’s time zone', `={{ $now.minus(1, 'minutes').toFormat('yyyy-MM-dd HH:mm:ss') }}`],
])('takes %s', async (_, lastWroteAt) => {
	const workflowSettings = { timezone: 'Asia/Jakarta' };
	const { error } = await run([{ phone: SARI }], { options: { lastWroteAt }, workflowSettings });
	expect(error).toBeUndefined();
	expect(sentTo()).toEqual([SARI]);
});

it('a value that is not a date is a problem that shows it', async () => {
	const { error } = await run([{ phone: SARI, wrote: '28/11/2026 10:00' }]);
	expect(error?.message).toBe(
		'Last Wrote At is not a date with a time: "28/11/2026 10:00". Write it as 2026-11-28T10:00:00Z or as Unix time, or leave it empty where the person never wrote. This message was not sent.',
	);
});

it('no window applies to a template, even one given as JSON', async () => {
	const parameters = {
		operation: 'sendJson',
		jsonMessage: JSON.stringify({
			template: { id: '1325483621877452', components: [] },
		}),
	};
	const { outputs, error } = await run([{ phone: SARI, wrote: ago(100) }], {
		parameters,
		options: { skipChecks: true },
		settings: CONTINUES,
	});
	expect(error).toBeUndefined();
	expect(outputs.flat().map(({ json }) => (json.details as IDataObject | undefined)?.windowClosed)).toEqual([
		undefined,
	]);
});

it('with Send Once, what went within the window is not sent as a template later', async () => {
	const options = { sendOnceBy: 'message' };
	await run([{ phone: SARI, wrote: ago(1) }], { options });
	const { outputs } = await run([{ phone: SARI, wrote: ago(30) }], { options, settings: CONTINUES });
	expect(outputs.map((items) => items.map(({ json }) => json.alreadySent))).toEqual([[true], []]);
	const { error } = await run([{ phone: SARI, wrote: ago(30) }], { options });
	expect(error).toBeUndefined();
	expect(sentTo()).toEqual([SARI]);
});

it('with Send Once, a closed window is not remembered: the message goes when the person has written', async () => {
	const options = { sendOnceBy: 'message' };
	for (const settings of [CONTINUES, {}]) await run([{ phone: SARI, wrote: ago(30) }], { options, settings });
	expect(service.sandbox.requests).toBe(0);
	const { outputs } = await run([{ phone: SARI, wrote: ago(0) }], { options });
	expect(outputs[0]?.map(({ json }) => json.status)).toEqual(['0']);
});

it('Retry On Fail sends nobody anything twice, and asks ITNIO nothing for a closed window', async () => {
	const items = [
		{ phone: BUDI, wrote: ago(30) },
		{ phone: SARI, wrote: ago(1) },
	];
	const settings = { ...CONTINUES, retryOnFail: true, maxTries: 3 };
	const { outputs } = await run(items, { settings });
	expect(outputs.map((output) => output.length)).toEqual([1, 1]);
	expect(service.sandbox.requests).toBe(1);
});
