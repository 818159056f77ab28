/** The number that sends: typed once in the credential, or in each node. */
import type { INodeParameters } from 'n8n-workflow';
import { runInEngine } from './engine';
import { serviceForTests } from './service';

const service = serviceForTests();

const send = async (parameters: INodeParameters, businessPhone?: string) =>
	await runInEngine({
		credential: service.credential(businessPhone === undefined ? {} : { businessPhone }),
		parameters: { operation: 'sendText', text: 'Hello', recipient: '6281234567890', ...parameters },
	});
const senders = () => service.received().map(({ businessPhone }) => businessPhone);

it('is the one of the credential where the node names none', async () => {
	const { error, outputs } = await send({}, ' +62 822-9995-3162 ');
	expect(error).toBeUndefined();
	expect(outputs[0]?.[0]?.json.businessPhone).toBe('6282299953162');
	expect((await send({ businessPhone: '  ' }, '6282299953162')).error).toBeUndefined();
	expect(senders()).toEqual(['6282299953162', '6282299953162']);
});

it('is the one of the node, or of its JSON, where they name one', async () => {
	await send({ businessPhone: '6285574670498' }, '6282299953162');
	await send(
		{
			operation: 'sendJson',
			messageJson: '{ "businessPhone": "6285574670499", "type": "text", "text": { "body": "Hi" } }',
		},
		'6282299953162',
	);
	expect(senders()).toEqual(['6285574670498', '6285574670499']);
});

it.each([
	['chosen from the list', { __rl: true, mode: 'list', value: '6285574670498' }],
	['typed', { __rl: true, mode: 'phone', value: '+62 855-7467-0498' }],
	['given by an expression', { __rl: true, mode: 'phone', value: '={{ "62855" + 74670498 }}' }],
	['a text, as in workflows of before', '6285574670498'],
	['a text that an expression gives', '={{ "6285574670498" }}'],
	['a number that an expression gives', '={{ 6285574670498 }}'],
])('may be %s', async (_, businessPhone) => {
	expect((await send({ businessPhone })).error).toBeUndefined();
	expect(senders()).toEqual(['6285574670498']);
});

it('is the one of the credential where nothing was chosen', async () => {
	for (const mode of ['list', 'phone']) {
		await send({ businessPhone: { __rl: true, mode, value: '' } }, '6285574670498');
	}
	expect(senders()).toEqual(['6285574670498', '6285574670498']);
});

it.each<[INodeParameters, string]>([
	[{ businessPhone: '={{ { phone: "6282299953000" } }}' }, 'Business Phone must be text'],
	[{ businessPhone: '={{ $json.nope }}' }, 'Business Phone is empty: its expression finds nothing'],
	[
		{ businessPhone: { __rl: true, mode: 'phone', value: '={{ $json.nope }}' } },
		'Business Phone is empty: its expression finds nothing',
	],
	[{ options: { appId: '={{ $json.nope }}' } }, 'App ID is empty: its expression finds nothing'],
	[
		{
			operation: 'sendJson',
			recipient: '={{ $json.nope }}',
			messageJson: '{ "recipient": "6281234567890", "type": "text", "text": { "body": "Hi" } }',
		},
		'Recipient is empty: its expression finds nothing',
	],
])('an expression that finds nothing lets nothing else stand in: %j', async (parameters, said) => {
	const { error } = await runInEngine({
		credential: service.credential({ businessPhone: '6282299953162', defaultCountryCode: '62' }),
		parameters: { operation: 'sendText', text: 'Hello', recipient: '6281234567890', ...parameters },
	});
	expect(error?.message).toContain(said);
	expect(service.sandbox.requests).toBe(0);
});

it("a column of country codes may have gaps: the credential's counts", async () => {
	await runInEngine({
		credential: service.credential({ businessPhone: '6282299953162', defaultCountryCode: '62' }),
		parameters: {
			...{ operation: 'sendText', text: 'Hello', recipient: '081234567890' },
			options: { defaultCountryCode: '={{ $json.nope }}' },
		},
	});
	expect(service.sandbox.received.map(({ recipient }) => recipient)).toEqual(['6281234567890']);
});

it('is reported missing where nobody names one, even in older credentials', async () => {
	for (const credential of [undefined, '', ' ']) {
		const { error } = await send({}, credential);
		expect(error?.message).toContain('Business Phone is empty');
	}
	expect(service.sandbox.requests).toBe(0);
});
