/** Before a campaign the node asks how the numbers stand that it is sent from. */
import type { IDataObject, INode } from 'n8n-workflow';
import { until } from '../../harness/until';
import { DEFAULT_ACCOUNT } from '../../sandbox';
import { runInEngine, type EngineOptions } from './engine';
import { injected } from './injected';
import { serviceForTests } from './service';

const FAULTS = {
	refuses: { kind: 'status', status: -10 },
	fails: { kind: 'http500' },
	'answers half': { kind: 'halfAnswer' },
	'never answers': { kind: 'timeoutBeforeAccept' },
} as const;
/** What an app answered is remembered: one for each test that looks at what is asked. */
const appIds = [...DEFAULT_ACCOUNT.appIds, 'loopingApp', 'stoppedApp', ...Object.keys(FAULTS)];
const service = serviceForTests({ accounts: [{ ...DEFAULT_ACCOUNT, appIds }] });

/** The numbers of the sandbox: one for 1,000 people a day, one for 50, one that is banned. */
const [LARGE, SMALL, BANNED] = ['628111000111', '12025550100', '628111000333'];

const people = (count: number, more: IDataObject = {}): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({
		phone: `62812${String(index).padStart(6, '0')}`,
		...more,
	}));

const TEMPLATE: IDataObject = {
	...{ operation: 'sendTemplate', businessPhone: SMALL, recipient: '={{ $json.phone }}' },
	templateName: { __rl: true, mode: 'name', value: 'login_code' },
	...{ templateLanguage: 'en_US', inputMode: 'json' },
	componentsJson: JSON.stringify([{ type: 'body', parameters: [{ type: 'text', text: '123456' }] }]),
};

const send = async (
	items: IDataObject[],
	parameters: IDataObject,
	settings: Partial<INode> = {},
	{ credential = service.credential(), ...more }: Partial<EngineOptions> = {},
) =>
	await runInEngine({
		credential,
		items,
		settings,
		parameters: { ...TEMPLATE, ...parameters } as never,
		...more,
	});

const BOTH_FIGURES =
	'Templates to 51 people, but +1 202-555-0100 may write first to 50 people within 24 hours: the others may get it only if they wrote to you in that time. Spread them over several days, or ask ITNIO to raise the limit';

it('a preview says it before anything is sent, above the output and on the page of all messages', async () => {
	const { hints, outputs, error } = await send(people(51), { options: { previewOnly: true } });
	expect(error).toBeUndefined();
	expect(hints).toContain(BOTH_FIGURES);
	const page = Buffer.from(outputs[0]?.[0]?.binary?.allMessages?.data ?? '', 'base64').toString();
	expect(page).toContain(`<p>${BOTH_FIGURES}</p>`);
	expect(service.received()).toEqual([]);
});

it.each<[string, unknown]>([
	['typed', { __rl: true, mode: 'phone', value: '+1 (202) 555-0100' }],
	['chosen from the list', { __rl: true, mode: 'list', value: SMALL }],
	['a plain text', '1-202-555-0100'],
	['that of the credential', ''],
])('all are sent and the summary says it; the number is %s', async (_, businessPhone) => {
	const credential = service.credential({ businessPhone: 'tel:+12025550100' });
	const { hints, error } = await send(people(51), { businessPhone } as IDataObject, {}, { credential });
	expect(error).toBeUndefined();
	expect(hints).toContain(BOTH_FIGURES);
	expect(service.received()).toHaveLength(51);
});

it('a log that cannot be written keeps nothing from being sent', async () => {
	const implementation = injected({ at: 0, only: ['logger.info'], kind: 'error', stays: true });
	const { hints, error } = await send(people(51), {}, {}, { implementation });
	expect(error).toBeUndefined();
	expect(hints).toContain(BOTH_FIGURES);
	expect(service.received()).toHaveLength(51);
});

it('fewer people, or people who got an answer, are nobody’s business', async () => {
	for (const [items, parameters] of [
		[people(50), {}],
		[people(51), { businessPhone: LARGE }],
		[people(60), { operation: 'sendText', text: 'Hi' }],
	] as const) {
		const { hints, error } = await send(items, parameters);
		expect(error).toBeUndefined();
		expect(hints.join()).not.toMatch(/write first/);
	}
});

it('from a banned number nothing is sent, and the error says why before the first message', async () => {
	const { error } = await send(people(51), { businessPhone: '+62 811-1000-333' });
	expect(error?.message).toBe(
		"1st of 51 (+62812000000): Business Phone is +62 811-1000-333, which is BANNED in ITNIO's list of numbers: nothing that it sends arrives. Choose another number, or ask ITNIO; Options › Skip Checks sends all the same. This message was not sent.",
	);
	expect(service.received()).toEqual([]);
	expect(service.sandbox.rejected).toEqual([]);
});

it('where the node continues, the messages of the other number go', async () => {
	const items = [...people(51, { from: BANNED }), ...people(3, { from: LARGE })];
	const settings = { onError: 'continueErrorOutput' } as const;
	const { outputs } = await send(items, { businessPhone: '={{ $json.from }}' }, settings);
	expect(outputs.map((output) => output.length)).toEqual([3, 51]);
	expect(outputs[1]?.[0]?.json).toMatchObject({ details: { outcome: 'notSent' } });
	expect(service.received()).toHaveLength(3);
});

it('with Skip Checks ITNIO decides', async () => {
	const options = { skipChecks: true };
	const { error } = await send(people(51), { businessPhone: BANNED, options });
	expect(error?.message).toMatch(/status -97/);
});

it('the runs of a loop ask once', async () => {
	const credential = service.credential({ appId: 'loopingApp' });
	for (let batch = 0; batch < 3; batch += 1) {
		expect((await send(people(51), { businessPhone: BANNED }, {}, { credential })).error).toBeDefined();
	}
	expect(service.sandbox.requests).toBe(1);
});

it.each(Object.entries(FAULTS))(
	'a service that %s that question holds nothing up',
	async (appId, fault) => {
		service.sandbox.configure({ faults: [{ ...fault, match: { endpoint: 'numbers' } }] });
		const { error, hints } = await send(people(51), {}, {}, { credential: service.credential({ appId }) });
		expect(error).toBeUndefined();
		expect(hints).not.toContain(BOTH_FIGURES);
		expect(service.received()).toHaveLength(51);
	},
	20_000,
);

it('somebody stops it while it asks: each message was not sent, and says so', async () => {
	service.sandbox.configure({ faults: [{ kind: 'timeoutBeforeAccept', match: { endpoint: 'numbers' } }] });
	const onStart = ({ cancel }: { cancel: () => void }) =>
		void until('the question', () => service.sandbox.requests > 0).then(cancel);
	const credential = service.credential({ appId: 'stoppedApp' });
	const items = [...people(51), { phone: 'nobody' }];
	const { outputs, run } = await send(items, {}, {}, { credential, onStart });
	expect(run.status).toBe('canceled');
	const errors = outputs[0]?.map(({ json }) => String(json.error)) ?? [];
	expect(errors).toHaveLength(52);
	expect(errors.slice(0, 51).every((text) => text.includes('canceled before its turn'))).toBe(true);
	expect(errors[51]).toMatch(/Recipient/);
	expect(service.received()).toEqual([]);
});
